"""The messages and parameters are those of Google's own discovery document, and bodies are read as proto3 has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest

from claims.api.google import parameters, shapes, views
from claims.api.google.shapes import INTEGER, Many, Reader, Shape

DOCUMENTS = files("googleapiclient") / "discovery_cache" / "documents"
DISCOVERY = json.loads((DOCUMENTS / "factchecktools.v1alpha1.json").read_text(encoding="utf-8"))
PREFIX = "GoogleFactcheckingFactchecktoolsV1alpha1"
METHODS: dict[tuple[str, str], tuple[type[views.GoogleView], str]] = {
    ("claims", "search"): (views.ClaimSearch, "GET"),
    ("claims", "imageSearch"): (views.ImageSearch, "GET"),
    ("pages", "create"): (views.Pages, "POST"),
    ("pages", "list"): (views.Pages, "GET"),
    ("pages", "get"): (views.Page, "GET"),
    ("pages", "update"): (views.Page, "PUT"),
    ("pages", "delete"): (views.Page, "DELETE"),
}


def documented(schema: Mapping[str, Any]) -> Shape:
    """A schema of the discovery document as a shape."""
    if "$ref" in schema:
        return documented(DISCOVERY["schemas"][schema["$ref"]])
    if schema["type"] == "array":
        return Many(documented(schema["items"]))
    if schema["type"] == "object":
        return {name: documented(inner) for name, inner in schema.get("properties", {}).items()}
    return str(schema["type"])


def test_every_method_of_the_document_is_there() -> None:
    resources = DISCOVERY["resources"].items()
    assert {(name, method) for name, resource in resources for method in resource["methods"]} == set(METHODS)


@pytest.mark.parametrize("method", METHODS)
def test_a_method_takes_and_answers_what_the_document_says(method: tuple[str, str]) -> None:
    view, verb = METHODS[method]
    said = DISCOVERY["resources"][method[0]]["methods"][method[1]]
    takes, answers = view.methods[verb]
    assert said["httpMethod"] == verb
    asked = {name: p["type"] for name, p in said["parameters"].items() if p["location"] == "query"}
    assert dict(takes) == asked
    assert answers == documented(said["response"])
    if "request" in said:
        assert documented(said["request"]) == shapes.PAGE


def test_the_parameters_of_all_methods_are_those_of_the_document() -> None:
    assert set(parameters.STANDARD) == set(DISCOVERY["parameters"])


def read(message: Any) -> tuple[dict[str, Any], dict[str, str]]:
    reader = Reader()
    return reader.message(shapes.PAGE, message), dict(reader.violations)


def test_both_ways_of_writing_a_name_are_read_and_what_has_no_value_is_left_out() -> None:
    body = {
        "page_url": "u",
        "publishDate": None,
        "name": "",
        "claimReviewAuthor": {},
        "claim_review_markups": [{"rating": {"rating_value": "3", "worstRating": 0, "bestRating": 5.0}}],
    }
    rating = {"ratingValue": 3, "worstRating": 0, "bestRating": 5}
    assert read(body) == ({"pageUrl": "u", "claimReviewMarkups": [{"rating": rating}]}, {})


@pytest.mark.parametrize(
    ("body", "path", "said"),
    [
        ([], "", "A message is an object"),
        (None, "", "A message is an object"),
        ({"pageURL": "u"}, "", 'Unknown name "pageURL": Cannot find field.'),
        ({"claimReviewAuthor": {"x": 1}}, "claim_review_author", "Unknown name \"x\" at 'claim_review_author'"),
        ({"pageUrl": 5}, "page_url", "Invalid value at 'page_url' (TYPE_STRING), 5"),
        ({"pageUrl": "u", "page_url": "u"}, "", "given twice"),
        ({"pageUrl": "u" * 5001}, "page_url", "send 5,000 at most"),
        ({"pageUrl": "a\x00b"}, "page_url", "no text"),
        ({"pageUrl": "\ud800"}, "page_url", "no text"),
        ({"claimReviewMarkups": {}}, "claim_review_markups", "no list"),
        ({"claimReviewMarkups": [{}] * 101}, "claim_review_markups", "101 items"),
        ({"claimReviewMarkups": [[]]}, "claim_review_markups[0]", "A message is an object"),
        (
            {"claimReviewMarkups": [{}, {"claimAppearances": ["u", None]}]},
            "claim_review_markups[1].claim_appearances[1]",
            "TYPE_STRING",
        ),
        *(
            (
                {"claimReviewMarkups": [{"rating": {"ratingValue": value}}]},
                "claim_review_markups[0].rating.rating_value",
                "TYPE_INT32",
            )
            for value in ("x", "", True, 1.5, 2**31, "99999999999", float("inf"), [], {}, "٣")
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(body: Any, path: str, said: str) -> None:
    assert said in read(body)[1][path]


def test_of_a_thousand_wrong_names_a_hundred_are_told() -> None:
    reader = Reader()
    reader.message(shapes.PAGE, {f"x{number}": 1 for number in range(1000)})
    assert len(reader.violations) == 100


def test_a_number_is_told_from_a_string() -> None:
    assert shapes.RATING["ratingValue"] == INTEGER
