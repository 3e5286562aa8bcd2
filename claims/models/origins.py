"""How many independent origins a claim has, kept for lists and filters."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .claim import Claim


class ClaimOrigins(models.Model):
    """Where a claim comes from, counted, for lists and filters; claims/lineage.py computes it from what is recorded.

    Never the truth itself: current is False from the moment that something changed it came from. The database makes one
    for every claim.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="origins")
    links = models.PositiveIntegerField(db_default=0)
    origins = models.PositiveIntegerField("independent origins", db_default=0)
    single_source = models.BooleanField(db_default=False)
    anonymous_only = models.BooleanField(db_default=False)
    circular = models.BooleanField(db_default=False)
    sentence = models.TextField(blank=True, db_default="")
    current = models.BooleanField(db_default=False)
    revision = models.PositiveIntegerField(db_default=1)

    class Meta:
        indexes = [
            models.Index(fields=["claim"], condition=Q(current=False), name="origins_to_compute"),
            models.Index(fields=["claim"], condition=Q(single_source=True), name="origins_single"),
            models.Index(fields=["claim"], condition=Q(anonymous_only=True), name="origins_anonymous"),
        ]

    def __str__(self) -> str:
        return self.sentence
