"""Shares of few things, said with how sure they are: never a bare percentage. Pure.

What was found of a source before says something about what we looked at, and little about the next claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEAST = 5  # of fewer than these only the count is told
CONFIDENCE = 0.95
TRUE, FALSE = range(4, 6), range(1, 3)  # of a rating's value: ClaimReview's 5 best, 1 worst


@dataclass(frozen=True)
class Share:
    """number of `of` things."""

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.number <= self.of:
            raise ValueError(f"{self.number} is no part of {self.of}.")

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares, from 0 to 1, the true one lies with CONFIDENCE; none of too few."""
        return wilson(self.number, self.of) if self.of >= LEAST else None

    @property
    def words(self) -> str:
        """ "3 of 5, between 23 % and 88 %"; of too few "2 of 3"; of nothing "none yet"."""
        if not self.of:
            return "none yet"
        counted = f"{self.number:,} of {self.of:,}"
        if self.interval is None:
            return counted
        low, high = self.interval
        return f"{counted}, between {_percent(low)} and {_percent(high)}"


def wilson(number: int, of: int) -> tuple[float, float]:
    """The score interval of a share, from 0 to 1; `of` is at least 1.

    Source: Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22 (1927), 209-212. It keeps its promise where things are few, which the usual one does not:
    Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, Statistical Science 16 (2001), 101-133.
    """
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, weight = number / of, z * z / of
    middle = share + weight / 2
    reach = z * sqrt(share * (1 - share) / of + weight / of / 4)
    # At the ends of the scale the interval ends there too; rounding would leave it a hair beside.
    low = (middle - reach) / (1 + weight) if number else 0.0
    high = (middle + reach) / (1 + weight) if number < of else 1.0
    return low, high


@dataclass(frozen=True)
class Rated:
    """How many verdicts have a rating. value as claims.models.Rating has it."""

    name: str
    value: int | None
    number: int


def shares(ratings: Iterable[Rated]) -> list[tuple[str, Share]]:
    """What part of all verdicts is at either end of the scale, with the names of these ratings in words."""
    rows = list(ratings)
    total = sum(row.number for row in rows)
    found = []
    for values in (TRUE, FALSE):
        ends = [row for row in rows if row.value in values]
        if ends:
            number = sum(row.number for row in ends)
            found.append((" or ".join(row.name for row in ends), Share(number, total)))
    return found


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
