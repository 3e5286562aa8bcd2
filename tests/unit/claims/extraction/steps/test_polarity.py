"""Negation and hedges."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.steps.polarity import hedged, negated


@pytest.mark.parametrize(
    "text",
    [
        "NATO in no case has the right to negotiate.",
        "I don’t want to use force.",
        "The bases had not been discussed.",
        "Russia never gained a foothold.",
        "Neither country holds a claim.",
    ],
)
def test_a_claim_with_a_word_of_denial_is_negated(draft_of: Callable[..., Draft], text: str) -> None:
    assert negated(draft_of(text))


def test_a_claim_is_not_negated_by_words_outside_it(draft_of: Callable[..., Draft]) -> None:
    whole = draft_of("He resigned, but not because of the vote.")
    assert negated(whole)
    assert not negated(draft_of("He resigned, but not because of the vote.", tokens=(0, 1)))
    assert not negated(draft_of("He noted the notion."))


@pytest.mark.parametrize(
    "text",
    [
        "The tariffs were of up to 25%.",
        "He appeared to remove the threat.",
        "He could destroy NATO.",
        "They may march on.",
        "Some 40 people came.",
        "Allegedly, she left.",
    ],
)
def test_a_claim_with_a_weakening_word_is_hedged(draft_of: Callable[..., Draft], text: str) -> None:
    assert hedged(draft_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "They met in May.",
        "Some people came.",
        "They talked about Greenland.",
        "He stood up to speak.",
        "He walked around.",
    ],
)
def test_the_same_words_in_another_sense_do_not_hedge(draft_of: Callable[..., Draft], text: str) -> None:
    assert not hedged(draft_of(text))
