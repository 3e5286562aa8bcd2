"""A file on this machine: plain text, Markdown or a saved HTML page."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sources.capture.build import build
from sources.capture.decode import decode, looks_like
from sources.capture.html import read_html
from sources.capture.normalise import normalise
from sources.capture.text import read_text
from sources.capture.types import Captured, CaptureTooLarge, EmptyCapture, Limits, UnreadableFile, UnsupportedFormat

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}


def capture_file(path: Path, *, limits: Limits | None = None) -> Captured:
    """The text of a .txt or .md file, with or without front matter, or of an HTML page, and what it says about itself.

    Raises a CaptureError that names the file, the reason and the remedy.
    """
    limits, started_at = limits or Limits(), datetime.now(UTC)
    target = str(path)
    data = _read(path, target, limits)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        named = looks_like(data)
        what = (
            f"this is {named}"
            if named
            else f"'{path.suffix}' files are not read"
            if path.suffix
            else "it has no suffix"
        )
        known = ", ".join(MEDIA_TYPES)
        raise UnsupportedFormat(target, what, f"Save its words as a .txt file; the kinds read are {known}")
    if media_type == "text/html":
        text, metadata = read_html(data, target=target)
    else:
        text, metadata = read_text(normalise(decode(data, target=target)), target=target)
    built = build(text, data, metadata=metadata, media_type=media_type, origin=path.name, target=target, limits=limits)
    return replace(built, started_at=started_at)


def _read(path: Path, target: str, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(target, "this is a folder", "Name the files in it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(target, "this is no regular file", "Name a file on disk")
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise UnreadableFile(
            target, "there is no such file", "Check the path; a web address begins with https://"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(target, f"it can't be read ({reason})", "Check the path and its permissions") from None
    if len(data) > limits.max_bytes:
        raise CaptureTooLarge(
            target,
            f"the file has {max(status.st_size, len(data)):,} bytes, and the limit is {limits.max_bytes:,}",
            "Save the words alone as a .txt file, or split it",
        )
    if not data:
        raise EmptyCapture(target, "the file is empty", "Capture a file that holds a text")
    return data
