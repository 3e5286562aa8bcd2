"""The making of a parser on a handful of sentences: fit, interrupt, continue, export, parse. Needs the train extra."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the train extra (see claims/extraction/model/README.md)")

from claims.extraction.parser.runtime import Parser
from claims.extraction.train.evaluate import figures
from claims.extraction.train.export import export
from claims.extraction.train.fit import Plan, fit
from claims.extraction.train.treebank import Example

VERBS = ("said", "left", "spoke", "agreed")
NAMES = ("Rutte", "Trump", "Hart", "Vance")
SENTENCES = [
    Example(
        document="made",
        words=("Mr", name, verb, "."),
        starts=(True, False, False, False),
        heads=(1, 2, 2, 2),
        deprel=("nmod:desc", "nsubj", "root", "punct"),
        upos=("PROPN", "PROPN", "VERB", "PUNCT"),
        xpos=("NNP", "NNP", "VBD", "."),
        feats=("_", "Number=Sing", "Tense=Past", "_"),
        name=("O", "B-PER", "O", "O"),
    )
    for name in NAMES
    for verb in VERBS
]


# The tracing exporter warns of everything it can't follow; torch is pinned, and what it exports is parsed with below.
@pytest.mark.filterwarnings("ignore")
def test_a_parser_learns_continues_and_is_exported(tmp_path: Path) -> None:
    plan = Plan(train=SENTENCES * 8, dev={"made": SENTENCES}, out=tmp_path / "run", epochs=12)
    fit(Plan(plan.train, plan.dev, plan.out, epochs=6))
    learned = fit(plan)["made"]
    assert learned.las == 100
    assert not fit(plan), "a finished run has nothing left to learn"
    export(plan.out, tmp_path / "model")
    parser = Parser(tmp_path / "model")
    result = figures(SENTENCES, [parser.parse(example.words) for example in SENTENCES])
    assert (result.las, result.upos, result.names) == (100, 100, 100)
