"""The tables of moves are all there is: each pair in them can be done, and each other is refused, twice.

Once by the action that does the act, once by the database, whatever SQL asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Appearance, Assessment, Assignment, Claim, Evidence, Verdict
from claims.workflow import triage
from claims.workflow.acting import IllegalMove
from claims.workflow.moves import CLAIM_MOVES, FOUND, PUBLIC, VERDICT_MOVES, Act, Stage, State
from sources.models.anchor import selectors
from tests.factories import (
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)

from .acts import CLAIM_ACTS, VERDICT_ACTS, claim_in, doer, verdict_in

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


def _anchor() -> dict[str, Any]:
    snapshot = SnapshotFactory()
    return {"snapshot": snapshot, **selectors(snapshot.text, 0, 4)}


def _assign(claim: Claim, by: Any) -> None:
    Assignment.objects.create(claim=claim, reviewer=by, assigned_by=by, reserved_until=_soon())


def _soon() -> Any:
    return timezone.now() + timedelta(hours=1)


def _finding(claim: Claim, by: Any) -> dict[str, Any]:
    return {"claim": claim, "reviewer": by, "rating": RatingFactory(), "rationale": "So."}


# What the acts do to other rows than the claim, as SQL would do it without the actions.
WRITES: Mapping[Act, tuple[Callable[[Claim, Any], Any], ...]] = {
    Act.ASSIGN: (_assign,),
    Act.RELEASE: (lambda claim, by: claim.assignments.all().delete(),),
    Act.ASSESS: (
        lambda claim, by: Assessment.objects.create(**_finding(claim, by)),
        lambda claim, by: Assessment.objects.filter(claim=claim).update(rationale="Otherwise."),
    ),
    Act.SUBMIT: (
        lambda claim, by: Assessment.objects.create(**_finding(claim, by), submitted_at=timezone.now()),
        lambda claim, by: Assessment.objects.filter(claim=claim).update(submitted_at=timezone.now()),
    ),
    Act.DRAFT: (
        lambda claim, by: Verdict.objects.create(claim=claim, author=by, rating=RatingFactory(), summary="So."),
    ),
    Act.PLACE: (
        lambda claim, by: Appearance.objects.create(claim=claim, person=by, **_anchor()),
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
    finding = AssessmentFactory(submitted=True)
    return _update(finding.claim, act="submit", state="agreed", outcome_id=finding.rating_id, **changes)


def _agreed_on_what_nobody_found() -> Callable[[], None]:
    claim = ClaimFactory(state="queued")
    for _ in range(2):
        finding = AssessmentFactory(claim=claim, submitted=True)
    return _update(finding.claim, outcome_id=RatingFactory(name="True").pk)


def _one_reviewer_more(model: Any) -> Callable[[], None]:
    """Both places are taken, by a finding and by a reservation; a third person tries."""
    claim = AssessmentFactory(submitted=True).claim
    triage.assign(claim, by=UserFactory(reviewer=True))
    by = UserFactory(reviewer=True)
    if model is Assignment:
        return lambda: _assign(claim, by)
    return lambda: Assessment.objects.create(**_finding(claim, by))


def _a_third_finding() -> Callable[[], None]:
    """A reservation has run out, somebody else was given the place, and the first one comes back."""
    claim = AssessmentFactory(submitted=True).claim
    late = AssessmentFactory(claim=claim)
    Assignment.objects.filter(reviewer=late.reviewer).update(reserved_until=timezone.now() - timedelta(hours=1))
    other = UserFactory(reviewer=True)
    triage.assign(claim, by=other)
    Assessment.objects.create(**_finding(claim, other), submitted_at=timezone.now())
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
