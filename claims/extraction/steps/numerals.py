"""Numbers as they are written: digits with separators, number words, scale words and fractions, to exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from text_to_num import text2num

SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
    "dozen": 12,
    "lakh": 10**5,
    "crore": 10**7,
}
EXACT_DIGITS = 20  # what no article writes out is a third
LARGEST = Decimal(10) ** 24  # beyond, scale words are a joke or noise
FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "quarters": Decimal("0.25"),
    "third": 1 / Decimal(3),
    "thirds": 1 / Decimal(3),
    "fifth": Decimal("0.2"),
    "fifths": Decimal("0.2"),
    "tenth": Decimal("0.1"),
    "tenths": Decimal("0.1"),
}
VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": 1 / Decimal(3), "⅔": 2 / Decimal(3)}
DIGITS = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<vulgar>[½¼¾⅓⅔])?(?P<suffix>[^\d,.\s]*)"
)


@lru_cache(maxsize=10_000)
def digits(word: str) -> tuple[Decimal, str] | None:
    """ "1,200", "3.4", "1.2bn", "5pc", "1½": the number and the letters written onto it; None for anything else."""
    if word in VULGAR:
        return VULGAR[word], ""
    match = DIGITS.fullmatch(word)
    if match is None:
        return None
    number = Decimal(match["number"].replace(",", ""))
    return number + VULGAR.get(match["vulgar"], Decimal()), match["suffix"]


@lru_cache(maxsize=10_000)
def spelled(words: str) -> Decimal | None:
    """ "twenty five", "three hundred and five", "one million": None where the words are no cardinal number."""
    try:
        return Decimal(text2num(words, "en"))
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def number_word(word: str) -> bool:
    """Whether one lower-case word is a cardinal number; "dozens", "millions" and "o" name none."""
    return len(word) > 2 and word[-1] != "s" and word.isalpha() and spelled(word) is not None


def cardinal(word: str) -> Decimal | None:
    """A number in one word, in digits or letters."""
    number = digits(word)
    if number is not None:
        return None if number[1] else number[0]
    return spelled(word) if word and number_word(word) else None


def plain(value: Decimal) -> Decimal:
    """The value without an exponent or empty decimals; a third is 0.3333."""
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize() if len(value.as_tuple().digits) <= EXACT_DIGITS else round(value, 4)
