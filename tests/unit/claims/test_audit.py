"""Nothing is done to a row of the history, by whatever means, that the walk through its chain does not name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from claims.audit import Audit, Break, walk
from claims.models import Claim, MarkupPage
from sources.models import HistoryHead, Snapshot, Source
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    AssignmentFactory,
    CitationFactory,
    ClaimFactory,
    EvidenceFactory,
    LikenessFactory,
    MarkupPageFactory,
    RelationshipFactory,
    ReliabilityNoteFactory,
    SourceFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db

# A row of each kind, and a field that may be changed twice.
KINDS: dict[str, tuple[Callable[[], Any], str]] = {
    "claim": (ClaimFactory, "text"),
    "assignment": (AssignmentFactory, "reserved_until"),
    "appearance": (AppearanceFactory, "cue"),
    "evidence": (EvidenceFactory, "note"),
    "assessment": (AssessmentFactory, "rationale"),
    "verdict": (VerdictFactory, "explanation"),
    "markup page": (MarkupPageFactory, "publish_date"),
    "source": (SourceFactory, "description"),
    "citation": (CitationFactory, "note"),
    "relationship": (RelationshipFactory, "note"),
    "likeness": (LikenessFactory, "reason"),
    "reliability note": (ReliabilityNoteFactory, "note"),
}
# Another value, by the type of a column.
OTHER = {
    "uuid": "gen_random_uuid()",
    "jsonb": """'{"user": 0}'""",
    "boolean": "NOT coalesce(COLUMN, false)",
    "timestamp with time zone": "coalesce(COLUMN, now()) + interval '1 second'",
    "date": "coalesce(COLUMN, current_date) + 1",
    "text": "'x'",
    "ARRAY": "array_append(COLUMN, 'x')",
    "character varying": "'x'",
}
NUMBER = "coalesce(COLUMN, 0) + 1"
BEYOND = {"pgh_id": "100000", "sequence": "99"}  # where one more is another event's
REWRITE = "UPDATE {table} SET created_at = created_at + interval '1 second' WHERE pgh_id = {event}"
REHASH = "UPDATE {table} e SET sha256 = history_sha256(e) WHERE pgh_id = {event}"
DELETE = "DELETE FROM {table} WHERE pgh_id = {event}"
MEANS = {"changed": [REWRITE], "changed and hashed anew": [REWRITE, REHASH], "deleted": [DELETE]}


def tamper(*statements: str, **names: Any) -> None:
    """As a superuser with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement.format(**names) if names else statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


ACTS = {"claim": "reword", "verdict": "revise"}


def story(kind: str) -> list[Any]:
    """Three events of one row, the last of them the last of its chain; chains before it and after it."""
    make, field = KINDS[kind]
    ClaimFactory()
    row = make()
    ClaimFactory()
    for number in range(2):
        time = timezone.now() + timedelta(hours=number + 2)
        setattr(row, field, time if field == "reserved_until" else f"{field} {number}")
        if kind in ACTS:
            row.act = ACTS[kind]  # words change by the acts that change them
        row.save()
    return list(row.events.order_by("sequence"))


def broken() -> Break | None:
    return walk().broken


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_event_that_a_superuser_changes_or_deletes_is_named(kind: str, place: int, means: str) -> None:
    event = story(kind)[place]
    assert broken() is None
    tamper(*MEANS[means], table=event._meta.db_table, event=event.pk)
    found = broken()
    assert found is not None
    assert found.event == f"{event._meta.db_table} {event.pk}"
    assert (found.stream, found.sequence) == (event.stream, event.sequence)
    assert ("missing" in found.problem) == (means == "deleted")


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_any_column_is_noticed(kind: str) -> None:
    event = story(kind)[1]
    table = event._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table])
        columns = dict(cursor.fetchall())
        assert len(columns) > 12
        for name, kind_of_value in columns.items():
            cursor.execute("SAVEPOINT before")
            other = OTHER.get(kind_of_value, NUMBER).replace("COLUMN", f'"{name}"')
            tamper(f'UPDATE {table} SET "{name}" = {BEYOND.get(name, other)} WHERE pgh_id = {event.pk}')
            found = broken()
            assert found is not None, name
            assert found.event == f"{table} {BEYOND['pgh_id'] if name == 'pgh_id' else event.pk}", name
            cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert broken() is None


