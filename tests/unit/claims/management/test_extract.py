"""manage.py extract: formats, refusals, exit codes, and no database."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import spacy
from django.core.management import CommandError, call_command

from claims.extraction.types import ExtractedClaim, Extraction, Kind, Origin, Quantity, SoftwareAgent
from claims.table import COLUMNS, print_table, write_csv, write_jsonl

ROOT = Path(__file__).parents[4]
ARTICLE = ROOT / "seeds" / "articles" / "greenland.txt"
GERMAN = "Der Präsident sagte, dass er morgen nach Berlin reisen werde, um mit der Kanzlerin zu sprechen. " * 5
GIBIBYTE = 2**30
REQUIRED = {"text", "start", "end", "quote", "sentence", "speaker", "cue", "channel", "kind", "checkable", "reasons"}
REQUIRED |= {"checkworthiness", "quantities", "dates", "negated", "hedged", "document"}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A short text with a date to settle, published on a day that it states itself."""
    path = tmp_path / "note.txt"
    path.write_text(
        "---\npublished: 2026-01-22\n---\nMark Rutte met Donald Trump in Davos yesterday.\n", encoding="utf8"
    )
    return path


def run(*arguments: Any, form: str = "jsonl") -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("extract", *map(str, arguments), "--format", form, stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def manage(*arguments: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own. No database answers at its DATABASE_URL."""
    return subprocess.run(
        [sys.executable, "manage.py", "extract", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", **environment},
        capture_output=True,
        text=True,
        encoding="utf8",
        check=False,
    )


def test_json_lines_hold_one_claim_each_in_text_order_with_all_columns() -> None:
    rows = run(ARTICLE)
    assert len(rows) >= 70
    assert all(set(row) == set(COLUMNS) >= REQUIRED for row in rows)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert {row["document"] for row in rows} == {str(ARTICLE)}


def test_csv_holds_the_same_claims_as_json_lines(note: Path) -> None:
    out = io.StringIO()
    call_command("extract", str(note), "--format", "csv", stdout=out)
    table = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    rows = run(note)
    assert tuple(table[0]) == COLUMNS
    assert [row["text"] for row in table] == [row["text"] for row in rows]
    assert json.loads(table[0]["dates"]) == rows[0]["dates"]
    assert {row["negated"] for row in table} == {"false"}


def test_the_table_names_document_speaker_claim_kind_and_weight_within_the_terminal(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = io.StringIO()
        call_command("extract", str(note), stdout=out)
        text = out.getvalue()
        assert max(map(len, text.splitlines())) <= columns
        assert str(note.name) in text.replace("\n", "")
        assert all(word in text for word in ("Speaker", "Claim", "Kind", "Worth", "Mark Rutte met", "fact"))
        assert "\x1b" not in text


def printed(*arguments: Any) -> str:
    """What the command prints for people."""
    out = io.StringIO()
    call_command("extract", *map(str, arguments), stdout=out)
    return out.getvalue()


MESSY = (
    "HOST: Did it rain?\nMS LEE: It rained in Leeds. The council sold 900 homes.\n\nThe plan would:\n- cut 500 jobs\n"
)


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A text with sentences that hold no claim, one, and a lead-in."""
    path = tmp_path / "messy.txt"
    path.write_text(MESSY, encoding="utf8")
    return path


def test_coverage_gives_every_sentence_with_its_claims_or_the_reason_why_there_are_none(messy: Path) -> None:
    rows = run(messy, "--coverage")
    assert [(row["sentence"], [claim["number"] for claim in row["claims"]], row["reason"]) for row in rows] == [
        ("HOST: Did it rain?", [], "question"),
        ("MS LEE: It rained in Leeds.", [1], None),
        ("The council sold 900 homes.", [2], None),
        ("The plan would:", [], "lead-in"),
        ("- cut 500 jobs", [3], None),
    ]
    assert all(MESSY[row["start"] : row["end"]] == row["sentence"] for row in rows)
    claims = run(messy)
    assert [claim["text"] for row in rows for claim in row["claims"]] == [claim["text"] for claim in claims]


def test_coverage_as_a_table_begins_with_its_sum(messy: Path) -> None:
    text = printed(messy, "--coverage")
    assert "5 sentences: 3 with claims, 1 question, 1 lead-in" in " ".join(text.split())
    assert "— question" in text
    assert "2. The council sold 900 homes." in " ".join(text.split())


def test_explain_tells_of_one_claim_by_its_number_in_the_table_or_its_words(messy: Path) -> None:
    assert re.search(r"^ *2 +Ms Lee +The council sold", printed(messy), re.M)
    by_number = printed(messy, "--explain", "2")
    assert by_number == printed(messy, "--explain", "sold 900 homes")
    assert "Claim 2 of 3" in by_number
    assert ">>The council sold 900 homes<<." in by_number
    assert "On the scale from 0 to 1" in by_number


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--explain", "4"), "There is no claim 4: the text has 3"),
        (("--explain", "penguins"), "The nearest of the 3 claims is number"),
        (("--explain", "1", "--format", "jsonl"), "--explain can't be printed as jsonl"),
        (("--coverage", "--format", "csv"), "--coverage can't be printed as CSV"),
        (("messy.txt", "--explain", "1"), "--explain tells of one claim: 2 files were given"),
    ],
)
def test_what_cannot_be_explained_or_printed_is_refused_with_exit_code_2(
    messy: Path, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message) as raised:
        printed(messy, *arguments)
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)


