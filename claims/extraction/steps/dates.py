"""When: the dates a text names, absolute or counted from the day of publication. One pass over the tokens."""

from __future__ import annotations

from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from spacy.tokens import Doc, Token

from ..types import DateExpression
from . import columns
from .numerals import cardinal

MONTHS = {name.lower(): k for k, name in enumerate(month_name) if name}
MONTHS |= {name.lower() + dot: k for k, name in enumerate(month_abbr) if name for dot in ("", ".")}
MONTHS |= {"sept": 9, "sept.": 9}
# "Sat" and "Sun" are left out: they are a verb and a newspaper far more often than a day.
WEEKDAYS = {name.lower(): k for k, name in enumerate(day_name)}
WEEKDAYS |= {name.lower() + dot: k for k, name in enumerate(day_abbr) if k < 5 for dot in ("", ".")}
ALSO_WORDS = {"may", "march", "august", "mar", "jan", "dec"}  # months that are words or names as well
BEFORE_A_MONTH = {
    "in",
    "last",
    "next",
    "this",
    "since",
    "until",
    "till",
    "by",
    "of",
    "during",
    "from",
    "through",
    "early",
}
BEFORE_A_MONTH |= {"late", "mid", "before", "after", "every", "and", "to"}

DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
PARTS_OF_DAY = {"morning", "afternoon", "evening", "night"}
DEICTIC = {"last": -1, "this": 0, "next": 1}
UNITS = {"week": "week", "weekend": "week", "month": "month", "year": "year", "decade": "decade", "century": "decade"}
AGO = {
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "hour": "time",
    "minute": "time",
}
PARTS_OF_PERIOD = {"early", "late", "mid", "earlier", "later"}
VAGUE = {"several", "some", "many", "few", "hundred", "hundreds", "couple"}
MERIDIEM = {"am", "pm", "a.m.", "p.m.", "a.m", "p.m"}
CURRENCY = set("$€£¥₹₽")

FUTURE = {"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"}
PLANNED = {
    "scheduled",
    "due",
    "set",
    "expected",
    "planned",
    "plans",
    "plan",
    "planning",
    "going",
    "hopes",
    "hope",
    "aims",
}
PLANNED |= {"intends", "intend", "wants", "want", "slated", "supposed"}
STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}
PRECISION = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
FIRST_YEAR, LAST_YEAR = 1500, 2099
CLIMB = 8  # arcs from a date to the verb that tells its tense


@dataclass(frozen=True)
class Found:
    """A date before it is written down: the tokens [begin, end) and what they say."""

    begin: int
    end: int
    grain: str
    value: str | None


