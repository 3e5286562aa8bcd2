"""Acts on webhooks: each person has their own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from claims.models import Change, Webhook
from claims.rules import HAVE_WEBHOOKS, LOOK_AFTER_WEBHOOKS
from factcheck.common.acts import check, require, saving
from factcheck.common.errors import InvalidInput, NotAllowed

MOST = 20  # of one person


def register(owner: User, *, url: str, kinds: Sequence[str] = ()) -> Webhook:
    """An address that is told of every change from now on."""
    require(owner, HAVE_WEBHOOKS)
    if urlsplit(url).scheme != "https" and not settings.DEBUG:
        raise InvalidInput("A webhook needs an https address: what it is told is signed, but not secret.", field="url")
    if owner.webhooks.count() >= MOST:
        raise InvalidInput(f"You have {MOST} webhooks, which is the most; remove one first.")
    last = Change.objects.aggregate(last=Max("position"))["last"] or 0
    webhook = Webhook(owner=owner, url=url.strip(), kinds=sorted(set(kinds)), position=last)
    check(webhook)
    with saving():
        webhook.save()
    return webhook


def rotate(webhook: Webhook, *, by: User) -> Webhook:
    """Another secret; the old one signs nothing from now on."""
    _permit(webhook, by)
    webhook.generation += 1
    webhook.save(update_fields=["generation"])
    return webhook


def remove(webhook: Webhook, *, by: User) -> None:
    """With what was still to be told, and the log."""
    _permit(webhook, by)
    webhook.delete()


def disable(webhook: Webhook, *, by: User | None, reason: str) -> Webhook:
    """Nothing is sent until it is enabled again."""
    if by is not None:
        _permit(webhook, by)
    webhook.disabled_at, webhook.disabled_reason = timezone.now(), reason
    webhook.save(update_fields=["disabled_at", "disabled_reason"])
    return webhook


def enable(webhook: Webhook, *, by: User) -> Webhook:
    """What happened meanwhile is sent now."""
    _permit(webhook, by)
    webhook.disabled_at, webhook.disabled_reason = None, ""
    webhook.save(update_fields=["disabled_at", "disabled_reason"])
    return webhook


def _permit(webhook: Webhook, by: User) -> None:
    if webhook.owner_id != by.pk and not by.has_perm(LOOK_AFTER_WEBHOOKS):
        raise NotAllowed("This webhook is somebody else's.")
