"""A trained network to the files that the parser reads: int8 ONNX, the relation tensor, labels, the tokenizer."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ..parser.encoding import WordEncoder
from .network import ENCODER, OUTPUTS, Network
from .vocabulary import kept, trimmed

INPUTS = ("ids", "mask", "first", "last", "case")
OPSET = 17
SAMPLE = [["Mr", "Rutte", "said", "that", "NATO", "will", "act", "."], ["He", "left", "early", "today", "."]]


def export(run: Path, model: Path) -> None:
    """Write model.int8.onnx, relations.npz, labels.json and tokenizer.json into the folder `model`.

    run holds labels.json and best.pt of fit(). Pieces that English doesn't need are left out. Weights are quantised to
    8 bits, activations as they come (dynamic quantisation); the relation tensor stays apart, as only chosen arcs are
    labelled.
    """
    names = json.loads((run / "labels.json").read_text(encoding="utf8"))
    network = Network({column: len(tags) for column, tags in names.items()})
    network.load_state_dict(torch.load(run / "best.pt", map_location="cpu")["network"])
    network.eval()
    model.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(network, model)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        write_float(network, model / "tokenizer.json", whole)
        quantise(whole, model / "model.int8.onnx")
    _write_relations(network.relation.weight.detach().numpy(), model / "relations.npz")
    (model / "labels.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf8")


def _write_tokenizer(network: Network, model: Path) -> None:
    """Keep the pieces that English needs, in the network and in the tokenizer that goes with it."""
    tokenizer = json.loads((ENCODER / "tokenizer.json").read_text(encoding="utf8"))
    ids = kept(tokenizer)
    embeddings = network.encoder.get_input_embeddings()
    network.encoder.set_input_embeddings(torch.nn.Embedding.from_pretrained(embeddings.weight[ids].detach()))
    text = json.dumps(trimmed(tokenizer, ids), ensure_ascii=False, separators=(",", ":"))
    (model / "tokenizer.json").write_text(text, encoding="utf8")


def write_float(network: Network, tokenizer: Path, path: Path) -> None:
    """The network as ONNX in 32 bits."""
    sample = WordEncoder(tokenizer)(SAMPLE)
    torch.onnx.export(
        network,
        tuple(torch.from_numpy(sample[name]) for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=_axes(),
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(whole: Path, path: Path) -> None:
    """The 32-bit network in 8 bits.

    One scale for each output of a layer: with one scale for the whole layer LAS is 0.8 lower. All 8 bits are used,
    though processors without VNNI add products in pairs of 16 bits: 1 pair in 75,000 overflows there, and with 7 bits
    (reduce_range) LAS is 0.1 lower everywhere.
    """
    quantize_dynamic(
        whole,
        path,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
    )


def _write_relations(weight: np.ndarray, path: Path) -> None:
    """8-bit weights, symmetric, with one scale for each label."""
    scale = (np.abs(weight).max((1, 2)) / 127).astype(np.float32)
    np.savez(path, weight=np.round(weight / scale[:, None, None]).astype(np.int8), scale=scale)


def _axes() -> dict[str, dict[int, str]]:
    """The axes that vary: batch, pieces, words."""
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes = {name: dict(pieces if name in ("ids", "mask") else words) for name in (*INPUTS, *OUTPUTS)}
    axes["arc"][2] = "words"
    return axes
