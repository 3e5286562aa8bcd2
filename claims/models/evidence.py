"""Evidence: a passage that supports, refutes or puts a claim into context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from factcheck.common.models import Identified
from sources import visibility
from sources.models import Snapshot
from sources.models.anchor import Anchor, anchor_is_immutable, anchor_spans_words, anchor_stands_in_snapshot
from sources.models.history import chained

from .claim import Claim
from .invariants import evidence_triggers
from .verdict import Verdict

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> EvidenceQuerySet:
        """All for the desk; for the public that of claims with a published verdict."""
        if visibility.sees_all(user, "claims.view_evidence"):
            return self
        return self.filter(Exists(Verdict.objects.public().filter(claim=OuterRef("claim"))))


@chained()
class Evidence(Identified, Anchor):
    """Either words of a captured snapshot (the anchor), or a citation of something that can't be captured."""

    class Stance(models.TextChoices):
        """What the passage does to the claim."""

        SUPPORTS = "supports"
        REFUTES = "refutes"
        CONTEXT = "context", "puts into context"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    # no anchor where the evidence is a citation in writing
    start = models.PositiveIntegerField(null=True, blank=True)  # type: ignore[assignment]
    end = models.PositiveIntegerField(null=True, blank=True)  # type: ignore[assignment]
    exact = models.TextField("quotation", blank=True)
    citation = models.TextField(
        blank=True, help_text="For a source without a link: author, title, page, where it is kept."
    )
    stance = models.CharField(max_length=10, choices=Stance.choices)
    note = models.TextField(blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, start__isnull=False, end__isnull=False)
                | (Q(snapshot__isnull=True, start__isnull=True, end__isnull=True, exact="") & ~Q(citation="")),
                name="evidence_is_a_passage_or_a_citation",
                violation_error_message="Evidence is either words of a snapshot or a citation in writing.",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "refutes", "context"]), name="evidence_stance_is_known"
            ),
            anchor_spans_words("evidence_anchor_spans_words"),
        ]
        triggers = [anchor_stands_in_snapshot(), anchor_is_immutable(), *evidence_triggers()]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.exact or self.citation}"
