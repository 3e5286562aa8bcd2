"""Whatever people do to claims by hand can be taken back, step by step, and no later reading writes over it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions import record_extraction
from claims.extraction.types import ExtractedClaim, Extraction, Kind, Origin, SoftwareAgent
from claims.models import Appearance, Claim, Edit
from claims.workflow import editing, triage
from claims.workflow.editing import Place, Wording
from factcheck.common.errors import DomainError
from sources.models import Snapshot
from tests.factories import SnapshotFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Mark Rutte said that NATO will act. A source said that NATO will wait. Tariffs of 25% were threatened."
QUOTES = ("NATO will act", "NATO will wait", "Tariffs of 25% were threatened")
EXAMPLES = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

Step = tuple[str, int, int]


def found(version: str) -> Extraction:
    """What a version of the extractor finds: a claim at each quotation, in words of its own."""
    claims = [
        ExtractedClaim(
            text=f"{quote}, as version {version} has it.",
            start=TEXT.index(quote),
            end=TEXT.index(quote) + len(quote),
            quote=quote,
            sentence=TEXT,
            origin=Origin.REPORTED,
            chain=(),
            kind=Kind.FACT,
            checkable=True,
            checkworthiness=0.5,
            reasons=(),
        )
        for quote in QUOTES
    ]
    return Extraction(SoftwareAgent("factcheck-extractor", version, "a" * 64), tuple(claims))


@pytest.fixture
def read() -> list[Snapshot]:
    """Two snapshots that the extractor has read, three claims in each."""
    snapshots = SnapshotFactory.create_batch(2, text=TEXT)
    for snapshot in snapshots:
        record_extraction(snapshot, found("1"))
    return snapshots


class Desk:
    """Somebody who does one thing after another, some of it impossible; keeps what was there before each edit."""

    def __init__(self) -> None:
        self.by = UserFactory(reviewer=True)
        self.edits: list[tuple[Edit, dict[Any, Any], set[Any]]] = []
        self.touched: set[Any] = set()  # places where people have put something better
        self.moved: dict[Any, int] = {}  # claim: how many edits there were when it was last queued or set aside

    def do(self, step: Step) -> None:
        name, a, b = step
        claims = list(Claim.objects.order_by("created_at", "id"))
        one, other = claims[a % len(claims)], claims[b % len(claims)]
        places = list(one.appearances.filter(retired=False))
        place = places[b % len(places)] if places else None
        before, known = state(), set(Edit.objects.values_list("pk", flat=True))
        try:
            self._act(name, one, other, place, b)
        except DomainError:
            assert state() == before, f"{name} was refused and changed something"
            return
        for edit in Edit.objects.exclude(pk__in=known):
            self.edits.append((edit, before, rows_of(edit)))
            if name != "record place":  # a new place says nothing about the others
                claims_edited = [one, other] if name == "merge" else [one]
                places_edited = [place] if place and "place" in name else spans(claims_edited)
                self.touched |= {edited.pk for edited in places_edited}
            return
        self.moved[one.pk] = len(self.edits)

    def _act(self, name: str, one: Claim, other: Claim, place: Appearance | None, n: int) -> None:
        wording = Wording(f"Wording {n}.", "fact", negated=n % 2 == 0, checkworthiness=n / 10)
        span = (n, n + 7)
        acts: dict[str, Callable[[], Any]] = {
            "reword": lambda: editing.reword(one, wording, by=self.by),
            "split": lambda: editing.split(one, [wording, replace(wording, text="Part.")], by=self.by),
            "merge": lambda: editing.merge([one, other], wording, by=self.by),
            "reject": lambda: editing.reject(one, by=self.by, reason=f"Reason {n}."),
            "restore": lambda: editing.restore(one, by=self.by),
            "record place": lambda: editing.record_appearance(one, Place(self.snapshot(n), span=span), by=self.by),
            "queue": lambda: triage.queue(one, by=self.by),
            "set aside": lambda: triage.set_aside(one, by=self.by, reason="Old."),
        }
        if place is not None:
            acts |= {
                "move place": lambda: editing.move_place(place, by=self.by, span=span),
                "correct speaker of place": lambda: editing.correct_speaker(
                    place, by=self.by, speaker=SourceFactory(), cue="told", channel=""
                ),
            }
        if name in acts:
            acts[name]()

    @staticmethod
    def snapshot(n: int) -> Snapshot:
        return Snapshot.objects.order_by("pk")[n % 2]


EDITS = ("reword", "split", "merge", "reject", "restore", "record place", "move place", "correct speaker of place")
NUMBERS = st.integers(0, 9)
edits = st.lists(st.tuples(st.sampled_from(EDITS), NUMBERS, NUMBERS), max_size=8)
triages = st.lists(st.tuples(st.sampled_from(("queue", "set aside")), NUMBERS, NUMBERS), max_size=4)
everything = st.lists(st.tuples(st.sampled_from((*EDITS, "queue", "set aside")), NUMBERS, NUMBERS), max_size=10)

SAID = ("text", "kind", "checkable", "checkworthiness", "negated", "hedged")
MOVED = ("state", "state_reason", "merged_into_id")


def state() -> dict[Any, Any]:
    """Every claim that is one, and every place where it stands, in all that people can change."""
    claims = {c["pk"]: c for c in Claim.objects.values("pk", *SAID, *MOVED)}
    live = Appearance.objects.filter(retired=False).values("pk", "claim_id", "speaker_id", "cue", "channel")
    return claims | {a["pk"]: a for a in live}


def kept(before: dict[Any, Any]) -> dict[Any, Any]:
    """What is left of now, without the rejected claims that were not there before, and their places."""
    now = state()
    gone = {pk for pk, row in now.items() if pk not in before and row.get("state") == "rejected"}
    return {pk: row for pk, row in now.items() if pk not in gone and row.get("claim_id") not in gone}


def rows_of(edit: Edit) -> set[Any]:
    """The claims that an edit is about, itself or by a place."""
    ids = {change["id"] for change in edit.changes}
    of_places = Appearance.objects.filter(pk__in=ids).values_list("claim_id", flat=True)
    return {claim.pk for claim in Claim.objects.filter(pk__in=ids)} | set(of_places)


def spans(claims: list[Claim]) -> list[Appearance]:
    return list(Appearance.objects.filter(claim__in=claims))


def assert_anchors_stand() -> None:
    for place in Appearance.objects.select_related("snapshot"):
        assert place.snapshot.text[place.start : place.end] == place.exact


@EXAMPLES
@given(first=triages, steps=edits)
def test_all_edits_taken_back_in_reverse_leave_everything_as_before(
    read: list[Snapshot], first: list[Step], steps: list[Step]
) -> None:
    with transaction.atomic():
        desk = Desk()
        for step in first:
            desk.do(step)
        before = state()
        for step in steps:
            desk.do(step)
            assert_anchors_stand()
        for edit, then, _ in reversed(desk.edits):
            editing.undo(edit, by=desk.by)
            assert kept(then) == then
        assert kept(before) == before
        transaction.set_rollback(True)


@EXAMPLES
@given(steps=everything)
def test_an_edit_is_taken_back_whole_or_refused_only_because_of_what_came_after(
    read: list[Snapshot], steps: list[Step]
) -> None:
    with transaction.atomic():
        desk = Desk()
        for step in steps:
            desk.do(step)
        stuck: set[Any] = set()
        for number, (edit, then, claims) in reversed(list(enumerate(desk.edits))):
            came_after = stuck | {claim for claim, edits_before in desk.moved.items() if edits_before > number}
            now = state()
            try:
                editing.undo(edit, by=desk.by)
            except DomainError:
                assert state() == now, "refused, and changed something"
                assert claims & came_after, f"{edit.act} could not be taken back"
                stuck |= claims
                continue
            if not claims & came_after:
                assert {pk: state().get(pk) for pk in claims} == {
                    pk: then.get(pk, {**state()[pk], "state": "rejected"}) for pk in claims
                }
        assert_anchors_stand()
        transaction.set_rollback(True)


@EXAMPLES
@given(steps=everything, back=st.booleans())
def test_a_newer_reading_adds_nothing_where_people_have_edited(
    read: list[Snapshot], steps: list[Step], back: bool
) -> None:
    with transaction.atomic():
        desk = Desk()
        for step in steps:
            desk.do(step)
        if back and desk.edits:
            with suppress(DomainError):
                editing.undo(desk.edits[-1][0], by=desk.by)
        by_hand = set(Appearance.objects.filter(pk__in=desk.touched).values_list("snapshot", "start", "end"))
        made = set(Appearance.objects.filter(software=None).values_list("snapshot", "start", "end"))
        there = set(Appearance.objects.values_list("pk", flat=True))
        for snapshot in read:
            record_extraction(snapshot, found("2"))
        new = set(Appearance.objects.exclude(pk__in=there).values_list("snapshot", "start", "end"))
        assert not new & (by_hand | made), "written where people had edited"
        untouched = {(s.pk, TEXT.index(quote), TEXT.index(quote) + len(quote)) for s in read for quote in QUOTES}
        assert new == untouched - by_hand - made
        transaction.set_rollback(True)
