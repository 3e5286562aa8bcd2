"""Lines that were broken to fit a page, as in e-mail and old archives: read as the one line they were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .textlines import Line

FULL = 45  # characters: a line that is shorter was not broken for want of room
WIDEST = 100  # of the lines of a text that is broken to fit
ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
SMALL = re.compile(r"[a-z][\w’'-]*[,;:.]?(?: |$)")  # no address, such as "www.example.org"
MARGIN = 0.7  # of the widest line: where the next word may not have fitted
OFTEN = 3  # lines that go on in small letters make it sure that the text was broken


def unwrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines of the text, those that belong together as one: its text is the document's with spaces for line feeds,
    so that offsets stay."""
    goes_on = [_goes_on(text, line, after) for line, after in pairwise(lines)] + [False] * bool(lines)
    widest = max((len(line.text) for line in lines), default=0)
    if widest <= WIDEST and sum(goes_on) >= OFTEN:
        for k in range(len(lines) - 1):
            line, after = lines[k], lines[k + 1]
            full = len(line.text) > MARGIN * widest and not ENDS.search(line.text)
            goes_on[k] = goes_on[k] or (full and _adjoin(text, line, after) and after.text[:1].isalnum())
    out: list[Line] = []
    start = -1
    for line, continues in zip(lines, goes_on, strict=True):
        start = line.start if start < 0 else start
        if not continues:
            out.append(Line(start, line.end, text[start : line.end].replace("\n", " ")))
            start = -1
    return out


def _goes_on(text: str, line: Line, after: Line) -> bool:
    """Whether a line was surely broken: it is long, ends in mid-sentence, and the next goes on in small letters."""
    if not FULL <= len(line.text) <= WIDEST or ENDS.search(line.text):
        return False
    return SMALL.match(after.text) is not None and _adjoin(text, line, after)


def _adjoin(text: str, line: Line, after: Line) -> bool:
    """Whether nothing but one line feed, and an indent, lies between two lines."""
    return text.count("\n", line.end, after.start) == 1
