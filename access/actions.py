"""Acts on personal tokens, one function a verb. Admin and commands call these and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from access.models import DAYS, MOST_DAYS, Token, digest
from access.rules import OWN, REVOKE_ALL
from access.scopes import SCOPES
from factcheck.common.acts import check, require, saving
from factcheck.common.errors import InvalidInput, NotAllowed
from factcheck.common.parameters import nearest

START = "fct_"  # so that people, and scanners for leaked secrets, know one when they see one
SHOWN = len(START) + 8  # characters that stay readable, to tell one token from another


def issue(owner: User, *, by: User, name: str, scopes: Collection[str] = (), days: int = DAYS) -> tuple[Token, str]:
    """A new token and its text, which nobody can read again afterwards. Raises InvalidInput and NotAllowed."""
    require(by, OWN)
    if by.pk != owner.pk:
        raise NotAllowed("A token acts as its owner, so nobody else can make one; they make it themselves.")
    _refuse_unknown(scopes)
    if not name.strip():
        raise InvalidInput("The name is empty; say what the token is for, such as “nightly copy”.", field="name")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(f"A token can't last {days} days; say a number from 1 to {MOST_DAYS}.", field="days")
    text = START + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token(
        owner=owner,
        name=name.strip(),
        prefix=text[:SHOWN],
        digest=digest(text),
        scopes=[scope for scope in SCOPES if scope in scopes],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    check(token)
    with saving():
        token.save(force_insert=True)
    return token, text


def revoke(token: Token, *, by: User) -> Token:
    """The token lets nobody in from now on. One that is revoked already stays so. Raises NotAllowed."""
    if token.owner_id != by.pk:
        require(by, REVOKE_ALL)
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    token.refresh_from_db(fields=["revoked_at"])
    return token


def _refuse_unknown(scopes: Collection[str]) -> None:
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        meant = nearest(unknown[0], SCOPES)
        hint = f" Did you mean {meant}?" if meant else ""
        raise InvalidInput(f"There is no scope {unknown[0]!r}; there are {', '.join(SCOPES)}.{hint}", field="scopes")
