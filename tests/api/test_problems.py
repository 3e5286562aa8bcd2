"""Every error of the API has one shape, and says what went wrong without saying what it must not."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.test import APIClient
from rest_framework.views import APIView

from factcheck.common.errors import DomainError, InvalidInput, NotAllowed
from factcheck.common.problem import TYPES
from tests.factories import ClaimFactory, UserFactory

from .asking import CLAIMS, DOCUMENTS, SOURCES, problem

ROW = f"{CLAIMS}0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20/"


class StaleVerdict(DomainError):
    """As an app may define one."""


FAILURES: dict[str, Exception] = {
    "invalid-input": InvalidInput("The summary is empty; say in one sentence what was found.", field="summary"),
    "not-allowed": NotAllowed("Only an editor may publish; ask one."),
    "stale": StaleVerdict("The verdict was changed meanwhile; look again."),
    "permission": PermissionDenied("internals"),
    "suspicious": SuspiciousOperation("internals"),
    "serializer": ValidationError({"claim": {"text": ["This field is required."]}, "kind": ["No."]}),
    "throttled": Throttled(wait=7),
    "unforeseen": RuntimeError("internals"),
}


class Failing(APIView):
    """Raises what it is asked for."""

    def get(self, request: Any, failure: str) -> None:
        raise FAILURES[failure]


urlpatterns = [path("api/failing/<failure>/", Failing.as_view()), path("", include("factcheck.urls"))]


@pytest.mark.parametrize("list_path", [CLAIMS, DOCUMENTS, SOURCES])
def test_an_unknown_parameter_is_refused_with_the_nearest_known(public: APIClient, list_path: str) -> None:
    body = problem(public.get(list_path, {"page_sise": "10"}), 400)
    assert body["type"] == "/api/problems/unknown-parameter/"
    assert body["errors"] == [
        {"field": "page_sise", "detail": "There is no parameter 'page_sise'; did you mean page_size?"}
    ]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("speker", "speaker"),
        ("Speaker", "speaker"),
        ("min_checkworthiness", "checkworthiness_min"),
        ("published-before", "published_before"),
        ("ratings", "rating"),
        ("checkable__in", "checkable"),
        ("order", "ordering"),
    ],
)
def test_a_slip_of_the_finger_is_told_what_was_meant(public: APIClient, misspelt: str, meant: str) -> None:
    [error] = problem(public.get(CLAIMS, {misspelt: "x"}), 400)["errors"]
    assert error["detail"].endswith(f"did you mean {meant}?")


@pytest.mark.parametrize("lookup", ["verdicts__stage", "assessments__rating", "verdict__author", "search"])
def test_nothing_but_the_named_filters_reaches_the_database(public: APIClient, lookup: str) -> None:
    assert problem(public.get(CLAIMS, {lookup: "draft"}), 400)["type"] == "/api/problems/unknown-parameter/"


def test_several_errors_are_all_named_at_once(public: APIClient) -> None:
    unknown = problem(public.get(CLAIMS, {"a": "1", "b": "2"}), 400)
    assert [error["field"] for error in unknown["errors"]] == ["a", "b"]
    invalid = problem(public.get(CLAIMS, {"kind": "x", "checkable": "y"}), 400)
    assert {error["field"] for error in invalid["errors"]} == {"kind", "checkable"}


def test_a_single_row_takes_no_parameters_of_lists(public: APIClient) -> None:
    [error] = problem(public.get(ROW, {"page_size": "10"}), 400)["errors"]
    assert error["detail"].startswith("There is no parameter 'page_size'; did you mean")


@pytest.mark.parametrize(
    "address",
    ["/api/v1/", "/api/v2/claims/", "/api/v1/claim/", f"{CLAIMS}not-an-identifier/", ROW, "/api/x", "/api/problems/x/"],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_address_where_nothing_is_is_a_404(public: APIClient, address: str, method: str) -> None:
    response = getattr(public, method)(address)
    if method == "get":
        body = problem(response, 404)
        assert body["type"] == "about:blank"
        assert body["detail"] == f"There is nothing at {address}."
    else:
        assert response.status_code == 404


def test_the_address_of_a_problem_is_one_whatever_was_asked(public: APIClient) -> None:
    response = public.get("/api/v1/claims/%C3%95%1A%20x/")
    assert response.status_code == 404
    assert response.json()["instance"] == "/api/v1/claims/%C3%95%1A%20x/"


def test_a_forgotten_slash_is_added(public: APIClient) -> None:
    response = public.get("/api/v1/claims?kind=fact")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/claims/?kind=fact"


READ = "GET, HEAD, OPTIONS"
ALSO_ADD = "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    ("address", "allowed"), [(CLAIMS, ALSO_ADD), (ROW, READ), (DOCUMENTS, ALSO_ADD), (SOURCES, READ)]
)
def test_nothing_is_written_but_by_its_own_act(desk: APIClient, method: str, address: str, allowed: str) -> None:
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(UserFactory(editor=True))
    for client in (desk, strict, APIClient()):
        response = getattr(client, method)(address)
        if method.upper() in allowed:
            assert response.status_code in (400, 401, 403, 415)
        else:
            assert problem(response, 405)["title"] == "Method Not Allowed"
            assert response["Allow"] == allowed


@pytest.mark.parametrize("address", [CLAIMS, "/api/schema/"])
def test_a_format_that_there_is_not_is_a_406(public: APIClient, address: str) -> None:
    assert problem(public.get(address, headers={"accept": "image/png"}), 406)["title"] == "Not Acceptable"


def test_wrong_credentials_are_a_401_with_a_challenge(public: APIClient) -> None:
    credentials = base64.b64encode(b"nobody:wrong").decode()
    response = public.get(CLAIMS, headers={"authorization": f"Basic {credentials}"})
    assert problem(response, 401)["title"] == "Unauthorized"
    assert response["WWW-Authenticate"].startswith("Basic")


def test_basic_credentials_sign_a_program_in(public: APIClient) -> None:
    UserFactory(reviewer=True, username="program", password="correct horse battery staple")
    claim = ClaimFactory()
    credentials = base64.b64encode(b"program:correct horse battery staple").decode()
    response = public.get(CLAIMS, headers={"authorization": f"Basic {credentials}"})
    assert [row["id"] for row in response.json()["results"]] == [str(claim.pk)]


def test_somebody_who_left_is_not_let_in(public: APIClient) -> None:
    UserFactory(reviewer=True, username="gone", password="correct horse battery staple", is_active=False)
    credentials = base64.b64encode(b"gone:correct horse battery staple").decode()
    problem(public.get(CLAIMS, headers={"authorization": f"Basic {credentials}"}), 401)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("failure", "status", "kind", "detail", "errors"),
    [
        (
            "invalid-input",
            400,
            "/api/problems/invalid-input/",
            "The summary is empty; say in one sentence what was found.",
            [{"field": "summary", "detail": "The summary is empty; say in one sentence what was found."}],
        ),
        ("not-allowed", 403, "about:blank", "Only an editor may publish; ask one.", []),
        ("stale", 422, "/api/problems/refused/", "The verdict was changed meanwhile; look again.", []),
        ("permission", 403, "about:blank", "You may not do this.", []),
        ("suspicious", 400, "about:blank", "The request is malformed.", []),
        (
            "serializer",
            400,
            "/api/problems/invalid-input/",
            "This field is required. No.",
            [{"field": "claim.text", "detail": "This field is required."}, {"field": "kind", "detail": "No."}],
        ),
    ],
)
def test_errors_of_the_domain_and_of_the_framework_have_the_same_shape(
    public: APIClient, failure: str, status: int, kind: str, detail: str, errors: list[dict[str, str]]
) -> None:
    body = problem(public.get(f"/api/failing/{failure}/"), status)
    assert (body["type"], body["detail"], body["errors"]) == (kind, detail, errors)


@pytest.mark.urls(__name__)
def test_whoever_must_wait_is_told_how_long(public: APIClient) -> None:
    response = public.get("/api/failing/throttled/")
    problem(response, 429)
    assert response["Retry-After"] == "7"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("debug", [True, False])
def test_a_failure_of_the_server_tells_the_log_and_nobody_else(caplog: pytest.LogCaptureFixture, debug: bool) -> None:
    client = APIClient(raise_request_exception=False)
    with override_settings(DEBUG=debug), caplog.at_level(logging.ERROR, "django.request"):
        response = client.get("/api/failing/unforeseen/")
    assert "internals" not in response.content.decode()
    assert problem(response, 500)["detail"] == "The server failed; the failure is in its log."
    [record] = caplog.records
    assert record.exc_info
    assert "internals" in str(record.exc_info[1])


@override_settings(ALLOWED_HOSTS=["facts.example.org"])
def test_a_strange_host_is_refused_in_the_same_shape_below_api_only(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(headers={"host": "evil.example.com"})
    assert problem(client.get(CLAIMS), 400)["detail"] == "The request is malformed."
    assert client.get("/admin/").headers["Content-Type"].startswith("text/html")


def crashing(get_response: object) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that fails."""

    def middleware(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("internals")

    return middleware


@override_settings(MIDDLEWARE=[f"{__name__}.crashing"])
def test_what_fails_outside_the_views_has_the_same_shape_below_api_only() -> None:
    client = Client(raise_request_exception=False)
    assert "internals" not in problem(client.get(CLAIMS), 500)["detail"]
    elsewhere = client.get("/admin/")
    assert elsewhere.status_code == 500
    assert elsewhere.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("slug", TYPES)
def test_every_type_of_problem_is_explained_at_its_address(public: APIClient, slug: str) -> None:
    kind = TYPES[slug]
    assert public.get(kind.uri).json() == {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
    }
