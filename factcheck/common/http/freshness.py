"""Who may keep an answer, and for how long (RFC 9111, RFC 5861), and on what in the request it depends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from factcheck.common.problem import APIS

# A correction or a retraction is everywhere within two minutes.
PUBLIC = "public, max-age=60, stale-while-revalidate=60"
PRIVATE = "private, no-cache"
NEVER = "no-store"
SAFE = ("GET", "HEAD")
# What people of the desk see hangs on who they are; Origin is for CORS.
DEPENDS_ON = ("Accept", "Accept-Encoding", "Authorization", "Cookie", "Origin")
VARY = ", ".join(DEPENDS_ON)


class Freshness:
    """Cache-Control and Vary of every answer of the APIs. What a view says itself holds, unless it would make public
    what was answered to somebody in particular."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(APIS):
            said = response.headers.get("Cache-Control", "")
            response.headers["Cache-Control"] = cache_control(request, response, said)
            if "Vary" in response.headers:
                patch_vary_headers(response, DEPENDS_ON)
            else:
                response.headers["Vary"] = VARY
        return response


def cache_control(request: HttpRequest, response: HttpResponseBase, said: str) -> str:
    """What caches may do; said: what the view would let them."""
    if response.status_code >= 400:
        return NEVER
    personal = "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES
    if personal or response.cookies:
        return said if "private" in said or "no-store" in said else PRIVATE
    return said or (PUBLIC if request.method in SAFE else NEVER)
