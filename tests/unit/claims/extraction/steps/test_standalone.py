"""Wording that stands by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft

Drafts = Callable[[str], list[Draft]]
Wordings = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Donald Trump spoke. Mr Trump left.", "Donald Trump left."),
        ("Donald Trump spoke. He left.", "Donald Trump left."),
        ("Donald Trump spoke. His plan failed.", "Donald Trump’s plan failed."),
        ("Donald Trump spoke. He lost his phone.", "Donald Trump lost his phone."),
        ("“I have won,” Donald Trump said.", "Donald Trump has won."),
        ("“I am tired and I want peace,” Donald Trump said.", "Donald Trump wants peace."),
        ("French President Emmanuel Macron spoke. The French president left.", "Emmanuel Macron left."),
        ("Yau Wai-ching defeated another candidate. Ms Yau left.", "Yau Wai-ching left."),
        ("However, prices also fell.", "Prices fell."),
        ("“We have lost,” NATO spokesperson Allison Hart said.", "NATO has lost."),
    ],
)
def test_short_names_pronouns_and_the_first_person_are_resolved(wordings_of: Wordings, text: str, claim: str) -> None:
    assert claim in wordings_of(text)


def test_where_nobody_fits_the_words_stay(wordings_of: Wordings) -> None:
    assert wordings_of("He left early.") == ["He left early."]


def test_a_quotation_within_the_claim_keeps_its_marks(wordings_of: Wordings) -> None:
    assert wordings_of("The deal would last “forever”.") == ["The deal would last “forever”."]
    assert wordings_of("“The deal would last forever,” Ann Lee said.") == ["The deal would last forever."]


def test_an_adverb_of_degree_is_not_taken_for_a_connective(wordings_of: Wordings) -> None:
    assert wordings_of("The price is too high.") == ["The price is too high."]
    assert wordings_of("Only two of them survived.") == ["Only two of them survived."]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("“We’ll act,” NATO spokesperson Allison Hart said.", "NATO will act."),
        ("“We’re ready,” NATO spokesperson Allison Hart said.", "NATO is ready."),
        ("“We’ve acted,” NATO spokesperson Allison Hart said.", "NATO has acted."),
        ("“I’m tired,” Ann Lee said.", "Ann Lee is tired."),
        ("“I’ve won,” Ann Lee said.", "Ann Lee has won."),
        ("“I’d sign the deal,” Ann Lee said.", "Ann Lee would sign the deal."),
        ("“I’d won the race,” Ann Lee said.", "Ann Lee had won the race."),
        ("Ann Lee won. She’s left the country.", "Ann Lee has left the country."),
        ("Ann Lee won. She’s happy.", "Ann Lee is happy."),
        ("Mark Rutte won. He’ll resign.", "Mark Rutte will resign."),
        ("“They’ll resign,” Ann Lee said.", "They’ll resign."),
    ],
)
def test_a_contraction_is_written_out_only_behind_a_name(wordings_of: Wordings, text: str, claim: str) -> None:
    assert claim in wordings_of(text)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("“I sold my boat,” Mary Ray said.", ["Mary Ray sold her boat."]),
        ("“I sold my boat and my nets,” Robert Das said.", ["Robert Das sold his boat.", "Robert Das sold his nets."]),
        ("“My boat sank,” Robert Das said.", ["Robert Das’s boat sank."]),
        ("“Robert Das sold my boat,” Mary Ray said.", ["Robert Das sold Mary Ray’s boat."]),
        # of a gender that nothing tells
        ("“I sold my boat,” Bimal Das said.", ["Bimal Das sold Bimal Das’s boat."]),
        ("“I blame myself,” Robert Das said.", ["Robert Das blames himself."]),
        ("“I blame myself,” Mary Ray said.", ["Mary Ray blames herself."]),
    ],
)
def test_who_was_named_before_owns_by_a_pronoun(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    ("text", "claim", "references"),
    [
        ("Ann Lee told Mark Rutte: “You were trusted.”", "Mark Rutte was trusted.", [("You", "Mark Rutte")]),
        (
            "Ann Lee told Mark Rutte: “Your allies were trusted.”",
            "Mark Rutte’s allies were trusted.",
            [("Your", "Mark Rutte")],
        ),
        (
            "Ann Lee told Declan Furlong: “You betrayed your family.”",
            "Declan Furlong betrayed his family.",
            [("You", "Declan Furlong"), ("your", "his")],
        ),
        ("Ann Lee told the jury: “You were trusted.”", "You were trusted.", []),
        ("Ann Lee told Mark Rutte that you can trust nobody.", "You can trust nobody.", []),
        ("Ann Lee said: “You were trusted.”", "You were trusted.", []),
    ],
)
def test_in_a_quotation_you_are_the_one_person_spoken_to(
    drafts_of: Drafts, text: str, claim: str, references: list[tuple[str, str]]
) -> None:
    (draft,) = drafts_of(text)
    assert draft.text == claim
    assert [(one.mention, one.name) for one in draft.antecedents] == references


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("“The river,” Ann Lee warned, “was full.”", "The river was full."),
        ("“The river,” she warned, “was full.”", "The river was full."),
        ("Ann Lee warned that the “river” was “full”.", "The “river” was “full”."),
    ],
)
def test_an_interrupted_quotation_loses_its_marks(wordings_of: Wordings, text: str, claim: str) -> None:
    assert wordings_of(text) == [claim]


def test_an_organisation_is_named_in_full_and_once_in_a_claim(wordings_of: Wordings) -> None:
    assert wordings_of("Corvane Inc sold the plant. Corvane kept the land.")[1] == "Corvane Inc kept the land."
    claims = wordings_of("Skellig Air, an airline, sold a boat. Skellig Air left, and the airline closed.")
    assert "Skellig Air closed." in claims


def test_a_role_right_before_a_name_gives_way_to_the_name_once(wordings_of: Wordings) -> None:
    assert wordings_of("The 65-year-old pensioner Lis Steenholdt resigned.")[0] == "Lis Steenholdt resigned."
