"""When: the dates a text names, absolute or counted from the day of publication. One pass over the tokens.

Here are calendar days, months, years and clock times, and ranges of them; other periods are in periods.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from ..types import DateExpression
from . import periods
from .datewords import DASHES, MONTHS, PARTS_OF_DAY, WEEKDAYS, DateWords, Found
from .numerals import spelled
from .timeline import interval, iso_day, ordinal_day, year_of

ALSO_WORDS = frozenset("may march august mar jan dec".split())  # months that are words or names as well
BEFORE_A_MONTH = frozenset(
    "in last next this since until till by of during from through early late mid before after every and to".split()
)
CURRENCY = frozenset("$€£¥₹₽")
RANGE_WORDS = frozenset("to until till through".split()) | DASHES
PERSONAL = frozenset("his her their my our your mid early late".split())
ERAS = frozenset({"bc", "bce", "b.c.", "b.c"})

MERIDIEM = r"(?P<half>[ap])\.?m\.?"
CLOCK = re.compile(
    r"(?P<hours>\d{1,2})(?:[:.](?P<minutes>\d{2}))?" + MERIDIEM + r"|(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})?"
)
BARE_HOUR = re.compile(r"(?P<hours>\d{1,2})(?:[:.](?P<minutes>\d{2}))?")
HALF_DAY = re.compile(MERIDIEM)
UNIVERSAL = frozenset("gmt utc z".split())
ZONES = UNIVERSAL | frozenset("bst cet cest est edt et pst pdt pt cst cdt ist aest".split())


class Reader(DateWords):
    """Reads the dates of one Doc. published: the day that relative expressions are counted from."""

    def at(self, i: int) -> Found | None:
        """The date that is recognised by the word at i, or None."""
        word = self.words[i]
        if word[0].isdigit():
            return (
                self.day_first(i) or self.iso(i) or self.clock(i) or self.years(i) or self.year(i)
                or periods.century(self, i) or (periods.part_of_year(self, i) if word in periods.TRIGGERS else None)
            )  # fmt: skip
        read = TRIGGERS.get(word)
        if read is not None:
            return read(self, i)
        if word[-2:-1].isdigit():
            return self.modified_year(i)
        return self.oclock(i) if word in {"o'clock", "o’clock"} else None

    # -- the calendar ----------------------------------------------------------------------------------------

    def weekday(self, i: int) -> Found | None:
        """ "Friday", "last Friday", "Friday, May 8, 2009", "Tuesday night"."""
        if not self.doc[i].is_title or self.word(i - 1) in {"black", "good"}:
            return None
        after = i + 2 if self.word(i + 1) == "," else i + 1
        if after < len(self.words):
            rest = self.month(after) if self.word(after) in MONTHS else self.day_first(after)
            if rest is not None and rest.grain == "day":
                return replace(rest, begin=i)
        begin, shift = self.deictic(i)
        end = i + 2 if self.word(i + 1) in PARTS_OF_DAY else i + 1
        return Found(begin, end, "day", self.timeline.weekday(WEEKDAYS[self.words[i]], shift, self.way(i)))

    def month(self, i: int) -> Found | None:
        """ "May 8, 2009", "May 2009", "last May", "in May"."""
        token, number = self.doc[i], MONTHS[self.words[i]]
        if not token.is_title or token.pos_ not in {"PROPN", "NOUN", "NUM"} or token.ent_type_ == "PER":
            return None
        day = ordinal_day(self.word(i + 1))
        if day and self.word(i + 2) not in {"am", "pm", "a.m.", "p.m."}:
            return self.dated(i, i + 2, number, day)
        year = year_of(self.word(i + 1)) or year_of(self.word(i + 2)) * (self.word(i + 1) in {",", "of"})
        begin = self.early(i)
        if year:
            end = i + 2 if year_of(self.word(i + 1)) else i + 3
            return Found(begin, end, "month", f"{year:04}-{number:02}")
        if self.words[i] in ALSO_WORDS and self.word(i - 1) not in BEFORE_A_MONTH and begin == i:
            return None
        begin, shift = self.deictic(i)
        value = self.timeline.month(number, shift, self.way(i))
        return Found(begin, i + 1, "month", value, yearless=shift is None)

    def day_first(self, i: int) -> Found | None:
        """ "8 May 2009", "22nd of January"."""
        day = ordinal_day(self.words[i])
        k = i + 2 if self.word(i + 1) == "of" else i + 1
        if day and self.word(k) in RANGE_WORDS | {"and"} and ordinal_day(self.word(k + 1)) > day:
            return self.days(i, k, day)
        if not day or self.word(k) not in MONTHS or not self.doc[k].is_title:
            return None
        return self.dated(i, k + 1, MONTHS[self.word(k)], day)

    def days(self, i: int, link: int, day: int) -> Found | None:
        """ "3-5 May 2025", "between 3 and 5 May"."""
        last = self.day_first(link + 1)
        opens = self.word(i - 1) == "between"
        if last is None or last.grain != "day" or last.value is None or (self.word(link) == "and") != opens:
            return None
        return Found(i - opens, last.end, "day", interval(f"{last.value[:8]}{day:02}", last.value))

    def dated(self, begin: int, end: int, month: int, day: int) -> Found:
        """A day and a month; the year follows, or is the nearest."""
        k = end + 1 if self.word(end) == "," else end
        year = year_of(self.word(k))
        if year:
            return Found(begin, k + 1, "day", iso_day(year, month, day))
        return Found(begin, end, "day", self.timeline.day(month, day, self.way(begin)), yearless=True)

    def year(self, i: int) -> Found | None:
        """ "in 2026", "the 1951 defence pact", "the 1980s", "44 BC"; not "2000 people"."""
        word = self.words[i]
        if word[:-1].isdigit() and word[-1] == "s" and len(word) in (3, 5) and word[-2] == "0":
            if len(word) == 3:  # "his 90s" are an age
                return None if {self.word(i - 1), self.word(i - 2)} & PERSONAL else Found(i, i + 1, "decade", None)
            return Found(self.early(i), i + 1, "decade", f"{word[:3]}X")
        if self.word(i + 1) in ERAS and word.isdecimal() and 0 < len(word) <= 4:
            return Found(i, i + 2, "year", f"-{int(word) - 1:04}" if int(word) > 1 else "0000")
        if not year_of(word) or self.word(i - 1)[-1:] in CURRENCY:
            return None
        before, after = self.word(i - 1), self.word(i + 1)
        token = self.doc[i]
        counts = token.dep_ == "nummod" and token.head.i > i and token.head.tag_ in {"NNS", "CD", "$"}
        if after in {"%", "percent", "per"} or (counts and before not in {"the", "in"}):
            return None
        glued = after == "-" and not token.whitespace_ and self.word(i + 2)[:1].isalpha()
        if glued and before not in {"the", "a"}:
            return None
        return Found(self.early(i), i + 1, "year", word)

    def years(self, i: int) -> Found | None:
        """ "2009-10" in three tokens, "2011–2013" in one: a season, a school year, a range."""
        first, dash, last = self.words[i].partition("–")
        end = i + 1
        if not dash:
            if self.word(i + 1) not in DASHES | {"/"}:
                return None
            last, end = self.word(i + 2), i + 3
        if not year_of(first) or not last.isdecimal() or len(last) not in (2, 4):
            return None
        if len(last) == 4 and not year_of(last):
            return None
        return Found(i, end, "year", interval(first, first[:2] + last if len(last) == 2 else last))

    def modified_year(self, i: int) -> Found | None:
        """ "mid-2025", "late-1980s", "’90s": one token."""
        word = self.words[i]
        _, _, rest = word.partition("-")
        if year_of(rest):
            return Found(i, i + 1, "year", rest)
        if year_of(rest[:-1]) and rest.endswith("0s"):
            return Found(i, i + 1, "decade", f"{rest[:3]}X")
        short = word[0] in "'’‘" and len(word) == 4 and word.endswith("0s") and word[1].isdecimal()
        return Found(i, i + 1, "decade", f"19{word[1]}X" if word[1] > "2" else None) if short else None

    def iso(self, i: int) -> Found | None:
        """ "2026-01-22" (five tokens), "22/01/2026" where only one reading is possible."""
        word = self.words[i]
        if year_of(word) and self.word(i + 1) == self.word(i + 3) == "-" and self.word(i + 2).isdecimal():
            value = iso_day(int(word), ordinal_day(self.word(i + 2)), ordinal_day(self.word(i + 4)))
            return Found(i, i + 5, "day", value) if value else None
        parts = word.split("/")
        if len(parts) == 3 and all(part.isdecimal() and len(part) <= 4 for part in parts) and year_of(parts[2]):
            one, other, year = map(int, parts)
            readings = {iso_day(year, other, one), iso_day(year, one, other)} - {None}
            return Found(i, i + 1, "day", readings.pop() if len(readings) == 1 else None)
        return None

    # -- the clock -------------------------------------------------------------------------------------------

    def clock(self, i: int) -> Found | None:
        """ "5pm", "10.42am", "14:05 GMT", "10:30": ISO 8601-1, 5.3, where the half of the day is known."""
        match = CLOCK.fullmatch(self.words[i])
        end = i + 1
        if match and match["half"]:
            hours, minutes, half = match["hours"], match["minutes"], match["half"]
        elif (bare := BARE_HOUR.fullmatch(self.words[i])) and (later := HALF_DAY.fullmatch(self.word(end))):
            hours, minutes, half, end = bare["hours"], bare["minutes"], later["half"], end + 1
        elif match:
            hours, minutes, half = match["h"], match["m"], ""
        else:
            return None
        value = time_of_day(int(hours), minutes, half)
        if self.word(end) in ZONES:
            value = f"{value}Z" if value and self.word(end) in UNIVERSAL else value
            end += 1
        return Found(i, end, "time", value)

    def oclock(self, i: int) -> Found | None:
        """ "five o'clock": morning or afternoon, it doesn't say."""
        hour = self.word(i - 1)
        if not hour or (not ordinal_day(hour) and spelled(hour) is None):
            return None
        return Found(i - 1, i + 1, "time", None)


