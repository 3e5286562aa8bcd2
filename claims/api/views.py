"""Lists of claims, verdicts, ratings, and of sources with what they claimed. Who sees which row is said by
visible_to(user) alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, QuerySet, When
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims import origins
from claims.models import Claim, ClaimListing, Rating, Verdict
from claims.pictures import claim_picture
from claims.prov import provenance
from claims.workflow.moves import State
from factcheck.common.ranking import RELEVANCE
from factcheck.common.reading import Reading
from sources.api.views import SourceViewSet
from sources.provenance import prov

from .acts.views import RecordsClaims
from .facets import FACETS, count_facets
from .filters import ClaimFilters, RatingFilters, VerdictFilters
from .provenance import ProvenanceSerializer, ProvJSONRenderer, TurtleRenderer
from .serializers import (
    ClaimLineSerializer,
    ClaimSerializer,
    RatingSerializer,
    SourceWithClaimsSerializer,
    VerdictDetailSerializer,
)


class ClaimViewSet(RecordsClaims, Reading):
    """Claims. The public sees those with a published verdict; the desk sees all.

    `published` orders by the earliest document that a claim stands in, `verdict` by the day of the verdict.
    """

    queryset = Claim.objects.none()
    serializer_class = ClaimSerializer
    line_class = ClaimLineSerializer
    filterset_class = ClaimFilters
    orderings = {
        "created_at": "created_at",
        "checkworthiness": "checkworthiness",
        "published": "published",
        "verdict": "verdict_at",
        RELEVANCE: RELEVANCE,
    }
    default_ordering = "-created_at"
    to_row = "claim__"
    facets = tuple(FACETS)

    def visible(self, user: Any) -> QuerySet[Claim]:
        """What the user may see."""
        return Claim.objects.visible_to(user).exclude(state=State.REJECTED)

    def listed(self, user: Any) -> QuerySet[ClaimListing]:
        """The same, as lists find it."""
        return ClaimListing.objects.visible_to(user)

    def count_facets(self, rows: QuerySet, given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
        """By rating, speaker and more, among the newest."""
        return count_facets(rows, given, names)

    def late(self) -> dict[str, Any]:
        """Where something has changed that a claim comes from, its origins are counted anew."""
        return {"_outdated": Case(When(origins__current=False, then=True), default=False)}

    def bring_up_to_date(self, keys: Collection[UUID] | None) -> None:
        """Count them."""
        origins.refresh(keys)

    @extend_schema(
        operation_id="claims_provenance",
        responses={
            (200, "application/json"): ProvenanceSerializer,
            (200, ProvJSONRenderer.media_type): OpenApiTypes.OBJECT,
            (200, TurtleRenderer.media_type): OpenApiTypes.STR,
        },
    )
    @action(detail=True)
    def provenance(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Where the claim and its verdict come from: a graph with its independent origins, or, as the Accept header
        asks, W3C PROV in `application/provenance+json` or `text/turtle`."""
        claim = get_object_or_404(self.visible(request.user), pk=kwargs["pk"])
        writes: dict[Any, Any] = {ProvJSONRenderer: prov.to_json, TurtleRenderer: prov.to_turtle}
        write = writes.get(type(request.accepted_renderer))
        if write is not None:
            return Response(write(provenance(claim, viewer=request.user)))
        return Response(ProvenanceSerializer(claim_picture(claim, request.user)).data)

    def get_renderers(self) -> list[BaseRenderer]:
        """The way of a claim can be had as PROV."""
        if self.action == "provenance":
            return [JSONRenderer(), ProvJSONRenderer(), TurtleRenderer()]
        return super().get_renderers()


class VerdictViewSet(Reading):
    """Verdicts, each version by itself. The public sees those that were published, be they corrected or retracted
    since; who works on verdicts sees all."""

    queryset = Verdict.objects.none()
    serializer_class = VerdictDetailSerializer
    filterset_class = VerdictFilters
    orderings = {"published": "published_at", "created_at": "created_at"}
    default_ordering = "-published"

    def visible(self, user: Any) -> QuerySet[Verdict]:
        """What the user may see."""
        return Verdict.objects.visible_to(user)


class RatingViewSet(Reading):
    """The scale of ratings, in its order."""

    queryset = Rating.objects.none()
    serializer_class = RatingSerializer
    filterset_class = RatingFilters
    orderings = {"position": "position", "name": "name"}
    default_ordering = "position"

    def visible(self, user: Any) -> QuerySet[Rating]:
        """Everybody sees the scale."""
        return Rating.objects.all()


class SourceWithClaimsViewSet(SourceViewSet):
    """Sources. The public sees those who made a claim with a published verdict, or published one; the desk sees all."""

    serializer_class = SourceWithClaimsSerializer
