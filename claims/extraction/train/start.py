"""An exported model back to the weights it was made from: a warm start for training that goes on from a model.

8-bit weights come back as what they stand for, within half a step of the weight that was trained.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from ..parser.runtime import load_relations
from .network import ENCODER, Network

# A weight without a name of its own is multiplied in by a node that is named for its module:
# "/encoder/encoder/layer.0/attention/self/query/MatMul_quant", "/project/project.0/MatMul".
NODE = re.compile(r"^/(?P<path>.+)/MatMul(_quant)?$")
INPUT_SUFFIX = "_quantized"
EMBEDDING = "encoder.embeddings.word_embeddings.weight"
UNUSED = re.compile(r"^encoder\.pooler\.")  # the encoder's own, which no output of ours reads


def start_from(network: Network, model: Path) -> None:
    """Set the network's weights to those of an exported model.

    model is a folder that export() wrote; its labels must be the network's. Raises ValueError where a weight is missing
    or of another shape.
    """
    graph = onnx.load(model / "model.int8.onnx").graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {name: array for name, array in stored.items() if "::" not in name and not _is_part(name)}
    for name in stored:
        if name.endswith(INPUT_SUFFIX) and "::" not in name:
            weights[name.removesuffix(INPUT_SUFFIX)] = _whole(stored, name)
    for node in graph.node:
        module = NODE.match(node.name)
        if module and node.input[1] in stored and "::" in node.input[1]:
            path = _module(module["path"], network)
            weights[f"{path}.weight"] = _whole(stored, node.input[1]).T
        if node.op_type == "Split" and node.input[0] in stored:
            weights["mix"] = np.log(stored[node.input[0]])  # the softmax of the mix was folded into a constant
    weights["relation.weight"] = load_relations(model)
    weights[EMBEDDING] = _every_piece(weights[EMBEDDING], network.state_dict()[EMBEDDING].numpy(), model)
    _set(network, weights, model)


def labels_of(model: Path) -> dict[str, list[str]]:
    """The labels of an exported model's heads, in the order of their outputs."""
    return json.loads((model / "labels.json").read_text(encoding="utf8"))


def _every_piece(trained: np.ndarray, bare: np.ndarray, model: Path) -> np.ndarray:
    """The rows of the pieces that the model kept among the bare encoder's rows of those that it left out."""
    own, whole = (
        json.loads((folder / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"]
        for folder in (model, ENCODER)
    )
    out = bare.copy()
    for piece, number in own.items():
        out[whole[piece]] = trained[number]
    return out


def _is_part(name: str) -> bool:
    return name.endswith((INPUT_SUFFIX, "_scale", "_zero_point"))


def _whole(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A weight as numbers: (q - zero point) * scale, with one scale for all or one for each column."""
    if not name.endswith(INPUT_SUFFIX):
        return stored[name]
    base = name.removesuffix(INPUT_SUFFIX)
    scale, zero = stored[base + "_scale"], stored[base + "_zero_point"]
    return (stored[name].astype(np.float32) - zero.astype(np.float32)) * scale


def _module(path: str, network: Network) -> str:
    """A node's path to the module it stands for; a sequence's member repeats the sequence's name, a column has none."""
    steps: list[str] = []
    for step in path.split("/"):
        if steps and step.startswith(steps[-1] + "."):
            steps.pop()
        steps.append(step)
    joined = ".".join(steps)
    return f"columns.{joined}" if joined in network.columns else joined


def _set(network: Network, weights: dict[str, np.ndarray], model: Path) -> None:
    own = network.state_dict()
    for name, tensor in own.items():
        if UNUSED.match(name):
            continue
        if name not in weights:
            raise ValueError(f"{model} holds no weight {name}. Start from a folder that this version's export wrote.")
        if weights[name].shape != tuple(tensor.shape):
            raise ValueError(
                f"{model}: {name} has the shape {weights[name].shape}, and the network wants {tuple(tensor.shape)}. "
                "Start from a folder that this version's export wrote."
            )
        own[name] = torch.from_numpy(weights[name].astype(np.float32))
    network.load_state_dict(own)
