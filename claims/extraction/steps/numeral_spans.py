"""Where a number stands and what it comes to: digits or words, their scale words and fractions. No units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from .numerals import FRACTIONS, LARGEST, SCALES, digits, number_word, spelled
from .tokens import DASHES, Tokens


@dataclass(frozen=True)
class Numeral:
    """A number in tokens [begin, end). suffix: letters written onto it; scaled: a scale word was read."""

    begin: int
    end: int
    value: Decimal
    suffix: str = ""
    scaled: bool = False


def numeral_at(tokens: Tokens, i: int, *, money: bool) -> Numeral | None:
    """The number at i with its scale words: "1.2bn", "two and a half million", "a dozen", "two-thirds"."""
    word = tokens.word(i)
    if word in {"a", "an", "half"}:
        return with_article(tokens, i, money=money)
    if money:
        word = word[word.find("$") + 1 :]
    written = digits(word.rstrip("."))
    if written is not None:
        value, suffix = written
        numeral = Numeral(i, i + 1, value, suffix)
    elif word == "dozen":
        numeral = Numeral(i, i + 1, Decimal(12), scaled=True)
    elif number_word(word):
        numeral = spelled_run(tokens, i)
    else:
        return None
    if word_is_fraction := fraction(tokens, numeral):
        return word_is_fraction
    if tokens.lower[numeral.end : numeral.end + 3] == ["and", "a", "half"]:
        numeral = replace(numeral, end=numeral.end + 3, value=numeral.value + FRACTIONS["half"])
    return scaled(tokens, numeral, money=money)


def with_article(tokens: Tokens, i: int, *, money: bool) -> Numeral | None:
    """ "a million", "half a million", "half of", "a quarter of"."""
    k = i + 1
    value = Decimal(1)
    if tokens.lower[i] == "half":
        value = FRACTIONS["half"]
        if tokens.word(k) not in {"a", "an"} or tokens.word(k + 1) not in SCALES:
            return Numeral(i, k, value) if tokens.word(k) in {"of", "the", "its", "their", "his", "her"} else None
        k += 1
    word = tokens.word(k)
    if word in FRACTIONS and tokens.word(k + 1) == "of":
        return Numeral(i, k + 1, FRACTIONS[word])
    if len(word) > 2 and word in SCALES:
        return scaled(tokens, Numeral(i, k, value), money=money)
    return None


def spelled_run(tokens: Tokens, i: int) -> Numeral:
    """The longest run of number words from i, hyphens and "and" between them included."""
    parts, end = [tokens.lower[i]], i + 1
    value = spelled(parts[0]) or Decimal()
    k = end
    while True:
        if tokens.word(k) in DASHES or (tokens.word(k) == "and" and parts[-1] in SCALES):
            k += 1
        word = tokens.word(k)
        longer = spelled(" ".join([*parts, word])) if number_word(word) else None
        if longer is None:
            return Numeral(i, end, value, scaled=parts[-1] in SCALES)
        parts.append(word)
        value, end, k = longer, k + 1, k + 1


def fraction(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """ "two-thirds", "three quarters of"."""
    k = numeral.end + 1 if tokens.word(numeral.end) in DASHES else numeral.end
    word = tokens.word(k)
    if word not in FRACTIONS or (not word.endswith("s") and numeral.value != 1):
        return None
    return replace(numeral, end=k + 1, value=numeral.value * FRACTIONS[word])


def scaled(tokens: Tokens, numeral: Numeral, *, money: bool) -> Numeral:
    """The number times the scale words after it; a bare "m" is metres unless money or people say millions."""
    if numeral.suffix in SCALES and (numeral.suffix != "m" or money or tokens.plural(numeral.end)):
        numeral = replace(numeral, value=numeral.value * SCALES[numeral.suffix], suffix="", scaled=True)
    word = tokens.word(numeral.end)
    while (bare := word.rstrip(".")) in SCALES and numeral.value <= LARGEST:
        if len(bare) == 1 and not money and not tokens.plural(numeral.end + 1):
            break
        numeral = replace(numeral, end=numeral.end + 1, value=numeral.value * SCALES[bare], scaled=True)
        word = tokens.word(numeral.end)
    return numeral
