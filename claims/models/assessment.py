"""Rating: the scale. Assignment: who has taken a claim. Assessment: one reviewer's own finding, blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from claims.workflow.moves import CONCLUDED
from factcheck.common.models import Identified
from sources.models.history import chained

from .claim import Claim
from .invariants import assessment_triggers, assignment_triggers

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


STANCES = [("supports", "Supports"), ("refutes", "Refutes"), ("context", "puts into context")]


class Rating(Identified):
    """One step of the scale. value is ClaimReview's ratingValue (5 best, 1 worst), none where a number would lie.

    stances are those of which one piece of evidence must have one, none where no evidence is asked for; asks is what
    the note has to tell, "" where no note is asked for.
    """

    name = models.CharField(max_length=50, unique=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(unique=True)
    description = models.TextField()
    stances = ArrayField(
        models.CharField(max_length=10, choices=STANCES),
        default=list,
        blank=True,
        help_text="Evidence asked for: at least one piece with one of these stances.",
    )
    asks = models.CharField(
        "asks for",
        max_length=100,
        blank=True,
        help_text="What the note has to tell, such as: what was searched.",
    )

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


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, in the domain's words."""

    def holding(self) -> AssignmentQuerySet:
        """Those that keep a place: reserved still, or with a finding that is in."""
        found = Assessment.objects.filter(
            claim=OuterRef("claim"), reviewer=OuterRef("reviewer"), submitted_at__isnull=False
        )
        return self.filter(Q(reserved_until__gt=timezone.now()) | Exists(found))


@chained()
class Assignment(Identified):
    """One of a claim's places, taken by a reviewer. The reservation expires by itself: then others may take it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reserved_until = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reviewer"],
                name="one_place_per_reviewer_and_claim",
                violation_error_message="This reviewer has this claim already.",
            )
        ]
        triggers = assignment_triggers()

    def __str__(self) -> str:
        return f"{self.reviewer} until {self.reserved_until:%Y-%m-%d %H:%M}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """One's own; what others submitted once one has submitted oneself, or once nobody assesses the claim any
        more, to those of the desk. Never another's draft."""
        if not user.is_authenticated:
            return self.none()
        own = Q(reviewer_id=user.pk)
        if not (user.is_active and user.has_perm("claims.view_assessment")):
            return self.filter(own)
        submitted = Assessment.objects.filter(claim=OuterRef("claim"), reviewer_id=user.pk, submitted_at__isnull=False)
        return self.filter(own | Q(Exists(submitted) | Q(claim__state__in=CONCLUDED), submitted_at__isnull=False))

    def submitted(self) -> AssessmentQuerySet:
        """Those that are final."""
        return self.filter(submitted_at__isnull=False)


@chained()
class Assessment(Identified):
    """One reviewer's own finding on one claim: a draft, perhaps half-written, until submitted; then it stays."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assessments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rationale = models.TextField(blank=True)
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
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | (Q(rating__isnull=False) & ~Q(rationale="")),
                name="assessment_gives_rating_and_rationale",
                violation_error_message="A submitted assessment gives a rating and a rationale.",
            ),
        ]
        triggers = assessment_triggers()

    def __str__(self) -> str:
        return f"{self.rating or 'no rating yet'} by {self.reviewer}"
