"""What the database does with every event: its place, its hash, and what makes neither differ."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from claims.models import Claim, Evidence
from sources.models import HistoryHead
from sources.models.history import event_models
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
    UserFactory,
    VerdictFactory,
)

FACTORIES: dict[str, Any] = {
    "ClaimEvent": ClaimFactory,
    "AppearanceEvent": AppearanceFactory,
    "EvidenceEvent": EvidenceFactory,
    "AssignmentEvent": AssignmentFactory,
    "AssessmentEvent": AssessmentFactory,
    "VerdictEvent": VerdictFactory,
    "MarkupPageEvent": MarkupPageFactory,
    "SourceEvent": SourceFactory,
    "CitationEvent": CitationFactory,
    "RelationshipEvent": RelationshipFactory,
    "LikenessEvent": LikenessFactory,
    "ReliabilityNoteEvent": ReliabilityNoteFactory,
}
WHOLE = """
    SELECT count(*) FROM {table} e WHERE stream = %s AND sha256 = history_sha256(e)
"""


def execute(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0] if cursor.description else None


def events(claim: Claim) -> list[Any]:
    """All events of a claim's chain, in order."""
    found = [event for model in event_models() for event in model._default_manager.filter(stream=claim.pk)]
    return sorted(found, key=lambda event: event.sequence)


def whole(claim: Claim) -> bool:
    """The chain has no gap, each event carries the hash of the one before, and its end is that of the last."""
    chain = events(claim)
    head = HistoryHead.objects.get(stream=claim.pk)
    true = sum(execute(WHOLE.format(table=m._meta.db_table), claim.pk) for m in event_models())
    return (
        [event.sequence for event in chain] == list(range(1, len(chain) + 1))
        and [event.previous for event in chain] == ["", *(event.sha256 for event in chain[:-1])]
        and (head.sequence, head.sha256) == (len(chain), chain[-1].sha256)
        and true == len(chain)
    )


@pytest.mark.django_db
def test_what_hangs_on_a_claim_is_linked_into_its_chain_and_no_other() -> None:
    evidence = EvidenceFactory()
    other = ClaimFactory()
    evidence.note = "see page 3"
    evidence.save()
    evidence.claim.text, evidence.claim.act = "NATO may act.", "reword"
    evidence.claim.save()
    assert [type(event).__name__ for event in events(evidence.claim)] == [
        "ClaimEvent",
        "EvidenceEvent",
        "EvidenceEvent",
        "ClaimEvent",
    ]
    assert whole(evidence.claim)
    assert whole(other)


@pytest.mark.django_db
def test_every_event_names_the_one_before_it() -> None:
    evidence = EvidenceFactory()
    first, second = events(evidence.claim)
    assert (first.previous_event, second.previous_event) == ("", f"claims_claimevent {first.pk}")
    assert HistoryHead.objects.get(stream=evidence.claim_id).event == f"claims_evidenceevent {second.pk}"


@pytest.mark.django_db
def test_claims_recorded_together_have_a_chain_each() -> None:
    claims = Claim.objects.bulk_create(ClaimFactory.build_batch(20))
    assert all(whole(claim) for claim in claims)


@pytest.mark.django_db
def test_a_claim_that_is_deleted_leaves_a_whole_chain() -> None:
    claim = ClaimFactory()
    kept = Claim(pk=claim.pk)
    claim.delete()
    assert [event.pgh_label for event in events(kept)] == ["insert", "delete"]
    assert whole(kept)


@pytest.mark.django_db
def test_who_acted_and_why_stands_in_the_event() -> None:
    editor = UserFactory(editor=True)
    with pghistory.context(user=editor.pk, act="set_aside", reason="opinion only"):
        claim = ClaimFactory()
    (event,) = events(claim)
    assert event.pgh_context == {"user": editor.pk, "act": "set_aside", "reason": "opinion only"}


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["UPDATE {table} SET pgh_label = 'insert'", "DELETE FROM {table}"])
@pytest.mark.parametrize("make", FACTORIES.values(), ids=FACTORIES)
def test_no_event_is_changed_or_deleted_while_the_triggers_are_on(make: Any, act: str) -> None:
    table = make().pgh_event_model._meta.db_table
    with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"):
        execute(act.format(table=table))


