"""What the desk's figures count, and what they leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Verdict
from claims.workflow import assessing, editing, triage, verdicts
from claims.workflow.agreement import Gap, Level
from claims.workflow.figures import (
    Period,
    Spread,
    agreement_of_reviewers,
    claims_by_state,
    time_to_verdict,
    verdicts_by_rating,
)
from claims.workflow.moves import State
from tests.factories import ClaimFactory, RatingFactory, UserFactory, VerdictFactory
from tests.factories.claims import stand_on

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
PERIOD = Period(2, MONDAY + timedelta(days=9))  # to the Wednesday of the second week


def at(day: int, hour: int = 12) -> datetime:
    """A moment of a day of the period, counted from its first, by the clock of the site."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC) + timedelta(days=day)


def remember(claim: Claim, *moments: datetime) -> None:
    """Let the history have it that the claim's events, the first ones first, came at these moments."""
    with pgtrigger.ignore("claims.ClaimEvent:append_only"):
        for event, moment in zip(claim.events.order_by("pgh_id"), moments, strict=True):
            type(event).objects.filter(pk=event.pk).update(pgh_created_at=moment)


def publish_at(verdict: Verdict, moment: datetime, took: timedelta) -> None:
    """Let the verdict have been published at the moment, and its claim recorded so long before."""
    with pgtrigger.ignore("claims.Verdict:verdict_moves_by_the_table"):
        Verdict.objects.filter(pk=verdict.pk).update(published_at=moment)
    Claim.objects.filter(pk=verdict.claim_id).update(created_at=moment - took)


def test_a_period_is_whole_weeks_up_to_today() -> None:
    assert (PERIOD.first, len(PERIOD.days), PERIOD.mondays) == (MONDAY, 10, [MONDAY, MONDAY + timedelta(days=7)])
    assert Period(1, MONDAY).days == [MONDAY]


def test_a_claim_counts_for_the_state_it_was_in_when_the_day_ended() -> None:
    claim = ClaimFactory(state="set_aside")
    remember(claim, at(1), at(3))
    counts = claims_by_state(PERIOD)
    assert counts[State.NEW] == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert counts[State.SET_ASIDE] == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert list(counts) == list(State)


def test_what_came_before_the_period_stands_at_its_first_day() -> None:
    remember(ClaimFactory(state="queued"), at(-400), at(-300))
    remember(ClaimFactory(), at(-1))
    counts = claims_by_state(PERIOD)
    assert (counts[State.QUEUED], counts[State.NEW]) == ([1] * 10, [1] * 10)


def test_several_moves_on_one_day_count_as_the_last() -> None:
    claim, editor = ClaimFactory(), UserFactory(editor=True)
    triage.queue(claim, by=editor)
    triage.set_aside(claim, by=editor, reason="Not now.")
    triage.queue(claim, by=editor)
    remember(claim, at(2, 8), at(2, 9), at(2, 10), at(2, 11))
    counts = claims_by_state(PERIOD)
    assert counts[State.QUEUED] == [0, 0, *[1] * 8]
    assert set(counts[State.SET_ASIDE]) == set(counts[State.NEW]) == {0}


def test_a_change_that_is_no_move_changes_no_count() -> None:
    claim = ClaimFactory()
    wording = editing.Wording(text="NATO acts.", kind="fact")
    editing.reword(claim, by=UserFactory(editor=True), wording=wording)
    remember(claim, at(0), at(4))
    assert claims_by_state(PERIOD)[State.NEW] == [1] * 10


@pytest.mark.parametrize(("zone", "day"), [("UTC", 3), ("Europe/Dublin", 3), ("Pacific/Auckland", 4)])
def test_a_day_is_a_day_of_the_site_s_own_time_zone(zone: str, day: int, settings: Any) -> None:
    settings.TIME_ZONE = zone
    remember(ClaimFactory(), at(3, 23))
    assert claims_by_state(PERIOD)[State.NEW].index(1) == day


def test_every_claim_is_somewhere_on_every_day_since_it_was_recorded() -> None:
    for state in State:
        ClaimFactory(state=state)
    counts = claims_by_state(Period.of(4))
    today = [numbers[-1] for numbers in counts.values()]
    assert today == [1] * len(State)
    assert {state: Claim.objects.filter(state=state).count() for state in State} == dict.fromkeys(State, 1)


