"""Who says and carries words, and the words as captured."""

from .agent import Attributed, SoftwareAgent
from .anchor import Anchor
from .citation import Citation, Fingerprint
from .document import Document, Snapshot
from .history import HistoryHead
from .relationship import Likeness, Relationship, ReliabilityNote
from .source import Source

__all__ = [
    "Anchor",
    "Attributed",
    "Citation",
    "Document",
    "Fingerprint",
    "HistoryHead",
    "Likeness",
    "Relationship",
    "ReliabilityNote",
    "Snapshot",
    "SoftwareAgent",
    "Source",
]
