"""Characters that a reader does not see, and several ways to write the same one: read as the plain one they stand for.

Non-breaking and thin spaces are spaces (so are lone surrogates, which are no characters), all line ends are line feeds,
marks without width and pictographs are nothing, a letter with a combining accent is one letter, and what was pasted
from HTML or a typewriter has its quotation marks.
"""

from __future__ import annotations

import html
import re
import unicodedata

from .legible import Edit, Legible, rewrite

PICTOGRAPHS = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u23e9-\u23fa\u25a0-\u25ff"
ODD = re.compile(
    rf"(?P<line>\r\n?|[\u2028\u2029\x0b\x0c\x85])"
    rf"|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff])"
    rf"|(?P<nothing>[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0e\ufe0f\u20e3])"
    rf"|(?P<pictograph>(?:(?<=\s)|(?<![^\n]))[{PICTOGRAPHS}][{PICTOGRAPHS}\u200d\ufe0f]* ?"
    rf"|[{PICTOGRAPHS}][{PICTOGRAPHS}\u200d\ufe0f]*)"
    rf"|(?P<accent>[^\W\d_][\u0300-\u036f]+)"
    rf"|(?P<ligature>[\ufb00-\ufb06])"
    rf"|(?P<entity>&(?:nbsp|amp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|pound|euro|\#\d{{2,6}}|\#x[0-9a-fA-F]{{2,6}});)"
    rf"|(?P<backticks>``|(?<!')''(?!'))"
)
BULLETS = frozenset("■□▪▫▸▹►▻●◦○◆◇★☆✓✔➢➤•→")  # these open the items of lists


def clean(text: str) -> Legible:
    """The text with its odd characters read as plain ones."""
    document = Legible(text)
    if text.isascii() and not re.search(r"[\x00-\x08\x0b-\x1f\x7f&`]", text):
        return document
    typewriter = "``" in text
    edits = []
    for match in ODD.finditer(text):
        found = match.group()
        if found[0] in BULLETS or (found == "''" and not typewriter):
            continue
        edits.append(Edit(match.start(), match.end(), _plain(match.lastgroup or "", found)))
    return rewrite(document, edits)


def _plain(sort: str, found: str) -> str:
    """What is read instead."""
    if sort == "line":
        return "\n"
    if sort == "space":
        return " "
    if sort == "accent":
        return unicodedata.normalize("NFC", found)
    if sort == "ligature":
        return unicodedata.normalize("NFKC", found)
    if sort == "entity":
        return html.unescape(found).replace("\u00a0", " ")
    if sort == "backticks":
        return "“" if found == "``" else "”"
    return ""
