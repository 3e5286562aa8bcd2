"""What sort of assertion a claim is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.steps.kind import classify
from claims.extraction.types import CueKind, Kind, Origin, Speaker, SpeakerKind

SPEAKER = Speaker("Mark Rutte", SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Donald Trump walked back threats to use tariffs.", Kind.FACT),
        ("Russia does not hold any claim to Greenland.", Kind.FACT),
        ("Western allies will need to step up their presence.", Kind.PREDICTION),
        ("Denmark is going to renegotiate the pact.", Kind.PREDICTION),
        ("The United States deserves Greenland.", Kind.OPINION),
        ("They should be declared not guilty.", Kind.OPINION),
        ("I want peace.", Kind.OPINION),
        ("Prices rose by 40 percent.", Kind.QUANTITY),
        ("Homeopathy is a form of alternative medicine.", Kind.BACKGROUND),
    ],
)
def test_the_words_of_a_clause_tell_its_kind(draft_of: Callable[..., Draft], text: str, kind: Kind) -> None:
    assert classify(draft_of(text)) == (kind, kind is not Kind.OPINION)


def test_the_construction_tells_the_kind_of_titles_and_ages(draft_of: Callable[..., Draft]) -> None:
    assert classify(draft_of("Allison Hart is a NATO spokesperson.", origin=Origin.TITLE)) == (Kind.BACKGROUND, True)
    assert classify(draft_of("Donald Trump is 79 years old.", origin=Origin.AGE)) == (Kind.QUANTITY, True)


def test_a_reported_would_is_about_the_future_and_a_told_one_is_not(draft_of: Callable[..., Draft]) -> None:
    text = "European allies would step up Arctic security."
    assert classify(draft_of(text, speaker=SPEAKER, cue_kind=CueKind.SAY, origin=Origin.REPORTED))[0] is Kind.PREDICTION
    assert classify(draft_of(text))[0] is Kind.FACT


def test_a_judging_adjective_makes_an_opinion_in_a_speakers_mouth_only(draft_of: Callable[..., Draft]) -> None:
    text = "The deal puts everybody in a good position."
    assert classify(draft_of(text, speaker=SPEAKER)) == (Kind.OPINION, False)
    assert classify(draft_of(text)) == (Kind.FACT, True)


def test_a_quotation_without_a_predicate_is_a_slogan(draft_of: Callable[..., Draft]) -> None:
    text = "Nothing about us without us."
    assert classify(draft_of(text, quoted=True, speaker=SPEAKER)) == (Kind.OPINION, False)


def test_hopes_and_open_ended_predictions_cannot_be_checked(draft_of: Callable[..., Draft]) -> None:
    assert classify(draft_of("The agreement will last forever.")) == (Kind.PREDICTION, False)
    assert classify(draft_of("They met early in 2026.", cue_kind=CueKind.HOPE)) == (Kind.PREDICTION, False)
