"""What drf-spectacular can't know of one view: a summary in words, and who may ask without signing in."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

ANYBODY: dict[str, list[str]] = {}  # no scheme has to be satisfied (OpenAPI 3.1, section 4.8.30)


class Schema(AutoSchema):
    """REST_FRAMEWORK's DEFAULT_SCHEMA_CLASS."""

    def get_summary(self) -> str:
        """As the view says, or from its kind, or the first sentence of its description."""
        if said := super().get_summary():
            return str(said)
        one, many = self._nouns()
        kinds = {"list": f"List {many}", "retrieve": f"Read one {one}", "create": f"Add a {one}"}
        action = getattr(self.view, "action", None)
        return kinds.get(str(action)) or first_sentence(self.get_description()) or self.get_operation_id()

    def get_auth(self) -> list[dict[str, Any]]:
        """Nobody has to sign in to read, unless the view asks for it; everybody has to who changes something."""
        schemes = [scheme for scheme in super().get_auth() if scheme != ANYBODY]
        private = any(isinstance(permission, IsAuthenticated) for permission in self.view.get_permissions())
        return schemes if private or self.method not in SAFE_METHODS else [*schemes, ANYBODY]

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        """An address that may be left empty is empty then, which is no URI."""
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if schema.get("format") == "uri" and may_be_empty(field):
            del schema["format"]
            schema["anyOf"] = [{"format": "uri"}, {"maxLength": 0}]

    def _nouns(self) -> tuple[str, str]:
        model = getattr(getattr(self.view, "queryset", None), "model", None)
        if model is None:
            return self.get_tags()[0].removesuffix("s"), self.get_tags()[0]
        return str(model._meta.verbose_name), str(model._meta.verbose_name_plural)


def may_be_empty(field: Any) -> bool:
    """Whether a field can be "": it says so, or the model's field that it reads does."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    read = next((f for f in model._meta.fields if f.name == field.source), None) if model else None
    return bool(getattr(field, "allow_blank", False) or getattr(read, "blank", False))


def first_sentence(text: str) -> str:
    """Up to the first full stop or colon, without it."""
    return re.split(r"[.:](?: |$)", " ".join(text.split()), maxsplit=1)[0]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The personal tokens of programs (RFC 6750)."""

    target_class = "access.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Of http's own schemes."""
        return {"type": "http", "scheme": "bearer", "description": "A personal token, with the scopes that it needs."}


class BasicScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Name and password."""

    target_class = "rest_framework.authentication.BasicAuthentication"
    name = "password"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Of http's own schemes."""
        return {"type": "http", "scheme": "basic", "description": "Name and password of an account."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The cookie of the pages."""

    target_class = "rest_framework.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """A cookie is an API key (OpenAPI 3.1, section 4.8.27)."""
        from django.conf import settings

        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "Of somebody signed in here, as these pages use it. Changes need an X-CSRFToken header too.",
        }