@dataclass
class Reader:
    """Reads the dates of one Doc. published: the day that relative expressions are counted from."""

    doc: Doc
    published: date | None
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = columns.names(self.doc, "LOWER")

    def word(self, i: int) -> str:
        """The lower-case word at i, "" outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def at(self, i: int) -> Found | None:
        """The date that is recognised by the word at i, or None."""
        word = self.words[i]
        first = word[0]
        if first.isdigit():
            return self.day_first(i) or self.iso(i) or self.clock(i) or self.year(i)
        read = TRIGGERS.get(word)
        if read is not None:
            return read(self, i)
        return self.modified_year(i) if word[-2:-1].isdigit() and "-" in word else None

    # -- the calendar ----------------------------------------------------------------------------------------

    def weekday(self, i: int) -> Found | None:
        """ "Friday", "last Friday", "Friday, May 8, 2009"."""
        if not self.doc[i].is_title or self.word(i - 1) in {"black", "good"}:
            return None
        after = i + 2 if self.word(i + 1) == "," else i + 1
        if after < len(self.words):
            rest = self.month(after) if self.word(after) in MONTHS else self.day_first(after)
            if rest is not None and rest.grain == "day":
                return Found(i, rest.end, "day", rest.value)
        begin, shift = self.deictic(i)
        return Found(begin, i + 1, "day", self.nearest_weekday(i, WEEKDAYS[self.words[i]], shift))

    def month(self, i: int) -> Found | None:
        """ "May 8, 2009", "May 2009", "last May", "in May"."""
        token, number = self.doc[i], MONTHS[self.words[i]]
        if not token.is_title or token.pos_ not in {"PROPN", "NOUN", "NUM"} or token.ent_type_ == "PER":
            return None
        day = ordinal_day(self.word(i + 1))
        if day and self.word(i + 2) not in MERIDIEM:
            return self.dated(i, i + 2, number, day)
        year = year_of(self.word(i + 1)) or year_of(self.word(i + 2)) * (self.word(i + 1) in {",", "of"})
        if year:
            return Found(i, i + 2 if year_of(self.word(i + 1)) else i + 3, "month", f"{year:04}-{number:02}")
        if self.words[i] in ALSO_WORDS and self.word(i - 1) not in BEFORE_A_MONTH:
            return None
        begin, shift = self.deictic(i)
        return Found(begin, i + 1, "month", self.nearest_month(i, number, shift))

    def day_first(self, i: int) -> Found | None:
        """ "8 May 2009", "22nd of January"."""
        day = ordinal_day(self.words[i])
        k = i + 2 if self.word(i + 1) == "of" else i + 1
        if not day or self.word(k) not in MONTHS or not self.doc[k].is_title:
            return None
        return self.dated(i, k + 1, MONTHS[self.word(k)], day)

    def dated(self, begin: int, end: int, month: int, day: int) -> Found | None:
        """A day and a month; the year follows, or is the nearest."""
        k = end + 1 if self.word(end) == "," else end
        year = year_of(self.word(k))
        if year:
            return Found(begin, k + 1, "day", iso_day(year, month, day))
        return Found(begin, end, "day", self.nearest_day(begin, month, day))

    def year(self, i: int) -> Found | None:
        """ "in 2026", "the 1951 defence pact", "2009-10", "the 1980s"; not "2000 people"."""
        word = self.words[i]
        if word[:-1].isdigit() and word[-1] == "s" and len(word) in (3, 5) and word[-2] == "0":
            return Found(i, i + 1, "decade", f"{word[:3]}X" if len(word) == 5 else None)
        if not year_of(word) or self.word(i - 1)[-1:] in CURRENCY:
            return None
        before, after = self.word(i - 1), self.word(i + 1)
        if after in {"-", "–", "/"} and (len(self.word(i + 2)) == 2 and self.word(i + 2).isdigit()):
            return Found(i, i + 3, "year", None)  # a season or a school year
        token = self.doc[i]
        counts = token.dep_ == "nummod" and token.head.i > i and token.head.tag_ in {"NNS", "CD", "$"}
        if after in {"%", "percent", "per"} or (counts and before not in {"the", "in"}):
            return None
        if (
            after == "-"
            and not self.doc[i].whitespace_
            and self.word(i + 2)[:1].isalpha()
            and before not in {"the", "a"}
        ):
            return None
        return Found(self.early(i), i + 1, "year", word)

    def modified_year(self, i: int) -> Found | None:
        """ "mid-2025", "late-1980s": one token."""
        _, _, rest = self.words[i].partition("-")
        if year_of(rest):
            return Found(i, i + 1, "year", rest)
        return Found(i, i + 1, "decade", f"{rest[:3]}X") if year_of(rest[:-1]) and rest.endswith("0s") else None

    def iso(self, i: int) -> Found | None:
        """ "2026-01-22" (five tokens), "22/01/2026" where only one reading is possible."""
        word = self.words[i]
        if year_of(word) and self.word(i + 1) == self.word(i + 3) == "-" and self.word(i + 2).isdigit():
            value = iso_day(int(word), int(self.word(i + 2)), ordinal_day(self.word(i + 4)))
            return Found(i, i + 5, "day", value) if value else None
        parts = word.split("/")
        if len(parts) == 3 and all(part.isdigit() for part in parts) and year_of(parts[2]):
            one, other, year = map(int, parts)
            readings = {iso_day(year, other, one), iso_day(year, one, other)} - {None}
            return Found(i, i + 1, "day", readings.pop() if len(readings) == 1 else None)
        return None

    def clock(self, i: int) -> Found | None:
        """ "5pm", "10:30": kept so that nobody counts them; the text gives no day for them."""
        hours, colon, minutes = self.words[i].partition(":")
        if self.word(i + 1) in MERIDIEM and hours.isdigit():
            return Found(i, i + 2, "time", None)
        clock = bool(colon) and hours.isdigit() and minutes[:2].isdigit()
        return Found(i, i + 1, "time", None) if clock else None

    # -- counted from the day of publication -----------------------------------------------------------------

    def relative_day(self, i: int) -> Found:
        """ "yesterday", "yesterday evening"."""
        end = i + 2 if self.word(i + 1) in PARTS_OF_DAY else i + 1
        return Found(self.early(i), end, "day", self.days(DAYS[self.words[i]]))

    def relative_period(self, i: int) -> Found | None:
        """ "last night", "this morning", "next week", "earlier this month"."""
        shift, what = DEICTIC[self.words[i]], self.word(i + 1)
        if what in PARTS_OF_DAY and (shift == 0 or what == "night"):
            return Found(self.early(i), i + 2, "day", self.days(shift))
        if what not in UNITS:
            return None
        # "the last week" is a stretch of time, "the next year" counts from elsewhere
        value = None if self.word(i - 1) == "the" or what == "century" else self.period(UNITS[what], shift)
        return Found(self.early(i), i + 2, UNITS[what], value)

    def ago(self, i: int) -> Found | None:
        """ "two years ago", "a decade ago", "a few weeks ago"."""
        unit = self.word(i - 1).removesuffix("s")
        if unit not in AGO:
            return None
        number = Decimal(1) if self.word(i - 2) in {"a", "an"} else cardinal(self.word(i - 2))
        if number is None:  # "a few weeks ago", "months ago"
            vague = 3 if self.word(i - 3) == "a" else 2 if self.word(i - 2) in VAGUE else 1
            return Found(i - vague, i + 1, AGO[unit], None)
        exact = number == int(number) and number <= LAST_YEAR
        return Found(i - 2, i + 1, AGO[unit], self.period(AGO[unit], -int(number)) if exact else None)

    # -- words around ----------------------------------------------------------------------------------------

    def deictic(self, i: int) -> tuple[int, int | None]:
        """Where the expression begins, and -1, 0 or 1 for "last", "this" and "next" before it."""
        shift = DEICTIC.get(self.word(i - 1))
        return (self.early(i), None) if shift is None else (self.early(i - 1), shift)

    def early(self, i: int) -> int:
        """Where the expression begins with "early", "late", "earlier" before it, as in "early in 2026"."""
        if self.word(i - 1) in PARTS_OF_PERIOD:
            return i - 1
        if self.word(i - 1) == "in" and self.word(i - 2) in PARTS_OF_PERIOD:
            return i - 2
        return i

    # -- values ----------------------------------------------------------------------------------------------

    def days(self, shift: int) -> str | None:
        """The day so many days after publication."""
        return (self.published + timedelta(days=shift)).isoformat() if self.published else None

    def period(self, grain: str, shift: int) -> str | None:
        """The period so many periods after that of publication: "2026-W04", "2026-01", "2026"."""
        if self.published is None or grain not in STEPS:
            return None
        try:
            day = self.published + STEPS[grain] * shift
        except (OverflowError, ValueError):  # before the year 1
            return None
        if grain == "week":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
        return day.isoformat()[: PRECISION[grain]]

    def nearest_weekday(self, i: int, weekday: int, shift: int | None) -> str | None:
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        ahead = (weekday - self.published.weekday()) % 7
        if shift is None:
            return self.days(ahead if direction(self.doc[i]) > 0 else -back)
        return self.days({-1: -(back or 7), 0: ahead, 1: ahead or 7}[shift])

    def nearest_month(self, i: int, month: int, shift: int | None) -> str | None:
        if self.published is None:
            return None
        way = direction(self.doc[i]) if shift is None else shift
        here = self.published.year * 12 + self.published.month
        candidates = [year * 12 + month for year in range(self.published.year - 1, self.published.year + 2)]
        if way < 0:
            candidates = [k for k in candidates if k < here or (k == here and shift is None)]
        elif way > 0:
            candidates = [k for k in candidates if k > here or (k == here and shift is None)]
        best = min(candidates, key=lambda k: abs(k - here))
        return f"{(best - 1) // 12:04}-{month:02}"

    def nearest_day(self, i: int, month: int, day: int) -> str | None:
        if self.published is None:
            return None
        published, way = self.published, direction(self.doc[i])
        years = range(published.year - 1, published.year + 2)
        days = [date.fromisoformat(text) for year in years if (text := iso_day(year, month, day))]
        allowed = [d for d in days if (d <= published if way < 0 else d >= published if way > 0 else True)]
        return min(allowed, key=lambda d: abs(d - published)).isoformat() if allowed else None


TRIGGERS: dict[str, Callable[[Reader, int], Found | None]] = {
    **dict.fromkeys(MONTHS, Reader.month),
    **dict.fromkeys(WEEKDAYS, Reader.weekday),
    **dict.fromkeys(DAYS, Reader.relative_day),
    **dict.fromkeys(DEICTIC, Reader.relative_period),
    "ago": Reader.ago,
}


def find(doc: Doc, published: date | None = None, text: str | None = None) -> tuple[DateExpression, ...]:
    """The date expressions of a parsed text, in text order; they don't overlap. text: the Doc's, where it is at hand (a
    Doc builds it anew each time it is asked).

    Values are ISO 8601 at the grain's precision: "2026-02-01", "2026-W04" (week), "2026-02", "2026", and "198X" for a
    decade (ISO 8601-2, unspecified digit). A value is None where neither the text nor `published` settles it.
    A weekday is the last one before publication, a day or month without a year the nearest;
    the verb's tense decides first.
    """
    reader, text = Reader(doc, published), doc.text if text is None else text
    expressions: list[DateExpression] = []
    done = 0
    for i in range(len(reader.words)):
        if i < done:
            continue
        found = reader.at(i)
        if found is not None and found.begin >= done:
            start, end = doc[found.begin].idx, doc[found.end - 1].idx + len(doc[found.end - 1])
            expressions.append(DateExpression(text[start:end], start, end, found.value, found.grain))
            done = found.end
    return tuple(expressions)


def year_of(word: str) -> int:
    """The year that four digits can be, else 0."""
    return int(word) if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR else 0


def ordinal_day(word: str) -> int:
    """1 to 31 for "1", "01" or "1st", else 0."""
    digits = word[:-2] if word[-2:] in {"st", "nd", "rd", "th"} else word
    return int(digits) if 0 < len(digits) <= 2 and digits.isdecimal() and 1 <= int(digits) <= 31 else 0


def iso_day(year: int, month: int, day: int) -> str | None:
    """The day in ISO 8601, None for the 30th of February."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def direction(token: Token) -> int:
    """Whether what happened on this date is past (-1), to come (1) or open (0), from the verb it hangs on."""
    for _ in range(CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.lower_ in PLANNED:
            helpers = {child.lower_ for child in token.children if child.dep_.startswith(("aux", "cop"))}
            if helpers & FUTURE or token.lower_ in PLANNED:
                return 1
            if token.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "’s", "'re", "’re"}:
                return 1
            if token.tag_ in {"VBD", "VBN"} or helpers & {"was", "were", "had"}:
                return -1
            if token.tag_ in {"VBZ", "VBP"}:
                return 0
        if token.head == token:
            return 0
        token = token.head
    return 0
