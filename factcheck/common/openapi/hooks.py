"""The hook of drf-spectacular that completes the document: errors, headers, links, tags. Runs after all of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .errors import PROBLEM, Operation, add_errors, components
from .headers import ETAG, HEADERS, LINK, OF_ERRORS, OF_READS, references
from .words import TAGS

JSON = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
# What str.strip() takes away, written out: \s is another set in every dialect of regular expressions.
BLANK = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SOMETHING = rf"^[^\x00]*[^\x00{BLANK}][^\x00]*$"
FURTHER = {"enum", "format", "pattern", "const"}  # what says more of a text
NOT_MODIFIED = {
    "description": "What If-None-Match names is what there is; no body.",
    "headers": references(*OF_ERRORS, ETAG),
}


def complete(result: JSON, **kwargs: Any) -> JSON:
    """What every operation says besides its own."""
    parts = result.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    parts["responses"] = {**parts.get("responses", {}), **components(), "NotModified": NOT_MODIFIED}
    parts["headers"] = {**parts.get("headers", {}), **HEADERS}
    for path, method, operation in operations(result):
        _complete(operation, Operation(method, path, "requestBody" in operation))
    _link(result)
    used = {tag for _, _, operation in operations(result) for tag in operation["tags"]}
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    return result


def operations(result: JSON) -> Iterator[tuple[str, str, JSON]]:
    """Path, method and what is said of it, one by one."""
    for path, item in result["paths"].items():
        yield from ((path, method, operation) for method, operation in item.items() if method in METHODS)


def successes(operation: JSON) -> Iterator[tuple[str, JSON]]:
    """The answers that are no error."""
    yield from ((status, response) for status, response in operation["responses"].items() if status.startswith("2"))


def _complete(operation: JSON, known: Operation) -> None:
    for parameter in operation.get("parameters", []):
        _not_empty(parameter)
    for _, response in successes(operation):
        names = [*(OF_READS if known.reads else OF_ERRORS), *([LINK] if is_page(response) else [])]
        response["headers"] = {**references(*names), **response.get("headers", {})}
    if known.reads:
        operation["responses"].setdefault("304", {"$ref": "#/components/responses/NotModified"})
    add_errors(operation["responses"], known)
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _not_empty(parameter: JSON) -> None:
    """A parameter that is given has a value, and PostgreSQL knows no NUL."""
    if parameter["in"] == "query" and parameter["schema"].get("type") == "array":
        parameter["schema"].setdefault("minItems", 1)
    schema = parameter["schema"].get("items", parameter["schema"])
    if parameter["in"] == "query" and schema.get("type") == "string" and not schema.keys() & FURTHER:
        schema["pattern"] = SOMETHING


def is_page(response: JSON) -> bool:
    """Whether it is a page of a list."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2].startswith("Paginated")


def _link(result: JSON) -> None:
    """From a list to its rows, and from a row to what hangs on it (OpenAPI 3.1, section 4.8.20)."""
    reads = {path: item["get"] for path, item in result["paths"].items() if "get" in item}
    for path, operation in reads.items():
        for _, response in successes(operation):
            listed = f"{path}{{id}}/"
            if is_page(response) and listed in reads:
                response.setdefault("links", {})["first"] = _to(reads[listed], "$response.body#/results/0/id")
            if path.endswith("/{id}/"):
                for further, other in reads.items():
                    name = further.removeprefix(path).strip("/")
                    if further != path and further.startswith(path) and "{" not in name:
                        response.setdefault("links", {})[name.replace("/", ".")] = _to(other, "$request.path.id")


def _to(operation: JSON, identifier: str) -> JSON:
    return {"operationId": operation["operationId"], "parameters": {"id": identifier}}
