"""Claims as people and programs read them on the command line: a table, CSV, JSON lines. Knows no database."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, cast

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from claims.explain import Section
from claims.extraction.types import Extraction
from factcheck.common.tabular import csv_line

COLUMNS = (
    "text",
    "start",
    "end",
    "quote",
    "sentence",
    "speaker",
    "speaker_kind",
    "cue",
    "cue_kind",
    "channel",
    "chain",
    "kind",
    "checkable",
    "checkworthiness",
    "reasons",
    "antecedents",
    "quantities",
    "dates",
    "negated",
    "hedged",
    "hedges",
    "evidentials",
    "origin",
    "document",
)
NARROW = 80  # columns of a terminal nobody measured
GAP = 3  # columns of the terminal between those of a table
PIECE = 500  # rows that are laid out at once

Write = Callable[[str], object]


def write_jsonl(document: str, extraction: Extraction, write: Write) -> None:
    """One JSON object a line, in text order."""
    for claim in extraction.claims:
        write(json.dumps({**claim.as_row(), "document": document}, ensure_ascii=False) + "\n")


def write_csv_header(write: Write) -> None:
    """The names of COLUMNS."""
    write(csv_line(COLUMNS))


def write_csv(document: str, extraction: Extraction, write: Write) -> None:
    """One line per claim (RFC 4180); lists are JSON, true and false as in JSON, nobody is empty."""
    for claim in extraction.claims:
        row = {**claim.as_row(), "document": document}
        write(csv_line(row[column] for column in COLUMNS))


def write_table(document: str, extraction: Extraction, write: Write, *, colour: bool = False) -> None:
    """A table for people, headed by the document's name; the claims are numbered from 1."""
    claims = extraction.claims
    rows = ((c.speaker.name if c.speaker else "", c.text, str(c.kind), c.checkworthiness) for c in claims)
    title = f"{document}: {len(claims)} claims"
    print_table(rows, file=_through(write), title=title, colour=colour, numbered=True)


def write_coverage_jsonl(document: str, text: str, extraction: Extraction, write: Write) -> None:
    """One JSON object per sentence of the text, in order: the claims found in it, numbered from 1, or why none."""
    for row in extraction.coverage:
        claims = [{"number": k + 1, "text": extraction.claims[k].text} for k in row.claims]
        line = {
            "start": row.start,
            "end": row.end,
            "sentence": text[row.start : row.end],
            "claims": claims,
            "reason": str(row.reason) if row.reason else None,
            "document": document,
        }
        write(json.dumps(line, ensure_ascii=False) + "\n")


def write_coverage_table(
    document: str, text: str, extraction: Extraction, write: Write, *, colour: bool = False
) -> None:
    """Each sentence beside the claims found in it or why there is none, under a line that counts them."""
    rows = []
    for row in extraction.coverage:
        claims = "\n".join(f"{k + 1}. {extraction.claims[k].text}" for k in row.claims)
        sentence = " ".join(text[row.start : row.end].split())
        rows.append((sentence, claims or (f"— {row.reason}" if row.reason else "")))
    title = f"{document}: {coverage_summary(extraction)}"
    _print_sheet((Column("Sentence"), Column("Claims, or why none")), rows, _through(write), title, colour)


def coverage_summary(extraction: Extraction) -> str:
    """ "41 sentences: 33 with claims, 3 question, 5 boilerplate"."""
    reasons = Counter(str(row.reason) for row in extraction.coverage if row.reason)
    counts = [f"{sum(bool(row.claims) for row in extraction.coverage)} with claims"]
    counts += [f"{count} {reason}" for reason, count in reasons.most_common()]
    return f"{len(extraction.coverage)} sentences: {', '.join(counts)}"


def write_explanation(document: str, sections: Iterable[Section], write: Write, *, colour: bool = False) -> None:
    """The sections one below the other, as wide as the terminal; columns of points stay as they are."""
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=colour, highlight=False)
    console.print(Text(printable(document), style="dim"))
    for section in sections:
        console.print()
        console.print(Text(section.title, style="bold"))
        for line in section.lines:
            console.print(Padding(Text(printable(line)), (0, 0, 0, 2)))
    write("\n".join(line.rstrip() for line in buffer.getvalue().split("\n")))


@dataclass(frozen=True)
class Column:
    """A column of a table for people. most: terminal columns at most; 0: what the others leave, shared."""

    heading: str
    most: int = 0
    right: bool = False


def print_table(
    rows: Iterable[tuple[str, str, str, float | None]],
    *,
    file: IO[str] | None = None,
    title: str = "",
    colour: bool | None = None,
    numbered: bool = False,
) -> None:
    """Print claims, each (speaker, claim, kind, check-worthiness), as wide as the terminal. file: standard output."""
    cells = [
        (str(number), speaker or "—", claim, kind, "" if worth is None else f"{worth:.2f}")
        for number, (speaker, claim, kind, worth) in enumerate(rows, 1)
    ]
    most = 22 if Console(file=file).width > NARROW else 16
    columns = [Column("#", 9, right=True), Column("Speaker", most), Column("Claim"), Column("Kind", 12)]
    first = 0 if numbered else 1
    _print_sheet(
        [*columns, Column("Worth", 5, right=True)][first:], [row[first:] for row in cells], file, title, colour
    )


def _print_sheet(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], file: IO[str] | None, title: str, colour: bool | None
) -> None:
    """Print a table in pieces, all of the same widths: a book's claims need no book of memory."""
    console = Console(file=file, force_terminal=colour, highlight=False)
    widths = _widths(columns, rows, console.width)
    for first in range(0, len(rows) or 1, PIECE):
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=first == 0)
        if first == 0:
            table.title, table.title_justify = Text(printable(title)), "left"
        for column, width in zip(columns, widths, strict=True):
            table.add_column(column.heading, width=width, justify="right" if column.right else "left")
        for row in rows[first : first + PIECE]:
            table.add_row(*(Text("\n".join(map(printable, cell.split("\n")))) for cell in row))
        console.print(table)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], terminal: int) -> list[int]:
    """Terminal columns for each column: what its longest line needs, of those without a limit no more than is left."""
    widths = [
        max(cell_len(line) for cell in (column.heading, *cells) for line in cell.split("\n"))
        for column, *cells in zip(columns, *rows, strict=True)
    ]
    widths = [min(width, column.most or width) for column, width in zip(columns, widths, strict=True)]
    wide = [k for k, column in enumerate(columns) if not column.most]
    left = terminal - GAP * (len(columns) - 1) - sum(width for k, width in enumerate(widths) if k not in wide)
    for open_ones, k in zip(range(len(wide), 0, -1), sorted(wide, key=lambda k: widths[k]), strict=True):
        widths[k] = max(1, min(widths[k], left // open_ones))
        left -= widths[k]
    return widths


class _Through(io.TextIOBase):
    """A file that hands on what is written to it."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def write(self, text: str, /) -> int:
        self._write(text)
        return len(text)


def _through(write: Write) -> IO[str]:
    return cast(IO[str], _Through(write))


def printable(text: str) -> str:
    """The text with what could move a terminal's cursor replaced."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
