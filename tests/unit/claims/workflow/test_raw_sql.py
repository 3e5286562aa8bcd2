"""What the tables of moves do not say and the database keeps nonetheless, whatever SQL asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Assessment, Assignment, Claim, Evidence, Verdict
from claims.workflow import triage
from claims.workflow.moves import Stage
from tests.factories import (
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    UserFactory,
    VerdictFactory,
)

from .acts import assign, finding, verdict_in

pytestmark = pytest.mark.django_db


def test_a_draft_that_was_left_behind_does_not_change_once_its_place_is_given_back() -> None:
    draft = AssessmentFactory()
    triage.release(draft.claim, by=draft.reviewer)
    with pytest.raises(IntegrityError, match="is not assessed"):
        Assessment.objects.filter(pk=draft.pk).update(rationale="Otherwise.")


def _execute(statement: str, *values: Any) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1

    return run


def _update(row: Any, **changes: Any) -> Callable[[], None]:
    sets = ", ".join(f"{name} = %s" for name in changes)
    return _execute(f"UPDATE {row._meta.db_table} SET {sets} WHERE id = %s", *changes.values(), row.pk)


def _delete(row: Any) -> Callable[[], None]:
    return _execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)


def _claim_disputed_by(editor: Any) -> Claim:
    claim = ClaimFactory(state="queued")
    AssessmentFactory(claim=claim, reviewer=editor, submitted=True)
    AssessmentFactory(claim=claim, rating=RatingFactory(name="True"), submitted=True)
    return claim


def _settled_by_who_assessed() -> Callable[[], None]:
    editor = UserFactory(editor=True)
    claim, rating = _claim_disputed_by(editor), RatingFactory()
    given = {"state": "settled", "act": "settle", "state_reason": "So.", "outcome_id": rating.pk}
    return _update(claim, **given, settled_by_id=editor.pk)


def _agreed_with_one_of_two(**changes: Any) -> Callable[[], None]:
    last = AssessmentFactory(submitted=True)
    return _update(last.claim, act="submit", state="agreed", outcome_id=last.rating_id, **changes)


def _agreed_on_what_nobody_found() -> Callable[[], None]:
    claim = ClaimFactory(state="queued")
    for _ in range(2):
        last = AssessmentFactory(claim=claim, submitted=True)
    return _update(last.claim, outcome_id=RatingFactory(name="True").pk)


def _one_reviewer_more(model: Any) -> Callable[[], None]:
    """Both places are taken, by a finding and by a reservation; a third person tries."""
    claim = AssessmentFactory(submitted=True).claim
    triage.assign(claim, by=UserFactory(reviewer=True))
    by = UserFactory(reviewer=True)
    if model is Assignment:
        return lambda: assign(claim, by)
    return lambda: Assessment.objects.create(**finding(claim, by))


def _a_third_finding() -> Callable[[], None]:
    """A reservation has run out, somebody else was given the place, and the first one comes back."""
    claim = AssessmentFactory(submitted=True).claim
    late = AssessmentFactory(claim=claim)
    Assignment.objects.filter(reviewer=late.reviewer).update(reserved_until=timezone.now() - timedelta(hours=1))
    other = UserFactory(reviewer=True)
    triage.assign(claim, by=other)
    Assessment.objects.create(**finding(claim, other), submitted_at=timezone.now())
    return _update(late, submitted_at=timezone.now())


def _on_words_without_evidence(model: Any) -> Callable[[], None]:
    if model is Assessment:
        own = AssessmentFactory()
        return _update(own, submitted_at=timezone.now())
    verdict = VerdictFactory()
    Evidence.objects.filter(claim=verdict.claim).update(withdrawn_at=timezone.now())
    return _update(verdict, act="send", stage="in_review")


def _a_correction_without_a_note() -> Callable[[], None]:
    first = VerdictFactory(published=True)
    second = VerdictFactory(claim=first.claim, correction_note="We were wrong.")
    _update(second, act="revise", correction_note="")()
    return _update(second, act="send", stage="in_review")


AROUND: Mapping[str, Callable[[], Callable[[], Any]]] = {
    "the state with an old act": lambda: _update(ClaimFactory(state="queued"), state="set_aside", state_reason="So."),
    "the stage with an old act": lambda: _update(VerdictFactory(), stage="in_review"),
    "words of a new claim with an old act": lambda: _update(ClaimFactory(), text="Otherwise."),
    "words of a draft with an old act": lambda: _update(VerdictFactory(), summary="Otherwise."),
    **{
        f"{name} of a claim in assessment": lambda name=name, value=value: _update(
            ClaimFactory(state="assigned"), act="reword", **{name: value}
        )
        for name, value in {
            "text": "Otherwise.",
            "kind": "opinion",
            "checkable": False,
            "negated": True,
            "hedged": True,
        }.items()
    },
    "words of a claim in assessment with its own act": lambda: _update(
        ClaimFactory(state="assigned"), text="Otherwise."
    ),
    **{
        f"{name} of a verdict that is {stage}": lambda name=name, stage=stage: _update(
            verdict_in(stage), **{name: "Otherwise."}
        )
        for stage in Stage
        if stage != Stage.DRAFT
        for name in ("summary", "explanation", "grounds", "correction_note")
    },
    "rating of a published verdict": lambda: _update(
        VerdictFactory(published=True), rating_id=RatingFactory(name="True").pk
    ),
    "author of a draft": lambda: _update(VerdictFactory(), author_id=UserFactory(editor=True).pk),
    "approver of an approved verdict": lambda: _update(
        VerdictFactory(approved=True), approved_by_id=UserFactory(editor=True).pk
    ),
    "moment of publication": lambda: _update(VerdictFactory(published=True), published_at=timezone.now()),
    "notice of a retraction": lambda: _update(VerdictFactory(retracted=True), retraction_notice="Otherwise."),
    "another look that nobody took": lambda: _update(VerdictFactory(published=True), stale_reason="Nothing."),
    "an author approves": lambda: (
        lambda verdict: _update(verdict, act="approve", stage="approved", approved_by_id=verdict.author_id)
    )(VerdictFactory(in_review=True)),
    "a submitted assessment": lambda: _update(AssessmentFactory(submitted=True), rationale="Otherwise."),
    "a submitted assessment is a draft again": lambda: _update(AssessmentFactory(submitted=True), submitted_at=None),
    "the reviewer of a draft": lambda: _update(AssessmentFactory(), reviewer_id=UserFactory(reviewer=True).pk),
    "settled by who assessed it": _settled_by_who_assessed,
    "the settler of a settled claim": lambda: _update(
        ClaimFactory(state="settled"), settled_by_id=UserFactory(editor=True).pk
    ),
    "the finding of an agreed claim": _agreed_on_what_nobody_found,
    "the finding of a settled claim": lambda: _update(
        ClaimFactory(state="settled"), outcome_id=RatingFactory(name="True").pk
    ),
    "the reason of a settlement": lambda: _update(ClaimFactory(state="settled"), state_reason="Otherwise."),
    "agreed by one of two": _agreed_with_one_of_two,
    "agreed by one, for whom fewer are enough": lambda: _agreed_with_one_of_two(assessors=1),
    "more places once it is being assessed": lambda: _update(ClaimFactory(state="assigned"), assessors=3),
    "back to the queue under somebody's hands": lambda: _update(
        ClaimFactory(state="assigned"), act="release", state="queued"
    ),
    "contested under a verdict": lambda: _update(
        VerdictFactory().claim, act="contest", state="disputed", outcome_id=None, state_reason="So."
    ),
    "one assignment more than places": lambda: _one_reviewer_more(Assignment),
    "an assessment without a place": lambda: _one_reviewer_more(Assessment),
    "a third finding of two": _a_third_finding,
    "a finding without its evidence": lambda: _on_words_without_evidence(Assessment),
    "a verdict without its evidence": lambda: _on_words_without_evidence(Verdict),
    "a correction without a note": _a_correction_without_a_note,
    "a verdict deleted": lambda: _delete(VerdictFactory()),
    "a submitted assessment deleted": lambda: _delete(AssessmentFactory(submitted=True)),
    "the place of a submitted assessment deleted": lambda: _delete(
        Assignment.objects.get(reviewer=AssessmentFactory(submitted=True).reviewer)
    ),
    "evidence on another claim": lambda: _update(EvidenceFactory(), claim_id=ClaimFactory().pk),
}


@pytest.mark.parametrize("what", AROUND)
def test_the_database_refuses(what: str) -> None:
    act = AROUND[what]()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        act()
    assert type(refused.value.__cause__).__name__ in ("CheckViolation", "RaiseException"), refused.value


def test_the_database_counts_the_revisions_whatever_is_written() -> None:
    for row in (ClaimFactory(), VerdictFactory()):
        _update(row, revision=99)()
        row.refresh_from_db()
        assert row.revision == 2
