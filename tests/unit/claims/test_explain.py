"""A claim's way from its sentence, in words that need no linguistics, and a score that adds up."""

from __future__ import annotations

import re
from datetime import date
from math import exp
from pathlib import Path

import pytest

from claims.explain import CUES, KINDS, ORIGINS, SPEAKERS, WHY_NONE, NotExplained, Quoting, explain, find, quoting
from claims.extraction import extract
from claims.extraction.types import CueKind, Extraction, Kind, NoClaim, Origin, SpeakerKind

ARTICLE = Path(__file__).parents[2] / "gold" / "greenland.txt"
JARGON = re.compile(
    r"\b(?:nsubj|ccomp|xcomp|appos\w*|acl|advcl|lemma|token\w*|antecedent\w*|coreference|clause\w*|predicate\w*|"
    r"subordinat\w*|coordinat\w*|participle\w*|relative|anaphor\w*|log-?odds|logistic|sigmoid|bias|polarity|modality|"
    r"syntax|parse\w*|noun\w*|verbs)\b",
    re.I,
)


@pytest.fixture(scope="module")
def document() -> str:
    return ARTICLE.read_text(encoding="utf8")


@pytest.fixture(scope="module")
def extraction(document: str) -> Extraction:
    return extract(document, published=date(2026, 1, 22))


def told(document: str, words: str) -> dict[str, tuple[str, ...]]:
    """The explanation of the claim that holds these words, by heading."""
    extraction = extract(document)
    return {
        section.title: section.lines for section in explain(document, extraction, find(document, extraction, words))
    }


def test_the_sentence_is_shown_with_the_claims_words_marked() -> None:
    (sentence, place) = told("The roof leaked, and the bank closed in May.", "closed")["Where it stands"]
    assert sentence == "The roof leaked, and >>the bank closed in May<<."
    assert "characters 21 to 43" in place


def test_a_chain_is_told_from_the_article_to_the_claim() -> None:
    lines = told("MR RAY: The council says that the land was sold.", "land was sold")["Who says it, and how we know"]
    assert lines[1] == "From the article to the claim: the article → Mr Ray → the council → this claim."
    assert lines[2] == "Mr Ray (a person): the label before the words names them."
    assert lines[3] == "the council (a group without names): “says” reports what they say."


def test_what_the_article_says_itself_has_no_chain() -> None:
    lines = told("The bank closed in May.", "closed")["Who says it, and how we know"]
    assert lines == ("The article says it itself: nobody else is credited.",)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The bank closed.", Quoting.NONE),
        ("“The bank closed,” Bob Ray said.", Quoting.DIRECT),
        ("Bob Ray said that the bank closed.", Quoting.INDIRECT),
        ("Bob Ray said that the bank “closed in a hurry”.", Quoting.MIXED),
        ("MR RAY: The bank closed.\nMS LEE: It rained.", Quoting.SPOKEN),
    ],
)
def test_how_the_words_are_quoted_is_told(text: str, how: Quoting) -> None:
    assert quoting(text, extract(text).claims[0]) is how


def test_what_a_pronoun_stands_for_is_told_with_how_sure_that_is() -> None:
    (line,) = told("Bob Ray won. He sold the bank in May.", "sold")["What its words stand for"]
    assert re.fullmatch(r"“He” is Bob Ray \(sure: \d\d%\)\.", line)


def test_numbers_and_dates_are_told_as_they_were_read() -> None:
    lines = told("The bank paid up to 25% on 1 May 2024.", "bank")["Numbers and dates"]
    assert lines == ("“up to 25%” is read as at most 25 percent.", "“1 May 2024” is 2024-05-01, to the day.")


def test_a_date_that_needs_the_day_of_publication_says_so() -> None:
    (line,) = told("The bank closed yesterday.", "closed")["Numbers and dates"]
    assert "--published" in line


def test_denials_and_hedges_are_told() -> None:
    assert told("The bank did not close.", "close")["How firmly it is said"] == ("It denies something.",)
    assert "Softened by “could”." in told("The bank could close in May.", "close")["How firmly it is said"]


def test_the_points_of_every_claim_add_up_to_its_score(document: str, extraction: Extraction) -> None:
    for index, claim in enumerate(extraction.claims):
        *reasons, together, scale = explain(document, extraction, index)[-1].lines
        points = [float(line.split()[-1]) for line in reasons]
        assert sum(points) == pytest.approx(float(together.split()[-1]))
        assert float(scale.split()[-1]) == pytest.approx(claim.checkworthiness, abs=0.005)
        assert 1 / (1 + exp(-sum(points))) == pytest.approx(claim.checkworthiness)


def test_no_explanation_needs_linguistics(document: str, extraction: Extraction) -> None:
    words = "\n".join(map(str, (*ORIGINS.values(), *CUES.values(), *KINDS.values(), *SPEAKERS.values(), *Quoting)))
    assert not JARGON.search(words)
    for index, claim in enumerate(extraction.claims):
        for section in explain(document, extraction, index)[2:]:
            told = "\n".join(section.lines).replace(claim.quote, "")
            assert not JARGON.search(told), told


def test_every_case_has_its_words() -> None:
    assert set(ORIGINS) == set(Origin)
    assert set(CUES) == set(CueKind)
    assert set(KINDS) == set(Kind)
    assert set(SPEAKERS) == set(SpeakerKind)
    assert set(WHY_NONE) == set(NoClaim)


TEXT = "The roof leaked in May. The bank closed in May. Did the bank pay? The bank closed."


@pytest.mark.parametrize(("wanted", "index"), [("1", 0), ("roof", 0), ("THE ROOF  LEAKED", 0), ("The bank closed.", 2)])
def test_a_claim_is_found_by_its_number_or_its_words(wanted: str, index: int) -> None:
    assert find(TEXT, extract(TEXT), wanted) == index


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("9", "There is no claim 9: the text has 3, numbered from 1."),
        ("0", "There is no claim 0"),
        ("-1", "There is no claim -1"),
        ("in May", "2 claims hold the words “in May”: 1, 2. Give one of the numbers."),
        ("the bank clsed in", "The nearest of the 3 claims is number 2: “The bank closed in May.”"),
        ("did the bank pay", "The sentence that holds them has none: it is a question."),
        ("  ", "Give a number from 1 to 3, or words of a claim."),
    ],
)
def test_what_fits_no_claim_or_several_says_which_there_are(wanted: str, message: str) -> None:
    with pytest.raises(NotExplained, match=re.escape(message)):
        find(TEXT, extract(TEXT), wanted)


def test_a_text_without_claims_has_none_to_explain() -> None:
    text = "Did it rain in Leeds?"
    with pytest.raises(NotExplained, match="no claims"):
        find(text, extract(text), "1")
