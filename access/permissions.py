"""What a token lets its bearer do: reading always, writing as far as its scopes go.

Whether the person may do it, the actions ask. A view says what it needs: `scope = "verdicts"`, or `scopes`, a scope for
each action of a viewset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from access.models import Token

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which itself asks for this module


def scope_of(view: Any) -> str | None:
    """The scope that a token needs for a request to the view that writes; None where the view names none."""
    scopes: dict[str, str] = getattr(view, "scopes", {})
    return scopes.get(getattr(view, "action", None) or "") or getattr(view, "scope", None)


class WithinScope(BasePermission):
    """Everybody reads, and sees what visible_to(user) lets them see; nobody writes without saying who they are."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises PermissionDenied that names the scope that a token lacks (RFC 6750, section 3.1)."""
        if request.method in SAFE_METHODS:
            return True
        token = request.auth
        if not isinstance(token, Token):
            return bool(request.user and request.user.is_authenticated)
        scope = scope_of(view)
        if scope is None:
            raise PermissionDenied("No token opens this; sign in with your password.")
        if scope not in token.scopes:
            refusal = PermissionDenied(f"This token lacks the scope {scope!r}; make one that has it.")
            challenge = f'Bearer realm="api", error="insufficient_scope", scope="{scope}"'
            refusal.auth_header = challenge  # type: ignore[attr-defined]  # as DRF says it of a 401
            raise refusal
        return True
