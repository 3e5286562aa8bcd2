"""Numbers in set phrases: round counts, factors and shares. "dozens of ships", "doubled", "one in three women"."""

from __future__ import annotations

from decimal import Decimal

from ..types import Quantity
from . import money as currencies
from .comparators import comparator_before
from .measures import DURATIONS, FACTORS, MULTIPLIED, ROUND
from .numeral_spans import Numeral
from .numerals import cardinal, plain
from .timeline import year_of
from .tokens import Tokens
from .units import FARTHEST_NOUN, counted_noun, singular


def rough_number(tokens: Tokens, i: int) -> tuple[int, int, Quantity] | None:
    """ "dozens of ships", "hundreds of thousands", "doubled", "more than twice as many"."""
    word = tokens.lower[i]
    end = i + 1
    if word in FACTORS:
        if not word.endswith("d") and tokens.doc[i].pos_ not in {"VERB", "ADV"}:
            return None
        value, unit = Decimal(FACTORS[word]), "factor"
    elif word == "twice":
        if tokens.word(end) not in MULTIPLIED:
            return None
        value, unit = Decimal(2), "factor"
    elif word in ROUND and tokens.word(end) == "of":
        value, unit = Decimal(ROUND[word]), ""
        if tokens.word(end + 1) in ROUND:
            value, end = value * ROUND[tokens.word(end + 1)], end + 2
        noun = next((t for t in tokens.doc[end : end + FARTHEST_NOUN] if t.tag_ in {"NNS", "NN"}), None)
        unit = "" if noun is None else currencies.named([noun.lower_])[0] or singular(noun.lower_)
    else:
        return None
    comparator, begin = comparator_before(tokens, i, unit)
    comparator = "~" if comparator == "=" and unit != "factor" else comparator
    start, stop = tokens.doc[begin].idx, tokens.doc[end - 1].idx + len(tokens.doc[end - 1])
    return begin, end, Quantity(tokens.text[start:stop], start, stop, value, unit, comparator)


def proportion(tokens: Tokens, i: int) -> tuple[int, int, Quantity] | None:
    """ "one in three women", "nine out of ten": a share of what is counted."""
    link = 2 if tokens.lower[i + 1 : i + 3] == ["out", "of"] else 1 if tokens.word(i + 1) == "in" else 0
    part, whole = cardinal(tokens.lower[i]), cardinal(tokens.word(i + 1 + link)) if link else None
    if part is None or whole is None or not 0 < part < whole or year_of(tokens.word(i + 1 + link)):
        return None
    end = i + 2 + link
    unit = counted_noun(tokens, Numeral(i + 1 + link, end, whole))
    if unit in DURATIONS:
        return None
    comparator, begin = comparator_before(tokens, i, unit)
    start, stop = tokens.doc[begin].idx, tokens.doc[end - 1].idx + len(tokens.doc[end - 1])
    value = plain(part / whole)
    return begin, end, Quantity(tokens.text[start:stop], start, stop, value, unit, comparator)
