"""No claim loses a negation, a hedge or a number."""

from __future__ import annotations

from claims.extraction.steps.guard import restore

from .trees import tree

SAID = tree(
    "They PRON PRP nsubj 5",
    "may AUX MD aux 5",
    "not ADV RB advmod 5",
    "possibly ADV RB advmod 5",
    "send VERB VB root 0",
    "about ADV RB advmod 7",
    "200 NUM CD nummod 8",
    "troops NOUN NNS obj 5",
)


def test_a_dropped_modal_negation_or_hedge_comes_back_before_its_verb() -> None:
    assert restore(SAID, (0, 4, 5, 6, 7)) == (0, 1, 2, 3, 4, 5, 6, 7)


def test_a_dropped_number_comes_back_with_its_own_hedge() -> None:
    assert restore(SAID, (0, 1, 2, 3, 4, 7)) == (0, 1, 2, 3, 4, 5, 6, 7)


def test_literal_words_stay_where_they_are() -> None:
    assert restore(SAID, ("Denmark", 1, 2, 3, 4)) == ("Denmark", 1, 2, 3, 4)


def test_nothing_is_added_to_words_that_lost_nothing() -> None:
    assert restore(SAID, (0, 1, 2, 3, 4)) == (0, 1, 2, 3, 4)


def test_a_number_between_two_words_of_a_claim_stays_whatever_it_hangs_on() -> None:
    parsed = tree(
        "Ann PROPN NNP nsubj 2", "hired VERB VBD root 0", "3.5 NUM CD obj 2", "clerks NOUN NNS obj 2"
    )  # fmt: skip
    assert restore(parsed, (0, 1, 3)) == (0, 1, 2, 3)
