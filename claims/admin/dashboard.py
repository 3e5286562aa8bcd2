"""The desk's first page: what is worth checking next, what waits, and how much there is."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse

from claims.models import Appearance, Assessment, Claim, Evidence, Verdict
from sources.admin.base import signed_in
from sources.models import Document, Source

from . import display as shown

NEXT = 10


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Counts and the next claims, each only to those who may see them; seven queries at most."""
    context["cards"] = [card for card in _cards(request) if card]
    context["queue"] = _queue(request) if request.user.has_perm("claims.view_claim") else []
    return context


def _queue(request: HttpRequest) -> list[dict[str, Any]]:
    """The checkable claims without a verdict that are most worth checking, and that this person hasn't assessed."""
    own = Assessment.objects.filter(claim=OuterRef("pk"), reviewer=signed_in(request), submitted_at__isnull=False)
    claims = (
        Claim.objects.visible_to(request.user)
        .filter(~Exists(Verdict.objects.filter(claim=OuterRef("pk"))), ~Exists(own), checkable=True)
        .order_by("-checkworthiness", "id")
        .defer("search")
        .prefetch_related(
            Prefetch(
                "appearances",
                Appearance.objects.select_related("speaker", "snapshot__document").defer("snapshot__text"),
            )
        )[:NEXT]
    )
    return [
        {
            "text": claim.text,
            "url": reverse("admin:claims_claim_change", args=[claim.pk]),
            "kind": shown.kind_chip(claim),
            "worth": shown.worth_bar(claim),
            "speakers": ", ".join(dict.fromkeys(map(shown.speaker_name, claim.appearances.all()))),
            "places": [shown.place_link(appearance) for appearance in claim.appearances.all()],
        }
        for claim in claims
    ]


def _cards(request: HttpRequest) -> list[dict[str, Any] | None]:
    may = request.user.has_perm
    stages = Verdict.objects.aggregate(
        published=Count("pk", filter=Q(stage=Verdict.Stage.PUBLISHED)),
        waiting=Count("pk", filter=Q(stage__in=[Verdict.Stage.IN_REVIEW, Verdict.Stage.APPROVED])),
    )
    drafts = Assessment.objects.filter(reviewer=signed_in(request), submitted_at__isnull=True)
    return [
        _card("Claims", Claim.objects.count(), "claims_claim") if may("claims.view_claim") else None,
        _card("Documents", Document.objects.count(), "sources_document") if may("sources.view_document") else None,
        _card("Sources", Source.objects.count(), "sources_source") if may("sources.view_source") else None,
        _card("Evidence", Evidence.objects.count(), "claims_evidence") if may("claims.view_evidence") else None,
        _card("My drafts", drafts.count(), "claims_assessment", "?submitted_at__isempty=1")
        if may("claims.view_assessment")
        else None,
        _card("Verdicts waiting", stages["waiting"], "claims_verdict", "?stage__exact=in_review&stage__exact=approved")
        if may("claims.view_verdict")
        else None,
        _card("Published", stages["published"], "claims_verdict", "?stage__exact=published")
        if may("claims.view_verdict")
        else None,
    ]


def _card(title: str, number: int, page: str, query: str = "") -> dict[str, Any]:
    return {"title": title, "number": number, "url": reverse(f"admin:{page}_changelist") + query}
