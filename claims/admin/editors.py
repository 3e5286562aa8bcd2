"""The editor's desk: what waits for an editor, the longest wait first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, OuterRef, Prefetch, QuerySet, Subquery, Window
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.models import Appearance, Assessment, Claim, Verdict
from claims.workflow.moves import Act, Stage, State
from sources.admin.base import signed_in

from .display import place_url

MOST = 50  # of each list on the page; the rest is a click away


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. by: who wrote it; note: what it is about; not_yours: why this editor can't do it.

    url is where it is acted on: the workbench at the claim's words, or the row's own page where it stands nowhere.
    """

    claim: str
    by: str
    since: datetime | None
    url: str
    document: str
    note: str = ""
    not_yours: str = ""


@dataclass(frozen=True)
class Pile:
    """A list of the page. total counts those that are not shown too; all leads to them."""

    key: str
    title: str
    what: str
    act: str
    nothing: str
    rows: tuple[Waiting, ...]
    total: int
    all: str


@require_safe
def editors_desk(request: HttpRequest) -> TemplateResponse:
    """Nine queries at most, however much waits."""
    if not request.user.has_perm("claims.approve_verdict"):
        raise PermissionDenied
    by = signed_in(request)
    context = {
        **admin.site.each_context(request),
        "title": "Editor's desk",
        "piles": [_disputes(by), _in_review(by), _approved(), _stale()],
        "most": MOST,
    }
    return TemplateResponse(request, "claims/admin/editors.html", context)


def _disputes(by: User) -> Pile:
    findings = Assessment.objects.visible_to(by).submitted().select_related("rating", "reviewer").order_by("created_at")
    disputed = (
        Claim.objects.filter(state=State.DISPUTED)
        .annotate(since=_told(Claim, state=State.DISPUTED), total=Window(Count("pk")))
        .order_by(F("deadline").asc(nulls_last=True), "since", "pk")
        .prefetch_related(Prefetch("assessments", findings), Prefetch("appearances", _places()))
    )
    return _pile(
        "disputes",
        "Disputes to settle",
        "Reviewers found different things, or an editor contests what they found.",
        "Settle",
        "No finding is disputed.",
        [(claim, _dispute(claim, by)) for claim in disputed[:MOST]],
        reverse("admin:claims_claim_changelist") + "?state__exact=disputed",
    )


def _dispute(claim: Any, by: User) -> Waiting:
    findings = list(claim.assessments.all())
    deadline = f"Due {claim.deadline:%-d %B %Y}. " if claim.deadline else ""
    contested = f"Contested: {claim.state_reason}" if claim.state_reason else ""
    return Waiting(
        claim.text,
        ", ".join(f"{found.reviewer}: {found.rating}" for found in findings),
        claim.since,
        *_where(claim, reverse("admin:claims_claim_change", args=[claim.pk])),
        deadline + contested,
        "You assessed it; another editor settles." if any(found.reviewer_id == by.pk for found in findings) else "",
    )


def _verdicts(**those: Any) -> QuerySet[Any]:
    """Verdicts with their claims and the places of these, and how many there are."""
    rows = Verdict.objects.filter(**those).select_related("claim", "rating", "author", "approved_by")
    placed = rows.prefetch_related(Prefetch("claim__appearances", _places()))
    return placed.annotate(total=Window(Count("pk")))


def _waiting(stage: Stage, act: Act) -> QuerySet[Any]:
    """Verdicts at a stage with the moment of the act that brought them there, the longest wait first."""
    return _verdicts(stage=stage).annotate(since=_told(Verdict, stage=stage, act=act)).order_by("since", "pk")


def _places() -> QuerySet[Appearance]:
    rows = Appearance.objects.filter(retired=False).select_related("snapshot__document")
    return rows.defer("snapshot__text").order_by("created_at", "pk")


def _where(claim: Claim, otherwise: str) -> tuple[str, str]:
    """Where to act on it, and in which document that is."""
    place = next(iter(claim.appearances.all()), None)
    return (place_url(place), str(place.snapshot.document)) if place else (otherwise, "")


def _in_review(by: User) -> Pile:
    return _pile(
        "review",
        "Drafts waiting for review",
        "Read them as a reader would; approve, or send back with what is to be mended.",
        "Review",
        "No draft waits for review.",
        [
            (verdict, _written(verdict, "You wrote it; another editor approves." if verdict.author == by else ""))
            for verdict in _waiting(Stage.IN_REVIEW, Act.SEND)[:MOST]
        ],
        _list_of(Stage.IN_REVIEW),
    )


def _approved() -> Pile:
    return _pile(
        "publish",
        "Approved, to publish",
        "Two people stand for each; readers don't see them yet.",
        "Publish",
        "Nothing approved waits.",
        [(verdict, _written(verdict)) for verdict in _waiting(Stage.APPROVED, Act.APPROVE)[:MOST]],
        _list_of(Stage.APPROVED),
    )


def _stale() -> Pile:
    rows = _verdicts(stage=Stage.PUBLISHED, stale_since__isnull=False)
    told = rows.annotate(since=F("stale_since")).order_by("since", "pk")
    return _pile(
        "stale",
        "Published, but another look is needed",
        "Something new speaks against them: confirm, correct with a new version, or retract.",
        "Look again",
        "Nothing published asks for another look.",
        [(verdict, _written(verdict)) for verdict in told[:MOST]],
        _list_of(Stage.PUBLISHED) + "&stale_since__isempty=0",
    )


def _told(model: Any, **event: Any) -> Subquery:
    """When the history last told such an event of the row."""
    events = model.events.rel.related_model.objects.filter(pgh_obj=OuterRef("pk"), **event)
    return Subquery(events.order_by().values("pgh_obj").annotate(last=Max("pgh_created_at")).values("last"))


def _written(verdict: Any, not_yours: str = "") -> Waiting:
    approved = f", approved by {verdict.approved_by}" if verdict.stage == Stage.APPROVED else ""
    return Waiting(
        verdict.claim.text,
        f"{verdict.author}{approved}",
        verdict.since,
        *_where(verdict.claim, reverse("admin:claims_verdict_change", args=[verdict.pk])),
        verdict.stale_reason or f"{verdict.rating}: {verdict.summary}",
        not_yours,
    )


def _list_of(stage: Stage) -> str:
    return f"{reverse('admin:claims_verdict_changelist')}?stage__exact={stage}"


def _pile(
    key: str, title: str, what: str, act: str, nothing: str, found: Iterable[tuple[Any, Waiting]], all_of_them: str
) -> Pile:
    rows = list(found)
    total = rows[0][0].total if rows else 0
    return Pile(key, title, what, act, nothing, tuple(waiting for _, waiting in rows), total, all_of_them)
