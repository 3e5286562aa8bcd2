"""Rows for tests, made as the actions would make them. Traits name what is special: VerdictFactory(published=True)."""

from .claims import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    RatingFactory,
    VerdictFactory,
)
from .people import UserFactory
from .sources import CitationFactory, DocumentFactory, SnapshotFactory, SoftwareAgentFactory, SourceFactory

__all__ = [
    "AppearanceFactory",
    "AssessmentFactory",
    "CitationFactory",
    "ClaimFactory",
    "DocumentFactory",
    "EvidenceFactory",
    "ExtractionRunFactory",
    "RatingFactory",
    "SnapshotFactory",
    "SoftwareAgentFactory",
    "SourceFactory",
    "UserFactory",
    "VerdictFactory",
]
