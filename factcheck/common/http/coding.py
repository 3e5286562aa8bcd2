"""Content codings, brotli and gzip: which one an Accept-Encoding header asks for (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import brotli

BR, GZIP = "br", "gzip"
# Fast rather than small: at the next levels compression costs more than most answers.
BR_QUALITY, GZIP_LEVEL = 4, 5
WITH_HEADER = 16 + zlib.MAX_WBITS  # zlib's way to say gzip


@lru_cache(maxsize=512)
def chosen(accept_encoding: str) -> str | None:
    """br or gzip, whichever the client likes better, br where it likes both alike; None for neither.

    Without a header, which would allow any, none: who doesn't ask mostly can't read it. What can't be parsed counts for
    nothing.
    """
    weights = dict(filter(None, map(_weight, accept_encoding.lower().split(","))))
    other = weights.get("*", 0.0)
    best = max((BR, GZIP), key=lambda coding: weights.get(coding, other))
    weight = weights.get(best, other)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weight(part: str) -> tuple[str, float] | None:
    coding, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
    return (coding, quality) if coding and 0 <= quality <= 1 else None


def compress(body: bytes, coding: str) -> bytes:
    """The whole body, the same bytes each time: a strong ETag names them."""
    if coding == BR:
        return brotli.compress(body, quality=BR_QUALITY)
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def compress_stream(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Chunk by chunk, each readable as soon as it is sent; no more than one of them is held."""
    flush: Any
    if coding == BR:
        compressor = brotli.Compressor(quality=BR_QUALITY)
        process, flush, finish = compressor.process, compressor.flush, compressor.finish
    else:
        deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, WITH_HEADER)
        process, finish = deflate.compress, deflate.flush
        flush = lambda: deflate.flush(zlib.Z_SYNC_FLUSH)  # noqa: E731
    for chunk in chunks:
        if chunk:
            yield process(chunk) + flush()
    yield finish()
