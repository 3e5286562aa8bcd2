"""Hostile text made fit to be drawn: cleaned, measured, broken into lines, its direction kept to itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, takewhile
from urllib.parse import urlsplit

from sources.capture.normalise import normalise

# Widths in em, each the wider of DejaVu Sans and Inter: the widest and the likeliest face of those a reader may have.
# What stands in no row is as wide as the last but one.
_WIDTHS = (
    (0.33, " ',.Iijl·/:;\\|¦"),
    (0.42, "!()[]frt-"),
    (0.53, '"*_`?Lsz°'),
    (0.62, "FJacekovxy¨«»"),
    (0.66, "0123456789$EPSTbdghnpqu{}ßþ"),
    (0.72, "ABKRVXYZ"),
    (0.79, "CDGHNUOQ&"),
    (0.86, "#+<=>^w~M"),
    (1.02, "%@Wm—…"),
)
_WIDTH_OF = {letter: width for width, letters in _WIDTHS for letter in letters}
_UNKNOWN, _FULL = 0.86, 1.1
_HEAVY = 1.08  # semi-bold beside regular

_UNPRINTABLE = re.compile("[\u061c\ufdd0-\ufdef\ufffe\uffff]")  # an Arabic direction mark, and no characters at all
_MARKS = 3  # on one letter; Vietnamese needs two, Hebrew with cantillation three
_FIRST_STRONG, _RIGHT_TO_LEFT = ("L", "R", "AL"), ("R", "AL")


@lru_cache(maxsize=2048)  # a name stands in its box, in the title of its lines and in what was taken from it
def clean(text: str) -> str:
    """The text on one line: NFC, no control, direction or layout character, single spaces, no towers of marks."""
    words = " ".join(_UNPRINTABLE.sub("", normalise(text)).split())
    return words if words.isascii() else "".join(_without_towers(words))


def _without_towers(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) == "Mn" else 0
        if marks <= _MARKS:
            yield letter


def width(text: str, size: float, *, heavy: bool = False) -> float:
    """About how wide a line is set, in pixels at a size in pixels; rather too wide than too narrow."""
    return sum(map(_em, text)) * size * (_HEAVY if heavy else 1)


def _em(letter: str) -> float:
    known = _WIDTH_OF.get(letter)
    if known is not None:
        return known
    if letter.isascii():
        return _UNKNOWN
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return _FULL
    return _WIDTH_OF.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)  # é is as wide as e


def wrap(text: str, room: float, size: float, *, lines: int, heavy: bool = False) -> list[str]:
    """Clean text in at most so many lines of a width in pixels; "…" where it goes on."""
    done: list[str] = []
    line = ""
    for word in _pieces(text, room, size, heavy):
        if line and width(line + word.rstrip(), size, heavy=heavy) > room:
            done.append(line.rstrip())
            line = ""
            if len(done) == lines:
                return [*done[:-1], shorten(done[-1] + " …", room, size, heavy=heavy)]
        line += word
    return [*done, line.rstrip()] if line.strip() else done


def _pieces(text: str, room: float, size: float, heavy: bool) -> Iterator[str]:
    """Words with the space after them; what is wider than a line, and scripts without spaces, letter by letter."""
    for word in re.findall(r"\S+\s*", text):
        if width(word, size, heavy=heavy) <= room and not any(_em(letter) == _FULL for letter in word):
            yield word
            continue
        piece = ""
        for letter in word:
            if piece and _em(letter) and not letter.isspace():
                yield piece
                piece = ""
            piece += letter
        yield piece


def shorten(text: str, room: float, size: float, *, heavy: bool = False) -> str:
    """One line of clean text that fits a width in pixels; "…" where it was cut."""
    if width(text, size, heavy=heavy) <= room:
        return text
    room -= width("…", size, heavy=heavy)
    kept = text.removesuffix("…")
    wide = accumulate(width(letter, size, heavy=heavy) for letter in kept)
    return kept[: sum(1 for _ in takewhile(room.__ge__, wide))].rstrip() + "…"


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction goes from right to left (UAX #9, P2 and P3)."""
    return next((way for way in map(unicodedata.bidirectional, text) if way in _FIRST_STRONG), "L") in _RIGHT_TO_LEFT


def isolate(text: str) -> str:
    """Plain text whose direction reaches no further than itself (UAX #9, FSI and PDI); untouched if all goes right."""
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return f"\u2068{text}\u2069"
    return text


def safe_address(url: str) -> str:
    """An address that may stand in a link: http, https or a path of this site; otherwise "".

    Browsers drop line breaks and tabs inside an address, take a backslash for a slash, and "//" for another host.
    """
    url = re.sub(r"[\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return url if parts.netloc and "\\" not in url else ""
    inside = not parts.scheme and not parts.netloc and url.startswith(("/", "?", "#"))
    return url if inside and "\\" not in url and not url.startswith("//") else ""
