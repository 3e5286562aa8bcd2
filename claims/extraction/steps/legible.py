"""A text as the parser reads it, and where each of its characters stands in the document.

Whatever is rewritten for the parser (white space, marks without width, labels, lists) goes through here, so that every
claim can still point at the document's own characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """source[start:end] is read as text; an empty stretch is where text is added.

    copied_from: the text is a copy of what the source holds there, to be read again in another place ("The plan
    would" before each item of a list)."""

    start: int
    end: int
    text: str = ""
    copied_from: int = -1


@dataclass(frozen=True)
class Piece:
    """text[start:end] is what the source holds from `source` on: kept as it stands, or `width` characters rewritten
    as a whole."""

    start: int
    end: int
    source: int
    width: int
    kept: bool = True
    copied: bool = False


class Legible:
    """A text, and the text that it was made from. Offsets count code points."""

    def __init__(self, text: str, pieces: tuple[Piece, ...] = (), source: Legible | None = None) -> None:
        self.text, self.source = text, source
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._own = [piece for piece in pieces if not piece.copied]
        self._sources = [piece.source for piece in self._own]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end], not empty, stands in the document. What is copied counts only where nothing else is
        in it: a claim made of a lead-in and an item stands where the item stands."""
        if self.source is None:
            return start, end
        if not self._pieces:
            return self.source.place(start, end)
        first, last = self._at(start), self._at(end - 1)
        low, high = first, last
        while low < high and self._pieces[low].copied:
            low += 1
        while high > low and self._pieces[high].copied:
            high -= 1
        if self._pieces[low].copied:  # nothing but copies
            low, high = first, last
        opening, closing = self._pieces[low], self._pieces[high]
        start, end = max(start, opening.start), min(end, closing.end)
        at = opening.source + (start - opening.start) * opening.kept
        to = closing.source + (end - closing.start if closing.kept else closing.width)
        at = min(at, len(self.source.text) - 1)
        return self.source.place(at, max(to, at + 1))

    def forward(self, offset: int) -> int:
        """Where in this text the source's character at an offset is read; where it would be, if it was left out."""
        if self.source is None or not self._pieces:
            return offset
        k = bisect_right(self._sources, offset) - 1
        if k < 0:
            return 0
        piece = self._own[k]
        return piece.start + min(max(offset - piece.source, 0), piece.end - piece.start)

    def _at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def rewrite(source: Legible, edits: Iterable[Edit]) -> Legible:
    """The source with edits, in text order and without overlap, applied."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = read = 0

    def add(text: str, at: int, width: int, *, kept: bool = True, copied: bool = False) -> None:
        nonlocal length
        if text:
            parts.append(text)
            pieces.append(Piece(length, length + len(text), at, width, kept, copied))
            length += len(text)

    for edit in edits:
        add(source.text[read : edit.start], read, edit.start - read)
        if edit.copied_from >= 0:
            add(edit.text, edit.copied_from, len(edit.text), copied=True)
        else:
            add(edit.text, edit.start, edit.end - edit.start, kept=False, copied=edit.start == edit.end)
        read = edit.end
    if not read and not pieces:
        return source
    add(source.text[read:], read, len(source.text) - read)
    return Legible("".join(parts), tuple(pieces), source)
