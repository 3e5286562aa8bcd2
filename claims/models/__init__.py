"""What is said, where it stands, the evidence, and whether it holds."""

from .claim import Appearance, Claim, ExtractionRun
from .evidence import Evidence
from .verdict import Assessment, Rating, Verdict

__all__ = ["Appearance", "Assessment", "Claim", "Evidence", "ExtractionRun", "Rating", "Verdict"]
