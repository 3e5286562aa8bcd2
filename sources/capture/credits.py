"""Credits of news agencies in a text: datelines, bylines, endings. Never in running prose ("he told Reuters").

Work is bounded: of a line the first and last _WINDOW characters are looked at, and of the lines that name an agency
the first _MAX_LINES and those of the text's tail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.capture.agencies import Agency, spellings
from sources.capture.credit_forms import SIGN_OFF, SIGNED_BY, Where, byline, forms, one_name, written
from sources.capture.dateline import dateline
from sources.capture.types import Reference
from sources.provenance.types import Channel

MAX_CREDITS = 100
_WINDOW = 300  # characters at either edge of a line
_MAX_LINES = 5_000
_EDGE = 8  # lines that hold words: the head of a text, and its tail
_DATELINE = 0.95
_SIGN_OFF = 0.6
_LONE_ABBREVIATION = 0.5  # a line of nothing but "PA" may be a state's, in an address
_FRAME = " \t*_>#"  # Markdown's emphasis and quotation


def read_credits(text: str) -> list[Reference]:
    """The agencies that a normalised text credits, in the order of the text, at most MAX_CREDITS.

    A span is the credit as it stands ("LONDON (Reuters)", "Additional reporting by AFP"), and name is the agency as
    written in it; a credit of several agencies gives one reference each. Linear in the length of the text.
    """
    found: dict[tuple[int, str], Reference] = {}
    head, tail = _head(text), _tail(text)
    for start, end in _lines(text, tail):
        for reference in _credits_of(text, start, end, in_head=start < head, in_tail=end > tail):
            key = (reference.start or 0, reference.name)
            if key not in found or found[key].confidence < reference.confidence:
                found[key] = reference
        if len(found) >= MAX_CREDITS:
            break
    kept = [found[key] for key in sorted(found)][:MAX_CREDITS]
    return kept or [
        Reference(Channel.CREDIT, SIGNED_BY, start=match.start(), end=match.end(), confidence=_SIGN_OFF)
        for match in SIGN_OFF.finditer(text, tail)
    ]


def named_in(line: str) -> list[tuple[str, Agency, bool]]:
    """The agencies in a byline that markup gives ("Andrew Gray, Reuters"): as written, the agency, and whether nobody
    else is named."""
    line = " ".join(line[:_WINDOW].split())
    for alone in (True, False):
        match = byline(alone).fullmatch(line)
        if match:
            return [(name, spellings()[name], alone) for name in written(match)]
    return []


def _head(text: str) -> int:
    """Where the first few lines end."""
    end = 0
    for _ in range(_EDGE):
        match = re.compile(r"\s*[^\n]+").match(text, end)
        if match is None:
            break
        end = match.end()
    return end


def _tail(text: str) -> int:
    """Where the last few lines begin."""
    start = len(text)
    for _ in range(_EDGE):
        end = start
        while end > 0 and text[end - 1].isspace():
            end -= 1
        start = text.rfind("\n", 0, end) + 1
    return start


def _lines(text: str, tail: int) -> Iterator[tuple[int, int]]:
    """The lines that name an agency, without the blanks and marks around them."""
    at = seen = 0
    while match := one_name().search(text, at):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        end = at = len(text) if end < 0 else end
        seen += 1
        if seen == _MAX_LINES:
            at = max(at, tail)
        while start < end and text[start] in _FRAME:
            start += 1
        while end > start and text[end - 1] in _FRAME:
            end -= 1
        yield start, end


def _credits_of(text: str, start: int, end: int, *, in_head: bool, in_tail: bool) -> Iterator[Reference]:
    found = dateline(text[start : min(end, start + _WINDOW)])
    if found is not None:
        for name in found[1]:
            yield Reference(Channel.CREDIT, name, start=start, end=start + found[0], confidence=_DATELINE)
    places = {Where.ANYWHERE}
    if in_head:
        places |= {Where.HEAD, Where.EDGES}
    if in_tail:
        places |= {Where.TAIL, Where.EDGES}
    # A short line is read whole, so that "^" and "$" are its own; of a long one, each edge with one of them.
    windows = [(start, end, "")]
    if end - start > _WINDOW:
        windows = [(start, start + _WINDOW, "…"), (end - _WINDOW, end, "")]
    for begin, stop, more in windows:
        window = ("\x00" if begin > start else "") + text[begin:stop] + more
        for pattern, confidence, where in forms():
            match = pattern.search(window) if where in places else None
            if match:
                yield from _references(match, begin - (begin > start), confidence)


def _references(match: re.Match[str], offset: int, confidence: float) -> Iterator[Reference]:
    start, end = match.span("credit" if "credit" in match.re.groupindex else 0)
    found = written(match)
    if match[0] == match["names"] and all(name in spellings()[name].doubtful for name in found):
        confidence = min(confidence, _LONE_ABBREVIATION)
    for name in found:
        yield Reference(Channel.CREDIT, name, start=offset + start, end=offset + end, confidence=confidence)
