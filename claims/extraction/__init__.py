"""Text to atomic claims: pure Python, no Django. The doorway is extract().

The parser and its network load at the first text, not at import: most commands never extract.
"""

from __future__ import annotations

from datetime import date

from .agent import software_agent
from .types import Extraction

__all__ = ["extract", "software_agent"]


def extract(text: str, *, published: date | None = None) -> Extraction:
    """The atomic claims of an English text, in text order. published dates "yesterday"; offsets count code points.

    Raises NothingToRead, TextTooLong or NotEnglish, each with a message that says what to do.
    """
    from .pipeline import extract as run

    return run(text, published=published)
