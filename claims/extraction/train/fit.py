"""Train the network: examples to weights, a checkpoint after every epoch, continued where it was interrupted."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from tqdm import tqdm

from ..parser.decode import Parse, decode
from ..parser.encoding import WordEncoder, pad
from .evaluate import Figures, figures
from .network import ENCODER, OUTPUTS, Network
from .treebank import Example

COLUMNS = ("upos", "xpos", "feats", "deprel", "name")
WEIGHTS = {"upos": 0.3, "xpos": 0.3, "feats": 0.2, "start": 1.0, "name": 1.0}
BATCH = 1500  # words, padding included
ENCODER_RATE, HEAD_RATE, WARM_UP, FLOOR = 1e-4, 1e-3, 0.06, 0.02
SKIP = -100  # a target that isn't annotated; torch's ignore_index
Labels = dict[str, list[str]]


@dataclass(frozen=True)
class Plan:
    """What a training run needs. rng decides order and dropout; the same plan gives the same weights on one machine."""

    train: list[Example]
    dev: dict[str, list[Example]]
    out: Path
    epochs: int
    threads: int = 2
    seed: int = 1


def labels(examples: Sequence[Example]) -> Labels:
    """Each column's labels, the most frequent first."""
    counts = {column: Counter(tag for e in examples for tag in getattr(e, column) or ()) for column in COLUMNS}
    return {column: [tag for tag, _ in count.most_common()] for column, count in counts.items()}


def batches(examples: Sequence[Example], rng: random.Random, size: int = BATCH) -> list[list[Example]]:
    """Examples of like length together, at most `size` padded words in a batch, batches in random order."""
    out: list[list[Example]] = []
    for example in sorted(examples, key=lambda e: len(e.words) + rng.random() * 10):
        if not out or len(example.words) * (len(out[-1]) + 1) > size:
            out.append([])
        out[-1].append(example)
    rng.shuffle(out)
    return out


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
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=SKIP)


@torch.no_grad()
def parse_all(network: Network, examples: Sequence[Example], encode: WordEncoder, names: Labels) -> list[Parse]:
    """Parse examples with the float network, decoded exactly as at run time."""
    network.eval()
    relations = network.relation.weight.numpy()
    out = []
    for example in examples:
        inputs = {k: torch.from_numpy(v) for k, v in encode([example.words]).items()}
        scores = {k: v[0].numpy() for k, v in zip(OUTPUTS, network(**inputs), strict=True)}
        out.append(decode(scores, relations, names))
    network.train()
    return out


def rate(step: int, steps: int) -> float:
    """The learning rate's factor: a linear warm-up, then linear down to a floor."""
    warm = max(1, int(steps * WARM_UP))
    return step / warm if step <= warm else max(FLOOR, (steps - step) / (steps - warm))


def fit(plan: Plan) -> dict[str, Figures]:
    """Train for plan.epochs, writing plan.out/labels.json and checkpoint.pt; returns the last epoch's dev figures.

    Continues from plan.out/checkpoint.pt where an earlier run of the same plan left one.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    plan.out.mkdir(parents=True, exist_ok=True)
    names = labels(plan.train)
    (plan.out / "labels.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf8")
    encode = WordEncoder(ENCODER / "tokenizer.json")
    network = Network({column: len(tags) for column, tags in names.items()})
    inner = {id(p) for p in network.encoder.parameters()}
    groups = [
        {"params": list(network.encoder.parameters()), "lr": ENCODER_RATE},
        {"params": [p for p in network.parameters() if id(p) not in inner], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    checkpoint = plan.out / "checkpoint.pt"
    done, results = 0, {}
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["epoch"]
    per_epoch = len(batches(plan.train, random.Random(plan.seed)))
    for epoch in range(done, plan.epochs):
        rng = random.Random(f"{plan.seed}/{epoch}")
        progress = tqdm(batches(plan.train, rng), desc=f"epoch {epoch + 1}", mininterval=20)
        for k, examples in enumerate(progress):
            factor = rate(epoch * per_epoch + k + 1, plan.epochs * per_epoch)
            for group, base in zip(optimizer.param_groups, (ENCODER_RATE, HEAD_RATE), strict=True):
                group["lr"] = base * factor
            value = loss(network, Batch(examples, encode, names))
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            progress.set_postfix(loss=f"{value.item():.3f}", refresh=False)
        torch.save(
            {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1},
            checkpoint.with_suffix(".part"),
        )
        checkpoint.with_suffix(".part").replace(checkpoint)
        for name, examples in plan.dev.items():
            results[name] = figures(examples, parse_all(network, examples, encode, names))
            tqdm.write(f"epoch {epoch + 1} {name}: {results[name]}")
    return results
