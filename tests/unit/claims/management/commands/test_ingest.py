from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, ExtractionRun
from sources.models import Document, Snapshot, Source
from tests.unit.claims.management.commands.texts import TARIFFS, write_articles

pytestmark = pytest.mark.django_db


def ingest(*arguments: str | Path) -> tuple[str, str, int]:
    """What the command says on stdout and stderr, and its exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_a_folder_is_ingested_with_its_subfolders_in_the_order_of_names(tmp_path: Path):
    articles = write_articles(tmp_path / "news")
    out, err, code = ingest(tmp_path / "news")
    assert (err, code) == ("", 0)
    assert [line.split(": ")[0] for line in out.splitlines()] == articles
    assert all("recorded" in line for line in out.splitlines())
    assert set(Document.objects.values_list("title", flat=True)) == {"Allies step up", "Tariffs rise", "Ice melts"}
    assert ExtractionRun.objects.count() == 3
    assert Claim.objects.filter(appearances__speaker__name="Mark Rutte", text__contains="5%").exists()


def test_ingesting_again_says_so_and_adds_nothing(tmp_path: Path):
    write_articles(tmp_path / "news")
    ingest(tmp_path / "news")
    before = [model.objects.count() for model in (Document, Snapshot, Claim, Source, ExtractionRun)]
    out, _, code = ingest(tmp_path / "news")
    assert [line.split(": ")[1].split(",")[0] for line in out.splitlines()] == ["already recorded"] * 3
    assert code == 0
    assert [model.objects.count() for model in (Document, Snapshot, Claim, Source, ExtractionRun)] == before


def test_one_bad_item_is_named_and_does_not_stop_the_others(tmp_path: Path):
    write_articles(tmp_path)
    (tmp_path / "b-bad.txt").write_bytes(b"%PDF-1.7")
    german = "Die Regierung hat am Donnerstag beschlossen, dass die Steuern im nächsten Jahr nicht erhöht werden. " * 3
    (tmp_path / "b-german.txt").write_text(german, encoding="utf-8")
    out, err, code = ingest(tmp_path, tmp_path / "none.txt", "http://127.0.0.1:1/")
    assert len(out.splitlines()) == 3
    assert f"{tmp_path / 'b-bad.txt'}: this is a PDF document, not text" in err
    assert f"{tmp_path / 'b-german.txt'}: " in err
    assert f"{tmp_path / 'none.txt'}: there is no such file" in err
    assert "http://127.0.0.1:1/: it leads to 127.0.0.1, a loopback address" in err
    assert "3 ingested, 4 not; each is named above." in err
    assert code == 2


def test_of_a_text_that_cannot_be_read_nothing_is_recorded(tmp_path: Path):
    german = "Die Regierung hat am Donnerstag beschlossen, dass die Steuern im nächsten Jahr nicht erhöht werden. " * 3
    (tmp_path / "a.txt").write_text(german, encoding="utf-8")
    _, _, code = ingest(tmp_path / "a.txt", "--publisher", "Beispiel")
    assert code == 2
    assert not Document.objects.exists()
    assert not Source.objects.filter(name="Beispiel").exists()


def test_publisher_and_date_given_by_hand_are_kept(tmp_path: Path):
    (tmp_path / "a.md").write_text(TARIFFS, encoding="utf-8")
    ingest(tmp_path / "a.md", "--publisher", "Example News", "--published", "2026-01-20")
    document = Document.objects.get()
    assert (str(document.publisher), document.published) == ("Example News", date(2026, 1, 20))
    assert Claim.objects.filter(dates__contains=[{"value": "2026-02-01"}]).exists()


def test_a_file_named_twice_is_ingested_once(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(TARIFFS, encoding="utf-8")
    out, _, _ = ingest(path, path, tmp_path)
    assert len(out.splitlines()) == 1


def test_hidden_files_and_other_kinds_of_files_in_a_folder_are_left_alone(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    for name in (".a.txt", ".git/b.txt", "c.csv", "d.py"):
        (tmp_path / name).write_text("The deal stands.")
    out, err, code = ingest(tmp_path)
    assert (out, code) == ("", 2)
    assert f"{tmp_path}: there is no text in this folder. Put files of these kinds into it: .txt, .md" in err


def test_a_date_that_is_none_is_refused(tmp_path: Path):
    _, err, code = ingest(tmp_path, "--published", "yesterday")
    assert "'yesterday' is no date; write it as 2026-01-22" in err
    assert code != 0
