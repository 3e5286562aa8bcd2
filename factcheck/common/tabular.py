"""Rows to lines of CSV or JSONL, and lines to a file that is there wholly or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_cell(value: Any) -> Any:
    """A value as it may stand in a spreadsheet: text that would be run as a formula begins with an apostrophe, lists,
    mappings, true and false are JSON, None is empty. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, int | float):
        return value
    text = _plain(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_line(values: Iterable[Any]) -> str:
    """One line of CSV (RFC 4180), with its line end."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(csv_cell(value) for value in values)
    return buffer.getvalue()


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A header and a line for each row, one at a time. A column that a row lacks is empty; a key that is no column is
    left out."""
    yield csv_line(columns)
    for row in rows:
        yield csv_line(row.get(column) for column in columns)


def jsonl_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An object for each row, one a line; dates and identifiers as text."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, default=_plain) + "\n"


def write_whole(path: Path, lines: Iterable[str]) -> int:
    """Write the lines to a file in UTF-8 and return how many; the file is replaced at the end and at once, so that
    nobody ever reads half of it. Raises OSError, and whatever `lines` raises; the file is then as it was before."""
    if path.is_dir():
        raise IsADirectoryError(21, "this is a folder", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft, count = Path(name), 0
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  (a descriptor, not a path)
            for line in lines:
                file.write(line)
                count += 1
        draft.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return count


def _umask() -> int:
    mask = os.umask(0o077)  # can only be read by setting it
    os.umask(mask)
    return mask


def _plain(value: Any) -> str:
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
