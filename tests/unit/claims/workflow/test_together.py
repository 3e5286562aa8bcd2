"""Two at once, and many at once: real transactions, each on a connection of its own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from claims.models import Assessment, Assignment, Claim, Verdict
from claims.workflow import assessing, editing, evidence, triage, verdicts
from claims.workflow.acting import IllegalMove
from claims.workflow.editing import Wording
from claims.workflow.moves import OPEN, Stage, State
from factcheck.common.acts import Conflict, Stale
from factcheck.common.errors import DomainError, InvalidInput, NotAllowed
from tests.factories import (
    AssessmentFactory,
    ClaimFactory,
    RatingFactory,
    UserFactory,
    VerdictFactory,
)

from .acts import assign, claim_in, last_edit, verdict_in

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], Any]
WORDING = Wording("NATO may act.", "fact")


@contextmanager
def workers(number: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that close their connections when all is done."""
    with ThreadPoolExecutor(number, initializer=connection.ensure_connection) as pool:
        yield pool
        done = Event()
        closing = [pool.submit(lambda: (connections.close_all(), done.wait(10))) for _ in range(number)]
        while not all(future.running() for future in closing):
            time.sleep(0.001)
        done.set()


def said(act: Act) -> type[Exception] | None:
    """What the person is told: none where it is done."""
    try:
        act()
    except (DomainError, IntegrityError) as error:
        return type(error)
    return None


def race(first: Act, second: Act) -> list[type[Exception] | None]:
    """What each is told where the second begins after the first has acted, and before that is committed."""
    acted, waits = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            first()
            acted.set()
            assert waits.wait(20)

    with workers(2) as pool:
        one = pool.submit(said, slowly)
        assert acted.wait(20), one.result()
        other = pool.submit(said, second)
        wait_for_a_lock(other)
        waits.set()
        return [one.result(), other.result()]


