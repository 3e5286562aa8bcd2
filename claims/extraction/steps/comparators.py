"""How a number compares with the true one: the "at least", "up to" and "about" before it."""

from __future__ import annotations

from .measures import BEFORE, DURATIONS, LONGEST_COMPARATOR
from .tokens import Tokens


def comparator_before(tokens: Tokens, begin: int, unit: str) -> tuple[str, int]:
    """The comparator of the words before, and where they begin. "over 20 years" may mean during: left alone."""
    comparator = "="
    found = True
    while found:
        found = False
        for n in range(min(LONGEST_COMPARATOR, begin), 0, -1):
            words = tuple(tokens.lower[begin - n : begin])
            if words in BEFORE and not (words == ("over",) and unit in DURATIONS):
                # "up to about 25%": the bound says more than the approximation
                comparator = BEFORE[words]
                begin -= n
                found = comparator == "~"
                break
    return comparator, begin
