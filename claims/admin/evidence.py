"""Evidence: what speaks for and against claims."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter, RelatedDropdownFilter
from unfold.decorators import display

from claims.models import Evidence
from claims.workflow import evidence as actions
from sources.admin.base import ActionAdmin, shortened

from .forms import EvidenceForm
from .history import TrackedAdmin

Stance = Evidence.Stance


@admin.register(Evidence)
class EvidenceAdmin(TrackedAdmin, ActionAdmin):
    """Words of a snapshot that are found by quoting them, or a citation of what can't be captured."""

    form = EvidenceForm
    list_display = ["passage", "stance_label", "short_claim", "document", "person", "created_at"]
    list_filter = [
        ("stance", ChoicesCheckboxFilter),
        ("added_by", RelatedDropdownFilter),
        ("snapshot__document", AutocompleteSelectFilter),
    ]
    date_hierarchy = "created_at"
    search_fields = ["exact", "citation", "note", "claim__text"]
    autocomplete_fields = ["claim", "snapshot"]

    @display(description="passage")
    def passage(self, evidence: Evidence) -> str:
        return shortened(evidence.exact or evidence.citation)

    @display(
        description="stance",
        ordering="stance",
        label={Stance.SUPPORTS: "success", Stance.REFUTES: "danger", Stance.CONTEXT: "info"},
    )
    def stance_label(self, evidence: Evidence) -> tuple[str, str]:
        return evidence.stance, evidence.get_stance_display()

    @display(description="added by", ordering="added_by__username")
    def person(self, evidence: Evidence) -> str:
        return str(evidence.added_by)

    @display(description="claim", ordering="claim__text")
    def short_claim(self, evidence: Evidence) -> str:
        return shortened(evidence.claim.text, 80)

    @display(description="document", ordering="snapshot__document__title")
    def document(self, evidence: Evidence) -> str:
        return str(evidence.snapshot.document) if evidence.snapshot else "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        related = ["claim", "snapshot__document", "added_by"]
        rows = Evidence.objects.visible_to(request.user)
        return rows.select_related(*related).defer("snapshot__text")

    def get_fields(self, request: HttpRequest, obj: Evidence | None = None) -> list[str]:
        if obj is None:
            return ["claim", "stance", "snapshot", "quotation", "citation", "note"]
        return ["claim", "stance", "snapshot", "exact", "citation", "note", "person", "created_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Evidence | None = None) -> list[str]:
        return [] if obj is None else ["claim", "snapshot", "exact", "person", "created_at"]

    def act(self, by: User, obj: Evidence, data: dict[str, Any], change: bool) -> Evidence:
        if change:
            return actions.revise_evidence(obj, **data, by=by)
        return actions.add_evidence(**data, by=by)
