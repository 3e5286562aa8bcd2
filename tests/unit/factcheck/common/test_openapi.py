"""What completes the description of the API: examples, summaries, parameters that hold something."""

from __future__ import annotations

import re
from typing import Any

import pytest

from factcheck.common.openapi.examples import Illustrator
from factcheck.common.openapi.hooks import SOMETHING
from factcheck.common.openapi.schema import first_sentence

SCHEMAS: dict[str, Any] = {
    "Claim": {
        "type": "object",
        "required": ["text", "kind"],
        "properties": {
            "text": {"type": "string", "readOnly": True},
            "kind": {"$ref": "#/components/schemas/Kind"},
            "note": {"type": ["string", "null"]},
            "secret": {"type": "string", "writeOnly": True},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
        },
    },
    "Kind": {"type": "string", "enum": ["fact", "opinion"]},
    "Part": {"oneOf": [{"$ref": "#/components/schemas/Word"}, {"$ref": "#/components/schemas/Number"}]},
    "Word": {"type": "object", "properties": {"type": {"const": "word"}, "word": {"type": "string"}}},
    "Number": {"type": "object", "properties": {"type": {"const": "number"}, "number": {"type": "integer"}}},
    "Chain": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Chain"}}},
}
REF = "#/components/schemas/"


def illustrated(name: str, known: dict[str, Any] | None = None, **arguments: Any) -> Any:
    return Illustrator(SCHEMAS, known or {}, {"note": "Seen."}, **arguments).illustrate({"$ref": REF + name})


def test_what_is_known_is_shown() -> None:
    claim = {"text": "Denmark pays.", "kind": "opinion", "note": None, "parts": [{"type": "number", "number": 7}]}
    assert illustrated("Claim", {"Claim": claim}) == claim


def test_what_is_not_in_the_schema_is_left_out() -> None:
    assert illustrated("Word", {"Word": {"type": "word", "word": "pays", "old": 1}}) == {"type": "word", "word": "pays"}


def test_what_is_required_is_filled_in_and_the_rest_left() -> None:
    assert illustrated("Claim", {"Claim": {"text": "Denmark pays."}}) == {"text": "Denmark pays.", "kind": "fact"}


def test_without_anything_known_every_field_has_a_value() -> None:
    shown = illustrated("Claim")
    assert shown["kind"] == "fact"
    assert shown["note"] == "Seen."
    assert "secret" not in shown


def test_what_is_sent_has_no_field_that_is_only_read() -> None:
    assert illustrated("Claim", writing=True).keys() == {"kind", "note", "secret", "parts"}


def test_a_schema_that_holds_itself_comes_to_an_end() -> None:
    assert illustrated("Chain")["next"]["next"]


@pytest.mark.parametrize("text", ["a", " a ", "\x01", "\ufeff", "a\x00"[:1]])
def test_a_parameter_that_holds_something_fits(text: str) -> None:
    assert re.search(SOMETHING, text)


def test_a_parameter_of_blanks_or_with_a_nul_does_not_fit() -> None:
    blanks = "".join(character for character in map(chr, range(0x3100)) if character.isspace())
    assert not re.search(SOMETHING, blanks)
    for text in ("", "a\x00", "\x00"):
        assert not re.search(SOMETHING, text)


def test_a_summary_is_the_first_sentence() -> None:
    assert first_sentence("Set the claim\naside. It stays there.") == "Set the claim aside"
    assert first_sentence("Where it comes from: a graph.") == "Where it comes from"
    assert first_sentence("Version 1.2 of it.") == "Version 1.2 of it"
