"""Lists of claims, and of sources with what they claimed. Who sees which row is said by visible_to(user) alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims import origins
from claims.models import Appearance, Claim, Verdict
from claims.pictures import claim_picture
from claims.prov import provenance
from claims.workflow.moves import State
from factcheck.common.filters import RELEVANCE
from factcheck.common.views import ReadOnlyViewSet
from sources.api.views import SourceViewSet
from sources.models import Source
from sources.provenance import prov

from .filters import ClaimFilters
from .provenance import ProvenanceSerializer, ProvJSONRenderer, TurtleRenderer
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
            "speaker__merged_into", "software", "snapshot__document"
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

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        """A page, with how many origins each claim has now."""
        page: list[Any] | None = super().paginate_queryset(queryset)
        origins.attach(page or [])
        return page

    def get_object(self) -> Claim:
        """One claim, with how many origins it has now."""
        claim: Claim = super().get_object()
        origins.attach([claim])
        return claim

    @extend_schema(
        operation_id="claims_provenance",
        responses={
            (200, "application/json"): ProvenanceSerializer,
            (200, ProvJSONRenderer.media_type): OpenApiTypes.STR,
            (200, TurtleRenderer.media_type): OpenApiTypes.STR,
        },
    )
    @action(detail=True, renderer_classes=[JSONRenderer, ProvJSONRenderer, TurtleRenderer], pagination_class=None)
    def provenance(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Where the claim and its verdict come from: a graph with its independent origins, or, as the Accept header
        asks, W3C PROV in `application/provenance+json` or `text/turtle`."""
        claim = self.get_object()
        writes: dict[Any, Any] = {ProvJSONRenderer: prov.to_json, TurtleRenderer: prov.to_turtle}
        write = writes.get(type(request.accepted_renderer))
        if write is not None:
            return Response(write(provenance(claim, viewer=request.user)))
        return Response(ProvenanceSerializer(claim_picture(claim, request.user)).data)


class SourceWithClaimsViewSet(SourceViewSet):
    """Sources. The public sees those who made a claim with a published verdict, or published one; the desk sees all."""

    serializer_class = SourceWithClaimsSerializer

    def get_queryset(self) -> QuerySet[Source]:
        """What the user may see, with the number of claims that the same user may see."""
        visible = Claim.objects.visible_to(self.request.user)
        source = OuterRef(OuterRef("pk"))
        records = Source.objects.filter(Q(pk=source) | Q(merged_into=source)).order_by().values("pk")
        said = (
            Appearance.objects.filter(speaker__in=records, claim__in=visible, retired=False)
            .order_by()
            .annotate(all=Value(1))
            .values("all")
            .annotate(count=Count("claim", distinct=True))
            .values("count")
        )
        return super().get_queryset().annotate(claim_count=Coalesce(Subquery(said), 0))
