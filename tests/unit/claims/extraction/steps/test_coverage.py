"""Every sentence is accounted for, and the reason why one holds no claim is true."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.pipeline import Found, parser
from claims.extraction.steps.page import Page
from claims.extraction.types import ExtractedClaim, NoClaim, SentenceCoverage

LINES = st.lists(
    st.sampled_from(
        [
            "HOST: Did it rain?",
            "MS LEE: It rained in Leeds. [laughter] Look, I know.",
            "The plan would:",
            "- raise taxes;",
            "• cut 500 jobs",
            "1. Home",
            "Team\tGold\tSilver",
            "Norway\t4\t2",
            "PARIS (AP) — “We sold it.",
            "10.42am Police said that Bob won.",
            "NATO WARNS DENMARK OVER GREENLAND.",
            "🚨 cafe\u0301 \u200b closed",
            "The council sold the old harbour to a company that",
            "built sixty homes there in the year after.",
            "© 2026",
            "",
            '"',
        ]
    ),
    max_size=14,
).map("\n".join)
ANYTHING = st.text(alphabet=st.characters() | st.sampled_from(' \n\r\t\u00a0\u200b:-•|“”".?'), max_size=150)
SLOW = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])


def found_in(text: str) -> tuple[tuple[SentenceCoverage, ...], tuple[ExtractedClaim, ...]]:
    """The coverage and the claims of any text, even of one that extract() would refuse."""
    page = Page(text)
    found = Found(parser()(page.text), page)
    claims = found.claims(None)
    return found.coverage(claims), claims


@SLOW
@given(st.one_of(LINES, ANYTHING))
def test_every_character_lies_in_one_row_and_every_claim_in_one_sentence(text: str) -> None:
    rows, claims = found_in(text)
    behind = 0
    for row in rows:
        assert behind <= row.start < row.end <= len(text)
        assert not text[behind : row.start].strip()
        assert bool(row.claims) == (row.reason is None)
        behind = row.end
    assert not text[behind:].strip()
    assert sorted(number for row in rows for number in row.claims) == list(range(len(claims)))


@SLOW
@given(st.one_of(LINES, ANYTHING))
def test_every_part_of_a_claim_stands_where_it_says_in_any_text(text: str) -> None:
    for claim in found_in(text)[1]:
        assert text[claim.start : claim.end] == claim.quote != ""
        assert claim.sentence in text
        for part in (*claim.quantities, *claim.dates):
            assert text[part.start : part.end] == part.text != ""
        for antecedent in claim.antecedents:
            assert text[antecedent.start : antecedent.end] == antecedent.mention != ""
        for voice in claim.chain:
            assert voice.channel is None or 0 <= voice.channel.start < voice.channel.end <= len(text)


def reasons(text: str) -> list[NoClaim | None]:
    return [row.reason for row in extract(text).coverage]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Will the minister resign?", NoClaim.QUESTION),
        ("“Did the council sell the land?” she asked.", NoClaim.QUESTION),
        ("How many homes were sold in Leeds?", NoClaim.QUESTION),
        ("What an awful, avoidable waste.", NoClaim.OPINION),
        ("“Nothing about us without us,” she posted.", NoClaim.OPINION),
        ("Make of that what you will.", NoClaim.OPINION),
        ("Vote for change!", NoClaim.OPINION),
        ("A shambles from start to finish.", NoClaim.FRAGMENT),
        ("Good morning from Leeds.", NoClaim.FRAGMENT),
        ("Here’s what he said:", NoClaim.LEAD_IN),
        ("He didn’t say.", NoClaim.LEAD_IN),
        ("Read more: How to prepare for a flood", NoClaim.BOILERPLATE),
        ("By Greta Lomax", NoClaim.BOILERPLATE),
        ("Storm hits the coast", NoClaim.HEADLINE),
    ],
)
def test_a_sentence_without_claims_says_truly_why(sentence: str, reason: NoClaim) -> None:
    text = f"{sentence}\n\nThe council sold 900 homes in May."
    assert reasons(text) == [reason, None]


def test_a_label_goes_with_the_words_that_it_labels() -> None:
    text = "MS LEE: It rained in Leeds.\nMR RAY: Nobody won the vote."
    assert [text[row.start : row.end] for row in extract(text).coverage] == text.split("\n")


def test_the_items_of_a_list_are_sentences_and_their_lead_in_is_one() -> None:
    text = "The plan would:\n- raise taxes;\n- cut 500 jobs."
    assert [text[row.start : row.end] for row in extract(text).coverage] == text.split("\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "Nearly half of its passengers now book directly.",
        "Shares closed at €6.15, their highest level since 2019.",
        "A plan to build a hotel there collapsed in 2017 when the developer ran out of money.",
        "Between 9 and 11 million tonnes of grain pass down the river each year.",
    ],
)
def test_a_sentence_that_cannot_be_split_is_one_claim_rather_than_none(sentence: str) -> None:
    claims = extract(sentence).claims
    assert len(claims) >= 1
    assert claims[0].end == len(sentence) - 1
