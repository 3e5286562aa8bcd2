"""Findings: each reviewer's own, blind; and what comes of them together."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from claims.models import Assessment, Claim, Evidence, Rating
from claims.workflow.acting import begin, keep
from claims.workflow.moves import OPEN, Act, Stage, State
from factcheck.common.acts import check, reasoned, telling
from factcheck.common.errors import InvalidInput, NotAllowed


def save_assessment(claim: Claim, *, by: User, rating: Rating | None, rationale: str) -> Assessment:
    """One's own draft, perhaps half-written; nobody else sees it."""
    with telling(by, Act.ASSESS):
        row = begin(claim, Act.ASSESS, by)
        assessment = _own(row, by)
        assessment.rating, assessment.rationale = rating, rationale.strip()
        check(assessment)
        assessment.save()
    return assessment


def submit_assessment(claim: Claim, *, by: User, rating: Rating | None, rationale: str) -> Assessment:
    """One's own finding, for good. The last one that is asked for makes the claim agreed or disputed."""
    with telling(by, Act.SUBMIT):
        row = begin(claim, Act.SUBMIT, by)
        assessment = _own(row, by)
        assessment.rating, assessment.rationale = rating, rationale.strip()
        require_grounds(row, rating, assessment.rationale, note="rationale")
        assessment.submitted_at = timezone.now()
        check(assessment)
        assessment.save()
        _conclude(row, claim)
    return assessment


def _own(claim: Claim, by: User) -> Assessment:
    if not claim.assignments.filter(reviewer=by).exists():
        raise NotAllowed("You have not taken this claim; take it first, so that nobody else does the same work.")
    assessment = Assessment.objects.filter(claim=claim, reviewer=by).first() or Assessment(claim=claim, reviewer=by)
    if assessment.submitted_at:
        raise InvalidInput("Your assessment of this claim is submitted; it can't be changed any more.", field="rating")
    return assessment


def _conclude(row: Claim, given: Claim) -> None:
    """Agreed or disputed, once all are in."""
    found = set(Assessment.objects.submitted().filter(claim=row).values_list("rating", "reviewer"))
    if len(found) < row.assessors:
        return
    ratings = {rating for rating, _ in found}
    if len(ratings) == 1:
        keep(row, Act.SUBMIT, given, state=State.AGREED, outcome_id=ratings.pop())
    else:
        keep(row, Act.SUBMIT, given, state=State.DISPUTED)


def contest(claim: Claim, *, by: User, reason: str, seen: int | None = None) -> Claim:
    """An editor doubts what the reviewers agreed on; another finding needs a settlement with a written reason."""
    reason = reasoned(reason)
    with telling(by, Act.CONTEST, reason):
        row = begin(claim, Act.CONTEST, by, seen)
        if row.verdicts.filter(stage__in=[*OPEN, Stage.PUBLISHED]).exists():
            raise InvalidInput("A verdict stands on this finding; withdraw or retract it first.", field="reason")
        return keep(row, Act.CONTEST, claim, state=State.DISPUTED, state_reason=reason, outcome=None)


def settle(claim: Claim, *, by: User, rating: Rating | None, reason: str, seen: int | None = None) -> Claim:
    """An editor who assessed the claim neither way decides between the findings."""
    reason = reasoned(reason)
    with telling(by, Act.SETTLE, reason):
        row = begin(claim, Act.SETTLE, by, seen)
        require_grounds(row, rating, reason, note="reason")
        return keep(row, Act.SETTLE, claim, state=State.SETTLED, state_reason=reason, outcome=rating, settled_by=by)


def fitting(claim: Claim, rating: Rating) -> QuerySet[Evidence]:
    """The evidence that the rating can stand on."""
    return Evidence.objects.filter(claim=claim, withdrawn_at=None, stance__in=rating.stances)


def require_grounds(claim: Claim, rating: Rating | None, text: str, *, note: str) -> None:
    """The evidence rule: raise InvalidInput where the rating asks for evidence or a note that is not there.

    note: the name of the input that holds the note.
    """
    if rating is None:
        raise InvalidInput("Choose a rating.", field="rating")
    if rating.stances and not fitting(claim, rating).exists():
        stances = " or ".join("gives context to" if stance == "context" else stance for stance in rating.stances)
        raise InvalidInput(
            f"“{rating}” needs evidence: add at least one passage or citation that {stances} the claim.", field="rating"
        )
    if not text.strip():
        raise InvalidInput(f"Say {rating.asks or 'why'}.", field=note)
