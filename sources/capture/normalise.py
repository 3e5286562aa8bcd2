"""The one form in which text is kept: NFC, "\\n" line ends, nothing invisible that would break a quotation."""

from __future__ import annotations

import re
import unicodedata

# CRLF, CR, and Unicode's other mandatory breaks (UAX #14, classes BK, CR, LF, NL) end a line.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Control characters (but tab and line feed), lone surrogates and the layout hints that nobody sees: soft hyphen, zero
# width space, word joiner, byte order mark, and the direction overrides that make a text look other than it is. An
# exact quotation could not be found again across them, and PostgreSQL stores neither NUL nor surrogates. The joiners
# U+200C and U+200D stay: they change what is read.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_TRAILING_SPACE = re.compile(r"[^\S\n]+$", re.MULTILINE)


def normalise(text: str) -> str:
    """The text in NFC (UAX #15) with "\\n" line ends, without invisible characters, trailing space and outer blank
    lines. Paragraphs stay on the lines they stand on. Idempotent."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return _TRAILING_SPACE.sub("", unicodedata.normalize("NFC", text)).strip("\n")
