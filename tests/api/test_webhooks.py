"""Webhooks: what is told, how it is signed, and what happens where nobody takes it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.http import http_date
from rest_framework.test import APIClient
from standardwebhooks.webhooks import Webhook as Verifier

from claims.feed import deliver, webhooks
from claims.models import Delivery, Webhook
from factcheck.common.errors import InvalidInput, NotAllowed
from sources.capture import Limits
from tests.factories import TokenFactory, UserFactory, VerdictFactory

from .asking import problem

WEBHOOKS = "/api/v1/webhooks/"
HERE = Limits(connect_seconds=2, read_seconds=2, total_seconds=3, permitted_networks=(ip_network("127.0.0.0/8"),))


class Receiver:
    """A server that keeps what it is sent, and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.headers = 204, dict[str, str]()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """It listens while the test runs."""
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def webhook(receiver: Receiver, settings: Any) -> Webhook:
    """A webhook that leads there."""
    settings.DEBUG = True
    return webhooks.register(UserFactory(reviewer=True), url=receiver.url)


def publish(**traits: Any) -> Any:
    """A verdict that is told of."""
    verdict = VerdictFactory(**(traits or {"published": True}))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return verdict


def send() -> list[Delivery]:
    """What a worker does once."""
    deliver.fan_out()
    return list(deliver.deliver_due(HERE))


def later() -> None:
    """All that waits is due."""
    Delivery.objects.filter(next_attempt_at__isnull=False).update(next_attempt_at=timezone.now())


def person(**traits: Any) -> APIClient:
    """A program of somebody's, for webhooks."""
    client = APIClient()
    token = TokenFactory(owner=UserFactory(**(traits or {"journalist": True})), scopes=["webhooks"])
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
    return client


def test_a_published_verdict_is_told_signed(webhook: Webhook, receiver: Receiver) -> None:
    verdict = publish()
    [delivery] = send()
    [(headers, body)] = receiver.got
    told = Verifier(webhook.secret).verify(body, headers)
    assert told["type"] == "verdict.published"
    assert told["data"]["verdict"]["id"] == str(verdict.pk)
    assert told["data"]["claim"]["text"] == verdict.claim.text
    assert headers["webhook-id"] == f"msg_{delivery.pk.hex}"
    assert delivery.delivered_at
    assert send() == []


def test_what_was_before_the_webhook_is_not_told(receiver: Receiver, settings: Any) -> None:
    settings.DEBUG = True
    publish()
    webhooks.register(UserFactory(reviewer=True), url=receiver.url)
    assert send() == []


def test_only_the_kinds_asked_for_are_told(receiver: Receiver, settings: Any) -> None:
    settings.DEBUG = True
    webhooks.register(UserFactory(reviewer=True), url=receiver.url, kinds=["retracted"])
    publish(retracted=True)
    send()
    assert [json.loads(body)["type"] for _, body in receiver.got] == ["verdict.retracted"]


