"""Tables that were pasted as text: rows of cells between tabs, bars or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .textlines import Line

COMMA = re.compile(r", ?(?!\d{3}\b)")  # not that of "31,000"
SEPARATORS = (re.compile(r" *\t+ *"), re.compile(r" *\| *"), re.compile(r" {2,}"), COMMA)
SENTENCE = re.compile(r"[a-z]{2,}[.!?][”’\"')]?$")
NUMBER = re.compile(r"\W*\d[\d.,:%–-]*\W*[a-z]{0,2}$", re.I)
CELL, SMALL_CELL = 60, 25  # characters; a longer one, or a longer one between commas, holds running text
WORDY = 5  # words
RULE = re.compile(r"[\s|+:=_-]{3,}")  # "|---|---|", "=========="


def tables(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that are rows of a table: two or more in a row that are cut into as many cells, three
    where two cells are all that tells it: no line is drawn, and not every row ends with a number."""
    out: set[int] = set()
    for separator in SEPARATORS:
        counts = [_cells(line.text, separator) for line in lines]
        begin = 0
        for k in range(1, len(lines) + 1):
            if k < len(lines) and counts[begin] and counts[k] and _alike(counts[begin], counts[k]):
                continue
            rows = [i for i in range(begin, k) if counts[i] != -1]
            widest = max((counts[i] for i in rows), default=0)
            drawn = len(rows) < k - begin or any(lines[i].text.startswith("|") for i in rows)
            drawn = drawn or all(NUMBER.match(lines[i].text.split()[-1]) for i in rows)
            if len(rows) >= (2 if widest > 2 or drawn else 3) and widest > 1:
                out.update(range(begin, k))
            begin = k
    return frozenset(out)


def _cells(line: str, separator: re.Pattern[str]) -> int:
    """How many cells a line is cut into; 0 for running text, -1 for a line that is drawn."""
    if RULE.fullmatch(line):
        return -1
    cells = [cell for cell in separator.split(line.strip("| ")) if cell]
    if len(cells) < 2 or any(len(cell) > CELL for cell in cells):
        return 0
    if any(
        SENTENCE.search(cell) and (k + 1 < len(cells) or len(cell.split()) >= WORDY) for k, cell in enumerate(cells)
    ):
        return 0
    if separator is COMMA:
        numbers = sum(NUMBER.match(cell) is not None for cell in cells)
        if len(cells) < 3 or 2 * numbers < len(cells) or any(len(cell) > SMALL_CELL for cell in cells):
            return 0
    return len(cells)


def _alike(one: int, other: int) -> bool:
    return -1 in (one, other) or abs(one - other) <= 1
