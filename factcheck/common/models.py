"""What every model has: an identifier that sorts by time and is safe to publish."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Value
from django.utils import timezone
from uuid_utils.compat import uuid7


class Identified(models.Model):
    """UUIDv7 primary key (RFC 9562, section 5.7) and the moment of creation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


def sha256_of(column: str) -> Func:
    """The SHA-256 of a text in UTF-8, in hexadecimal, as the database computes it."""
    written = Func(F(column), Value("UTF8"), function="convert_to")
    return Func(Func(written, function="sha256"), Value("hex"), function="encode", output_field=models.CharField())