def test_every_kind_of_event_is_tried() -> None:
    assert {model.__name__ for model in event_models()} == set(FACTORIES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE sources_historyhead SET sequence = 0",
        "DELETE FROM sources_historyhead",
        "INSERT INTO sources_historyhead VALUES (gen_random_uuid(), 1, 'claims_claimevent 1', '')",
    ],
)
def test_the_end_of_a_chain_moves_with_its_chain_only(act: str) -> None:
    ClaimFactory()
    with pytest.raises(DatabaseError, match="Cannot insert or update or delete"):
        execute(act)


@pytest.mark.django_db
def test_a_hash_is_the_same_whatever_the_settings_of_a_session() -> None:
    execute("SET LOCAL TIME ZONE 'Asia/Tokyo'")
    execute("SET LOCAL extra_float_digits = -10")
    execute("SET LOCAL DateStyle = 'German'")
    claim = ClaimFactory(checkworthiness=0.1 + 0.2)
    execute("SET LOCAL DateStyle = 'ISO'")
    assert whole(claim)
    execute("SET LOCAL TIME ZONE 'America/Lima'")
    execute("SET LOCAL extra_float_digits = 1")
    assert whole(claim)


@pytest.mark.django_db
def test_a_column_added_later_changes_no_hash_but_what_is_written_into_it_does() -> None:
    claim = ClaimFactory()
    execute("ALTER TABLE claims_claimevent ADD COLUMN colour text")
    assert whole(claim)
    execute("SET LOCAL session_replication_role = replica")
    execute("UPDATE claims_claimevent SET colour = 'red'")
    assert not whole(claim)


@pytest.mark.parametrize("model", event_models(), ids=lambda model: model.__name__)
def test_what_an_event_says_may_be_empty_so_that_columns_can_be_added(model: Any) -> None:
    own = [f for f in model._meta.concrete_fields if not f.name.startswith("pgh_") and f.name not in model.CHAIN]
    assert own
    assert [field.name for field in own if not field.null or field.has_default()] == []


def test_no_migration_takes_a_column_from_the_history() -> None:
    """Nor renames one, or gives it another type: the hashes of what was written before would differ."""
    events = {model._meta.model_name: model for model in event_models()}
    loader = MigrationLoader(None)
    (chained,) = (name for _, name in loader.disk_migrations if name.endswith("_chain_the_history"))
    for (app, name), migration in loader.disk_migrations.items():
        if app not in ("claims", "sources") or (app == "claims" and name <= chained):
            continue
        for operation in migration.operations:
            kind = type(operation).__name__
            model = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
            if model in events:
                assert kind not in {"RemoveField", "RenameField", "DeleteModel", "RenameModel"}, f"{name}: {operation}"
            if kind == "AlterField" and model in events:
                before = loader.project_state((app, name), at_end=False).models[app, model].fields[operation.name]
                assert before.get_internal_type() == operation.field.get_internal_type(), f"{name}: {operation}"


def side_by_side(*acts: Callable[[], object]) -> None:
    """Run the acts at the same time, each with a connection of its own."""
    problems: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_claim_at_the_same_time_leave_a_whole_chain() -> None:
    claim = ClaimFactory()
    evidence = [EvidenceFactory(claim=claim, citation_only=True) for _ in range(2)]

    def reword() -> None:
        for number in range(20):
            with transaction.atomic():
                Claim.objects.filter(pk=claim.pk).update(checkworthiness=number / 20)

    def annotate(row: Evidence) -> Callable[[], None]:
        def act() -> None:
            for number in range(20):
                with transaction.atomic():
                    Evidence.objects.filter(pk=row.pk).update(note=f"page {number}")

        return act

    side_by_side(reword, *map(annotate, evidence))
    assert len(events(claim)) >= 3 + 3 * 19
    assert whole(claim)
