"""Who may do what, where, and what their own part in it forbids: one table, written by hand, every cell of it tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction

from claims.actions import define_role
from claims.models import Claim, Verdict
from claims.rules import RULES
from claims.workflow import assessing, editing, triage
from claims.workflow.acting import IllegalMove
from claims.workflow.editing import Place, Wording
from claims.workflow.moves import Act, Stage, State
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)
from tests.factories.people import ROLE

from .acts import CLAIM_ACTS, VERDICT_ACTS, Way

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "journalist", "reviewer", "editor", "administrator", "superuser")

# The act | who may, of n-obody, j-ournalist, r-eviewer, e-ditor, a-dministrator, s-uperuser | where | with which part
# in it: "own" who wrote or took it, "other" who did not, "any" both.
CLAIM_TABLE = """
queue       | reas | new set_aside                                              | any
set_aside   | reas | new queued                                                 | any
reject      | reas | new queued set_aside                                       | any
restore     | reas | rejected                                                   | any
reword      | reas | new queued set_aside                                       | any
split       | reas | new queued set_aside                                       | any
merge       | reas | new queued set_aside                                       | any
undo        | reas | new queued set_aside rejected                              | any
assign      | reas | queued assigned                                            | any
release     | reas | assigned                                                   | own
assess      | reas | assigned                                                   | own
submit      | reas | assigned                                                   | own
contest     |  eas | agreed                                                     | any
settle      |  eas | disputed                                                   | other
draft       | reas | agreed settled                                             | any
place       | reas | new queued set_aside assigned agreed disputed settled      | any
trace       | reas | new queued set_aside assigned agreed disputed settled      | any
evidence    | reas | new queued set_aside assigned agreed disputed settled      | any
"""
VERDICT_TABLE = """
revise      | reas | draft                | own
send        | reas | draft                | own
withdraw    | reas | draft                | own
send_back   |  eas | in_review approved   | any
approve     |  eas | in_review            | other
publish     |  eas | approved             | any
retract     |  eas | published            | any
confirm     |  eas | published            | any
stale       | reas | published            | any
"""

Cell = tuple[str, str, str]  # the act, the role, the part in it


def expected(table: str, here: str, parts: tuple[str, ...]) -> dict[Cell, str]:
    """The cells of a state: done, or what it is refused for. The role comes first, then the state, then the part."""
    cells = {}
    for row in table.strip().splitlines():
        act, roles, places, part = (cell.strip() for cell in row.split("|"))
        for role in ROLES:
            for own in parts:
                refused = "part" if part not in ("any", own) else ""
                refused = refused if here in places.split() else "state"
                refused = refused if role[0] in roles else "role"
                cells[act, role, own] = refused or "done"
    return cells


def answer(act: Callable[[], Any]) -> str:
    """What the action says to it; what it does is undone."""
    with transaction.atomic():
        try:
            act()
            return "done"
        except IllegalMove:
            return "state"
        except NotAllowed as refused:
            return "role" if "the permission" in str(refused) else "part"
        except InvalidInput as refused:
            return "part" if "has not taken this claim" in str(refused) else str(refused)
        finally:
            transaction.set_rollback(True)


def with_role(person: Any, role: str) -> Any:
    """The same person in another role; what they did before stays theirs."""
    person.groups.set([define_role(ROLE[role])] if role in ROLE else [])
    person.is_superuser = role == "superuser"
    person.save()
    return type(person).objects.get(pk=person.pk)


def answers(row: Any, acts: Mapping[Act, tuple[Way, ...]], people: Mapping[str, Any]) -> Iterator[tuple[Cell, str]]:
    """Every act on the row by every role, tried in every way."""
    for role in ROLES:
        for own, person in people.items():
            by = with_role(person, role)
            for act, ways in acts.items():
                said = {
                    answer(lambda way=way, by=by: way(type(row)._default_manager.get(pk=row.pk), by)) for way in ways
                }
                yield (str(act), role, own), " or ".join(sorted(said))


def claim_with_part(state: State, person: Any) -> Claim:
    """A claim in this state. Once it is being assessed the person has a part in it."""
    claim = ClaimFactory()
    AppearanceFactory(claim=claim)
    EvidenceFactory(claim=claim)
    editor = UserFactory(editor=True)
    editing.reword(claim, Wording("NATO will act.", "prediction"), by=editor)
    if state is State.REJECTED:
        editing.reject(claim, by=editor, reason="No claim.")
    elif state is State.SET_ASIDE:
        triage.set_aside(claim, by=editor, reason="Old.")
    elif state is not State.NEW:
        triage.queue(claim, by=editor)
    if state is State.ASSIGNED:
        AssessmentFactory(claim=claim, reviewer=person)
    elif state in (State.AGREED, State.DISPUTED, State.SETTLED):
        AssessmentFactory(claim=claim, reviewer=person, submitted=True)
        other = "False" if state is State.AGREED else "True"
        AssessmentFactory(claim=claim, rating=RatingFactory(name=other), submitted=True)
        if state is State.SETTLED:
            assessing.settle(claim, by=editor, rating=RatingFactory(), reason="So.")
    return claim


@pytest.mark.parametrize("state", State)
def test_who_may_do_what_to_a_claim(state: State) -> None:
    own, other = UserFactory(reviewer=True), UserFactory(reviewer=True)
    claim = claim_with_part(state, own)
    claim.refresh_from_db()
    assert claim.state == state
    people = {"own": own, "other": other} if claim.assessments.exists() else {"other": other}
    assert dict(answers(claim, CLAIM_ACTS, people)) == expected(CLAIM_TABLE, state, tuple(people))


@pytest.mark.parametrize("stage", Stage)
def test_who_may_do_what_to_a_verdict(stage: Stage) -> None:
    people = {"own": UserFactory(editor=True), "other": UserFactory(editor=True)}
    if stage is Stage.CORRECTED:
        verdict = VerdictFactory(author=people["own"], published=True)
        VerdictFactory(claim=verdict.claim, published=True)
    else:
        verdict = VerdictFactory(author=people["own"], stage=stage)
    Verdict.objects.filter(pk=verdict.pk, stage=Stage.PUBLISHED).update(
        act=Act.STALE, stale_since=verdict.published_at, stale_reason="A denial."
    )
    assert dict(answers(verdict, VERDICT_ACTS, people)) == expected(VERDICT_TABLE, stage, ("own", "other"))


@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_a_claim_and_give_places_to_others_or_take_them(role: str) -> None:
    by, ann, ben = with_role(UserFactory(), role), UserFactory(reviewer=True), UserFactory(reviewer=True)
    claim, snapshot = ClaimFactory(state="queued"), SnapshotFactory()
    triage.assign(claim, by=ann)
    said = {
        "record": answer(lambda: editing.record_claim(Wording("x", "fact"), Place(snapshot, "NATO"), by=by)),
        "assign": answer(lambda: triage.assign(claim, by=by, reviewer=ben)),
        "release": answer(lambda: triage.release(claim, by=by, reviewer=ann)),
    }
    assert {act for act, word in said.items() if word == "done"} == {
        "nobody": set(),
        "journalist": set(),
        "reviewer": {"record"},
        "editor": {"record", "assign", "release"},
        "administrator": {"record", "assign", "release"},
        "superuser": {"record", "assign", "release"},
    }[role]
    assert set(said.values()) <= {"done", "role"}


def test_every_rule_is_tried_here() -> None:
    told = {row.split("|")[0].strip() for row in (CLAIM_TABLE + VERDICT_TABLE).splitlines() if row}
    assert told == {str(act) for act in RULES} - {"record", "correct"}  # corrected is what publishing does


def test_who_has_left_the_desk_may_nothing() -> None:
    gone = UserFactory(administrator=True, is_active=False)
    with pytest.raises(NotAllowed):
        triage.queue(ClaimFactory(), by=gone)
