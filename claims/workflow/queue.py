"""What waits for a person: the claims they have taken, those that have a place for them, verdicts to look at again."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Assessment, Assignment, Claim, Verdict
from claims.rules import RULES
from claims.workflow.moves import Act, Stage, State

ORDER = (F("deadline").asc(nulls_last=True), "-checkworthiness", "id")


def taken(user: User) -> QuerySet[Claim]:
    """Claims that the person has a place on and has not submitted a finding of, what is due first."""
    places = Assignment.objects.filter(claim=OuterRef("pk"), reviewer=user).holding()
    return Claim.objects.filter(Exists(places), ~Exists(_found(user)), state=State.ASSIGNED).order_by(*ORDER)


def waiting(user: User) -> QuerySet[Claim]:
    """Claims worth checking that have a place for this person, by deadline and then by check-worthiness."""
    held = Assignment.objects.filter(claim=OuterRef("pk")).holding().order_by()
    counted = held.values("claim").annotate(number=Count("pk")).values("number")
    own = Assignment.objects.filter(claim=OuterRef("pk"), reviewer=user).holding()
    return (
        Claim.objects.filter(~Exists(own), ~Exists(_found(user)), state__in=[State.QUEUED, State.ASSIGNED])
        .annotate(held=Coalesce(Subquery(counted), 0))
        .filter(held__lt=F("assessors"))
        .order_by(*ORDER)
    )


def to_look_at_again() -> QuerySet[Claim]:
    """Claims whose published verdict needs another look, the longest first."""
    stale = Verdict.objects.filter(claim=OuterRef("pk"), stage=Stage.PUBLISHED, stale_since__isnull=False)
    return (
        Claim.objects.filter(Exists(stale))
        .annotate(stale_since=Subquery(stale.values("stale_since")[:1]))
        .order_by("stale_since", "id")
    )


def to_triage() -> QuerySet[Claim]:
    """New checkable claims that nobody has said anything of, the worthiest first."""
    return Claim.objects.filter(state=State.NEW, checkable=True).order_by("-checkworthiness", "id")


def next_claim(user: User) -> Claim | None:
    """What this person does next; none where nothing waits."""
    for claims in (taken(user), waiting(user)):
        if user.has_perm(RULES[Act.ASSESS].permission) and (claim := claims.first()) is not None:
            return claim
    return to_look_at_again().first() if user.has_perm(RULES[Act.CONFIRM].permission) else None


def _found(user: User) -> QuerySet[Assessment]:
    return Assessment.objects.submitted().filter(claim=OuterRef("pk"), reviewer=user)
