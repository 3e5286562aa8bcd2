"""What is worth checking, and who checks it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Assignment
from claims.workflow import triage
from claims.workflow.moves import State
from factcheck.common.acts import Conflict, Stale
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import AssessmentFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return UserFactory(reviewer=True)


@pytest.fixture
def eve():
    return UserFactory(editor=True)


def lapse(claim: Any) -> None:
    """Let every reservation of the claim run out."""
    Assignment.objects.filter(claim=claim).update(reserved_until=timezone.now() - timedelta(minutes=1))


def test_a_claim_is_queued_with_its_deadline_and_as_many_reviewers_as_the_site_asks_for(ann, settings) -> None:
    claim = ClaimFactory()
    settings.REVIEWERS = 3
    triage.queue(claim, by=ann, deadline=date(2026, 2, 1))
    claim.refresh_from_db()
    assert (claim.state, claim.deadline, claim.assessors) == (State.QUEUED, date(2026, 2, 1), 3)


def test_a_claim_is_set_aside_with_a_reason_that_queueing_takes_away(ann) -> None:
    claim = ClaimFactory()
    with pytest.raises(InvalidInput) as refused:
        triage.set_aside(claim, by=ann, reason="  ")
    assert refused.value.field == "reason"
    triage.set_aside(claim, by=ann, reason="Old news.")
    assert (claim.state, claim.state_reason) == (State.SET_ASIDE, "Old news.")
    triage.queue(claim, by=ann)
    assert (claim.state, claim.state_reason) == (State.QUEUED, "")


def test_who_looked_at_an_older_screen_is_told_what_has_changed(ann, eve) -> None:
    claim = ClaimFactory()
    seen = claim.revision
    triage.queue(claim, by=eve)
    with pytest.raises(Stale, match="state is now “to check”"):
        triage.set_aside(claim, by=ann, reason="Old news.", seen=seen)
    triage.set_aside(claim, by=ann, reason="Old news.", seen=claim.revision)


def test_a_reviewer_takes_a_place_for_a_while_and_for_as_long_again(ann, settings) -> None:
    settings.RESERVATION_MINUTES = 10
    claim = ClaimFactory(state="queued")
    first = triage.assign(claim, by=ann)
    assert first.assigned_by == first.reviewer == ann
    assert abs(first.reserved_until - timezone.now() - timedelta(minutes=10)) < timedelta(minutes=1)
    lapse(claim)
    again = triage.assign(claim, by=ann)
    assert (again.pk, again.reserved_until > timezone.now()) == (first.pk, True)


def test_there_are_no_more_reviewers_than_places_until_a_reservation_runs_out(ann) -> None:
    claim = ClaimFactory(state="queued")
    AssessmentFactory(claim=claim, submitted=True)
    triage.assign(claim, by=UserFactory(reviewer=True))
    with pytest.raises(Conflict, match="Every place"):
        triage.assign(claim, by=ann)
    lapse(claim)  # who has submitted keeps the place
    triage.assign(claim, by=ann)
    with pytest.raises(Conflict, match="Every place"):
        triage.assign(claim, by=UserFactory(reviewer=True))


def test_an_editor_assigns_a_claim_to_a_reviewer_but_to_nobody_who_may_not_assess(ann, eve) -> None:
    claim = ClaimFactory(state="queued")
    assert triage.assign(claim, by=eve, reviewer=ann).assigned_by == eve
    for other in (UserFactory(journalist=True), UserFactory(reviewer=True, is_active=False)):
        with pytest.raises(InvalidInput) as refused:
            triage.assign(claim, by=eve, reviewer=other)
        assert refused.value.field == "reviewer"
    with pytest.raises(NotAllowed, match=r"claims\.assign_claim"):
        triage.assign(claim, by=ann, reviewer=UserFactory(reviewer=True))


def test_the_last_to_release_a_claim_sends_it_back_to_the_queue(ann, eve) -> None:
    claim, ben = ClaimFactory(state="queued"), UserFactory(reviewer=True)
    triage.assign(claim, by=ann)
    triage.assign(claim, by=ben)
    with pytest.raises(NotAllowed, match=r"claims\.assign_claim"):
        triage.release(claim, by=ann, reviewer=ben)
    assert triage.release(claim, by=ann).state == State.ASSIGNED
    assert triage.release(claim, by=eve, reviewer=ben).state == State.QUEUED


def test_nobody_releases_what_they_have_not_taken_or_have_submitted(ann) -> None:
    claim = ClaimFactory(state="queued")
    AssessmentFactory(claim=claim, reviewer=ann, submitted=True)
    with pytest.raises(NotAllowed, match="keeps its place"):
        triage.release(claim, by=ann)
    with pytest.raises(InvalidInput) as refused:
        triage.release(claim, by=UserFactory(reviewer=True))
    assert refused.value.field == "reviewer"
