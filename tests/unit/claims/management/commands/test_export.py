from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.management.commands.export import COLUMNS, claim_rows
from sources.models import Document
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    VerdictFactory,
)
from tests.processes import manage

pytestmark = pytest.mark.django_db


def export(*arguments: str | Path) -> str:
    out = StringIO()
    call_command("export", *map(str, arguments), stdout=out)
    return out.getvalue()


def as_csv(*arguments: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(export(*arguments), newline="")))


def test_the_columns_and_their_order_are_a_promise():
    promised = (
        "claim_id,text,kind,checkable,checkworthiness,reasons,quantities,dates,negated,hedged,rating,start,end,quote,"
        "prefix,suffix,speaker,speaker_kind,cue,channel,extractor,extractor_version,model_sha256,document_id,"
        "document_title,document_url,publisher,published,snapshot_id,snapshot_sha256,captured_at,state"
    )
    assert ",".join(COLUMNS) == promised
    assert export() == f"{promised}\r\n"


def test_a_row_says_what_was_claimed_by_whom_and_where():
    appearance = AppearanceFactory(claim__reasons=["a number", "a named actor"])
    (row,) = (json.loads(line) for line in export("--format", "jsonl").splitlines())
    snapshot = appearance.snapshot
    assert list(row) == list(COLUMNS)
    assert row["text"] == appearance.claim.text
    assert row["quote"] == snapshot.text[row["start"] : row["end"]] == "NATO will act"
    assert (row["speaker"], row["cue"]) == (appearance.speaker.name, "said")
    assert row["reasons"] == ["a number", "a named actor"]
    assert row["document_id"] == str(snapshot.document_id)
    assert row["snapshot_sha256"] == snapshot.text_sha256
    assert row["extractor"] == appearance.software.name
    assert row["rating"] is None


def test_csv_and_json_lines_hold_the_same():
    AppearanceFactory.create_batch(3)
    rows = [json.loads(line) for line in export("--format", "jsonl").splitlines()]
    for cells, row in zip(as_csv(), rows, strict=True):
        assert cells["claim_id"] == row["claim_id"]
        assert json.loads(cells["reasons"]) == row["reasons"]
        assert cells["checkable"] == "true"
        assert int(cells["start"]) == row["start"]
        assert cells["captured_at"] == row["captured_at"]


def test_only_a_published_verdict_gives_the_rating():
    published, draft = AppearanceFactory(), AppearanceFactory()
    verdict = VerdictFactory(claim=published.claim, published=True)
    VerdictFactory(claim=draft.claim)
    ratings = {row["claim_id"]: row["rating"] for row in as_csv()}
    assert ratings == {str(published.claim_id): verdict.rating.name, str(draft.claim_id): ""}


def test_a_claim_in_two_places_is_two_rows_and_one_without_a_place_is_one():
    twice = AppearanceFactory().claim
    AppearanceFactory(claim=twice)
    nowhere = ClaimFactory()
    found = [row["claim_id"] for row in as_csv()]
    assert sorted(found) == sorted([str(twice.pk), str(twice.pk), str(nowhere.pk)])


def test_one_document_is_exported_alone_and_in_the_order_of_its_words():
    snapshot = SnapshotFactory()
    wanted = [AppearanceFactory(snapshot=snapshot) for _ in range(2)]
    AppearanceFactory(claim=wanted[0].claim)
    rows = as_csv("--document", str(snapshot.document_id))
    assert {row["document_id"] for row in rows} == {str(snapshot.document_id)}
    assert [row["claim_id"] for row in rows] == sorted(str(appearance.claim_id) for appearance in wanted)


def test_a_document_without_claims_gives_a_header_alone():
    assert as_csv("--document", str(DocumentFactory().pk)) == []


@pytest.mark.parametrize("written", ["nope", "01900000-0000-7000-8000-000000000000"])
def test_an_unknown_document_is_told_and_nothing_is_written(tmp_path: Path, written: str):
    with pytest.raises(CommandError, match=f"There is no document '{written}'") as caught:
        export("--document", written, "-o", tmp_path / "a.csv")
    assert caught.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_a_spreadsheet_would_run_is_text():
    ClaimFactory(text='=HYPERLINK("http://x")')
    assert as_csv()[0]["text"] == '\'=HYPERLINK("http://x")'


def test_a_file_holds_what_stdout_would(tmp_path: Path):
    AppearanceFactory.create_batch(2)
    assert export("-o", tmp_path / "a.csv") == ""
    assert (tmp_path / "a.csv").read_bytes().decode() == export()


@pytest.mark.parametrize(("place", "reason"), [("none/a.csv", "No such file"), ("", "this is a folder")])
def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path, place: str, reason: str):
    with pytest.raises(CommandError, match=reason) as caught:
        export("-o", tmp_path / place)
    assert caught.value.returncode == 2


def test_any_number_of_rows_takes_one_query_through_a_cursor_of_the_server():
    AppearanceFactory.create_batch(4)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = claim_rows()
        next(rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs%'")
            assert cursor.fetchone() == (1,)
        assert len(list(rows)) == 3
    assert len([query for query in queries if "pg_cursors" not in query["sql"]]) <= 1


def test_the_help_explains_every_column():
    help_text = manage("export", "--help", COLUMNS="200").stdout
    assert all(f"  {name} " in help_text and meaning in help_text for name, (_, meaning) in COLUMNS.items())


def test_the_document_is_found_by_the_identifier_that_the_export_gives():
    AppearanceFactory()
    (row,) = as_csv()
    assert Document.objects.get(pk=row["document_id"]).snapshots.get().text_sha256 == row["snapshot_sha256"]
