"""A claim's whole way, by the actions: from the queue to a verdict, its correction and its retraction."""

from __future__ import annotations

import pytest

from claims.models import Assessment, Verdict
from claims.workflow import assessing, evidence, triage, verdicts
from claims.workflow.moves import Stage, State
from tests.factories import ClaimFactory, RatingFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_two_disagree_an_editor_settles_another_publishes_and_a_correction_follows() -> None:
    claim = ClaimFactory(appears=True, text="Tariffs of up to 25% were threatened.")
    ann, ben = UserFactory(reviewer=True), UserFactory(reviewer=True)
    eve, fay = UserFactory(editor=True), UserFactory(editor=True)
    true, false = RatingFactory(name="True"), RatingFactory(name="False")

    triage.queue(claim, by=ann)
    triage.assign(claim, by=ann)
    triage.assign(claim, by=ben)
    evidence.add_evidence(claim, by=ann, stance="supports", citation="The post of 17 January")
    evidence.add_evidence(claim, by=ben, stance="refutes", citation="The post of 21 January")
    assessing.submit_assessment(claim, by=ann, rating=true, rationale="It was posted.")
    assert not Assessment.objects.visible_to(ben).exists()
    assessing.submit_assessment(claim, by=ben, rating=false, rationale="It was taken back.")
    assert Assessment.objects.visible_to(ben).count() == 2
    claim.refresh_from_db()
    assert claim.state == State.DISPUTED

    assessing.settle(claim, by=eve, rating=true, reason="A threat that is taken back was made.")
    assert (claim.state, claim.outcome, claim.settled_by) == (State.SETTLED, true, eve)

    first = verdicts.draft_verdict(claim, by=eve, rating=true, summary="They were threatened on 17 January.")
    verdicts.send_verdict(first, by=eve)
    verdicts.approve(first, by=fay)
    verdicts.publish(first, by=fay)
    assert Verdict.objects.public().get() == first

    evidence.add_evidence(claim, by=ben, stance="refutes", citation="A denial")
    first.refresh_from_db()
    assert (first.stage, first.stale_since is not None) == (Stage.PUBLISHED, True)

    second = verdicts.draft_verdict(
        claim, by=ann, rating=false, summary="No such post exists.", correction_note="The post was a forgery."
    )
    verdicts.send_verdict(second, by=ann)
    verdicts.approve(second, by=eve)
    verdicts.publish(second, by=eve)
    first.refresh_from_db()
    assert (first.stage, first.stale_since) == (Stage.CORRECTED, None)
    assert (second.stage, second.version) == (Stage.PUBLISHED, 2)

    verdicts.retract(second, by=fay, notice="The archive has withdrawn the page.")
    assert [v.stage for v in claim.verdicts.all()] == [Stage.RETRACTED, Stage.CORRECTED]
