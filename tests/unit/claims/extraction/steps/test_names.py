"""Whom the names of a text stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from claims.extraction.steps.mend import mend
from claims.extraction.steps.names import Names
from claims.extraction.steps.quotes import QuoteIndex
from claims.extraction.steps.tree import Tree

from .trees import tree

NamesOf = Callable[[str], Names]


@pytest.fixture(scope="module")
def names_of(parse: Language) -> NamesOf:
    """The names of a text, its tree mended."""
    return lambda text: Names(mend(Tree(parse(text)), QuoteIndex(text)))


def full_names(names: Names) -> list[tuple[str, str]]:
    """Every mention as the text writes it, and the name it stands for, in text order."""
    return [(names.tree.text(m.tokens), m.entity.name) for _, m in sorted(names.at.items())]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Ann Lee spoke. Lee left.", [("Ann Lee", "Ann Lee"), ("Lee", "Ann Lee")]),
        (  # the nearest before it
            "Ann Lee spoke. Mary Lee left. Lee slept.",
            [("Ann Lee", "Ann Lee"), ("Mary Lee", "Mary Lee"), ("Lee", "Mary Lee")],
        ),
        (  # the form of address before the nearest
            "Ann Lee spoke. Bob Lee left. Ms Lee slept.",
            [("Ann Lee", "Ann Lee"), ("Bob Lee", "Bob Lee"), ("Ms Lee", "Ann Lee")],
        ),
        (
            "Ann Lee spoke. Bob Lee left. Mr Lee slept.",
            [("Ann Lee", "Ann Lee"), ("Bob Lee", "Bob Lee"), ("Mr Lee", "Bob Lee")],
        ),
        (  # nobody of that gender
            "Bob Lee left. Ms Lee slept.",
            [("Bob Lee", "Bob Lee"), ("Ms Lee", "Lee")],
        ),
        (  # another name
            "Ann Lee spoke. Bob Ray left. Ray slept.",
            [("Ann Lee", "Ann Lee"), ("Bob Ray", "Bob Ray"), ("Ray", "Bob Ray")],
        ),
    ],
)
def test_a_short_name_stands_for_the_nearest_person_it_fits(
    names_of: NamesOf, text: str, mentions: list[tuple[str, str]]
) -> None:
    assert full_names(names_of(text)) == mentions


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Mary Ray spoke.", "Mary Ray", "f"),
        ("Robert Das spoke.", "Robert Das", "m"),
        ("Bimal Das spoke.", "Bimal Das", ""),
        ("Mr Bimal Das spoke.", "Bimal Das", "m"),
        ("The spokeswoman, Robin Ray, spoke.", "Robin Ray", "f"),
    ],
)
def test_the_given_name_or_the_words_around_it_tell_the_gender(
    names_of: NamesOf, text: str, name: str, gender: str
) -> None:
    (entity,) = {mention.entity for mention in names_of(text).at.values()}
    assert (entity.name, entity.gender) == (name, gender)


def test_letters_behind_a_name_are_no_part_of_it(names_of: NamesOf) -> None:
    assert {entity.name for entity in names_of("The prosecutor, Mark Tedeschi QC, spoke.").entities} == {
        "Mark Tedeschi"
    }


def test_a_last_name_that_is_spelt_like_a_degree_stays(names_of: NamesOf) -> None:
    assert [entity.name for entity in names_of("Jack Ma spoke.").entities] == ["Jack Ma"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Corvane Inc sold the plant. Corvane kept the land.",
            [("Corvane Inc", "Corvane Inc"), ("Corvane", "Corvane Inc")],
        ),
        (
            "Altura Systems sold the plant. Altura kept the land.",
            [("Altura Systems", "Altura Systems"), ("Altura", "Altura Systems")],
        ),
        (
            "The European Medicines Agency met. EMA approved the drug.",
            [
                ("The European Medicines Agency", "the European Medicines Agency"),
                ("EMA", "the European Medicines Agency"),
            ],
        ),
        (  # initials of nothing in the text
            "The European Medicines Agency met. NATO approved the plan.",
            [("The European Medicines Agency", "the European Medicines Agency"), ("NATO", "NATO")],
        ),
        (  # the last word of a name is no short form of it
            "Altura Systems sold the plant. Corvane kept the land.",
            [("Altura Systems", "Altura Systems"), ("Corvane", "Corvane")],
        ),
    ],
)
def test_the_first_words_or_the_initials_of_an_organisation_stand_for_it(
    names_of: NamesOf, text: str, mentions: list[tuple[str, str]]
) -> None:
    assert full_names(names_of(text)) == mentions


@pytest.mark.parametrize(("initials", "count"), [("RFS", 2), ("RNS", 1), ("Rfs", 1)])
def test_initials_that_the_parser_took_for_no_name_stand_for_the_full_name(initials: str, count: int) -> None:
    names = Names(
        tree(
            "Rural PROPN NNP compound 3 ORG",
            "Fire PROPN NNP compound 3 I-ORG",
            "Service PROPN NNP nsubj 4 I-ORG",
            "praised VERB VBD root 0",
            "the DET DT det 6",
            f"{initials} PROPN NNP obj 4",
        )
    )
    assert [mention.entity.name for mention in names.at.values()] == ["Rural Fire Service"] * count


def test_a_role_before_an_organisation_is_part_of_the_mention(names_of: NamesOf) -> None:
    assert full_names(names_of("The chipmaker Altura Systems fell.")) == [
        ("The chipmaker Altura Systems", "Altura Systems")
    ]


def test_capitals_that_a_noun_describes_are_a_broadcaster(names_of: NamesOf) -> None:
    names = names_of("Ann Lee told Danish public television DR that prices had fallen.")
    assert full_names(names) == [("Ann Lee", "Ann Lee"), ("Danish public television DR", "DR")]
    assert [entity.kind for entity in names.entities] == ["PER", "ORG"]


def test_the_body_before_a_role_in_small_letters_is_noted(names_of: NamesOf) -> None:
    assert names_of("Environment Canada spokeswoman Mary Ray spoke.").bodies == ["Environment Canada"]
    assert names_of("Prime Minister Mary Ray spoke.").bodies == []


def test_the_plural_of_a_family_name_is_the_whole_family(names_of: NamesOf) -> None:
    assert full_names(names_of("Ann Lee and Bob Lee spoke. The Lees left."))[-1] == ("The Lees", "Ann Lee and Bob Lee")
    assert ("The Lees", "Ann Lee") not in full_names(names_of("Ann Lee spoke. The Lees left."))
