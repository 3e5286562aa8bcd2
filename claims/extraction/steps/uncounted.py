"""Numbers that count nothing: labels, names, telephone numbers and scores."""

from __future__ import annotations

from spacy.tokens import Token

from .measures import MEASURES, PERCENT
from .numeral_spans import Numeral
from .tokens import DASHES, Tokens

LABELS = frozenset("page chapter article section number no. phase level grade round route protocol channel".split())
RESULTS = frozenset("win victory defeat loss draw lead vote ruling decision triumph".split())


def is_label(tokens: Tokens, numeral: Numeral) -> bool:
    """ "page 5", "World War Two", "2nd": a number that names, not one that counts."""
    hung = numeral.suffix == "-" and tokens.word(numeral.end) == "to"  # "18- to 24-year-olds"
    if numeral.suffix and not hung and numeral.suffix not in {*PERCENT, *MEASURES, "p", "kr"}:
        return True
    if tokens.word(numeral.begin - 1) in LABELS:
        return True
    token = tokens.doc[numeral.begin]
    return (
        token.is_alpha
        and token.is_title
        and not token.is_sent_start
        and numeral.begin > 0
        and follows_a_name(tokens, token)
    )


def is_code(tokens: Tokens, numeral: Numeral) -> bool:
    """ "020 7946 0958", "+44 ...": a telephone number."""
    word = tokens.lower[numeral.begin]
    return (word.isdecimal() and len(word) > 1 and word[0] == "0") or any(
        tokens.word(i).isdecimal() and len(tokens.word(i)) > 2
        for i in (numeral.begin - 1, numeral.end)
        if word.isdecimal() and len(word) > 1
    )


def is_score(tokens: Tokens, numeral: Numeral, unit: str) -> bool:
    """ "3-1", "a 3-1 win": two small numbers and a dash, and nothing plural that they count."""
    if numeral.scaled:  # "€5-10 m"
        return False
    for dash, other in ((numeral.end, numeral.end + 1), (numeral.begin - 1, numeral.begin - 2)):
        if tokens.word(dash) in DASHES and tokens.word(other).isdecimal() and tokens.lower[numeral.begin].isdecimal():
            last = max(other, numeral.begin)
            return len(tokens.word(other)) < 3 and unit in {"", *RESULTS} and not tokens.plural(last + 1)
    return False


def is_name(tokens: Tokens, numeral: Numeral) -> bool:
    """ "Boeing 737", "Article 5": bare, straight after a capitalised noun that it hangs on."""
    token = tokens.doc[numeral.begin]
    return numeral.begin > 0 and follows_a_name(tokens, token) and token.dep_ != "conj"


def follows_a_name(tokens: Tokens, token: Token) -> bool:
    """Whether the word before, which must exist, is a capitalised noun."""
    previous = tokens.doc[token.i - 1]
    return previous.is_title and previous.is_alpha and previous.pos_ in {"PROPN", "NOUN"}
