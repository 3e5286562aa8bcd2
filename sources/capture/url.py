"""A page on the public internet, fetched once at a person's request: no cookies, no proxy, no private address."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import NamedTuple

import httpcore
import httpx

from sources.capture.addresses import Resolver, system_resolver
from sources.capture.build import build
from sources.capture.decode import decode
from sources.capture.html import read_html
from sources.capture.metadata import MAX_URL, clean_url
from sources.capture.transport import Deadline, GuardedBackend, GuardedTransport
from sources.capture.types import (
    AddressRefused,
    Captured,
    CaptureTooLarge,
    EmptyCapture,
    FetchFailed,
    FetchTooSlow,
    Limits,
    Metadata,
    UnsupportedFormat,
)

MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
HEADERS = {
    "User-Agent": "factcheck/0.1 (claim fact-checking; fetches single pages at a person's request)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
}
_SAVE = "Save the page as an .html file in your browser and capture that"
_REMEDIES = {
    **dict.fromkeys((401, 402, 403, 451), f"The page is not open to everybody. {_SAVE}"),
    **dict.fromkeys((404, 410), "Check the address"),
    429: "The server asks for patience: try again later",
}


def capture_url(url: str, *, limits: Limits | None = None, resolve: Resolver = system_resolver) -> Captured:
    """The text of a web page or of a plain text on the web. `url` of the result is where it was found in the end, or
    the page's own canonical address on the same host.

    Any port may be asked: it is the address that makes a server private, not the port. Redirects are followed one by
    one and each is checked as if it had been asked for. Raises a CaptureError that names URL, reason and remedy.
    """
    limits, started_at = limits or Limits(), datetime.now(UTC)
    target = _shown(url)
    deadline = Deadline(target, limits.total_seconds)
    current, seen = _checked(url, target), set[str]()
    for _ in range(limits.max_redirects + 1):
        seen.add(str(current))
        found = _fetch(current, target, limits, resolve, deadline)
        if isinstance(found, _Page):
            return replace(_read(found, current, target, url.strip(), limits), started_at=started_at)
        current = _checked(str(found), target, via="it redirects to ")
        if str(current) in seen:
            raise FetchFailed(target, f"it redirects in a circle, back to {_shown(str(current))}", _SAVE)
    raise FetchFailed(target, f"it redirects more than {limits.max_redirects} times", _SAVE)


class _Page(NamedTuple):
    """A body with what the server said about it."""

    data: bytes
    media_type: str
    charset: str


def _read(page: _Page, url: httpx.URL, target: str, origin: str, limits: Limits) -> Captured:
    """What the bytes say. Front matter is a habit of files: a plain text from the web is kept as it is."""
    if not page.data:
        raise EmptyCapture(target, "the answer is empty", "Check the address")
    if page.media_type == "text/plain":
        declared = (page.charset,) if page.charset else ()
        text, metadata = decode(page.data, target=target, declared=declared), Metadata(url=clean_url(str(url)))
        kept = "text/plain"
    else:
        text, metadata = read_html(page.data, target=target, url=str(url), charset=page.charset)
        kept = "text/html"
    return build(text, page.data, metadata=metadata, media_type=kept, origin=origin, target=target, limits=limits)


def _checked(url: str, target: str, via: str = "") -> httpx.URL:
    """A URL that may be asked. Raises AddressRefused."""
    remedy = "Write a full address such as https://www.rte.ie/news/"
    what = f"{via}{_shown(url)}, which is" if via else "this is"
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise AddressRefused(target, f"{what} no web address ({error})", remedy) from None
    if parsed.scheme not in ("http", "https"):
        what = f"{via}a '{parsed.scheme}:' address" if via else f"'{parsed.scheme}:' addresses are not fetched"
        raise AddressRefused(target, what, "Only http:// and https:// are; a file is captured by its path")
    if not parsed.host or (parsed.port is not None and not 1 <= parsed.port <= 65535):
        raise AddressRefused(target, f"{what} no web address (host or port)", remedy)
    if len(url) > MAX_URL:
        raise AddressRefused(target, f"{what} longer than {MAX_URL:,} characters", "Use the page's short address")
    if parsed.userinfo:
        raise AddressRefused(
            target, f"{what} an address with a user name or password", "Leave them out; only open pages are fetched"
        )
    return parsed.copy_with(fragment=None)


def _fetch(url: httpx.URL, target: str, limits: Limits, resolve: Resolver, deadline: Deadline) -> _Page | httpx.URL:
    """One question to one server, over its own connection: the page, or where it redirects to."""
    backend = GuardedBackend(target, limits, resolve, deadline)
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    try:
        with (
            httpx.Client(
                transport=GuardedTransport(backend), headers=HEADERS, timeout=timeout, trust_env=False
            ) as client,
            client.stream("GET", url) as response,
        ):
            if response.next_request is not None:
                return response.next_request.url
            return _accept(response, target, limits)
    except (httpcore.TimeoutException, httpx.TimeoutException):
        deadline.cap(None)
        reason = f"{url.host} did not answer within {limits.connect_seconds:g} seconds to connect"
        reason += f" and {limits.read_seconds:g} seconds of silence"
        raise FetchTooSlow(target, reason, "Try again later") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchFailed(
            target, f"{url.host} could not be read from ({_said(error)})", "Check the address, or try again later"
        ) from None


def _accept(response: httpx.Response, target: str, limits: Limits) -> _Page:
    """The body, if status and content type are what we read."""
    status = response.status_code
    if status != HTTPStatus.OK:
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown status"
        remedy = _REMEDIES.get(status, "Try again later" if status >= 500 else _SAVE)
        raise FetchFailed(target, f"the server answered {status} {phrase}", remedy)
    media_type = response.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        came = f"the answer is '{media_type}'" if media_type else "the answer has no content type"
        raise UnsupportedFormat(
            target, f"{came}, and only HTML and plain text are read", "Save its words as a .txt file"
        )
    return _Page(_body(response, target, limits), media_type, response.charset_encoding or "")


def _body(response: httpx.Response, target: str, limits: Limits) -> bytes:
    """The body with its content coding undone, never more than the limit in memory: gzip is unpacked piece by piece, so
    that a small answer that unpacks to gigabytes stops at the limit too."""
    too_large = CaptureTooLarge(
        target,
        f"the answer is larger than {limits.max_bytes:,} bytes",
        "Save its words as a .txt file and capture that",
    )
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.max_bytes:
        raise too_large
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        reason = f"the answer is coded as '{coding}', though only gzip was asked for"
        raise UnsupportedFormat(target, reason, _SAVE)
    unpack = _Gunzip() if "gzip" in coding else None
    body, received = bytearray(), 0
    for piece in response.iter_raw():
        received += len(piece)
        room = limits.max_bytes + 1 - len(body)
        try:
            body += unpack.feed(piece, room) if unpack else piece
        except zlib.error:
            raise FetchFailed(target, "the answer says that it is gzip, but it isn't", _SAVE) from None
        if len(body) > limits.max_bytes or received > limits.max_bytes:
            raise too_large
    if unpack and received and not unpack.complete:
        raise FetchFailed(target, "the answer was cut off", "Try again later")
    return bytes(body)


class _Gunzip:
    """gzip (RFC 1952) in pieces, several members included, with a limit on what comes out."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def complete(self) -> bool:
        """Whether the last member ended with its check sum."""
        return self._member.eof

    def feed(self, piece: bytes, room: int) -> bytes:
        """What `piece` unpacks to, `room` bytes at most."""
        out = bytearray()
        while piece and len(out) < room:
            if self._member.eof:
                if not piece.startswith(b"\x1f"):
                    break  # padding after the last member, which RFC 1952 tells nothing about and every reader ignores
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out += self._member.decompress(piece, room - len(out))
            piece = self._member.unused_data
        return bytes(out)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


def _shown(url: str) -> str:
    """A URL as it may stand in a message: without user name and password, on one line, not endless."""
    text = re.sub(r"//[^/@?#]*@", "//", url.strip())
    return text if len(text) <= 200 else f"{text[:199]}…"
