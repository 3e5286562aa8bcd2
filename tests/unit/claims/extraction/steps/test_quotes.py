"""Quotation marks, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.steps.quotes import QuoteIndex, quotes


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we will” and left.", ["“we will”"]),
        ('He said "we will" and "we won\'t".', ['"we will"', '"we won\'t"']),
        ("He said ‘we don’t know’ twice.", ["‘we don’t know’"]),
        ("The parents’ house and Mr Trump’s plan.", []),
        ("The parents' house, 'the house', isn't theirs.", ["'the house'"]),
        ("“He says, ‘I will not’. Good,” she said.", ["“He says, ‘I will not’. Good,”", "‘I will not’"]),
        ('“Opened so," he said, "and closed so.”', ['“Opened so,"', '"and closed so.”']),
        ("In the ’90s it was the dogs’ turn.", []),
        ("A 5' 6\" man", []),
    ],
)
def test_quotations_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_over_several_paragraphs_ends_with_each_of_them() -> None:
    text = "“First paragraph.\n“Second paragraph,” she said."
    assert quoted(text) == ["“First paragraph.", "“Second paragraph,”"]


def test_a_quotation_that_only_its_second_paragraph_closes_is_in_both() -> None:
    assert quoted("“First. Still first.\nSecond,” she said.") == ["“First. Still first.", "Second,”"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will act. The bank closed.", ["“We will act."]),
        ('"We will act, he said. The bank closed.', ['"We will act,']),
        ("“We will act, said Ann Lee. “They won’t,” she said.", ["“We will act,", "“They won’t,”"]),
        ("“We will act.\nThe bank closed. “No,” she said.", ["“We will act.", "“No,”"]),
        ("“We will act and act", ["“We will act and act"]),
        ("‘We will act. The bank closed.", []),
    ],
)
def test_a_mark_that_nothing_closes_ends_with_its_sentence(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_what_is_said_in_a_turn_is_quoted_and_a_quotation_in_it_is_deeper() -> None:
    text = "I said “no” to her."
    assert [(quote.start, quote.depth) for quote in quotes(text, [(0, len(text))])] == [(0, 0), (7, 1)]


def test_a_quotation_within_a_quotation_is_deeper() -> None:
    assert [quote.depth for quote in quotes("“He says ‘no’ now.”")] == [0, 1]


@given(st.text(alphabet="“”‘’«»\"' ab.\n", max_size=200))
def test_quotations_lie_in_the_text_and_open_with_a_mark_or_go_on_from_another(text: str) -> None:
    index = QuoteIndex(text)
    for quote in index.all:
        assert 0 <= quote.start < quote.end <= len(text)
        goes_on = any(other.goes_on and other.end <= quote.start for other in index.all)
        assert text[quote.start] in "“‘«„\"'" or goes_on
    for outer in index.outer:
        assert index.at(outer.start) is not None
