"""Who says and carries words, and the words as captured."""

from .agent import Attributed, SoftwareAgent
from .anchor import Anchor
from .citation import Citation
from .document import Document, Snapshot
from .history import HistoryHead
from .source import Source

__all__ = ["Anchor", "Attributed", "Citation", "Document", "HistoryHead", "Snapshot", "SoftwareAgent", "Source"]
