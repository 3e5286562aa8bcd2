"""Which corpora the parser is trained, stopped and tested on, as files in two folders. The model card tells where each
is published and under which licence.
"""

from __future__ import annotations

from pathlib import Path

from .treebank import Example, examples, name_examples


class CorpusMissing(Exception):
    """A file of a corpus isn't where it should be."""


def training(treebanks: Path, names: Path) -> list[Example]:
    """What to train on: EWT and GUM train, WikiGold, and Universal NER's EWT dev and PUD files for names."""
    return [
        *examples(_file(treebanks, "ewt-train.conllu")),
        *examples(_file(treebanks, "gum-train.conllu"), entities=True),
        *name_examples(_file(names, "wikigold.conll.txt"), form=0, tag=1),
        *name_examples(_file(names, "en_ewt-ud-dev.iob2"), form=1, tag=2),
        *name_examples(_file(names, "en_pud-ud-test.iob2"), form=1, tag=2),
    ]


def development(treebanks: Path) -> dict[str, list[Example]]:
    """What decides which epoch is kept."""
    return {
        "EWT dev": examples(_file(treebanks, "ewt-dev.conllu")),
        "GUM dev": examples(_file(treebanks, "gum-dev.conllu"), entities=True),
    }


def test(treebanks: Path, names: Path) -> dict[str, list[Example]]:
    """What the figures are taken on; news is GUM's, dev and test together, as the test part alone is small."""
    gum = {part: examples(_file(treebanks, f"gum-{part}.conllu"), entities=True) for part in ("dev", "test")}
    return {
        "EWT test": examples(_file(treebanks, "ewt-test.conllu")),
        "GUM test": gum["test"],
        "GUM news, dev and test together": [e for part in gum.values() for e in part if "_news_" in e.document],
        "Universal NER, EWT test": name_examples(_file(names, "en_ewt-ud-test.iob2"), form=1, tag=2),
    }


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise CorpusMissing(
            f"{path} is not there. Put {name} into {folder}; the model card tells where it is published."
        )
    return path