def test_only_what_is_published_now_counts_by_rating_in_the_order_of_the_scale() -> None:
    RatingFactory(name="Unproven")
    VerdictFactory(published=True)
    corrected = VerdictFactory(published=True)
    VerdictFactory(published=True, claim=corrected.claim, rating=RatingFactory(name="Misleading"))
    VerdictFactory(retracted=True)
    VerdictFactory(approved=True)
    assert list(verdicts_by_rating().items()) == [("False", 1), ("Misleading", 1), ("Unproven", 0)]


def test_time_to_verdict_is_the_median_and_the_quartiles_of_each_week() -> None:
    for days in (1, 2, 3, 4, 10):
        publish_at(VerdictFactory(published=True), at(1), timedelta(days=days))
    publish_at(VerdictFactory(published=True), at(8), timedelta(hours=5))
    assert time_to_verdict(PERIOD) == {
        MONDAY: Spread(5, timedelta(days=2), timedelta(days=3), timedelta(days=4)),
        MONDAY + timedelta(days=7): Spread(1, *[timedelta(hours=5)] * 3),
    }


def test_a_correction_does_not_count_as_another_verdict() -> None:
    first = VerdictFactory(published=True)
    second = VerdictFactory(published=True, claim=first.claim)
    publish_at(second, at(8), timedelta(days=20))
    publish_at(first, at(1), timedelta(days=2))
    assert list(time_to_verdict(PERIOD)) == [MONDAY]


def test_a_retracted_verdict_was_one_all_the_same() -> None:
    verdict = VerdictFactory(published=True)
    verdicts.retract(verdict, by=UserFactory(editor=True), notice="It was another meeting.")
    publish_at(verdict, at(1), timedelta(days=2))
    assert time_to_verdict(PERIOD)[MONDAY].number == 1


def test_what_was_published_before_the_period_is_left_out() -> None:
    publish_at(VerdictFactory(published=True), at(-1), timedelta(days=2))
    assert time_to_verdict(PERIOD) == {}


def test_agreement_counts_what_reviewers_found_each_by_themself() -> None:
    ClaimFactory(state="agreed", ratings=("True", "True"))
    ClaimFactory(state="agreed")
    ClaimFactory(state="disputed", ratings=("True", "Misleading"))
    ClaimFactory(state="settled", ratings=("True", "Mostly true"))  # the editor's own rating is no finding
    found = agreement_of_reviewers()
    nominal, ordinal = found[Level.NOMINAL], found[Level.ORDINAL]
    assert (nominal.units, nominal.pairs) == (4, 4)
    assert (ordinal.units, ordinal.pairs) == (3, 3)  # Misleading has no place on the scale
    assert not isinstance(ordinal.alpha, Gap)
    assert not isinstance(nominal.alpha, Gap)
    assert ordinal.alpha > nominal.alpha


def test_nothing_of_a_claim_that_is_still_being_assessed_is_in_the_figures(settings: Any) -> None:
    def told() -> list[tuple[int, int, object]]:
        return [(found.units, found.pairs, found.alpha) for found in agreement_of_reviewers().values()]

    for _ in range(2):
        ClaimFactory(state="disputed")
    before = told()
    settings.REVIEWERS = 3
    claim = ClaimFactory(state="queued")
    for name in ("True", "False"):  # two of three are in: a pair, if it counted
        reviewer, rating = UserFactory(reviewer=True), RatingFactory(name=name)
        stand_on(claim, rating)
        triage.assign(claim, by=reviewer)
        assessing.submit_assessment(claim, by=reviewer, rating=rating, rationale="The minutes say so.")
    assert claim.assessments.submitted().count() == 2
    assert told() == before


def test_an_empty_house_has_no_figures_and_no_errors() -> None:
    assert set(map(tuple, claims_by_state(PERIOD).values())) == {(0,) * 10}
    assert (verdicts_by_rating(), time_to_verdict(PERIOD)) == ({}, {})
    assert {found.alpha for found in agreement_of_reviewers().values()} == {Gap.FEW_PAIRS}


def test_each_figure_is_one_query_for_one_claim_and_for_many() -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            claims_by_state(PERIOD)
            verdicts_by_rating()
            time_to_verdict(PERIOD)
            agreement_of_reviewers()
        return len(queries)

    assert price() == 4
    for _ in range(5):
        VerdictFactory(published=True)
    assert price() == 4
