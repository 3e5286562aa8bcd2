"""Lists of documents and sources. Who sees which row is said by visible_to(user) alone."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from factcheck.common.views import ReadOnlyViewSet
from sources import visibility
from sources.models import Document, Snapshot, Source

from .filters import DocumentFilters, SourceFilters
from .serializers import DocumentDetailSerializer, DocumentSerializer, SourceSerializer


class DocumentViewSet(ReadOnlyViewSet):
    """Documents. The public sees those that a claim with a published verdict stands in; the desk sees all."""

    queryset = Document.objects.none()
    serializer_class = DocumentSerializer
    detail_serializer_class = DocumentDetailSerializer
    filterset_class = DocumentFilters
    orderings = {"published": "published", "created_at": "created_at", "title": "title"}
    default_ordering = "-published"

    def reads_text(self) -> bool:
        """Whether the captured texts are shown: to the desk, of a single document."""
        return self.action == "retrieve" and visibility.sees_all(self.request.user, "sources.view_snapshot")

    def get_queryset(self) -> QuerySet[Document]:
        """What the user may see, with everything that is shown of it."""
        snapshots = Snapshot.objects.order_by("-captured_at", "-id")
        snapshots = snapshots if self.reads_text() else snapshots.defer("text")
        documents = Document.objects.visible_to(self.request.user)
        return documents.select_related("publisher__merged_into").prefetch_related(
            Prefetch("snapshots", queryset=snapshots)
        )


class SourceViewSet(ReadOnlyViewSet):
    """Sources. The public sees those who made a claim with a published verdict, or published one; the desk sees all."""

    queryset = Source.objects.none()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    orderings = {"name": "name", "created_at": "created_at"}
    default_ordering = "name"

    def get_queryset(self) -> QuerySet[Source]:
        """What the user may see; lists have each source once, a record that was merged into another says so."""
        visible = Source.objects.visible_to(self.request.user)
        return visible.records() if self.action == "list" else visible
