"""The extractor as this site has it: claims.extraction with the parser that the settings name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from claims import extraction
from claims.extraction.types import Extraction, SoftwareAgent, UnusablePipeline


def extract(text: str, *, published: date | None = None) -> Extraction:
    """The atomic claims of an English text; see claims.extraction.extract.

    Raises ExtractionError for a text that can't be read, ImproperlyConfigured for a setting that can't be used.
    """
    with _named_setting():
        return extraction.extract(text, published=published, model=settings.FACTCHECK_SPACY_MODEL)


def software_agent() -> SoftwareAgent:
    """Who extracts. Raises ImproperlyConfigured for a setting that can't be used."""
    with _named_setting():
        return extraction.software_agent(settings.FACTCHECK_SPACY_MODEL)


@contextmanager
def _named_setting() -> Iterator[None]:
    try:
        yield
    except UnusablePipeline as error:
        raise ImproperlyConfigured(f"FACTCHECK_SPACY_MODEL: {error}") from error
