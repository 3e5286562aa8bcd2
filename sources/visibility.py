"""Who may see what of documents and sources.

Nothing here is public by itself. What is published is decided downstream, where verdicts are: that app says with
publish_when() which rows its publications make visible, and visible_to(user) asks here and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

NOTHING = Q(pk__in=[])
_public: dict[str, Q] = {}


def publish_when(**conditions: Q) -> None:
    """Declare when a row is public, by model: document=Q(…), source=Q(…). Called once, when the apps are ready."""
    _public.update(conditions)


def public(model: str) -> Q:
    """When a row of this model is public; never, unless somebody declared it."""
    return _public.get(model, NOTHING)


def sees_all(user: User | AnonymousUser, permission: str) -> bool:
    """A signed-in person of the desk, with the permission that their role gives them, sees every row."""
    return bool(user.is_active and user.has_perm(permission))
