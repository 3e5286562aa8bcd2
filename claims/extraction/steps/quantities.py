"""How much: the numbers a text states, with unit and comparator. One pass over the tokens, dates left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from ..types import DateExpression, Quantity
from . import dates as date_step
from . import money as currencies
from .comparators import comparator_before
from .measures import AFTER, FACTORS, ROUND
from .numeral_spans import numeral_at
from .numerals import FRACTIONS, LARGEST, SCALES, VULGAR, number_word, plain
from .ranges import in_range
from .shares import proportion, rough_number
from .tokens import Tokens
from .uncounted import is_code, is_label, is_name, is_score
from .units import currency_at, ends_sum, unit_of

STARTS = frozenset({*currencies.SIGNS, *currencies.codes(), *FACTORS, *ROUND, "twice", "kr"})


def find(doc: Doc, dates: Sequence[DateExpression] | None = None, text: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a parsed text, in text order; they don't overlap. doc.text[q.start:q.end] == q.text.

    dates: the text's date expressions where they are known already; numbers within them are no quantities. text: the
    Doc's, where it is at hand.
    Units are "percent", ISO 4217 codes, measures in full, or the singular of what is counted; "" for none.
    """
    tokens = Tokens(doc, doc.text if text is None else text)
    spans = [(d.start, d.end) for d in (date_step.find(doc) if dates is None else dates) if not has_length(d)]
    spans.reverse()
    quantities: list[Quantity] = []
    done = 0
    for i, word in enumerate(tokens.lower):
        if i < done or not may_begin(word):
            continue
        at = doc[i].idx
        while spans and spans[-1][1] <= at:
            spans.pop()
        if spans and spans[-1][0] <= at:
            continue
        found = quantity_at(tokens, i)
        if found is None:
            continue
        begin, end, quantity = found
        if begin < done:  # its comparator words belong to the one before
            continue
        if quantities and begin > 0:
            quantity = in_range(quantities, quantity, tokens, begin, end)
        quantities.append(quantity)
        done = end
    return tuple(quantities)


def quantity_at(tokens: Tokens, i: int) -> tuple[int, int, Quantity] | None:
    """The quantity whose number begins at token i, and its tokens [begin, end)."""
    if (rough := rough_number(tokens, i)) is not None:
        return rough
    if (share := proportion(tokens, i)) is not None:
        return share
    if tokens.lower[i] in SCALES and tokens.word(i - 1) in {*SCALES, *FRACTIONS}:  # the rest of an absurd number
        return None
    currency = currency_at(tokens, i)
    at = i + (bool(currency) and "$" not in tokens.lower[i][:-1])
    at += bool(currency) and tokens.lower[i] == "rs" and tokens.word(at) == "."
    numeral = numeral_at(tokens, at, money=bool(currency) or ends_sum(tokens, at))
    if numeral is None or abs(numeral.value) > LARGEST:
        return None
    if currency:
        numeral = replace(numeral, begin=i)
    if not currency and is_label(tokens, numeral):
        return None
    unit, end, worth = unit_of(tokens, numeral)
    if is_code(tokens, numeral) or (not currency and is_score(tokens, numeral, unit)):
        return None
    unit = currency or unit
    numeral = replace(numeral, value=numeral.value * (1 if currency else worth))
    if not unit and not currency and is_name(tokens, numeral):
        return None
    if tokens.lower[numeral.begin] == "one" and numeral.end == numeral.begin + 1 and not unit:
        return None
    if tokens.word(numeral.begin - 1) == "minus":
        numeral = replace(numeral, begin=numeral.begin - 1, value=-numeral.value)
    comparator, begin = comparator_before(tokens, numeral.begin, unit)
    if tokens.word(end) == "+":
        comparator, end = ">=", end + 1
    elif tokens.word(end) == "or" and tokens.word(end + 1) in AFTER:
        comparator, end = AFTER[tokens.word(end + 1)], end + 2
    start, stop = tokens.doc[begin].idx, tokens.doc[end - 1].idx + len(tokens.doc[end - 1].text.rstrip(".-"))
    return begin, end, Quantity(tokens.text[start:stop], start, stop, plain(numeral.value), unit, comparator)


def has_length(expression: DateExpression) -> bool:
    """Whether the words give a length of time too: the six years of "for the first time in six years"."""
    return " time in " in expression.text.lower()


def may_begin(word: str) -> bool:
    """Whether a number may begin with this word: a cheap test that spares nearly every word the rest."""
    first = word[0]
    return (
        first.isdigit()
        or word in STARTS
        or "$" in word
        or word in VULGAR
        or word in {"a", "an", "half", "dozen"}
        or number_word(word)
    )
