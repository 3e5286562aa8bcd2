"""Examples to batches of tensors, and the loss of the network's scores on a batch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from ..parser.encoding import WordEncoder, pad
from .network import OUTPUTS, Network
from .treebank import Example

COLUMNS = ("upos", "xpos", "feats", "deprel", "name")
WEIGHTS = {"upos": 0.3, "xpos": 0.3, "feats": 0.2, "start": 1.0, "name": 1.0}
BATCH = 1500  # words, padding included
SHOUTED, WHISPERED = 0.03, 0.03  # of the examples: learnt in capitals, as headlines are, or in small letters
SKIP = -100  # a target that isn't annotated; torch's ignore_index
Labels = dict[str, list[str]]


def batches(examples: Sequence[Example], rng: random.Random, size: int = BATCH) -> list[list[Example]]:
    """Examples of like length together, at most `size` padded words in a batch, batches in random order."""
    out: list[list[Example]] = []
    width = 0
    for example in sorted(examples, key=lambda e: len(e.words) + rng.random() * 10):
        width = max(width, len(example.words))
        if not out or width * (len(out[-1]) + 1) > size:
            out.append([])
            width = len(example.words)
        out[-1].append(example)
    rng.shuffle(out)
    return out


def recased(example: Example, rng: random.Random) -> Example:
    """Now and then the example in capitals or small letters throughout; mostly the example itself."""
    draw = rng.random()
    if draw < SHOUTED:
        return replace(example, words=tuple(word.upper() for word in example.words))
    if draw < SHOUTED + WHISPERED:
        return replace(example, words=tuple(word.lower() for word in example.words))
    return example


class Batch:
    """Inputs and targets of some examples as tensors; a target without annotation is SKIP."""

    def __init__(self, examples: Sequence[Example], encode: WordEncoder, names: Labels) -> None:
        width = max(len(e.words) for e in examples)
        self.inputs = {k: torch.from_numpy(v) for k, v in encode([e.words for e in examples]).items()}
        self.real = torch.from_numpy(pad([[1] * len(e.words) for e in examples])).bool()

        def target(column: str, number: dict[str, int] | None = None) -> Tensor:
            rows = []
            for e in examples:
                values = getattr(e, column)
                row = (
                    [SKIP] * width
                    if values is None
                    else [int(v) if number is None else number.get(v, 0) for v in values]
                )
                rows.append(row + [SKIP] * (width - len(row)))
            return torch.tensor(rows)

        self.heads, self.starts = target("heads"), target("starts")
        self.columns = {c: target(c, {tag: i for i, tag in enumerate(names[c])}) for c in COLUMNS}
        sentence = self.starts.clamp(min=0).cumsum(1)
        self.together = (sentence[:, :, None] == sentence[:, None, :]) & self.real[:, None, :]

    def mask_some(self, share: float, piece: int) -> None:
        """Put this piece in place of a random share of the pieces, padding and the frame left alone."""
        ids = self.inputs["ids"]
        framed = self.inputs["mask"].cumsum(1)
        inside = (framed > 1) & (framed < framed.amax(1, keepdim=True)) & (self.inputs["mask"] == 1)
        self.inputs["ids"] = ids.masked_fill(inside & (torch.rand(ids.shape) < share), piece)


def loss(network: Network, batch: Batch) -> Tensor:
    """The weighted sum of all heads' cross entropies, over what the batch annotates."""
    scores = dict(zip(OUTPUTS, network(**batch.inputs), strict=True))
    total = torch.zeros(())
    targets = {**batch.columns, "start": batch.starts}
    for column, weight in WEIGHTS.items():
        if (targets[column] >= 0).any():
            total = total + weight * _entropy(scores[column], targets[column])
    if (batch.heads >= 0).any():
        own = torch.eye(batch.heads.shape[1], dtype=torch.bool)[None]
        arcs = torch.where(own, scores["root"][:, :, None].expand_as(scores["arc"]), scores["arc"])
        total = total + _entropy(arcs.masked_fill(~batch.together, -1e4), batch.heads)
        index = batch.heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, scores["head"].size(-1))
        relations = network.relation.pairs(scores["dependent"], torch.gather(scores["head"], 1, index))
        total = total + _entropy(relations, batch.columns["deprel"])
    return total


def _entropy(scores: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, 1).float(), targets.flatten(), ignore_index=SKIP)
