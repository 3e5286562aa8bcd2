"""Rating: the scale. Assessment: one reviewer's own finding. Verdict: the outcome, versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from factcheck.common.models import Identified
from sources import visibility

from .claim import PUBLIC_STAGES, Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Rating(Identified):
    """One step of the scale. value is ClaimReview's ratingValue (5 best, 1 worst), none where a number would lie."""

    name = models.CharField(max_length=50, unique=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(unique=True)
    description = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["value"], name="one_rating_per_value"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
                name="rating_value_between_1_and_5",
                violation_error_message="A rating's value lies between 1 and 5, or is empty.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """One's own, and what others submitted on claims that one has submitted on oneself; never another's draft."""
        if not user.is_authenticated:
            return self.none()
        submitted = Assessment.objects.filter(claim=OuterRef("claim"), reviewer_id=user.pk, submitted_at__isnull=False)
        return self.filter(Q(reviewer_id=user.pk) | Q(Exists(submitted), submitted_at__isnull=False))


class Assessment(Identified):
    """One reviewer's own finding on one claim, a draft until submitted."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reviewer"],
                name="one_assessment_per_reviewer_and_claim",
                violation_error_message="This reviewer has already assessed this claim.",
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="assessment_gives_a_rationale"),
        ]

    def __str__(self) -> str:
        return f"{self.rating} by {self.reviewer}"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Verdicts, in the domain's words."""

    def public(self) -> VerdictQuerySet:
        """Those that the public may read."""
        return self.filter(stage__in=Verdict.PUBLIC_STAGES)

    def visible_to(self, user: User | AnonymousUser) -> VerdictQuerySet:
        """All for the desk; for the public the published ones."""
        return self if visibility.sees_all(user, "claims.view_verdict") else self.public()


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Verdict(Identified):
    """The outcome on a claim. A new finding is a new version."""

    class Stage(models.TextChoices):
        """Where a verdict is on its way."""

        DRAFT = "draft"
        IN_REVIEW = "in_review", "in review"
        APPROVED = "approved"
        PUBLISHED = "published"
        CORRECTED = "corrected"
        RETRACTED = "retracted"

    PUBLIC_STAGES = PUBLIC_STAGES

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    version = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verdicts")
    summary = models.CharField(max_length=300, help_text="One sentence for readers.")
    explanation = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="one_verdict_per_claim_and_version"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(stage="published"),
                name="one_published_verdict_per_claim",
                violation_error_message="This claim has a published verdict already.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "in_review", "approved", "published", "corrected", "retracted"]),
                name="verdict_stage_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["approved", "published", "corrected", "retracted"])
                | Q(approved_by__isnull=False),
                name="approved_verdict_names_its_approver",
                violation_error_message="An approved or published verdict names who approved it.",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["published", "corrected", "retracted"]) | Q(published_at__isnull=False),
                name="published_verdict_has_a_date",
                violation_error_message="A published verdict needs the moment of its publication.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="author_does_not_approve_own_verdict",
                violation_error_message="Who wrote a verdict can't approve it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} (version {self.version}, {self.get_stage_display()})"
