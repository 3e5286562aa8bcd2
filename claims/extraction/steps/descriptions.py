"""What short descriptions stand for: "the airline", "the island", "the minister", "the storm".

A description repeats what the text has called something, or names the class of the only thing of that class that was
spoken of lately. Where two are as likely, both are told and the words stay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from babel import Locale

from .names import Entity
from .people import FEMALE, MALE, PERSONS
from .tree import Tree

_LISTS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("descriptions.toml").read_text(encoding="utf8"))
CLASSES: dict[str, tuple[str, str]] = {  # noun -> kind of entity and its gender
    **{noun: ("PER", "f" if noun in FEMALE else "m" if noun in MALE else "") for noun in PERSONS},
    **{noun: ("LOC", "") for key in ("country", "land", "place") for noun in _LISTS[key].split()},
    **dict.fromkeys(_LISTS["organisation"].split(), ("ORG", "")),
}
SHORT_NAMES = frozenset({"US", "U.S.", "UK", "U.K.", "America", "Britain"})
COUNTRIES, LANDS = frozenset(_LISTS["country"].split()), frozenset(_LISTS["land"].split())
KINDS: dict[str, frozenset[str]] = {noun: frozenset(words.split()) for noun, words in _LISTS["kinds"].items()}
ABBREVIATED: dict[str, str] = _LISTS["abbreviated"]
NATURE = frozenset(
    "river lake mount sea ocean bay strait gulf street road avenue".split()
)  # a name of none of the classes
OTHERS = frozenset(_LISTS["others"]["words"].split())
REPEATED = 0.9  # the confidence in a description that repeats what the text called the thing
ONLY_ONE = 0.75  # in one that names the class of the only candidate
GAP = 2.0  # of weight: the best was a subject, and nearer than the next
FAR = 6  # sentences from which on distance counts no more
NEARER = 0.6  # in the nearer of two candidates of the class, when it was a subject and the other was not


class Spoken(NamedTuple):
    """A mention of somebody or something named: the number of its sentence, and whether it was a subject there."""

    entity: Entity
    subject: bool
    sentence: int


@dataclass(frozen=True)
class Described:
    """The candidates of a description, the best first, and the confidence in the best."""

    entities: tuple[Entity, ...]
    confidence: float


def learn(tree: Tree, head: int, entity: Entity) -> None:
    """What the words around a name call its bearer, into entity.nouns: an appositive, a role before the name, a
    predicate noun, "the town of"."""
    about = [*tree.kids_of(head, "appos", "nmod:desc", "compound")]
    above = tree.head[head]
    if tree.dep[head] == "appos" or (tree.dep[head] == "nmod" and tree.lower[above] in CLASSES):
        if tree.dep[head] == "appos" or any(tree.lower[k] == "of" for k in tree.kids_of(head, "case")):
            about.append(above)
    elif (
        tree.dep[head] == "nsubj"
        and tree.pos[above] == "NOUN"
        and tree.kid(above, "cop") is not None
        and not any(tree.lower[k] in ("not", "n't", "never") for k in tree.kids[above])
    ):
        about.append(above)
    for age in tree.kids_of(head, "nmod:unmarked", "appos", "flat", "dep", "nummod"):
        if tree.words[age].isdigit() and tree.comma_before(age):
            entity.nouns.add(f"{tree.words[age]}-year-old")
    for noun in about:
        if tree.pos[noun] == "NOUN" or (tree.pos[noun] == "PROPN" and tree.dep[noun] == "nmod:desc"):
            entity.nouns.add(tree.lower[noun])
            entity.qualities.update(tree.lower[k] for k in tree.kids_of(noun, "compound", "amod"))


class Called(dict[Entity, frozenset[str]]):
    """The nouns the text uses for somebody or something, worked out once all of it was learnt from."""

    def __missing__(self, entity: Entity) -> frozenset[str]:
        called = self[entity] = frozenset(_called(entity))
        return called


def describes(
    noun: str, content: Sequence[str], spoken: Sequence[Spoken], sentence: int, called: Called
) -> Described | None:
    """Who or what "the <content> <noun>" of a sentence stands for, of what was spoken of so far, the latest last.
    None where nothing fits.
    """
    if OTHERS.intersection(content):
        return None
    latest = list(dict.fromkeys(one.entity for one in reversed(spoken)))
    repeated = [e for e in latest if noun in called[e] and set(content) <= called[e] | _words(e)]
    if repeated:
        return Described((repeated[0],), REPEATED)
    if content or noun not in CLASSES:
        return None
    here = {one.entity for one in spoken if one.sentence == sentence}
    fitting = [e for e in latest if _is_of_class(e, noun, called) and e not in here]
    if len(fitting) == 1:
        return Described((fitting[0],), ONLY_ONE)
    if len(fitting) > 1:
        weights = [_weight(e, spoken, sentence) for e in fitting]
        fitting = [e for _, e in sorted(zip(weights, fitting, strict=True), key=lambda pair: -pair[0])]
        clear = sorted(weights)[-1] - sorted(weights)[-2] >= GAP
        return Described(tuple(fitting[:3]), NEARER if clear else 0.5)
    return None


def _weight(entity: Entity, spoken: Sequence[Spoken], sentence: int) -> float:
    """How near the last mentions of something are, a subject's more so."""
    mentions = [one for one in spoken if one.entity is entity]
    return max(1.5 * one.subject - min(sentence - one.sentence, FAR) for one in mentions)


