"""One verdict for each joined part: "threats to use tariffs or seize Greenland" are two. What must stay together stays:
"between X and Y", what two do with each other, names, ranges, what stands in a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .tree import Tree

Word = int | str

TOGETHER = frozenset("between neither among either together joint mutual".split())
COLLECTIVE = frozenset(
    "meet met agree agreed negotiate negotiated renegotiate renegotiated form formed sign signed discuss "
    "discussed talk talked "
    "combine combined merge merged marry married divorce divorced separate separated collaborate collaborated "
    "cooperate cooperated "
    "share shared compete competed clash clashed unite united join joined hold held differ differed fight "
    "fought".split()
)
QUANTIFIERS = frozenset("some any few many most several all every each more fewer less".split())
UNITS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years pound pounds penny pence "
    "dollar dollars cent cents euro euros foot feet inch inches kilo kilos gram grams".split()
)
AMOUNTS = frozenset("up over under about around nearly almost more less fewer at some than".split())
VERBS = frozenset({"VERB", "AUX"})
FUNCTION = ("case", "mark", "det:predet", "cop", "aux", "aux:pass")
SHARED_AFTER = ("obj", "obl", "advcl", "xcomp", "obl:agent")
SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True)
class Variant:
    """A clause with one of its joined parts. first: the part that the others were joined to; singular: now one
    subject."""

    words: tuple[Word, ...]
    first: bool = True
    singular: bool = False


def variants(tree: Tree, head: int, words: tuple[Word, ...]) -> Iterator[Variant]:
    """The clause once for each part of its first splittable coordination; the clause itself if it has none."""
    present = {w for w in words if isinstance(w, int)}
    first = _first_group(tree, head, words, present)
    if first is None:
        yield Variant(words)
        return
    parts = [first, *(k for k in tree.kids_of(first, "conj") if k in present)]
    every = {t for part in parts[1:] for t in tree.below(part)} | {first}
    shared_left, shared_right = _shared(tree, first, parts)
    of_last = {
        t for k in tree.kids_of(first, "nmod") if k > parts[-1] for t in tree.below(k)
    }  # "shock and feelings of betrayal"
    for number, part in enumerate(parts):
        if number == 0:
            gone = {t for other in parts[1:] for t in tree.below(other)} | of_last
            keep_right: set[int] = set()
        else:
            own = set(tree.below(part)) - {t for k in tree.kids_of(part, "cc") for t in tree.below(k)}
            first_own = set(tree.below(first, set(parts[1:])))
            lost = first_own - {t for k in shared_right for t in tree.below(k)}
            has = {tree.dep[k] for k in tree.kids[part]}
            borrowed = {
                t for k in shared_left if tree.dep[k] not in has or tree.dep[k] == "advmod" for t in tree.below(k)
            }
            gone = (every | lost) - own - borrowed - (of_last if part == parts[-1] else set())
            keep_right = borrowed
        variant = tuple(w for w in words if not isinstance(w, int) or w not in gone or w in keep_right)
        singular = tree.dep[first] in SUBJECTS and tree.tag[part] in ("NN", "NNP", "NNPS", "CD")
        yield Variant(variant, number == 0, singular)


def _shared(tree: Tree, first: int, parts: list[int]) -> tuple[list[int], list[int]]:
    """What the first part lends the others: words before it ("to", "from", "will not"), objects behind the last
    part."""
    left = [
        k
        for k in tree.kids[first]
        if k < first and (tree.dep[k] in FUNCTION or tree.lower[k] == "no") and not _belongs_to_number(tree, k)
    ]
    if tree.pos[first] in VERBS:
        left += [
            k
            for k in tree.kids[first]
            if k < first and tree.dep[k] == "advmod" and tree.lower[k] in ("not", "n't", "never")
        ]
    right = [k for k in tree.kids[first] if k > parts[-1] and tree.dep[k] in SHARED_AFTER]
    return left, right


def _belongs_to_number(tree: Tree, word: int) -> bool:
    """ "up to 1,200 troops and 30 tanks": the limit is the first number's only."""
    after = (
        word + 1 + (tree.lower[word : word + 2] == ["up", "to"] or tree.lower[word] in ("more", "less", "fewer", "at"))
    )
    of_amount = tree.lower[word] in AMOUNTS or tree.lower[max(word - 1, 0) : word + 1] == ["up", "to"]
    return of_amount and after < len(tree.words) and tree.pos[after] in ("NUM", "SYM")


