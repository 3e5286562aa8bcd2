"""What is said, and whether it holds."""

from .assessment import Assessment, Assignment, Rating
from .change import Change
from .claim import Appearance, Claim, ExtractionRun
from .edit import Edit
from .evidence import Evidence
from .listing import ClaimBySource, ClaimListing
from .markup import MarkupPage
from .origins import ClaimOrigins
from .quantity import ClaimQuantity
from .report import Edition, Report
from .verdict import Verdict
from .webhook import Delivery, DeliveryAttempt, Webhook

__all__ = [
    "Appearance",
    "Assessment",
    "Assignment",
    "Change",
    "Claim",
    "ClaimBySource",
    "ClaimListing",
    "ClaimOrigins",
    "ClaimQuantity",
    "Delivery",
    "DeliveryAttempt",
    "Edit",
    "Edition",
    "Evidence",
    "ExtractionRun",
    "MarkupPage",
    "Rating",
    "Report",
    "Verdict",
    "Webhook",
]
