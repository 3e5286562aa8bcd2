"""Who said what through which channel in the article that the project was born from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.types import ExtractedClaim

ARTICLE = Path(__file__).parents[4] / "seeds" / "articles" / "greenland.txt"
SOURCE = "a source familiar with the talks between Mr Trump and Mr Rutte"
CHANNELS = [  # (how a claim begins, its speaker, its channel, the words that name it)
    ("It was now up to NATO commanders", "Mark Rutte", "interview with Reuters", "Reuters"),
    ("Mark Rutte was sure non-Arctic NATO allies", "Mark Rutte", "interview with Reuters", "Reuters"),
    (
        "NATO would continue to work on securing the Arctic region from adversaries such as Russia",
        "Mark Rutte",
        "broadcast on Fox News",
        "Fox News’ ‘Special Report with Bret Baier",
    ),
    (
        "NATO would continue to work on securing the Arctic region from adversaries such as China",
        "Mark Rutte",
        "broadcast on Fox News",
        "Fox News’ ‘Special Report with Bret Baier",
    ),
    (
        "Donald Trump said that he will pause the trade war",
        "Lars Lokke Rasmussen",
        "broadcast on DR",
        "Danish public television DR",
    ),
    (
        "Donald Trump says, ‘I will not attack Greenland’",
        "Lars Lokke Rasmussen",
        "broadcast on DR",
        "Danish public television DR",
    ),
    ("These are positive messages", "Lars Lokke Rasmussen", "broadcast on DR", "Danish public television DR"),
    (
        "The US and NATO had formed the framework",
        "Donald Trump",
        "post on Truth Social",
        "On his Truth Social platform",
    ),
    (
        "In fact based upon this understanding",
        "Donald Trump",
        "post on Truth Social",
        "On his Truth Social platform",
    ),
    (
        "The Tariffs were scheduled to go into effect",
        "Donald Trump",
        "post on Truth Social",
        "On his Truth Social platform",
    ),
    ("Donald Trump would be scrapping tariffs of up to 25%", "Donald Trump", "post", "in a social media post"),
    ("NATO in no case has the right to negotiate", "Aaja Chenmitz", "post", "posted"),
    ("The United States and Denmark will renegotiate a 1951 defence pact", SOURCE, "", ""),
    ("European allies would step up Arctic security", SOURCE, "", ""),
    ("Placing American bases on Greenland under US sovereignty had not been discussed", SOURCE, "", ""),
]


@pytest.fixture(scope="module")
def body() -> str:
    """The article below its front matter."""
    return ARTICLE.read_text(encoding="utf8").split("---\n", 2)[2].strip()


@pytest.fixture(scope="module")
def claims(body: str) -> tuple[ExtractedClaim, ...]:
    return extract(body, published=date(2026, 1, 22)).claims


@pytest.mark.parametrize(("beginning", "speaker", "label", "words"), CHANNELS)
def test_a_claim_of_the_article_has_its_speaker_and_its_channel(
    claims: tuple[ExtractedClaim, ...], body: str, beginning: str, speaker: str, label: str, words: str
) -> None:
    (claim,) = [claim for claim in claims if claim.text.startswith(beginning)]
    channel = claim.channel
    assert claim.speaker is not None
    assert (claim.speaker.name, channel.label if channel else "") == (speaker, label)
    assert (body[channel.start : channel.end] if channel else "") == words


def test_no_other_claim_of_the_article_has_a_channel(claims: tuple[ExtractedClaim, ...]) -> None:
    named = {beginning for beginning, *_ in CHANNELS}
    others = [claim for claim in claims if not any(claim.text.startswith(one) for one in named)]
    assert [claim.text for claim in others if claim.channel] == []
