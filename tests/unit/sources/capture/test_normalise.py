from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.capture.normalise import normalise

# Everything that the rules speak about, thickly sown.
MIXED = st.text(
    st.one_of(
        st.sampled_from(" \t\n\r\v\f\x85\u2028\ufeff\xa0\u200b\u0301e\x00\x1c\u212b\u2126\ud800"), st.characters()
    )
)


@given(MIXED)
@example(" \ufeff \n\r\n x \u2028")
@example("e\u200b\u0301")
def test_normalising_twice_is_normalising_once(text: str):
    once = normalise(text)
    assert normalise(once) == once


@given(MIXED)
def test_normalised_text_is_nfc_with_line_feeds_and_can_be_stored(text: str):
    kept = normalise(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & set("\r\x00\ufeff\u2028")
    assert all(line == line.rstrip() for line in kept.split("\n"))
    kept.encode()


@given(MIXED)
def test_no_letter_and_no_digit_is_lost(text: str):
    def words(value: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFC", value) if c.isalnum())

    visible = text.replace("\u200b", "").replace("\x00", "").replace("\ud800", "")
    assert words(normalise(text)) == words(normalise(visible))
    assert len(words(normalise(text))) >= len([c for c in text if c.isascii() and c.isalnum()])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\ufeffA deal", "A deal"),
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("cafe\u0301", "café"),
        ("tar\xadiffs", "tariffs"),
        ("one  \t\ntwo\xa0\n", "one\ntwo"),
        ("one\n\n\ntwo", "one\n\n\ntwo"),
        ("\n\n  indented", "  indented"),
        ("\u202etxet\u202c", "txet"),
        ("25\xa0%", "25\xa0%"),
        ("a\x07b\x1bc", "abc"),
    ],
)
def test_text_is_kept_as(text: str, kept: str):
    assert normalise(text) == kept
