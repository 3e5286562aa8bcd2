"""Words to the arrays that the network reads: word pieces, casing, padding. Numpy only, for training and use."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

LONGEST_WORD = 8  # pieces; a longer word (a URL, a hash) is cut, its first pieces tell enough

# The encoder's vocabulary knows straight quotes and hyphens only.
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": ".", "\u00a0": " "})


class Casing(IntEnum):
    """The shape of a word: the encoder is uncased, this gives back what it doesn't see."""

    OTHER = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    HAS_DIGIT = 4
    DIGITS = 5


def casing(word: str) -> Casing:
    """The shape of one word."""
    if word.isdigit():
        return Casing.DIGITS
    if any(character.isdigit() for character in word):
        return Casing.HAS_DIGIT
    if word.islower():
        return Casing.LOWER
    if word.isupper() and len(word) > 1:
        return Casing.UPPER
    return Casing.TITLE if word[:1].isupper() else Casing.OTHER


class WordEncoder:
    """Encodes windows of words for the network.

    Each word is cut into pieces on its own, so that the tree's units are words whatever the vocabulary makes of them.
    """

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._opening, self._closing, self._unknown = (self._special(name) for name in ("[CLS]", "[SEP]", "[UNK]"))
        self.mask = self._special("[MASK]")  # stands for a piece that training hides
        self.pieces = lru_cache(maxsize=100_000)(self._pieces)

    def _special(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"The tokenizer has no {name}. Use the tokenizer.json that export wrote beside the model.")
        return number

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word.translate(PLAIN), add_special_tokens=False).ids
        return tuple(ids[:LONGEST_WORD]) or (self._unknown,)

    def __call__(self, windows: Sequence[Sequence[str]]) -> dict[str, np.ndarray]:
        """Arrays for a batch of B windows, padded to N pieces and W words, all int64.

        ids (B, N), mask (B, N), first (B, W) and last (B, W) piece of each word, case (B, W).
        """
        ids, first, last = [], [], []
        for words in windows:
            row, starts, ends = [self._opening], [], []
            for word in words:
                starts.append(len(row))
                row.extend(self.pieces(word))
                ends.append(len(row) - 1)
            row.append(self._closing)
            ids.append(row)
            first.append(starts)
            last.append(ends)
        return {
            "ids": pad(ids),
            "mask": pad([[1] * len(row) for row in ids]),
            "first": pad(first),
            "last": pad(last),
            "case": pad([[int(casing(word)) for word in words] for words in windows]),
        }


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> np.ndarray:
    """Rows of unequal length as one int64 array (len(rows), longest)."""
    out = np.full((len(rows), max(map(len, rows))), value, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
