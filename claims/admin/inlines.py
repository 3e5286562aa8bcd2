"""The tabs of a claim's page. They show; to change something, its own page is opened, where its action is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.admin import TabularInline
from unfold.decorators import display

from claims.models import Appearance, Assessment, Evidence, Verdict

from .columns import AppearanceColumns


class ShowingInline(TabularInline):
    """Rows to read, each with a link to its page."""

    extra = 0
    can_delete = False
    hide_title = True
    show_count = True
    tab = True

    @display(description="")
    def link(self, row: Any) -> SafeString:
        url = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
        return format_html('<a class="fc-link" href="{}">Open<span class="fc-hidden"> {}</span></a>', url, row)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AppearanceInline(AppearanceColumns, ShowingInline):
    """Where the claim stands: the words, who said them, and the way to the document."""

    model = Appearance
    fields = readonly_fields = ["quote", "speaker_name", "cue", "channel", "place", "agent", "link"]

    @display(description="words")
    def quote(self, appearance: Appearance) -> str:
        return appearance.exact

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        related = ["claim", "speaker", "snapshot__document", "software", "person"]
        return super().get_queryset(request).select_related(*related).defer("snapshot__text")


class EvidenceInline(ShowingInline):
    """What speaks for and against it."""

    model = Evidence
    fields = readonly_fields = ["stance_name", "passage", "document", "note", "person", "link"]

    @display(description="stance")
    def stance_name(self, evidence: Evidence) -> str:
        return capfirst(evidence.get_stance_display())

    @display(description="added by")
    def person(self, evidence: Evidence) -> str:
        return str(evidence.added_by)

    @display(description="passage")
    def passage(self, evidence: Evidence) -> str:
        return evidence.exact or evidence.citation

    @display(description="document")
    def document(self, evidence: Evidence) -> str:
        return str(evidence.snapshot.document) if evidence.snapshot else "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        rows = Evidence.objects.visible_to(request.user)
        return rows.select_related("claim", "snapshot__document", "added_by").defer("snapshot__text")


class AssessmentInline(ShowingInline):
    """The findings that this person may see: their own, and the others' once theirs is submitted."""

    model = Assessment
    fields = readonly_fields = ["person", "rating_name", "rationale", "submitted_at", "link"]

    @display(description="reviewer")
    def person(self, assessment: Assessment) -> str:
        return str(assessment.reviewer)

    @display(description="rating")
    def rating_name(self, assessment: Assessment) -> str:
        return str(assessment.rating)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(request.user).select_related("claim", "reviewer", "rating")


class VerdictInline(ShowingInline):
    """The outcome, version by version."""

    model = Verdict
    fields = readonly_fields = [
        "version",
        "rating_name",
        "stage",
        "summary",
        "person",
        "approver",
        "published_at",
        "link",
    ]

    @display(description="stage")
    def stage_name(self, verdict: Verdict) -> str:
        return capfirst(verdict.get_stage_display())

    @display(description="author")
    def person(self, verdict: Verdict) -> str:
        return str(verdict.author)

    @display(description="approved by")
    def approver(self, verdict: Verdict) -> str:
        return str(verdict.approved_by or "–")

    @display(description="rating")
    def rating_name(self, verdict: Verdict) -> str:
        return str(verdict.rating)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return Verdict.objects.visible_to(request.user).select_related("claim", "rating", "author", "approved_by")
