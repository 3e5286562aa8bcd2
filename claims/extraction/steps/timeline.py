"""Periods and their names in ISO 8601, and the arithmetic around the day of publication. Knows numbers, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}
FINER = {"decade": "year", "century": "year"}  # the precision of a stretch of so many of them
FIRST_YEAR, LAST_YEAR = 1500, 2099
FAR = 10_000  # no more steps than this are taken from the day of publication

# ISO 8601-2:2019, 4.8.1: groupings below a year stand where a month would.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
FIRST_QUARTER, FIRST_HALF = 33, 40
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}  # months; a winter bears the year that it begins in


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


def iso(day: date, grain: str) -> str:
    """The period of this grain that the day lies in: "2026-01-22", "2026-W04", "2026-01", "2026-33", "2026", "202X"."""
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if grain == "quarter":
        return f"{day.year:04}-{FIRST_QUARTER + (day.month - 1) // 3}"
    text = day.isoformat()
    if grain in {"decade", "century"}:
        return f"{text[:3]}X" if grain == "decade" else f"{text[:2]}XX"
    return text[: {"day": 10, "month": 7, "year": 4}[grain]]


def interval(first: str | None, last: str | None) -> str | None:
    """ISO 8601-1, 5.5: "2011/2013"; None where an end is unknown or the ends are the wrong way round."""
    if first is None or last is None or first >= last:
        return None
    return f"{first}/{last}"


@dataclass(frozen=True)
class Timeline:
    """The periods around the day of publication; every value is None where that day isn't known or the year 1 passed.

    way is -1 for what is past, 1 for what is to come, 0 where the tense leaves it open.
    """

    published: date | None

    def moved(self, grain: str, shift: int) -> date | None:
        """The day so many periods from publication."""
        if self.published is None or grain not in STEPS or abs(shift) > FAR:
            return None
        try:
            return self.published + STEPS[grain] * shift
        except (OverflowError, ValueError):  # outside the years 1 to 9999
            return None

    def period(self, grain: str, shift: int) -> str | None:
        """The period so many periods after that of publication: "2026-W04", "2026-01", "2026"."""
        day = self.moved(grain, shift)
        return None if day is None else iso(day, grain)

    def stretch(self, grain: str, count: int) -> str | None:
        """From count periods ago to publication, or from publication on: "2023/2026" for the last three years."""
        day = self.moved(grain, count)
        if self.published is None or day is None:
            return None
        ends = sorted([iso(day, FINER.get(grain, grain)), iso(self.published, FINER.get(grain, grain))])
        return interval(ends[0], ends[1])

    def night_before(self) -> str | None:
        """The night into the day of publication."""
        return interval(self.period("day", -1), self.period("day", 0))

    def season(self, name: str, shift: int) -> str | None:
        """The last season of this name that is over (-1), the one of now or of this year (0), the next to begin (1)."""
        if self.published is None:
            return None
        code = SEASONS[name]
        begins = SEASON_STARTS[code]
        # the latest one that has begun
        year = self.published.year - (self.published.month < begins)
        running = (self.published.year - year) * 12 + self.published.month < begins + 3
        if shift < 0:
            year -= running
        elif shift > 0 or not running:
            year = self.published.year if shift == 0 and begins != 12 else year + 1
        return f"{year:04}-{code}"

    def quarter(self, number: int, way: int) -> str | None:
        """The last first, second, ... quarter that is over, or the next to come."""
        if self.published is None:
            return None
        here = (self.published.month - 1) // 3 + 1
        year = self.published.year + ((number < here) if way > 0 else -(number >= here))
        return f"{year:04}-{FIRST_QUARTER + number - 1}"

    def weekday(self, weekday: int, shift: int | None, way: int) -> str | None:
        """The day of the week before or after publication; shift: "last" (-1), "this" (0), "next" (1)."""
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        ahead = (weekday - self.published.weekday()) % 7
        move = (ahead if way > 0 else -back) if shift is None else {-1: -(back or 7), 0: ahead, 1: ahead or 7}[shift]
        return (self.published + timedelta(days=move)).isoformat()

    def month(self, month: int, shift: int | None, way: int) -> str | None:
        """The nearest month of this number, on the side of publication that the tense or "last", "next" asks for."""
        if self.published is None:
            return None
        way = way if shift is None else shift
        here = self.published.year * 12 + self.published.month
        candidates = [year * 12 + month for year in range(self.published.year - 1, self.published.year + 2)]
        if way < 0:
            candidates = [k for k in candidates if k < here or (k == here and shift is None)]
        elif way > 0:
            candidates = [k for k in candidates if k > here or (k == here and shift is None)]
        best = min(candidates, key=lambda k: abs(k - here))
        return f"{(best - 1) // 12:04}-{month:02}"

    def day(self, month: int, day: int, way: int) -> str | None:
        """The nearest such day in a year, on the side of publication that the tense asks for."""
        if self.published is None:
            return None
        published = self.published
        years = range(published.year - 1, published.year + 2)
        days = [date.fromisoformat(text) for year in years if (text := iso_day(year, month, day))]
        allowed = [d for d in days if (d <= published if way < 0 else d >= published if way > 0 else True)]
        return min(allowed, key=lambda d: abs(d - published)).isoformat() if allowed else None
