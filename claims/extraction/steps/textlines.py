"""The lines of a text, without the white space at their edges."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """text[start:end] of the text that it stands in."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """All lines that hold something, in order."""
    out = []
    for match in re.finditer(r"[^\n]+", text):
        found = match.group()
        stripped = found.strip()
        if stripped:
            start = match.start() + len(found) - len(found.lstrip())
            out.append(Line(start, start + len(stripped), stripped))
    return out
