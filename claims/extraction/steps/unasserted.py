"""Clauses that assert nothing: "Is this a crisis?" asks, "Here’s what she said:" announces."""

from __future__ import annotations

from ..types import Origin
from .attribution import Attribution
from .clauses import Clause
from .cues import CUES, NEEDS_CONTENT, QUOTED
from .tree import SUBJECTS, Tree

ASKED = frozenset({Origin.CLAUSE, Origin.REPORTED, Origin.COORDINATED})  # what hangs on a question is taken for granted
CUT_OFF = frozenset({"ADP", "SCONJ", "AUX", "PART", "DET"})  # "The announcement comes as:"
A_COURTESY = 12  # words: "Mr Chairman, thank you."
ENDS = frozenset({".", "!", "?", "…"})
GESTURES = frozenset(
    "shrug shrugs shrugged laugh laughs laughed smile smiles smiled nod nods nodded sigh sighs sighed pause pauses "
    "paused grin grins grinned wince winces winced frown frowns frowned know knows wonder wonders".split()
)  # told for the colour: nothing to look up
INCOMPLETE = frozenset("became become becomes seemed seems appeared remained remains is was were are be".split())


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


def says_nothing(tree: Tree, attribution: Attribution, head: int, kept: list[int]) -> bool:
    """ "Mr Dewar said", "it became": a verb that lost what it needs."""
    if tree.tag[head] == "MD":
        return True  # "I could not."
    if tree.lower[head] in ("remains", "remained") and any(tree.lower[k] == "seen" for k in tree.kids[head]):
        return True  # "It remains to be seen what will happen."
    if tree.lower[head] in GESTURES and not any(
        tree.dep[k] in ("obj", "obl", "xcomp", "ccomp") for k in kept if k in tree.kids[head]
    ):
        return True  # "Ann Lee shrugs."
    if tree.lower[head] in QUOTED and any(k in attribution.of_cue for k in tree.kids_of(head, "advcl")):
        return True  # "was quoted as saying"
    needy = CUES.get(tree.lower[head], ("",))[0] in NEEDS_CONTENT or tree.lower[head] in INCOMPLETE
    needy = needy or (head in attribution.of_cue and head not in attribution.of_content)  # "Ann Lee mused"
    if not needy or tree.kid(head, "expl") is not None:
        return False
    return all(
        tree.dep[k] in (*SUBJECTS, "aux", "aux:pass", "advmod", "punct", "cc", "mark", "expl") or k not in kept
        for k in tree.kids[head]
    )
