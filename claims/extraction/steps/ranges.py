"""Two numbers that bound one quantity: "between 10 and 20 million", "10-20%", "€2-3bn"."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from ..types import Quantity
from .numerals import SCALES, digits
from .tokens import DASHES, Tokens

# Before "from 5 to 7 percent" these tell a range; "rose from 5 to 7 percent" is a change, and both its ends are exact.
RANGING = frozenset("range ranges ranged ranging vary varies varied varying span spans spanned spanning".split())
RANGING |= {"anywhere", "of"}
LOOK_BACK = 30  # characters, the longest opening words and more


def in_range(before: list[Quantity], quantity: Quantity, tokens: Tokens, begin: int, end: int) -> Quantity:
    """The upper end of "between 10 and 20 million", "10-20%"; the lower end takes its unit and scale, as a bound."""
    low, link = before[-1], tokens.word(begin - 1)
    between = tokens.text[low.end : quantity.start].strip().removeprefix("- ")  # "18- to 24-year-olds"
    opening = ["", *tokens.text[max(low.start - LOOK_BACK, 0) : low.start].lower().split()]
    if link not in {*DASHES, "and", "to"} or between != link or (quantity.unit and low.unit not in {"", quantity.unit}):
        return quantity
    written = [digits(word) for word in tokens.lower[begin:end]]
    suffixes = [one[1] for one in written if one is not None and (one[1] != "m" or quantity.unit.isupper())]
    scale = prod(SCALES.get(word.rstrip("."), 1) for word in [*tokens.lower[begin:end], *suffixes])
    measured = quantity.unit or low.unit or scale > 1  # "pages 10-20" are no amount, "2-3bn" is one
    if (link == "and") != (opening[-1] == "between") or (link != "and" and not measured):
        return quantity
    if link == "to" and opening[-1] == "from" and opening[-2] not in RANGING:
        return quantity
    if link in DASHES and not quantity.unit and len(low.unit) == 3 and low.unit.isupper():
        quantity = replace(quantity, unit=low.unit)  # "€2-3bn"
    value = low.value * scale if low.value < quantity.value / scale else low.value
    before[-1] = replace(low, value=value, unit=quantity.unit, comparator=">=")
    return replace(quantity, comparator="<=")
