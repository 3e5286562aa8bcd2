"""Texts through the extraction's steps, with the shipped parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction import pipeline
from claims.extraction.steps.draft import Draft
from claims.extraction.steps.page import Page


@pytest.fixture(scope="session")
def drafts_of() -> Callable[[str], list[Draft]]:
    """The drafts of a text, in the order of the steps."""

    def drafts(text: str) -> list[Draft]:
        page = Page(text)
        return list(pipeline.Found(pipeline.parser()(page.text), page).drafts)

    return drafts


@pytest.fixture(scope="session")
def wordings_of(drafts_of: Callable[[str], list[Draft]]) -> Callable[[str], list[str]]:
    """The standalone wordings of a text's claims."""
    return lambda text: [draft.text for draft in drafts_of(text)]
