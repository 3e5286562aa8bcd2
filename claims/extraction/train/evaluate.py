"""How good a parse is: accuracy of the columns, attachment, sentence starts and names, against the treebank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from ..parser.decode import Parse
from .treebank import Example

Count = Counter[tuple[str, str]]  # by figure and by what is counted: "all", "right", "gold", "found"


@dataclass(frozen=True)
class Figures:
    """Percentages; None where the examples don't annotate a column. words counts all words of the examples.

    Gold words, predicted sentences: an arc across a predicted sentence end counts as wrong.
    """

    words: int
    upos: float | None
    xpos: float | None
    feats: float | None
    uas: float | None
    las: float | None
    sentences: float | None
    names: float | None

    def __str__(self) -> str:
        shown = {
            "UPOS": self.upos,
            "XPOS": self.xpos,
            "features": self.feats,
            "UAS": self.uas,
            "LAS": self.las,
            "sentence F1": self.sentences,
            "names F1": self.names,
        }
        parts = [f"{name} {value:.2f}" for name, value in shown.items() if value is not None]
        return f"{self.words:,} words, {', '.join(parts)}"


def figures(examples: Sequence[Example], parses: Sequence[Parse]) -> Figures:
    """Compare parses with the examples they were made from."""
    count: Count = Counter()
    for gold, parse in zip(examples, parses, strict=True):
        for column in ("upos", "xpos", "feats"):
            _column(count, column, getattr(gold, column), getattr(parse, column))
        if gold.heads is not None and gold.deprel is not None:
            _tree(count, gold.heads, gold.deprel, parse)
        if gold.starts is not None:
            _f1_counts(count, "sentences", _where(gold.starts), _where(parse.starts))
        if gold.name is not None:
            _f1_counts(count, "names", set(name_spans(gold.name)), set(name_spans(parse.names)))
    return Figures(
        words=sum(len(gold.words) for gold in examples),
        upos=_percent(count, "upos"),
        xpos=_percent(count, "xpos"),
        feats=_percent(count, "feats"),
        uas=_percent(count, "uas"),
        las=_percent(count, "las"),
        sentences=_f1(count, "sentences"),
        names=_f1(count, "names"),
    )


def _column(count: Count, name: str, gold: Sequence[str] | None, found: Sequence[str]) -> None:
    if gold is not None:
        count[name, "all"] += len(gold)
        count[name, "right"] += sum(a == b for a, b in zip(gold, found, strict=True))


def _tree(count: Count, heads: Sequence[int], deprels: Sequence[str], parse: Parse) -> None:
    attached = [a == b for a, b in zip(heads, parse.heads, strict=True)]
    labelled = [arc and a == b for arc, a, b in zip(attached, deprels, parse.deprels, strict=True)]
    for name, right in (("uas", attached), ("las", labelled)):
        count[name, "all"] += len(right)
        count[name, "right"] += sum(right)


def _where(starts: Sequence[bool]) -> set[int]:
    return {i for i, start in enumerate(starts) if start}


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


def _f1_counts(count: Count, name: str, gold: Set[object], found: Set[object]) -> None:
    count[name, "gold"] += len(gold)
    count[name, "found"] += len(found)
    count[name, "right"] += len(gold & found)


def _percent(count: Count, name: str) -> float | None:
    return 100 * count[name, "right"] / count[name, "all"] if count[name, "all"] else None


def _f1(count: Count, name: str) -> float | None:
    """2 PR / (P + R), which is twice the right ones over gold and found together."""
    return 200 * count[name, "right"] / (count[name, "gold"] + count[name, "found"]) if count[name, "gold"] else None
