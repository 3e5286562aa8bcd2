"""How often somebody may ask the APIs, counted by token, by person or by address, whatever comes of it.

Counted before a view is asked, so that what is refused there counts too: whoever guesses tokens or passwords is soon
told to wait. Fixed windows: easy to foretell, at the price that twice as much fits around the end of one.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string

from access.authentication import carried
from access.counting import Counts
from access.models import Token
from factcheck.common.http import address
from factcheck.common.problem import APIS, RATE_LIMITED, Problem, respond

MEMORY = "memory://"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rate:
    """So many requests in a window of so many seconds."""

    item: RateLimitItem
    amount: int
    window: int
    policy: str

    @classmethod
    def of(cls, item: RateLimitItem) -> Rate:
        """With what is said of it in every answer."""
        amount, window = item.amount, item.get_expiry()
        return cls(item, amount, window, f'"default";q={amount};w={window}')


@dataclass(frozen=True)
class Standing:
    """What is left of a limit, and for how many seconds."""

    rate: Rate
    allowed: bool
    left: int
    seconds: int

    def add_to(self, response: HttpResponseBase) -> None:
        """The headers of draft-ietf-httpapi-ratelimit-headers, which are structured fields (RFC 9651)."""
        response.headers["RateLimit-Policy"] = self.rate.policy
        response.headers["RateLimit"] = f'"default";r={self.left};t={self.seconds}'


class RateLimits:
    """Counts, refuses with 429 what is too much, and says in every answer how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.anonymous = read_rate("RATE_LIMIT_ANONYMOUS")
        self.known = read_rate("RATE_LIMIT_TOKEN")
        self.storage = storage(settings.RATE_LIMIT_STORAGE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (self.anonymous or self.known) or not request.path_info.startswith(APIS):
            return self.get_response(request)
        key, rate = self.asker(request)
        standing = self.count(rate, key) if rate else None
        if standing is None:
            return self.get_response(request)
        response = self.get_response(request) if standing.allowed else refuse(request, standing)
        standing.add_to(response)
        return response

    def asker(self, request: HttpRequest) -> tuple[str, Rate | None]:
        """By what somebody is counted, and the limit that holds for them.

        A password sent by HTTP Basic is not looked at here, so it counts by address.
        """
        token = carried(request)
        if isinstance(token, Token):
            return f"token:{token.pk}", self.known
        cookie = settings.SESSION_COOKIE_NAME in request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
        if cookie and request.user.is_authenticated:  # which the view asks as well: it is looked up once
            return f"person:{request.user.pk}", self.known
        return f"address:{address.client(request, settings.PROXY_ADDRESS_HEADER)}", self.anonymous

    def count(self, rate: Rate, asker: str) -> Standing | None:
        """One more; None where the storage can't be reached: then nobody is refused for it.

        As the fixed window of `limits` does it, which would ask the storage once more for what is left.
        """
        key = rate.item.key_for(asker)
        try:
            number = self.storage.incr(key, rate.window)
            ends = self.storage.get_expiry(key)
        except self.storage.base_exceptions:
            logger.exception("The storage of the rate limits can't be reached; nothing is limited meanwhile.")
            return None
        seconds = max(1, math.ceil(ends - time.time()))
        return Standing(rate, number <= rate.amount, max(0, rate.amount - number), seconds)


def refuse(request: HttpRequest, standing: Standing) -> HttpResponseBase:
    """Too much: until when to wait, and how to get more."""
    rate = standing.rate
    detail = f"At most {rate.amount} requests in {rate.window} seconds; ask again in {standing.seconds} seconds."
    headers = {"Retry-After": str(standing.seconds)}
    return respond(request, Problem(RATE_LIMITED.status, detail, RATE_LIMITED, headers=headers))


def read_rate(name: str) -> Rate | None:
    """The limit that a setting says, None for none. Raises ImproperlyConfigured."""
    written: str = getattr(settings, name)
    if written in ("", "off"):
        return None
    try:
        rates = parse_many(written)
    except ValueError:
        rates = []
    if len(rates) != 1:
        raise ImproperlyConfigured(f"{name} is {written!r}; write it like 120/minute, or off for no limit.")
    return Rate.of(rates[0])


@lru_cache(maxsize=8)
def storage(uri: str) -> Storage:
    """Where is counted: in this process, or in a server that all processes ask. Raises ImproperlyConfigured."""
    if uri == MEMORY:
        return Counts()
    try:
        found = storage_from_string(uri)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"RATE_LIMIT_STORAGE can't be used: {error}") from error
    if not isinstance(found, Storage):
        raise ImproperlyConfigured("RATE_LIMIT_STORAGE is one for asynchronous servers; leave async+ out.")
    return found
