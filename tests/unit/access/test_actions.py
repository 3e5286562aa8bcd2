"""Tokens are issued by their owner alone, for known scopes and a limited time, and the secret is kept nowhere."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from access.actions import issue, revoke
from access.models import Token
from access.scopes import SCOPES
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import TokenFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_secret_is_kept_nowhere() -> None:
    owner = UserFactory(reviewer=True)
    token, secret = issue(owner, by=owner, name="nightly copy")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM access_token t WHERE id = %s", [token.pk])
        [kept] = cursor.fetchone()
    assert secret.startswith("fct_")
    assert len(secret) == 47
    assert secret not in kept
    assert hashlib.sha256(secret.encode()).hexdigest() in kept
    assert token.prefix == secret[:12]


def test_no_two_tokens_are_alike() -> None:
    assert len({TokenFactory().secret for _ in range(20)}) == 20


def test_a_token_lasts_90_days_unless_somebody_says_otherwise() -> None:
    owner = UserFactory(reviewer=True)
    usual, _ = issue(owner, by=owner, name="usual")
    longest, _ = issue(owner, by=owner, name="longest", days=365)
    assert usual.expires_at - usual.created_at == timedelta(days=90)
    assert longest.expires_at - longest.created_at == timedelta(days=365)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_lasts_longer_than_a_year_or_no_time_at_all(days: int) -> None:
    owner = UserFactory(reviewer=True)
    with pytest.raises(InvalidInput, match="from 1 to 365") as error:
        issue(owner, by=owner, name="x", days=days)
    assert error.value.field == "days"


def test_an_unknown_scope_is_refused_with_the_nearest() -> None:
    owner = UserFactory(reviewer=True)
    with pytest.raises(InvalidInput, match="Did you mean verdicts") as error:
        issue(owner, by=owner, name="x", scopes=["claims", "verdict"])
    assert error.value.field == "scopes"


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "nul\0"])
def test_a_token_has_a_name_that_fits(name: str) -> None:
    owner = UserFactory(reviewer=True)
    with pytest.raises(InvalidInput) as error:
        issue(owner, by=owner, name=name)
    assert error.value.field == "name"
    assert not Token.objects.exists()


def test_scopes_are_kept_once_and_in_the_tables_order() -> None:
    owner = UserFactory(reviewer=True)
    token, _ = issue(owner, by=owner, name="x", scopes=["verdicts", "claims", "verdicts"])
    assert token.scopes == ["claims", "verdicts"]
    every, _ = issue(owner, by=owner, name="x", scopes=list(SCOPES))
    assert every.scopes == list(SCOPES)


@pytest.mark.parametrize("role", ["journalist", "reviewer", "editor", "administrator"])
def test_everybody_with_a_role_may_have_one(role: str) -> None:
    owner = UserFactory(**{role: True})
    assert issue(owner, by=owner, name="mine")[0].owner == owner


@pytest.mark.parametrize("traits", [{}, {"reviewer": True, "is_active": False}])
def test_who_has_no_role_or_has_left_gets_none(traits: dict[str, Any]) -> None:
    owner = UserFactory(**traits)
    with pytest.raises(NotAllowed, match="may not do this"):
        issue(owner, by=owner, name="mine")


def test_nobody_makes_a_token_that_acts_as_somebody_else() -> None:
    with pytest.raises(NotAllowed, match="its owner"):
        issue(UserFactory(editor=True), by=UserFactory(administrator=True), name="theirs")


def test_a_token_is_revoked_by_its_owner_and_by_an_administrator() -> None:
    own, other = TokenFactory(), TokenFactory()
    assert revoke(own, by=own.owner).state == Token.State.REVOKED
    assert revoke(other, by=UserFactory(administrator=True)).state == Token.State.REVOKED


def test_a_token_is_not_revoked_by_colleagues() -> None:
    token = TokenFactory()
    with pytest.raises(NotAllowed, match="may not do this"):
        revoke(token, by=UserFactory(editor=True))
    token.refresh_from_db()
    assert token.state == Token.State.ACTIVE


def test_the_first_revocation_counts() -> None:
    token = TokenFactory(revoked=True)
    first = token.revoked_at
    assert revoke(token, by=token.owner).revoked_at == first


def test_a_token_is_seen_by_its_owner_and_administrators() -> None:
    token = TokenFactory()
    assert list(Token.objects.visible_to(token.owner)) == [token]
    assert list(Token.objects.visible_to(UserFactory(administrator=True))) == [token]
    assert not Token.objects.visible_to(UserFactory(editor=True)).exists()


def test_what_a_token_is_it_says() -> None:
    states = {trait: TokenFactory(**{trait: True}).state for trait in ("expired", "revoked")}
    assert states == {"expired": "expired", "revoked": "revoked"}
    assert TokenFactory().state == "active"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"scopes": ["everything"]}, "token_has_known_scopes"),
        ({"expires_at": F("created_at")}, "token_expires_within_a_year"),
        ({"expires_at": F("created_at") + timedelta(days=400)}, "token_expires_within_a_year"),
        ({"name": ""}, "token_is_named"),
        ({"digest": "fct_secret"}, "token_has_a_digest"),
    ],
)
def test_the_database_keeps_the_last_promise(change: dict[str, Any], constraint: str) -> None:
    token = TokenFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Token.objects.filter(pk=token.pk).update(**change)


def test_use_is_noted_at_most_once_a_minute(django_assert_num_queries: Any) -> None:
    token = TokenFactory()
    with django_assert_num_queries(1):
        token.used()
    with django_assert_num_queries(0):
        token.used()
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)


def test_use_that_another_process_has_just_noted_is_not_noted_again() -> None:
    token = TokenFactory()
    stale = Token.objects.get(pk=token.pk)
    token.used()
    stale.used()
    noted = token.last_used_at
    token.refresh_from_db()
    assert token.last_used_at == noted


def test_use_is_noted_again_after_a_minute() -> None:
    long_ago = timezone.now() - timedelta(minutes=2)
    token = TokenFactory(last_used_at=long_ago)
    token.used()
    token.refresh_from_db()
    assert token.last_used_at > long_ago
