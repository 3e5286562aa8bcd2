"""Facts that hang on a noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.types import Origin


@pytest.mark.parametrize(
    ("text", "origin", "claim"),
    [
        ("NATO Secretary General Mark Rutte resigned.", Origin.TITLE, "Mark Rutte is NATO Secretary General."),
        ("NATO spokesperson Allison Hart resigned.", Origin.TITLE, "Allison Hart is a NATO spokesperson."),
        ("Canada’s Prime Minister Mark Carney resigned.", Origin.TITLE, "Mark Carney is Canada’s Prime Minister."),
        ("Donald Trump, 79, resigned.", Origin.AGE, "Donald Trump is 79 years old."),
        ("The 65-year-old pensioner Lis Steenholdt resigned.", Origin.AGE, "Lis Steenholdt is 65 years old."),
        ("Thomas Sam, a practising doctor, resigned.", Origin.APPOSITIVE, "Thomas Sam is a practising doctor."),
        ("They signed a 1951 defence pact on Greenland.", Origin.POSSESSIVE, "The defence pact on Greenland "
            "dates from 1951."),
        ("He dropped tariffs of up to 25%.", Origin.POSSESSIVE, "Tariffs were of up to 25%."),
    ],
)  # fmt: skip
def test_titles_ages_appositives_and_numbers_are_facts(
    drafts_of: Callable[[str], list[Draft]], text: str, origin: Origin, claim: str
) -> None:
    assert claim in [draft.text for draft in drafts_of(text) if draft.origin is origin]


def test_a_title_is_told_once(drafts_of: Callable[[str], list[Draft]]) -> None:
    drafts = drafts_of("French President Emmanuel Macron spoke. French President Emmanuel Macron left.")
    assert [draft.text for draft in drafts if draft.origin is Origin.TITLE] == ["Emmanuel Macron is French President."]


@pytest.mark.parametrize(
    "text",
    [
        "The World Health Organization (WHO) resigned.",
        "Mr Trump resigned.",
        "He left in May, the month of her birth.",
    ],
)
def test_abbreviations_courtesies_and_times_are_no_facts(drafts_of: Callable[[str], list[Draft]], text: str) -> None:
    assert not [d for d in drafts_of(text) if d.origin in (Origin.TITLE, Origin.APPOSITIVE)]
