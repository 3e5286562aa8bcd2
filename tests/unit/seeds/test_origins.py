"""Where the claims of the real article come from, as it stands in the database once the article is read."""

from __future__ import annotations

import pytest

from claims.lineage import trace_claim
from claims.models import Appearance, Claim
from claims.origins import attach
from seeds.load import load

pytestmark = pytest.mark.django_db

# (words of the claim, how it came, whose they are)
CAME_BY = (
    ("It was now up to NATO commanders", "interview with Reuters", "Mark Rutte"),
    ("Mark Rutte was sure non-Arctic NATO allies", "interview with Reuters", "Mark Rutte"),
    ("from adversaries such as Russia", "broadcast on Fox News", "Mark Rutte"),
    ("from adversaries such as China", "broadcast on Fox News", "Mark Rutte"),
    ("The US and NATO had formed the framework", "post on Truth Social", "Donald Trump"),
    ("In fact based upon this understanding, Donald Trump will not", "post on Truth Social", "Donald Trump"),
    ("The Tariffs were scheduled to go into effect", "post on Truth Social", "Donald Trump"),
    ("Donald Trump said that he will pause the trade war", "broadcast on DR", "Lars Lokke Rasmussen"),
    ("Donald Trump says, ‘I will not attack Greenland’", "broadcast on DR", "Lars Lokke Rasmussen"),
    ("These are positive messages", "broadcast on DR", "Lars Lokke Rasmussen"),
)
WHISPER = "a source familiar with the talks between Mr Trump and Mr Rutte"
WHISPERED = (
    "The United States and Denmark will renegotiate a 1951 defence pact on Greenland.",
    "European allies would step up Arctic security.",
    "Placing American bases on Greenland under US sovereignty had not been discussed.",
)


@pytest.fixture(autouse=True)
def _article() -> None:
    load()


def test_ten_claims_came_through_the_channels_that_the_article_names() -> None:
    for words, channel, speaker in CAME_BY:
        place = Appearance.objects.select_related("citation__source").get(claim__text__contains=words)
        assert place.citation is not None, words
        assert (place.citation.label, place.channel) == (channel, channel)
        assert place.snapshot.text[place.citation.start : place.citation.end] == place.citation.exact
        (origin,) = trace_claim(place.claim).lineage.origins
        assert (origin.label, origin.anonymous) == (speaker, False)
        heard = "first hand" if channel.startswith("post") else "second hand"
        assert origin.directness == heard, words


@pytest.mark.parametrize("text", WHISPERED)
def test_what_the_source_familiar_with_the_talks_said_ends_in_one_anonymous_origin_and_says_so(text: str) -> None:
    claim = Claim.objects.get(text=text)
    found = trace_claim(claim).lineage
    (origin,) = found.origins
    assert (origin.label, origin.anonymous, origin.circular) == (WHISPER, True, False)
    assert (found.single_source, found.anonymous_only) == (True, True)
    assert found.sentence == f"1 link, 1 independent origin: {WHISPER} (anonymous)"
    attach([claim])
    assert claim.origins.sentence == found.sentence
    assert claim.origins.anonymous_only


def test_everything_else_has_a_name_or_is_the_article_s_own_word() -> None:
    claims = list(Claim.objects.exclude(text__in=WHISPERED))
    attach(claims)
    assert len(claims) > 80
    assert not [claim.text for claim in claims if claim.origins.anonymous_only or claim.origins.origins != 1]
