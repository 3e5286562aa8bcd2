"""What every answer has, whatever it says: identifiers, ETags, freshness, compression, HEAD, CORS, deprecation."""

from __future__ import annotations

import gzip
import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from factcheck.common.http.deprecation import Deprecation, deprecated
from factcheck.common.http.request_id import WithRequestId
from tests.factories import ClaimFactory, TokenFactory

from .asking import CLAIMS, DOCUMENTS, SOURCES, problem
from .test_tokens import bearer

READ = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
GOING = Deprecation(datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 3, 1, 12, tzinfo=UTC), "https://example.org/v2")
logger = logging.getLogger(__name__)
made: list[int] = []


class Stream(APIView):
    """Rows, one by one, of which it is noted which were made."""

    def get(self, request: Request) -> StreamingHttpResponse:
        return StreamingHttpResponse(self.rows(), content_type="application/x-ndjson")

    def rows(self) -> Iterator[bytes]:
        for number in range(1000):
            made.append(number)
            yield b'{"row": %d}\n' % number


class Old(APIView):
    """One that goes."""

    deprecated = GOING

    def get(self, request: Request) -> Response:
        return Response({"old": True}, headers={"Link": '</next>; rel="next"'})


class HalfOld(ViewSet):
    """One of its actions goes."""

    def list(self, request: Request) -> Response:
        return Response([])

    @deprecated(Deprecation(datetime(2026, 3, 1, tzinfo=UTC), None, "/api/docs/"))
    def create(self, request: Request) -> Response:
        return Response([])


class Own(APIView):
    """What a view says itself."""

    def get(self, request: Request, said: str) -> HttpResponse:
        response = HttpResponse("{}" + " " * 1000, content_type="application/json")
        name, _, value = said.partition("=")
        response.headers[name] = value
        return response


class Page(APIView):
    """HTML with something of the request in it."""

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse("<p>" + "secret " * 200)


class Saying(APIView):
    """Says a line to the log."""

    def get(self, request: Request) -> Response:
        logger.warning("said")
        return Response({})


urlpatterns = [
    path("api/stream/", Stream.as_view()),
    path("api/old/", Old.as_view()),
    path("api/half/", HalfOld.as_view({"get": "list", "post": "create"})),
    path("api/own/<path:said>", Own.as_view()),
    path("api/page/", Page.as_view()),
    path("api/saying/", Saying.as_view()),
    path("", include("factcheck.urls")),
]


@pytest.fixture
def claims() -> list[Any]:
    """Enough for an answer that is worth compressing."""
    return ClaimFactory.create_batch(3, published=True, appears=True)


# Identifiers of requests


@pytest.mark.parametrize(
    "given", ["abc-123", "Root=1-67891233-abcdef", "a" * 64, "0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"]
)
def test_a_request_keeps_the_identifier_that_it_came_with(public: APIClient, given: str) -> None:
    assert public.get(CLAIMS, headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a" * 65, "two words", "line\nbreak", "<script>", "é", "a,b", '"'])
def test_an_identifier_that_could_not_stand_in_a_log_is_replaced(public: APIClient, given: str) -> None:
    one, two = (public.get(CLAIMS, headers={"x-request-id": given})["X-Request-ID"] for _ in range(2))
    assert UUID(one) != UUID(two)


def test_every_answer_has_one(public: APIClient) -> None:
    for address in ("/", "/api/nothing/", "/admin/login/", "/api/v1/claims"):
        assert UUID(public.get(address)["X-Request-ID"])


@pytest.mark.urls(__name__)
def test_what_is_logged_meanwhile_has_it(public: APIClient, settings: Any) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithRequestId())
    line = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(logging.Formatter(line["format"], style=line["style"]))
    logger.addHandler(handler)
    try:
        public.get("/api/saying/", headers={"x-request-id": "abc-123"})
        logger.warning("afterwards")
    finally:
        logger.removeHandler(handler)
    during, after = out.getvalue().splitlines()
    assert during.endswith(f"WARNING abc-123 {__name__}: said")
    assert after.endswith(f"WARNING - {__name__}: afterwards")


# ETags


