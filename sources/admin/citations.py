"""Citations: which words of a snapshot name what something was taken from, and whether they do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter, RangeNumericFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from sources.actions import confirm_citation, correct_citation, record_citation, reject_citation
from sources.models import Citation

from .base import ActionAdmin, ActionForm, agent_of, shortened

QUOTATION_HELP = "Paste the words exactly as they stand in the snapshot; they must stand there only once."


CONFIRM, CORRECT, REJECT = "confirm", "correct", "reject"
SAYS = [
    (CORRECT, "It leads to what is given above"),
    (CONFIRM, "It is so, as it was recorded"),
    (REJECT, "It isn't so: leave it out"),
]


class CitationForm(ActionForm):
    """The words are found in the snapshot and can't be moved afterwards."""

    quotation = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}), help_text=QUOTATION_HELP)
    finding = forms.ChoiceField(choices=SAYS, initial=CORRECT, widget=UnfoldAdminRadioSelectWidget)
    reason = forms.CharField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Why; it stands in the history. A rejection asks for it.",
    )

    class Meta:
        model = Citation
        fields = ["snapshot", "source", "document", "channel"]

    def rehearse(self, data: dict[str, Any]) -> None:
        if self.instance._state.adding:
            record_citation(**data, by=self.user)
        else:
            review(self.instance, data, self.user)


def review(citation: Citation, data: dict[str, Any], by: User) -> Citation:
    """What a person says of an edge that is there."""
    finding, reason = data["finding"], data["reason"]
    if finding == CONFIRM:
        return confirm_citation(citation, by=by)
    if finding == REJECT:
        return reject_citation(citation, by=by, reason=reason)
    where = {name: data[name] for name in ("source", "document", "channel")}
    return correct_citation(citation, by=by, reason=reason, **where)


@admin.register(Citation)
class CitationAdmin(ActionAdmin):
    """Where a snapshot says that it took something from a source."""

    form = CitationForm
    only_when_changing = ("finding", "reason")
    list_display = ["label", "quote", "stands_in", "standing_label", "sure", "agent"]
    list_display_links = ["label", "quote"]
    list_filter = [
        ("standing", ChoicesCheckboxFilter),
        ("channel", ChoicesCheckboxFilter),
        ("source", AutocompleteSelectFilter),
        ("confidence", RangeNumericFilter),
    ]
    search_fields = ["source__name", "exact", "snapshot__document__title"]
    autocomplete_fields = ["snapshot", "source", "document"]

    @display(description="leads to")
    def label(self, citation: Citation) -> str:
        return citation.label

    @display(description="read from", ordering="start")
    def quote(self, citation: Citation) -> str:
        return shortened(citation.exact or citation.markup, 60)

    @display(description="in the document", ordering="snapshot__document__title")
    def stands_in(self, citation: Citation) -> str:
        return str(citation.snapshot.document)

    @display(description="standing", ordering="standing", label={"confirmed": "success", "rejected": "danger"})
    def standing_label(self, citation: Citation) -> str:
        return citation.standing

    @display(description="confidence", ordering="confidence")
    def sure(self, citation: Citation) -> str:
        return f"{citation.confidence:.2f}"

    @display(description="recorded by")
    def agent(self, citation: Citation) -> str:
        return agent_of(citation)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        related = ["source", "document", "software", "person", "snapshot__document"]
        return super().get_queryset(request).select_related(*related).defer("snapshot__text")

    def get_fields(self, request: HttpRequest, obj: Citation | None = None) -> list[str]:
        if obj is None:
            return ["snapshot", "quotation", "source", "document", "channel"]
        given = ["source", "document", "channel", "finding", "reason"]
        return [*given, *self.get_readonly_fields(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: Citation | None = None) -> list[str]:
        known = ["standing_label", "quote", "url", "stands_in", "sure", "agent", "created_at"]
        return [] if obj is None else known

    def act(self, by: User, obj: Citation, data: dict[str, Any], change: bool) -> Citation:
        return review(obj, data, by) if change else record_citation(**data, by=by)
