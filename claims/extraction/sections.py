"""A long text is read in sections, so that memory stays bounded and time grows with length alone.

What a section takes along from those before it: the people named, with all that was learnt of them (their fullest
name, titles, gender, which facts were told). "Mr Rutte" in the last chapter of a book is still Mark Rutte. The parse,
and with it what pronouns and descriptions may reach, ends with the section: these look back a few sentences only. A
section ends at a paragraph's end, so that costs next to nothing; what it costs is a quotation that runs on over it.

A text of one section, as nearly every article is, is read as if there were no sections.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from operator import is_not
from typing import Any, TypeVar, cast

from .steps.names import Entity

LONGEST = 50_000  # characters, some 8,000 words
PEOPLE = 200  # of whom a section knows from those before it: the ones named last

# Where to cut, the best place first.
ENDS = tuple(map(re.compile, (r"[\n\r]+", r"[.!?…][\"'”’)\]]*\s+", r"\s+")))

PLAIN = frozenset({str, float, bool, type(None)})  # no offsets in these

Value = TypeVar("Value")


@dataclass(frozen=True)
class Section:
    """A stretch of a text, and where in the text it starts (code points)."""

    start: int
    text: str


def sections(text: str, longest: int = LONGEST) -> Iterator[Section]:
    """The text in stretches of at most `longest` characters, cut behind a paragraph; behind a sentence where the
    paragraph is too long for that, behind a word where the sentence is. Together they are the text."""
    start = 0
    while len(text) - start > longest:
        end = _last_end(text, start + longest // 2, start + longest)
        yield Section(start, text[start:end])
        start = end
    yield Section(start, text[start:])


def _last_end(text: str, earliest: int, latest: int) -> int:
    for pattern in ENDS:
        ends = [match.end() for match in pattern.finditer(text, earliest, latest)]
        if ends:
            return ends[-1]
    return latest


class Memory:
    """What a section takes along from those before it."""

    def __init__(self) -> None:
        self.people: list[Entity] = []  # named last first

    def keep(self, people: list[Entity]) -> None:
        """Remember the people of a section, given in the order in which they were last named."""
        latest = dict.fromkeys([*reversed(people), *self.people])
        self.people = list(latest)[:PEOPLE]


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for cyclic garbage. The steps build many small objects and no cycles; each round of the
    search would walk them all, and the parser with them, for nothing: a tenth of the steps' time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def shifted(value: Value, by: int) -> Value:
    """A value of types.py with every offset in it, a field named start or end, moved by a number of code points."""
    if isinstance(value, tuple) and value:
        items = tuple(shifted(item, by) for item in value)
        return cast(Value, items) if any(map(is_not, items, value)) else value
    changes: dict[str, Any] = {}
    for name in _fields(cast(type, type(value))):
        old = getattr(value, name)
        if type(old) in PLAIN and name not in ("start", "end"):
            continue
        new = old + by if name in ("start", "end") else shifted(old, by)
        if new is not old:
            changes[name] = new
    return replace(cast(Any, value), **changes) if changes else value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
