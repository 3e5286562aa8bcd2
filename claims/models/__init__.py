"""What is said, and whether it holds."""

from .assessment import Assessment, Assignment, Rating
from .claim import Appearance, Claim, ExtractionRun
from .edit import Edit
from .evidence import Evidence
from .origins import ClaimOrigins
from .verdict import Verdict

__all__ = [
    "Appearance",
    "Assessment",
    "Assignment",
    "Claim",
    "ClaimOrigins",
    "Edit",
    "Evidence",
    "ExtractionRun",
    "Rating",
    "Verdict",
]
