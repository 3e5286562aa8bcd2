"""Scores extracted claims against people's. Two claims may match when their anchors overlap and the F1 of their content
words reaches the threshold; the best one-to-one matching counts (Hungarian)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

THRESHOLD = 0.6
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at for by with from as is are was were be been being has have had do "
        "does did will would shall should may might can could that this these those it its his her "
        "their he she they we i you and or but also more than into over about up out mr mrs ms dr "
        "there which who whom whose what when where",
    )
)
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "the", "a", "an", "sen", "rep", "president", "minister"})
SUFFIXES = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "s")
WORD = re.compile(r"[a-z0-9$%€£]+(?:[.,]\d+)*(?:'s)?")


@dataclass(frozen=True)
class Annotation:
    """A claim as a person or the extractor gives it. start and end: code points of the document."""

    text: str
    start: int
    end: int
    speaker: str | None
    kind: str
    checkable: bool

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Annotation:
        """From a line of the gold (wording: "claim") or from ExtractedClaim.as_row() (wording: "text")."""
        wording = row["claim"] if "claim" in row else row["text"]
        return cls(wording, row["start"], row["end"], row["speaker"], row["kind"], row["checkable"])


@dataclass(frozen=True)
class Score:
    """How many claims there are and how many of the matched ones agree in what."""

    gold: int
    predicted: int
    pairs: tuple[tuple[Annotation, Annotation], ...]  # gold, predicted

    @property
    def precision(self) -> float:
        return len(self.pairs) / max(1, self.predicted)

    @property
    def recall(self) -> float:
        return len(self.pairs) / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 2 * len(self.pairs) / max(1, self.predicted + self.gold)

    @property
    def speaker(self) -> float:
        """Share of the matched claims with the right speaker."""
        return self._share(same_speaker(gold.speaker, predicted.speaker) for gold, predicted in self.pairs)

    @property
    def kind(self) -> float:
        """Share of the matched claims with the right kind."""
        return self._share(gold.kind == predicted.kind for gold, predicted in self.pairs)

    @property
    def checkable(self) -> float:
        """Share of the matched claims that are rightly said to be checkable or not."""
        return self._share(gold.checkable == predicted.checkable for gold, predicted in self.pairs)

    def _share(self, right: Iterable[bool]) -> float:
        return sum(right) / max(1, len(self.pairs))

    def __str__(self) -> str:
        return (
            f"gold {self.gold} predicted {self.predicted} P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} "
            f"speaker {self.speaker:.3f} kind {self.kind:.3f} checkable {self.checkable:.3f}"
        )


def score(gold: Sequence[Annotation], predicted: Sequence[Annotation], threshold: float = THRESHOLD) -> Score:
    """Match the claims of one document."""
    if not gold or not predicted:
        return Score(len(gold), len(predicted), ())
    gold_words = [content_words(claim.text) for claim in gold]
    predicted_words = [content_words(claim.text) for claim in predicted]
    similarity = np.zeros((len(gold), len(predicted)))
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            if one.start < other.end and other.start < one.end:
                similarity[i, j] = overlap(gold_words[i], predicted_words[j])
    rows, columns = linear_sum_assignment(-similarity)
    pairs = [(gold[i], predicted[j]) for i, j in zip(rows, columns, strict=True) if similarity[i, j] >= threshold]
    return Score(len(gold), len(predicted), tuple(pairs))


def pooled(scores: Iterable[Score]) -> Score:
    """Several documents' scores as one: every claim counts the same."""
    rows = list(scores)
    return Score(
        sum(row.gold for row in rows),
        sum(row.predicted for row in rows),
        tuple(pair for row in rows for pair in row.pairs),
    )


def read_gold(path: Path, text: str = "") -> list[Annotation]:
    """One annotator's claims of one document: JSON lines with claim, speaker, kind, checkable, and the place as start
    and end, or as a quote that the document's text holds once.

    Raises ValueError for a quote that the text does not hold.
    """
    out = []
    for line in path.read_text(encoding="utf8").splitlines():
        if line.strip():
            row = json.loads(line)
            if "start" not in row:
                row["start"] = text.find(row["quote"])
                row["end"] = row["start"] + len(row["quote"])
                if row["start"] < 0:
                    raise ValueError(f"{path}: the text does not hold {row['quote']!r}. Copy its exact characters.")
            out.append(Annotation.from_row(row))
    return out


def content_words(text: str) -> list[str]:
    """The words that carry meaning, without their endings."""
    words = (word.removesuffix("'s") for word in WORD.findall(text.lower().replace("’", "'")))
    return [stem(word) for word in words if word not in STOP_WORDS]


def stem(word: str) -> str:
    """The word without its ending, if three letters remain."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of two bags of words."""
    if not one or not other:
        return 0.0
    left = list(other)
    shared = 0
    for word in one:
        if word in left:
            left.remove(word)
            shared += 1
    return 2 * shared / (len(one) + len(other))


def same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names share a word that is no honorific; nobody is the same as nobody."""
    names = [set(re.findall("[a-z]+", (name or "").lower())) - HONORIFICS for name in (one, other)]
    return bool(names[0] & names[1]) or not any(names)