def test_an_event_whose_tie_to_the_one_before_is_made_anew_is_named() -> None:
    _, event, _ = story("evidence")
    tie = "UPDATE {table} SET previous = 'x' WHERE pgh_id = {event}"
    tamper(tie, REHASH, table=event._meta.db_table, event=event.pk)
    found = broken()
    assert found is not None
    assert found.event == f"claims_evidenceevent {event.pk}"


def test_several_events_that_are_missing_are_counted() -> None:
    first, second, _ = story("claim")
    tamper(*(DELETE.format(table="claims_claimevent", event=event.pk) for event in (first, second)))
    found = broken()
    assert found is not None
    assert (found.event, found.sequence) == (f"claims_claimevent {second.pk}", 2)
    assert "from event 1 on" in found.problem


def test_an_event_that_is_smuggled_in_is_named() -> None:
    *_, last = story("claim")
    columns = ", ".join(f'"{f.column}"' for f in last._meta.concrete_fields if f.column not in ("pgh_id", "sequence"))
    forge = f"INSERT INTO claims_claimevent (pgh_id, sequence, {columns}) SELECT 100000, 4, {columns}"
    forge += f" FROM claims_claimevent WHERE pgh_id = {last.pk}"
    tamper(forge, REHASH.format(table="claims_claimevent", event=100_000))
    found = broken()
    assert found is not None
    assert found.event == "claims_claimevent 100000"


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        ("DELETE FROM sources_historyhead WHERE stream = '{stream}'", "The end of its chain is missing"),
        ("UPDATE sources_historyhead SET sha256 = 'x' WHERE stream = '{stream}'", "another SHA-256"),
        ("UPDATE sources_historyhead SET event = 'x' WHERE stream = '{stream}'", "names x in its place"),
        ("UPDATE sources_historyhead SET sequence = 2 WHERE stream = '{stream}'", "It was added"),
    ],
)
def test_the_end_of_a_chain_is_guarded_too(act: str, problem: str) -> None:
    *_, last = story("verdict")
    tamper(act, stream=last.stream)
    found = broken()
    assert found is not None
    assert problem in found.problem
    assert found.stream == last.stream


def test_a_chain_whose_events_are_all_deleted_is_named_by_its_last() -> None:
    *_, last = story("claim")
    tamper(f"DELETE FROM claims_claimevent WHERE stream = '{last.stream}'")
    found = broken()
    assert found is not None
    assert (found.event, found.sequence) == (f"claims_claimevent {last.pk}", 3)


def test_a_claim_that_has_lost_its_whole_history_is_named() -> None:
    claim = ClaimFactory()
    tamper(
        "DELETE FROM claims_claimevent WHERE stream = '{stream}'",
        "DELETE FROM sources_historyhead WHERE stream = '{stream}'",
        stream=claim.pk,
    )
    found = broken()
    assert found is not None
    assert found.event == f"claims_claim {claim.pk}"


def test_a_history_that_is_whole_is_counted() -> None:
    for kind in KINDS:
        story(kind)
    passed: list[int] = []
    audit = walk(passed.append)
    events = sum(head.sequence for head in HistoryHead.objects.all())
    assert audit == Audit(events, HistoryHead.objects.count(), None)
    assert sum(passed) == events
    texts = Snapshot.objects.filter(citations__isnull=False).distinct()
    rows = Claim.objects.count() + Source.objects.count() + MarkupPage.objects.count()
    assert audit.chains == rows + texts.count()


def test_an_empty_history_is_whole() -> None:
    assert walk() == Audit(0, 0, None)
