"""A trained network to the files that the parser reads: int8 ONNX, the relation tensor, labels, the tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ..parser.encoding import WordEncoder
from .network import ENCODER, OUTPUTS, Network

INPUTS = ("ids", "mask", "first", "last", "case")
OPSET = 17
SAMPLE = [["Mr", "Rutte", "said", "that", "NATO", "will", "act", "."], ["He", "left", "early", "today", "."]]


def export(run: Path, model: Path) -> None:
    """Write model.int8.onnx, relations.npy, labels.json and tokenizer.json into the folder `model`.

    run holds labels.json and best.pt of fit(). Weights are quantised to 8 bits, activations as they come
    (dynamic quantisation); the relation tensor stays apart, as only chosen arcs are labelled, in 16 bits.
    """
    names = json.loads((run / "labels.json").read_text(encoding="utf8"))
    network = Network({column: len(tags) for column, tags in names.items()})
    network.load_state_dict(torch.load(run / "best.pt", map_location="cpu")["network"])
    network.eval()
    model.mkdir(parents=True, exist_ok=True)
    sample = WordEncoder(ENCODER / "tokenizer.json")(SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        torch.onnx.export(
            network,
            tuple(torch.from_numpy(sample[name]) for name in INPUTS),
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=_axes(),
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole, model / "model.int8.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"]
        )
    np.save(model / "relations.npy", network.relation.weight.detach().numpy().astype(np.float16))
    (model / "labels.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf8")
    shutil.copyfile(ENCODER / "tokenizer.json", model / "tokenizer.json")


def _axes() -> dict[str, dict[int, str]]:
    """The axes that vary: batch, pieces, words."""
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes = {name: dict(pieces if name in ("ids", "mask") else words) for name in (*INPUTS, *OUTPUTS)}
    axes["arc"][2] = "words"
    return axes
