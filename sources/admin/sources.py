"""Sources, and the programs that captured or read something."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.contrib.forms.widgets import ArrayWidget
from unfold.decorators import display

from sources.actions import save_source
from sources.models import SoftwareAgent, Source

from .base import DeskAdmin, ReadOnlyAdmin, signed_in


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Who says or carries something. One that nothing refers to yet can be deleted."""

    list_display = ["name", "kind_label", "other_names", "described_in", "created_at"]
    list_filter = [("kind", ChoicesCheckboxFilter)]
    list_select_related = ["described_in"]
    search_fields = ["name", "aliases"]
    autocomplete_fields = ["described_in"]
    fields = ["name", "kind", "aliases", "description", "url", "described_in"]

    @display(description="kind", ordering="kind", label=True)
    def kind_label(self, source: Source) -> str:
        return source.get_kind_display()

    @display(description="also known as")
    def other_names(self, source: Source) -> str:
        return ", ".join(source.aliases)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "aliases":
            kwargs["widget"] = ArrayWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        save_source(obj, by=signed_in(request))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("sources.delete_source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return Source.objects.visible_to(request.user)


@admin.register(SoftwareAgent)
class SoftwareAgentAdmin(ReadOnlyAdmin):
    """Which version of which program made a row."""

    list_display = ["name", "version", "model_sha256", "created_at"]
    search_fields = ["name", "version", "model_sha256"]
    list_filter = ["name"]
