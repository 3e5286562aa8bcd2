"""Personal tokens, as issue() makes them; the secret is there to be sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from access.actions import issue
from access.models import Token

from .people import UserFactory


class TokenFactory(factory.django.DjangoModelFactory):
    """TokenFactory(owner=…, scopes=["verdicts"]) lets in; expired=True and revoked=True don't. `secret` is its text."""

    class Meta:
        model = Token

    class Params:
        expired = factory.Trait(
            created_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30)),
            expires_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )
        revoked = factory.Trait(revoked_at=factory.LazyFunction(timezone.now))

    owner = factory.SubFactory(UserFactory, reviewer=True)
    name = factory.Sequence("program {}".format)
    scopes = factory.List([])

    @classmethod
    def _create(cls, model_class: Any, *args: Any, owner: Any, name: str, scopes: Any, **changes: Any) -> Any:
        token, secret = issue(owner, by=owner, name=name, scopes=scopes)
        if changes:
            Token.objects.filter(pk=token.pk).update(**changes)
            token.refresh_from_db()
        token.secret = secret  # type: ignore[attr-defined]
        return token
