"""What pronouns and short descriptions stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from claims.extraction.steps.mend import mend
from claims.extraction.steps.names import Names
from claims.extraction.steps.pronouns import is_cleft
from claims.extraction.steps.quotes import QuoteIndex
from claims.extraction.steps.references import References
from claims.extraction.steps.tree import Tree

ReferencesOf = Callable[[str], References]
Wordings = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def references_of(parse: Language) -> ReferencesOf:
    """The references of a text, its tree mended."""

    def references(text: str) -> References:
        quotes = QuoteIndex(text)
        tree = mend(Tree(parse(text)), quotes)
        return References(tree, Names(tree), quotes)

    return references


def last(references: References, word: str) -> int:
    """Where a word stands last."""
    return max(i for i, other in enumerate(references.tree.lower) if other == word)


def named(references: References, word: str) -> str | None:
    """What the last mention of a word stands for; None where it stays as it is."""
    mention = references.at.get(last(references, word))
    return mention.entity.name if mention else None


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        # the subject before, the nearest sentence first
        ("Mark Rutte met Donald Trump. He left.", "he", "Mark Rutte"),
        ("Mark Rutte spoke. Donald Trump spoke. He left.", "he", "Donald Trump"),
        ("Ann Lee left. Bob Ray wept. She slept.", "she", "Ann Lee"),
        # whoever is quoted says "I"
        ("Mark Rutte met Donald Trump. “He betrayed me,” Donald Trump said.", "he", "Mark Rutte"),
        ("“He betrayed me,” Bob Ray told Tom Fox.", "he", None),
        # yet to come in a phrase set before
        ("In a statement read by her nephew, Ms Tuohy said the river was full.", "her", "Tuohy"),
        ("Ann Lee resigned. In her statement, Mary Ray denied it.", "her", "Mary Ray"),
        ("Ann Lee resigned. In her statement, she denied it.", "her", "Ann Lee"),
        ("Ann Lee resigned. The bank published her statement before Mary Ray left.", "her", "Ann Lee"),
        # the doer of the clause set before
        ("The inspectors left Rome. When the police searched the house, they found a notebook.", "they", "the police"),
        ("The inspectors left Rome. When the team searched the house, they found a notebook.", "they", "the team"),
        ("The inspectors left Rome. When Ann Lee searched the house, they found it.", "they", "the inspectors"),
        ("The inspectors left Rome. They found a notebook.", "they", "the inspectors"),
        # persons without a name
        ("Mary Ray defended her client. He was silent.", "he", "Mary Ray’s client"),
        ("Tom Fox lost his daughter. She left.", "she", "Tom Fox’s daughter"),
        ("Police arrested a waitress. She was silent.", "she", "a waitress"),
        ("Police arrested a waitress. He was silent.", "he", None),
        ("Mary Ray built a bridge. He was silent.", "he", None),
        # names joined by "and"
        ("Denmark and Greenland objected. They left.", "they", "Denmark and Greenland"),
        ("Ann Lee and Bob Ray objected. They left.", "they", "Ann Lee and Bob Ray"),
        ("Reporters left Denmark and Greenland. They slept.", "they", "reporters"),
        # things
        ("The plant closed. It employed 40 people.", "it", "the plant"),
        ("Ann Lee sold the boat. She had bought it in Rome.", "it", "the boat"),
        ("Corvane Inc sold the plant. It said the plant was old.", "it", "Corvane Inc"),
        ("The plant burned. It said the plant was old.", "it", None),
        ("Corvane Inc left. If someone were able to open the safe, it could be emptied.", "it", None),
    ],
)
def test_a_pronoun_stands_for_whoever_fits_best(
    references_of: ReferencesOf, text: str, pronoun: str, name: str | None
) -> None:
    assert named(references_of(text), pronoun) == name


@pytest.mark.parametrize(
    "text",
    [
        "Altura Systems sold the plant. It was up to the mayor to act.",
        "Altura Systems sold the plant. It was said that the plant had burned.",
        "Altura Systems sold the plant. It became known that the plant had burned.",
        "Altura Systems sold the plant. It was the mayor who burned it down.",
    ],
)
def test_it_that_only_holds_the_place_stands_for_nothing(references_of: ReferencesOf, text: str) -> None:
    references = references_of(text)
    assert references.tree.lower.index("it") not in references.at


@pytest.mark.parametrize(
    ("text", "word", "candidates"),
    [
        ("Reporters met Mark Rutte and Donald Trump. He left.", "he", {"Mark Rutte", "Donald Trump"}),
        ("Ann Lee met Mary Ray. The minister left.", "minister", {"Ann Lee", "Mary Ray"}),
        ("Altura Systems sued Corvane Inc in May. The company lost.", "company", {"Altura Systems", "Corvane Inc"}),
    ],
)
def test_where_two_are_as_likely_both_are_kept(
    references_of: ReferencesOf, text: str, word: str, candidates: set[str]
) -> None:
    references = references_of(text)
    choice = references.unclear[last(references, word)]
    assert {entity.name for entity in (choice.entity, *choice.rivals)} == candidates
    assert named(references, word) is None


def test_a_clear_choice_is_not_unclear(references_of: ReferencesOf) -> None:
    assert references_of("Mark Rutte met Donald Trump. He left.").unclear == {}


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Ann Lee praised her deputy, Bob Ray.", "deputy", "Bob Ray"),
        ("Ann Lee praised her Bulgarian counterpart, Petar Kolev.", "counterpart", "Petar Kolev"),
        ("Ann Lee praised her boat, Bob Ray.", "boat", None),
        ("Ann Lee praised her deputies, Bob Ray and Tom Fox.", "deputies", None),
    ],
)
def test_a_role_beside_a_name_is_the_same_person(
    references_of: ReferencesOf, text: str, role: str, name: str | None
) -> None:
    assert named(references_of(text), role) == name


def test_a_role_right_before_a_name_is_one_phrase_with_it(references_of: ReferencesOf) -> None:
    references = references_of("The 65-year-old pensioner Lis Steenholdt resigned.")
    mention = references.at[last(references, "pensioner")]
    assert references.tree.text(mention.tokens) == "The 65-year-old pensioner Lis Steenholdt"


@pytest.mark.parametrize(
    ("text", "kin", "name"),
    [
        ("Gloria, the couple’s daughter, fell ill. The child died.", "child", "Gloria"),
        ("Ann Lee and Bob Ray praised their daughter, Gloria. The child left.", "child", "Gloria"),
        ("Gloria, the mayor, fell ill. Her child died.", "child", None),
    ],
)
def test_kin_stand_for_whom_the_text_called_so(
    references_of: ReferencesOf, text: str, kin: str, name: str | None
) -> None:
    assert named(references_of(text), kin) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A former manager has been jailed. Declan Furlong, 47, pleaded guilty.", "Declan Furlong"),
        ("A former manager has been jailed. The court sat. Declan Furlong pleaded guilty.", "Declan Furlong"),
        ("A former manager has been jailed. Judge Maura Kinsella agreed.", None),
        ("Ann Lee saw that a former manager has been jailed. Declan Furlong pleaded guilty.", None),
        ("A former manager sued Ann Lee. Declan Furlong pleaded guilty.", None),
    ],
)
def test_whom_the_lead_describes_is_whom_a_later_sentence_names(
    references_of: ReferencesOf, text: str, name: str | None
) -> None:
    references = references_of(text)
    assert named(references, "manager") == name
    assert (references.lead.entity.name if references.lead else None) == name


@pytest.mark.parametrize(
    ("text", "cleft"),
    [
        ("It was Ngozi Eke who proved the theorem.", True),
        ("It was the mayor who closed the road.", True),
        ("It was Ngozi Eke, who proved the theorem.", False),
        ("It was a report that shocked the minister.", False),
        ("It was old.", False),
    ],
)
def test_a_cleft_sets_a_definite_noun_apart_without_a_comma(
    references_of: ReferencesOf, text: str, cleft: bool
) -> None:
    assert is_cleft(references_of(text).tree, 0) is cleft


def test_neither_of_two_is_noted_with_both(references_of: ReferencesOf) -> None:
    references = references_of("Donald Trump met Mark Rutte. Neither man spoke.")
    assert [tuple(one.name for one in pair) for pair in references.neither.values()] == [("Donald Trump", "Mark Rutte")]
    assert references_of("Neither man spoke.").neither == {}
