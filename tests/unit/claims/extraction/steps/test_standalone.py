"""Wording that stands by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
