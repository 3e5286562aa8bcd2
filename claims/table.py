"""Claims as people and programs read them on the command line: a table, CSV, JSON lines. Knows no database."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

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
    """A table for people, headed by the document's name."""
    claims = extraction.claims
    rows = ((c.speaker.name if c.speaker else "", c.text, str(c.kind), c.checkworthiness) for c in claims)
    buffer = io.StringIO()
    print_table(rows, file=buffer, title=f"{document}: {len(claims)} claims", colour=colour)
    write(buffer.getvalue())


def print_table(
    rows: Iterable[tuple[str, str, str, float | None]],
    *,
    file: TextIO | None = None,
    title: str = "",
    colour: bool | None = None,
) -> None:
    """Print claims, each (speaker, claim, kind, check-worthiness), as wide as the terminal. file: standard output."""
    console = Console(file=file, force_terminal=colour, highlight=False)
    table = Table(
        box=box.SIMPLE_HEAD, title=Text(printable(title)), title_justify="left", pad_edge=False, show_edge=False
    )
    table.add_column("Speaker", max_width=22 if console.width > NARROW else 16)
    table.add_column("Claim", ratio=1)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Worth", justify="right", no_wrap=True)
    for speaker, claim, kind, worth in rows:
        worth_text = "" if worth is None else f"{worth:.2f}"
        table.add_row(Text(printable(speaker) or "—"), Text(printable(claim)), kind, worth_text)
    console.print(table)


def printable(text: str) -> str:
    """The text with what could move a terminal's cursor replaced."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
