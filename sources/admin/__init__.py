"""The desk's pages for sources and what they are to each other, documents, snapshots and citations."""

from .citations import CitationAdmin
from .documents import DocumentAdmin, SnapshotAdmin
from .likenesses import LikenessAdmin
from .relationships import RelationshipAdmin
from .sources import SoftwareAgentAdmin, SourceAdmin

__all__ = [
    "CitationAdmin",
    "DocumentAdmin",
    "LikenessAdmin",
    "RelationshipAdmin",
    "SnapshotAdmin",
    "SoftwareAgentAdmin",
    "SourceAdmin",
]
