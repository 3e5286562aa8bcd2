"""Webhooks: addresses that are told of changes, what is still to be told, and how each attempt went."""

from __future__ import annotations

import base64

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from factcheck.common.models import Identified

from .change import Change


class Webhook(Identified):
    """An address that gets a POST for every change. position is that of the last change that was put down for it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks", editable=False
    )
    url = models.URLField("URL", max_length=2000)
    kinds = ArrayField(
        models.CharField(max_length=10, choices=Change.Kind.choices), default=list, blank=True, help_text="None: all."
    )
    position = models.BigIntegerField(default=0, editable=False)
    generation = models.PositiveIntegerField(default=1, editable=False)
    disabled_at = models.DateTimeField(null=True, blank=True, editable=False)
    disabled_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "url"],
                name="one_webhook_per_owner_and_url",
                violation_error_message="You have a webhook at this address already.",
            ),
            models.CheckConstraint(
                condition=Q(disabled_at__isnull=True) | ~Q(disabled_reason=""), name="disabled_webhook_tells_the_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def secret(self) -> str:
        """What signs its messages, as Standard Webhooks writes it. Made of the site's key, so that it is kept nowhere;
        another generation is another secret."""
        key = salted_hmac("factcheck.webhook", f"{self.pk}:{self.generation}", algorithm="sha256").digest()
        return f"whsec_{base64.b64encode(key).decode()}"


class Delivery(Identified):
    """A change on its way to a webhook; its identifier is the message's, the same at every attempt."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="delivery_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "change"], name="one_delivery_per_webhook_and_change"),
            models.CheckConstraint(
                condition=Q(next_attempt_at__isnull=True)
                | Q(next_attempt_at__isnull=False, delivered_at__isnull=True, gave_up_at__isnull=True),
                name="delivery_is_done_or_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change} to {self.webhook}"


class DeliveryAttempt(Identified):
    """One POST: what was answered, or why nothing was."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    status = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.status or self.error)
