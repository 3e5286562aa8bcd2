"""Rows for tests, made as the actions would make them. Traits name what is special: VerdictFactory(published=True)."""

from .access import TokenFactory
from .claims import (
    AppearanceFactory,
    AssessmentFactory,
    AssignmentFactory,
    ClaimFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    MarkupPageFactory,
    RatingFactory,
    VerdictFactory,
)
from .feed import DeliveryFactory, WebhookFactory
from .people import UserFactory
from .sources import (
    CitationFactory,
    DocumentFactory,
    LikenessFactory,
    RelationshipFactory,
    ReliabilityNoteFactory,
    SnapshotFactory,
    SoftwareAgentFactory,
    SourceFactory,
)

__all__ = [
    "AppearanceFactory",
    "AssessmentFactory",
    "AssignmentFactory",
    "CitationFactory",
    "ClaimFactory",
    "DeliveryFactory",
    "DocumentFactory",
    "EvidenceFactory",
    "ExtractionRunFactory",
    "LikenessFactory",
    "MarkupPageFactory",
    "RatingFactory",
    "RelationshipFactory",
    "ReliabilityNoteFactory",
    "SnapshotFactory",
    "SoftwareAgentFactory",
    "SourceFactory",
    "TokenFactory",
    "UserFactory",
    "VerdictFactory",
    "WebhookFactory",
]
