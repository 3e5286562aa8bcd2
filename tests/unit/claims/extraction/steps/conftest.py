"""A parsed text and a draft of it, for the tests of the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.parser.runtime import load
from claims.extraction.steps.draft import Draft
from claims.extraction.types import CueKind, Origin, Speaker, SpeakerKind, Voice


@pytest.fixture(scope="session")
def parse() -> Language:
    """The shipped parser."""
    return load()


@pytest.fixture(scope="session")
def draft_of(parse: Language) -> Callable[..., Draft]:
    """Makes a draft of a whole sentence, its root the head. Keyword arguments replace fields; speaker and cue_kind make
    a chain."""

    def make(text: str, **fields: Any) -> Draft:
        if fields.keys() & {"speaker", "cue_kind"}:
            speaker = fields.pop("speaker", None) or Speaker("She", SpeakerKind.UNRESOLVED)
            fields["chain"] = (Voice(speaker, "said", fields.pop("cue_kind", CueKind.SAY)),)
        doc: Doc = parse(text)
        head = next(token for token in doc if token.dep_ == "ROOT")
        return replace(Draft(head, tuple(range(len(doc))), 0, len(text), text, Origin.CLAUSE), **fields)

    return make
