"""When, in words that count from the day of publication or name a part of a year: "last night", "two weeks ago", "the
past decade", "for the first time in six years", "the second quarter", "last spring", "the 19th century"."""

from __future__ import annotations

from collections.abc import Callable

from .datewords import ARTICLES, DASHES, DEICTIC, PARTS_OF_DAY, WEEKDAYS, DateWords, Found
from .timeline import FINER, FIRST_HALF, FIRST_QUARTER, SEASONS, iso_day, year_of

Read = Callable[[DateWords, int], Found | None]

DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
# stretches that end or begin with publication; a "previous" or "following" one counts from elsewhere
STRETCHES = {"last": -1, "past": -1, "recent": -1, "next": 1, "coming": 1, "previous": 0, "preceding": 0}
STRETCHES |= {"following": 0, "subsequent": 0}
FROM_ELSEWHERE = frozenset("previous preceding following subsequent same".split())
VAGUE = frozenset("several some many few hundred hundreds couple".split())
NUMBERS_OF_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
NUMBERS_OF_PARTS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
AT_LEAST = {("more", "than"), ("at", "least"), ("nearly",), ("almost",), ("about",), ("around",), ("over",)}
FIXED_DAYS = {
    ("christmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24),
    ("boxing", "day"): (12, 26),
    ("new", "year", "'s", "day"): (1, 1),
    ("new", "year", "'s", "eve"): (12, 31),
    ("valentine", "'s", "day"): (2, 14),
}


def relative_day(reader: DateWords, i: int) -> Found:
    """ "yesterday", "yesterday evening", "the day before yesterday"."""
    shift = DAYS[reader.words[i]]
    if reader.word(i - 2) == "day" and (reader.word(i - 1), shift) in {("before", -1), ("after", 1)}:
        return Found(i - 2, i + 1, "day", reader.timeline.period("day", 2 * shift))
    end = i + 2 if reader.word(i + 1) in PARTS_OF_DAY else i + 1
    return Found(reader.early(i), end, "day", reader.timeline.period("day", shift))


def relative_period(reader: DateWords, i: int) -> Found | None:
    """ "last night", "this morning", "next week", "earlier this month", "last spring", "the last three years"."""
    word, what = reader.words[i], reader.word(i + 1)
    shift = DEICTIC.get(word)
    begin = reader.early(i)
    if shift is not None:
        if what in PARTS_OF_DAY and (shift == 0 or what == "night"):
            return Found(begin, i + 2, "day", reader.timeline.period("day", shift))
        if what in SEASONS:
            return season(reader, i + 1)
        grain = reader.unit(i + 1) if not what.endswith("s") else ""
        # "the last week" is a stretch of time, "the next year" counts from elsewhere
        if grain not in {"", "day", "time"} and reader.word(i - 1) != "the":
            return Found(begin, i + 2, grain, reader.timeline.period(grain, shift))
    return stretch(reader, i)


def stretch(reader: DateWords, i: int) -> Found | None:
    """ "the past decade", "the last three years", "the coming weeks", "the following year"."""
    word, before = reader.words[i], reader.word(i - 1)
    sign = STRETCHES.get(word, 0)
    if word == "past" and before not in {"the", "this"} and reader.number_after(i + 1) is None:
        return None  # "walked past"
    if (
        word in {"last", "next"}
        and before not in {"the", "these", "their", "his", "her", "its"}
        and (reader.number_after(i + 1) is None)
    ):
        return None
    if reader.unit(i + 1):
        singular = not reader.word(i + 1).endswith("s")
        grain = reader.unit(i + 1)
        if grain == "day" and (sign < 0 or not singular):
            return None  # "the last day of the trial"
        known = singular and sign and not (sign > 0 and word == "next")
        return _of_stretch(reader, i, i + 2, grain, sign if known else 0)
    if reader.word(i + 1) in VAGUE and reader.unit(i + 2):
        return Found(i, i + 3, reader.unit(i + 2), None)
    number = reader.number_after(i + 1)
    if number is None:
        return None
    value, end = number
    end += reader.word(end) in DASHES
    grain = reader.unit(end)
    if not grain:
        return None
    exact = value == int(value) and sign
    count = int(value) * (2 if reader.word(end).startswith("fortnight") else 1)
    return _of_stretch(reader, i, end + 1, grain, sign * count if exact else 0)


def _of_stretch(reader: DateWords, begin: int, end: int, grain: str, count: int) -> Found:
    """The stretch of so many periods, its grain that of its ends; of none, without a value."""
    value = reader.timeline.stretch(grain, count) if count else None
    return Found(begin, end, FINER.get(grain, grain) if value else grain, value)


def from_elsewhere(reader: DateWords, i: int) -> Found | None:
    """ "the following year", "the same day": counted from a date that the text told before."""
    grain = reader.unit(i + 1)
    if reader.word(i - 1) != "the" or grain in {"", "time"} or reader.word(i + 1).endswith("s"):
        return stretch(reader, i) if reader.words[i] != "same" else None
    return Found(i, i + 2, grain, None)


def ago(reader: DateWords, i: int) -> Found | None:
    """ "two years ago", "a decade ago", "a few weeks ago"."""
    grain = reader.unit(i - 1)
    if not grain:
        return None
    counted = reader.number_before(i - 1)
    if counted is None:  # "a few weeks ago", "months ago"
        vague = 3 if reader.word(i - 3) == "a" else 2 if reader.word(i - 2) in VAGUE else 1
        return Found(i - vague, i + 1, grain, None)
    number, begin = counted
    return Found(begin, i + 1, grain, _shifted(reader, i - 1, -number))


def later(reader: DateWords, i: int) -> Found | None:
    """ "a year earlier", "two days later": counted from elsewhere."""
    grain = reader.unit(i - 1)
    counted = reader.number_before(i - 1) if grain else None
    return None if counted is None else Found(counted[1], i + 1, grain, None)


def in_time(reader: DateWords, i: int) -> Found | None:
    """ "in two weeks", "in six years' time", where the verb speaks of the future."""
    number = reader.number_after(i + 1)
    if number is None or not reader.unit(number[1]) or reader.word(i - 1) in {"time", "once", "early", "late"}:
        return None
    value, at = number
    k = at + 1
    k += reader.word(k) in {"'", "’", "'s", "’s"}
    ahead = reader.word(k) == "time"
    if not ahead and (reader.word(at + 1) == "of" or reader.way(at) <= 0):
        return None
    return Found(i, k + 1 if ahead else at + 1, reader.unit(at), _shifted(reader, at, value))


def first_time(reader: DateWords, i: int) -> Found | None:
    """ "for the first time in six years": since that year it hadn't been so."""
    if reader.word(i + 1) != "time" or reader.word(i + 2) not in {"in", "for"}:
        return None
    begin = i - 1 if reader.word(i - 1) == "the" else i
    begin -= reader.word(begin - 1) == "for"
    k = i + 3
    about = next((words for words in AT_LEAST if tuple(reader.words[k : k + len(words)]) == words), ())
    k += len(about)
    number = reader.number_after(k)
    value, k = number if number is not None else (None, k)
    grain = reader.unit(k)
    if not grain or (number is None and not reader.word(k).endswith("s")):
        return None
    if reader.word(i + 2) == "for" and number is None:
        return None
    exact = value is not None and not about
    return Found(begin, k + 1, grain, _shifted(reader, k, -value) if exact and value is not None else None)


def first(reader: DateWords, i: int) -> Found | None:
    """ "first time in six years", "the first quarter of 2025", "first-quarter profit"."""
    return first_time(reader, i) or part_of_year(reader, i)


def part_of_year(reader: DateWords, i: int) -> Found | None:
    """ "the second quarter of 2025", "Q2 2025", "the first half of last year", "second-quarter"."""
    word = reader.words[i]
    number = NUMBERS_OF_PARTS[word]
    k = i
    if word[0] != "q":
        k += 2 if reader.word(i + 1) in DASHES else 1
    what = "quarter" if word[0] == "q" else reader.word(k)
    if what not in {"quarter", "half"} or (what == "half" and number > 2):
        return None
    if reader.word(k + 1) in DASHES:  # "third quarter-final"
        return None
    end = k + 1
    at = end + (reader.word(end) == "of")
    at += reader.word(at) == "the"
    year, after = _year_at(reader, at)
    if year:
        value = f"{year}-{(FIRST_QUARTER if what == 'quarter' else FIRST_HALF) + number - 1}"
        return Found(i, after, "quarter" if what == "quarter" else "half-year", value)
    if what == "half" or reader.word(end) == "of":
        return None
    return Found(i, end, "quarter", reader.timeline.quarter(number, reader.way(i)), yearless=True)


def _year_at(reader: DateWords, i: int) -> tuple[str, int]:
    """The year named at i as "2025", "last year" or "this year", and the word after it; "" for none."""
    if year_of(reader.word(i)):
        return reader.word(i), i + 1
    if reader.word(i) in DEICTIC and reader.word(i + 1) == "year":
        return reader.timeline.period("year", DEICTIC[reader.word(i)]) or "", i + 2
    return "", i


def season(reader: DateWords, i: int) -> Found | None:
    """ "last spring", "this winter", "the summer of 2024", "spring 2025"; the seasons of the north."""
    name = reader.words[i]
    at = i + 1 + (reader.word(i + 1) == "of")
    year, end = _year_at(reader, at)
    if year and reader.doc[i].pos_ != "VERB":
        return Found(reader.early(i), end, "season", f"{year}-{SEASONS[name]}")
    begin, shift = reader.deictic(i)
    if shift is None or reader.doc[i].pos_ == "VERB" or reader.doc[i].dep_ == "compound":
        return None
    return Found(begin, i + 1, "season", reader.timeline.season(name, shift))


def end_of(reader: DateWords, i: int) -> Found | None:
    """ "the end of the year", "the start of the week": of the one that publication lies in."""
    grain = reader.unit(i + 3)
    if reader.words[i + 1 : i + 3] != ["of", "the"] or grain in {"", "time", "day"} or reader.word(i + 3).endswith("s"):
        return None
    return Found(i, i + 4, grain, reader.timeline.period(grain, 0) if reader.word(i + 4) != "of" else None)


def overnight(reader: DateWords, i: int) -> Found | None:
    """ "overnight": the night into the day of publication; not an "overnight stay"."""
    adverb = reader.doc[i].pos_ == "ADV" or reader.doc[i].dep_ == "advmod"
    return Found(i, i + 1, "day", reader.timeline.night_before()) if adverb else None


def early_hours(reader: DateWords, i: int) -> Found | None:
    """ "the early hours of Saturday": that day."""
    if reader.word(i + 1) != "of":
        return None
    at = i + 2
    word = reader.word(at)
    if word in WEEKDAYS and reader.doc[at].is_title:
        day = reader.timeline.weekday(WEEKDAYS[word], None, reader.way(at))
        end = at + 2 if reader.word(at + 1) in PARTS_OF_DAY else at + 1
    elif word in DAYS:
        day, end = reader.timeline.period("day", DAYS[word]), at + 1
    elif word == "this" and reader.word(at + 1) in PARTS_OF_DAY:
        day, end = reader.timeline.period("day", 0), at + 2
    else:
        return None
    return Found(reader.early(i), end, "day", day)


def century(reader: DateWords, i: int) -> Found | None:
    """ "the 19th century", "18th-century": ISO 8601-2, "18XX"."""
    word = reader.words[i]
    digits = word[:-2]
    k = i + 2 if reader.word(i + 1) in DASHES else i + 1
    if word[-2:] not in {"st", "nd", "rd", "th"} or not digits.isdecimal() or reader.word(k) != "century":
        return None
    number = int(digits)
    return Found(reader.early(i), k + 1, "century", f"{number - 1:02}XX") if 1 <= number <= 99 else None


def holiday(reader: DateWords, i: int) -> Found | None:
    """ "Christmas Eve", "New Year's Day": days of a fixed date; the year may follow."""
    for words, (month, day) in FIXED_DAYS.items():
        end = i + len(words)
        if tuple(word.replace("’", "'") for word in reader.words[i:end]) == words and reader.doc[i].is_title:
            if year := year_of(reader.word(end)):
                return Found(i, end + 1, "day", iso_day(year, month, day))
            return Found(i, end, "day", reader.timeline.day(month, day, reader.way(end - 1)), yearless=True)
    return None


def noon(reader: DateWords, i: int) -> Found | None:
    """ "noon", "midday", "midnight" (ISO 8601-1, 5.3.1)."""
    if reader.word(i - 1) in ARTICLES or reader.doc[i].dep_ == "compound":
        return None
    return Found(i, i + 1, "time", "T00:00" if reader.words[i] == "midnight" else "T12:00")


def _shifted(reader: DateWords, i: int, count: object) -> str | None:
    """The period so many of the units at i from publication; None for a part of one."""
    number = int(str(count)) if str(count).lstrip("-").isdecimal() else None
    if number is None:
        return None
    grain = reader.unit(i)
    if reader.word(i).startswith("fortnight"):
        number *= 2
    return reader.timeline.period(grain, number)


TRIGGERS: dict[str, Read] = {
    **dict.fromkeys(NUMBERS_OF_PARTS, part_of_year),
    **dict.fromkeys(SEASONS, season),
    **dict.fromkeys({*DEICTIC, "past", "coming", "recent"}, relative_period),
    **dict.fromkeys(FROM_ELSEWHERE, from_elsewhere),
    **dict.fromkeys(DAYS, relative_day),
    **dict.fromkeys({words[0] for words in FIXED_DAYS}, holiday),
    **dict.fromkeys({"end", "start", "beginning", "middle"}, end_of),
    **dict.fromkeys({"noon", "midday", "midnight"}, noon),
    **dict.fromkeys({"later", "earlier"}, later),
    "first": first,
    "ago": ago,
    "in": in_time,
    "overnight": overnight,
    "hours": early_hours,
}