@pytest.mark.parametrize("coding", READ)
@pytest.mark.parametrize("method", ["get", "head"])
def test_who_has_it_already_is_sent_nothing(public: APIClient, claims: list[Any], coding: str, method: str) -> None:
    first = public.get(CLAIMS, headers={"accept-encoding": coding})
    tag = first["ETag"]
    assert tag.startswith('"')
    headers = {"accept-encoding": coding, "if-none-match": f'"other", W/{tag}', "origin": "https://example.org"}
    again = getattr(public, method)(CLAIMS, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    kept = ("ETag", "Cache-Control", "Vary")
    assert {name: again[name] for name in kept} == {name: first[name] for name in kept}
    assert not any(name in again.headers for name in ("Content-Type", "Content-Encoding"))
    assert all(name in again.headers for name in ("X-Request-ID", "Access-Control-Allow-Origin"))


def test_a_star_stands_for_whatever_there_is(public: APIClient, claims: list[Any]) -> None:
    assert public.get(CLAIMS, headers={"if-none-match": "*"}).status_code == 304
    assert public.get("/api/v1/nothing/", headers={"if-none-match": "*"}).status_code == 404


@pytest.mark.parametrize("known", ['"other"', "", "nonsense", 'W/"x"', "W/", ", ,"])
def test_who_has_something_else_is_sent_the_answer(public: APIClient, claims: list[Any], known: str) -> None:
    assert public.get(CLAIMS, headers={"if-none-match": known}).status_code == 200


def test_each_representation_has_an_etag_of_its_own(public: APIClient, claims: list[Any]) -> None:
    tags = {coding: public.get(CLAIMS, headers={"accept-encoding": coding})["ETag"] for coding in READ}
    assert len(set(tags.values())) == 3
    headers = {"accept-encoding": "gzip", "if-none-match": tags["br"]}
    assert public.get(CLAIMS, headers=headers).status_code == 200
    one, two = (
        public.get(f"{CLAIMS}{claims[0].pk}/provenance/", headers={"accept": kind})["ETag"]
        for kind in ("text/turtle", "application/json")
    )
    assert one != two


def test_the_etag_changes_with_the_answer_and_only_then(public: APIClient, claims: list[Any]) -> None:
    before = public.get(CLAIMS)["ETag"]
    assert public.get(CLAIMS)["ETag"] == before
    ClaimFactory()  # a draft: nothing that the public sees
    assert public.get(CLAIMS)["ETag"] == before
    ClaimFactory(published=True)
    assert public.get(CLAIMS)["ETag"] != before
    assert public.get(CLAIMS, headers={"if-none-match": before}).status_code == 200


def test_the_etag_of_the_desk_opens_nothing_to_the_public(public: APIClient, desk: APIClient) -> None:
    draft = ClaimFactory()
    tag = desk.get(f"{CLAIMS}{draft.pk}/")["ETag"]
    for known in (tag, "*"):
        problem(public.get(f"{CLAIMS}{draft.pk}/", headers={"if-none-match": known}), 404)
    listed = desk.get(CLAIMS)["ETag"]
    assert public.get(CLAIMS, headers={"if-none-match": listed}).status_code == 200


def test_who_wants_one_state_alone_is_refused_another(public: APIClient, claims: list[Any]) -> None:
    tag = public.get(CLAIMS)["ETag"]
    for wanted in (tag, "*", f'"other", {tag}'):
        assert public.get(CLAIMS, headers={"if-match": wanted}).status_code == 200
    for wanted in ('"other"', f"W/{tag}"):
        response = public.get(CLAIMS, headers={"if-match": wanted})
        assert problem(response, 412)["title"] == "Precondition Failed"
        assert response["Cache-Control"] == "no-store"


def test_dates_are_no_conditions_here(public: APIClient, claims: list[Any]) -> None:
    past, future = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
    assert public.get(CLAIMS, headers={"if-modified-since": future}).status_code == 200
    assert public.get(CLAIMS, headers={"if-unmodified-since": past}).status_code == 200


def test_errors_have_no_etag(public: APIClient) -> None:
    assert "ETag" not in public.get(CLAIMS, {"speker": "x"})


# Freshness


def test_what_the_public_sees_may_be_kept_for_a_minute(public: APIClient, claims: list[Any]) -> None:
    for address in (CLAIMS, DOCUMENTS, SOURCES, f"{CLAIMS}{claims[0].pk}/", "/api/problems/refused/"):
        for response in (public.get(address), public.head(address)):
            assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
            names = {name.strip() for name in response["Vary"].split(",")}
            assert names >= {"Accept", "Accept-Encoding", "Authorization", "Cookie", "Origin"}
            assert len(names) == len(response["Vary"].split(","))


def test_what_somebody_in_particular_sees_is_theirs(desk: APIClient, public: APIClient) -> None:
    for client in (desk, bearer(TokenFactory())):
        assert client.get(CLAIMS)["Cache-Control"] == "private, no-cache"
    public.cookies["sessionid"] = "forged"
    assert public.get(CLAIMS)["Cache-Control"] == "private, no-cache"


def test_errors_are_kept_by_nobody(public: APIClient, desk: APIClient) -> None:
    for client in (public, desk):
        for address in ("/api/v1/nothing/", f"{CLAIMS}?speker=x"):
            assert client.get(address)["Cache-Control"] == "no-store"
        assert client.post(CLAIMS)["Cache-Control"] == "no-store"


@pytest.mark.urls(__name__)
def test_a_view_may_say_more_but_not_make_public_what_is_somebodys(public: APIClient, desk: APIClient) -> None:
    own = "/api/own/Cache-Control="
    assert public.get(f"{own}public, max-age=5")["Cache-Control"] == "public, max-age=5"
    assert desk.get(f"{own}public, max-age=5")["Cache-Control"] == "private, no-cache"
    assert desk.get(f"{own}private, max-age=5")["Cache-Control"] == "private, max-age=5"
    assert desk.get(f"{own}no-store")["Cache-Control"] == "no-store"


def test_an_answer_that_sets_a_cookie_is_not_public(public: APIClient) -> None:
    response = public.get("/api/docs/")
    assert ("public" in response["Cache-Control"]) == (not response.cookies)


def test_pages_outside_the_api_are_as_they_were(public: APIClient) -> None:
    response = public.get("/", headers={"accept-encoding": "br"})
    added = ("ETag", "Content-Encoding", "RateLimit", "Access-Control-Allow-Origin")
    assert not any(name in response.headers for name in added)


# Compression


@pytest.mark.parametrize("coding", READ)
def test_an_answer_is_compressed_as_asked(public: APIClient, claims: list[Any], coding: str) -> None:
    plain = public.get(CLAIMS)
    response = public.get(CLAIMS, headers={"accept-encoding": coding})
    assert READ[coding](response.content) == plain.content
    assert response.get("Content-Encoding", "identity") == coding
    assert response["Content-Length"] == str(len(response.content))
    assert "Content-Encoding" not in plain
    assert coding == "identity" or len(response.content) < len(plain.content) / 2


def test_a_short_answer_stays_as_it_is(public: APIClient) -> None:
    response = public.get("/api/problems/refused/", headers={"accept-encoding": "br"})
    assert len(response.content) <= 500
    assert "Content-Encoding" not in response


def test_errors_are_compressed_too(public: APIClient) -> None:
    query = {f"unknown{number}": "x" for number in range(20)}
    response = public.get(CLAIMS, query, headers={"accept-encoding": "br"})
    assert (response.status_code, response["Content-Encoding"]) == (400, "br")


@pytest.mark.urls(__name__)
def test_html_with_something_of_the_request_is_never_compressed(public: APIClient) -> None:
    for address in ("/api/page/", "/api/docs/", "/admin/login/"):
        response = public.get(address, headers={"accept-encoding": "br, gzip"})
        assert len(response.content) > 1000
        assert "Content-Encoding" not in response


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("said", ["Content-Encoding=x", "Cache-Control=no-transform, max-age=5"])
def test_what_a_view_wants_untouched_is_left_alone(public: APIClient, said: str) -> None:
    response = public.get(f"/api/own/{said}", headers={"accept-encoding": "br"})
    assert response.content.startswith(b"{}  ")


@pytest.mark.urls(__name__)
def test_a_views_own_etag_is_kept(public: APIClient) -> None:
    for own in ('"mine"', 'W/"mine"'):
        assert public.get(f"/api/own/ETag={own}")["ETag"] == own
        coded = public.get(f"/api/own/ETag={own}", headers={"accept-encoding": "br"})["ETag"]
        assert coded == f'{own[:-1]}-br"'
        assert public.get(f"/api/own/ETag={own}", headers={"if-none-match": '"mine"'}).status_code == 304
    assert public.get('/api/own/ETag=W/"mine"', headers={"if-match": 'W/"mine"'}).status_code == 412


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("coding", READ)
def test_a_stream_is_compressed_as_it_is_made(public: APIClient, coding: str) -> None:
    made.clear()
    response = public.get("/api/stream/", headers={"accept-encoding": coding})
    assert made == []
    assert not any(name in response.headers for name in ("ETag", "Content-Length"))
    assert "Accept-Encoding" in response["Vary"]
    chunks = iter(response)
    first = next(chunks)
    assert first
    assert len(made) <= 2
    whole = READ[coding](first + b"".join(chunks))
    assert whole.splitlines()[-1] == b'{"row": 999}'


# HEAD, OPTIONS and other methods


def test_head_says_what_get_would(public: APIClient, claims: list[Any]) -> None:
    for address in (CLAIMS, DOCUMENTS, SOURCES, f"{CLAIMS}{claims[0].pk}/", f"{CLAIMS}{claims[0].pk}/provenance/"):
        for coding in READ:
            headers = {"accept-encoding": coding, "x-request-id": "same"}
            get, head = public.get(address, headers=headers), public.head(address, headers=headers)
            assert head.content == b""
            assert head.headers == get.headers
            assert int(head["Content-Length"]) == len(get.content) > 0


@pytest.mark.urls(__name__)
def test_head_of_a_stream_makes_none_of_it(public: APIClient) -> None:
    made.clear()
    response = public.head("/api/stream/", headers={"accept-encoding": "br"})
    assert (b"".join(response), made) == (b"", [])
    assert (response["Content-Type"], response["Content-Encoding"]) == ("application/x-ndjson", "br")


def test_options_says_what_can_be_asked(public: APIClient) -> None:
    response = public.options(CLAIMS)
    assert response.status_code == 200
    assert response["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert "public" not in response["Cache-Control"]
    problem(public.options("/api/v1/nothing/"), 404)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW"])
def test_a_method_that_there_is_not_is_refused(public: APIClient, method: str) -> None:
    problem(public.generic(method, CLAIMS), 405)


# CORS


def test_pages_of_other_sites_may_read(public: APIClient, claims: list[Any]) -> None:
    response = public.get(CLAIMS, headers={"origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    exposed = {name.strip() for name in response["Access-Control-Expose-Headers"].split(",")}
    wanted = {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID", "Deprecation", "Sunset"}
    assert exposed >= wanted


def test_errors_can_be_read_from_other_sites_too(public: APIClient) -> None:
    assert (
        public.get("/api/v1/nothing/", headers={"origin": "https://example.org"})["Access-Control-Allow-Origin"] == "*"
    )


def test_pages_of_other_sites_may_send_a_token_and_write_nothing(public: APIClient) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    response = public.options(CLAIMS, headers={**asked, "access-control-request-headers": "authorization"})
    assert response.status_code == 200
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = response["Access-Control-Allow-Headers"].split(", ")
    assert {"authorization", "if-none-match"} <= set(allowed)
    assert "x-csrftoken" not in allowed
    assert response["Access-Control-Max-Age"] == "86400"


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/healthz"])
def test_nothing_else_is_open_to_pages_of_other_sites(public: APIClient, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in public.get(address, headers={"origin": "https://example.org"})


# Deprecation


@pytest.mark.urls(__name__)
def test_an_address_that_goes_says_since_when_until_when_and_where_to_read_on(public: APIClient) -> None:
    response = public.get("/api/old/")
    assert response["Deprecation"] == "@1772323200"  # RFC 9745: a date as a structured field
    assert response["Sunset"] == "Mon, 01 Mar 2027 12:00:00 GMT"  # RFC 8594: an HTTP date
    going = '<https://example.org/v2>; rel="deprecation sunset"; type="text/html"'
    assert response["Link"] == f'</next>; rel="next", {going}'
    again = public.get("/api/old/", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again["Deprecation"], again["Link"]) == (304, response["Deprecation"], response["Link"])
    assert problem(public.post("/api/old/"), 401)
    assert "Deprecation" in public.post("/api/old/")


@pytest.mark.urls(__name__)
def test_one_action_may_go_without_the_others(public: APIClient, desk: APIClient) -> None:
    going = desk.post("/api/half/")
    assert going["Link"] == '</api/docs/>; rel="deprecation"; type="text/html"'
    assert "Sunset" not in going
    assert "Deprecation" not in public.get("/api/half/")


def test_nothing_of_the_api_goes_unless_it_says_so(public: APIClient) -> None:
    assert "Deprecation" not in public.get(CLAIMS)


def test_people_of_the_desk_read_the_same_way(desk: APIClient, claims: list[Any]) -> None:
    response = desk.get(CLAIMS, headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert desk.get(CLAIMS, headers={"accept-encoding": "br", "if-none-match": response["ETag"]}).status_code == 304