def _first_group(tree: Tree, head: int, words: tuple[Word, ...], present: set[int]) -> int | None:
    for word in words:
        if not isinstance(word, int) or word == head:
            continue
        joined = any(tree.dep[k] == "conj" and k in present for k in tree.kids[word])
        if joined and _splits(tree, head, word, present):
            return word
    return None


def _splits(tree: Tree, head: int, first: int, present: set[int]) -> bool:
    """Whether the parts joined to `first` can be true or false one without the other."""
    parts = [k for k in tree.kids_of(first, "conj") if k in present]
    joined = [tree.lower[k] for part in (*parts, first) for k in tree.kids_of(part, "cc")]
    if not joined or not set(joined) <= {"and", "or", "nor", "&"} or "&" in joined:
        return False
    if any(tree.lower[k] in TOGETHER for k in tree.kids[first]):
        return False
    if tree.pos[first] in VERBS:
        return tree.dep[first] in ("xcomp", "advcl", "acl", "ccomp") and not _conditional(tree, first, head)
    if tree.pos[first] not in ("NOUN", "PROPN"):
        return False
    if all(tree.lower[part] in UNITS for part in (first, *parts)):
        return False  # "four years and three months" is one length
    if tree.name[first] and tree.name[first] == tree.name[parts[0]] and not tree.starts_name[parts[0]]:
        return False  # one name
    if any(_counts(tree, k) for k in tree.kids[first]) and any(
        tree.kid(part, "det", "nummod", "nmod:poss") is None for part in parts
    ):
        return False  # "two men and women"
    if tree.dep[first] in SUBJECTS:
        plural_predicate = tree.tag[head] == "NNS" and tree.kid(head, "cop") is not None
        return tree.head[first] == head and tree.lower[head] not in COLLECTIVE and not plural_predicate
    steps = _steps(tree, first, head)
    return steps == 1 or (steps == 2 and all(_is_concrete(tree, part) for part in (first, *parts)))


def _counts(tree: Tree, modifier: int) -> bool:
    return tree.dep[modifier] == "nummod" or (
        tree.dep[modifier] in ("det", "amod") and tree.lower[modifier] in QUANTIFIERS
    )


def _is_concrete(tree: Tree, noun: int) -> bool:
    """Names, plurals and nouns with a determiner or adjective: "homeopaths and naturopaths", not "control of
    information
    and secrecy"."""
    return (
        tree.pos[noun] == "PROPN" or tree.tag[noun] == "NNS" or tree.kid(noun, "det", "amod", "nmod:poss") is not None
    )


def _steps(tree: Tree, first: int, head: int) -> int:
    """How far a noun hangs from the predicate: 1 for its object, 2 for the object's complement, 0 for neither."""
    steps = 0
    while first != head:
        if tree.dep[first] not in ("obj", "obl", "nmod", "xcomp", "obl:agent", "iobj"):
            return 0
        steps += tree.dep[first] != "xcomp"
        if tree.head[first] == first:
            return 0
        first = tree.head[first]
    return steps


def _conditional(tree: Tree, first: int, head: int) -> bool:
    while first != head and tree.head[first] != first:
        if any(tree.lower[k] in ("if", "unless", "when") for k in tree.kids_of(first, "mark", "advmod")):
            return True
        first = tree.head[first]
    return False
