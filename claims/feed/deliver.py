"""Sends changes to webhooks, as Standard Webhooks has it (standardwebhooks.com): signed, again and again until taken.

The feed is the queue: what is to be sent is whatever stands behind a webhook's position. A delivery is locked while it
is sent, so several workers never send the same; who dies while sending leaves it due, with the same identifier.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

import orjson
from django.db import connection, transaction
from django.utils import timezone
from django.utils.http import parse_http_date_safe
from standardwebhooks.webhooks import Webhook as Signer

from claims.models import Change, Delivery, DeliveryAttempt, Webhook
from factcheck import __version__
from sources.capture import CaptureError, Limits
from sources.capture.post import post

from .shape import shown
from .webhooks import disable

ATTEMPTS = 10
FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=6)  # between two attempts
LIMITS = Limits(connect_seconds=5, read_seconds=10, total_seconds=10)
GONE = 410

FAN_OUT = """
    INSERT INTO claims_delivery (id, created_at, webhook_id, change_id, attempts, next_attempt_at)
    SELECT gen_random_uuid(), now(), w.id, c.position, 0, now()
    FROM claims_webhook w JOIN claims_change c ON c.position > w.position
    JOIN claims_claimlisting l ON l.claim_id = c.claim_id AND l.public
    WHERE w.id = ANY(%s) AND (w.kinds = '{}' OR c.kind = ANY(w.kinds)) AND c.position <= %s
    ON CONFLICT DO NOTHING
"""


def fan_out() -> int:
    """Put down what has happened since for every webhook; how much."""
    with transaction.atomic():
        last = Change.objects.order_by("position").values_list("position", flat=True).last() or 0
        behind = Webhook.objects.select_for_update(skip_locked=True).filter(disabled_at=None, position__lt=last)
        keys = list(behind.values_list("pk", flat=True))
        if not keys:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(FAN_OUT, [keys, last])
            number = cursor.rowcount
        Webhook.objects.filter(pk__in=keys).update(position=last)
    return number


def deliver_due(limits: Limits = LIMITS) -> Iterator[Delivery]:
    """Try what is due, one after the other, each given when it was tried."""
    while (tried := _deliver_next(limits)) is not None:
        yield tried


def _deliver_next(limits: Limits) -> Delivery | None:
    with transaction.atomic():
        due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("webhook", "change")
        due = due.filter(next_attempt_at__lte=timezone.now(), webhook__disabled_at=None)
        delivery = due.order_by("next_attempt_at").first()
        if delivery is not None:
            _attempt(delivery, limits)
    return delivery


def _attempt(delivery: Delivery, limits: Limits) -> None:
    begin, status, error, retry_after = perf_counter(), None, "", ""
    content = message(delivery)
    try:
        answer = post(delivery.webhook.url, content, headers(delivery, content), limits=limits)
        status, retry_after = answer.status, answer.retry_after
    except CaptureError as failure:
        error = str(failure)
    milliseconds = int((perf_counter() - begin) * 1000)
    DeliveryAttempt.objects.create(delivery=delivery, status=status, error=error, milliseconds=milliseconds)
    delivery.attempts += 1
    _settle(delivery, status, retry_after)
    delivery.save(update_fields=["attempts", "next_attempt_at", "delivered_at", "gave_up_at"])


def _settle(delivery: Delivery, status: int | None, retry_after: str) -> None:
    """Delivered, tried again later, or given up."""
    now, delivery.next_attempt_at = timezone.now(), None
    if status is not None and 200 <= status < 300:
        delivery.delivered_at = now
    elif status == GONE:
        delivery.gave_up_at = now
        disable(delivery.webhook, by=None, reason="The address answered 410 Gone.")
    elif delivery.attempts < ATTEMPTS:
        delivery.next_attempt_at = now + pause(delivery.attempts, retry_after)
    else:
        delivery.gave_up_at = now
        since = delivery.webhook.deliveries.filter(delivered_at__gte=delivery.created_at)
        if not since.exists():
            reason = f"Nothing was taken while a message was tried {ATTEMPTS} times."
            disable(delivery.webhook, by=None, reason=reason)


def pause(attempts: int, retry_after: str = "") -> timedelta:
    """How long to wait after so many attempts: twice as long each time, and never quite the same, so that many don't
    come back at once. A server that asks for longer gets it, within reason."""
    wait = min(FIRST * 2 ** (attempts - 1), LONGEST) * random.uniform(1, 1.2)  # noqa: S311  (no secret)
    return max(wait, min(_asked_for(retry_after), LONGEST))


def _asked_for(retry_after: str) -> timedelta:
    """Seconds, or until a date (RFC 9110, section 10.2.3); none where it is neither: it comes from anybody."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        return timedelta(seconds=int(retry_after))
    until = parse_http_date_safe(retry_after)
    return timedelta(seconds=until - timezone.now().timestamp()) if until else timedelta()


def message(delivery: Delivery) -> bytes:
    """The body: what happened, when, and the change as the feed has it."""
    told = {"type": f"verdict.{delivery.change.kind}", "timestamp": delivery.change.at}
    return b'%b,"data":%b}' % (orjson.dumps(told)[:-1], shown(delivery.change).encode())


def headers(delivery: Delivery, content: bytes) -> dict[str, str]:
    """With the signature of now."""
    now, identifier = timezone.now(), f"msg_{delivery.pk.hex}"
    return {
        "Content-Type": "application/json",
        "User-Agent": f"factcheck/{__version__}",
        "webhook-id": identifier,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(delivery.webhook.secret).sign(identifier, now, content.decode()),
    }
