"""A claim never loses a negation, a hedge or a number: what a split dropped of them is put back."""

from __future__ import annotations

from collections.abc import Sequence

from .attribution import NEGATIONS
from .tree import Tree

Word = int | str

HEDGES = frozenset(
    "perhaps possibly probably maybe likely allegedly reportedly apparently supposedly seemingly nearly almost "
    "about around roughly "
    "approximately some up least most over under more less fewer partly largely mostly mainly often sometimes "
    "rarely seldom hardly "
    "barely only".split()
)
HOLDS = frozenset({"aux", "advmod", "det", "nummod", "neg", "amod"})


def restore(tree: Tree, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with every modal verb, negation, hedge and number that hangs directly on one of them, and every number
    that the article writes between two of them, whatever it hangs on."""
    present = {w for w in words if isinstance(w, int)}
    denied = any(w == "not" for w in words)
    lost: dict[int, list[int]] = {}
    for word in present:
        for kid in tree.kids[word]:
            if kid not in present and tree.dep[kid] in HOLDS and _matters(tree, kid, denied):
                lost.setdefault(word, []).append(kid)
    if not lost:
        return _with_numbers(tree, words)
    out: list[Word] = []
    for item in words:
        missing = lost.get(item, []) if isinstance(item, int) else []
        out.extend(t for kid in missing if isinstance(item, int) and kid < item for t in tree.below(kid))
        out.append(item)
        out.extend(t for kid in missing if isinstance(item, int) and kid > item for t in tree.below(kid))
    return _with_numbers(tree, out)


def _with_numbers(tree: Tree, words: Sequence[Word]) -> tuple[Word, ...]:
    out: list[Word] = []
    last: Word = ""
    for word in words:
        if isinstance(word, int) and isinstance(last, int) and word - last == 2 and tree.pos[last + 1] == "NUM":
            out.append(last + 1)
        out.append(word)
        last = word
    return tuple(out)


def _matters(tree: Tree, word: int, denied: bool) -> bool:
    lower = tree.lower[word]
    if lower in NEGATIONS or lower == "neither":
        return not (denied and lower in ("neither", "nor"))
    if tree.dep[word] == "nummod":
        return True
    return (tree.dep[word] == "aux" and tree.tag[word] == "MD") or (lower in HEDGES and tree.dep[word] == "advmod")
