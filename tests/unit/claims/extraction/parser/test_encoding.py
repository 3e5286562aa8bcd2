"""Words to pieces and shapes."""

from __future__ import annotations

import pytest

from claims.extraction.parser.encoding import LONGEST_WORD, Casing, WordEncoder, casing
from claims.extraction.parser.runtime import MODEL


@pytest.fixture(scope="module")
def encode() -> WordEncoder:
    return WordEncoder(MODEL / "tokenizer.json")


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("tariffs", Casing.LOWER),
        ("Rutte", Casing.TITLE),
        ("NATO", Casing.UPPER),
        ("A", Casing.TITLE),
        ("65-year-old", Casing.HAS_DIGIT),
        ("1951", Casing.DIGITS),
        ("“", Casing.OTHER),
    ],
)
def test_the_shape_of_a_word(word: str, shape: Casing) -> None:
    assert casing(word) is shape


def test_windows_of_unequal_length_are_padded_and_masked(encode: WordEncoder) -> None:
    batch = encode([["NATO", "acts", "."], ["Yes"]])
    assert batch["first"].shape == batch["last"].shape == batch["case"].shape == (2, 3)
    assert batch["mask"].sum(1).tolist() == [batch["ids"].shape[1], 3]
    assert (batch["ids"][batch["mask"] == 0] == 0).all()


def test_curly_and_straight_quotes_are_the_same_piece(encode: WordEncoder) -> None:
    assert encode.pieces("“") == encode.pieces('"')
    assert encode.pieces("don’t") == encode.pieces("don't")


def test_an_endless_word_is_cut(encode: WordEncoder) -> None:
    assert len(encode.pieces("https://example.org/" + "x1" * 500)) == LONGEST_WORD


def test_a_word_of_nothing_known_has_a_piece_still(encode: WordEncoder) -> None:
    assert encode.pieces("\u200b")
