"""Rows for tests, made as the actions would make them. Traits name what is special: VerdictFactory(published=True)."""

from .claims import (
    AppearanceFactory,
    AssessmentFactory,
    AssignmentFactory,
    ClaimFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    RatingFactory,
    VerdictFactory,
)
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
    "DocumentFactory",
    "EvidenceFactory",
    "ExtractionRunFactory",
    "LikenessFactory",
    "RatingFactory",
    "RelationshipFactory",
    "ReliabilityNoteFactory",
    "SnapshotFactory",
    "SoftwareAgentFactory",
    "SourceFactory",
    "UserFactory",
    "VerdictFactory",
]
