"""Which word pieces stay, and the tokenizer that is left."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tokenizers import Tokenizer

from claims.extraction.train.vocabulary import is_english, kept, trimmed

PIECES = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "д", "tariff", "##s", "##д", "€"]


@pytest.fixture
def tokenizer() -> dict[str, Any]:
    special = {"special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return {
        "version": "1.0",
        "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": None,
        "added_tokens": [{"id": 2, "content": "[UNK]", **special}],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {piece: number for number, piece in enumerate(PIECES)},
        },
    }


@pytest.mark.parametrize("piece", ["tariff", "##s", "[CLS]", "€", "ø", "µ", "α", "1951", "##—"])
def test_what_english_is_written_with_stays(piece: str) -> None:
    assert is_english(piece)


@pytest.mark.parametrize("piece", ["[unused17]", "д", "##д", "中", "ا", "한"])
def test_other_scripts_and_unused_places_go(piece: str) -> None:
    assert not is_english(piece)


def test_the_trimmed_tokenizer_numbers_the_rest_in_order(tokenizer: dict[str, Any]) -> None:
    assert kept(tokenizer) == [0, 2, 3, 5, 6, 8]
    result = Tokenizer.from_str(json.dumps(trimmed(tokenizer, kept(tokenizer))))
    assert result.get_vocab() == {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "tariff": 3, "##s": 4, "€": 5}


def test_a_word_is_cut_as_before_and_a_foreign_one_is_unknown(tokenizer: dict[str, Any]) -> None:
    result = Tokenizer.from_str(json.dumps(trimmed(tokenizer, kept(tokenizer))))
    assert result.encode("Tariffs tariffs €").tokens == ["tariff", "##s", "tariff", "##s", "€"]
    assert result.encode("д").tokens == ["[UNK]"]
