"""What sources are to each other: recorded, changed, and withdrawn where it was a mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from sources.actions import record_relationship, retire_relationship, revise_relationship
from sources.models import Relationship
from sources.provenance.types import RelationKind
from sources.provenance.wording import day

from .base import ActionAdmin, ActionForm, UsualFilter, agent_of

KEEP, RETIRE = "keep", "retire"
SAYS = [
    (KEEP, "It is as given above"),
    (RETIRE, "It was a mistake: withdraw it (what merely ended gets a last day instead)"),
]
GIVEN = ("subject", "kind", "object", "since", "until", "note")
WAS = {
    RelationKind.PART_OF: "was part of",
    RelationKind.OWNED_BY: "was owned by",
    RelationKind.SPEAKS_FOR: "spoke for",
    RelationKind.REPUBLISHES: "republished",
}


def sentence(relationship: Relationship, today: date | None = None) -> str:
    """ "The Sun is owned by News UK since 1981", "The Sun was part of Odhams until 2 October 1969"."""
    over = relationship.until is not None and relationship.until < (today or localdate())
    verb = WAS[RelationKind(relationship.kind)] if over else relationship.get_kind_display()
    return " ".join([str(relationship.subject.record), verb, str(relationship.object.record), *_time(relationship)])


def _time(relationship: Relationship) -> list[str]:
    """ "since 1981", "until 2 October 1969", "from 1964 to 2 October 1969": whole years without their days."""
    first, last = relationship.since, relationship.until
    since = first and (str(first.year) if (first.month, first.day) == (1, 1) else day(first))
    until = last and (str(last.year) if (last.month, last.day) == (12, 31) else day(last))
    if since and until:
        return [f"from {since} to {until}"]
    return [f"since {since}"] if since else [f"until {until}"] if until else []


class RelationshipForm(ActionForm):
    """Subject, what it is, object: "The Sun", "is owned by", "News UK"."""

    finding = forms.ChoiceField(
        label="This relationship", choices=SAYS, initial=KEEP, widget=UnfoldAdminRadioSelectWidget
    )
    reason = forms.CharField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Why it is withdrawn; it stands in the history.",
    )

    class Meta:
        model = Relationship
        fields = GIVEN

    def rehearse(self, data: dict[str, Any]) -> None:
        recorded(self.instance, data, self.user)


def recorded(relationship: Relationship, data: dict[str, Any], by: User) -> Relationship:
    """What a person says of two sources, new or of what is there."""
    given = {name: data[name] for name in GIVEN}
    if relationship._state.adding:
        return record_relationship(**given, by=by)
    if data["finding"] == RETIRE:
        return retire_relationship(relationship, by=by, reason=data["reason"])
    for name, value in given.items():
        setattr(relationship, name, value)
    return revise_relationship(relationship, by=by)


class WithdrawnFilter(UsualFilter):
    """Those that count, unless somebody looks for the mistakes."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("counts", "Those that count"), ("withdrawn", "Withdrawn"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Relationship]) -> QuerySet[Relationship]:
        wanted = {"counts": False, "withdrawn": True}.get(self.value())
        return queryset if wanted is None else queryset.filter(retired=wanted)


@admin.register(Relationship)
class RelationshipAdmin(ActionAdmin):
    """Two outlets of one house, or a speaker and whom they speak for, are no two origins."""

    form = RelationshipForm
    only_when_adding = ()
    only_when_changing = ("finding", "reason")
    list_display = ["words", "note", "agent", "created_at"]
    list_filter = [
        WithdrawnFilter,
        ("kind", ChoicesCheckboxFilter),
        ("subject", AutocompleteSelectFilter),
        ("object", AutocompleteSelectFilter),
    ]
    search_fields = ["subject__name", "subject__aliases", "object__name", "object__aliases", "note"]
    autocomplete_fields = ["subject", "object"]
    ordering = ["subject__name", "kind", "-since", "id"]

    @display(description="relationship", ordering="subject__name")
    def words(self, relationship: Relationship) -> str:
        return sentence(relationship)

    @display(description="recorded by")
    def agent(self, relationship: Relationship) -> str:
        return agent_of(relationship)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Relationship]:
        related = ["subject__merged_into", "object__merged_into", "software", "person"]
        return super().get_queryset(request).select_related(*related)

    def get_fields(self, request: HttpRequest, obj: Relationship | None = None) -> list[str]:
        asked = [] if obj is None or obj.retired else ["finding", "reason"]
        return [*GIVEN, *asked, *self.get_readonly_fields(request, obj)]

    def get_readonly_fields(self, request: HttpRequest, obj: Relationship | None = None) -> list[str]:
        if obj is None:
            return []
        return ["retired", "agent", "created_at"] if obj.retired else ["agent", "created_at"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was withdrawn stays as it was."""
        withdrawn = isinstance(obj, Relationship) and obj.retired
        return not withdrawn and super().has_change_permission(request, obj)

    def act(self, by: User, obj: Relationship, data: dict[str, Any], change: bool) -> Relationship:
        return recorded(obj, data, by)
