"""The desk's first page: one's own queue, and how much there is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from claims.models import Appearance, Assessment, Claim, Evidence, Verdict
from claims.workflow import queue
from sources.admin.base import shortened, signed_in
from sources.models import Document, Source

from . import display as shown

NEXT = 8  # of each list


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Counts and one's own queue, each only to those who may see them; as many queries for one claim as for all."""
    context["cards"] = [card for card in _cards(request) if card]
    context["queues"] = _queues(request) if request.user.has_perm("claims.view_claim") else []
    return context


def _queues(request: HttpRequest) -> list[dict[str, Any]]:
    """What this person has taken, what has a place for them, what nobody has triaged, what needs another look."""
    user, may = signed_in(request), request.user.has_perm
    lists: list[tuple[str, str, str, QuerySet[Claim]]] = []
    if may("claims.add_assessment"):
        lists += [
            ("taken", "Yours to assess", "?queue=taken", queue.taken(user)),
            ("waiting", "Waiting for reviewers", "?queue=waiting", queue.waiting(user)),
        ]
    lists.append(("again", "Published, and in need of another look", "?queue=again", queue.to_look_at_again()))
    if may("claims.triage_claim"):
        lists.append(("new", "New: worth checking?", "?state__exact=new", queue.to_triage()))
    keys = {name: list(claims.values_list("pk", flat=True)[:NEXT]) for name, _, _, claims in lists}
    rows = _rows([key for found in keys.values() for key in found])
    more = reverse("admin:claims_claim_changelist")
    return [
        {"name": name, "title": title, "url": more + query, "rows": [rows[key] for key in keys[name]]}
        for name, title, query, _ in lists
        if keys[name]
    ]


def _rows(keys: list[UUID]) -> dict[UUID, dict[str, Any]]:
    places = Appearance.objects.filter(retired=False).select_related("speaker", "snapshot__document")
    prefetch = Prefetch("appearances", places.defer("snapshot__text"))
    claims = Claim.objects.filter(pk__in=keys).prefetch_related(prefetch)
    return {claim.pk: _row(claim) for claim in claims}


def _row(claim: Claim) -> dict[str, Any]:
    places = list(claim.appearances.all())
    return {
        "text": claim.text,
        "url": shown.place_url(places[0]) if places else reverse("admin:claims_claim_change", args=[claim.pk]),
        "kind": shown.kind_chip(claim),
        "worth": shown.worth_bar(claim),
        "deadline": claim.deadline,
        "speakers": ", ".join(dict.fromkeys(map(shown.speaker_name, places))),
        "documents": ", ".join(dict.fromkeys(shortened(str(place.snapshot.document), 60) for place in places)),
    }


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
        _card("Sources", Source.objects.records().count(), "sources_source") if may("sources.view_source") else None,
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