def test_what_is_not_taken_is_sent_again_later_as_the_same_message(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    receiver.status = 500
    [delivery] = send()
    assert not delivery.delivered_at
    assert delivery.next_attempt_at > timezone.now() + timedelta(seconds=29)
    assert send() == []
    later()
    receiver.status = 200
    [again] = send()
    assert again.delivered_at
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second
    assert [each.status for each in again.log.all()] == [500, 200]


def test_a_server_that_asks_for_time_gets_it(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    receiver.status, receiver.headers = 503, {"Retry-After": "3600"}
    [delivery] = send()
    assert delivery.next_attempt_at > timezone.now() + timedelta(minutes=59)


def test_what_nobody_takes_is_given_up_and_the_webhook_disabled(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    receiver.status = 404
    for _ in range(deliver.ATTEMPTS):
        assert len(send()) == 1
        later()
    assert send() == []
    assert Delivery.objects.get().gave_up_at
    webhook.refresh_from_db()
    assert "10 times" in webhook.disabled_reason


def test_a_webhook_that_is_enabled_again_gets_what_happened_meanwhile(webhook: Webhook, receiver: Receiver) -> None:
    webhooks.disable(webhook, by=webhook.owner, reason="Moving.")
    publish()
    assert send() == []
    webhooks.enable(webhook, by=webhook.owner)
    assert len(send()) == 1


def test_an_address_that_is_gone_is_told_nothing_more(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    receiver.status = 410
    send()
    publish()
    assert send() == []
    assert len(receiver.got) == 1


def test_no_redirect_is_followed(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    receiver.status, receiver.headers = 307, {"Location": receiver.url}
    [delivery] = send()
    assert not delivery.delivered_at
    assert len(receiver.got) == 1


def test_a_private_address_is_never_asked(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    deliver.fan_out()
    [delivery] = deliver.deliver_due()
    assert receiver.got == []
    assert "loopback address" in delivery.log.get().error


def test_who_is_told_of_nothing_reachable_is_tried_again(receiver: Receiver, settings: Any) -> None:
    settings.DEBUG = True
    webhooks.register(UserFactory(reviewer=True), url="http://127.0.0.1:9/")
    publish()
    [delivery] = send()
    assert delivery.next_attempt_at
    assert delivery.log.get().error


@pytest.mark.parametrize("attempts", range(1, 10))
def test_each_pause_is_about_twice_the_one_before_up_to_hours(attempts: int) -> None:
    wait = min(30 * 2 ** (attempts - 1), 6 * 3600)
    assert wait <= deliver.pause(attempts).total_seconds() <= 1.2 * wait
    assert deliver.pause(1, "99999999").total_seconds() <= 6 * 3600
    assert deliver.pause(1, "soon").total_seconds() <= 36


@pytest.mark.parametrize("said", ["123456x", "9" * 40, "1e9", "-5", "²", "Fri, 99 Foo 2026 00:00:00 GMT", "٣"])
def test_a_retry_after_that_is_none_stops_nothing(said: str) -> None:
    assert 30 <= deliver.pause(1, said).total_seconds() <= 36


def test_a_retry_after_may_be_a_date() -> None:
    assert 3500 < deliver.pause(1, http_date(time.time() + 3600)).total_seconds() <= 3600
    assert deliver.pause(1, http_date(time.time() - 3600)).total_seconds() <= 36


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same(receiver: Receiver, settings: Any) -> None:
    settings.DEBUG = True
    webhooks.register(UserFactory(reviewer=True), url=receiver.url)
    for _ in range(6):
        VerdictFactory(published=True)

    def work() -> None:
        try:
            send()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    identifiers = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(identifiers) == len(set(identifiers)) == 6


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_sending_leaves_the_message_due(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    webhooks.register(UserFactory(reviewer=True), url=receiver.url)
    VerdictFactory(published=True)
    with monkeypatch.context() as patch:
        patch.setattr(deliver, "_settle", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send()
    [delivery] = send()
    assert delivery.delivered_at
    first, second = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == second


def test_the_command_sends_what_is_due_and_says_how_it_went(
    webhook: Webhook, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    call_command("deliver", "--once")
    assert "loopback address" in capsys.readouterr().out


def test_a_program_adds_lists_and_removes_its_webhooks() -> None:
    client, other = person(), person()
    made = client.post(WEBHOOKS, {"url": "https://example.org/hook", "kinds": ["published"]}, format="json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert body["secret"].startswith("whsec_")
    [listed] = client.get(WEBHOOKS).json()["webhooks"]
    assert (listed["url"], listed["kinds"]) == ("https://example.org/hook", ["published"])
    assert "secret" not in listed
    address = f"{WEBHOOKS}{body['id']}/"
    assert "secret" not in client.get(address).json()
    for stranger in (other, person(administrator=True)):
        problem(stranger.get(address), 404)
        problem(stranger.delete(address), 404)
    rotated = client.post(f"{address}rotate/").json()
    assert rotated["secret"] != body["secret"]
    assert client.delete(address).status_code == 204
    problem(client.get(address), 404)


def test_the_log_of_a_webhook_is_read_by_its_owner(webhook: Webhook, receiver: Receiver) -> None:
    publish()
    send()
    client = APIClient()
    client.force_authenticate(webhook.owner)
    [row] = client.get(f"{WEBHOOKS}{webhook.pk}/deliveries/").json()["results"]
    assert (row["kind"], row["attempts"], row["log"][0]["status"]) == ("published", 1, 204)


def test_nobody_in_particular_has_webhooks(public: APIClient, stranger: APIClient) -> None:
    problem(public.get(WEBHOOKS), 401)
    problem(public.post(WEBHOOKS, {"url": "https://example.org/"}, format="json"), 401)
    problem(stranger.post(WEBHOOKS, {"url": "https://example.org/"}, format="json"), 403)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"url": "http://example.org/hook"}, "https"),
        ({"url": "ftp://example.org/"}, ""),
        ({"url": "nonsense"}, ""),
        ({}, ""),
        ({"url": "https://example.org/", "kinds": ["drafted"]}, ""),
        ({"url": "https://example.org/", "kind": "published"}, "did you mean kinds?"),
    ],
)
def test_a_webhook_that_can_not_be_is_refused(body: dict[str, Any], told: str) -> None:
    assert told in problem(person().post(WEBHOOKS, body, format="json"), 400)["detail"]


def test_a_person_has_so_many_webhooks_and_one_of_an_address() -> None:
    owner = UserFactory(reviewer=True)
    webhooks.register(owner, url="https://example.org/")
    with pytest.raises(InvalidInput, match="at this address already"):
        webhooks.register(owner, url="https://example.org/")
    for number in range(webhooks.MOST - 1):
        webhooks.register(owner, url=f"https://example.org/{number}")
    with pytest.raises(InvalidInput, match="which is the most"):
        webhooks.register(owner, url="https://example.org/more")


def test_nobody_touches_a_webhook_of_somebody_elses(webhook: Webhook) -> None:
    with pytest.raises(NotAllowed):
        webhooks.rotate(webhook, by=UserFactory(reviewer=True))
    webhooks.disable(webhook, by=UserFactory(administrator=True), reason="Misused.")
