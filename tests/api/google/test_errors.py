"""Every error below /v1alpha1/ has Google's shape, and every parameter that its clients may send is known."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient

from factcheck.common.errors import DomainError
from tests.factories import MarkupPageFactory

from .asking import IMAGES, PAGES, SEARCH, answer, error, texts, violations

NATO = {"query": "NATO"}


@pytest.mark.parametrize("name", ["q", "Query", "page_token_", "format", "verdict__stage", "$.x", "", "\x00"])
@pytest.mark.parametrize("path", [SEARCH, IMAGES])
def test_an_unknown_parameter_is_refused_as_google_does(public: APIClient, path: str, name: str) -> None:
    said = violations(public.get(path, NATO | {name: "x"} if path == SEARCH else {name: "x"}))
    assert f'Unknown name "{name}": Cannot bind query parameter.' in said[""]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"pageSize": "ten"}, "page_size", "Invalid value at 'page_size' (TYPE_INT32), \"ten\""),
        ({"pageSize": ""}, "page_size", "TYPE_INT32"),
        ({"pageSize": "99999999999"}, "page_size", "TYPE_INT32"),
        ({"pageSize": "٣"}, "page_size", "TYPE_INT32"),
        ({"pageSize": "-1"}, "page_size", "give no negative number"),
        ({"offset": "-1"}, "offset", "give no negative number"),
        ({"maxAgeDays": "-1"}, "max_age_days", "give no negative number"),
        ({"maxAgeDays": "1.5"}, "max_age_days", "TYPE_INT32"),
        ({"query": "a\x00b"}, "query", "no text"),
        ({"query": "x" * 2001}, "query", "2,000 at most"),
        ({"query": "x" * 501}, "query", "a word of more than 500"),
        ({"query": ["a", "b"]}, "query", "is given 2 times"),
        ({"alt": "media"}, "alt", "json alone"),
        ({"alt": "proto"}, "alt", "json alone"),
        ({"callback": "f"}, "callback", "JSONP"),
        ({"access_token": "secret"}, "access_token", "Authorization: Bearer"),
        ({"oauth_token": "secret"}, "oauth_token", "Authorization: Bearer"),
        ({"prettyPrint": "maybe"}, "pretty_print", "TYPE_BOOL"),
        ({"fields": "claims/verdict"}, "claims/verdict", "Cannot find matching fields for path 'claims/verdict'"),
    ],
)
def test_a_value_that_can_not_be_is_refused_by_its_field(
    public: APIClient, query: dict[str, Any], field: str, said: str
) -> None:
    response = public.get(SEARCH, NATO | query)
    assert said in violations(response)[field]
    assert b"secret" not in response.content


def test_both_spellings_of_a_parameter_are_one(public: APIClient) -> None:
    MarkupPageFactory(claims=("NATO one.", "NATO two."))
    assert len(texts(public, query="NATO", page_size=1)) == 1
    said = violations(public.get(SEARCH, NATO | {"page_size": 1, "pageSize": 1}))
    assert said.keys() == {"page_size"}


def test_what_clients_send_with_everything_is_accepted(public: APIClient) -> None:
    MarkupPageFactory()
    usual = {"alt": "json", "key": "AIza" + "x" * 35, "quotaUser": "me", "$.xgafv": "1", "uploadType": "media"}
    usual |= {"upload_protocol": "raw", "prettyPrint": "true", "callback": "", "fields": "", "access_token": ""}
    assert texts(public, **NATO, **usual) == ["NATO will act."]


def test_answers_are_indented_unless_asked_otherwise(public: APIClient) -> None:
    MarkupPageFactory()
    assert b'{\n  "claims": [\n' in public.get(SEARCH, NATO).content
    assert b"\n" not in public.get(SEARCH, NATO | {"prettyPrint": "false"}).content


def test_a_mask_leaves_the_rest_out(public: APIClient) -> None:
    MarkupPageFactory(claims=("NATO one.", "NATO two."))
    [claim] = answer(public, **NATO, pageSize=1, fields="claims(claimant,claimReview/textualRating)")["claims"]
    assert claim == {"claimant": "Mark Rutte", "claimReview": [{"textualRating": "Mostly false"}]}
    assert answer(public, **NATO, pageSize=1, fields="nextPageToken").keys() == {"nextPageToken"}


@pytest.mark.parametrize("accept", ["image/png", "application/x-protobuf", "text/html", "*/*", ""])
def test_the_answer_is_json_whatever_is_accepted(public: APIClient, accept: str) -> None:
    MarkupPageFactory()
    response = public.get(SEARCH, NATO, headers={"accept": accept})
    assert len(response.json()["claims"]) == 1


@pytest.mark.parametrize(
    "path", ["", "claims", "claims:find", "claims:search/", "pages/", "pages/a/b", "claims%3Asearch/x", "v1/pages"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_where_nothing_is_is_not_found(public: APIClient, path: str, method: str) -> None:
    error(getattr(public, method)(f"/v1alpha1/{path}"), 404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        (SEARCH, "post put patch delete trace"),
        (IMAGES, "post put patch delete"),
        (PAGES, "put patch delete"),
        (f"{PAGES}/x", "post patch"),
    ],
)
def test_a_method_that_there_is_not_is_refused(public: APIClient, path: str, methods: str) -> None:
    for method in methods.split():
        error(getattr(public, method)(path), 405, "UNIMPLEMENTED")


def post_as(
    method: str, public: APIClient, query: dict[str, str], kind: str = "application/x-www-form-urlencoded"
) -> Any:
    headers = {"X-HTTP-Method-Override": method}
    return public.post(SEARCH, urlencode(query), content_type=kind, headers=headers)


def test_a_get_that_is_too_long_for_an_address_comes_as_a_post(public: APIClient) -> None:
    MarkupPageFactory()
    response = post_as(
        "GET", public, {"query": " OR ".join(["NATO", *(f"word{n}" for n in range(100))]), "alt": "json"}
    )
    assert [claim["text"] for claim in response.json()["claims"]] == ["NATO will act."]
    assert violations(post_as("GET", public, {"q": "NATO"})).keys() == {""}


def test_no_other_method_is_taken_from_a_header(public: APIClient) -> None:
    for method in ("DELETE", "PUT", "get", ""):
        error(post_as(method, public, NATO), 405, "UNIMPLEMENTED")
    error(post_as("GET", public, NATO, kind="text/plain"), 405, "UNIMPLEMENTED")
    headers = {"X-HTTP-Method-Override": "DELETE"}
    error(public.get(f"{PAGES}/x", headers=headers), 401, "UNAUTHENTICATED")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_form_that_is_too_large_is_refused_in_the_same_shape(public: APIClient) -> None:
    error(post_as("GET", public, {"query": "x" * 2000}), 400, "INVALID_ARGUMENT")


@override_settings(ALLOWED_HOSTS=["facts.example.org"])
def test_a_strange_host_is_refused_in_the_same_shape() -> None:
    error(Client(headers={"host": "evil.example.com"}).get(f"{SEARCH}?query=NATO"), 400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (Throttled(wait=6.5), 429, "RESOURCE_EXHAUSTED"),
        (DomainError("The rules don't permit it."), 400, "FAILED_PRECONDITION"),
        (RuntimeError("internals"), 500, "INTERNAL"),
    ],
)
def test_what_fails_within_has_the_same_shape(
    public: APIClient, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int, code: str
) -> None:
    def fail(*asked: Any) -> None:
        raise failure

    monkeypatch.setattr("claims.api.google.views.find", fail)
    public.raise_request_exception = False
    logging.disable()
    response = public.get(SEARCH, NATO)
    logging.disable(logging.NOTSET)
    assert "internals" not in str(error(response, status, code))
    assert ("Retry-After" in response) == (status == 429)


@override_settings(MIDDLEWARE=["tests.api.test_problems.crashing"])
def test_what_fails_outside_the_views_has_the_same_shape() -> None:
    client = Client(raise_request_exception=False)
    assert "internals" not in error(client.get(SEARCH), 500, "INTERNAL")["message"]
