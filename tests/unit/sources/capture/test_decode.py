from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.capture.decode import decode
from sources.capture.types import CaptureError, UnknownEncoding, UnsupportedFormat

SENTENCE = "“We’re not for sale,” the minister said on Friday of the £5bn deal."


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
        SENTENCE.encode("cp1252"),
        SENTENCE.encode("mac_roman"),
    ],
)
def test_english_is_read_in_the_encodings_it_comes_in(data: bytes):
    assert decode(data, target="a.txt") == SENTENCE


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf8_is_always_read_as_utf8(text: str):
    try:
        assert decode(text.encode(), target="a.txt") == text
    except UnsupportedFormat:  # the text happens to begin with the signature of a binary format
        assert text[:1] in "%P{I7R\x7fM\x1f" or text[4:8] == "ftyp"


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_decoded_or_refused_by_name(data: bytes):
    try:
        told = decode(data, target="a.txt") and "a.txt: read"
    except CaptureError as error:
        told = str(error)
    assert not told or told.startswith("a.txt: ")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\x00", "an office document"),
        (b"GIF89a\x01\x00", "a GIF image"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "a WAV recording"),
        (b"some words\x00and more", "NUL byte at 10"),
    ],
)
def test_a_binary_file_is_refused_and_named(data: bytes, name: str):
    with pytest.raises(UnsupportedFormat, match=name):
        decode(data, target="a.txt")


@pytest.mark.parametrize("text", ["BMW said on Friday", "MZ is an abbreviation", "OggS", "ID3 tags"])
def test_words_that_look_like_a_signature_are_words(text: str):
    assert decode(text.encode(), target="a.txt") == text


def test_the_declared_charset_is_believed_where_it_fits():
    russian = "Президент подписал договор"
    assert decode(russian.encode("koi8-r"), target="a.html", declared=("koi8-r",)) == russian


def test_a_wrong_or_unknown_declaration_is_passed_over():
    assert decode(SENTENCE.encode("cp1252"), target="a", declared=("utf-8", "x-nonsense", "unicode_escape")) == SENTENCE


def test_one_broken_byte_of_a_declared_charset_is_shown_and_not_fatal():
    assert decode(b"The deal \xff stands. " + SENTENCE.encode(), target="a", declared=("utf-8",)).startswith(
        "The deal \ufffd stands."
    )


@pytest.mark.parametrize(
    "data", ["Президент подписал договор в этом году".encode("cp1251"), bytes(range(1, 256)) * 20, b"\xff\xfeab\x00"]
)
def test_an_encoding_that_cannot_be_told_is_refused_with_the_remedy(data: bytes):
    with pytest.raises(UnknownEncoding, match="Save it as UTF-8"):
        decode(data, target="a.txt")
