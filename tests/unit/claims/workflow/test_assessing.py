"""Findings: one's own until submitted, then for good; what they come to; the evidence that each rating asks for."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Assessment
from claims.workflow import assessing, triage, verdicts
from claims.workflow.acting import IllegalMove
from claims.workflow.evidence import withdraw_evidence
from claims.workflow.moves import State
from factcheck.common.errors import InvalidInput, NotAllowed
from seeds.scale import SCALE
from tests.factories import (
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    UserFactory,
    VerdictFactory,
)

from .test_triage import lapse

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return UserFactory(reviewer=True)


@pytest.fixture
def eve():
    return UserFactory(editor=True)


def taken(by: Any, *stances: str) -> Any:
    """A claim that the person has taken, with evidence of these stances."""
    claim = ClaimFactory(state="queued")
    triage.assign(claim, by=by)
    for stance in stances:
        EvidenceFactory(claim=claim, stance=stance)
    return claim


def test_a_reviewer_has_one_assessment_of_a_claim_and_changes_it_until_it_is_submitted(ann) -> None:
    claim, rating = taken(ann, "refutes"), RatingFactory()
    assessing.save_assessment(claim, by=ann, rating=None, rationale="")
    assessing.save_assessment(claim, by=ann, rating=rating, rationale="First thoughts.")
    assessing.submit_assessment(claim, by=ann, rating=rating, rationale="Second thoughts.")
    assert Assessment.objects.get().rationale == "Second thoughts."
    for act in (assessing.save_assessment, assessing.submit_assessment):
        with pytest.raises(InvalidInput, match="submitted"):
            act(claim, by=ann, rating=rating, rationale="Third thoughts.")


def test_only_who_has_taken_a_claim_assesses_it(ann) -> None:
    claim = taken(UserFactory(reviewer=True), "refutes")
    for act in (assessing.save_assessment, assessing.submit_assessment):
        with pytest.raises(NotAllowed, match="take it first"):
            act(claim, by=ann, rating=RatingFactory(), rationale="x")


def test_an_assessment_without_a_rationale_or_a_rating_is_refused_at_the_field(ann) -> None:
    claim = taken(ann, "refutes")
    for rating, rationale, field in ((RatingFactory(), "  ", "rationale"), (None, "So.", "rating")):
        with pytest.raises(InvalidInput) as refused:
            assessing.submit_assessment(claim, by=ann, rating=rating, rationale=rationale)
        assert refused.value.field == field


@pytest.mark.parametrize("step", SCALE, ids=lambda step: step.name)
@pytest.mark.parametrize("stance", ["", "supports", "refutes", "context"])
def test_a_rating_stands_on_the_evidence_that_it_asks_for(ann, step: Any, stance: str) -> None:
    claim = taken(ann, *[stance] if stance else [])
    if step.stances and stance not in step.stances:
        with pytest.raises(InvalidInput, match="needs evidence") as refused:
            assessing.submit_assessment(claim, by=ann, rating=RatingFactory(name=step.name), rationale="So.")
        assert refused.value.field == "rating"
    else:
        assessing.submit_assessment(claim, by=ann, rating=RatingFactory(name=step.name), rationale="So.")


def test_withdrawn_evidence_bears_no_rating(ann) -> None:
    claim = taken(ann, "refutes")
    withdraw_evidence(claim.evidence.get(), by=ann, reason="Another meeting.")
    with pytest.raises(InvalidInput, match="needs evidence"):
        assessing.submit_assessment(claim, by=ann, rating=RatingFactory(), rationale="So.")


@pytest.mark.parametrize(
    ("ratings", "state"),
    [(("False", "False"), State.AGREED), (("False", "True"), State.DISPUTED)],
)
def test_the_last_finding_makes_a_claim_agreed_or_disputed(ratings: tuple[str, str], state: State) -> None:
    claim = ClaimFactory(state="queued")
    for number, name in enumerate(ratings):
        assert claim.state == (State.ASSIGNED if number else State.QUEUED)
        AssessmentFactory(claim=claim, rating=RatingFactory(name=name), submitted=True)
    claim.refresh_from_db()
    assert claim.state == state
    assert claim.outcome == (RatingFactory() if state == State.AGREED else None)


def test_who_comes_after_the_reservation_ran_out_and_others_were_quicker_keeps_a_draft(ann, settings) -> None:
    settings.REVIEWERS = 1
    claim = taken(ann, "refutes")
    assessing.save_assessment(claim, by=ann, rating=RatingFactory(), rationale="Half a thought.")
    lapse(claim)
    AssessmentFactory(claim=claim, submitted=True)
    with pytest.raises(IllegalMove, match="the claim is Agreed"):
        assessing.submit_assessment(claim, by=ann, rating=RatingFactory(), rationale="A thought.")
    own = Assessment.objects.get(reviewer=ann)
    assert (own.rationale, own.submitted_at) == ("Half a thought.", None)


def test_a_dispute_is_settled_with_a_reason_by_who_has_not_assessed_it(eve) -> None:
    claim = ClaimFactory(state="disputed")
    with pytest.raises(InvalidInput) as refused:
        assessing.settle(claim, by=eve, rating=RatingFactory(), reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(InvalidInput) as refused:
        assessing.settle(claim, by=eve, rating=None, reason="So.")
    assert refused.value.field == "rating"
    assessing.settle(claim, by=eve, rating=RatingFactory(), reason="So.")
    assert (claim.state, claim.outcome, claim.settled_by) == (State.SETTLED, RatingFactory(), eve)


def test_an_editor_who_has_assessed_a_claim_does_not_settle_it(eve) -> None:
    claim = ClaimFactory(state="queued")
    AssessmentFactory(claim=claim, reviewer=eve, submitted=True)
    AssessmentFactory(claim=claim, rating=RatingFactory(name="True"), submitted=True)
    claim.refresh_from_db()
    with pytest.raises(NotAllowed, match="ask another editor"):
        assessing.settle(claim, by=eve, rating=RatingFactory(), reason="Mine.")


def test_a_finding_is_contested_only_while_no_verdict_stands_on_it(eve) -> None:
    verdict = VerdictFactory()
    claim = verdict.claim
    with pytest.raises(InvalidInput, match="withdraw or retract"):
        assessing.contest(claim, by=eve, reason="I doubt it.")
    verdicts.withdraw_verdict(verdict, by=verdict.author)
    assessing.contest(claim, by=eve, reason="I doubt it.")
    assert (claim.state, claim.outcome, claim.state_reason) == (State.DISPUTED, None, "I doubt it.")


def test_a_finding_is_contested_once_a_correction_of_its_verdict_is_retracted(eve) -> None:
    claim = VerdictFactory(published=True).claim
    VerdictFactory(claim=claim, retracted=True)
    assert assessing.contest(claim, by=eve, reason="I doubt it.").state == State.DISPUTED


def test_who_contests_a_finding_does_not_settle_it() -> None:
    claim, one, other = ClaimFactory(state="agreed"), UserFactory(editor=True), UserFactory(editor=True)
    assessing.contest(claim, by=one, reason="Both read the same wrong page.")
    rating = RatingFactory(name="Unproven")
    with pytest.raises(NotAllowed, match="has contested"):
        assessing.settle(claim, by=one, rating=rating, reason="We searched the archives.")
    assessing.settle(claim, by=other, rating=rating, reason="We searched the archives.")
    assert (claim.state, claim.settled_by) == ("settled", other)
