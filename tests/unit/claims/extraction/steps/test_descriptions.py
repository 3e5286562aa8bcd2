"""What short descriptions stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.descriptions import (
    NEARER,
    ONLY_ONE,
    REPEATED,
    Called,
    Described,
    Spoken,
    countries,
    described_pair,
    describes,
    learn,
)
from claims.extraction.steps.draft import Draft
from claims.extraction.steps.names import Entity
from claims.extraction.steps.tree import Tree

from .trees import tree

AIRLINE = Entity("Skellig Air", "ORG", nouns={"airline"})
CHIPMAKER = Entity("Altura Systems", "ORG")
RIVAL = Entity("Corvane Inc", "ORG")
AUTHORITY = Entity("the Transit Authority", "ORG")
STORM = Entity("Cyclone Vayuni", "LOC")
DENMARK, TOWN = Entity("Denmark", "LOC"), Entity("Ballina", "LOC")
ANN, MARY = Entity("Ann Lee", "PER", "f"), Entity("Mary Ray", "PER", "f")
PRESIDENT = Entity("Emmanuel Macron", "PER", "m", titles=["French President"])


def spoken(*entities: Entity, subjects: tuple[Entity, ...] = ()) -> list[Spoken]:
    return [Spoken(entity, entity in subjects, number) for number, entity in enumerate(entities)]


@pytest.mark.parametrize(
    ("content", "noun", "mentions", "entity"),
    [
        ((), "airline", (AIRLINE, CHIPMAKER), AIRLINE),  # an appositive said so
        ((), "authority", (AUTHORITY, CHIPMAKER), AUTHORITY),  # a word of its name
        ((), "storm", (STORM, DENMARK), STORM),  # the class of thing that its name tells
        (("french",), "president", (PRESIDENT, ANN), PRESIDENT),  # his title
    ],
)
def test_a_description_repeats_what_the_text_called_something(
    content: tuple[str, ...], noun: str, mentions: tuple[Entity, ...], entity: Entity
) -> None:
    assert describes(noun, content, spoken(*mentions), 9, Called()) == Described((entity,), REPEATED)


@pytest.mark.parametrize(
    ("noun", "entity"),
    [("company", CHIPMAKER), ("woman", ANN), ("minister", MARY), ("country", DENMARK), ("town", TOWN)],
)
def test_a_class_stands_for_the_only_one_of_it(noun: str, entity: Entity) -> None:
    assert describes(noun, (), spoken(entity), 9, Called()) == Described((entity,), ONLY_ONE)


@pytest.mark.parametrize(
    ("noun", "entity"),
    [
        ("man", ANN),  # the wrong gender
        ("town", DENMARK),  # a country is no town
        ("country", TOWN),
        ("company", ANN),
        ("museum", AIRLINE),  # an airline is no museum
        ("table", AIRLINE),  # no class of named things
    ],
)
def test_what_is_of_another_class_is_not_meant(noun: str, entity: Entity) -> None:
    assert describes(noun, (), spoken(entity), 9, Called()) is None


@pytest.mark.parametrize("word", ["another", "new", "rival", "every"])
def test_words_that_say_it_is_another_one_keep_it_apart(word: str) -> None:
    called_so = Entity("Skellig Air", "ORG", nouns={"airline", word})
    assert describes("airline", (), spoken(called_so), 9, Called()) is not None
    assert describes("airline", (word,), spoken(called_so), 9, Called()) is None


def test_nobody_is_described_in_the_sentence_that_names_him() -> None:
    assert describes("woman", (), spoken(ANN), 0, Called()) is None


def test_of_two_the_nearer_is_meant_only_if_it_was_a_subject_and_the_other_stands_further_back() -> None:
    assert describes("woman", (), spoken(ANN, MARY, subjects=(MARY,)), 2, Called()) == Described((MARY, ANN), NEARER)
    assert describes("woman", (), spoken(ANN, MARY, subjects=(ANN, MARY)), 2, Called()) == Described((MARY, ANN), 0.5)
    assert describes("woman", (), spoken(ANN, MARY), 2, Called()) == Described((MARY, ANN), 0.5)


@pytest.mark.parametrize(
    ("noun", "two", "mentions", "pair"),
    [
        ("companies", False, (CHIPMAKER, RIVAL), (CHIPMAKER, RIVAL)),
        ("companies", True, (AUTHORITY, CHIPMAKER, RIVAL), (CHIPMAKER, RIVAL)),
        ("women", True, (ANN, MARY), (ANN, MARY)),
        ("companies", False, (CHIPMAKER,), None),
        ("women", False, (ANN, MARY), None),  # persons in general, unless the text says that they are two
        ("companies", True, (ANN, MARY), None),
    ],
)
def test_a_plural_stands_for_two_of_its_class(
    noun: str, two: bool, mentions: tuple[Entity, ...], pair: tuple[Entity, Entity] | None
) -> None:
    assert described_pair(noun, spoken(*mentions), 9, Called(), two) == pair


def test_two_that_the_text_has_called_so_need_no_number() -> None:
    first, second = Entity("Ann Lee", "PER", nouns={"minister"}), Entity("Bob Ray", "PER", nouns={"minister"})
    assert described_pair("ministers", spoken(first, ANN, second), 9, Called(), two=False) == (first, second)


def learnt(parsed: Tree, head: int) -> set[str]:
    entity = Entity("Skellig Air", "ORG")
    learn(parsed, head - 1, entity)
    return entity.nouns


def predicate(*negation: str) -> Tree:
    return tree("Skellig PROPN NNP nsubj 4", "is AUX VBZ cop 4", "an DET DT det 4", "airline NOUN NN root 0", *negation)


def test_a_predicate_noun_says_what_something_is_unless_denied() -> None:
    assert learnt(predicate(), 1) == {"airline"}
    assert learnt(predicate("not PART RB advmod 4"), 1) == set()


def test_an_appositive_a_role_and_the_town_of_say_what_something_is() -> None:
    appositive = tree(
        "Skellig PROPN NNP nsubj 5",
        "a DET DT det 4",
        "budget NOUN NN compound 4",
        "airline NOUN NN appos 1",
        "fell VERB VBD root 0",
    )
    assert learnt(appositive, 1) == {"airline"}
    assert learnt(tree("airline NOUN NN nmod:desc 2", "Skellig PROPN NNP nsubj 3", "fell VERB VBD root 0"), 2) == {
        "airline"
    }
    assert learnt(tree("town NOUN NN root 0", "of ADP IN case 3", "Ballina PROPN NNP nmod 1"), 3) == {"town"}
    assert learnt(tree("town NOUN NN root 0", "near ADP IN case 3", "Ballina PROPN NNP nmod 1"), 3) == set()


def test_countries_have_their_english_names() -> None:
    assert {"Denmark", "Côte d’Ivoire", "US", "UK"} <= countries()
    assert not {"Ballina", "Europe", "World", "Copenhagen"} & countries()


@pytest.mark.parametrize(
    ("text", "claim", "antecedent"),
    [
        (
            "Skellig Air, an airline, met the regulator. The airline will close a route.",
            "Skellig Air will close a route.",
            ("The airline", "Skellig Air", REPEATED),
        ),
        (
            "Altura Systems merged with Corvane Inc. Both companies closed offices.",
            "Altura Systems and Corvane Inc. closed offices.",
            ("Both companies", "Altura Systems and Corvane Inc.", ONLY_ONE),
        ),
    ],
)
def test_a_claim_names_what_its_description_stands_for(
    drafts_of: Callable[[str], list[Draft]], text: str, claim: str, antecedent: tuple[str, str, float]
) -> None:
    draft = next(draft for draft in drafts_of(text) if draft.text == claim)
    assert [(one.mention, one.name, one.confidence) for one in draft.antecedents] == [antecedent]


def test_where_two_are_as_likely_the_words_stay_and_both_are_told(drafts_of: Callable[[str], list[Draft]]) -> None:
    draft = drafts_of("Ann Lee met Mary Ray. The minister left early.")[-1]
    assert draft.text == "The minister left early."
    assert [(one.mention, one.name, one.alternatives) for one in draft.antecedents] == [
        ("minister", "", ("Ann Lee", "Mary Ray"))
    ]
