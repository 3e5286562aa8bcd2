"""Currencies as English-language news writes them, as ISO 4217 codes; names and codes are those of CLDR, by Babel."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name
from inflection import singularize

# How newspapers mark a currency before or after the sum; a bare sign is the currency most often meant by it.
SIGNS = {"$": "USD", "us$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS"}
SIGNS |= {"₺": "TRY", "₴": "UAH", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₵": "GHS", "₡": "CRC", "₸": "KZT"}
SIGNS |= {"c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD"}
SIGNS |= {"r$": "BRL", "mx$": "MXN", "cn¥": "CNY", "rs": "INR", "rs.": "INR", "rmb": "CNY"}

# What a noun alone means, where several countries use it.
ALONE = {"dollar": "USD", "pound": "GBP", "rupee": "INR", "franc": "CHF", "rouble": "RUB", "ruble": "RUB", "won": "KRW"}
ALONE |= {"renminbi": "CNY", "quid": "GBP", "sterling": "GBP", "krona": "SEK", "kronor": "SEK", "real": "BRL"}
ALONE |= {"reai": "BRL", "buck": "USD", "lira": "TRY"}  # "reais" without its s
NOT_MONEY = frozenset("gold mark som sol kip dram florin tala kina pula gold".split())  # words first, currencies second
# Hundredths, and whose.
MINOR = {"p": "GBP", "penny": "GBP", "pence": "GBP", "cent": "USD", "¢": "USD", "eurocent": "EUR", "paise": "INR"}
ADJECTIVES = {"american": "us", "usa": "us", "u.s.": "us"}
# Nordic crowns share their name; the country that the text speaks of tells which.
CROWNS = {"denmark": "DKK", "danish": "DKK", "greenland": "DKK", "sweden": "SEK", "swedish": "SEK", "norway": "NOK"}
CROWNS |= {"norwegian": "NOK", "iceland": "ISK", "icelandic": "ISK", "copenhagen": "DKK", "stockholm": "SEK"}
CROWNS |= {"oslo": "NOK"}
CROWN_WORDS = frozenset({"kr", "krone", "kroner", "crown"})
CODES_THAT_ARE_WORDS = frozenset("all top cup pen gel bam mop lak nad bob try ron mad cad sos".split())


@cache
def _current() -> frozenset[str]:
    """The codes that are legal tender somewhere today."""
    tables = get_global("territory_currencies").values()
    return frozenset(code for rows in tables for code, _, end, tender in rows if tender and end is None)


@cache
def codes() -> frozenset[str]:
    """The ISO 4217 codes that are no English words, lower-case."""
    known = {code.lower() for code in Locale("en").currencies if code in _current()}
    return frozenset(known - CODES_THAT_ARE_WORDS)


@cache
def names() -> dict[str, str]:
    """Singular names to codes: "swiss franc", and "baht" where only one currency is called so."""
    full = {}
    last: dict[str, set[str]] = {}
    for code in _current():
        for count in (1, 2):
            words = get_currency_name(code, count, "en").lower().split()
            name = singularize(words[-1])
            full[" ".join([*words[:-1], name])] = code
            last.setdefault(name, set()).add(code)
    alone = {name: min(ones) for name, ones in last.items() if len(ones) == 1 and name not in NOT_MONEY}
    return full | alone | ALONE


def sign(word: str, *, capitals: bool) -> str:
    """The code for "€", "A$", "Rs", "CHF" before a sum, "" for none. Codes count in capitals only."""
    return SIGNS.get(word, "") or (word.upper() if capitals and len(word) == 3 and word in codes() else "")


def named(words: Sequence[str]) -> tuple[str, int, Decimal]:
    """The currency at the front of lower-case words, how many of them name it, and what one of the unit is worth in it:
    ("swiss", "francs") gives ("CHF", 2, 1), ("pence",) gives ("GBP", 1, 0.01); ("", 0, 1) for none."""
    singulars = [_singular(word) for word in words[:2]]
    if len(words) > 1 and (code := names().get(f"{ADJECTIVES.get(words[0], words[0])} {singulars[1]}")):
        return code, 2, Decimal(1)
    if singulars and singulars[0] in MINOR:
        return MINOR[singulars[0]], 1, Decimal("0.01")
    if singulars and (code := names().get(singulars[0]) or sign(words[0], capitals=False)):
        return code, 1, Decimal(1)
    return "", 0, Decimal(1)


def crown(words: Sequence[str]) -> str:
    """The crown of the first Nordic country that a text's lower-case words name, "" for none."""
    return next((CROWNS[word] for word in words if word in CROWNS), "")


def _singular(word: str) -> str:
    return word if word in MINOR else word[:-1] if word.endswith("s") and len(word) > 3 else word
