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
MOSTLY = 0.6  # of the words stand in the quotation


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
    candidates: list[tuple[list[int], Report | None]] = []
    quoted = [i for i in words if attribution.is_quoted(i)]
    if len(quoted) > MOSTLY * len(words):
        candidates.append((quoted, attribution.in_quote(quoted[0])))
    elif tree.lower[root] in CUES and (said := attribution.of_cue.get(root)) is not None and said.contents:
        content = said.contents[0]
        candidates.append((tree.below(content, [k for k in tree.kids_of(content, "mark") if k < content]), said))
    if not quoted or tree.lower[root] not in CUES:  # "“Nothing about us without us,” she posted": nothing but that
        candidates.append((words, attribution.in_quote(root)))
    for tokens, report in candidates:
        while tokens and tree.words[tokens[0]] in MARKS:
            tokens = tokens[1:]
        if _asserts(tree, tokens):
            head = next((i for i in tokens if tree.head[i] == i or tree.head[i] not in tokens), tokens[0])
            return (Clause(head, tuple(tokens), Origin.REPORTED if report else Origin.CLAUSE, report),)
    return ()


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
