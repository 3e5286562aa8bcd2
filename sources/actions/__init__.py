"""Every act on sources and documents, one function each. Views, admin, commands and seeds call these."""

from .capturing import Recorded, capturer, record_capture, revise_document
from .citing import (
    citation_named,
    confirm_citation,
    correct_citation,
    record_citation,
    reject_citation,
    restore_citation,
)
from .merging import merge_sources, part_sources, tell_apart
from .naming import record_outlet, record_source, save_source, software_agent, source_named
from .proposing import compare_earlier
from .relating import note_reliability, record_relationship, retire_relationship, revise_relationship

__all__ = [
    "Recorded",
    "capturer",
    "citation_named",
    "compare_earlier",
    "confirm_citation",
    "correct_citation",
    "merge_sources",
    "note_reliability",
    "part_sources",
    "record_capture",
    "record_citation",
    "record_outlet",
    "record_relationship",
    "record_source",
    "reject_citation",
    "restore_citation",
    "retire_relationship",
    "revise_document",
    "revise_relationship",
    "save_source",
    "software_agent",
    "source_named",
    "tell_apart",
]
