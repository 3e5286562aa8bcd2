"""A text or a page that somebody sends, rather than names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sources.capture.build import build
from sources.capture.html import read_html
from sources.capture.normalise import normalise
from sources.capture.types import Captured, Limits, Metadata

TARGET, ORIGIN = "the text sent", "sent"


def capture_sent(
    *,
    text: str = "",
    html: str = "",
    url: str = "",
    title: str = "",
    author: str = "",
    language: str = "",
    published: date | None = None,
    limits: Limits | None = None,
) -> Captured:
    """What was sent, as text or as HTML; what is said of it wins over what it says itself. Raises CaptureError."""
    started_at = datetime.now(UTC)
    metadata = Metadata(url=url)
    if html:
        text, metadata = read_html(html.encode(), target=TARGET, url=url, charset="utf-8")
    told: dict[str, Any] = {"title": title, "author": author, "language": language, "published": published, "url": url}
    metadata = replace(metadata, **{name: value for name, value in told.items() if value})
    built = build(
        normalise(text),
        (html or text).encode(),
        metadata=metadata,
        media_type="text/html" if html else "text/plain",
        origin=url or ORIGIN,
        target=TARGET,
        limits=limits or Limits(),
    )
    return replace(built, started_at=started_at)
