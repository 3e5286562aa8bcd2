"""Repairs of lists: in Universal Dependencies every later part hangs on the first as its conjunct."""

from __future__ import annotations

from .quotes import QuoteIndex
from .tree import Tree

AMOUNTS = frozenset({"NUM", "SYM"})
NOUNS = frozenset({"NOUN", "PROPN", *AMOUNTS})


def hangs_left(tree: Tree, quotes: QuoteIndex) -> None:
    """ "The United States and Denmark will renegotiate a pact": a conjunct's head stands before it, never after."""
    for part, dep in enumerate(tree.dep):
        if dep != "conj" or tree.head[part] < part:
            continue
        joined = tree.kid(part, "cc")
        if joined is None or not 0 < joined < part:
            continue
        first = joined - 1 - (tree.words[joined - 1] == ",")
        while tree.dep[first] in ("flat", "compound", "conj") and tree.head[first] < joined:
            first = tree.head[first]
        if tree.pos[first] in NOUNS and tree.pos[part] in NOUNS and tree.sentence_of[first] == tree.sentence_of[part]:
            tree.attach(part, first, "conj")


def flat_lists(tree: Tree, quotes: QuoteIndex) -> None:
    """ "my boat, my nets and my home": a part that hangs on a part before it, which only a comma joins."""
    for part in range(len(tree.words)):
        before = tree.head[part]
        first = tree.head[before]
        if (
            tree.dep[part] == "conj"
            and tree.dep[before] == "conj"
            and before < part
            and first < before
            and tree.kid(before, "cc") is None
            and tree.kid(part, "cc") is not None
            and tree.comma_before(before)
            and (tree.pos[part] in NOUNS) == (tree.pos[before] in NOUNS) == (tree.pos[first] in NOUNS)
        ):
            tree.attach(part, first, "conj")


def renaming_nothing(tree: Tree, quotes: QuoteIndex) -> None:
    """ "betting slips, €12,400 in cash and a notebook", "my boat, my nets and my home": with more behind "and", an
    amount or what has the same owner is the next of a list and no other name for the first."""
    for second in range(len(tree.words)):
        first = tree.head[second]
        if tree.dep[second] != "appos" or first > second or not tree.comma_before(second):
            continue
        owners = [tree.lower[k] for part in (first, second) for k in tree.kids_of(part, "nmod:poss")[:1]]
        amount = tree.pos[second] in AMOUNTS and tree.tag[first] in ("NNS", "NNPS")
        if not amount and not (len(owners) == 2 and owners[0] == owners[1]):
            continue
        last = next((k for k in tree.below(second) if tree.dep[k] == "conj" and tree.kid(k, "cc") is not None), None)
        if last is not None:
            tree.attach(last, first, "conj")
            tree.dep[second] = "conj"


def gerunds_in_lists(tree: Tree, quotes: QuoteIndex) -> None:
    """ "accused of putting it off, taking her away and leaving her": what is joined behind a comma goes on with the
    list."""
    for second in range(len(tree.words)):
        first = tree.head[second]
        if (
            tree.tag[second] != "VBG"
            or tree.dep[second] != "advcl"
            or tree.tag[first] != "VBG"
            or first > second
            or tree.kid(first, "mark") is None
            or not tree.comma_before(second)
        ):
            continue
        more = [k for k in tree.kids_of(second, "conj") if tree.tag[k] == "VBG"]
        if any(tree.kid(k, "cc") is not None for k in more):
            tree.dep[second] = "conj"
            for part in more:
                tree.attach(part, first, "conj")


def ranges(tree: Tree, quotes: QuoteIndex) -> None:
    """ "loses between 1.8 and 2.1 metres": both limits are of what the second counts."""
    for between in range(len(tree.words) - 4):
        low, joined, high = between + 1, between + 2, between + 3
        if tree.lower[between] not in ("between", "from") or tree.lower[joined] not in ("and", "to"):
            continue
        noun = tree.head[high]
        if tree.pos[low] != "NUM" or tree.pos[high] != "NUM" or noun <= high or tree.dep[high] != "nummod":
            continue
        verb = next((k for k in (tree.head[noun], tree.head[low]) if k < between and tree.pos[k] == "VERB"), None)
        if verb is None or tree.dep[low] not in ("obl", "obj", "nummod") or tree.head[low] not in (verb, noun):
            continue
        taken = any(k not in (low, noun) for k in tree.kids_of(verb, "obj"))
        tree.head[noun], tree.dep[noun] = verb, "obl" if taken else "obj"
        tree.head[low], tree.dep[low] = noun, "nummod"
        tree.head[between], tree.head[joined], tree.dep[joined] = low, high, "cc"
        tree.head[high], tree.dep[high] = low, "conj"


REPAIRS = (hangs_left, ranges, flat_lists, renaming_nothing, gerunds_in_lists)
