"""manage.py token: for people who can't enter the admin."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from access.models import Token, digest
from tests.factories import TokenFactory, UserFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    """What the command writes to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("token", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_a_journalist_gets_a_token_of_which_stdout_holds_the_secret_alone() -> None:
    UserFactory(journalist=True, username="ann")
    out, err = run("ann", "--name", "nightly copy", "--scopes", "documents", "webhooks", "--days", "7")
    token = Token.objects.get()
    assert token.digest == digest(out.strip())
    assert (token.name, token.scopes, (token.expires_at - token.created_at).days) == (
        "nightly copy",
        ["documents", "webhooks"],
        7,
    )
    assert "documents, webhooks" in err
    assert out.strip() not in err


def test_a_token_is_revoked_by_how_it_begins() -> None:
    token, other = TokenFactory(), TokenFactory()
    out, _ = run(token.owner.username, "--revoke", token.prefix)
    token.refresh_from_db()
    other.refresh_from_db()
    assert (token.state, other.state) == ("revoked", "active")
    assert token.name in out


def test_a_whole_secret_is_not_asked_for_to_revoke() -> None:
    token = TokenFactory()
    with pytest.raises(CommandError, match=r"No token of .* begins"):
        run(token.owner.username, "--revoke", token.secret)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bob", "--name", "x"], "Nobody at the desk is called 'bob'"),
        (["gone", "--name", "x"], "Nobody at the desk is called 'gone'"),
        (["ann"], "Give either --name"),
        (["ann", "--name", "x", "--revoke", "fct_1234"], "Give either --name"),
        (["ann", "--name", "x", "--scopes", "verdict"], "Did you mean verdicts?"),
        (["ann", "--name", "x", "--days", "400"], "from 1 to 365"),
        (["ann", "--name", " "], "The name is empty"),
        (["ann", "--revoke", "fct_"], "No token of ann begins"),
        (["ann", "--revoke", "fct_zzzz"], "No token of ann begins"),
        (["stranger", "--name", "x"], "access.add_token"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(arguments: list[str], message: str) -> None:
    UserFactory(journalist=True, username="ann")
    UserFactory(journalist=True, username="gone", is_active=False)
    UserFactory(username="stranger")
    with pytest.raises(CommandError) as error:
        run(*arguments)
    assert message in str(error.value)
    assert error.value.returncode == 2
    assert not Token.objects.exists()


def test_two_that_begin_alike_are_not_revoked_together() -> None:
    owner: Any = UserFactory(reviewer=True, username="ann")
    TokenFactory(owner=owner, prefix="fct_aaaaaaaa")
    TokenFactory(owner=owner, prefix="fct_aaaabbbb")
    with pytest.raises(CommandError, match="2 tokens of ann begin"):
        run("ann", "--revoke", "fct_aaaa")
    run("ann", "--revoke", "fct_aaaab")
    assert Token.objects.exclude(revoked_at=None).count() == 1
