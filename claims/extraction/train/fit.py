"""Train the network: examples to weights, a checkpoint after every epoch, continued where it was interrupted."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel
from tqdm import tqdm

from ..parser.decode import Parse, decode
from ..parser.encoding import WordEncoder
from .batches import COLUMNS, Batch, Labels, batches, loss, recased
from .evaluate import Figures, figures
from .network import ENCODER, OUTPUTS, Network
from .start import labels_of, start_from
from .treebank import Example

ENCODER_RATE, HEAD_RATE, WARM_UP, FLOOR = 1e-4, 1e-3, 0.06, 0.02
WARM_HEAD_RATE = 5e-4  # of heads that have learnt before
DEPTH_DECAY = 0.9  # an encoder layer learns at this fraction of the rate of the layer above it (Howard and Ruder 2018)
AVERAGE = 0.995  # of the running average of the weights, which is what is kept (Polyak and Juditsky 1992)
MASKED = 0.05  # of the pieces, so that no single word is relied on (Kondratyuk and Straka 2019)
PARSED_AT_ONCE = 16


@dataclass(frozen=True)
class Plan:
    """What a training run needs.

    start: the folder of an exported model to go on from, None to begin with the bare encoder. bfloat16: multiply in 16
    bits, several times faster where the processor can. seed decides order and dropout; the same plan gives the same
    weights on one machine.
    """

    train: list[Example]
    dev: dict[str, list[Example]]
    out: Path
    epochs: int
    threads: int = 2
    seed: int = 1
    start: Path | None = None
    bfloat16: bool = False


def labels(examples: Sequence[Example]) -> Labels:
    """Each column's labels, the most frequent first."""
    counts = {column: Counter(tag for e in examples for tag in getattr(e, column) or ()) for column in COLUMNS}
    return {column: [tag for tag, _ in count.most_common()] for column, count in counts.items()}


@torch.no_grad()
def parse_all(network: torch.nn.Module, examples: Sequence[Example], encode: WordEncoder, names: Labels) -> list[Parse]:
    """Parse examples with the float network, decoded exactly as at run time."""
    network.eval()
    relations = network.get_parameter("relation.weight").numpy()
    out = []
    for k in range(0, len(examples), PARSED_AT_ONCE):
        words = [e.words for e in examples[k : k + PARSED_AT_ONCE]]
        scores = network(**{name: torch.from_numpy(array) for name, array in encode(words).items()})
        for row, example in enumerate(words):
            n = len(example)
            own = {name: array[row, :n].numpy() for name, array in zip(OUTPUTS, scores, strict=True)}
            own["arc"] = own["arc"][:, :n]
            out.append(decode(own, relations, names))
    network.train()
    return out


def rate(step: int, steps: int) -> float:
    """The learning rate's factor: a linear warm-up, then linear down to a floor."""
    warm = max(1, int(steps * WARM_UP))
    return step / warm if step <= warm else max(FLOOR, (steps - step) / (steps - warm))


def averaged(average: Tensor, current: Tensor, steps: Tensor) -> Tensor:
    """The running average after one more step. While steps are few it forgets faster, or the start would stay in it."""
    return torch.lerp(current, average, min(AVERAGE, (1 + int(steps)) / (10 + int(steps))))


def groups(network: Network, head_rate: float) -> list[dict[str, Any]]:
    """The optimizer's groups: the heads, and the encoder's layers, the deeper the slower."""
    layers = list(network.encoder.encoder.layer)
    stacked = [network.encoder.embeddings, *layers]
    inner = {id(p) for p in network.encoder.parameters()}
    out = [{"params": [p for p in network.parameters() if id(p) not in inner], "base": head_rate}]
    for below_top, layer in enumerate(reversed(stacked)):
        out.append({"params": list(layer.parameters()), "base": ENCODER_RATE * DEPTH_DECAY**below_top})
    return out


def fit(plan: Plan) -> dict[str, Figures]:
    """Train for plan.epochs; returns the last epoch's dev figures, nothing where no epoch was left to do.

    Writes plan.out/labels.json, after every epoch checkpoint.pt, from which the same plan continues, and whenever the
    mean LAS of the dev sets has not been higher, best.pt, which export() reads.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    plan.out.mkdir(parents=True, exist_ok=True)
    run = Run(plan)
    results: dict[str, Figures] = {}
    for epoch in range(run.done, plan.epochs):
        run.learn(epoch)
        results = run.judge(epoch)
        run.save(epoch, results)
    return results


class Run:
    """A training run under way: the network, the running average of its weights, the optimizer, the best so far."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = labels_of(plan.start) if plan.start else labels(plan.train)
        (plan.out / "labels.json").write_text(json.dumps(self.names, ensure_ascii=False), encoding="utf8")
        self.encode = WordEncoder(ENCODER / "tokenizer.json")
        self.network = Network({column: len(tags) for column, tags in self.names.items()})
        if plan.start:
            start_from(self.network, plan.start)
        self.average = AveragedModel(self.network, avg_fn=averaged)
        grouped = groups(self.network, WARM_HEAD_RATE if plan.start else HEAD_RATE)
        self.optimizer = torch.optim.AdamW(grouped, lr=HEAD_RATE, weight_decay=0.01, fused=True)
        self.done, self.best = 0, 0.0
        self.checkpoint = plan.out / "checkpoint.pt"
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint)
            self.network.load_state_dict(saved["network"])
            self.average.load_state_dict(saved["average"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.done, self.best = saved["epoch"], saved["best"]

    def learn(self, epoch: int) -> None:
        """One pass over the examples."""
        plan = self.plan
        per_epoch = len(batches(plan.train, random.Random(plan.seed)))
        rng = random.Random(f"{plan.seed}/{epoch}")
        progress = tqdm(
            batches(plan.train, rng),
            desc=f"epoch {epoch + 1} of {plan.epochs}",
            unit="step",
            mininterval=20,
        )
        self.network.train()
        for k, examples in enumerate(progress):
            factor = rate(epoch * per_epoch + k + 1, plan.epochs * per_epoch)
            for group in self.optimizer.param_groups:
                group["lr"] = group["base"] * factor
            batch = Batch([recased(example, rng) for example in examples], self.encode, self.names)
            batch.mask_some(MASKED, self.encode.mask)
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.bfloat16):
                value = loss(self.network, batch)
            self.optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.average.update_parameters(self.network)
            progress.set_postfix(loss=f"{value.item():.3f}", refresh=False)

    def judge(self, epoch: int) -> dict[str, Figures]:
        """The averaged network's figures on the dev sets."""
        results = {}
        for name, examples in self.plan.dev.items():
            parses = parse_all(self.average.module, examples, self.encode, self.names)
            results[name] = figures(examples, parses)
            tqdm.write(f"epoch {epoch + 1} {name}: {results[name]}")
        return results

    def save(self, epoch: int, results: dict[str, Figures]) -> None:
        """Write the best first: a run that is cut off between the two repeats an epoch and loses nothing."""
        mean = fmean(result.las for result in results.values() if result.las is not None)
        if mean >= self.best:
            self.best = mean
            _write({"network": self.average.module.state_dict(), "epoch": epoch + 1}, self.plan.out / "best.pt")
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "epoch": epoch + 1,
            "best": self.best,
        }
        _write(state, self.checkpoint)


def _write(state: dict[str, Any], path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
