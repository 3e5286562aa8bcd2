"""Who did a thing: a piece of software with its version and model, or a person (W3C PROV-DM, section 3.3)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from factcheck.common.models import Identified


class SoftwareAgent(Identified):
    """One version of one program; model_sha256 is empty where no trained model is part of it."""

    name = models.CharField(max_length=100)
    version = models.CharField(max_length=50)
    model_sha256 = models.CharField("model SHA-256", max_length=64, blank=True)

    class Meta:
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version", "model_sha256"], name="one_record_per_software_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}" + (f" ({self.model_sha256[:12]})" if self.model_sha256 else "")


class Attributed(models.Model):
    """A row that somebody made: exactly one of software and person."""

    software = models.ForeignKey(SoftwareAgent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def agent(self) -> SoftwareAgent | User:
        """Whoever made the row."""
        agent: SoftwareAgent | User | None = self.software or self.person
        assert agent is not None, "the database lets no row pass without an agent"  # noqa: S101
        return agent


def attribution(by: SoftwareAgent | User) -> dict[str, Any]:
    """The fields of Attributed for an agent."""
    return {"software": by} if isinstance(by, SoftwareAgent) else {"person": by}


def exactly_one_agent(name: str) -> models.CheckConstraint:
    """The constraint that Attributed models carry, under a name of their own."""
    return models.CheckConstraint(
        condition=Q(software__isnull=False, person__isnull=True) | Q(software__isnull=True, person__isnull=False),
        name=name,
        violation_error_message="Exactly one of software and person must be given.",
    )
