"""What a batch hides and disguises, and what it leaves alone. Needs the train extra."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch", reason="training needs the train extra (see claims/extraction/model/README.md)")

import torch

from claims.extraction.parser.encoding import WordEncoder
from claims.extraction.parser.runtime import MODEL
from claims.extraction.train.batches import COLUMNS, Batch, batches, recased
from claims.extraction.train.treebank import Example

LONG = Example(document="made", words=("Rutte", "spoke", "in", "Davos", "."), name=("B-PER", "O", "O", "B-LOC", "O"))
SHORT = Example(document="made", words=("Yes",), name=("O",))
NAMES = {column: ["O", "B-PER", "B-LOC"] for column in COLUMNS}


def test_masking_hides_every_word_and_neither_frame_nor_padding() -> None:
    encode = WordEncoder(MODEL / "tokenizer.json")
    batch = Batch([LONG, SHORT], encode, NAMES)
    before = batch.inputs["ids"].clone()
    batch.mask_some(1.0, encode.mask)
    after, lengths = batch.inputs["ids"], batch.inputs["mask"].sum(1).tolist()
    for row, length in enumerate(lengths):
        assert (after[row, 1 : length - 1] == encode.mask).all()
        assert after[row, 0] == before[row, 0]
        assert torch.equal(after[row, length - 1 :], before[row, length - 1 :])


def test_a_share_of_nothing_hides_nothing() -> None:
    encode = WordEncoder(MODEL / "tokenizer.json")
    batch = Batch([LONG], encode, NAMES)
    before = batch.inputs["ids"].clone()
    batch.mask_some(0.0, encode.mask)
    assert torch.equal(batch.inputs["ids"], before)


def test_few_examples_are_shouted_or_whispered_and_none_changes_its_labels() -> None:
    rng = random.Random(1)
    seen = [recased(LONG, rng) for _ in range(2000)]
    loud = sum(example.words == ("RUTTE", "SPOKE", "IN", "DAVOS", ".") for example in seen)
    quiet = sum(example.words == ("rutte", "spoke", "in", "davos", ".") for example in seen)
    assert 30 < loud < 90
    assert 30 < quiet < 90
    assert sum(example == LONG for example in seen) == 2000 - loud - quiet
    assert {example.name for example in seen} == {LONG.name}


def test_batches_hold_every_example_once_and_stay_under_their_size() -> None:
    examples = [LONG, SHORT] * 20
    made = batches(examples, random.Random(1), size=20)
    assert sorted(e.words for batch in made for e in batch) == sorted(e.words for e in examples)
    assert all(len(batch) * max(len(e.words) for e in batch) <= 20 for batch in made)
