"""Shares of few things: never a bare percentage, and an interval that keeps its promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from claims.reliability import LEAST, Rated, Share, shares, wilson

COUNTS = st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(COUNTS)
def test_the_interval_is_wilsons(counts: tuple[int, int]) -> None:
    found = binomtest(*counts).proportion_ci(0.95, method="wilson")
    assert wilson(*counts) == pytest.approx((found.low, found.high), abs=1e-9)


@given(COUNTS)
def test_the_share_that_was_seen_lies_in_its_interval_and_that_on_the_scale(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1
    assert low < high


def test_three_of_five_are_told_with_how_little_that_says() -> None:
    assert Share(3, 5).words == "3 of 5, between 23 % and 88 %"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 0), "none yet"),
        (Share(2, 3), "2 of 3"),
        (Share(LEAST - 1, LEAST - 1), "4 of 4"),
        (Share(5, 5), "5 of 5, between 57 % and 100 %"),
        (Share(0, 12), "0 of 12, between 0 % and 24 %"),
        (Share(1200, 4000), "1,200 of 4,000, between 29 % and 31 %"),
    ],
)
def test_of_too_few_only_the_count_is_told(share: Share, words: str) -> None:
    assert share.words == words


@given(COUNTS)
def test_a_percentage_never_stands_alone(counts: tuple[int, int]) -> None:
    words = Share(*counts).words
    assert words.count("%") in (0, 2)
    assert ("%" in words) == (counts[1] >= LEAST)


@pytest.mark.parametrize(("number", "of"), [(2, 1), (-1, 3)])
def test_what_is_no_part_of_a_whole_is_refused(number: int, of: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        Share(number, of)


def test_both_ends_of_the_scale_are_told_of_all_verdicts_by_the_names_that_the_scale_has() -> None:
    scale = [
        Rated("True", 5, 2),
        Rated("Mostly true", 4, 1),
        Rated("Half true", 3, 1),
        Rated("False", 1, 4),
        Rated("Unproven", None, 2),
    ]
    assert shares(scale) == [("True or Mostly true", Share(3, 10)), ("False", Share(4, 10))]


def test_a_scale_without_values_has_no_ends() -> None:
    assert shares([Rated("Misleading", None, 3)]) == []
