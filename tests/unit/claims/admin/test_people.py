"""Accounts: an administrator looks after people, but can't make or touch a superuser."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory


def administrators_desk() -> Client:
    client = Client()
    client.force_login(UserFactory(administrator=True))
    return client


def form(person: User, **changes: str) -> dict[str, str]:
    return {"username": person.username, "is_active": "on", **changes}


def test_an_administrator_makes_nobody_a_superuser() -> None:
    person = UserFactory()
    page = reverse("admin:auth_user_change", args=[person.pk])
    assert administrators_desk().post(page, form(person, is_superuser="on", is_staff="on")).status_code == 302
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (True, False)


def test_an_administrator_does_not_touch_a_superuser() -> None:
    person = UserFactory(is_superuser=True)
    client = administrators_desk()
    assert client.post(reverse("admin:auth_user_change", args=[person.pk]), form(person)).status_code == 403
    page = reverse("admin:auth_user_password_change", args=[person.pk])
    new = {"password1": "a-long-new-passphrase", "password2": "a-long-new-passphrase", "usable_password": "true"}
    assert client.post(page, new).status_code == 403


def test_a_reviewer_does_not_see_the_accounts(desk: Client) -> None:
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403
