"""The typefaces of a PDF, from a package of free fonts, and what they can't write."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from fontTools.ttLib import TTFont

# FiraGO writes Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai and Georgian; the others lend it signs.
FACES = ("figo", "figbo", "figit", "figbi", "fimo", "symbol2", "symbol1", "math")
FAMILIES = ("FiraGO", "Noto Sans Symbols2", "Noto Sans Symbols", "Noto Sans Math")
MONOSPACED = "Fira Mono"
NO_SIGN = ("Cc", "Cs", "Co", "Cn")  # controls, halves of characters, what Unicode gives no meaning
INVISIBLE = ("Cf", "Mn", "Me")  # joiners and marks, which change the sign before them
_EVERYWHERE = "".join(map(chr, range(0x20, 0x7F)))


@lru_cache(maxsize=1)
def folder() -> tempfile.TemporaryDirectory[str]:
    """Where the fonts lie as files, as long as the process lives."""
    made = tempfile.TemporaryDirectory(prefix="factcheck-fonts-")
    for face in FACES:
        (Path(made.name) / f"{face}.ttf").write_bytes(pymupdf_fonts.fontbuffers[face]())
    return made


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    faces = [face for face in FACES if face != "fimo"]
    found: set[int] = set()
    for face in faces:
        with TTFont(BytesIO(pymupdf_fonts.fontbuffers[face]()), lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def legible(text: str) -> str:
    """The text as the fonts can write it: a character that none of them has stands by its Unicode name in brackets,
    control characters but line feeds are left out."""
    return _UNUSUAL.sub(lambda match: _named(match[0]), text)


_UNUSUAL = re.compile(f"[^{re.escape(_EVERYWHERE)}\\n]")


@lru_cache(maxsize=4096)
def _named(character: str) -> str:
    if unicodedata.category(character) in NO_SIGN or character == "\ufeff":
        return " " if character == "\t" else ""
    if ord(character) in _covered():
        return character
    if unicodedata.category(character) in INVISIBLE:
        return ""
    if character.isspace():
        return " "
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
