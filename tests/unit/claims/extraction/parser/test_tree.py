"""The best tree, against trying every tree there is."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from claims.extraction.parser.tree import best_tree

SCORE = st.floats(-20, 20, allow_nan=False, width=32)


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    roots = [i for i, head in enumerate(heads) if head == i]
    if len(roots) != 1:
        return False
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        if word != roots[0]:
            return False
    return True


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[d, h] for d, h in enumerate(heads)))


@given(st.integers(1, 40).flatmap(lambda n: arrays(np.float64, (n, n), elements=SCORE)))
def test_any_scores_give_a_tree_with_one_root(scores: np.ndarray) -> None:
    assert is_tree(tuple(best_tree(scores)))


@given(st.integers(1, 3).flatmap(lambda n: arrays(np.float64, (n, n), elements=SCORE)))
def test_no_tree_of_up_to_three_words_scores_higher(scores: np.ndarray) -> None:
    best = max(total(scores, heads) for heads in product(range(len(scores)), repeat=len(scores)) if is_tree(heads))
    assert np.isclose(total(scores, tuple(best_tree(scores))), best)


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[5.0, 0, 0], [1, 0, 9], [2, 9, 0]])  # words 1 and 2 want each other
    assert best_tree(scores) == [0, 2, 0]
