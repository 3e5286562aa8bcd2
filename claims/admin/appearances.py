"""Appearances, and the runs that found them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter
from unfold.decorators import display

from claims.models import Appearance, ExtractionRun
from claims.workflow import editing
from sources.admin.base import ActionAdmin, ReadOnlyAdmin, shortened

from .columns import AppearanceColumns
from .forms import AppearanceForm, place
from .history import TrackedAdmin


@admin.register(Appearance)
class AppearanceAdmin(AppearanceColumns, TrackedAdmin, ActionAdmin):
    """Where a claim stands. The words are fixed; who said them can be corrected."""

    form = AppearanceForm
    list_display = ["short_claim", "quote", "speaker_name", "channel", "place", "agent"]
    list_filter = [
        ("speaker", AutocompleteSelectFilter),
        ("snapshot__document", AutocompleteSelectFilter),
        ("claim__kind", ChoicesCheckboxFilter),
    ]
    search_fields = ["exact", "claim__text", "speaker__name", "channel"]
    autocomplete_fields = ["claim", "snapshot", "speaker"]

    @display(description="claim", ordering="claim__text")
    def short_claim(self, appearance: Appearance) -> str:
        return shortened(appearance.claim.text)

    @display(description="words", ordering="start")
    def quote(self, appearance: Appearance) -> str:
        return shortened(appearance.exact, 80)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        related = ["claim", "speaker", "snapshot__document", "software", "person"]
        return super().get_queryset(request).select_related(*related).defer("snapshot__text")

    def get_fields(self, request: HttpRequest, obj: Appearance | None = None) -> list[str]:
        if obj is None:
            return ["claim", "snapshot", "quotation", "speaker", "cue", "channel"]
        return ["claim", "exact", "place", "speaker", "cue", "channel", "agent", "created_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Appearance | None = None) -> list[str]:
        return [] if obj is None else ["claim", "exact", "place", "agent", "created_at"]

    def act(self, by: User, obj: Appearance, data: dict[str, Any], change: bool) -> Appearance:
        if change:
            return editing.correct_speaker(obj, **data, by=by)
        return editing.record_appearance(data["claim"], place(data), by=by)


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnlyAdmin):
    """Which version of the extractor has read what."""

    list_display = ["document", "software", "claims_found", "seconds", "ended_at"]
    list_filter = [("software", AutocompleteSelectFilter)]
    date_hierarchy = "ended_at"
    search_fields = ["snapshot__document__title", "software__name"]

    @display(description="document", ordering="snapshot__document__title")
    def document(self, run: ExtractionRun) -> str:
        return str(run.snapshot.document)

    @display(description="seconds")
    def seconds(self, run: ExtractionRun) -> str:
        return f"{(run.ended_at - run.started_at).total_seconds():.1f}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExtractionRun]:
        related = ["snapshot__document", "software"]
        return super().get_queryset(request).select_related(*related).defer("snapshot__text")
