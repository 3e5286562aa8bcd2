"""Who is told of what was published, and how that went."""

from __future__ import annotations

from typing import Any

import factory
from django.db import connection
from factory.django import DjangoModelFactory

from claims.feed import webhooks
from claims.models import Change, Delivery, DeliveryAttempt, Webhook

from .claims import VerdictFactory
from .people import UserFactory


class WebhookFactory(DjangoModelFactory):
    """An address that is told of what is published from now on."""

    class Meta:
        model = Webhook

    owner = factory.SubFactory(UserFactory, reviewer=True)
    url = factory.Sequence("https://hooks.example.org/{}".format)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, owner: Any, **said: Any) -> Webhook:
        return webhooks.register(owner, **said)


def published_change() -> Change:
    """What the publication of a verdict puts down at the end of its transaction."""
    verdict = VerdictFactory(published=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return Change.objects.get(verdict=verdict)


class DeliveryFactory(DjangoModelFactory):
    """A change that a webhook was told of once, in vain."""

    class Meta:
        model = Delivery
        skip_postgeneration_save = True

    webhook = factory.SubFactory(WebhookFactory)
    change = factory.LazyFunction(published_change)
    attempts = 1

    @factory.post_generation
    def log(self: Delivery, create: bool, extracted: Any) -> None:  # type: ignore[misc]
        DeliveryAttempt.objects.create(delivery=self, status=500, milliseconds=12)
