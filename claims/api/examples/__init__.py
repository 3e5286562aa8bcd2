"""One coherent set of examples for the OpenAPI document, by component.

What a component has more or less than its example is filled in or left out (see the illustrator).
"""

from __future__ import annotations

from typing import Any

from factcheck.common.openapi.examples import Illustrator
from factcheck.common.openapi.hooks import is_page, operations, successes

from .acts import ACTING
from .reading import (
    AGREEMENT,
    APPEARANCE,
    CLAIM,
    CLAIM_TEXT,
    CORRECTION,
    DOCUMENT,
    EVIDENCE,
    JSON,
    OUTLET,
    QUOTE,
    READING,
    SNAPSHOT,
    SUMMARY,
    TITLE,
    VERDICT,
    WEBHOOK,
)

EXAMPLES: JSON = READING | ACTING

# By identifier, the first thing in a path that has one.
KEYS = {
    "claims": CLAIM,
    "documents": DOCUMENT,
    "snapshots": SNAPSHOT,
    "sources": OUTLET,
    "verdicts": VERDICT,
    "evidence": EVIDENCE,
    "annotations": APPEARANCE,
    "appearances": APPEARANCE,
    "webhooks": WEBHOOK,
}
# By the name of a field, for what has no example of its own.
FIELDS: JSON = {
    "reason": "An opinion; no evidence could decide it.",
    "text": CLAIM_TEXT,
    "summary": SUMMARY,
    "rating": "True",
    "rationale": "The agreement itself says so.",
    "correction_note": CORRECTION,
    "quote": QUOTE["exact"],
    "citation": AGREEMENT,
    "stance": "supports",
    "claim": CLAIM,
    "document": DOCUMENT,
    "snapshot": SNAPSHOT,
    "language": "en-IE",
    "title": TITLE,
    "published": "2026-01-22",
}
# Of what is no JSON.
TEXTS = {
    "text/turtle": (
        "@prefix prov: <http://www.w3.org/ns/prov#> .\n\n"
        f"<urn:uuid:{CLAIM}> a prov:Entity ;\n    prov:wasDerivedFrom <urn:uuid:{SNAPSHOT}> .\n"
    ),
    "application/x-ndjson": f'{{"id": "{CLAIM}", "text": "{CLAIM_TEXT}"}}\n',
    "text/csv": f"id,text,rating\n{CLAIM},{CLAIM_TEXT},True\n",
}


def illustrate(result: JSON, **kwargs: Any) -> JSON:
    """A hook of drf-spectacular: an example for whatever is sent and answered, where a view gives none itself."""
    schemas = result["components"]["schemas"]
    answers = Illustrator(schemas, EXAMPLES, FIELDS)
    requests = Illustrator(schemas, EXAMPLES, FIELDS, writing=True)
    for path, _, operation in operations(result):
        _fill(operation.get("requestBody", {}).get("content", {}), requests)
        for _, response in successes(operation):
            _fill(response.get("content", {}), answers)
            if is_page(response):
                _open_end(response["content"]["application/json"], path)
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path" and (key := KEYS.get(path.split("/")[3])) and parameter["name"] == "id":
                parameter.setdefault("example", key)
    return result


def _fill(content: JSON, illustrator: Illustrator) -> None:
    for media_type, described in content.items():
        if not described.keys() & {"example", "examples"}:
            text = TEXTS.get(media_type.partition(";")[0])
            described["example"] = text or illustrator.illustrate(described.get("schema", {}))


def _open_end(described: JSON, path: str) -> None:
    """A first page, with more to come."""
    if isinstance(described.get("example"), dict):
        described["example"] |= {"next": f"https://facts.example.org{path}?cursor=WzAsIjIwMjYt…", "previous": None}
