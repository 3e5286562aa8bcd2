"""manage.py audit verify: what it says, and its exit codes."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import AssessmentFactory, ClaimFactory, UserFactory, VerdictFactory
from tests.processes import manage


def verify() -> str:
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    return out.getvalue()


def change(event: Any, column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE {event._meta.db_table} SET {column} = 'x' WHERE pgh_id = %s", [event.pk])


@pytest.mark.django_db
def test_a_whole_history_is_counted() -> None:
    ClaimFactory()
    assert verify() == "1 event in 1 chain is whole.\n"
    ClaimFactory()
    assert verify() == "2 events in 2 chains are whole.\n"


@pytest.mark.django_db
def test_a_broken_link_is_told_with_its_claim_and_its_act() -> None:
    editor = UserFactory(editor=True, username="Rita Bell")
    with pghistory.context(user=editor.pk, act="draft", reason="The minutes are out."):
        verdict = VerdictFactory(claim__text="NATO will act.", author=editor)
    event = verdict.events.get()
    change(event, "summary")
    with pytest.raises(CommandError) as raised:
        verify()
    assert raised.value.returncode == 1
    assert str(raised.value).splitlines() == [
        f"The history is broken at claims_verdictevent {event.pk}.",
        "  wrong: It was changed: its SHA-256 is not that of what it says.",
        "  about: the verdict of the claim “NATO will act.”",
        f"  act:   Rita Bell drafted a verdict on {event.pgh_created_at:%Y-%m-%d at %H:%M} UTC",
        f"  place: event {event.sequence} of {event.sequence} in chain {verdict.claim_id}",
    ]


@pytest.mark.django_db
def test_what_an_assessment_says_is_not_told() -> None:
    reviewer = UserFactory(reviewer=True)
    with pghistory.context(user=reviewer.pk, act="assess", reason="The minutes are forged."):
        assessment = AssessmentFactory(reviewer=reviewer, rationale="The minutes are forged.")
    change(assessment.events.get(), "rationale")
    with pytest.raises(CommandError) as raised:
        verify()
    assert "drafted an assessment" in str(raised.value)
    assert "forged" not in str(raised.value)
    assert str(assessment.rating) not in str(raised.value)


def test_it_must_be_told_what_to_do() -> None:
    assert manage("audit").returncode == 2
    assert manage("audit", "mend").returncode == 2


BEFORE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('''
        BEGIN;
        SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),
            set_config('pghistory.context_metadata', '{"user": 1}', true);
        INSERT INTO claims_claim (id, created_at, text, kind, checkable, checkworthiness, reasons, quantities, dates,
            negated, hedged)
        SELECT gen_random_uuid(), now(), 'NATO will act ' || n || ' times.', 'fact', true, 0.5, '[]', '[]', '[]', false,
            false FROM generate_series(1, 3) n;
        UPDATE claims_claim SET text = text || ' Or more.';
        COMMIT;
        UPDATE claims_claim SET hedged = true;
    ''')
"""
AFTER = """
from claims.models import Claim
for claim in Claim.objects.order_by('text'):
    print([(e.sequence, e.pgh_label, e.text, e.hedged, e.pgh_context) for e in claim.events.order_by('sequence')])
"""


def test_a_history_from_before_there_were_chains_is_kept_and_linked(tmp_path: Path) -> None:
    here = {"DATA_DIR": str(tmp_path)}
    assert manage("migrate", "claims", "0001", "-v0", **here).returncode == 0
    made = manage("shell", "-v0", "-c", BEFORE, **here)
    assert made.returncode == 0, made.stderr
    migrated = manage("migrate", "-v0", **here)
    assert migrated.returncode == 0, migrated.stderr
    verified = manage("audit", "verify", **here)
    assert verified.stdout == "9 events in 3 chains are whole.\n", verified.stderr
    first = manage("shell", "-v0", "-c", AFTER, **here).stdout.splitlines()[0]
    assert first == str(
        [
            (1, "insert", "NATO will act 1 times.", False, {"user": 1}),
            (2, "update", "NATO will act 1 times. Or more.", False, {"user": 1}),
            (3, "update", "NATO will act 1 times. Or more.", True, None),
        ]
    )
