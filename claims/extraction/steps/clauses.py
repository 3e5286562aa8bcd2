"""What the splitting steps pass on: clauses written out as words, and predicates still to be written out."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..types import Antecedent, Origin, Voice
from .attribution import Report

Word = int | str


@dataclass(frozen=True)
class Clause:
    """An assertion as words in order: tokens of the document, or literal words where a form had to change."""

    head: int
    words: tuple[Word, ...]
    origin: Origin
    report: Report | None = None
    carried: frozenset[int] = frozenset()  # tokens that a literal word stands for
    singular: bool = False  # one of several subjects: its verb must agree
    inherited: frozenset[int] = frozenset()  # tokens shared with another clause, outside of this one's own stretch
    antecedents: tuple[Antecedent, ...] = ()  # of words that literal words stand for
    told: tuple[Voice, ...] = ()  # who does what in the clause's own words


@dataclass(frozen=True)
class Task:
    """A predicate still to be written out."""

    head: int
    origin: Origin
    report: Report | None
    subject: tuple[Word, ...] = ()  # what it shares from the clause it came from
    relative_to: int = -1  # the antecedent, for a relative clause
    base: int = -1  # the predicate whose tense a participle takes
    leave: frozenset[int] = frozenset()
    helpers: tuple[Word, ...] = ()  # auxiliaries that it shares, to stand right before it


@dataclass
class Handed:
    """What a clause hands on while it collects its own words."""

    later: list[Task] = field(default_factory=list)
