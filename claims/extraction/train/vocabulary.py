"""The word pieces that the parser keeps: those that English can be written with.

The encoder's vocabulary also holds a thousand places that were never used and the letters of twenty other scripts: most
of a megabyte of weights. A word in such a script becomes the unknown piece.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

NEVER_USED = re.compile(r"\[unused\d+\]")


def is_english(piece: str) -> bool:
    """Whether a piece can stand in an English text: its letters are Latin or Greek; digits and signs are anybody's."""
    if NEVER_USED.fullmatch(piece):
        return False
    return all(
        unicodedata.name(character, "").startswith(("LATIN", "GREEK", "MICRO", "SUPERSCRIPT", "MODIFIER"))
        for character in piece.removeprefix("##")
        if character.isalpha()
    )


def kept(tokenizer: dict[str, Any]) -> list[int]:
    """The ids of the pieces to keep, in their order. tokenizer: a tokenizer.json with a WordPiece model, as read."""
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    return sorted(number for piece, number in vocabulary.items() if is_english(piece))


def trimmed(tokenizer: dict[str, Any], ids: list[int]) -> dict[str, Any]:
    """The tokenizer with these pieces only, numbered in this order. Padding, truncation and framing are left out: the
    parser does them itself.
    """
    new = {old: number for number, old in enumerate(ids)}
    vocabulary = {piece: new[old] for piece, old in tokenizer["model"]["vocab"].items() if old in new}
    return {
        **tokenizer,
        "truncation": None,
        "padding": None,
        "post_processor": None,
        "added_tokens": [{**token, "id": new[token["id"]]} for token in tokenizer["added_tokens"]],
        "model": {**tokenizer["model"], "vocab": dict(sorted(vocabulary.items(), key=lambda item: item[1]))},
    }
