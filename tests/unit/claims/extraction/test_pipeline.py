"""The steps together: anchors, polarity and numbers on any text, and what a text that can't be read is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract, software_agent
from claims.extraction.pipeline import Found, parser
from claims.extraction.steps.page import Page
from claims.extraction.types import NotEnglish, NothingToRead

WORDS = (
    "NATO Secretary General Mark Rutte , said that “ ” the allies who had not sent up to 25% of their 1,200 "
    "troops to Greenland , "
    "and he will act . because Mr Trump could never sell about 30 houses ; she told Reuters in an interview ‘ ’ "
    "if it fails : "
    "( a 65-year-old pensioner ) – according to a source , which was no surprise \n\n neither nor or but "
    "between May and June"
).split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
ANYTHING = st.text(max_size=120)
SENTENCES = [
    "The minister did not resign.",
    "Denmark sent up to 1,200 troops and 30 tanks to Greenland.",
    "“I will never sell the 25 houses,” Mr Trump said, but refused to give details.",
    "No officials or ministers, who had about 40 aides, could say whether prices fell by 2.5%.",
    "Ann Lee, 42, who may not have known this, told Reuters that nobody won in 1999.",
    "The bank might close or might not close after 300 of its clients left.",
]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.one_of(TEXTS, ANYTHING))
def test_every_draft_stands_in_the_text_and_says_something(text: str) -> None:
    page = Page(text)
    for draft in Found(parser()(page.text), page).drafts:
        text = page.text
        assert 0 <= draft.start < draft.end <= len(text)
        assert draft.text.strip()
        assert draft.tokens == tuple(sorted(set(draft.tokens)))
        if draft.channel is not None:
            assert 0 <= draft.channel.start < draft.channel.end <= len(text)


@SLOW
@given(ARTICLES)
def test_a_claim_quotes_its_place_and_keeps_numbers_and_denials(text: str) -> None:
    extraction = extract(text)
    assert [claim.start for claim in extraction.claims] == sorted(claim.start for claim in extraction.claims)
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.quote
        for quantity in claim.quantities:
            assert quantity.text.split()[-1].strip("%") in claim.text
        if claim.negated:
            spoken = set(claim.text.lower().replace("n’t", " not").replace("n't", " not").replace(".", "").split())
            assert spoken & {"not", "no", "never", "nobody", "neither", "nor", "none", "nothing", "without"}


@SLOW
@given(ARTICLES)
def test_extraction_gives_the_same_claims_every_time(text: str) -> None:
    assert extract(text) == extract(text)


def test_the_agent_names_the_steps_and_the_model() -> None:
    agent = software_agent()
    assert (agent.name, agent.version, len(agent.model_sha256)) == ("factcheck-extractor", "2", 64)
    assert extract("It rained.").agent == agent


def test_dates_are_settled_by_the_day_of_publication() -> None:
    (claim,) = extract("The minister resigned yesterday.", published=date(2026, 1, 22)).claims
    assert [expression.value for expression in claim.dates] == ["2026-01-21"]


def test_furniture_gives_no_claims() -> None:
    text = "Read more: Taoiseach welcomes climbdown\nThe minister resigned on Monday.\nWe use cookies on your device."
    assert [claim.text for claim in extract(text).claims] == ["The minister resigned on Monday."]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NothingToRead),
        (" \n ", NothingToRead),
        (
            "Der Minister ist am Montag zurückgetreten, teilte die Regierung mit. Das Land wartet nun auf Wahlen.",
            NotEnglish,
        ),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        extract(text)


def test_one_very_long_line_is_read() -> None:
    line = "Mark Rutte said that NATO would act and that nobody had agreed to sell 25 islands. " * 150
    claims = extract(line).claims
    assert len(claims) >= 300
    assert all(line[claim.start : claim.end] == claim.quote for claim in claims)
