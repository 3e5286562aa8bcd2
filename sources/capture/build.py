"""The last step of every capture, from wherever the text came: normalise, check, hash."""

from __future__ import annotations

import hashlib

from sources.capture.agencies import agency_at, agency_named
from sources.capture.credits import read_credits
from sources.capture.normalise import normalise
from sources.capture.types import (
    MAX_REFERENCES,
    Captured,
    CaptureTooLarge,
    EmptyCapture,
    Limits,
    Metadata,
    Reference,
)
from sources.provenance.types import Channel


def build(
    text: str, data: bytes, *, metadata: Metadata, media_type: str, origin: str, target: str, limits: Limits
) -> Captured:
    """The capture of `data`, whose words are `text`. Raises EmptyCapture and CaptureTooLarge."""
    text = normalise(text)
    if not any(character.isalnum() for character in text):
        raise EmptyCapture(target, "there are no words in it", "Capture a file or page that holds a text")
    if len(text) > limits.max_characters:
        raise CaptureTooLarge(
            target,
            f"its text has {len(text):,} characters, and the limit is {limits.max_characters:,}",
            "Split it, by chapters for example, and capture the parts",
        )
    return Captured(
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        captured_sha256=hashlib.sha256(data).hexdigest(),
        byte_size=len(data),
        media_type=media_type,
        origin=origin,
        url=metadata.url,
        title=metadata.title,
        publisher=metadata.publisher,
        author=metadata.author,
        language=metadata.language,
        published=metadata.published,
        references=_references(text, metadata),
    )


def _references(text: str, metadata: Metadata) -> tuple[Reference, ...]:
    """Credits in the words first, then what the markup says. An agency's own page credits nobody by naming it."""
    own = agency_at(metadata.url)
    found = [*read_credits(text), *metadata.references]
    others = [one for one in found if own is None or one.channel != Channel.CREDIT or agency_named(one.name) != own]
    return tuple(others[:MAX_REFERENCES])
