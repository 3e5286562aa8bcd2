"""The score of a claim, and its reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files

import pytest

from claims.extraction.steps import checkworthiness, dates, quantities
from claims.extraction.steps.checkworthiness import FEATURES, WEIGHTS, Weights, read_weights, weigh
from claims.extraction.steps.draft import Draft
from claims.extraction.types import CueKind, Kind, Speaker, SpeakerKind


def scored(draft: Draft, kind: Kind = Kind.FACT) -> tuple[float, tuple[str, ...]]:
    doc = draft.head.doc
    days = dates.find(doc, date(2026, 1, 22))
    score, reasons = weigh(draft, kind, quantities.find(doc, days), days)
    return score, tuple(reason.text for reason in reasons)


def test_a_number_with_names_and_a_day_outweighs_a_bare_statement(draft_of: Callable[..., Draft]) -> None:
    much, reasons = scored(draft_of("Donald Trump threatened Denmark with tariffs of up to 25% last week."))
    little, few = scored(draft_of("Things went on."))
    assert 0 < little < 0.4 < 0.8 < much < 1
    assert reasons[0] == "It states a number."
    assert {"It says when.", "It names who or what it is about."} <= set(reasons)
    assert "It says little." in few


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.PREDICTION, Kind.BACKGROUND])
def test_what_no_evidence_decides_today_weighs_less_than_the_same_as_a_fact(
    draft_of: Callable[..., Draft], kind: Kind
) -> None:
    draft = draft_of("Denmark won the match against Norway.")
    assert scored(draft, kind)[0] < scored(draft)[0]


def test_who_says_it_and_how_counts(draft_of: Callable[..., Draft]) -> None:
    text = "Denmark closed the border."
    bare = scored(draft_of(text))[0]
    named = scored(draft_of(text, speaker=Speaker("Mark Rutte", SpeakerKind.PERSON)))[0]
    anonymous = scored(draft_of(text, speaker=Speaker("a source", SpeakerKind.ANONYMOUS)))[0]
    promise = scored(draft_of(text, speaker=Speaker("Mark Rutte", SpeakerKind.PERSON), cue_kind=CueKind.PROMISE))[0]
    assert bare < named < anonymous
    assert named < promise


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The treatment led to her death.", "It claims a cause."),
        ("It was the biggest crisis in Europe.", "It compares or ranks."),
        ("Every ship sank in the storm.", "It leaves no exception."),
        ("The bases were not discussed in Davos.", "It denies something."),
        ("He said that the ship sank.", "It leaves open who or what is meant."),
    ],
)
def test_a_reason_is_given_in_words(draft_of: Callable[..., Draft], text: str, reason: str) -> None:
    assert reason in scored(draft_of(text))[1]


def test_reasons_stand_in_the_order_of_their_weight(draft_of: Callable[..., Draft]) -> None:
    weight = {reason: abs(weight) for _, weight, reason in WEIGHTS.features}
    reasons = scored(draft_of("Mark Rutte never paid more than €5m to Denmark in 2025."))[1]
    assert len(reasons) > 4
    assert [weight[reason] for reason in reasons] == sorted((weight[reason] for reason in reasons), reverse=True)


def test_without_features_the_bias_alone_is_the_score(draft_of: Callable[..., Draft]) -> None:
    assert weigh(draft_of("Denmark won."), Kind.FACT, (), (), Weights(0.0, ())) == (0.5, ())


def test_every_weight_is_explained_in_the_file_and_used_in_the_code() -> None:
    text = files(checkworthiness.__package__).joinpath("checkworthiness.toml").read_text(encoding="utf8")
    assert {name for name, _, _ in read_weights(text).features} == set(FEATURES)
    weights = [line for line in text.splitlines() if line.startswith(("weight", "bias"))]
    assert len(weights) == len(FEATURES) + 1
    assert all("# " in line for line in weights)


def test_a_feature_that_the_code_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="moonphase"):
        read_weights('bias = 0\n[features.moonphase]\nweight = 1\nreason = "Full moon."\n')
