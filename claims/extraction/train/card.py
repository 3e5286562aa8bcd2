"""The model card's table of figures: written from figures, read back from the card, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .evaluate import Figures

HEADER = ("Test set", "Words", "UPOS", "XPOS", "Features", "UAS", "LAS", "Sentence F1", "Names F1")
FIELDS = ("upos", "xpos", "feats", "uas", "las", "sentences", "names")  # of Figures, in the header's order
Row = tuple[str, ...]


class CardUnreadable(Exception):
    """The model card isn't there or holds no table of figures."""


def row(name: str, result: Figures) -> Row:
    """One test set's cells, as the card has them; a figure that the set can't give is empty."""
    values = [getattr(result, field) for field in FIELDS]
    return (name, f"{result.words:,}", *("" if value is None else f"{value:.1f}" for value in values))


def table(rows: Mapping[str, Figures]) -> str:
    """The Markdown table, ready to stand in the card."""
    lines = [HEADER, tuple("---" for _ in HEADER), *(row(name, result) for name, result in rows.items())]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def read(card: Path) -> dict[str, Row]:
    """The rows of the card's table by test set, without emphasis.

    Raises CardUnreadable where there is no such file or no table with HEADER.
    """
    if not card.is_file():
        raise CardUnreadable(f"{card} is not there. Name the model card with --card.")
    rows = [_cells(line) for line in card.read_text(encoding="utf8").splitlines()]
    if HEADER not in rows:
        raise CardUnreadable(f"{card} holds no table of figures. Its header must be: {' | '.join(HEADER)}.")
    out = {}
    for cells in rows[rows.index(HEADER) + 2 :]:
        if len(cells) != len(HEADER):
            break
        out[cells[0]] = cells
    return out


def differences(card: Mapping[str, Row], rows: Mapping[str, Figures], tolerance: float = 0) -> Iterator[str]:
    """A line for each cell, and each test set, in which card and figures are further apart than the tolerance."""
    for name, result in rows.items():
        if name not in card:
            yield f"{name}: not in the card"
            continue
        for column, written, found in zip(HEADER, card[name], row(name, result), strict=True):
            if written != found and not _near(written, found, tolerance):
                yield f"{name}, {column}: the card says {written or 'nothing'}, found {found or 'nothing'}"
    for name in card.keys() - rows.keys():
        yield f"{name}: in the card only"


def _near(written: str, found: str, tolerance: float) -> bool:
    try:
        return abs(Decimal(written) - Decimal(found)) <= Decimal(str(tolerance))
    except InvalidOperation:  # no figures: a name, a count with its comma, nothing
        return False


def _cells(line: str) -> Row:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().strip("*") for cell in inner.split("|")) if line.startswith("|") else ()
