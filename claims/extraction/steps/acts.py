"""Speech acts and beliefs that a claim tells in its own words: "Mr Rutte denied that ...", "threatened to ...", and,
inside a report, "a source said that Mr Trump believed ...". They stay in the claim; who does what is told beside it."""

from __future__ import annotations

from ..types import CueKind, Voice
from .attribution import Attribution
from .channels import channel_of
from .cues import CUES
from .tree import Tree

MERE = frozenset({CueKind.SAY, CueKind.NONE})  # acts that say nothing without what was said


def told(tree: Tree, attribution: Attribution, head: int) -> tuple[Voice, ...]:
    """The voice of a clause whose predicate is a reporting word and stays in the claim; none if it is no such word, is
    denied, or nobody does it."""
    report = attribution.of_cue.get(head)
    if report is not None and report.contents:
        return (Voice(report.speaker, report.text, report.kind, report.channel, told=True),)
    base, kind = CUES.get(tree.lower[head], ("", CueKind.NONE))
    if tree.pos[head] != "VERB" or kind in MERE:
        return ()
    named = attribution.naming(head)
    if named is None:
        return ()
    return (Voice(named.speaker, named.text, kind, channel_of(tree, head, base), told=True),)
