"""What schemathesis is told of the API beyond its description. Imported as a module of hooks, by tests and benchmark.

JSON Schema says of each parameter what it may be, not what it may be together with others, nor what is data of the
site. That is narrowed here, in what is generated; nothing that is answered is excused: `default`, which would allow any
status, is taken away.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import GenerationMode

from seeds.scale import SCALE

# These can't be made up; that pages and feeds are right is shown in tests/api/test_pages.py and test_changes.py.
SIGNED = ("cursor", "since")
STREAMS = ("csv", "ndjson")
OF_PAGES = ("page_size", "total", "facets")
METHODS = {"get", "post", "put", "patch", "delete"}
RATINGS = [step.name for step in SCALE]
EXPANDED = ("evidence", "verdict.versions")
OF_SEARCHES = {"relevance", "-relevance"}


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Narrows every operation."""
    for item in raw_schema["paths"].values():
        for method, operation in item.items():
            if method in METHODS:
                narrow(operation)


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: Any) -> None:
    """A stream is of all rows, and has no pages, total or facets, nor CSV expansions, unless it is about what is
    refused."""
    meta = case.meta
    if (meta is None or meta.generation.mode is GenerationMode.POSITIVE) and case.query.get("format") in STREAMS:
        for name in OF_PAGES:
            case.query.pop(name, None)
        if case.query["format"] == "csv":
            case.query.pop("expand", None)


def narrow(operation: dict[str, Any]) -> None:
    """Strict in what is answered, sensible in what is asked."""
    operation["responses"].pop("default", None)
    parameters = operation.get("parameters", [])
    operation["parameters"] = [parameter for parameter in parameters if parameter["name"] not in SIGNED]
    for parameter in operation["parameters"]:
        items = parameter.get("schema", {}).get("items", {})
        if parameter["name"] == "rating" and items:
            items |= {"enum": [*RATINGS, "none"] if operation["operationId"] == "claims_list" else RATINGS}
            items.pop("pattern", None)
        if parameter["name"] == "fields":
            # What is there only when asked for is asked for in expand.
            items["enum"] = [name for name in items["enum"] if not name.startswith(EXPANDED)]
        if parameter["name"] == "ordering":
            # relevance asks for q, and no field counts twice: neither in one direction nor in both.
            items["enum"] = [name for name in items["enum"] if name not in OF_SEARCHES and name[0] != "-"]
            parameter["schema"]["uniqueItems"] = True
