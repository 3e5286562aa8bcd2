"""Examples that follow the schema: known values where somebody gave them, plain ones of the right kind elsewhere.

What is known may have more than the schema, or less: the first is left out, the second filled in. So a field that is
added later has an example at once, and one that is taken away leaves none behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNKNOWN: Any = object()
DEEPEST = 10  # references within references; a schema may refer to itself

FORMATS = {
    "uuid": "01a21829-88c0-7695-b1bc-d0f2125c7065",
    "date": "2026-01-22",
    "date-time": "2026-01-22T12:30:15Z",
    "uri": "https://facts.example.org/",
    "uri-reference": "/api/v1/claims/",
    "email": "desk@facts.example.org",
}


@dataclass(frozen=True)
class Illustrator:
    """schemas: the components by name. known: values by the name of the component that they are an example of.
    fields: values by the name of a property, wherever it stands. writing: of what is sent rather than of an answer."""

    schemas: Mapping[str, Any]
    known: Mapping[str, Any]
    fields: Mapping[str, Any]
    writing: bool = False

    def illustrate(self, schema: Mapping[str, Any], given: Any = UNKNOWN, depth: int = 0) -> Any:
        """A value that the schema allows, as much as it can be like the one that is given."""
        if depth > DEEPEST:
            return None
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            given = self.known.get(name, UNKNOWN) if given is UNKNOWN else given
            return self.illustrate(self.schemas[name], given, depth + 1)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                shared = {name: value for name, value in schema.items() if name != choice}
                return self.illustrate({**shared, **self._chosen(schema[choice], given)}, given, depth)
        if "allOf" in schema:
            return self._joined(schema["allOf"], given, depth)
        return self._plain(schema, given, depth)

    def _joined(self, parts: list[Any], given: Any, depth: int) -> Any:
        values = [self.illustrate(part, given, depth) for part in parts]
        if all(isinstance(value, dict) for value in values):
            return {name: inner for value in values for name, inner in value.items()}
        return values[0]

    def _plain(self, schema: Mapping[str, Any], given: Any, depth: int) -> Any:
        types = schema.get("type", "object" if "properties" in schema else None)
        types = [types] if isinstance(types, str) else types or []
        if given is None and "null" in types:
            return None
        if "object" in types:
            return self._object(schema, given, depth)
        if "array" in types:
            return self._array(schema, given, depth)
        if "const" in schema:
            return schema["const"]
        if given is not UNKNOWN:
            return given
        return _scalar(schema, types)

    def _object(self, schema: Mapping[str, Any], given: Any, depth: int) -> Any:
        given = given if isinstance(given, dict) else {}
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        if not properties:
            return given
        left_out = {name for name in properties if given and name not in given and name not in required}
        return {
            name: self.illustrate(inner, given.get(name, self.fields.get(name, UNKNOWN)), depth)
            for name, inner in properties.items()
            if name not in left_out and not inner.get("readOnly" if self.writing else "writeOnly")
        }

    def _array(self, schema: Mapping[str, Any], given: Any, depth: int) -> Any:
        items = schema.get("items", {})
        if isinstance(given, list):
            return [self.illustrate(items, value, depth) for value in given]
        return [self.illustrate(items, depth=depth)]

    def _chosen(self, choices: list[Any], given: Any) -> Any:
        """The alternative that the value is like."""
        if given is None:
            return next((choice for choice in choices if choice.get("type") == "null"), choices[0])
        return max(choices, key=lambda choice: self._likeness(choice, given))

    def _likeness(self, choice: Any, given: Any) -> int:
        if "$ref" in choice:
            choice = self.schemas[choice["$ref"].rpartition("/")[2]]
        if choice.get("type") == "null":
            return -1
        kind: type = {"object": dict, "array": list, "string": str}.get(str(choice.get("type")), object)
        if given is UNKNOWN or not isinstance(given, kind):
            return 0
        if isinstance(given, dict):
            properties = choice.get("properties", {})
            wrong = [n for n, inner in properties.items() if inner.get("const", given.get(n)) != given.get(n)]
            return 1 + len(properties.keys() & given.keys()) - 100 * len(wrong)
        return 1


def _scalar(schema: Mapping[str, Any], types: list[str]) -> Any:
    for word in ("default", "example"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    if "integer" in types or "number" in types:
        return schema.get("minimum", 1)
    if "boolean" in types:
        return True
    if "string" in types:
        text = FORMATS.get(schema.get("format", ""), "…")
        return text.ljust(schema.get("minLength", 0), "…")
    return None if "null" in types else {}
