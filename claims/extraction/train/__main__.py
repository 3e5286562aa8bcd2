"""python -m claims.extraction.train fit|export|evaluate: make the parser from treebank files. See model/README.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from .treebank import Example, examples, name_examples


def training(treebanks: Path, names: Path) -> list[Example]:
    """What to train on: EWT and GUM train, wikigold, and the names of Universal NER's EWT dev file."""
    return [
        *examples(treebanks / "ewt-train.conllu"),
        *examples(treebanks / "gum-train.conllu", entities=True),
        *name_examples(names / "wikigold.conll.txt", form=0, tag=1),
        *name_examples(names / "en_ewt-ud-dev.iob2", form=1, tag=2),
    ]


def development(treebanks: Path) -> dict[str, list[Example]]:
    """The examples that decide when to stop."""
    return {
        "EWT dev": examples(treebanks / "ewt-dev.conllu"),
        "GUM dev": examples(treebanks / "gum-dev.conllu", entities=True),
    }


def test(treebanks: Path, names: Path) -> dict[str, list[Example]]:
    """What nothing was chosen by; news is GUM's, dev and test together, as the test part alone is small."""
    gum = {part: examples(treebanks / f"gum-{part}.conllu", entities=True) for part in ("dev", "test")}
    return {
        "EWT test": examples(treebanks / "ewt-test.conllu"),
        "GUM test": gum["test"],
        "GUM news (dev and test)": [e for part in gum.values() for e in part if "_news_" in e.document],
        "Universal NER EWT test (names only)": name_examples(names / "en_ewt-ud-test.iob2", form=1, tag=2),
    }


def main() -> None:
    """Parse the arguments and run one of the three steps."""
    parser = argparse.ArgumentParser(prog="python -m claims.extraction.train", description=__doc__)
    parser.add_argument("step", choices=["fit", "export", "evaluate"])
    parser.add_argument("--treebanks", type=Path, help="folder with ewt-*.conllu and gum-*.conllu")
    parser.add_argument("--names", type=Path, help="folder with wikigold.conll.txt and en_ewt-ud-*.iob2")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run: labels.json and checkpoint.pt")
    parser.add_argument("--model", type=Path, help="folder of the exported model (export writes it, evaluate reads it)")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.step == "fit":
        from .fit import Plan, fit

        plan = Plan(
            training(options.treebanks, options.names),
            development(options.treebanks),
            options.run,
            options.epochs,
            options.threads,
        )
        fit(plan)
    elif options.step == "export":
        from .export import export

        export(options.run, options.model)
    else:
        from ..parser.runtime import Parser

        model = Parser(options.model)
        from .evaluate import figures

        for name, gold in test(options.treebanks, options.names).items():
            print(f"{name}: {figures(gold, [model.parse(e.words) for e in gold])}")


if __name__ == "__main__":
    main()
