"""Where quotation marks open and close: curly and straight, double and single, over several paragraphs, never an
apostrophe."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .textlines import Line, lines_of

OPENING = {"“": "”", "‘": "’", "«": "»", "„": "“", "‹": "›"}
DOUBLE = frozenset('”"»“')  # the others are apostrophes as often as not
MIXED = frozenset('”"')  # “opened so and closed so"
MARK = re.compile("[“”‘’«»„‹›\"']")
SENTENCE_END = re.compile(
    r"[.!?…](?=\s+[^a-z\s]|\s*$)|"
    r",(?= (?:(?:he|she|they|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}) )?(?:said|says|told|added)\b)"  # “We go, he said
)
DEEPEST = 3  # quotations within quotations
LONGEST = 3000  # code points; a mark that has not been closed by then was no opening mark


@dataclass(frozen=True)
class Quote:
    """A quotation from its opening mark to behind its closing one."""

    start: int
    end: int
    depth: int = 0  # how many quotations stand around it
    goes_on: bool = False  # it is not closed: the next paragraph continues it


def quotes(text: str, turns: Sequence[tuple[int, int]] = ()) -> tuple[Quote, ...]:
    """Quotations in text order. turns: what the speakers of a transcript say, each (start, end), which is quoted
    without marks; a quotation within is a quotation in a quotation.

    A quotation that nothing closes ends at the paragraph's end if the next paragraph opens with a mark of its own or
    closes it, at its sentence's end if not: a mark that was forgotten must not swallow the rest.
    """
    lines = lines_of(text)
    found = [Quote(start, end) for start, end in turns]
    for k, line in enumerate(lines):
        following = lines[k + 1] if k + 1 < len(lines) else None
        found.extend(_in_line(text, line, following))
    found.extend(_closed_later(text, lines, found))
    return _nested(found)


def _in_line(text: str, line: Line, following: Line | None) -> list[Quote]:
    start, end = line.start, line.end
    found: list[Quote] = []
    open_marks: list[tuple[str, int]] = []  # (the mark that closes, where it opened)
    for match in MARK.finditer(text, start, end):
        i, character = match.start(), match.group()
        while open_marks and i - open_marks[0][1] > LONGEST:
            found.extend(_cut(text, open_marks.pop(0), i))
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        closes = [k for k, (mark, _) in enumerate(open_marks) if mark == character]
        if not closes and character in MIXED and not (after.isalnum() and not before.isalnum()):
            closes = [k for k, (mark, _) in enumerate(open_marks) if mark in MIXED]
        may_close = bool(closes) and not (character in "’'" and before.isalnum() and after.isalnum())
        may_open = not before.isalnum() and not after.isspace()
        if may_close and not (character in "\"'" and may_open and before.isspace()):
            if character in "’'" and before.isalnum() and not after.isalnum() and _is_possessive(text, i, end):
                continue
            k = closes[-1]
            found.append(Quote(open_marks[k][1], i + 1))
            del open_marks[k:]
        elif may_open and (character in OPENING or character in "\"'"):
            if len(open_marks) == DEEPEST:
                found.extend(_cut(text, open_marks.pop(0), i))
            open_marks.append((OPENING.get(character, character), i))
    for mark, opened in open_marks:
        if mark in DOUBLE and following is not None and _goes_on(text, following, mark):
            found.append(Quote(opened, end, goes_on=True))
        else:
            found.extend(_cut(text, (mark, opened), end))
    return found


def _cut(text: str, unclosed: tuple[str, int], end: int) -> Iterator[Quote]:
    """The quotation that a mark opens and nothing closes; none for what may have been an apostrophe."""
    mark, opened = unclosed
    if mark in DOUBLE:
        yield Quote(opened, _sentence_end(text, opened, end))


def _goes_on(text: str, line: Line, closing: str) -> bool:
    """Whether a line continues the quotation that the line before left open: it opens with a mark or closes it."""
    first = text[line.start]
    return OPENING.get(first, first) == closing or _unopened(text, line, closing) >= 0


def _unopened(text: str, line: Line, closing: str) -> int:
    """Where a line closes a quotation that it has not opened; -1 if it doesn't. Straight marks can't tell."""
    if closing == '"':
        return -1
    opening = next(mark for mark, other in OPENING.items() if other == closing)
    close, again = text.find(closing, line.start, line.end), text.find(opening, line.start, line.end)
    return close if close >= 0 and (again < 0 or close < again) else -1


def _closed_later(text: str, lines: Sequence[Line], found: Sequence[Quote]) -> Iterator[Quote]:
    """The second paragraph of a quotation that has its opening mark in the first and its closing one in the second."""
    open_ends = {quote.end: text[quote.start] for quote in found if quote.goes_on}
    for before, line in pairwise(lines):
        opening = open_ends.get(before.end, "")
        if opening in OPENING:
            close = _unopened(text, line, OPENING[opening])
            if close > line.start:
                yield Quote(line.start, close + 1)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence that begins with a mark ends, at most at `end`."""
    match = SENTENCE_END.search(text, start + 1, min(end, start + LONGEST))
    return match.start() + 1 if match else min(end, start + LONGEST)


def _nested(found: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations in text order with their depths; one that crosses another's end is cut there."""
    out: list[Quote] = []
    around: list[Quote] = []
    for quote in sorted(found, key=lambda quote: (quote.start, -quote.end)):
        while around and around[-1].end <= quote.start:
            around.pop()
        end = min([quote.end, *(outer.end for outer in around)])
        placed = replace(quote, end=end, depth=len(around))
        out.append(placed)
        around.append(placed)
    return tuple(out)


def _is_possessive(text: str, i: int, end: int) -> bool:
    """Whether the mark after a plural is more likely its apostrophe: "the parents' defence", a later mark closes."""
    return text[i - 1] in "sS" and text[i] in text[i + 1 : min(end, i + 200)] and text[i + 1 : i + 2] == " "


class QuoteIndex:
    """Which quotation a place of the text stands in."""

    def __init__(self, text: str, turns: Sequence[tuple[int, int]] = ()) -> None:
        self.all = quotes(text, turns)
        self.outer = tuple(quote for quote in self.all if quote.depth == 0)
        self.turns = frozenset(start for start, _ in turns)
        self.edges = {place for quote in self.all for place in (quote.start, quote.end - 1)}
        self._starts = [quote.start for quote in self.outer]

    def at(self, offset: int) -> Quote | None:
        """The outermost quotation around an offset."""
        k = bisect_right(self._starts, offset) - 1
        return self.outer[k] if k >= 0 and offset < self.outer[k].end else None
