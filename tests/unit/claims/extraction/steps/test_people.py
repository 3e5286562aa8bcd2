"""The lists of what people are called."""

from __future__ import annotations

import pytest

from claims.extraction.steps.people import gender_of, is_person, is_title


@pytest.mark.parametrize("word", ["Det", "Cllr.", "Judge", "mr", "GARDA"])
def test_forms_of_address_and_ranks_are_titles(word: str) -> None:
    assert is_title(word)


@pytest.mark.parametrize("word", ["Brennan", "Detour", "", "."])
def test_a_name_is_no_title(word: str) -> None:
    assert not is_title(word)


@pytest.mark.parametrize(
    "noun", ["Manager", "pensioner", "beekeeper", "steelworker", "watchmaker", "cellist", "oarsman"]
)
def test_a_role_names_a_person_by_the_list_or_by_its_ending(noun: str) -> None:
    assert is_person(noun)


@pytest.mark.parametrize("noun", ["bridge", "company", "drums", ""])
def test_a_thing_is_no_person(noun: str) -> None:
    assert not is_person(noun)


@pytest.mark.parametrize(
    ("given", "gender"),
    [("Mary", "f"), ("Robert", "m"), ("Zoë", "f"), ("José", "m"), ("Mary-Kate", "f"), ("MARY", "f")],
)
def test_a_given_name_tells_the_gender_whatever_its_accents(given: str, gender: str) -> None:
    assert gender_of(given) == gender


@pytest.mark.parametrize("given", ["Robin", "Cyclone", ""])
def test_a_name_that_both_bear_or_nobody_tells_no_gender(given: str) -> None:
    assert gender_of(given) == ""
