"""Where a quotation that a person pasted stands in a text. Pure: no models, no database."""

from __future__ import annotations

import re
import unicodedata

from factcheck.common.errors import InvalidInput


class QuotationNotFound(InvalidInput):
    """The quotation doesn't stand in the text."""


class QuotationAmbiguous(InvalidInput):
    """The quotation stands in the text more than once."""


def locate(text: str, quotation: str) -> tuple[int, int]:
    """The one place text[start:end] that says the quotation, in code points.

    Line breaks and runs of spaces count as one space: what is copied from a screen is broken differently. Letters, case
    and punctuation must be the text's own. Raises QuotationNotFound and QuotationAmbiguous.
    """
    words = unicodedata.normalize("NFC", quotation).split()
    if not words:
        raise QuotationNotFound("The quotation is empty; paste the words of the snapshot.", field="quotation")
    pattern = r"\s+".join(map(re.escape, words))
    found = [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)]  # looking ahead: places may overlap
    shown = " ".join(words)
    shown = f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"
    if not found:
        raise QuotationNotFound(
            f"{shown} does not stand in this snapshot; paste its words exactly, with their punctuation.",
            field="quotation",
        )
    if len(found) > 1:
        raise QuotationAmbiguous(
            f"{shown} stands {len(found)} times in this snapshot; paste more words around it.", field="quotation"
        )
    return found[0]
