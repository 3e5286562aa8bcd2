"""The desk's pages of tokens: one's own, the secret once, and revoking with a second look."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.models import Token, digest
from tests.factories import TokenFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:access_token_changelist"), reverse("admin:access_token_add")


def desk_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def change(token: Token) -> str:
    return reverse("admin:access_token_change", args=[token.pk])


def form(**values: Any) -> dict[str, Any]:
    return {"name": "nightly copy", "days": "30", **values}


def test_the_secret_is_shown_once_and_never_again() -> None:
    person = UserFactory(reviewer=True)
    client = desk_of(person)
    answer = client.post(ADD, form(scopes=["claims", "evidence"]))
    assert answer.status_code == 200
    [secret] = set(re.findall(r"fct_[\w-]{43}", answer.content.decode()))
    token = Token.objects.get()
    assert token.digest == digest(secret)
    assert (token.owner, token.scopes) == (person, ["claims", "evidence"])
    assert (token.expires_at - token.created_at).days == 30
    assert "no-store" in answer.headers["Cache-Control"]
    for page in (LIST, change(token), reverse("admin:access_token_history", args=[token.pk])):
        later = client.get(page)
        assert later.status_code == 200
        assert secret not in later.content.decode()


def test_the_form_says_what_each_scope_allows() -> None:
    page = desk_of(UserFactory(reviewer=True)).get(ADD).content.decode()
    assert "verdicts: draft, approve, publish" in page
    assert "evidence: add, revise and withdraw evidence" in page


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "a\0b"}, {"scopes": ["everything"]}, {"days": "1000"}, {"days": ""}]
)
def test_what_is_filled_in_badly_makes_no_token(wrong: dict[str, Any]) -> None:
    answer = desk_of(UserFactory(reviewer=True)).post(ADD, form(**wrong))
    assert answer.status_code == 200
    assert "fct_" not in answer.content.decode()
    assert not Token.objects.exists()


def test_people_see_their_own_tokens_and_administrators_those_of_all() -> None:
    own, other = TokenFactory(name="first one"), TokenFactory(name="second one")
    mine = desk_of(own.owner).get(LIST).content.decode()
    assert "first one" in mine
    assert "second one" not in mine
    assert desk_of(own.owner).get(change(other)).status_code == 302
    everybodys = desk_of(UserFactory(administrator=True)).get(LIST).content.decode()
    assert {name for name in ("first one", "second one", own.owner.username) if name in everybodys} == {
        "first one",
        "second one",
        own.owner.username,
    }


def test_nobody_changes_or_deletes_a_token() -> None:
    token = TokenFactory()
    for person in (token.owner, UserFactory(is_superuser=True, is_staff=True)):
        client = desk_of(person)
        assert client.post(change(token), {"name": "other"}).status_code == 403
        assert client.post(reverse("admin:access_token_delete", args=[token.pk]), {"post": "yes"}).status_code == 403
    token.refresh_from_db()
    assert token.name != "other"


def test_revoking_asks_first() -> None:
    token = TokenFactory(name="first one")
    client = desk_of(token.owner)
    page = reverse("admin:access_token_revoke", args=[token.pk])
    assert "first one" in client.get(page).content.decode()
    token.refresh_from_db()
    assert token.state == "active"
    assert client.post(page, {"sure": "1"}).status_code == 302
    token.refresh_from_db()
    assert token.state == "revoked"
    assert client.get(page).status_code == 403  # nothing is left to revoke


def test_several_are_revoked_together_after_a_second_look() -> None:
    person = UserFactory(reviewer=True)
    tokens = [TokenFactory(owner=person), TokenFactory(owner=person)]
    other = TokenFactory()
    ticked = {"action": "revoke_ticked", "_selected_action": [str(token.pk) for token in (*tokens, other)]}
    client = desk_of(person)
    asked = client.post(LIST, ticked)
    assert asked.status_code == 200
    assert other.name not in asked.content.decode()
    assert not Token.objects.exclude(revoked_at=None).exists()
    client.post(LIST, {**ticked, "sure": "1"})
    assert set(Token.objects.exclude(revoked_at=None)) == set(tokens)


def test_an_administrator_revokes_anybodys() -> None:
    token = TokenFactory()
    page = reverse("admin:access_token_revoke", args=[token.pk])
    assert desk_of(UserFactory(editor=True)).post(page, {"sure": "1"}).status_code == 403
    assert desk_of(UserFactory(administrator=True)).post(page, {"sure": "1"}).status_code == 302
    token.refresh_from_db()
    assert token.state == "revoked"


def test_who_has_no_role_has_no_page_of_tokens() -> None:
    client = desk_of(UserFactory(is_staff=True))
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
