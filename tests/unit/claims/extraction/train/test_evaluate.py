"""The figures against counts made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.extraction.parser.decode import Parse
from claims.extraction.train.evaluate import figures, name_spans
from claims.extraction.train.treebank import Example

GOLD = Example(
    document="d",
    words=("Rutte", "spoke", ".", "Rain"),
    starts=(True, False, False, True),
    heads=(1, 1, 1, 3),
    deprel=("nsubj", "root", "punct", "root"),
    upos=("PROPN", "VERB", "PUNCT", "NOUN"),
    xpos=("NNP", "VBD", ".", "NN"),
    feats=("_", "_", "_", "_"),
    name=("B-PER", "O", "O", "O"),
)
RIGHT = Parse(GOLD.starts, GOLD.heads, GOLD.deprel, GOLD.upos, GOLD.xpos, GOLD.feats, GOLD.name)  # type: ignore[arg-type]


def test_a_perfect_parse_scores_100() -> None:
    result = figures([GOLD], [RIGHT])
    assert (result.words, result.uas, result.las, result.sentences, result.names) == (4, 100, 100, 100, 100)


def test_a_wrong_label_costs_las_and_not_uas() -> None:
    result = figures([GOLD], [replace(RIGHT, deprels=("obj", "root", "punct", "root"))])
    assert (result.uas, result.las) == (100, 75)


def test_a_missed_sentence_start_and_a_missed_name_count() -> None:
    result = figures([GOLD], [replace(RIGHT, starts=(True, False, False, False), names=("O",) * 4)])
    assert result.sentences == pytest.approx(200 / 3)
    assert result.names == 0


def test_examples_without_names_give_no_figure_for_names() -> None:
    assert figures([replace(GOLD, name=None)], [RIGHT]).names is None


def test_examples_with_names_only_give_figures_for_names_only() -> None:
    bare = Example(document="d", words=GOLD.words, name=GOLD.name)
    result = figures([bare], [RIGHT])
    assert (result.words, result.names) == (4, 100)
    assert (result.upos, result.las, result.sentences) == (None, None, None)


def test_a_wrong_head_costs_uas_and_las() -> None:
    result = figures([GOLD], [replace(RIGHT, heads=(1, 1, 0, 3))])
    assert (result.uas, result.las) == (75, 75)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "I-PER", "O"], [(0, 2, "PER")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["I-ORG", "I-LOC"], [(0, 1, "ORG"), (1, 2, "LOC")]),
        (["O"], []),
    ],
)
def test_bio_tags_to_spans(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert name_spans(tags) == spans
