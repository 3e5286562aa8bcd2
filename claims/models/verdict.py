"""Verdict: the outcome on a claim, versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.workflow.moves import OPEN, PUBLIC, Act
from claims.workflow.moves import Stage as VerdictStage
from factcheck.common.models import Identified
from sources import visibility
from sources.models.history import chained

from .assessment import Rating
from .claim import Claim
from .invariants import verdict_triggers
from .projections import verdict_projections

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts, in the domain's words."""

    def public(self) -> VerdictQuerySet:
        """Those that the public may read."""
        return self.filter(stage__in=Verdict.PUBLIC_STAGES)

    def visible_to(self, user: User | AnonymousUser) -> VerdictQuerySet:
        """All for who writes and edits them; the published ones for everybody else, journalists of the house too."""
        return self if visibility.sees_all(user, "claims.change_verdict") else self.public()


@chained()
class Verdict(Identified):
    """One version of the outcome on a claim. What is under review keeps its words; a new finding is a new version.

    grounds is the note that some ratings ask for (what was searched, why no evidence could decide). stale_since is set
    where something new asks for another look; a published verdict stays published meanwhile.
    """

    Stage = VerdictStage
    PUBLIC_STAGES = PUBLIC

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    version = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=10, choices=VerdictStage.choices, default=VerdictStage.DRAFT, editable=False)
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.DRAFT, editable=False)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verdicts")
    summary = models.CharField(max_length=300, help_text="One sentence for readers.")
    explanation = models.TextField(blank=True)
    grounds = models.TextField(
        blank=True, help_text="Where the rating asks for it: what was searched, or why no evidence could decide."
    )
    correction_note = models.TextField(
        blank=True, help_text="For readers, where an earlier version was published: what is corrected, and why."
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_comment = models.TextField(blank=True, editable=False)
    retraction_notice = models.TextField(blank=True, editable=False)
    stale_since = models.DateTimeField("needs another look since", null=True, blank=True, editable=False)
    stale_reason = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "-version"]
        permissions = [
            ("approve_verdict", "Can approve, publish, retract and confirm verdicts"),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(nulls_last=True),
                F("id").desc(),
                condition=Q(stage__in=PUBLIC),
                name="verdict_latest_first",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="one_verdict_per_claim_and_version"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(stage="published"),
                name="one_published_verdict_per_claim",
                violation_error_message="This claim has a published verdict already.",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(stage__in=OPEN),
                name="one_verdict_on_its_way_per_claim",
                violation_error_message="A verdict on this claim is on its way already.",
            ),
            models.CheckConstraint(condition=Q(stage__in=VerdictStage.values), name="verdict_stage_is_known"),
            models.CheckConstraint(
                condition=Q(stage__in=["approved", *PUBLIC], approved_by__isnull=False)
                | Q(stage__in=["draft", "in_review", "withdrawn"], approved_by__isnull=True),
                name="approved_verdict_names_its_approver",
                violation_error_message="An approved or published verdict names who approved it.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=PUBLIC, published_at__isnull=False)
                | (~Q(stage__in=PUBLIC) & Q(published_at__isnull=True)),
                name="published_verdict_has_a_date",
                violation_error_message="A published verdict needs the moment of its publication.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="author_does_not_approve_own_verdict",
                violation_error_message="Who wrote a verdict can't approve it.",
            ),
            models.CheckConstraint(
                condition=~Q(stage="retracted") | ~Q(retraction_notice=""),
                name="retracted_verdict_has_a_notice",
                violation_error_message="A retraction needs a notice to the public.",
            ),
            models.CheckConstraint(
                condition=Q(stale_since__isnull=True) | ~Q(stale_reason=""), name="stale_verdict_tells_the_reason"
            ),
        ]
        triggers = [*verdict_triggers(), *verdict_projections()]

    def __str__(self) -> str:
        return f"{self.rating} (version {self.version}, {self.get_stage_display()})"
