"""Claims put better by hand: recorded, reworded, split, merged, rejected, moved; each can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils import timezone

from claims.models import Appearance, Claim, Edit
from claims.workflow.acting import begin, keep, locked, permit, possible
from claims.workflow.moves import Act, State
from factcheck.common.acts import Stale, check, reasoned, telling
from factcheck.common.errors import InvalidInput
from sources.actions import citation_named, restore_citation
from sources.models import Citation, Snapshot, Source
from sources.models.anchor import selectors
from sources.provenance.types import Standing
from sources.quotations import locate

MODELS: dict[str, type[models.Model]] = {"claim": Claim, "appearance": Appearance, "citation": Citation}
SAID = ("speaker_id", "cue", "channel", "citation_id")  # who said it and how it came


@dataclass(frozen=True)
class Wording:
    """What a person says of a claim that they record or correct."""

    text: str
    kind: str
    checkable: bool = True
    checkworthiness: float = 0.5
    negated: bool = False
    hedged: bool = False


@dataclass(frozen=True)
class Place:
    """Where a claim stands, in a person's terms: the span, or the quotation, which is looked up in the text."""

    snapshot: Snapshot
    quotation: str = ""
    speaker: Source | None = None
    cue: str = ""
    channel: str = ""
    span: tuple[int, int] | None = None


