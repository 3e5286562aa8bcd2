"""The baseline does what ClausIE does, so that beating it means something."""

from __future__ import annotations

import pytest
from spacy.language import Language

from claims.extraction.parser.runtime import load
from tests.benchmarks.clauses import clauses, propositions
from tests.benchmarks.texts import news


@pytest.fixture(scope="module")
def parse() -> Language:
    return load()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The minister resigned.", "SV"),
        ("The minister went to Paris.", "SVA"),
        ("The minister is a lawyer.", "SVC"),
        ("The minister sold a house.", "SVO"),
        ("The minister gave the bank a house.", "SVOO"),
        ("The minister put the money into the bank.", "SVOA"),
    ],
)
def test_a_clause_has_the_type_that_its_parts_make(parse: Language, sentence: str, kind: str) -> None:
    (found,) = clauses(next(parse(sentence).sents))
    assert found.kind == kind


def test_each_conjunct_makes_a_proposition_with_the_shared_subject(parse: Language) -> None:
    found = propositions(parse("The company hired 40 pilots and sold two ships."))
    assert [claim.text for claim in found] == ["The company hired 40 pilots.", "The company sold two ships."]


def test_what_is_said_is_credited_to_the_subject_of_the_reporting_verb(parse: Language) -> None:
    text = "Ann Lee said that the company had sold two ships."
    (claim,) = propositions(parse(text))
    assert (claim.text, claim.speaker) == ("The company had sold two ships.", "Ann Lee")
    assert text[claim.start : claim.end] == "the company had sold two ships"


def test_news_has_the_length_that_is_asked_for_and_other_names_for_another_seed() -> None:
    assert 19_900 < len(news(20_000)) <= 20_000
    assert news(20_000) == news(20_000) != news(20_000, seed=2)
