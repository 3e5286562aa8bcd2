"""Who speaks in a transcript: the person that a turn's label names, by the fullest name the text gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Speaker, SpeakerKind
from .labels import ROLES, Label
from .names import COURTESY, Entity, Names
from .page import Turn
from .tree import Tree

ANSWER = "A"


@dataclass(frozen=True)
class Spoken:
    """The speaker of a turn, the label that says so, and the person of the text that it stands for, if known."""

    label: str
    speaker: Speaker
    entity: Entity | None


def speakers(tree: Tree, names: Names, turns: Sequence[Turn]) -> dict[int, Spoken]:
    """Who speaks, by where the turn begins."""
    people = [entity for entity in names.entities if entity.kind == "PER"]
    people += _labelled(turns, people)
    introduced = _introduced(tree, names, turns[0].start) if turns else None
    known: dict[str, Spoken] = {}
    for turn in turns:
        label = turn.label
        if label.who not in known:
            entity = introduced if label.who == ANSWER else _person(label, people)
            name, kind = (entity.name, SpeakerKind.PERSON) if entity else (label.who, SpeakerKind.UNRESOLVED)
            known[label.who] = Spoken(label.who, Speaker(name, kind, label.who), entity)
    return {turn.start: known[turn.label.who] for turn in turns}


def _labelled(turns: Sequence[Turn], people: Sequence[Entity]) -> list[Entity]:
    """The people whom only labels name, the fullest names first: "BLITZER" is "WOLF BLITZER"."""
    out: list[Entity] = []
    for label in sorted({turn.label for turn in turns if turn.label.name}, key=lambda label: -len(label.name.split())):
        if _person(label, [*people, *out]) is None:
            gender = COURTESY.get(label.name.split()[0].lower().strip("."), "")
            out.append(Entity(label.name, "PER", gender=gender))
    return out


def _person(label: Label, people: Sequence[Entity]) -> Entity | None:
    """The person whose name holds all words of the label but its courtesy: the first that the text names so."""
    words = [word.casefold().strip(".") for word in label.name.split()]
    words = [word for word in words if word not in COURTESY and word not in ROLES and len(word) > 1]
    if not words:
        return None
    for entity in people:
        if set(words) <= {word.casefold().strip(".") for word in entity.name.split()}:
            return entity
    return None


def _introduced(tree: Tree, names: Names, before: int) -> Entity | None:
    """The one person that the text names before the first turn."""
    found = {
        id(m.entity): m.entity for m in names.at.values() if tree.start[m.head] < before and m.entity.kind == "PER"
    }
    return next(iter(found.values())) if len(found) == 1 else None
