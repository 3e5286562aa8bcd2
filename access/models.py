"""Personal tokens, by which a program asks the API as a person. The secret itself is kept nowhere."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.fields import ArrayField
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from access.scopes import SCOPES
from factcheck.common.models import Identified

DAYS = 90  # that a token lasts unless somebody says otherwise
MOST_DAYS = 365
USED_EVERY = timedelta(minutes=1)


def digest(secret: str) -> str:
    """SHA-256 of a token's text, in hexadecimal.

    A plain hash is right here: a password's is made slow because passwords can be guessed, but the text holds 256
    random bits. And a program that asks often should not wait for a slow one.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens, by who may see them."""

    def visible_to(self, user: User | AnonymousUser) -> TokenQuerySet:
        """One's own; everybody's for those who look after them."""
        return self if user.has_perm(Token.SEE_ALL) else self.filter(owner=user.pk)


class Token(Identified):
    """What a program shows to be let in as its owner, for what the scopes name, until it expires or is revoked."""

    # An administrator sees everybody's tokens, never the secrets.
    SEE_ALL = "access.view_token"

    class State(models.TextChoices):
        """Whether it lets in."""

        ACTIVE = "active"
        EXPIRED = "expired"
        REVOKED = "revoked"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(
        max_length=100,
        validators=[ProhibitNullCharactersValidator()],
        help_text="What it is for, such as “nightly copy”.",
    )
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=[(name, name) for name in SCOPES]),
        default=list,
        blank=True,
        help_text="What it may do besides reading; nothing that its owner may not.",
    )
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        permissions = [("revoke_token", "Can revoke everybody's tokens")]
        constraints = [
            models.CheckConstraint(
                name="token_has_known_scopes",
                condition=Q(scopes__contained_by=list(SCOPES)),
                violation_error_message="A token has none but the known scopes.",
            ),
            models.CheckConstraint(
                name="token_expires_within_a_year",
                # a day more than that: what a day is hangs on the time zone that the database is asked in
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + timedelta(days=MOST_DAYS + 1)),
                violation_error_message="A token expires after it is issued, and within a year.",
            ),
            models.CheckConstraint(name="token_is_named", condition=~Q(name="")),
            models.CheckConstraint(name="token_has_a_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> Token.State:
        """Whether it lets in; one that is revoked stays so when it has expired too."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= timezone.now() else self.State.ACTIVE

    def used(self) -> None:
        """Note that it was used just now; at most once a minute, so that asking writes hardly ever."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at <= now - USED_EVERY:
            self.last_used_at = now
            Token.objects.filter(pk=self.pk).exclude(last_used_at__gt=now - USED_EVERY).update(last_used_at=now)
