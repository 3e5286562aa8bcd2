"""The API's description of itself: true, complete, and readable without the internet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.core.management import call_command
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from rest_framework.test import APIClient

from claims.models import Claim
from sources.models import Document, Source
from tests.factories import ClaimFactory

from .asking import CLAIMS, DOCUMENTS, SOURCES, problem


@pytest.fixture
def description(public: APIClient) -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    response = public.get("/api/schema/")
    assert response.status_code == 200
    return yaml.safe_load(response.content)


def test_the_description_is_valid_and_made_without_a_warning(tmp_path: Path) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yml"))


def test_every_list_and_row_is_described(description: dict[str, Any]) -> None:
    rows = {p + row for p in (CLAIMS, DOCUMENTS, SOURCES) for row in ("", "{id}/")}
    assert description["paths"].keys() == rows | {f"{CLAIMS}{{id}}/provenance/"}
    assert {method for path in description["paths"].values() for method in path} == {"get"}


def test_every_parameter_is_explained_and_accepted(description: dict[str, Any], desk: APIClient) -> None:
    samples = {"uuid": "0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20", "date": "2026-01-22"}
    for path in (CLAIMS, DOCUMENTS, SOURCES):
        for parameter in description["paths"][path]["get"]["parameters"]:
            assert parameter.get("description"), (path, parameter["name"])
            schema = parameter["schema"].get("items", parameter["schema"])
            number = schema.get("minimum", 0)
            plain = {"boolean": "true", "integer": number, "number": number, "string": "none"}[schema["type"]]
            value = schema["enum"][0] if "enum" in schema else samples.get(schema.get("format", ""), plain)
            if parameter["name"] not in ("cursor", "language"):
                response = desk.get(path, {parameter["name"]: value})
                assert response.status_code == 200, response.content


def test_the_choices_that_are_described_are_those_of_the_models(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for name, choices in {
        "ClaimKind": Claim.KINDS,
        "DocumentKind": Document.Kind.choices,
        "SourceKind": Source.Kind.choices,
    }.items():
        assert schemas[name]["enum"] == [value for value, _ in choices]


def test_a_claim_is_as_described(description: dict[str, Any], desk: APIClient) -> None:
    claim = ClaimFactory(
        appears=True,
        published=True,
        quantities=[{"text": "25%", "start": 3, "end": 6, "value": "25", "unit": "%", "comparator": "<="}],
        dates=[{"text": "1951", "start": 8, "end": 12, "value": "1951", "grain": "year"}],
    )
    registry = Registry().with_resource("urn:description", Resource(description, DRAFT4))
    for path, name in ((f"{CLAIMS}{claim.pk}/", "Claim"), (CLAIMS, "PaginatedClaimList")):
        schema = {"$ref": f"urn:description#/components/schemas/{name}"}
        body = without_nulls(desk.get(path).json())
        errors = list(Draft4Validator(schema, registry=registry).iter_errors(body))
        assert not [error for error in errors if error.validator != "required"]


def without_nulls(value: Any) -> Any:
    """JSON without its nulls: OpenAPI 3.0 says `nullable`, which JSON Schema doesn't know."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def test_a_problem_is_as_described(description: dict[str, Any], public: APIClient) -> None:
    schema = description["components"]["schemas"]["Problem"]
    Draft4Validator(schema).validate(problem(public.get(CLAIMS, {"speker": "x"}), 400))
    for path in description["paths"].values():
        answer = path["get"]["responses"]["default"]["content"]["application/problem+json"]["schema"]
        assert answer == {"$ref": "#/components/schemas/Problem"}


def test_the_docs_page_needs_nothing_from_elsewhere(public: APIClient) -> None:
    response = public.get("/api/docs/")
    assert response.status_code == 200
    page = response.content.decode()
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page) == []
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert {name.rpartition("/")[2] for name in files} >= {"swagger-ui.css", "swagger-ui-bundle.js"}
    for name in files:
        assert finders.find(name), name
    assert '"/api/schema/"' in page
    assert '"validatorUrl": null' in page


def test_whoever_comes_to_the_door_of_the_api_is_shown_the_docs(public: APIClient) -> None:
    assert public.get("/api/").headers["Location"] == "/api/docs/"
