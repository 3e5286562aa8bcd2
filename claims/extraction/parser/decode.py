"""The network's scores of one window of words to sentences, trees, labels and names."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .tree import best_tree

COLUMNS = ("upos", "xpos", "feats", "name")


@dataclass(frozen=True)
class Parse:
    """What the network says of n words: Universal Dependencies v2 columns and BIO names.

    heads are indices into the window; a root's head is itself and its deprel is "root".
    """

    starts: tuple[bool, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    names: tuple[str, ...]


def decode(scores: Mapping[str, np.ndarray], relations: np.ndarray, labels: Mapping[str, Sequence[str]]) -> Parse:
    """Read the scores of a window of n words.

    scores: upos, xpos, feats, name (n, labels of that column), start (n, 2), arc (n, n) dependent by head, root (n,),
    dependent (n, r) and head (n, r). relations: (labels, r + 1, r + 1), the biaffine tensor. labels: column -> names.
    Arcs stay within a sentence, and every sentence is a tree with one root.
    """
    n = len(scores["root"])
    start = scores["start"].argmax(1) == 1
    start[0] = True
    cuts = [*np.flatnonzero(start).tolist(), n]
    heads = np.zeros(n, np.int64)
    for a, z in itertools.pairwise(cuts):
        arcs = scores["arc"][a:z, a:z].copy()
        np.fill_diagonal(arcs, scores["root"][a:z])
        heads[a:z] = np.array(best_tree(arcs)) + a
    deprels = _relations(scores["dependent"], scores["head"][heads], relations, labels["deprel"])
    columns = [tuple(labels[column][k] for k in scores[column].argmax(1)) for column in COLUMNS]
    is_root = heads == np.arange(n)
    root_fixed = tuple("root" if own else name for own, name in zip(is_root, deprels, strict=True))
    return Parse(tuple(start.tolist()), tuple(heads.tolist()), root_fixed, *columns)


def _relations(dependent: np.ndarray, head: np.ndarray, relations: np.ndarray, names: Sequence[str]) -> list[str]:
    one = np.ones((len(dependent), 1), dependent.dtype)
    d, h = np.hstack([dependent, one]), np.hstack([head, one])
    o, width, _ = relations.shape
    left = (d @ relations.transpose(1, 0, 2).reshape(width, -1)).reshape(len(d), o, width)
    scores = np.matmul(left, h[:, :, None])[:, :, 0]
    if "root" in names:  # only a root is a root
        scores[:, names.index("root")] = -np.inf
    return [names[k] for k in scores.argmax(1)]
