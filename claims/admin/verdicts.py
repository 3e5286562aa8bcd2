"""Ratings, assessments and verdicts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesCheckboxFilter, RelatedDropdownFilter
from unfold.decorators import display

from claims.actions import save_rating
from claims.models import Assessment, Rating, Verdict
from claims.workflow import actions
from sources.admin.base import ActionAdmin, DeskAdmin, shortened, signed_in

from .forms import AssessmentForm, DraftForm, VerdictForm, revision
from .history import TrackedAdmin


@admin.register(Rating)
class RatingAdmin(DeskAdmin):
    """The scale."""

    list_display = ["name", "value", "position", "description"]
    search_fields = ["name", "description"]
    ordering = ["position"]

    def save_model(self, request: HttpRequest, obj: Rating, form: Any, change: bool) -> None:
        save_rating(obj, by=signed_in(request))


@admin.register(Assessment)
class AssessmentAdmin(ActionAdmin):
    """One's own findings; the others' on a claim once one's own is submitted. This holds for everybody."""

    form = AssessmentForm
    list_display = ["short_claim", "rating", "person", "state", "created_at"]
    list_filter = [("rating", RelatedDropdownFilter), ("submitted_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "created_at"
    search_fields = ["claim__text", "rationale"]
    autocomplete_fields = ["claim"]
    only_when_adding = ()

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
        return rows.select_related("claim", "rating", "reviewer").defer("claim__search")

    def has_change_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        own_draft = obj is None or (obj.reviewer_id == request.user.pk and obj.submitted_at is None)
        return own_draft and super().has_change_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Assessment | None = None) -> list[str]:
        if obj is None:
            return ["claim", "rating", "rationale", "submit"]
        if self.has_change_permission(request, obj):
            return ["claim", "rating", "rationale", "submit", "person"]
        return ["claim", "rating", "rationale", "submitted_at", "person"]

    def get_readonly_fields(self, request: HttpRequest, obj: Assessment | None = None) -> list[str]:
        return [] if obj is None else ["claim", "person", "submitted_at"]

    def act(self, by: User, obj: Assessment, data: dict[str, Any], change: bool) -> Assessment:
        claim = obj.claim if change else data["claim"]
        words = {name: data[name] for name in ("rating", "rationale", "submit")}
        return actions.assess(claim, by=by, **words)


@admin.register(Verdict)
class VerdictAdmin(TrackedAdmin, ActionAdmin):
    """The outcome on a claim, version by version. What has been published keeps its words."""

    form = VerdictForm
    list_display = ["short_claim", "rating", "stage_label", "version", "person", "approved_by", "published_at"]
    list_filter = [
        ("stage", ChoicesCheckboxFilter),
        ("rating", RelatedDropdownFilter),
        ("author", RelatedDropdownFilter),
    ]
    date_hierarchy = "published_at"
    ordering = ["-created_at", "-id"]
    search_fields = ["claim__text", "summary", "explanation"]
    autocomplete_fields = ["claim"]

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
        },
    )
    def stage_label(self, verdict: Verdict) -> tuple[str, str]:
        return verdict.stage, verdict.get_stage_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        related = ["claim", "rating", "author", "approved_by"]
        return Verdict.objects.visible_to(request.user).select_related(*related).defer("claim__search")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = DraftForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Verdict | None = None) -> list[str]:
        if obj is None:
            return ["claim", "rating", "summary", "explanation"]
        words = ["claim", "version", "rating", "summary", "explanation"]
        return [*words, "person", "stage", "approved_by", "published_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Verdict | None = None) -> list[str]:
        if obj is None:
            return []
        fixed = ["claim", "version", "person", "published_at"]
        return [*fixed, "rating", "summary", "explanation"] if obj.stage in actions.PAST_PUBLICATION else fixed

    def act(self, by: User, obj: Verdict, data: dict[str, Any], change: bool) -> Verdict:
        if change:
            return actions.revise_verdict(obj, **revision(obj, data), by=by)
        return actions.write_verdict(**data, by=by)