def test_coverage_and_explain_do_not_go_together(messy: Path) -> None:
    done = manage(messy, "--coverage", "--explain", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not allowed with argument" in done.stderr


def test_published_comes_from_the_file_unless_the_option_says_otherwise(note: Path) -> None:
    assert [date["value"] for date in run(note)[0]["dates"]] == ["2026-01-21"]
    assert [date["value"] for date in run(note, "--published", "2020-03-01")[0]["dates"]] == ["2020-02-29"]


def test_a_bad_file_among_several_is_named_and_the_others_are_done(note: Path, tmp_path: Path) -> None:
    german = tmp_path / "german.txt"
    german.write_text(GERMAN, encoding="utf8")
    out, err = io.StringIO(), io.StringIO()
    paths = [str(german), str(note), str(tmp_path / "absent.txt"), str(note)]
    with pytest.raises(CommandError, match="2 of 4 files left out") as raised:
        call_command("extract", *paths, "--format", "jsonl", stdout=out, stderr=err)
    assert raised.value.returncode == 2
    assert {json.loads(line)["document"] for line in out.getvalue().splitlines()} == {str(note)}
    assert f"{german}: The text seems to be in German" in err.getvalue()
    assert "absent.txt: there is no such file" in err.getvalue()


def test_one_unreadable_file_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    large = tmp_path / "large.txt"
    large.write_text("A ship sank in the harbour. " * 180_000, encoding="utf8")
    for path, reason in ((empty, "empty"), (binary, "binary"), (large, "limit")):
        with pytest.raises(CommandError, match=reason) as raised:
            run(path)
        assert raised.value.returncode == 2
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_line_of_100_kilobytes_is_read_within_two_gibibytes_and_without_a_database(tmp_path: Path) -> None:
    line = tmp_path / "line.txt"
    words = " ".join(ARTICLE.read_text(encoding="utf8").partition("---\nNATO")[2].split())
    line.write_text((words * 20)[:100_000], encoding="utf8")
    done = manage(line, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert len(rows) > 500
    text = line.read_text(encoding="utf8")
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert peak_of_children() < 2 * GIBIBYTE


def test_refusals_of_a_real_process_have_exit_code_2_and_no_traceback(tmp_path: Path, note: Path) -> None:
    german = tmp_path / "german.txt"
    german.write_text(GERMAN, encoding="utf8")
    huge = tmp_path / "huge.txt"
    huge.write_text("A ship sank in the harbour. " * 180_000, encoding="utf8")
    done = manage(german, huge, note, "--format", "csv")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "German" in done.stderr
    assert "5,039,999 characters, and the limit is 5,000,000" in done.stderr
    assert "Mark Rutte met" in done.stdout
    assert peak_of_children() < 2 * GIBIBYTE
    for arguments in ((note, "--published", "soon"), (note, "--format", "xml"), ()):
        done = manage(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_ends_the_command_quietly() -> None:
    command = f'"{sys.executable}" manage.py extract "{ARTICLE}" "{ARTICLE}" --format jsonl | head -n 1'
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_terminal_is_shown_no_control_characters_and_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("", "It \x1b[2J [bold]rose[/bold].", "fact", None)])
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[bold]rose[/bold]" in printed


def test_writers_stream_line_by_line() -> None:
    quantity = Quantity("25%", 3, 6, Decimal("25.0"), "percent", "<=")
    claim = ExtractedClaim(
        "Up 25%.", 0, 6, "Up 25%", "Up 25%", Origin.CLAUSE, (), Kind.QUANTITY, True, 0.5, (), quantities=(quantity,)
    )
    extraction = Extraction(SoftwareAgent("x", "1", ""), (claim, claim))
    lines: list[str] = []
    write_jsonl("a.txt", extraction, lines.append)
    write_csv("a.txt", extraction, lines.append)
    assert len(lines) == 4
    assert json.loads(lines[0])["quantities"][0]["value"] == "25.0"


def peak_of_children() -> int:
    """Bytes of memory that the largest child process so far has held (ru_maxrss: bytes on macOS, KiB elsewhere)."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def test_a_pipeline_that_the_setting_names_in_vain_stops_the_command(note: Path) -> None:
    done = manage(note, FACTCHECK_SPACY_MODEL="en_nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("FACTCHECK_SPACY_MODEL: There is no spaCy pipeline 'en_nowhere'. Install it")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_pipeline_with_other_labels_stops_the_command(note: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "nsubjpass", "dobj", "prep", "pobj"):
        parser.add_label(label)
    nlp.initialize()
    nlp.to_disk(tmp_path / "clear")
    done = manage(note, FACTCHECK_SPACY_MODEL=str(tmp_path / "clear"))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"FACTCHECK_SPACY_MODEL: The spaCy pipeline '{tmp_path / 'clear'}' can't be used" in done.stderr
    assert "dobj, nsubjpass, pobj, prep" in done.stderr
    assert "Traceback" not in done.stderr
