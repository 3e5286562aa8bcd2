"""The API's description of itself: true, complete, and readable without the internet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
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


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation, by a name for the message of a test that fails."""
    for path, item in description["paths"].items():
        yield from ((f"{method} {path}", operation) for method, operation in item.items())


def validator(description: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Checks a value against a schema of the document."""
    registry = Registry().with_resource("urn:description", Resource(description, DRAFT202012))
    absolute = yaml.safe_load(yaml.safe_dump(schema).replace("'#/", "'urn:description#/"))
    return Draft202012Validator(absolute, registry=registry, format_checker=FormatChecker())


def test_the_description_is_valid_and_made_without_a_warning(tmp_path: Path) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yml"))


def test_the_description_says_what_holds_for_the_whole_api(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    info = description["info"]
    assert info["license"]["identifier"] == "MIT"
    assert info["contact"]
    for convention in ("Tokens", "Pages", "Errors", "Conditional requests", "Rate limits", "Deprecation"):
        assert f"**{convention}" in info["description"]
    assert description["servers"]
    assert description["components"]["securitySchemes"].keys() >= {"password", "session"}


def test_every_list_and_row_is_described(description: dict[str, Any]) -> None:
    rows = {p + row for p in (CLAIMS, DOCUMENTS, SOURCES) for row in ("", "{id}/")}
    further = {f"{CLAIMS}{{id}}/provenance/", f"{DOCUMENTS}{{id}}/annotations/", "/api/v1/annotations/{id}/"}
    assert description["paths"].keys() >= rows | further


def test_every_operation_is_told_in_words(description: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in description["tags"] if tag["description"]}
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(set(names)) == len(names)
    for name, operation in operations(description):
        assert 0 < len(operation["summary"]) <= 80, name
        assert operation["description"], name
        assert operation["tags"], name
        assert set(operation["tags"]) <= tags, f"{name}: describe its tag in factcheck.common.openapi.words"


def test_every_operation_tells_its_errors(description: dict[str, Any]) -> None:
    responses = description["components"]["responses"]
    for name, operation in operations(description):
        method, path = name.split()
        wanted = {"400", "401", "403", "406", "429", "default"}
        wanted |= {"304"} if method == "get" else {"409", "422"}
        wanted |= {"404"} if "{" in path else set()
        wanted |= {"415"} if "requestBody" in operation else set()
        assert operation["responses"].keys() >= wanted, name
        for status in wanted - {"304", "default"}:
            answer = operation["responses"][status]
            answer = responses[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
            problem_json = answer["content"]["application/problem+json"]
            assert problem_json["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_every_answer_tells_its_headers(description: dict[str, Any]) -> None:
    known = description["components"]["headers"]
    for name, operation in operations(description):
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                common = {"X-Request-ID", "RateLimit", "RateLimit-Policy"}
                common |= {"ETag", "Cache-Control"} if name.startswith("get") else set()
                assert answer["headers"].keys() >= common, name
                assert {ref["$ref"].rpartition("/")[2] for ref in answer["headers"].values() if "$ref" in ref} <= set(
                    known
                )


def described_bodies(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent and what is answered, errors too, in each of its media types."""
    for name, operation in operations(description):
        bodies = {"request": operation.get("requestBody", {})}
        bodies |= {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
        for status, body in bodies.items():
            for media_type, content in body.get("content", {}).items():
                yield f"{name} {status} {media_type}", content
    for name, answer in description["components"]["responses"].items():
        yield from ((f"{name} {media_type}", content) for media_type, content in answer.get("content", {}).items())


def test_everything_has_an_example_that_is_as_described(description: dict[str, Any]) -> None:
    for name, content in described_bodies(description):
        examples = [example["value"] for example in content.get("examples", {}).values()]
        examples += [content["example"]] if "example" in content else []
        assert examples, name
        for example in examples:
            errors = [error.message for error in validator(description, content["schema"]).iter_errors(example)]
            assert not errors, (name, errors)


def strings(example: Any) -> Iterator[str]:
    """All that is said in it, at any depth."""
    if isinstance(example, dict | list):
        for inner in example.values() if isinstance(example, dict) else example:
            yield from strings(inner)
    elif isinstance(example, str):
        yield example


def test_no_example_is_a_filler(description: dict[str, Any]) -> None:
    for name, content in described_bodies(description):
        examples = [*content.get("examples", {}).values(), {"value": content.get("example")}]
        assert not [text for example in examples for text in strings(example) if not text.strip("…") and text], name


def test_an_example_of_a_known_thing_is_a_true_one(description: dict[str, Any]) -> None:
    content = description["paths"][f"{CLAIMS}{{id}}/"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["example"]["text"] == "The defence pact on Greenland dates from 1951."
    listed = description["paths"][CLAIMS]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    assert listed["results"][0]["text"] == "The defence pact on Greenland dates from 1951."
    assert listed["next"]
    assert listed["previous"] is None


def test_a_list_leads_to_its_rows(description: dict[str, Any]) -> None:
    links = description["paths"][CLAIMS]["get"]["responses"]["200"]["links"]
    assert links["first"] == {"operationId": "claims_retrieve", "parameters": {"id": "$response.body#/results/0/id"}}
    names = {operation["operationId"] for _, operation in operations(description)}
    for _, operation in operations(description):
        for answer in operation["responses"].values():
            assert {link["operationId"] for link in answer.get("links", {}).values()} <= names


def test_nobody_needs_to_sign_in_to_read(description: dict[str, Any]) -> None:
    for path in (CLAIMS, f"{CLAIMS}{{id}}/", DOCUMENTS, SOURCES):
        assert {} in description["paths"][path]["get"]["security"]
    for name, operation in operations(description):
        assert name.startswith("get") or {} not in operation["security"], name


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
    for path, name in ((f"{CLAIMS}{claim.pk}/", "Claim"), (CLAIMS, "PaginatedClaimList")):
        body = desk.get(path).json()
        validator(description, {"$ref": f"#/components/schemas/{name}"}).validate(body)


def test_what_became_of_documents_is_as_described(description: dict[str, Any], desk: APIClient) -> None:
    described = description["paths"][DOCUMENTS]["post"]["responses"]
    sent = {"text": "The pact dates from 1951.", "publisher": "RTÉ"}
    for body, status in ((sent, 201), (sent, 200), ([sent, {"text": ""}], 200)):
        response = desk.post(DOCUMENTS, body, format="json")
        assert response.status_code == status
        validator(description, described[str(status)]["content"]["application/json"]["schema"]).validate(
            response.json()
        )


def test_annotations_are_as_described(description: dict[str, Any], desk: APIClient) -> None:
    place = ClaimFactory(appears=True, published=True).appearances.get()
    here = f"{DOCUMENTS}{place.snapshot.document_id}/annotations/"
    for path, name in (
        (f"/api/v1/annotations/{place.pk}/", "Annotation"),
        (here, "AnnotationCollection"),
        (f"{here}?page=0", "AnnotationPage"),
        (f"{here}?page=0&iris=1", "AnnotationPage"),
        (f"{here}?iris=1", "AnnotationCollectionOrPage"),
    ):
        validator(description, {"$ref": f"#/components/schemas/{name}"}).validate(desk.get(path).json())


def test_a_problem_is_as_described(description: dict[str, Any], public: APIClient) -> None:
    body = problem(public.get(CLAIMS, {"speker": "x"}), 400)
    validator(description, {"$ref": "#/components/schemas/Problem"}).validate(body)


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
