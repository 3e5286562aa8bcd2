"""Capture: from a file or a web address to normalised text, its hashes and what it says about itself.

Pure: it knows neither Django nor a database; `sources.actions.record_capture` keeps what it gives."""

from __future__ import annotations

from pathlib import Path

from sources.capture.file import MEDIA_TYPES, capture_file
from sources.capture.sent import capture_sent
from sources.capture.types import Captured, CaptureError, Limits
from sources.capture.url import capture_url

__all__ = [
    "SUFFIXES",
    "CaptureError",
    "Captured",
    "Limits",
    "capture",
    "capture_file",
    "capture_sent",
    "capture_url",
    "is_url",
]

SUFFIXES = tuple(MEDIA_TYPES)


def is_url(target: str) -> bool:
    """Whether a target is meant as an address rather than as a path."""
    return "://" in target


def capture(target: str, *, limits: Limits | None = None) -> Captured:
    """Capture a file by its path or a page by its address. Raises CaptureError."""
    return capture_url(target, limits=limits) if is_url(target) else capture_file(Path(target), limits=limits)
