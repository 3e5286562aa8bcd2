"""What a capture is, how much of it we take, and the ways in which it can be refused. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from ipaddress import IPv4Network, IPv6Network

from factcheck.common.errors import DomainError
from sources.provenance.types import Channel

MAX_MARKUP = 500  # characters of a page's own words
MAX_REFERENCES = 500  # of one capture


@dataclass(frozen=True)
class Limits:
    """How much a capture may take. `permitted_networks` are addresses that would be refused as not public and that the
    caller vouches for (a newsroom's own archive, a test's own server); never read from the environment."""

    max_bytes: int = 10_000_000  # after a content coding such as gzip is undone
    max_characters: int = 5_000_000  # Unicode code points of the text as kept; what the extractor reads at most
    connect_seconds: float = 10.0
    read_seconds: float = 15.0  # longest silence
    total_seconds: float = 60.0  # everything together: names, redirects, body
    max_redirects: int = 5
    permitted_networks: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True)
class Reference:
    """What a captured text says about where something in it was taken from.

    start and end are code points of the kept text, as in text[start:end], and None where it stands in the markup alone;
    then markup holds the page's own words, MAX_MARKUP characters at most.
    """

    channel: Channel  # LINK, CANONICAL or CREDIT
    name: str = ""  # agency or outlet as written; "" for a link
    url: str = ""  # canonical, see metadata.clean_url; "" where none is given
    start: int | None = None
    end: int | None = None
    markup: str = ""
    confidence: float = 1.0  # 0 to 1


@dataclass(frozen=True)
class Metadata:
    """What a text says about itself; "" and None where it doesn't say."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""  # BCP 47
    references: tuple[Reference, ...] = ()  # their spans are those of the text as it will be kept


@dataclass(frozen=True)
class Captured:
    """A text as captured at one moment: what came, what was kept of it, and what it says about itself."""

    text: str  # normalised, see normalise.py
    text_sha256: str  # hex, of the UTF-8 bytes of `text`
    captured_sha256: str  # hex, of the bytes as received, after transfer and content coding are undone
    byte_size: int  # of the bytes as received
    media_type: str  # text/plain, text/markdown or text/html
    origin: str  # the path or URL as given
    url: str  # canonical; "" for a file that names none
    title: str
    publisher: str
    author: str
    language: str  # BCP 47 or ""
    published: date | None
    references: tuple[Reference, ...] = ()  # see references.py and credits.py
    started_at: datetime | None = field(default=None, compare=False)  # when somebody began to read it; with a zone


class CaptureError(DomainError):
    """Something can't be captured. The message reads "target: reason. Remedy."."""

    def __init__(self, target: str, reason: str, remedy: str) -> None:
        message = f"{target}: {reason}. {remedy}."
        # Names and addresses are other people's: nothing in them may move a terminal's cursor.
        super().__init__("".join(c if c.isprintable() else "\ufffd" for c in message))


class UnreadableFile(CaptureError):
    """There is no such file, or it may not be read."""


class UnsupportedFormat(CaptureError):
    """It is neither plain text nor HTML."""


class UnknownEncoding(CaptureError):
    """The bytes are text in an encoding that can't be told."""


class InvalidMetadata(CaptureError):
    """The front matter isn't what it should be."""


class EmptyCapture(CaptureError):
    """No words were found."""


class CaptureTooLarge(CaptureError):
    """It is above a limit."""


class AddressRefused(CaptureError):
    """The URL, or an address it leads to, is not one that we fetch from."""


class FetchFailed(CaptureError):
    """The server could not be reached or did not hand the page over."""


class FetchTooSlow(CaptureError):
    """A time limit ran out."""
