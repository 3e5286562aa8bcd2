"""How much may be asked is said in every answer, and who asks more is told when to ask again."""

from __future__ import annotations

import base64
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from rest_framework.test import APIClient

from access import rate_limits
from factcheck.common import problem as problems
from tests.factories import TokenFactory, UserFactory

from .asking import CLAIMS, problem
from .test_tokens import bearer

PLAIN = "/api/problems/refused/"


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> Iterator[None]:
    """Few, so that they are soon reached; counted anew by each test."""
    settings.RATE_LIMIT_ANONYMOUS = "3/minute"
    settings.RATE_LIMIT_TOKEN = "5/minute"
    rate_limits.storage.cache_clear()
    yield
    rate_limits.storage.cache_clear()


def statuses(client: APIClient, times: int, path: str = PLAIN, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_every_answer_says_how_much_is_left(public: APIClient) -> None:
    left = []
    for path in (PLAIN, "/api/nothing/here/", f"{CLAIMS}?speker=x"):
        response = public.get(path)
        assert response["RateLimit-Policy"] == '"default";q=3;w=60'
        found = re.fullmatch(r'"default";r=(\d+);t=(\d+)', response["RateLimit"])
        assert found
        assert 0 < int(found[2]) <= 60
        left.append(found[1])
    assert left == ["2", "1", "0"]


def test_who_asks_too_much_is_told_when_to_ask_again(public: APIClient) -> None:
    assert statuses(public, 3) == [200, 200, 200]
    response = public.get(PLAIN)
    body = problem(response, 429)
    assert body["type"] == "/api/problems/rate-limited/"
    wait = int(response["Retry-After"])
    assert 0 < wait <= 60
    assert f"ask again in {wait} seconds" in body["detail"]
    assert response["RateLimit"] == f'"default";r=0;t={wait}'
    assert response["Cache-Control"] == "no-store"
    assert public.head(PLAIN).status_code == 429


def test_another_address_is_counted_by_itself(public: APIClient) -> None:
    assert statuses(public, 4)[-1] == 429
    other = APIClient(REMOTE_ADDR="192.0.2.7")
    assert statuses(other, 3) == [200, 200, 200]
    neighbours = [APIClient(REMOTE_ADDR=f"2001:db8::{number}") for number in range(1, 5)]
    assert [client.get(PLAIN).status_code for client in neighbours] == [200, 200, 200, 429]


def test_a_forged_header_makes_nobody_another(public: APIClient) -> None:
    forged = [public.get(PLAIN, headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(4)]
    assert forged[-1] == 429


def test_behind_a_trusted_proxy_the_address_is_what_it_says(settings: Any, public: APIClient) -> None:
    settings.PROXY_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
    told = [public.get(PLAIN, headers={"x-forwarded-for": f"forged, 192.0.2.{n}"}).status_code for n in range(4)]
    assert told == [200, 200, 200, 200]
    assert statuses(public, 4, **{"x-forwarded-for": "forged, 192.0.2.1"})[-1] == 429


def test_a_token_is_counted_by_itself_wherever_it_is_used() -> None:
    token, other = TokenFactory(), TokenFactory()
    assert statuses(bearer(token), 3) + statuses(bearer(token), 3) == [200] * 5 + [429]
    assert statuses(bearer(other), 5) == [200] * 5
    assert statuses(APIClient(), 3) == [200] * 3


def test_somebody_signed_in_is_counted_by_themselves(desk: APIClient, stranger: APIClient) -> None:
    assert statuses(desk, 6) == [200] * 5 + [429]
    assert statuses(stranger, 1) == [200]


def test_whoever_guesses_tokens_is_soon_told_to_wait(public: APIClient) -> None:
    TokenFactory()
    guesses = [
        public.get(CLAIMS, headers={"authorization": f"Bearer fct_{number:043}"}).status_code for number in range(4)
    ]
    assert guesses == [401, 401, 401, 429]
    assert public.get(PLAIN).status_code == 429


def test_a_revoked_token_counts_by_address() -> None:
    token = TokenFactory(revoked=True)
    assert statuses(bearer(token), 4, CLAIMS) == [401, 401, 401, 429]


def test_whoever_guesses_passwords_is_soon_told_to_wait(public: APIClient) -> None:
    UserFactory(reviewer=True, username="ann")
    guesses = []
    for number in range(4):
        credentials = base64.b64encode(f"ann:{number}".encode()).decode()
        guesses.append(public.get(CLAIMS, headers={"authorization": f"Basic {credentials}"}).status_code)
    assert guesses == [401, 401, 401, 429]


def test_a_cookie_that_is_none_makes_nobody_known(public: APIClient) -> None:
    public.cookies["sessionid"] = "forged"
    assert statuses(public, 4)[-1] == 429


def test_nothing_else_is_limited(public: APIClient) -> None:
    assert statuses(public, 5, "/") == [200] * 5
    assert statuses(public, 5, "/healthz") == [200] * 5
    assert "RateLimit" not in public.get("/")


def test_a_new_window_begins_anew(settings: Any) -> None:
    settings.RATE_LIMIT_ANONYMOUS = "1/second"
    client = APIClient()
    assert 429 in statuses(client, 20)
    time.sleep(1.05)
    assert statuses(client, 1) == [200]


def test_google_is_refused_in_the_shape_of_its_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = {problems.GOOGLE: lambda request, problem: problems.JsonResponse({"error": {"code": problem.status}})}
    monkeypatch.setattr(problems, "SHAPES", shape)
    client = APIClient()
    assert statuses(client, 3, "/v1alpha1/claims:search/")[-1] != 429
    assert client.get("/v1alpha1/claims:search/").json() == {"error": {"code": 429}}
    problem(client.get(PLAIN), 429)


@pytest.mark.parametrize("written", ["", "off"])
def test_limits_can_be_off(settings: Any, written: str) -> None:
    settings.RATE_LIMIT_ANONYMOUS = written
    client = APIClient()
    assert statuses(client, 10) == [200] * 10
    assert "RateLimit" not in client.get(PLAIN)
    assert statuses(bearer(TokenFactory()), 6)[-1] == 429


@pytest.mark.parametrize("written", ["many", "120", "120/fortnight", "1/second;100/hour"])
def test_a_limit_that_says_nothing_stops_the_start(settings: Any, written: str) -> None:
    settings.RATE_LIMIT_TOKEN = written
    with pytest.raises(ImproperlyConfigured, match="write it like 120/minute, or off"):
        APIClient().get(PLAIN)


@pytest.mark.parametrize("uri", ["nowhere://", "nothing", "async+memory://"])
def test_a_storage_that_there_is_not_stops_the_start(settings: Any, uri: str) -> None:
    settings.RATE_LIMIT_STORAGE = uri
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMIT_STORAGE"):
        APIClient().get(PLAIN)


class Broken(rate_limits.Counts):
    """A storage that can't be reached."""

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise self.base_exceptions("no route")


def test_nobody_is_refused_because_the_storage_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rate_limits, "Counts", Broken)
    with caplog.at_level(logging.ERROR, "access.rate_limits"):
        assert statuses(APIClient(), 4) == [200] * 4
    assert "nothing is limited" in caplog.text
