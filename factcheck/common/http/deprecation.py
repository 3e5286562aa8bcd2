"""How an address of the API says that it will go: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and where to read on.

A view says so by an attribute, `deprecated = Deprecation(…)`; so does one action of a viewset, by the decorator
`@deprecated(Deprecation(…))` on its method.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from factcheck.common.problem import APIS

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Deprecation:
    """since: from when on nobody should begin to use it; sunset: until when it answers; link: what to use instead."""

    since: datetime
    sunset: datetime | None
    link: str

    def __post_init__(self) -> None:
        if self.since.tzinfo is None or (self.sunset is not None and self.sunset.tzinfo is None):
            raise ValueError("A deprecation's moments carry their time zone.")
        if self.sunset is not None and self.sunset < self.since:
            raise ValueError("Nothing goes before it is deprecated (RFC 9745, section 4).")

    def add_to(self, response: HttpResponseBase) -> None:
        """Its headers; links that are there already stay."""
        response.headers["Deprecation"] = f"@{int(self.since.timestamp())}"
        relation = "deprecation"
        if self.sunset is not None:
            response.headers["Sunset"] = http_date(self.sunset.timestamp())
            relation = "deprecation sunset"
        links = [response.headers.get("Link", ""), f'<{self.link}>; rel="{relation}"; type="text/html"']
        response.headers["Link"] = ", ".join(filter(None, links))


def deprecated(deprecation: Deprecation) -> Callable[[_F], _F]:
    """Marks a view, or an action's method."""

    def mark(view: _F) -> _F:
        view.deprecated = deprecation  # type: ignore[attr-defined]
        return view

    return mark


@lru_cache(maxsize=1024)
def deprecation_of(view: Any, method: str) -> Deprecation | None:
    """What the view that a URL leads to says of itself, or of what it does on this method."""
    viewed = getattr(view, "cls", None) or getattr(view, "view_class", None) or view
    actions: dict[str, str] = getattr(view, "actions", None) or {}
    act = getattr(viewed, actions.get(method.lower(), ""), None)
    found: Deprecation | None = getattr(act, "deprecated", None) or getattr(viewed, "deprecated", None)
    return found


class Deprecations:
    """Says it in every answer, errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if (
            match is not None
            and request.path_info.startswith(APIS)
            and (found := deprecation_of(match.func, request.method or ""))
        ):
            found.add_to(response)
        return response
