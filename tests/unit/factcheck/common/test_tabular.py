from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.common.tabular import csv_cell, csv_lines, jsonl_lines, write_whole


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_cell_is_never_run_as_a_formula(text: str):
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-0.5, -0.5),
        (True, "true"),
        (None, ""),
        ("a = b", "a = b"),
        (["a number", "é"], '["a number", "é"]'),
        ([], "[]"),
        ([{"value": "25", "unit": "£"}], '[{"value": "25", "unit": "£"}]'),
        (date(2026, 1, 22), "2026-01-22"),
        (datetime(2026, 1, 22, 8, tzinfo=UTC), "2026-01-22T08:00:00+00:00"),
    ],
)
def test_a_value_becomes_a_cell(value: object, cell: object):
    assert csv_cell(value) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1))
def test_what_is_written_as_csv_is_read_again(texts: list[str]):
    lines = list(csv_lines(["text"], ({"text": text} for text in texts)))
    read = list(csv.DictReader(io.StringIO("".join(lines), newline="")))
    assert [row["text"] for row in read] == [csv_cell(text) for text in texts]


def test_columns_keep_their_order_whatever_a_row_holds():
    assert list(csv_lines(["a", "b"], [{"b": 1, "c": 2}])) == ["a,b\r\n", ",1\r\n"]


def test_a_json_line_holds_the_values_themselves():
    row = {"id": UUID(int=1), "day": date(2026, 1, 22), "text": "=“é”", "reasons": ["a"], "none": None}
    (line,) = jsonl_lines([row])
    assert line.endswith("\n")
    assert json.loads(line) == {**row, "id": str(UUID(int=1)), "day": "2026-01-22"}


def test_a_file_is_written_whole_with_ordinary_permissions(tmp_path: Path):
    path, ordinary = tmp_path / "a.csv", tmp_path / "ordinary"
    ordinary.touch()
    assert write_whole(path, iter(["one\r\n", "é\r\n"])) == 2
    assert path.read_bytes() == "one\r\né\r\n".encode()
    assert path.stat().st_mode == ordinary.stat().st_mode
    assert {entry.name for entry in tmp_path.iterdir()} == {"a.csv", "ordinary"}


def test_a_failure_halfway_leaves_the_file_as_it_was(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("before")

    def lines() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, lines())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_not_written_over(tmp_path: Path):
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, ["x"])
