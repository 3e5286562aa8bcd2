"""The numbers in the words of claims, so that claims are found by them."""

from __future__ import annotations

from django.db import models

from .claim import Claim


class ClaimQuantity(models.Model):
    """A number that a claim says, as in Claim.quantities, from which a trigger makes it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="numbers", db_index=False)
    unit = models.CharField(max_length=100)
    comparator = models.CharField(max_length=2)
    value = models.DecimalField(max_digits=40, decimal_places=10)

    class Meta:
        indexes = [
            models.Index(fields=["claim", "unit", "value"], name="quantity_of_claim"),
            models.Index(fields=["unit", "value", "claim"], name="quantity_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.comparator} {self.value.normalize():f} {self.unit}".strip()
