"""How good a parse is: accuracy of the columns, attachment, sentence starts and names, against the treebank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..parser.decode import Parse
from .treebank import Example


@dataclass(frozen=True)
class Figures:
    """Percentages. Gold words, predicted sentences: an arc across a predicted sentence end counts as wrong."""

    words: int
    upos: float
    xpos: float
    feats: float
    uas: float
    las: float
    sentences: float
    names: float | None

    def __str__(self) -> str:
        names = "" if self.names is None else f" names F1 {self.names:.1f}"
        return (
            f"{self.words} words, UPOS {self.upos:.1f} XPOS {self.xpos:.1f} feats {self.feats:.1f} UAS {self.uas:.2f} "
            f"LAS {self.las:.2f} sentence F1 {self.sentences:.1f}{names}"
        )


def figures(examples: Sequence[Example], parses: Sequence[Parse]) -> Figures:
    """Compare parses with the examples they were made from. A column that no example annotates counts as 0."""
    count: Counter[str] = Counter()
    for gold, parse in zip(examples, parses, strict=True):
        if gold.heads is not None and gold.deprel is not None and gold.starts is not None:
            _tree(count, gold, parse)
        if gold.name is not None:
            expected, found = set(name_spans(gold.name)), set(name_spans(parse.names))
            count.update(gold_names=len(expected), found_names=len(found), right_names=len(expected & found))
    words = max(1, count["words"])
    percent = {key: 100 * count[key] / words for key in ("upos", "xpos", "feats", "uas", "las")}
    sentences = _f1(count["right_starts"], count["gold_starts"], count["found_starts"])
    names = _f1(count["right_names"], count["gold_names"], count["found_names"]) if count["gold_names"] else None
    return Figures(words=count["words"], sentences=sentences, names=names, **percent)


def _tree(count: Counter[str], gold: Example, parse: Parse) -> None:
    assert gold.heads is not None
    assert gold.deprel is not None
    assert gold.starts is not None
    count["words"] += len(gold.words)
    for i, head in enumerate(gold.heads):
        attached = parse.heads[i] == head
        count["uas"] += attached
        count["las"] += attached and parse.deprels[i] == gold.deprel[i]
    for column in ("upos", "xpos", "feats"):
        count[column] += sum(a == b for a, b in zip(getattr(gold, column), getattr(parse, column), strict=True))
    count["gold_starts"] += sum(gold.starts)
    count["found_starts"] += sum(parse.starts)
    count["right_starts"] += sum(a and b for a, b in zip(gold.starts, parse.starts, strict=True))


def name_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO tags to (first word, word after the last, label); an I- that continues nothing begins a name."""
    spans: list[tuple[int, int, str]] = []
    begin, label = None, ""
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and tag != "I-" + label:
            spans.append((begin, i, label))
            begin = None
        if begin is None and tag != "O":
            begin, label = i, tag[2:]
    return spans


def _f1(right: int, expected: int, found: int) -> float:
    return 200 * right / max(1, expected + found)
