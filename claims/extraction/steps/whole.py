"""A sentence that asserts something but that the parse gives no handle to split: it becomes one claim as it stands,
rather than none."""

from __future__ import annotations

from collections.abc import Sequence

from ..types import Origin
from .attribution import Attribution, Report
from .clauses import Clause
from .cues import CUES
from .tree import FINITE, NOMINAL, SUBJECTS, VERBAL, Tree

TENSES = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB", "MD"})
MARKS = frozenset("“”\"‘’'«»()[]-–—•*")
SHORTEST = 4  # words; what is shorter is more often a cry than an assertion
MOSTLY, PARTLY = 0.6, 0.3  # of the words stand in the quotation; the less will do where it opens the sentence


def whole(tree: Tree, attribution: Attribution, start: int, end: int) -> tuple[Clause, ...]:
    """The sentence as one assertion: of the one who is quoted or reported, if it is little else; () where it asserts
    nothing."""
    words = [i for i in range(start, end) if not tree.is_space[i]]
    root = tree.root((start, end))
    if (
        not words
        or tree.words[words[-1]] == ":"
        or any("?" in tree.words[i] for i in words)
        or only_reports(tree, root)
    ):
        return ()
    quoted = [i for i in words if attribution.is_quoted(i)]
    opens = attribution.is_quoted(words[min(1, len(words) - 1)])
    if len(quoted) > (PARTLY if opens else MOSTLY) * len(words):
        places = {id(quote): quote for i in quoted if (quote := attribution.quotes.at(tree.start[i]))}.values()
        parts = ([i for i in quoted if quote.start <= tree.start[i] < quote.end] for quote in places)
        found = tuple(clause for part in parts for clause in _clause(tree, part, attribution.in_quote(part[0])))
        if found or tree.lower[root] in CUES:  # "“Nothing about us without us,” she posted": nothing but that
            return found
    elif tree.lower[root] in CUES and (said := attribution.of_cue.get(root)) is not None and said.contents:
        content = said.contents[0]
        inside = tree.below(content, [k for k in tree.kids_of(content, "mark") if k < content])
        if found := _clause(tree, inside, said):
            return found
    return _clause(tree, words, attribution.in_quote(root))


def _clause(tree: Tree, words: Sequence[int], report: Report | None) -> tuple[Clause, ...]:
    """The words as one assertion, if they make one."""
    while words and tree.words[words[0]] in MARKS:
        words = words[1:]
    if not _asserts(tree, words):
        return ()
    head = next((i for i in words if tree.head[i] == i or tree.head[i] not in words), words[0])
    return (Clause(head, tuple(words), Origin.REPORTED if report else Origin.CLAUSE, report),)


def _asserts(tree: Tree, words: Sequence[int]) -> bool:
    """Whether something is said of something: a verb that is no infinitive with a noun before it."""
    if sum(tree.words[i][:1].isalnum() for i in words) < SHORTEST:
        return False
    first = next((i for i in words if tree.pos[i] in VERBAL), None)
    if first is None or (first == words[0] and tree.tag[first] in ("VB", "VBP")):
        return False  # "Make of that what you will."
    if tree.tag[words[0]] == "VBG":
        told = next((i for i in words if tree.words[i] == "," or tree.tag[i] in FINITE), words[0])
        if tree.words[told] != ",":
            return False  # "Joining me is Grace Lee, director ..."
    named = False
    for i in words:
        to = tree.tag[i] == "VB" and any(tree.lower[k] == "to" for k in tree.kids_of(i, "mark"))
        if named and tree.pos[i] in VERBAL and tree.tag[i] in TENSES and not to:
            return tree.words[words[-1]] in (".", "!", ",", ";", "”", '"', "’", "'") or tree.tag[i] != "VBN"
        named = named or tree.pos[i] in NOMINAL
    return False


def only_reports(tree: Tree, root: int) -> bool:
    """ "Mr Dewar said.": who speaks, and nothing of what."""
    if tree.lower[root] not in CUES or tree.subject(root) is None:
        return False
    return all(tree.dep[k] in (*SUBJECTS, "punct", "aux", "advmod", "cc", "mark") for k in tree.kids[root])
