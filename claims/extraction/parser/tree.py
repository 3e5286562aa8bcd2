"""The best dependency tree of a sentence, given a score for every possible arc.

Greedy first: nearly every sentence's best heads already form a tree. Otherwise Chu-Liu/Edmonds
(McDonald et al. 2005, "Non-projective Dependency Parsing using Spanning Tree Algorithms", section 3).
"""

from __future__ import annotations

import numpy as np

NEVER = -1e9
ROOTS_TRIED = 3


def best_tree(scores: np.ndarray) -> list[int]:
    """The highest-scoring tree with exactly one root.

    scores (n, n): row = dependent, column = head, the diagonal holds the score of being the root.
    Returns each word's head, the root's own index for the root.
    """
    n = len(scores)
    greedy = scores.argmax(1)
    roots = np.flatnonzero(greedy == np.arange(n))
    if len(roots) == 1 and _cycle(greedy, int(roots[0])) is None:
        return greedy.tolist()
    best, best_total = [0] * n, -np.inf
    for root in np.argsort(-np.diag(scores))[:ROOTS_TRIED].tolist():
        arcs = scores.copy()
        np.fill_diagonal(arcs, NEVER)
        arcs[root] = NEVER
        heads = _arborescence(arcs, root)
        total = scores[root, root] + sum(arcs[d, h] for d, h in enumerate(heads) if d != root)
        if total > best_total:
            best, best_total = heads, total
    return best


def _arborescence(scores: np.ndarray, root: int) -> list[int]:
    """Chu-Liu/Edmonds: break the first cycle by contracting it into one node, solve, expand."""
    heads = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads.tolist()
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    ring, outside = np.array(cycle), np.flatnonzero(~inside)
    node = len(outside)  # the contracted cycle
    contracted = np.full((node + 1, node + 1), NEVER)
    contracted[:node, :node] = scores[np.ix_(outside, outside)]
    kept = sum(scores[c, heads[c]] for c in cycle)
    out_of = scores[np.ix_(outside, ring)]  # an outside word hangs on a word of the cycle
    into = scores[np.ix_(ring, outside)] - scores[ring, heads[ring]][:, None]  # a word of the cycle hangs outside
    leave, enter = out_of.argmax(1), into.argmax(0)
    contracted[:node, node] = out_of.max(1)
    contracted[node, :node] = into.max(0) + kept
    position = {int(word): k for k, word in enumerate(outside)}
    solved = _arborescence(contracted, position[root])
    for word, k in position.items():
        if word != root:
            heads[word] = cycle[leave[k]] if solved[k] == node else outside[solved[k]]
    entry = solved[node]
    heads[cycle[enter[entry]]] = outside[entry]
    return heads.tolist()


def _cycle(heads: np.ndarray, root: int) -> list[int] | None:
    """Some cycle among the heads, or None where every word reaches the root."""
    done = {root}
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while word not in done and word not in path:
            path.append(word)
            word = int(heads[word])
        if word in path:
            return path[path.index(word) :]
        done.update(path)
    return None
