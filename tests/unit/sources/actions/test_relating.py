"""What one source is to another, and what the desk thinks of a source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factcheck.common.errors import InvalidInput, NotAllowed
from sources.actions import (
    merge_sources,
    note_reliability,
    record_relationship,
    retire_relationship,
    revise_relationship,
)
from sources.models import Relationship, ReliabilityNote
from tests.factories import RelationshipFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def reviewer() -> Any:
    return UserFactory(reviewer=True)


def told(row: Any) -> list[tuple[str, str, int | None]]:
    """Act, reason and person of each event of a row, in order."""
    contexts = [event.pgh_context or {} for event in row.events.order_by("sequence")]
    return [(context.get("act", ""), context.get("reason", ""), context.get("user")) for context in contexts]


def test_a_relationship_is_recorded_with_its_time_and_who_says_so(editor: Any) -> None:
    sun, house = SourceFactory(outlet=True), SourceFactory()
    made = record_relationship(sun, "owned_by", house, by=editor, since=date(1981, 1, 1), note=" Register ")
    assert (made.subject, made.kind, made.object, made.since, made.until) == (
        sun,
        "owned_by",
        house,
        date(1981, 1, 1),
        None,
    )
    assert (made.note, made.agent) == ("Register", editor)
    assert told(made) == [("relate", "", editor.pk)]
    assert made.events.get().stream == sun.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": date(1980, 12, 31)}, "until"),
        ({"kind": "knows"}, "kind"),
        ({"object": "subject"}, "object"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(editor: Any, changes: dict[str, Any], field: str) -> None:
    subject = SourceFactory()
    given = {"kind": "owned_by", "object": SourceFactory(), "since": date(1981, 1, 1)} | changes
    given = {name: subject if value == "subject" else value for name, value in given.items()}
    with pytest.raises(InvalidInput) as refused:
        record_relationship(subject, by=editor, **given)
    assert refused.value.field == field


def test_one_day_is_time_enough(editor: Any) -> None:
    day = date(2026, 1, 22)
    assert record_relationship(SourceFactory(), "speaks_for", SourceFactory(), by=editor, since=day, until=day).pk


def test_the_same_is_not_recorded_twice_unless_it_was_withdrawn(editor: Any) -> None:
    made = RelationshipFactory()
    given = (made.subject, made.kind, made.object)
    with pytest.raises(InvalidInput, match="recorded already"):
        record_relationship(*given, by=editor)
    assert record_relationship(*given, by=editor, until=date(2020, 1, 1)).pk  # another time is another relationship
    retire_relationship(made, by=editor, reason="It never was.")
    assert record_relationship(*given, by=editor).pk


def test_what_merely_ended_gets_a_last_day_and_what_was_a_mistake_a_reason(editor: Any) -> None:
    made = RelationshipFactory()
    made.until = date(2025, 12, 31)
    revise_relationship(made, by=editor)
    with pytest.raises(InvalidInput, match="say why"):
        retire_relationship(made, by=editor, reason=" ")
    retire_relationship(made, by=editor, reason="It never was.")
    kept = Relationship.objects.get()
    assert (kept.retired, kept.until) == (True, date(2025, 12, 31))
    assert told(made)[1:] == [("relate", "", editor.pk), ("unrelate", "It never was.", editor.pk)]


def test_a_reviewer_says_nothing_of_what_sources_are_to_each_other(reviewer: Any) -> None:
    made = RelationshipFactory()
    for act in (
        lambda: record_relationship(SourceFactory(), "part_of", SourceFactory(), by=reviewer),
        lambda: revise_relationship(made, by=reviewer),
        lambda: retire_relationship(made, by=reviewer, reason="It never was."),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_note_of_reliability_gives_its_reason_and_the_one_before_stays_in_the_history(
    editor: Any, reviewer: Any
) -> None:
    source = SourceFactory()
    note_reliability(source, note="Precise.", reason="Three figures.", by=reviewer)
    note = note_reliability(source, note=" Less precise. ", reason=" Two corrections. ", by=editor)
    assert (note.note, note.reason, note.person) == ("Less precise.", "Two corrections.", editor)
    assert ReliabilityNote.objects.count() == 1
    assert [(event.note, event.person_id) for event in note.events.order_by("sequence")] == [
        ("Precise.", reviewer.pk),
        ("Less precise.", editor.pk),
    ]
    assert {event.stream for event in note.events.all()} == {source.pk}
    assert [act for act, _, _ in told(note)] == ["note_reliability"] * 2


@pytest.mark.parametrize(("missing", "field"), [("note", "note"), ("reason", "reason")])
def test_a_note_without_a_word_or_a_reason_is_refused(reviewer: Any, missing: str, field: str) -> None:
    given = {"note": "Precise.", "reason": "Three figures."} | {missing: "  "}
    with pytest.raises(InvalidInput) as refused:
        note_reliability(SourceFactory(), **given, by=reviewer)
    assert refused.value.field == field


def test_the_database_keeps_no_note_without_a_reason(reviewer: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReliabilityNote.objects.create(source=SourceFactory(), note="Precise.", reason="", person=reviewer)


def test_what_is_noted_on_a_merged_record_stands_on_the_one_that_is_kept(editor: Any) -> None:
    kept, gone = SourceFactory(), SourceFactory()
    merge_sources(kept, gone, by=editor)
    gone.refresh_from_db()
    assert note_reliability(gone, note="Precise.", reason="Three figures.", by=editor).source == kept


def test_a_journalist_notes_nothing() -> None:
    with pytest.raises(NotAllowed):
        note_reliability(SourceFactory(), note="Precise.", reason="Figures.", by=UserFactory(journalist=True))
