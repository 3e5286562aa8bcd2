"""Signing in by a personal token: `Authorization: Bearer fct_…` (RFC 6750)."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from access.models import Token, digest

TEXT = re.compile(r"fct_[A-Za-z0-9_-]{43}")
UNKNOWN = "There is no such token; check that you sent all of it, or make a new one."
CLOSED = "The account that this token belongs to is closed."
REMEDY = {
    Token.State.EXPIRED: "This token has expired; make a new one.",
    Token.State.REVOKED: "This token was revoked; make a new one.",
}


def carried(request: HttpRequest) -> Token | str | None:
    """The valid token that a request shows, why the one it shows lets nobody in, or None where it shows none.

    Looked up once a request. By its digest: how long that takes tells nothing of the secrets that are stored.
    """
    scheme, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    if not hasattr(request, "_token"):
        request._token = _found(text.strip(" "))  # type: ignore[attr-defined]
    found: Token | str = request._token  # type: ignore[attr-defined]
    return found


def _found(text: str) -> Token | str:
    if not TEXT.fullmatch(text):
        return UNKNOWN
    token = Token.objects.select_related("owner").filter(digest=digest(text)).first()
    if token is None:
        return UNKNOWN
    if token.state != Token.State.ACTIVE:
        return REMEDY[token.state]
    return token if token.owner.is_active else CLOSED


class TokenAuthentication(BaseAuthentication):
    """`request.user` is the owner of the token, `request.auth` the token itself."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Owner and token; None where the request shows no token. Raises AuthenticationFailed."""
        found = carried(request._request)
        if isinstance(found, str):
            raise AuthenticationFailed(found)
        if found is None:
            return None
        found.used()
        return found.owner, found

    def authenticate_header(self, request: Request) -> str:
        """The challenge of every 401. As this class comes first, it speaks for Basic as well."""
        found = carried(request._request)
        if isinstance(found, str):
            return f'Bearer realm="api", error="invalid_token", error_description="{found}"'
        return 'Basic realm="api", Bearer realm="api"'
