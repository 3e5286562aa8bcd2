"""The words of dates and a reader's view of a text: what stands around a date, which tense its verb has."""

from __future__ import annotations

from calendar import day_abbr, day_name, month_abbr, month_name
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from spacy.tokens import Doc, Token

from . import columns
from .numerals import cardinal, number_word, spelled
from .timeline import Timeline

MONTHS = {name.lower(): k for k, name in enumerate(month_name) if name}
MONTHS |= {name.lower() + dot: k for k, name in enumerate(month_abbr) if name for dot in ("", ".")}
MONTHS |= {"sept": 9, "sept.": 9}
# "Sat" and "Sun" are left out: they are a verb and a newspaper far more often than a day.
WEEKDAYS = {name.lower(): k for k, name in enumerate(day_name)}
WEEKDAYS |= {name.lower() + dot: k for k, name in enumerate(day_abbr) if k < 5 for dot in ("", ".")}
PARTS_OF_DAY = frozenset("morning afternoon evening night lunchtime".split())
PARTS_OF_PERIOD = frozenset("early late mid earlier later".split())
DEICTIC = {"last": -1, "this": 0, "next": 1}
UNITS = {"day": "day", "week": "week", "weekend": "week", "fortnight": "week", "month": "month", "quarter": "quarter"}
UNITS |= {"year": "year", "decade": "decade", "century": "century", "hour": "time", "minute": "time"}
UNITS |= {"centurie": "century"}  # without its plural s
DASHES = frozenset("-–—")
ARTICLES = frozenset({"a", "an", "one"})

FUTURE = frozenset("will 'll ’ll wo shall would 'd ’d".split())
PLANNED = frozenset(
    "scheduled due set expected planned plans plan planning going hopes hope aims intends intend wants want slated "
    "supposed".split()
)
NOW = frozenset("is are am 's ’s 're ’re".split())
CLIMB = 8  # arcs from a date to the verb that tells its tense
LONGEST_NUMBER = 5  # words


@dataclass(frozen=True)
class Found:
    """A date before it is written down: the tokens [begin, end) and what they say.

    yearless: the year was taken from publication, so a year further on may still be meant for it.
    """

    begin: int
    end: int
    grain: str
    value: str | None
    yearless: bool = False


@dataclass
class DateWords:
    """The lower-case words of one Doc, and the timeline that its relative expressions are counted on."""

    doc: Doc
    published: date | None
    words: list[str] = field(init=False)
    timeline: Timeline = field(init=False)

    def __post_init__(self) -> None:
        self.words = columns.names(self.doc, "LOWER")
        self.timeline = Timeline(self.published)

    def word(self, i: int) -> str:
        """The lower-case word at i, "" outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def unit(self, i: int) -> str:
        """The grain of "year" or "years" at i, else ""."""
        return UNITS.get(self.word(i).removesuffix("s"), "")

    def deictic(self, i: int) -> tuple[int, int | None]:
        """Where the expression begins, and -1, 0 or 1 for "last", "this" and "next" before it."""
        shift = DEICTIC.get(self.word(i - 1))
        return (self.early(i), None) if shift is None else (self.early(i - 1), shift)

    def early(self, i: int) -> int:
        """Where the expression begins with "early", "late", "earlier" before it, as in "early in 2026", "mid-March"."""
        back = i - 1
        if self.word(back) in DASHES or self.word(back) == "in":
            back -= 1
        return back if self.word(back) in PARTS_OF_PERIOD else i

    def way(self, i: int) -> int:
        """Whether what happened at the date is past (-1), to come (1) or open (0)."""
        return direction(self.doc[i])

    def number_after(self, i: int) -> tuple[Decimal, int] | None:
        """The number that begins at i, and the word after it: "24", "twenty-five", "a", "one and a half" isn't one."""
        for end in range(min(i + LONGEST_NUMBER, len(self.words)), i, -1):
            number = self._number(i, end)
            if number is not None:
                return number, end
        return None

    def number_before(self, end: int) -> tuple[Decimal, int] | None:
        """The longest number that ends before `end`, and where it begins."""
        if (word := self.word(end - 1)) not in ARTICLES and cardinal(word) is None:
            return None
        for begin in range(max(end - LONGEST_NUMBER, 0), end):
            number = self._number(begin, end)
            if number is not None:
                return number, begin
        return None

    def _number(self, begin: int, end: int) -> Decimal | None:
        words = self.words[begin:end]
        if len(words) == 1:
            return Decimal(1) if words[0] in ARTICLES else cardinal(words[0])
        if not (number_word(words[0]) and number_word(words[-1])):
            return None
        return spelled(" ".join(word for word in words if word not in DASHES))


def direction(token: Token) -> int:
    """Whether what happened on this date is past (-1), to come (1) or open (0), from the verb it hangs on."""
    for _ in range(CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.lower_ in PLANNED:
            helpers = {child.lower_ for child in token.children if child.dep_.startswith(("aux", "cop"))}
            if helpers & FUTURE or token.lower_ in PLANNED:
                return 1
            if token.tag_ == "VBG" and helpers & NOW:
                return 1
            if token.tag_ in {"VBD", "VBN"} or helpers & {"was", "were", "had"}:
                return -1
            if token.tag_ in {"VBZ", "VBP"}:
                return 0
        if token.head == token:
            return 0
        token = token.head
    return 0
