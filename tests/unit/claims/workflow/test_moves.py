"""The tables of moves are all there is: each pair in them can be done, and each other is refused, twice.

Once by the action that does the act, once by the database, whatever SQL asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Appearance, Assessment, Claim, Evidence, Verdict
from claims.workflow.acting import IllegalMove
from claims.workflow.moves import CLAIM_MOVES, FOUND, PUBLIC, VERDICT_MOVES, Act, Stage, State
from tests.factories import (
    ClaimFactory,
    RatingFactory,
    UserFactory,
    VerdictFactory,
)

from .acts import CLAIM_ACTS, VERDICT_ACTS, anchor, assign, claim_in, doer, finding, verdict_in

pytestmark = pytest.mark.django_db

Move = tuple[Any, Any, Any]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(row: Any, act: Act, way: Callable[[Any, Any], Any], here: str) -> str | None:
    """Where the act leads the row from here; None where it is refused. Undone afterwards."""
    by = doer(act, row)
    given = type(row)._default_manager.get(pk=row.pk)
    with rolled_back():
        try:
            way(given, by)
        except IllegalMove:
            return None
        given.refresh_from_db()
        return str(getattr(given, here))


@pytest.mark.parametrize("state", State)
def test_what_can_be_done_to_a_claim_is_what_the_table_says(state: State) -> None:
    claim = claim_in(state)
    led = {(act, way): tried(claim, act, way, "state") for act, ways in CLAIM_ACTS.items() for way in ways}
    refused = {act for (act, _), there in led.items() if there is None}
    done = {act for (act, _), there in led.items() if there is not None}
    assert done == {act for act, here in CLAIM_MOVES if here == state}
    assert refused == set(CLAIM_ACTS) - done
    for (act, _), there in led.items():
        assert there is None or there in CLAIM_MOVES[act, state], f"{act} led to {there}"


@pytest.mark.parametrize("stage", Stage)
def test_what_can_be_done_to_a_verdict_is_what_the_table_says(stage: Stage) -> None:
    verdict = verdict_in(stage)
    led = {act: tried(verdict, act, way, "stage") for act, [way] in VERDICT_ACTS.items()}
    assert {act: (there,) for act, there in led.items() if there is not None} == {
        act: results for (act, here), results in VERDICT_MOVES.items() if here == stage and act != Act.CORRECT
    }


def test_every_act_that_moves_is_tried_here() -> None:
    assert set(CLAIM_ACTS) == {act for act, _ in CLAIM_MOVES}
    assert set(VERDICT_ACTS) | {Act.CORRECT} == {act for act, _ in VERDICT_MOVES}


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.CORRECTED, Stage.RETRACTED, Stage.WITHDRAWN])
def test_publishing_the_next_version_corrects_what_is_published_and_nothing_else(stage: Stage) -> None:
    verdict = verdict_in(stage)
    VerdictFactory(claim=verdict.claim, published=True)
    verdict.refresh_from_db()
    assert verdict.stage == (Stage.CORRECTED if stage is Stage.PUBLISHED else stage)


def refusals(row: Any, column: str, table: Mapping[Any, Any], places: Any, companions: Any) -> Iterator[str]:
    """Moves outside the table that the database takes: every act, from here to everywhere."""
    here = getattr(row, column)
    outside = {(act, there) for act in Act for there in places} - {
        (act, there) for (act, start), results in table.items() if start == here for there in results
    }
    for act, there in sorted(outside - {(row.act, here)}):
        changes = {"act": act, column: there, **companions(there)}
        try:
            with rolled_back():
                type(row)._default_manager.filter(pk=row.pk).update(**changes)
        except IntegrityError as error:
            if "does not make it" not in str(error):
                yield f"{act}: {here} -> {there} is refused by something else: {error}"
        else:
            yield f"{act}: {here} -> {there}"


@pytest.mark.parametrize("state", State)
def test_the_database_moves_a_claim_by_no_other_act(state: State) -> None:
    claim, rating, editor = claim_in(state), RatingFactory(), UserFactory(editor=True)

    def companions(there: State) -> dict[str, Any]:
        return {
            "state_reason": "So.",
            "outcome": rating if there in FOUND else None,
            "settled_by": editor if there == State.SETTLED else None,
        }

    assert list(refusals(claim, "state", CLAIM_MOVES, State, companions)) == []


@pytest.mark.parametrize("stage", Stage)
def test_the_database_moves_a_verdict_by_no_other_act(stage: Stage) -> None:
    verdict, editor = verdict_in(stage), UserFactory(editor=True)

    def companions(there: Stage) -> dict[str, Any]:
        return {
            "approved_by": editor if there in (Stage.APPROVED, *PUBLIC) else None,
            "published_at": timezone.now() if there in PUBLIC else None,
            "retraction_notice": "So." if there == Stage.RETRACTED else "",
        }

    assert list(refusals(verdict, "stage", VERDICT_MOVES, Stage, companions)) == []


@pytest.mark.parametrize("state", [state for state in State if state != State.NEW])
def test_no_claim_is_made_in_the_midst_of_its_way(state: State) -> None:
    given = {"state_reason": "So."}
    given |= {"outcome": RatingFactory()} if state in FOUND else {}
    given |= {"settled_by": UserFactory(editor=True)} if state == State.SETTLED else {}
    with pytest.raises(IntegrityError, match="begins as new"):
        Claim.objects.create(text="x", kind="fact", checkable=True, checkworthiness=0, state=state, **given)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_no_verdict_is_made_in_the_midst_of_its_way(stage: Stage) -> None:
    editor = UserFactory(editor=True)
    given: dict[str, Any] = {"approved_by": editor} if stage in (Stage.APPROVED, *PUBLIC) else {}
    given |= {"published_at": timezone.now()} if stage in PUBLIC else {}
    with pytest.raises(IntegrityError, match="begins as a draft"):
        Verdict.objects.create(
            claim=ClaimFactory(state="agreed"),
            author=UserFactory(editor=True),
            rating=RatingFactory(),
            summary="So.",
            stage=stage,
            retraction_notice="So.",
            **given,
        )


# What the acts do to other rows than the claim, as SQL would do it without the actions.
WRITES: Mapping[Act, tuple[Callable[[Claim, Any], Any], ...]] = {
    Act.ASSIGN: (assign,),
    Act.RELEASE: (lambda claim, by: claim.assignments.all().delete(),),
    Act.ASSESS: (
        lambda claim, by: Assessment.objects.create(**finding(claim, by)),
        lambda claim, by: Assessment.objects.filter(claim=claim).update(rationale="Otherwise."),
    ),
    Act.SUBMIT: (
        lambda claim, by: Assessment.objects.create(**finding(claim, by), submitted_at=timezone.now()),
        lambda claim, by: Assessment.objects.filter(claim=claim).update(submitted_at=timezone.now()),
    ),
    Act.DRAFT: (
        lambda claim, by: Verdict.objects.create(claim=claim, author=by, rating=RatingFactory(), summary="So."),
    ),
    Act.PLACE: (
        lambda claim, by: Appearance.objects.create(claim=claim, person=by, **anchor()),
        lambda claim, by: claim.appearances.update(speaker=None),
        lambda claim, by: claim.appearances.update(retired=True),
    ),
    Act.EVIDENCE: (
        lambda claim, by: Evidence.objects.create(claim=claim, added_by=by, stance="context", citation="Box 12"),
        lambda claim, by: claim.evidence.update(note="Page 3."),
        lambda claim, by: claim.evidence.update(withdrawn_at=timezone.now()),
    ),
}


@pytest.mark.parametrize("state", State)
def test_the_database_takes_nothing_that_belongs_to_an_act_which_is_not_possible(state: State) -> None:
    claim, by = claim_in(state), UserFactory(reviewer=True)
    impossible = [act for act in WRITES if (act, state) not in CLAIM_MOVES]
    for act in impossible:
        for number, write in enumerate(WRITES[act]):
            with rolled_back():
                try:
                    with transaction.atomic():
                        touched = write(claim, by)
                except IntegrityError:
                    continue
                assert touched in (0, (0, {})), f"{act} on a claim that is {state}, way {number}"