def described_pair(
    noun: str,
    spoken: Sequence[Spoken],
    sentence: int,
    called: Called,
    two: bool,
    joined: tuple[Entity, Entity] | None = None,
) -> tuple[Entity, Entity] | None:
    """The two that "the ministers", "both companies" or "neither country" of a sentence are: those the text has called
    so, if they are two; with `two` said, else the last two names that were joined by "and", else the latest two of the
    class. The one named first comes first."""
    singular = next((one for one in singulars(noun) if one in CLASSES), noun.removesuffix("s"))
    here = {one.entity for one in spoken if one.sentence == sentence}
    latest = [e for e in dict.fromkeys(one.entity for one in reversed(spoken)) if e not in here]
    pair = [e for e in latest if singular in called[e]]
    if len(pair) != 2 and singular in CLASSES and (two or CLASSES[singular][0] == "ORG"):
        if two and joined is not None and all(_is_of_class(e, singular, called) for e in joined):
            return joined
        pair = [e for e in latest if _is_of_class(e, singular, called)]
        pair = pair[:2] if two or len(pair) == 2 else []
    return (pair[1], pair[0]) if len(pair) == 2 else None


def singulars(noun: str) -> tuple[str, ...]:
    """What a plural may be the plural of."""
    irregular = {"men": "man", "women": "woman", "wives": "wife"}
    return (irregular.get(noun, noun), noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y")


def _called(entity: Entity) -> set[str]:
    """The nouns the text uses for it, those of its own name included: "authority" of "Transit Authority"."""
    own: set[str] = set()
    if entity.kind != "PER":
        words = entity.name.lower().split()
        own = {words[-1], words[words.index("of") - 1]} if "of" in words[1:] else {words[0], words[-1]}
    kinds = {noun for noun, names in KINDS.items() if names & (own | entity.nouns)}
    titles = {_in_full(title.lower().partition(" of ")[0].split()[-1]) for title in entity.titles}
    return entity.nouns | own | kinds | titles


def _in_full(word: str) -> str:
    """ "governor" of "Gov."."""
    return ABBREVIATED.get(word.rstrip("."), word)


def _words(entity: Entity) -> set[str]:
    """The words that may stand beside its noun: of its name and its titles, and what the text put there."""
    titles = {word for title in entity.titles for word in title.lower().replace("’s", "").split()}
    return set(entity.name.lower().replace("’s", "").split()) | titles | entity.qualities


def _is_of_class(entity: Entity, noun: str, called: Called) -> bool:
    """Whether it may be a <noun>, and nothing makes it another class of thing: a town is no island, a club no airline,
    Denmark no town."""
    kind, gender = CLASSES[noun]
    if entity.kind != kind or (gender and entity.gender not in ("", gender)):
        return False
    if kind == "PER":
        return True
    if kind == "LOC" and NATURE & set(entity.name.lower().split()):
        return False
    if kind == "LOC" and noun not in LANDS and (entity.name.removeprefix("the ") in countries()) != (noun in COUNTRIES):
        return False
    return not any(word in CLASSES for word in called[entity])


@cache
def countries() -> frozenset[str]:
    """The English names of the world's countries and territories, from Unicode CLDR."""
    territories = {str(code): str(name) for code, name in Locale("en").territories.items()}
    return frozenset(name for code, name in territories.items() if code.isalpha()) | SHORT_NAMES
