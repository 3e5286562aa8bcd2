"""Datelines: "LONDON, Jan 22 (Reuters) -" and its kin, at the beginning of a line."""

from __future__ import annotations

import re
from functools import cache

from sources.capture.agencies import spellings
from sources.capture.credit_forms import names, written

_LONGEST = 100  # characters before the agency
_MOST_WORDS = 8  # of places
_DATE = re.compile(
    r"(?:(?:[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.? [^\W\d_]{3,9}\.?)(?:,? \d{4})?)[\s,.–—-]*$"
)
_WORD = re.compile(r"[^\s,/()\[\]–—-]+")
_SMALL = frozenset("al and by da das de del den der di do dos el la las le les los of on sur the upon van y".split())


def dateline(line: str) -> tuple[int, list[str]] | None:
    """Where the dateline that a line begins with ends, and the agencies in it as written; None where there is none."""
    match = _pattern().match(line)
    if match is None:
        return None
    found = written(match)
    before = match["before"].strip(" \t*_>#")
    day = _DATE.search(before)
    if not day and (not match["dash"] or match["bracket"] == "/"):
        return None
    place = before[: day.start()] if day else before
    doubtful = not day and all(name in spellings()[name].doubtful for name in found)
    return (match.end("agency"), found) if _is_place(place, found, doubtful) else None


def _is_place(words: str, found: list[str], doubtful: bool) -> bool:
    """Whether words can be the places of a dateline: capitalised, few, and not what the agency's name abbreviates. For
    a doubtful name they must begin in capitals, or be a single one before three letters. No words at all will do:
    "(Reuters) -"."""
    place = words.strip(" ,.-–—:")
    parts = _WORD.findall(place)
    if (
        place in spellings()
        or len(parts) > _MOST_WORDS
        or any(part.lower() in ("the", "a", "an") for part in parts[:1])
    ):
        return False
    initials = "".join(part[0] for part in parts if part not in _SMALL)
    if len(parts) > 1 and initials.casefold() in {name.casefold() for name in found}:
        return False
    in_capitals = all(part.isupper() and len(part) > 1 for part in parts[:1])
    if doubtful and not in_capitals and (len(parts) > 1 or max(map(len, found)) < 3):
        return False
    return all(part[0].isupper() or part in _SMALL for part in parts)


@cache
def _pattern() -> re.Pattern[str]:
    # After it a dash; after a date a stop or only the next sentence's capital will do ("Jan 22 (PTI) The").
    after = r"(?P<dash>\s*\.?(?:-{1,2}|[–—―])|\s*:)|\.?\s+(?=[\"“‘'*A-Z])|\.?$"
    before = rf"(?P<before>[^(\n]{{0,{_LONGEST}}}?(?:\([A-Z][a-z]+\)\s?)?)"
    return re.compile(rf"{before}(?P<agency>(?P<bracket>[(/]){names()}[)/])(?:{after})")
