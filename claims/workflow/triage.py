"""Which claims are worth checking, and who checks them."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Assessment, Assignment, Claim
from claims.models.claim import reviewers
from claims.rules import ASSIGN_OTHERS, RULES
from claims.workflow.acting import begin, keep, permit
from claims.workflow.moves import Act, State
from factcheck.common.acts import Conflict, reasoned, require, telling
from factcheck.common.errors import InvalidInput, NotAllowed


def queue(claim: Claim, *, by: User, deadline: date | None = None, seen: int | None = None) -> Claim:
    """Worth checking: it waits for reviewers, as many as the site asks for now."""
    with telling(by, Act.QUEUE):
        row = begin(claim, Act.QUEUE, by, seen)
        return keep(
            row,
            Act.QUEUE,
            claim,
            state=State.QUEUED,
            state_reason="",
            deadline=deadline or row.deadline,
            assessors=reviewers(),
        )


def set_aside(claim: Claim, *, by: User, reason: str, seen: int | None = None) -> Claim:
    """Not worth checking; the reason stands beside it."""
    reason = reasoned(reason)
    with telling(by, Act.SET_ASIDE, reason):
        row = begin(claim, Act.SET_ASIDE, by, seen)
        return keep(row, Act.SET_ASIDE, claim, state=State.SET_ASIDE, state_reason=reason)


def assign(claim: Claim, *, by: User, reviewer: User | None = None, seen: int | None = None) -> Assignment:
    """Give one of the claim's places to a reviewer, oneself unless said, and keep it for a while.

    Who has it already has it for as long again. Raises Conflict where every place is taken.
    """
    permit(by, Act.ASSIGN)
    reviewer = reviewer or by
    if reviewer.pk != by.pk:
        require(by, ASSIGN_OTHERS)
    if not (reviewer.is_active and reviewer.has_perm(RULES[Act.ASSESS].permission)):
        raise InvalidInput(f"{reviewer} may not assess claims; choose a reviewer.", field="reviewer")
    until = timezone.now() + timedelta(minutes=settings.RESERVATION_MINUTES)
    with telling(by, Act.ASSIGN):
        row = begin(claim, Act.ASSIGN, by, seen)
        others = row.assignments.exclude(reviewer=reviewer).holding()
        if others.count() >= row.assessors:
            raise Conflict("Every place of this claim is taken; take another claim, or come back later.")
        if row.state != State.ASSIGNED:
            keep(row, Act.ASSIGN, claim, state=State.ASSIGNED)
        assignment, _ = Assignment.objects.update_or_create(
            claim=row,
            reviewer=reviewer,
            defaults={"reserved_until": until},
            create_defaults={"reserved_until": until, "assigned_by": by},
        )
    return assignment


def release(claim: Claim, *, by: User, reviewer: User | None = None, seen: int | None = None) -> Claim:
    """Give a place back; a draft of an assessment stays with its reviewer, and a submitted one holds its place."""
    reviewer = reviewer or by
    if reviewer.pk != by.pk:
        require(by, ASSIGN_OTHERS)
    with telling(by, Act.RELEASE):
        row = begin(claim, Act.RELEASE, by, seen)
        if Assessment.objects.submitted().filter(claim=row, reviewer=reviewer).exists():
            raise NotAllowed("A submitted assessment keeps its place.")
        deleted, _ = row.assignments.filter(reviewer=reviewer).delete()
        if not deleted:
            raise InvalidInput(f"{reviewer} has not taken this claim.", field="reviewer")
        left = row.assignments.exists()
        return keep(row, Act.RELEASE, claim, state=State.ASSIGNED if left else State.QUEUED)
