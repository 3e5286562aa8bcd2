"""Lists of documents, snapshots and sources. Who sees which row is said by visible_to(user) alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from factcheck.common.reading import Reading
from sources.models import Document, Snapshot, Source

from .filters import DocumentFilters, SnapshotFilters, SourceFilters
from .serializers import (
    DocumentDetailSerializer,
    DocumentSerializer,
    SnapshotDetailSerializer,
    SnapshotOfDocumentSerializer,
    SourceSerializer,
)


class DocumentViewSet(Reading):
    """Documents. The public sees those that a claim with a published verdict stands in; the desk sees all."""

    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    detail_serializer_class = DocumentDetailSerializer
    filterset_class = DocumentFilters
    orderings = {"published": "published", "created_at": "created_at", "title": "title"}
    default_ordering = "-published"

    def visible(self, user: Any) -> QuerySet[Document]:
        """What the user may see."""
        return Document.objects.visible_to(user)


class SnapshotViewSet(Reading):
    """Texts as they were captured, by their hashes; the desk reads the text of one. The public sees those of the
    documents that it sees."""

    queryset = Snapshot.objects.none()
    serializer_class = SnapshotOfDocumentSerializer
    detail_serializer_class = SnapshotDetailSerializer
    filterset_class = SnapshotFilters
    orderings = {"captured_at": "captured_at"}
    default_ordering = "-captured_at"

    def visible(self, user: Any) -> QuerySet[Snapshot]:
        """Those of the documents that the user may see."""
        documents = Document.objects.visible_to(user).filter(pk=OuterRef("document"))
        return Snapshot.objects.filter(Exists(documents))


class SourceViewSet(Reading):
    """Sources. The public sees those who made a claim with a published verdict, or published one; the desk sees all."""

    queryset = Source.objects.none()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    orderings = {"name": "name", "created_at": "created_at"}
    default_ordering = "name"

    def visible(self, user: Any) -> QuerySet[Source]:
        """What the user may see."""
        return Source.objects.visible_to(user)

    def listed(self, user: Any) -> QuerySet[Source]:
        """Each source once; a record that was merged into another says so where it is asked for."""
        return Source.objects.visible_to(user).records()
