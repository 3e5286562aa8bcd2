"""Text to atomic claims: pure Python, no Django. The doorway is extract().

The parser and its network load at the first text, not at import: most commands never extract.
"""

from __future__ import annotations

from datetime import date

from .agent import software_agent
from .types import Extraction

__all__ = ["extract", "software_agent"]


def extract(text: str, *, published: date | None = None, model: str = "") -> Extraction:
    """The atomic claims of an English text, in text order. published dates "yesterday"; offsets count code points.
    model: a spaCy pipeline in the place of our own parser, the name of a package or a folder; see parser/installed.py.

    Raises NothingToRead, TextTooLong or NotEnglish, each with a message that says what to do; UnusablePipeline for a
    model that does not give what the steps need.
    """
    from .pipeline import extract as run

    return run(text, published=published, model=model)
