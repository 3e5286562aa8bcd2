"""A report as a table: typed, the same each time, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exports.table import CELL, COLUMNS, to_csv, write_xlsx
from tests import reports

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"]
READABLE = ["שלום עולם", "مرحبا 😀", "<b>#emph[x] *y*</b>", 'a "quoted", word']


def sheet(path: Path, *claims: Any) -> Any:
    write_xlsx(reports.report(*claims), path)
    return openpyxl.load_workbook(path).active


def lines(*claims: Any) -> list[dict[str, str]]:
    text = b"".join(to_csv(reports.report(*claims))).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_tells_the_claim_its_words_and_its_verdict() -> None:
    [line] = lines()
    assert list(line) == list(COLUMNS)
    assert line["claim"] == "NATO will act 1 times."
    assert (line["rating"], line["value"], line["stage"]) == ("False", "1", "published")
    assert (line["speaker"], line["channel"], line["quote"]) == (
        "Mark Rutte",
        "interview with Reuters",
        "NATO will act",
    )
    assert (line["publisher"], line["published"], line["refuting"]) == ("BBC News", "2026-01-22", "1")


def test_a_retracted_verdict_has_no_rating_and_its_notice() -> None:
    retracted = reports.verdict(stage="retracted", retraction_notice="It was another meeting.")
    [line] = lines(reports.claim(verdicts=[retracted]))
    assert (line["rating"], line["value"], line["retraction"]) == ("", "", "It was another meeting.")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_as_a_formula(text: str, tmp_path: Path) -> None:
    [line] = lines(reports.claim(text=text))
    assert line["claim"] == f"'{text}"
    cell = sheet(tmp_path / "r.xlsx", reports.claim(text=text))["B2"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", READABLE)
def test_any_script_and_markup_stands_as_it_was_said(text: str, tmp_path: Path) -> None:
    assert lines(reports.claim(text=text))[0]["claim"] == text
    assert sheet(tmp_path / "r.xlsx", reports.claim(text=text))["B2"].value == text


def test_numbers_and_dates_have_their_types(tmp_path: Path) -> None:
    found = sheet(tmp_path / "r.xlsx")
    types = {found.cell(1, n).value: (found.cell(2, n).data_type, found.cell(2, n).is_date) for n in range(1, 31)}
    assert types["number"] == types["start"] == types["checkworthiness"] == ("n", False)
    assert types["published"] == types["verdict_published"] == ("d", True)
    assert types["claim"] == types["claim_id"] == ("s", False)
    assert found.freeze_panes == "C2"
    assert found.auto_filter.ref == "A1:AD2"


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    value = sheet(tmp_path / "r.xlsx", reports.claim(text="x" * (CELL + 1)))["B2"].value
    assert value == "x" * (CELL - 1) + "…"


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "other.xlsx"):
        write_xlsx(reports.report(), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_whatever_is_said_can_be_read_back(text: str) -> None:
    [line] = lines(reports.claim(text=text))
    assert line["claim"].removeprefix("'").lstrip() == text.removeprefix("'").lstrip()