def time_of_day(hours: int, minutes: str | None, half: str) -> str | None:
    """ "T17:30" for 5, "30" and "p"; None where it could be morning or afternoon, or no clock shows it."""
    if (minutes and int(minutes) > 59) or hours > (12 if half else 24) or (half and not hours):
        return None
    if not half and 0 < hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    return f"T{hours:02}:{minutes or '00'}"


TRIGGERS: dict[str, Callable[[Reader, int], Found | None]] = {
    **periods.TRIGGERS,
    **dict.fromkeys(MONTHS, Reader.month),
    **dict.fromkeys(WEEKDAYS, Reader.weekday),
}


def find(doc: Doc, published: date | None = None, text: str | None = None) -> tuple[DateExpression, ...]:
    """The date expressions of a parsed text, in text order; they don't overlap. text: the Doc's, where it is at hand (a
    Doc builds it anew each time it is asked).

    Values are ISO 8601-1 at the grain's precision: "2026-02-01", "2026-W04" (week), "2026-02", "2026", "T17:30" (time),
    "2011/2013" (from one to the other); and, where that can't say it, ISO 8601-2 (EDTF): "198X" (decade), "18XX"
    (century), "2025-33" to "-36" (quarters), "2025-40" and "-41" (half-years), "2025-21" to "-24" (spring, summer,
    autumn, winter; a winter bears the year it begins in).

    A value is None where neither the text nor `published` settles it. A weekday is the last one before publication,
    a day or month without a year the nearest; the verb's tense decides first.
    """
    reader, text = Reader(doc, published), doc.text if text is None else text
    found: list[Found] = []
    done = 0
    for i in range(len(reader.words)):
        if i < done:
            continue
        one = reader.at(i)
        if one is None or one.begin < done:
            continue
        done = one.end
        if found and (both := joined(reader, found[-1], one)) is not None:
            found[-1] = both
        else:
            found.append(one)
    return tuple(expression(doc, text, one) for one in found)


def expression(doc: Doc, text: str, found: Found) -> DateExpression:
    """What was found, with its words and their place."""
    start, end = doc[found.begin].idx, doc[found.end - 1].idx + len(doc[found.end - 1])
    return DateExpression(text[start:end], start, end, found.value, found.grain)


def joined(reader: Reader, first: Found, last: Found) -> Found | None:
    """One expression for "between 2011 and 2013", "from March 2018 to October 2021", "March-May"."""
    if last.begin != first.end + 1 or first.grain != last.grain or first.grain == "time":
        return None
    link, before = reader.word(first.end), reader.word(first.begin - 1)
    opened = before == "between" if link == "and" else before == "from"
    if not (opened or link in DASHES) or link not in RANGE_WORDS | {"and"}:
        return None
    if "/" in f"{first.value}{last.value}":
        return None
    begin = first.begin - opened
    value = first.value
    if first.yearless and not last.yearless and value and last.value:
        value = last.value[:4] + value[4:]
        if value > last.value:
            value = f"{int(last.value[:4]) - 1:04}{value[4:]}"
    return Found(begin, last.end, last.grain, interval(value, last.value))
