"""Ratings, assessments and verdicts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesCheckboxFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from claims.actions import save_rating
from claims.models import Assessment, Rating, Verdict
from claims.models.assessment import STANCES
from sources.admin.base import DeskAdmin, ReadOnlyAdmin, shortened, signed_in

from .history import TrackedAdmin


@admin.register(Rating)
class RatingAdmin(DeskAdmin):
    """The scale."""

    list_display = ["name", "value", "position", "description", "stands_on"]
    search_fields = ["name", "description"]
    ordering = ["position"]

    @display(description="stands on")
    def stands_on(self, rating: Rating) -> str:
        evidence = " or ".join(dict(STANCES)[stance].lower() for stance in rating.stances)
        note = f"a note: {rating.asks}" if rating.asks else ""
        return "; ".join(filter(None, [f"evidence that {evidence}" if evidence else "", note])) or "–"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "stances":
            boxes = UnfoldAdminCheckboxSelectMultipleWidget(choices=STANCES)
            return forms.MultipleChoiceField(
                choices=STANCES, widget=boxes, required=False, help_text=db_field.help_text, label="evidence asked for"
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Rating, form: Any, change: bool) -> None:
        save_rating(obj, by=signed_in(request))


@admin.register(Assessment)
class AssessmentAdmin(TrackedAdmin, ReadOnlyAdmin):
    """One's own findings; the others' on a claim once one's own is submitted. This holds for everybody."""

    list_display = ["short_claim", "rating", "person", "state", "created_at"]
    list_filter = [("rating", RelatedDropdownFilter), ("submitted_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "created_at"
    search_fields = ["claim__text", "rationale"]
    fields = ["claim", "rating", "rationale", "submitted_at", "person"]
    readonly_fields = fields

    @display(description="reviewer", ordering="reviewer__username")
    def person(self, assessment: Assessment) -> str:
        return str(assessment.reviewer)

    @display(description="claim", ordering="claim__text")
    def short_claim(self, assessment: Assessment) -> str:
        return shortened(assessment.claim.text)

    @display(description="state", label={"submitted": "success", "draft": "warning"})
    def state(self, assessment: Assessment) -> str:
        return "submitted" if assessment.submitted_at else "draft"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        rows = Assessment.objects.visible_to(request.user)
        return rows.select_related("claim", "rating", "reviewer")


@admin.register(Verdict)
class VerdictAdmin(TrackedAdmin, ReadOnlyAdmin):
    """The outcome on a claim, version by version. What has been published keeps its words."""

    list_display = ["short_claim", "rating", "stage_label", "version", "person", "approved_by", "published_at"]
    list_filter = [
        ("stage", ChoicesCheckboxFilter),
        ("rating", RelatedDropdownFilter),
        ("author", RelatedDropdownFilter),
        ("stale_since", admin.EmptyFieldListFilter),
    ]
    date_hierarchy = "published_at"
    ordering = ["-created_at", "-id"]
    search_fields = ["claim__text", "summary", "explanation"]
    fields = [
        "claim",
        "version",
        "stage",
        "rating",
        "summary",
        "explanation",
        "grounds",
        "correction_note",
        "retraction_notice",
        "person",
        "approved_by",
        "published_at",
        "stale_since",
        "stale_reason",
    ]
    readonly_fields = fields

    @display(description="author", ordering="author__username")
    def person(self, verdict: Verdict) -> str:
        return str(verdict.author)

    @display(description="claim", ordering="claim__text")
    def short_claim(self, verdict: Verdict) -> str:
        return shortened(verdict.claim.text)

    @display(
        description="stage",
        ordering="stage",
        label={
            Verdict.Stage.DRAFT: "",
            Verdict.Stage.IN_REVIEW: "warning",
            Verdict.Stage.APPROVED: "info",
            Verdict.Stage.PUBLISHED: "success",
            Verdict.Stage.CORRECTED: "warning",
            Verdict.Stage.RETRACTED: "danger",
            Verdict.Stage.WITHDRAWN: "",
        },
    )
    def stage_label(self, verdict: Verdict) -> tuple[str, str]:
        return verdict.stage, verdict.get_stage_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        related = ["claim", "rating", "author", "approved_by"]
        return Verdict.objects.visible_to(request.user).select_related(*related)
