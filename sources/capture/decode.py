"""From bytes to text: what isn't text is named and refused, what is text is decoded, and nothing is guessed loosely."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from sources.capture.types import UnknownEncoding, UnsupportedFormat

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document (DOCX, ODT, EPUB)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (DOC, XLS)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_MAGIC_AT = (
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a WAV recording"),
    (8, b"AVI ", "an AVI video"),
    (4, b"ftyp", "an MP4 or HEIC file"),
    (257, b"ustar", "a tar archive"),
)
# Two letters that words begin with too ("BMW said"): they tell only what bytes already known as binary are.
_AMBIGUOUS = (b"BM", b"MZ", b"ID3", b"GIF8", b"OggS", b"fLaC")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python's codecs that don't decode text as the web means it; WHATWG's Encoding Standard knows none of them.
_NOT_FOR_DOCUMENTS = {"utf_7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
# The Encoding Standard, 4.2: these labels mean windows-1252 in practice.
_MEANS_WINDOWS_1252 = {"ascii", "iso8859_1"}
# The legacy encodings of English. Each is tried alone: among all others a few curly quotes are too little to go by.
_LEGACY = ("cp1252", "mac_roman")
_MAX_CHAOS = 0.01  # charset-normalizer's share of improbable neighbours; the wrong one of the two gave 0.02 and more
_MIN_COHERENCE = 0.3  # its likeness to a language
_MAX_REPLACED = 0.001

_SAVE_AS_UTF8 = "Save it as UTF-8 and try again"
_SAVE_AS_TEXT = "Save its words as a .txt file and capture that"


def decode(data: bytes, *, target: str, declared: tuple[str, ...] = ()) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, as one of the `declared` charsets in order, or in an
    encoding that the words themselves leave no doubt about.

    Raises UnsupportedFormat for binary data and UnknownEncoding where no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"the file says that it is {encoding.upper()}, but the byte at {error.start} isn't"
                raise UnknownEncoding(target, reason, _SAVE_AS_UTF8) from None
    _refuse_binary(data, target)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for charset in declared:
        text = _decode_as(data, charset)
        if text is not None:
            return text
    return _guess(data, target)


def looks_like(data: bytes) -> str:
    """What kind of file the bytes are by their signature, "" if they have none that we know."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    return next((name for at, magic, name in _MAGIC_AT if data[at : at + len(magic)] == magic), "")


def _refuse_binary(data: bytes, target: str) -> None:
    named = looks_like(data)
    if named and not data.startswith(_AMBIGUOUS):
        raise UnsupportedFormat(target, f"this is {named}, not text", _SAVE_AS_TEXT)
    at = data.find(b"\x00")
    if at >= 0:
        named = f"it looks like {named}" if named else "it is a binary file, or UTF-16 without a byte order mark"
        raise UnsupportedFormat(target, f"there is a NUL byte at {at}: {named}", _SAVE_AS_TEXT)


def _decode_as(data: bytes, charset: str) -> str | None:
    """The text in a declared charset. A few broken bytes are shown as U+FFFD, as a browser does; more than that means
    that the declaration is wrong."""
    try:
        name = codecs.lookup(charset).name.replace("-", "_")
        if name in _NOT_FOR_DOCUMENTS:
            return None
        text = data.decode("cp1252" if name in _MEANS_WINDOWS_1252 else name, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") <= max(1, len(text) * _MAX_REPLACED) else None


def _guess(data: bytes, target: str) -> str:
    for encoding in _LEGACY:
        match = from_bytes(data, cp_isolation=[encoding]).best()
        if match is not None and match.chaos <= _MAX_CHAOS and match.coherence >= _MIN_COHERENCE:
            return data.decode(encoding, errors="replace")
    known = ", ".join(("utf-8", *_LEGACY))
    raise UnknownEncoding(target, f"it is text in no encoding that can be told for sure ({known})", _SAVE_AS_UTF8)
