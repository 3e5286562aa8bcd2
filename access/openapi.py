"""How the OpenAPI document says that a token signs in."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from access.scopes import SCOPES


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """HTTP authentication with the scheme Bearer (RFC 6750)."""

    target_class = "access.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """The scheme, and what its scopes allow."""
        scopes = "\n".join(f"* `{scope.name}`: {scope.says}" for scope in SCOPES.values())
        about = "A personal token, which reads what its owner may read. To write it needs the scope for it:"
        return {"type": "http", "scheme": "bearer", "description": f"{about}\n\n{scopes}"}
