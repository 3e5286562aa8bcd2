"""Whether a claim denies something, and whether it hedges: read from its own words, never from those around it."""

from __future__ import annotations

from .draft import Draft
from .lexicon import phrase, says, words

NUMBERS = {"NUM", "SYM"}


def negated(draft: Draft) -> bool:
    """ "NATO in no case has the right", "had not been discussed"."""
    doc, negation = draft.head.doc, words("negation")
    return any(doc[i].lower_ in negation for i in draft.tokens)


def hedged(draft: Draft) -> bool:
    """ "tariffs of up to 25%", "appeared to remove the threat", "could single-handedly destroy NATO"."""
    if says(phrase(draft), words("hedges")):
        return True
    doc, modals = draft.head.doc, words("hedging_modals")
    if any(doc[i].lower_ in modals and doc[i].tag_ == "MD" for i in draft.tokens):
        return True
    numbers = (k for k, i in enumerate(draft.tokens) if doc[i].pos_ in NUMBERS)
    before = (" ".join(doc[i].lower_ for i in draft.tokens[max(0, k - 2) : k]) for k in numbers)
    hedges = tuple(f" {hedge}" for hedge in words("hedges_of_numbers"))
    return any(f" {text}".endswith(hedges) for text in before)
