"""Where quotation marks open and close: curly and straight, double and single, over several paragraphs, never an
apostrophe."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

OPENING = {"“": "”", "‘": "’", "«": "»", "„": "“"}
DEEPEST = 3  # quotations within quotations
LONGEST = 3000  # code points; a mark that has not been closed by then was no opening mark


@dataclass(frozen=True)
class Quote:
    """A quotation from its opening mark to behind its closing one."""

    start: int
    end: int
    depth: int = 0  # 1 within another quotation


def quotes(text: str) -> tuple[Quote, ...]:
    """Quotations in text order. A quotation ends at the paragraph's end if nothing closes it (the next paragraph
    then opens with a mark of its own)."""
    out: list[Quote] = []
    line_start = 0
    for line in text.splitlines(keepends=True):
        out.extend(_in_line(text, line_start, line_start + len(line.rstrip())))
        line_start += len(line)
    return tuple(sorted(out, key=lambda quote: (quote.start, -quote.end)))


def _in_line(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    open_marks: list[tuple[str, int]] = []  # (the mark that closes, where it opened)
    for i in range(start, end):
        character = text[i]
        if character not in "“”‘’«»„\"'":
            continue
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        closes = [k for k, (mark, _) in enumerate(open_marks) if mark == character]
        may_close = bool(closes) and not (character in "’'" and before.isalnum() and after.isalnum())
        may_open = not before.isalnum() and not after.isspace()
        if may_close and not (character in "\"'" and may_open and before.isspace()):
            if character in "’'" and before.isalnum() and not after.isalnum() and _is_possessive(text, i, end):
                continue
            k = closes[-1]
            found.append(Quote(open_marks[k][1], i + 1, k))
            del open_marks[k:]
        elif len(open_marks) >= DEEPEST:
            continue
        elif character in OPENING and may_open:
            open_marks.append((OPENING[character], i))
        elif character in "\"'" and may_open:
            open_marks.append((character, i))
    if open_marks and open_marks[0][0] in '”"' and end - open_marks[0][1] < LONGEST:
        found.append(Quote(open_marks[0][1], end, 0))
    return found


def _is_possessive(text: str, i: int, end: int) -> bool:
    """Whether the mark after a plural is more likely its apostrophe: "the parents' defence", a later mark closes."""
    return text[i - 1] in "sS" and text[i] in text[i + 1 : min(end, i + 200)] and text[i + 1 : i + 2] == " "


class QuoteIndex:
    """Which quotation a place of the text stands in."""

    def __init__(self, text: str) -> None:
        self.all = quotes(text)
        self.outer = tuple(quote for quote in self.all if quote.depth == 0)
        self.edges = {place for quote in self.all for place in (quote.start, quote.end - 1)}
        self._starts = [quote.start for quote in self.outer]

    def at(self, offset: int) -> Quote | None:
        """The outermost quotation around an offset."""
        k = bisect_right(self._starts, offset) - 1
        return self.outer[k] if k >= 0 and offset < self.outer[k].end else None
