"""The trained parser as a spaCy component: text to a Doc with sentences, tags, features, trees and names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex

from .decode import Parse, decode
from .encoding import WordEncoder

MODEL = Path(__file__).resolve().parent.parent / "model"
WINDOW = 160  # words read at once: as in training
PIECES = 510  # the encoder has 512 positions, and two are taken
CLOSING = frozenset('.!?"”’)')
# In "10–20%", "2009–2014" and "£2bn-£3bn" the dash is a word, and so is the sign after it: as spaCy cuts "10-20%".
RANGES = (
    r"(?<=[0-9])–(?=[0-9])",
    r"(?<=[0-9])[-–](?=[$£€][0-9])",
    r"(?<=[0-9][mk])[-–](?=[$£€]?[0-9])",
    r"(?<=[0-9][bmt]n)[-–](?=[$£€]?[0-9])",
    r"(?<=[0-9mkn][-–])[$£€](?=[0-9])",
)


class Parser:
    """The network in onnxruntime. model: a folder with model.int8.onnx, relations.npz, labels.json, tokenizer.json."""

    def __init__(self, model: Path = MODEL, threads: int = 1) -> None:
        self.labels: dict[str, list[str]] = json.loads((model / "labels.json").read_text(encoding="utf8"))
        self.relations = load_relations(model)
        self.encode = WordEncoder(model / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        # Without it, a processor that has no VNNI adds products up in 16 bits, which overflow, and finds other claims.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self.session = onnxruntime.InferenceSession(
            model / "model.int8.onnx", options, providers=["CPUExecutionProvider"]
        )
        self.outputs = [output.name for output in self.session.get_outputs()]

    def parse(self, words: Sequence[str]) -> Parse:
        """Parse one window of words, which may hold several sentences."""
        scores = self.session.run(None, self.encode([words]))
        return decode(
            {name: array[0] for name, array in zip(self.outputs, scores, strict=True)}, self.relations, self.labels
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a tokenized Doc in place. White space hangs on the word before it."""
        words = [token.i for token in doc if not token.is_space]
        if not words:
            return doc
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        rows = np.zeros((len(doc), 5), dtype=np.uint64)
        heads = np.zeros(len(doc), np.int64)
        names = ["O"] * len(doc)
        for window in self._windows(doc, words):
            parse = self.parse([doc[i].text for i in window])
            for k, i in enumerate(window):
                heads[i] = window[parse.heads[k]] - i
                names[i] = parse.names[k]
                dep = "ROOT" if parse.heads[k] == k else parse.deprels[k]
                rows[i, 1:] = (
                    strings.add(dep),
                    strings.add(parse.upos[k]),
                    strings.add(parse.xpos[k]),
                    morphology.add(parse.feats[k]),
                )
        before = words[0]
        for token in doc:
            if token.is_space:
                heads[token.i] = before - token.i
                rows[token.i, 1:] = strings.add("dep"), strings.add("SPACE"), strings.add("_SP"), morphology.add("_")
            else:
                before = token.i
        rows[:, 0] = heads.astype(np.uint64)
        doc.from_array(["HEAD", "DEP", "POS", "TAG", "MORPH"], rows)  # type: ignore[arg-type]  # its stub wants int32
        doc.set_ents(list(_names(doc, names)))
        return doc

    def _windows(self, doc: Doc, words: Sequence[int]) -> Iterator[list[int]]:
        """Cut the words at paragraph ends, a paragraph that is too long where a sentence seems to end."""
        paragraph: list[int] = []
        for i in words:
            if paragraph and any("\n" in doc[k].text for k in range(paragraph[-1] + 1, i)):
                yield from self._cut(doc, paragraph)
                paragraph = []
            paragraph.append(i)
        yield from self._cut(doc, paragraph)

    def _cut(self, doc: Doc, words: list[int]) -> Iterator[list[int]]:
        start = 0
        while start < len(words):
            end, room = start, PIECES
            for i in words[start : start + WINDOW]:
                room -= len(self.encode.pieces(doc[i].text))
                if room < 0:
                    break
                end += 1
            if end < len(words):
                half = start + (end - start) // 2
                end = next((k for k in range(end, half, -1) if doc[words[k - 1]].text in CLOSING), end)
            yield words[start:end]
            start = end


def _names(doc: Doc, tags: Sequence[str]) -> Iterator[Span]:
    """BIO tags to spans; an I- that continues nothing begins a name."""
    begin, label = None, ""
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and tag != "I-" + label:
            yield Span(doc, begin, i, label)
            begin = None
        if begin is None and tag != "O":
            begin, label = i, tag[2:]


def load_relations(model: Path) -> np.ndarray:
    """The biaffine relation tensor (labels, r + 1, r + 1) of a model: 8-bit weights times each label's scale."""
    with np.load(model / "relations.npz") as stored:
        relations = stored["weight"].astype(np.float32) * stored["scale"][:, None, None]
    # Laid out in the order in which decode() reads it: no copy for each window.
    return np.ascontiguousarray(relations.transpose(1, 0, 2)).transpose(1, 0, 2)


@Language.factory(
    "ud_parser", assigns=["token.dep", "token.head", "token.pos", "token.tag", "token.morph", "doc.ents", "doc.sents"]
)
def _component(nlp: Language, name: str, model: str = str(MODEL)) -> Parser:
    return Parser(Path(model))


def load(model: Path = MODEL) -> Language:
    """A spaCy pipeline of the English tokenizer and the parser."""
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer  # written in Cython, without types
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *RANGES]).finditer
    nlp.add_pipe("ud_parser", config={"model": str(model)})
    return nlp