@dataclass
class Journal:
    """What an act changes, as an Edit keeps it."""

    changes: list[dict[str, Any]] = field(default_factory=list)

    def changed(self, row: Claim | Appearance | Citation, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Fields by attname, values as JSON has them."""
        self.changes.append(
            {"model": row._meta.model_name, "id": str(row.pk), "before": _plain(before), "after": _plain(after)}
        )

    def made(self, row: Claim | Appearance | Citation) -> None:
        """A new row: taking it back puts it out of use."""
        if isinstance(row, Claim):
            self.changed(row, {"state": State.REJECTED, "state_reason": "taken back"}, {"state": row.state})
        elif isinstance(row, Citation):
            self.changed(row, {"standing": Standing.REJECTED}, {"standing": row.standing})
        else:
            self.changed(row, {"retired": True}, {"retired": False})

    def moved(self, row: Claim, given: Claim, act: Act, **fields: Any) -> None:
        """A claim of which these fields change now."""
        before = {name: getattr(row, name) for name in fields}
        keep(row, act, given, **fields)
        self.changed(row, before, fields)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    kept = (str, int, float, bool, type(None))
    return {name: value if isinstance(value, kept) else str(value) for name, value in values.items()}


@contextmanager
def editing(by: User, act: Act, snapshot: Snapshot | None, reason: str = "", *, told: str = "") -> Iterator[Journal]:
    """An act that can be taken back. told: what the history calls it, where that is not the act's own name."""
    journal = Journal()
    with telling(by, told or act, reason):
        yield journal
        Edit.objects.create(person=by, act=act, snapshot=snapshot, changes=journal.changes)


def _snapshot(claim: Claim) -> Snapshot | None:
    first = claim.appearances.filter(retired=False).select_related("snapshot").first()
    return first.snapshot if first else None


def record_claim(wording: Wording, place: Place, *, by: User) -> Claim:
    """A claim that a person found, with the place it stands at."""
    permit(by, Act.RECORD)
    with editing(by, Act.RECORD, place.snapshot) as journal:
        claim = Claim(**vars(wording))
        _check(claim)
        appearance = _appearance(claim, place, by)
        claim.save()
        _come_by(appearance, by, journal)
        appearance.save()
        journal.made(claim)
    return claim


def record_appearance(claim: Claim, place: Place, *, by: User) -> Appearance:
    """One more place where a claim stands."""
    with editing(by, Act.PLACE, place.snapshot) as journal:
        row = begin(claim, Act.PLACE, by)
        appearance = _appearance(row, place, by)
        _come_by(appearance, by, journal)
        return _stand(appearance, journal)


def _stand(appearance: Appearance, journal: Journal) -> Appearance:
    """The claim stands there from now on: in a new row, or in the retired one of the same words, which comes back."""
    same = {name: getattr(appearance, name) for name in ("claim", "snapshot", "start", "end")}
    there = Appearance.objects.filter(**same, retired=True).first()
    if there is None:
        check(appearance, fields={NON_FIELD_ERRORS: "quotation"})
        appearance.save()
        journal.made(appearance)
        return appearance
    names = (*SAID, "retired")
    before = {name: getattr(there, name) for name in names}
    for name in names:
        setattr(there, name, getattr(appearance, name))
    there.save(update_fields=[*map(_field, SAID), "retired"])
    journal.changed(there, before, {name: getattr(there, name) for name in names})
    return there


def _come_by(appearance: Appearance, by: User, journal: Journal) -> None:
    """The channel's words, where they name an outlet, are an edge of their own."""
    span = (appearance.start, appearance.end)
    appearance.citation, new = citation_named(appearance.snapshot, span, appearance.channel, by=by)
    if appearance.citation and new:
        journal.made(appearance.citation)


def _field(attname: str) -> str:
    return attname.removesuffix("_id")


def _check(claim: Claim) -> None:
    check(claim, fields={NON_FIELD_ERRORS: "checkworthiness"})


def _appearance(claim: Claim, place: Place, by: User) -> Appearance:
    text = place.snapshot.text
    return Appearance(
        claim=claim,
        snapshot=place.snapshot,
        speaker=place.speaker,
        cue=place.cue,
        channel=place.channel,
        person=by,
        **anchored(text, place.span or locate(text, place.quotation)),
    )


def anchored(text: str, span: tuple[int, int]) -> dict[str, Any]:
    """The fields of an anchor. Raises InvalidInput where the span is empty or reaches outside the text."""
    try:
        return selectors(text, *span)
    except ValueError as error:
        raise InvalidInput(str(error), field="quotation") from error


def reword(claim: Claim, wording: Wording, *, by: User, seen: int | None = None) -> Claim:
    """Correct what is said of a claim; its history keeps what was said before."""
    with editing(by, Act.REWORD, _snapshot(claim)) as journal:
        row = begin(claim, Act.REWORD, by, seen)
        _word(row, claim, Act.REWORD, wording, journal)
    return claim


def _word(row: Claim, given: Claim, act: Act, wording: Wording, journal: Journal) -> None:
    before = {name: getattr(row, name) for name in vars(wording)}
    for name, value in vars(wording).items():
        setattr(row, name, value)
    _check(row)
    keep(row, act, given, **vars(wording))
    journal.changed(row, before, vars(wording))


def reject(claim: Claim, *, by: User, reason: str, seen: int | None = None) -> Claim:
    """No claim at all."""
    reason = reasoned(reason)
    with editing(by, Act.REJECT, _snapshot(claim), reason) as journal:
        row = begin(claim, Act.REJECT, by, seen)
        journal.moved(row, claim, Act.REJECT, state=State.REJECTED, state_reason=reason)
    return claim


def restore(claim: Claim, *, by: User, seen: int | None = None) -> Claim:
    """A claim after all."""
    with editing(by, Act.RESTORE, _snapshot(claim)) as journal:
        row = begin(claim, Act.RESTORE, by, seen)
        journal.moved(row, claim, Act.RESTORE, state=State.NEW, state_reason="", merged_into_id=None)
    return claim


def split(claim: Claim, parts: Sequence[Wording], *, by: User, seen: int | None = None) -> list[Claim]:
    """Several claims in the place of one that held them all. They stand where it stood and are as far as it was."""
    if len(parts) < 2:
        raise InvalidInput("Give at least two parts, one on each line.", field="parts")
    with editing(by, Act.SPLIT, _snapshot(claim)) as journal:
        row = begin(claim, Act.SPLIT, by, seen)
        made = []
        for wording in parts:
            part = Claim(**vars(wording), split_from=row, deadline=row.deadline, assessors=row.assessors)
            _check(part)
            part.save()
            _copy_places(row, part, by, Journal())  # taken back with the part
            if row.state != State.NEW:
                act = Act.QUEUE if row.state == State.QUEUED else Act.SET_ASIDE
                keep(part, act, part, state=row.state, state_reason=row.state_reason)
            journal.made(part)
            made.append(part)
        reason = f"split into {len(parts)}"
        journal.moved(row, claim, Act.SPLIT, state=State.REJECTED, state_reason=reason)
    return made


def merge(claims: Sequence[Claim], wording: Wording, *, by: User) -> Claim:
    """One claim in the place of several that say the same: the first stays, with the wording, and stands everywhere."""
    first, *others = claims
    if not others or len({claim.pk for claim in claims}) < len(claims):
        raise InvalidInput("Choose at least two different claims to merge.", field="claims")
    with editing(by, Act.MERGE, _snapshot(first)) as journal:
        for claim in sorted(claims, key=lambda claim: claim.pk):  # one order for all who lock several
            locked(claim)
        row = begin(first, Act.MERGE, by)
        _word(row, first, Act.MERGE, wording, journal)
        for other in others:
            gone = begin(other, Act.MERGE, by)
            _copy_places(gone, row, by, journal)
            fields = {"state": State.REJECTED, "state_reason": "merged", "merged_into_id": row.pk}
            journal.moved(gone, other, Act.MERGE, **fields)
    return first


def _copy_places(source: Claim, target: Claim, by: User, journal: Journal) -> None:
    there = set(target.appearances.filter(retired=False).values_list("snapshot_id", "start", "end"))
    for old in source.appearances.filter(retired=False).select_related("snapshot"):
        if (old.snapshot_id, old.start, old.end) not in there:
            names = ("snapshot", *SAID, "start", "end", "exact", "prefix", "suffix")
            copy = Appearance(claim=target, person=by, **{name: getattr(old, name) for name in names})
            _stand(copy, journal)


def move_place(appearance: Appearance, *, by: User, span: tuple[int, int]) -> Appearance:
    """The claim stands in other words than was said: a new place, and the old one is retired."""
    with editing(by, Act.PLACE, appearance.snapshot) as journal:
        claim = begin(appearance.claim, Act.PLACE, by)
        anchor = anchored(appearance.snapshot.text, span)
        if span == (appearance.start, appearance.end):
            raise InvalidInput("These are the words where the claim stands already.", field="span")
        there = {"snapshot": appearance.snapshot, "start": span[0], "end": span[1], "retired": False}
        moved = claim.appearances.filter(**there).first()
        if moved is None:
            kept = {name: getattr(appearance, name) for name in ("snapshot", *SAID)}
            moved = _stand(Appearance(claim=claim, person=by, **kept, **anchor), journal)
        appearance.retired = True
        appearance.save(update_fields=["retired"])
        journal.changed(appearance, {"retired": False}, {"retired": True})
    return moved


def correct_speaker(appearance: Appearance, *, by: User, speaker: Source | None, cue: str, channel: str) -> Appearance:
    """Correct who said it and how it came; the words and their place stay."""
    with editing(by, Act.PLACE, appearance.snapshot) as journal:
        begin(appearance.claim, Act.PLACE, by)
        was = Appearance.objects.get(pk=appearance.pk)  # a form has put its words into the caller's copy already
        before = {name: getattr(was, name) for name in SAID}
        appearance.speaker, appearance.cue, appearance.channel = speaker, cue.strip(), channel.strip()
        check(appearance)
        if appearance.channel != was.channel:
            _come_by(appearance, by, journal)
        appearance.save(update_fields=[*map(_field, SAID)])
        journal.changed(appearance, before, {name: getattr(appearance, name) for name in SAID})
    return appearance


def undo(edit: Edit, *, by: User) -> Edit:
    """Take an act back: what it changed is as before, what it made is out of use. Itself a new act in the history.

    Raises Stale where somebody has changed the same since.
    """
    permit(by, Act.UNDO)
    with telling(by, Act.UNDO):
        now = Edit.objects.select_for_update().get(pk=edit.pk)
        if now.undone_at is not None:
            raise Stale("This has been taken back already.")
        for change in reversed(now.changes):
            _take_back(change)
        edit.undone_at = now.undone_at = timezone.now()
        edit.undone_by = now.undone_by = by
        now.save(update_fields=["undone_at", "undone_by"])
    return edit


def _take_back(change: dict[str, Any]) -> None:
    manager = MODELS[change["model"]]._default_manager
    row: Any = manager.select_for_update(of=("self",), no_key=True).get(pk=change["id"])
    is_now = _plain({name: getattr(row, name) for name in change["after"]})
    changed_since = Stale(f"“{row}” has been changed since; take the later act back first.")
    if is_now != change["after"]:
        raise changed_since
    if isinstance(row, Claim):
        if change["before"].get("state", row.state) not in possible(row, Act.UNDO):
            raise changed_since
        keep(row, Act.UNDO, row, **change["before"])
    elif isinstance(row, Citation):
        restore_citation(row, change["before"])
    else:
        possible(locked(row.claim), Act.PLACE)
        for name, value in change["before"].items():
            setattr(row, name, value)
        row.save(update_fields=[*map(_field, change["before"])])
