"""Content codings: the one that was asked for, the same bytes each time, and streams that can be read as they come."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.common.http.coding import chosen, compress, compress_stream


@pytest.mark.parametrize(
    ("asked", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;Q=1.0", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.4, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0.000", None),
        ("*", "br"),
        ("*;q=0", None),
        ("*, br;q=0", "gzip"),
        ("gzip;q=0.5, *;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.3, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("deflate, zstd", None),
        ("gzip ; q = 0.5", "gzip"),
        ("gzip;q=much", None),
        ("gzip;q=2", None),
        ("gzip;q=nan", None),
        ("gzip;q=-1, br;q=1", "br"),
        (",;,=;q,", None),
    ],
)
def test_the_coding_is_the_one_that_the_client_likes_best(asked: str, coding: str | None) -> None:
    assert chosen(asked) == coding


@given(st.text(max_size=200))
def test_no_header_is_too_strange(asked: str) -> None:
    assert chosen(asked) in {"br", "gzip", None}


READ = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("coding", READ)
@given(body=st.binary(max_size=5000))
def test_what_is_compressed_comes_back_and_is_the_same_each_time(coding: str, body: bytes) -> None:
    compressed = compress(body, coding)
    assert READ[coding](compressed) == body
    assert compress(body, coding) == compressed


@pytest.mark.parametrize("coding", READ)
@given(chunks=st.lists(st.binary(max_size=500), max_size=20))
def test_a_stream_comes_back(coding: str, chunks: list[bytes]) -> None:
    assert READ[coding](b"".join(compress_stream(chunks, coding))) == b"".join(chunks)


@pytest.mark.parametrize("coding", READ)
def test_each_chunk_of_a_stream_can_be_read_when_it_comes(coding: str) -> None:
    asked = []

    def rows() -> Iterator[bytes]:
        for number in range(5):
            asked.append(number)
            yield b'{"row": %d}\n' % number

    decoder = brotli.Decompressor() if coding == "br" else zlib.decompressobj(31)
    decode = decoder.process if coding == "br" else decoder.decompress
    for number, chunk in zip(range(5), compress_stream(rows(), coding), strict=False):
        assert decode(chunk) == b'{"row": %d}\n' % number
        assert asked == list(range(number + 1))  # no row is made before it is wanted
