"""Personal tokens let programs in as their owner, to read what the owner may read and to write as far as scopes go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from access.models import Token
from access.permissions import WithinScope, scope_of
from access.scopes import SCOPES
from tests.factories import ClaimFactory, TokenFactory, UserFactory

from .asking import CLAIMS, ids, problem


class Approving(APIView):
    """A view that names its scope."""

    scope = "verdicts"

    def get(self, request: Request) -> Response:
        return Response({"user": str(request.user), "token": str(request.auth)})

    def post(self, request: Request) -> Response:
        return self.get(request)


class Several(ViewSet):
    """A scope for each action."""

    scopes = {"create": "claims", "destroy": "documents"}

    def create(self, request: Request) -> Response:
        return Response({})

    def destroy(self, request: Request) -> Response:
        return Response({})


class Unnamed(APIView):
    """One that forgot to say."""

    def post(self, request: Request) -> Response:
        return Response({})


urlpatterns = [
    path("api/approving/", Approving.as_view()),
    path("api/several/", Several.as_view({"post": "create", "delete": "destroy"})),
    path("api/unnamed/", Unnamed.as_view()),
    path("", include("factcheck.urls")),
]


def bearer(token: Any) -> APIClient:
    """A program that shows the token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
    return client


@pytest.mark.parametrize(("role", "sees"), [("journalist", True), ("reviewer", True), ("editor", True)])
def test_a_token_reads_what_its_owner_reads(role: str, sees: bool) -> None:
    claim = ClaimFactory()
    token = TokenFactory(owner=UserFactory(**{role: True}))
    assert ids(bearer(token), CLAIMS) == [str(claim.pk)]


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
def test_the_name_of_the_scheme_is_read_in_any_letters(scheme: str, public: APIClient) -> None:
    claim = ClaimFactory()
    public.credentials(HTTP_AUTHORIZATION=f"{scheme} {TokenFactory().secret}")
    assert ids(public, CLAIMS) == [str(claim.pk)]


def test_a_token_is_noted_as_used() -> None:
    token = TokenFactory()
    bearer(token).get(CLAIMS)
    token.refresh_from_db()
    assert token.last_used_at is not None


@pytest.mark.parametrize(
    ("traits", "reason"),
    [
        ({"expired": True}, "has expired"),
        ({"revoked": True}, "was revoked"),
        ({"expired": True, "revoked": True}, "was revoked"),
    ],
)
def test_a_token_that_expired_or_was_revoked_is_refused(traits: dict[str, bool], reason: str) -> None:
    token = TokenFactory(**traits)
    refuses(bearer(token), reason)
    token.refresh_from_db()
    assert token.last_used_at is None


def test_the_token_of_somebody_who_left_is_refused() -> None:
    token = TokenFactory()
    token.owner.is_active = False
    token.owner.save()
    refuses(bearer(token), "is closed")


@pytest.mark.parametrize(
    "text", ["", "fct_", "fct_" + "a" * 43, "fct_" + "a" * 42 + "é", "x" * 5000, "fct_\\0", "a b", "fct_%00"]
)
def test_what_is_no_token_is_refused(text: str, public: APIClient) -> None:
    TokenFactory()
    public.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    refuses(public, "no such token")


def test_the_beginning_of_a_token_opens_nothing() -> None:
    token = TokenFactory()
    token.secret = token.prefix
    refuses(bearer(token), "no such token")


def refuses(client: APIClient, reason: str) -> None:
    """401, with the challenge of RFC 6750, whatever is asked; even for what everybody may read."""
    response = client.get(CLAIMS)
    assert reason in problem(response, 401)["detail"]
    challenge = response["WWW-Authenticate"]
    assert challenge.startswith('Bearer realm="api", error="invalid_token", error_description="')
    assert reason in challenge


def test_who_is_asked_to_sign_in_is_told_both_ways(public: APIClient) -> None:
    response = public.get(CLAIMS, {"rating": "none"})
    problem(response, 401)
    assert response["WWW-Authenticate"] == 'Basic realm="api", Bearer realm="api"'


@pytest.mark.urls(__name__)
def test_a_view_knows_the_person_and_the_token() -> None:
    token = TokenFactory(scopes=["verdicts"])
    answer = bearer(token).post("/api/approving/")
    assert answer.json() == {"user": token.owner.username, "token": token.name}


@pytest.mark.urls(__name__)
def test_a_token_without_the_scope_is_told_which_one_it_lacks() -> None:
    others = [name for name in SCOPES if name != "verdicts"]
    client = bearer(TokenFactory(scopes=others))
    assert client.get("/api/approving/").status_code == 200  # reading is what every token can
    response = client.post("/api/approving/")
    assert "'verdicts'" in problem(response, 403)["detail"]
    assert response["WWW-Authenticate"] == 'Bearer realm="api", error="insufficient_scope", scope="verdicts"'


@pytest.mark.urls(__name__)
def test_each_action_has_a_scope_of_its_own() -> None:
    client = bearer(TokenFactory(scopes=["claims"]))
    assert client.post("/api/several/").status_code == 200
    problem(client.delete("/api/several/"), 403)


@pytest.mark.urls(__name__)
def test_a_view_that_names_no_scope_is_closed_to_tokens() -> None:
    client = bearer(TokenFactory(scopes=list(SCOPES)))
    assert "No token" in problem(client.post("/api/unnamed/"), 403)["detail"]


@pytest.mark.urls(__name__)
def test_somebody_signed_in_has_all_scopes_and_nobody_none(public: APIClient, desk: APIClient) -> None:
    assert desk.post("/api/approving/").status_code == 200
    problem(public.post("/api/approving/"), 401)


@pytest.mark.urls(__name__)
def test_a_token_counts_more_than_a_cookie(desk: APIClient) -> None:
    token = TokenFactory(owner=UserFactory(journalist=True))
    desk.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
    assert desk.get("/api/approving/").json()["user"] == token.owner.username
    problem(desk.post("/api/approving/"), 403)


def test_asking_with_a_token_costs_one_query_more(django_assert_num_queries: Any) -> None:
    token = TokenFactory(owner=UserFactory(is_superuser=True))
    client = bearer(token)
    client.get("/api/problems/refused/")
    with django_assert_num_queries(1):
        client.get("/api/problems/refused/")


def views(resolver: Any = None) -> Iterator[Any]:
    """Every view of the site that DRF answers for, with its methods."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry)
        elif isinstance(entry, URLPattern) and isinstance(getattr(entry.callback, "cls", None), type):
            yield entry.callback


def test_every_view_that_writes_names_a_scope_that_there_is() -> None:
    seen = 0
    for callback in views():
        view = callback.cls(**callback.initkwargs)
        if WithinScope not in view.permission_classes:
            continue
        seen += 1
        actions = getattr(callback, "actions", None) or {
            method: method for method in view.http_method_names if hasattr(view, method)
        }
        for method, name in actions.items():
            if method.upper() not in SAFE_METHODS:
                view.action = name
                assert scope_of(view) in SCOPES, (callback.cls, method)
    assert seen >= 5


def test_a_token_cannot_enter_the_admin() -> None:
    client = bearer(TokenFactory(owner=UserFactory(is_superuser=True, is_staff=True)))
    assert client.get("/admin/").status_code == 302
    assert Token.objects.get().last_used_at is None
