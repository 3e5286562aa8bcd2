"""python -m claims.extraction.train: make the parser from treebank files, and say how good it is. See model/README.md.

fit trains, export writes the model's files from a run, evaluate prints the model card's figures and compares. Only
fit and export need the training libraries.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from ..parser.runtime import MODEL, Parser
from . import card, corpora
from .evaluate import figures


def main(arguments: list[str] | None = None) -> int:
    """Parse the arguments and run one step. Returns the exit code: 0, 1 where figures differ, 2 for wrong input."""
    options = _arguments().parse_args(arguments)
    step: Callable[[argparse.Namespace], int] = {"fit": _fit, "export": _export, "evaluate": _evaluate}[options.step]
    try:
        return step(options)
    except (corpora.CorpusMissing, card.CardUnreadable, ValueError) as error:
        print(f"{options.step}: {error}", file=sys.stderr)
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m claims.extraction.train", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--treebanks", type=Path, required=True, help="folder with ewt-*.conllu and gum-*.conllu")
    data.add_argument("--names", type=Path, required=True, help="folder with wikigold.conll.txt and en_*-ud-*.iob2")
    run = argparse.ArgumentParser(add_help=False)
    run.add_argument("--run", type=Path, required=True, help="folder of the run: labels.json and checkpoints")

    fit = steps.add_parser("fit", parents=[data, run], help="train; continues a run that was interrupted")
    fit.add_argument("--start", type=Path, help="folder of an exported model to go on from")
    fit.add_argument("--epochs", type=int, default=5)
    fit.add_argument("--threads", type=int, default=2)
    fit.add_argument(
        "--bfloat16", action="store_true", help="multiply in 16 bits: faster on processors with AVX512-BF16 or AMX"
    )

    export = steps.add_parser("export", parents=[run], help="write the model's files from a run")
    export.add_argument("--model", type=Path, required=True, help="folder to write")

    evaluate = steps.add_parser("evaluate", parents=[data], help="print the model card's figures and compare")
    evaluate.add_argument(
        "--model", type=Path, default=MODEL, help="folder of an exported model (default: the shipped)"
    )
    evaluate.add_argument(
        "--card", type=Path, help="model card to compare with (default: the model folder's README.md)"
    )
    evaluate.add_argument(
        "--tolerance", type=float, default=0, help="how far a figure may be from the card's: 0.1 on another processor"
    )
    return parser


def _fit(options: argparse.Namespace) -> int:
    from .fit import Plan, fit

    fit(
        Plan(
            train=corpora.training(options.treebanks, options.names),
            dev=corpora.development(options.treebanks),
            out=options.run,
            epochs=options.epochs,
            threads=options.threads,
            start=options.start,
            bfloat16=options.bfloat16,
        )
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    from .export import export

    export(options.run, options.model)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    written = card.read(options.card or options.model / "README.md")
    corpus = corpora.test(options.treebanks, options.names)
    if not (options.model / "labels.json").is_file():
        raise ValueError(f"{options.model} holds no model. Name a folder that export wrote.")
    model = Parser(options.model)
    rows = {}
    with tqdm(total=sum(len(e.words) for gold in corpus.values() for e in gold), unit="word", unit_scale=True) as bar:
        for name, gold in corpus.items():
            bar.set_description(name)
            parses = []
            for example in gold:
                parses.append(model.parse(example.words))
                bar.update(len(example.words))
            rows[name] = figures(gold, parses)
    print(card.table(rows))
    different = list(card.differences(written, rows, options.tolerance))
    for line in different:
        print(line, file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
