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

from .steps.names import Entity

LONGEST = 50_000  # characters, some 8,000 words
PEOPLE = 200  # of whom a section knows from those before it: the ones named last

# Where to cut, the best place first.
ENDS = tuple(map(re.compile, (r"[\n\r]+", r"[.!?…][\"'”’)\]]*\s+", r"\s+")))


def sections(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """The text in stretches of at most `longest` characters, each (start, end), cut behind a paragraph; behind a
    sentence where the paragraph is too long for that, behind a word where the sentence is. They are the whole text."""
    start = 0
    while len(text) - start > longest:
        end = _last_end(text, start + longest // 2, start + longest)
        yield start, end
        start = end
    yield start, len(text)


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
    """Without Python's search for cyclic garbage. The steps build many small objects; each round of the search would
    walk them all, and the parser with them, while nearly all are still needed: a tenth of the steps' time. For one
    section at a time: some of what is built refers to itself and waits for the search."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
