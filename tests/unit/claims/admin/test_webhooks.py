"""Webhooks at the desk: one's own, with their log."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.models import Delivery, Webhook
from tests.factories import DeliveryFactory, WebhookFactory

LIST = "/admin/claims/webhook/"
URL = "https://hooks.example.org/a"


def act(client: Client, name: str, webhook: Webhook, **form: Any) -> Any:
    return client.post(LIST, {"action": name, "_selected_action": [webhook.pk], **form})


def test_an_address_is_told_of_what_is_ticked(desk: Client, reviewer: Any) -> None:
    response = desk.post(f"{LIST}add/", {"url": URL, "kinds": ["retracted"]})
    assert response.status_code == 302
    webhook = Webhook.objects.get()
    assert (webhook.owner, webhook.url, webhook.kinds) == (reviewer, URL, ["retracted"])
    assert webhook.secret in desk.get(f"{LIST}{webhook.pk}/change/").content.decode()


def test_an_address_without_https_is_refused_beside_the_field(desk: Client) -> None:
    response = desk.post(f"{LIST}add/", {"url": "http://hooks.example.org/a"})
    assert "https" in response.context["adminform"].form.errors["url"][0]
    assert not Webhook.objects.exists()


def test_of_what_it_is_told_is_said_in_words(desk: Client, reviewer: Any) -> None:
    webhook = WebhookFactory(owner=reviewer)
    assert b"published, corrected, retracted" in desk.get(f"{LIST}{webhook.pk}/change/").content


@pytest.mark.parametrize("way", ["page", "list"])
def test_it_is_removed_with_its_log(desk: Client, reviewer: Any, way: str) -> None:
    webhook = DeliveryFactory(webhook__owner=reviewer).webhook
    page = f"{LIST}{webhook.pk}/delete/"
    asked = desk.get(page) if way == "page" else act(desk, "delete_selected", webhook)
    assert not asked.context["perms_lacking"]
    done = desk.post(page, {"post": "yes"}) if way == "page" else act(desk, "delete_selected", webhook, post="yes")
    assert done.status_code == 302
    assert not Webhook.objects.exists()
    assert not Delivery.objects.exists()


def test_somebody_elses_is_not_there(desk: Client) -> None:
    webhook = DeliveryFactory().webhook
    assert webhook.url.encode() not in desk.get(LIST).content
    assert desk.get(f"{LIST}{webhook.pk}/change/").status_code == 302
    assert desk.post(f"{LIST}{webhook.pk}/delete/", {"post": "yes"}).status_code in (302, 403)
    act(desk, "delete_selected", webhook, post="yes")
    act(desk, "disable", webhook)
    webhook.refresh_from_db()
    assert webhook.disabled_at is None


def test_an_administrator_disables_and_removes_everybodys(admin_client: Client) -> None:
    webhook = WebhookFactory()
    act(admin_client, "disable", webhook)
    webhook.refresh_from_db()
    assert webhook.disabled_reason == "Disabled at the desk."
    assert webhook.secret not in admin_client.get(f"{LIST}{webhook.pk}/change/").content.decode()
    admin_client.post(f"{LIST}{webhook.pk}/delete/", {"post": "yes"})
    assert not Webhook.objects.exists()


def test_it_is_enabled_again_and_given_another_secret(desk: Client, reviewer: Any) -> None:
    webhook = WebhookFactory(owner=reviewer)
    secret = webhook.secret
    act(desk, "disable", webhook)
    act(desk, "enable", webhook)
    act(desk, "rotate", webhook)
    webhook.refresh_from_db()
    assert webhook.disabled_at is None
    assert webhook.secret != secret


def test_the_log_tells_each_attempt(desk: Client, reviewer: Any) -> None:
    delivery = DeliveryFactory(webhook__owner=reviewer)
    page = desk.get(f"/admin/claims/delivery/{delivery.pk}/change/").content.decode()
    assert str(delivery.log.get()) in page
    assert "12 ms" in page