def wait_for_a_lock(other: Future[Any]) -> None:
    """Until somebody waits for a row, or the other one is through without."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while not other.done():
        with connection.cursor() as cursor:
            cursor.execute(query)
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.005)


def eve() -> Any:
    return UserFactory(editor=True)


def ways(verdict: Verdict, by: Any) -> dict[str, Act]:
    """What an editor, or the author, can do to the verdict as it is now, as the screen shows it."""
    words = {"rating": verdict.rating, "summary": "Put better.", "correction_note": verdict.correction_note}
    acts = {
        "revise": partial(verdicts.revise_verdict, by=verdict.author, **words),
        "send": partial(verdicts.send_verdict, by=verdict.author),
        "withdraw": partial(verdicts.withdraw_verdict, by=verdict.author),
        "send back": partial(verdicts.send_back, by=by, comment="Which minutes?"),
        "approve": partial(verdicts.approve, by=by),
        "publish": partial(verdicts.publish, by=by),
        "retract": partial(verdicts.retract, by=by, notice="Another meeting."),
        "confirm": partial(verdicts.confirm, by=by, reason="It stands."),
    }
    return {
        name: lambda act=act: act(Verdict.objects.get(pk=verdict.pk), seen=verdict.revision)
        for name, act in acts.items()
    }


@pytest.mark.parametrize(
    ("stage", "first", "second"),
    [
        ("draft", "revise", "revise"),
        ("draft", "revise", "send"),
        ("draft", "send", "withdraw"),
        ("in_review", "approve", "approve"),
        ("in_review", "approve", "send back"),
        ("in_review", "send back", "approve"),
        ("approved", "publish", "publish"),
        ("approved", "publish", "send back"),
        ("approved", "send back", "publish"),
        ("published", "retract", "confirm"),
        ("published", "confirm", "retract"),
    ],
)
def test_of_two_who_act_on_one_verdict_the_first_wins(stage: str, first: str, second: str) -> None:
    verdict = verdict_in(Stage(stage))
    assert race(ways(verdict, eve())[first], ways(verdict, eve())[second]) == [None, Stale]
    seen = verdict.revision
    verdict.refresh_from_db()
    assert verdict.revision == seen + 1


def at_the_last_place() -> tuple[Act, Act]:
    claim = AssessmentFactory(submitted=True).claim
    one, other = UserFactory(reviewer=True), UserFactory(reviewer=True)
    return partial(triage.assign, claim, by=one), partial(triage.assign, claim, by=other)


def at_the_last_place_without_actions() -> tuple[Act, Act]:
    claim = AssessmentFactory(submitted=True).claim
    return partial(assign, claim, UserFactory(reviewer=True)), partial(assign, claim, UserFactory(reviewer=True))


def two_queues() -> tuple[Act, Act]:
    claim = ClaimFactory()
    return (
        partial(triage.queue, claim, by=eve(), seen=1),
        partial(triage.set_aside, Claim.objects.get(), by=eve(), reason="Old.", seen=1),
    )


def on(state: State, first: Callable[[Claim], Any], second: Callable[[Claim], Any]) -> Callable[[], tuple[Act, Act]]:
    def both() -> tuple[Act, Act]:
        claim = claim_in(state)
        return partial(first, claim), partial(second, Claim.objects.get(pk=claim.pk))

    return both


def contest(claim: Claim) -> Any:
    return assessing.contest(claim, by=eve(), reason="I doubt it.")


def draft(claim: Claim) -> Any:
    return verdicts.draft_verdict(claim, by=eve(), rating=RatingFactory(), summary="So.")


def settle(claim: Claim) -> Any:
    return assessing.settle(claim, by=eve(), rating=RatingFactory(), reason="So.")


def take(claim: Claim) -> Any:
    return triage.assign(claim, by=UserFactory(reviewer=True))


@pytest.mark.parametrize(
    ("both", "told"),
    [
        pytest.param(at_the_last_place, Conflict, id="the last place"),
        pytest.param(at_the_last_place_without_actions, IntegrityError, id="the last place, by SQL alone"),
        pytest.param(two_queues, Stale, id="queue and set aside"),
        pytest.param(on(State.DISPUTED, settle, settle), IllegalMove, id="settle twice"),
        pytest.param(on(State.AGREED, draft, draft), InvalidInput, id="draft twice"),
        pytest.param(on(State.AGREED, contest, draft), IllegalMove, id="contest and draft"),
        pytest.param(on(State.AGREED, draft, contest), InvalidInput, id="draft and contest"),
        pytest.param(
            on(State.QUEUED, take, lambda claim: editing.reword(claim, WORDING, by=eve())),
            IllegalMove,
            id="assign and reword",
        ),
        pytest.param(
            on(
                State.QUEUED,
                lambda claim: editing.reject(claim, by=eve(), reason="No claim."),
                lambda claim: evidence.add_evidence(claim, by=eve(), stance="context", citation="Box 12"),
            ),
            IllegalMove,
            id="reject and add evidence",
        ),
        pytest.param(
            on(
                State.NEW,
                lambda claim: editing.undo(last_edit(claim), by=eve()),
                lambda claim: editing.undo(last_edit(claim), by=eve()),
            ),
            Stale,
            id="undo twice",
        ),
    ],
)
def test_of_two_who_act_on_one_claim_the_first_wins(both: Callable[[], tuple[Act, Act]], told: Any) -> None:
    assert race(*both()) == [None, told]


def test_of_two_who_submit_the_last_findings_at_once_neither_is_lost() -> None:
    claim = ClaimFactory(state="queued")
    drafts = [AssessmentFactory(claim=claim) for _ in range(2)]
    evidence.add_evidence(claim, by=eve(), stance="refutes", citation="Box 12")
    acts = [
        partial(
            assessing.submit_assessment, Claim.objects.get(), by=own.reviewer, rating=own.rating, rationale="It is so."
        )
        for own in drafts
    ]
    assert race(*acts) == [None, None]
    assert Claim.objects.get().state == State.AGREED


def test_evidence_against_what_is_retracted_meanwhile_is_kept_and_asks_for_nothing() -> None:
    verdict = VerdictFactory(published=True)
    against = partial(evidence.add_evidence, verdict.claim, by=eve(), stance="supports", citation="Box 12")
    assert race(partial(verdicts.retract, verdict, by=eve(), notice="Another meeting."), against) == [None, None]
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.stale_since) == (Stage.RETRACTED, None)


def test_merging_the_same_claims_in_two_orders_ends_for_both() -> None:
    claims = ClaimFactory.create_batch(2)
    orders = [claims, list(reversed(claims))]
    acts = [partial(editing.merge, order, WORDING, by=eve()) for order in orders]
    assert race(*acts) == [None, IllegalMove]


def legal(claim: Claim) -> None:
    """What must hold of a claim whatever has been done to it."""
    submitted = Assessment.objects.submitted().filter(claim=claim)
    holding = Assignment.objects.filter(claim=claim).holding()
    assert submitted.count() <= holding.count() <= claim.assessors
    concluded = claim.state in (State.AGREED, State.DISPUTED, State.SETTLED)
    assert concluded == (submitted.count() == claim.assessors)
    assert (claim.state == State.ASSIGNED) == (not concluded and holding.exists())
    if claim.state == State.AGREED:
        assert set(submitted.values_list("rating", flat=True)) == {claim.outcome_id}
    for verdict in claim.verdicts.all():
        assert verdict.approved_by_id != verdict.author_id
    for row in (claim, *claim.verdicts.all()):
        revisions = list(row.events.order_by("pgh_id").values_list("revision", flat=True))
        assert revisions == list(range(1, row.revision + 1)), "a change was lost or counted twice"


def act_on_claim(claim: Claim, by: Any, choice: random.Random) -> Act:
    """What a person does next, for better or worse; the screen shows what it showed."""
    own = {"by": by, "rating": RatingFactory(name=choice.choice(["True", "False"])), "rationale": "It is so."}
    seen = choice.choice([None, claim.revision])
    return choice.choice(
        [
            partial(triage.assign, claim, by=by, seen=seen),
            partial(triage.assign, claim, by=by),
            partial(triage.release, claim, by=by, seen=seen),
            partial(assessing.save_assessment, claim, **own),
            partial(assessing.submit_assessment, claim, **own),
        ]
    )


def next_verdict(claim: Claim, choice: random.Random) -> Verdict:
    """The verdict that is on its way, or the published one; a new draft otherwise."""
    on_its_way = claim.verdicts.filter(stage__in=[*OPEN, Stage.PUBLISHED]).order_by("-version").first()
    if on_its_way is None or (on_its_way.stage == Stage.PUBLISHED and choice.random() < 0.5):
        return VerdictFactory(claim=claim)
    return on_its_way


def test_two_hundred_times_three_at_once_lose_no_change_and_leave_every_row_legal() -> None:
    choice = random.Random(20260122)
    people = [UserFactory(editor=True) for _ in range(3)]
    decided, claim = ClaimFactory(state="agreed"), None
    counted = {"done": 0, "refused": 0}
    with workers(3) as pool:
        for turn in range(200):
            if turn % 2:
                verdict = next_verdict(decided, choice)
                can = [ways(verdict, by) for by in people]
                answers = list(pool.map(said, [choice.choice(list(acts.values())) for acts in can]))
                seen = verdict.revision
                verdict.refresh_from_db()
                assert verdict.revision - seen == answers.count(None) <= 1
            else:
                if claim is None or claim.is_concluded:
                    claim = ClaimFactory(state="queued")
                    for stance in ("supports", "refutes"):
                        evidence.add_evidence(claim, by=people[0], stance=stance, citation="Box 12")
                mine = [Claim.objects.get(pk=claim.pk) for _ in people]
                acts = [act_on_claim(copy, by, choice) for copy, by in zip(mine, people, strict=True)]
                answers = list(pool.map(said, acts))
                claim.refresh_from_db()
            assert set(answers) <= {None, Stale, Conflict, IllegalMove, InvalidInput, NotAllowed}
            counted["done"] += answers.count(None)
            counted["refused"] += len(answers) - answers.count(None)
            legal(decided if turn % 2 else claim)
    assert min(counted.values()) >= 100, counted
