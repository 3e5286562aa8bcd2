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
        ("In the ’90s it was the dogs’ turn.", []),
        ("A 5' 6\" man", []),
    ],
)
def test_quotations_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_over_several_paragraphs_ends_with_each_of_them() -> None:
    text = "“First paragraph.\n“Second paragraph,” she said."
    assert quoted(text) == ["“First paragraph.", "“Second paragraph,”"]


def test_a_quotation_within_a_quotation_is_deeper() -> None:
    assert [quote.depth for quote in quotes("“He says ‘no’ now.”")] == [0, 1]


@given(st.text(alphabet="“”‘’«»\"' ab.\n", max_size=200))
def test_quotations_lie_in_the_text_and_open_with_a_mark(text: str) -> None:
    index = QuoteIndex(text)
    for quote in index.all:
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start] in "“‘«„\"'"
    for outer in index.outer:
        assert index.at(outer.start) is not None
