"""The feed of what becomes public: who reads it in order misses nothing and reads nothing twice."""

from __future__ import annotations

import pgtrigger
from django.db import models

from .claim import Claim
from .verdict import Verdict


class Change(models.Model):
    """A verdict was published, corrected or retracted.

    Positions ascend in the order in which the changes became visible: each is taken at the end of its transaction,
    under a lock that is kept until others see it. So whoever has read up to a position will never find one below it
    later. (A sequence alone would not do: of two transactions the one with the lower number may commit last.)
    """

    class Kind(models.TextChoices):
        """What happened to the verdict."""

        PUBLISHED = "published"
        CORRECTED = "corrected", "Published as a correction"
        RETRACTED = "retracted"

    position = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="changes")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="changes", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "kind"], name="one_change_per_verdict_and_kind"),
        ]
        triggers = [
            pgtrigger.Protect(name="change_is_never_taken_back", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind}"
