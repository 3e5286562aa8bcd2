"""Clauses that assert nothing: "Is this a crisis?" asks, "Here’s what she said:" announces."""

from __future__ import annotations

from ..types import Origin
from .clauses import Clause
from .cues import CUES
from .tree import Tree

ASKED = frozenset({Origin.CLAUSE, Origin.REPORTED, Origin.COORDINATED})  # what hangs on a question is taken for granted
CUT_OFF = frozenset({"ADP", "SCONJ", "AUX", "PART", "DET"})  # "The announcement comes as:"
A_COURTESY = 12  # words: "Mr Chairman, thank you."
ENDS = frozenset({".", "!", "?", "…"})


def is_unasserted(tree: Tree, clause: Clause) -> bool:
    """Whether a clause only asks, only announces who speaks next, or only thanks."""
    start, end = tree.sentences[tree.sentence_of[clause.head]]
    if clause.origin not in ASKED:
        return False
    thanks = tree.lower[clause.head] in ("thank", "thanks") and end - start < A_COURTESY
    return thanks or _is_asked(tree, clause, end) or _announces(tree, start, end)


def _is_asked(tree: Tree, clause: Clause, end: int) -> bool:
    """Whether a question mark stands in the clause (“Is it?” she asked), or ends the sentence that its predicate is
    in."""
    if any(isinstance(word, int) and tree.words[word] == "?" for word in clause.words):
        return True
    return next((tree.words[i] for i in range(clause.head, end) if tree.words[i][-1:] in ENDS), "").endswith("?")


def _announces(tree: Tree, start: int, end: int) -> bool:
    """Whether a sentence ends with a verb of saying and a colon: the words that it speaks of come after it."""
    words = [i for i in range(start, end) if not tree.is_space[i]]
    if len(words) < 2 or tree.words[words[-1]] != ":":
        return False
    return tree.lower[words[-2]] in CUES or tree.lower[words[0]] == "here" or tree.pos[words[-2]] in CUT_OFF
