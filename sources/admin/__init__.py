"""The desk's pages for sources, documents, snapshots and citations."""

from .citations import CitationAdmin
from .documents import DocumentAdmin, SnapshotAdmin
from .sources import SoftwareAgentAdmin, SourceAdmin

__all__ = ["CitationAdmin", "DocumentAdmin", "SnapshotAdmin", "SoftwareAgentAdmin", "SourceAdmin"]
