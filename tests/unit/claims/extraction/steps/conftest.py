"""A parsed text and a draft of it, for the tests of the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.parser.runtime import load
from claims.extraction.steps.draft import Draft, Origin


@pytest.fixture(scope="session")
def parse() -> Language:
    """The shipped parser."""
    return load()


@pytest.fixture(scope="session")
def draft_of(parse: Language) -> Callable[..., Draft]:
    """Makes a draft of a whole sentence, its root the head; keyword arguments replace fields."""

    def make(text: str, **fields: Any) -> Draft:
        doc: Doc = parse(text)
        head = next(token for token in doc if token.dep_ == "ROOT")
        return replace(Draft(head, tuple(range(len(doc))), 0, len(text), text, Origin.CLAUSE), **fields)

    return make
