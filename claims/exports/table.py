"""A report as a table: a line for each claim, for spreadsheets. Written a line at a time, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from factcheck.common.tabular import csv_lines

from .model import Appearance, Claim, Report, Verdict

Cell = str | int | float | bool | date | datetime | None
CELL = 32_767  # characters that a spreadsheet keeps in a cell
WIDTHS = {"text": 60, "moment": 20, "day": 12, "number": 8}


class Column(NamedTuple):
    """A column: its kind of value (text, number, day or moment), and where the value comes from."""

    kind: str
    value: Callable[[Report, Claim], Cell]


def _of_verdict(value: Callable[[Verdict], Cell]) -> Callable[[Report, Claim], Cell]:
    return lambda report, claim: value(claim.verdict) if claim.verdict else None


def _of_place(value: Callable[[Report, Appearance], Cell]) -> Callable[[Report, Claim], Cell]:
    return lambda report, claim: value(report, claim.appearances[0]) if claim.appearances else None


def _publisher(report: Report, place: Appearance) -> Cell:
    publisher = report.document(place.anchor.snapshot).publisher
    return publisher.name if publisher else None


def _stance(stance: str) -> Callable[[Report, Claim], Cell]:
    return lambda report, claim: sum(passage.stance == stance for passage in claim.evidence)


# Names and order are a promise: new ones are added at the end.
COLUMNS: dict[str, Column] = {
    "number": Column("number", lambda report, claim: claim.number),
    "claim": Column("text", lambda report, claim: claim.text),
    "rating": Column("text", lambda report, claim: claim.rating or None),
    "value": Column("number", lambda report, claim: claim.verdict.value if claim.verdict and claim.rating else None),
    "stage": Column("text", lambda report, claim: claim.verdict.stage if claim.verdict else claim.state),
    "summary": Column("text", _of_verdict(lambda verdict: verdict.summary)),
    "explanation": Column("text", _of_verdict(lambda verdict: verdict.explanation or None)),
    "version": Column("number", _of_verdict(lambda verdict: verdict.version)),
    "verdict_published": Column("moment", _of_verdict(lambda verdict: verdict.published_at)),
    "correction": Column("text", _of_verdict(lambda verdict: verdict.correction_note or None)),
    "retraction": Column("text", _of_verdict(lambda verdict: verdict.retraction_notice or None)),
    "speaker": Column("text", _of_place(lambda report, place: place.speaker.name if place.speaker else None)),
    "cue": Column("text", _of_place(lambda report, place: place.cue or None)),
    "channel": Column("text", _of_place(lambda report, place: place.channel or None)),
    "quote": Column("text", _of_place(lambda report, place: place.anchor.exact)),
    "start": Column("number", _of_place(lambda report, place: place.anchor.start)),
    "end": Column("number", _of_place(lambda report, place: place.anchor.end)),
    "places": Column("number", lambda report, claim: len(claim.appearances)),
    "document": Column("text", _of_place(lambda report, place: report.document(place.anchor.snapshot).title)),
    "url": Column("text", _of_place(lambda report, place: report.document(place.anchor.snapshot).url or None)),
    "publisher": Column("text", _of_place(_publisher)),
    "published": Column("day", _of_place(lambda report, place: report.document(place.anchor.snapshot).published)),
    "supporting": Column("number", _stance("supports")),
    "refuting": Column("number", _stance("refutes")),
    "context": Column("number", _stance("context")),
    "kind": Column("text", lambda report, claim: claim.kind),
    "checkworthiness": Column("number", lambda report, claim: claim.checkworthiness),
    "snapshot_sha256": Column(
        "text", _of_place(lambda report, place: report.snapshot(place.anchor.snapshot).text_sha256)
    ),
    "claim_id": Column("text", lambda report, claim: str(claim.id)),
    "verdict_id": Column("text", _of_verdict(lambda verdict: str(verdict.id))),
}


def rows(report: Report) -> Iterator[dict[str, Cell]]:
    """The cells of each claim, by column."""
    for claim in report.claims:
        yield {name: column.value(report, claim) for name, column in COLUMNS.items()}


def to_csv(report: Report) -> Iterator[bytes]:
    """RFC 4180, in UTF-8; no cell can be run as a formula."""
    for line in csv_lines(list(COLUMNS), rows(report)):
        yield line.encode()


def write_xlsx(report: Report, path: Path) -> None:
    """A workbook with typed columns, a frozen header and filters. Texts are texts, whatever they begin with."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        moment = report.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": report.title, "author": report.publisher.name, "created": moment})
        sheet = book.add_worksheet("Claims")
        formats = {
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        }
        header = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(report.claims), len(COLUMNS) - 1)
        for place, (name, column) in enumerate(COLUMNS.items()):
            sheet.set_column(place, place, WIDTHS[column.kind] if name != "rating" else 16)
            sheet.write_string(0, place, name, header)
        for line, cells in enumerate(rows(report), start=1):
            for place, (column, value) in enumerate(zip(COLUMNS.values(), cells.values(), strict=True)):
                _write(sheet, line, place, value, formats[column.kind])


def _write(sheet: Any, line: int, place: int, value: Cell, shape: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(line, place, value if len(value) <= CELL else f"{value[: CELL - 1]}…", shape)
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value.astimezone(UTC).replace(tzinfo=None), shape)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, shape)
    else:
        sheet.write_number(line, place, value, shape)
