"""Claims as people and programs read them on the command line: a table, CSV, JSON lines. Knows no database."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TextIO

from rich import box
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
    buffer = io.StringIO()
    print_table(rows, file=buffer, title=f"{document}: {len(claims)} claims", colour=colour, numbered=True)
    write(buffer.getvalue())


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
    buffer = io.StringIO()
    console, table = _sheet(buffer, f"{document}: {coverage_summary(extraction)}", colour)
    table.add_column("Sentence", ratio=1)
    table.add_column("Claims, or why none", ratio=1)
    for row in extraction.coverage:
        claims = "\n".join(f"{k + 1}. {extraction.claims[k].text}" for k in row.claims)
        sentence = " ".join(text[row.start : row.end].split())
        found = claims or (f"— {row.reason}" if row.reason else "")
        table.add_row(Text(printable(sentence)), Text("\n".join(map(printable, found.split("\n")))))
    console.print(table)
    write(buffer.getvalue())


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


def print_table(
    rows: Iterable[tuple[str, str, str, float | None]],
    *,
    file: TextIO | None = None,
    title: str = "",
    colour: bool | None = None,
    numbered: bool = False,
) -> None:
    """Print claims, each (speaker, claim, kind, check-worthiness), as wide as the terminal. file: standard output."""
    console, table = _sheet(file, title, colour)
    if numbered:
        table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Speaker", max_width=22 if console.width > NARROW else 16)
    table.add_column("Claim", ratio=1)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Worth", justify="right", no_wrap=True)
    for number, (speaker, claim, kind, worth) in enumerate(rows, 1):
        worth_text = "" if worth is None else f"{worth:.2f}"
        cells = (Text(printable(speaker) or "—"), Text(printable(claim)), kind, worth_text)
        table.add_row(*([str(number)] if numbered else []), *cells)
    console.print(table)


def _sheet(file: TextIO | None, title: str, colour: bool | None) -> tuple[Console, Table]:
    """A console and an empty table for it."""
    console = Console(file=file, force_terminal=colour, highlight=False)
    table = Table(
        box=box.SIMPLE_HEAD, title=Text(printable(title)), title_justify="left", pad_edge=False, show_edge=False
    )
    return console, table


def printable(text: str) -> str:
    """The text with what could move a terminal's cursor replaced."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
