"""Speech acts and beliefs that a claim tells in its own words: "Mr Rutte denied that ...", "threatened to ...", and,
inside a report, "a source said that Mr Trump believed ...". They stay in the claim; who does what is told beside it."""

from __future__ import annotations

from ..types import CueKind, Speaker, Voice
from .attribution import Attribution, Report
from .channels import channel_of
from .cues import CUES
from .descriptions import CLASSES, singulars
from .people import ANONYMOUS, is_person
from .tree import Tree

MERE = frozenset({CueKind.SAY, CueKind.NONE})  # acts that say nothing without what was said


def told(tree: Tree, attribution: Attribution, head: int, outer: Report | None) -> tuple[Voice, ...]:
    """The voice of a clause whose predicate is a reporting word and stays in the claim; none if it is no such word, is
    denied, or nobody does it. outer: the report that the clause is part of; its speaker is "I"."""
    report = attribution.of_cue.get(head)
    if report is not None and report.contents:
        return (Voice(_who(report, outer), report.text, report.kind, report.channel, told=True),)
    base, kind = CUES.get(tree.lower[head], ("", CueKind.NONE))
    if tree.pos[head] != "VERB" or kind in MERE:
        return ()
    named = attribution.naming(head)
    if named is None or not _speaks(tree, attribution, named.speaker_head):
        return ()
    return (Voice(_who(named, outer), named.text, kind, channel_of(tree, head, base), told=True),)


def _who(report: Report, outer: Report | None) -> Speaker:
    """Who speaks or thinks; in a report, "I" is its speaker."""
    first = outer is not None and report.speaker.mention.lower() in ("i", "we")
    return outer.speaker if outer is not None and first else report.speaker


def _speaks(tree: Tree, attribution: Attribution, head: int) -> bool:
    """Whether a subject can speak: somebody named, people or bodies; no "ambition that threatens to"."""
    word = tree.lower[head]
    if head in attribution.references.at or tree.pos[head] in ("PROPN", "PRON") or word in ANONYMOUS:
        return True
    return any(is_person(one) or one in CLASSES for one in singulars(word))
