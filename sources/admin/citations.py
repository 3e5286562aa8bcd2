"""Citations: which words of a snapshot name the source that something was taken from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from sources.actions import record_citation, revise_citation
from sources.models import Citation

from .base import ActionAdmin, ActionForm, agent_of, shortened

QUOTATION_HELP = "Paste the words exactly as they stand in the snapshot; they must stand there only once."


class CitationForm(ActionForm):
    """The words are found in the snapshot and can't be moved afterwards."""

    quotation = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}), help_text=QUOTATION_HELP)

    class Meta:
        model = Citation
        fields = ["snapshot", "source", "channel"]

    def rehearse(self, data: dict[str, Any]) -> None:
        if self.instance._state.adding:
            record_citation(**data, by=self.user)
        else:
            revise_citation(self.instance, **data, by=self.user)


@admin.register(Citation)
class CitationAdmin(ActionAdmin):
    """Where a snapshot says that it took something from a source."""

    form = CitationForm
    list_display = ["source", "channel", "quote", "document", "agent"]
    list_display_links = ["source", "quote"]
    list_filter = [("source", AutocompleteSelectFilter), ("channel", ChoicesCheckboxFilter)]
    search_fields = ["source__name", "exact", "snapshot__document__title"]
    autocomplete_fields = ["snapshot", "source"]

    @display(description="words", ordering="start")
    def quote(self, citation: Citation) -> str:
        return shortened(citation.exact, 60)

    @display(description="document", ordering="snapshot__document__title")
    def document(self, citation: Citation) -> str:
        return str(citation.snapshot.document)

    @display(description="recorded by")
    def agent(self, citation: Citation) -> str:
        return agent_of(citation)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        related = ["source", "software", "person", "snapshot__document"]
        return super().get_queryset(request).select_related(*related).defer("snapshot__text")

    def get_fields(self, request: HttpRequest, obj: Citation | None = None) -> list[str]:
        if obj is None:
            return ["snapshot", "quotation", "source", "channel"]
        return ["source", "channel", "snapshot", "exact", "agent", "created_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Citation | None = None) -> list[str]:
        return [] if obj is None else ["snapshot", "exact", "agent", "created_at"]

    def act(self, by: User, obj: Citation, data: dict[str, Any], change: bool) -> Citation:
        if change:
            return revise_citation(obj, **data, by=by)
        return record_citation(**data, by=by)
