"""The making of a parser on a handful of sentences: fit, interrupt, continue, export, parse. Needs the train extra."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the train extra (see claims/extraction/model/README.md)")

from claims.extraction.parser.runtime import Parser
from claims.extraction.train.evaluate import figures
from claims.extraction.train.export import export
from claims.extraction.train.fit import ENCODER_RATE, HEAD_RATE, Plan, Run, fit, groups, parse_all
from claims.extraction.train.network import Network
from claims.extraction.train.start import start_from
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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that learnt the sentences, interrupted once, and the model exported from it."""
    folder = tmp_path_factory.mktemp("made")
    plan = Plan(train=SENTENCES * 8, dev={"made": SENTENCES}, out=folder / "run", epochs=12)
    fit(Plan(plan.train, plan.dev, plan.out, epochs=6))
    learned = fit(plan)["made"]
    assert learned.las == 100
    assert not fit(plan), "a finished run has nothing left to learn"
    with warnings.catch_warnings():
        # The tracing exporter warns of everything it can't follow; torch is pinned, and what it exports is parsed with.
        warnings.simplefilter("ignore")
        export(plan.out, folder / "model")
    return folder


def test_a_parser_learns_continues_and_is_exported(made: Path) -> None:
    parser = Parser(made / "model")
    result = figures(SENTENCES, [parser.parse(example.words) for example in SENTENCES])
    assert (result.las, result.upos, result.names) == (100, 100, 100)


def test_training_goes_on_from_an_exported_model(made: Path, tmp_path: Path) -> None:
    plan = Plan(SENTENCES, {"made": SENTENCES}, tmp_path, epochs=1, start=made / "model")
    run = Run(plan)
    parses = parse_all(run.network, SENTENCES, run.encode, run.names)
    result = figures(SENTENCES, parses)
    assert (result.las, result.upos, result.names) == (100, 100, 100), "before a single step"
    parser = Parser(made / "model")
    assert parses == [parser.parse(example.words) for example in SENTENCES]


def test_a_model_with_other_labels_is_no_start(made: Path, tmp_path: Path) -> None:
    network = Network({"upos": 17, "xpos": 2, "feats": 2, "name": 3, "deprel": 4})
    with pytest.raises(ValueError, match="Start from a folder that this version's export wrote"):
        start_from(network, made / "model")


def test_deeper_layers_learn_more_slowly() -> None:
    sizes = {"upos": 1, "xpos": 1, "feats": 1, "name": 1, "deprel": 1}
    rates = [group["base"] for group in groups(Network(sizes), HEAD_RATE)]
    assert rates[0] == HEAD_RATE
    assert rates[1] == ENCODER_RATE
    assert rates[1:] == sorted(rates[1:], reverse=True)
    assert len(set(rates)) == len(rates) == 8, "the heads, six layers and the embeddings"
