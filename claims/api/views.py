"""Lists of claims, and of sources with what they claimed. Who sees which row is said by visible_to(user) alone."""

from __future__ import annotations

from django.db.models import Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Appearance, Claim, Verdict
from claims.workflow.moves import State
from factcheck.common.filters import RELEVANCE
from factcheck.common.views import ReadOnlyViewSet
from sources.api.views import SourceViewSet
from sources.models import Source

from .filters import ClaimFilters
from .serializers import ClaimSerializer, SourceWithClaimsSerializer


class ClaimViewSet(ReadOnlyViewSet):
    """Claims. The public sees those with a published verdict; the desk sees all.

    `published` orders by the earliest document that a claim stands in.
    """

    queryset = Claim.objects.none()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilters
    orderings = {
        "created_at": "created_at",
        "checkworthiness": "checkworthiness",
        "published": Min("appearances__snapshot__document__published", filter=Q(appearances__retired=False)),
        RELEVANCE: RELEVANCE,
    }
    default_ordering = "-created_at"

    def get_queryset(self) -> QuerySet[Claim]:
        """What the user may see, with everything that is shown of it."""
        appearances = Appearance.objects.filter(retired=False).select_related(
            "speaker", "software", "snapshot__document"
        )
        verdicts = Verdict.objects.public().select_related("rating").order_by("-version")
        return (
            Claim.objects.visible_to(self.request.user)
            .exclude(state=State.REJECTED)
            .defer("search")
            .prefetch_related(
                Prefetch("appearances", queryset=appearances.defer("snapshot__text")),
                Prefetch("verdicts", queryset=verdicts, to_attr="published_verdicts"),
            )
        )


class SourceWithClaimsViewSet(SourceViewSet):
    """Sources. The public sees those who made a claim with a published verdict, or published one; the desk sees all."""

    serializer_class = SourceWithClaimsSerializer

    def get_queryset(self) -> QuerySet[Source]:
        """What the user may see, with the number of claims that the same user may see."""
        visible = Claim.objects.visible_to(self.request.user)
        said = (
            Appearance.objects.filter(speaker=OuterRef("pk"), claim__in=visible, retired=False)
            .order_by()
            .values("speaker")
            .annotate(count=Count("claim", distinct=True))
            .values("count")
        )
        return super().get_queryset().annotate(claim_count=Coalesce(Subquery(said), 0))
