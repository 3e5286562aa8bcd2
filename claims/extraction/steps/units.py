"""What a number counts: a currency, a measure, years of age, or the noun it belongs to."""

from __future__ import annotations

from decimal import Decimal

from inflection import singularize

from . import money as currencies
from .measures import DEGREES, DURATIONS, MEASURES, PERCENT, POINTS
from .numeral_spans import Numeral
from .tokens import DASHES, Tokens

OLDEST = 120
FARTHEST_NOUN = 6  # words from the number to what it counts


def currency_at(tokens: Tokens, i: int) -> str:
    """The currency whose sign stands at i."""
    if tokens.lower[i] == "kr":
        return tokens.crown() or "krone"
    sign, dollar, number = tokens.lower[i].partition("$")
    if dollar and number:  # "HK$70" is one token
        return currencies.SIGNS.get(f"{sign}$", "")
    return currencies.sign(tokens.lower[i], capitals=tokens.doc[i].is_upper)


def ends_sum(tokens: Tokens, i: int) -> bool:
    """Whether the number at i is the upper end of a sum of money: the 10 of "€5-10m"."""
    return tokens.word(i - 1) in DASHES and any(currency_at(tokens, k) for k in (i - 2, i - 3) if k >= 0)


def unit_of(tokens: Tokens, numeral: Numeral) -> tuple[str, int, Decimal]:
    """The unit, where its words end, and what one of it is worth; a counted noun stays outside the quantity."""
    end, one = numeral.end, Decimal(1)
    if numeral.suffix in {"p", "kr"}:
        return ("GBP", end, Decimal("0.01")) if numeral.suffix == "p" else (tokens.crown() or "krone", end, one)
    if numeral.suffix:
        return ("percent" if numeral.suffix in PERCENT else MEASURES.get(numeral.suffix, "")), end, one
    dashed = tokens.word(end) in DASHES
    k = end + 1 if dashed else end
    word = tokens.word(k).rstrip(".")
    if dashed and currencies.sign(word, capitals=False):  # the next sum of "£2bn-£3bn"
        return "", end, one
    code, length, worth = currencies.named(tokens.lower[k : k + 2])
    if code and (code != "KRW" or tokens.doc[k].pos_ != "VERB"):
        return code, k + length, worth
    if word in currencies.CROWN_WORDS and (crown := tokens.crown()):
        return crown, k + 1, one
    return *measure(tokens, numeral, k, dashed=dashed), one


def measure(tokens: Tokens, numeral: Numeral, k: int, *, dashed: bool) -> tuple[str, int]:
    """A unit that is no money, whose words begin at k."""
    word, following = tokens.word(k).rstrip("."), tokens.word(k + 1)
    if word in PERCENT:
        return "percent", k + 1
    if word == "per" and following == "cent":
        return "percent", k + 2
    if word in POINTS and following in {"point", "points"}:
        return POINTS[word], k + 2
    if word in {"°", "degree", "degrees"}:
        return (DEGREES[following], k + 2) if following in DEGREES else ("degree", k + 1)
    if word in MEASURES:
        return MEASURES[word], k + 1
    one = singular(word)
    if one in DURATIONS:
        old = k + 2 if following in DASHES else k + 1
        if tokens.word(old) in {"old", "olds"}:
            return one, old + 1
    if dashed and word.isalpha() and tokens.doc[k].pos_ in {"NOUN", "ADJ", "VERB"}:
        return ("" if tokens.doc[k].pos_ != "NOUN" else one), k + 1
    if not dashed and is_age(tokens, numeral):
        return "year", numeral.end
    return counted_noun(tokens, numeral), numeral.end


def counted_noun(tokens: Tokens, numeral: Numeral) -> str:
    """ "two Greenlandic politicians" -> "politician"."""
    for i in range(numeral.end - 1, numeral.begin - 1, -1):
        head = tokens.doc[i].head
        near = numeral.end <= head.i < numeral.end + FARTHEST_NOUN and head.pos_ in {"NOUN", "PROPN", "SYM"}
        if (
            near
            and tokens.doc[i].dep_ in {"nummod", "compound", "amod", "nmod"}
            and "," not in tokens.lower[numeral.end : head.i]
        ):
            one = singular(head.lower_)
            return "percent" if head.lower_ in PERCENT else currencies.named([head.lower_])[0] or one
    following = tokens.doc[numeral.end] if numeral.end < len(tokens.lower) else None
    return singular(following.lower_) if following is not None and following.tag_ == "NNS" else ""


def is_age(tokens: Tokens, numeral: Numeral) -> bool:
    """ "Mr Trump, 79,": a number alone between a name and a comma; "aged 42"."""
    if numeral.value > OLDEST or numeral.scaled:
        return False
    before, name = tokens.word(numeral.begin - 1), numeral.begin - 2
    if before == "aged":
        return True
    named = before in {",", "("} and name >= 0 and tokens.doc[name].pos_ == "PROPN"
    return named and tokens.word(numeral.end) in {",", ")", "."} and tokens.doc[numeral.begin].tag_ == "CD"


def singular(word: str) -> str:
    """ "people" -> "person"; words that don't look plural stay as they are."""
    return singularize(word) if word.endswith(("s", "people", "men", "children")) else word
