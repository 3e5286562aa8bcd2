"""What every act of the workflow does: ask the rules, lock, compare with what was seen, and move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib.auth.models import User

from claims.models import Claim, Verdict
from claims.rules import RULES
from claims.workflow.moves import CLAIM_MOVES, VERDICT_MOVES, Act, Stage, State
from factcheck.common.acts import Stale, require
from factcheck.common.errors import DomainError, NotAllowed

Row = TypeVar("Row", Claim, Verdict)


class IllegalMove(DomainError):
    """The act is not possible where the claim or the verdict is now."""


def locked(row: Row, seen: int | None = None) -> Row:
    """The row as it is now, and nobody else's until the transaction ends.

    seen: the revision that the person's screen showed. Raises Stale, saying what changed, where it is another.
    """
    # No act changes a key, so rows that refer to this one may be written meanwhile: publishing does, as it commits.
    now: Row = type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if seen is not None and seen != now.revision:
        raise Stale(f"Somebody else has changed this since you opened it: {changes(now, seen)}.")
    return now


def changes(now: Any, seen: int) -> str:
    """What is different from the revision seen, in plain words."""
    before = now.events.filter(revision=seen).order_by("pgh_id").last()
    if before is None:
        return "it is at another revision"
    fields = [f for f in before._meta.concrete_fields if not f.name.startswith("pgh_") and hasattr(now, f.attname)]
    told = [
        f"{f.verbose_name} is now {_said(now, f)}"
        for f in fields
        if f.name not in ("revision", "act") and getattr(now, f.attname) != getattr(before, f.attname)
    ]
    return "; ".join(told) or "the same was done twice"


def _said(row: Any, field: Any) -> str:
    value = getattr(row, f"get_{field.name}_display")() if field.choices else getattr(row, field.name)
    return f"“{value}”" if value not in (None, "") else "empty"


def permit(by: User, act: Act, row: Any = None) -> None:
    """Raise NotAllowed where the rules forbid the act to this person."""
    rule = RULES[act]
    require(by, rule.permission)
    if row is not None and (reason := rule.forbids(by, row)):
        raise NotAllowed(f"{by} may not do this: {reason}")


def acts_open_to(by: User, row: Claim | Verdict) -> set[Act]:
    """What this person could do with the row as it is now."""
    _, here, table = _where(row)
    acts = {act for act, state in table if state == here}
    return {act for act in acts if by.has_perm(RULES[act].permission) and not RULES[act].forbids(by, row)}


def possible(row: Claim | Verdict, act: Act) -> tuple[str, ...]:
    """Where the act may lead from here. Raises IllegalMove where it is not possible."""
    what, here, table = _where(row)
    results = table.get((act, here), ())
    if not results:
        now = [_named(other) for other, state in table if state == here and other not in (Act.UNDO, Act.CORRECT)]
        told = ", ".join(now) or "nothing; this is where it ends"
        raise IllegalMove(f"“{_named(act)}” is not possible: the {what} is {here.label}. Possible now: {told}.")
    return results


def _where(row: Claim | Verdict) -> tuple[str, State | Stage, Mapping[tuple[Act, Any], tuple[str, ...]]]:
    """What the row is, where it is, and the table it moves by."""
    if isinstance(row, Claim):
        return "claim", State(row.state), CLAIM_MOVES
    return "verdict", Stage(row.stage), VERDICT_MOVES


def _named(act: Act) -> str:
    return act.value.replace("_", " ")


def begin(row: Row, act: Act, by: User, seen: int | None = None) -> Row:
    """Lock the row, and raise NotAllowed, Stale or IllegalMove where the act can't be done."""
    require(by, RULES[act].permission)
    now = locked(row, seen)
    possible(now, act)
    permit(by, act, now)
    return now


def keep(row: Row, act: Act, given: Row, **fields: Any) -> Row:
    """Save the fields as this act's, and bring the caller's copy up to date."""
    row.act = act
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["act", *fields])
    row.revision += 1  # as the trigger does
    for field in row._meta.concrete_fields:
        if field.attname in row.__dict__:
            setattr(given, field.attname, getattr(row, field.attname))
    return row
