"""What every action does: ask for the permission, check the row, save it whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst

from factcheck.common.errors import DomainError, InvalidInput, NotAllowed

_within: ContextVar[bool] = ContextVar("within an act", default=False)


class Conflict(DomainError):
    """Somebody else changed the same thing at the same time."""


class Stale(Conflict):
    """The person's screen shows the row as it was before somebody else changed it."""


def require(by: User, *permissions: str) -> None:
    """Raise NotAllowed where the person lacks one of the permissions, written as app.codename."""
    missing = [permission for permission in permissions if not by.has_perm(permission)]
    if missing:
        raise NotAllowed(f"{by} may not do this: the permission {' and '.join(missing)} is missing.")


def check(row: models.Model, *, fields: Mapping[str, str] | None = None, exclude: Collection[str] = ()) -> None:
    """Raise the first thing that the model or its constraints object to, as InvalidInput of the field it belongs to.

    fields maps the model's field names to those of the caller; NON_FIELD_ERRORS may be among them.
    """
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        name = (fields or {}).get(field, "" if field == NON_FIELD_ERRORS else field)
        raise InvalidInput(problems[0], field=name) from error


@contextmanager
def saving() -> Iterator[None]:
    """All of it or nothing; what the database refuses after our checks passed is somebody else's change."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflict("Somebody else has just changed the same thing; look at it again before you save.") from error


@contextmanager
def telling(by: User | None, act: str, reason: str = "") -> Iterator[None]:
    """All of it or nothing, told in the history as this person's act; none: as the system's. An act within another is
    told as part of that."""
    if _within.get():
        with saving():
            yield
        return
    token = _within.set(True)
    try:
        with pghistory.context(user=by.pk if by else None, act=str(act), reason=reason), saving():
            yield
    finally:
        _within.reset(token)


def reasoned(reason: str, field: str = "reason") -> str:
    """The reason without white space around it. Raises InvalidInput where there is none."""
    reason = reason.strip()
    if not reason:
        raise InvalidInput(f"{capfirst(field.replace('_', ' '))}: say why; it stands in the history.", field=field)
    return reason
