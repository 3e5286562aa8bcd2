"""Whether a claim denies something, how it is hedged, how it is said to be known: read from its own words only."""

from __future__ import annotations

from .draft import Draft
from .lexicon import found, words

NUMBERS = {"NUM", "SYM"}


def negated(draft: Draft) -> bool:
    """ "NATO in no case has the right", "had not been discussed"."""
    return not words("negation").isdisjoint(draft.spoken)


def hedges(draft: Draft) -> tuple[str, ...]:
    """The words that soften it, as they stand: "tariffs of up to 25%", "could single-handedly destroy NATO"."""
    doc, tokens, modals = draft.head.doc, draft.tokens, words("hedging_modals")
    places = list(found(draft, "hedges"))
    places += [(k, k + 1) for k, word in enumerate(draft.spoken) if word in modals and doc[tokens[k]].tag_ == "MD"]
    for start, end in found(draft, "hedges_of_numbers"):
        if end < len(tokens) and any(doc[i].pos_ in NUMBERS for i in tokens[end : end + 2]):
            places.append((start, end))
    return tuple(_words(draft, start, end) for start, end in sorted(set(places)))


def evidentials(draft: Draft) -> tuple[str, ...]:
    """The words that say how it is known, as they stand: "appeared to remove the threat", "reportedly"."""
    return tuple(_words(draft, start, end) for start, end in found(draft, "evidentials"))


def hedged(draft: Draft) -> bool:
    """Whether something softens it."""
    return bool(hedges(draft) or evidentials(draft))


def _words(draft: Draft, start: int, end: int) -> str:
    return " ".join(draft.head.doc[i].text for i in draft.tokens[start:end])
