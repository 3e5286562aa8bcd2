"""Sources, and the programs that captured or read something."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.contrib.forms.widgets import ArrayWidget
from unfold.decorators import display

from sources.actions import save_source
from sources.models import Likeness, SoftwareAgent, Source

from .base import DeskAdmin, ReadOnlyAdmin, UsualFilter, signed_in


def source_link(source: Source) -> SafeString:
    """The source's name, leading to its page, and where it leads on to if it was merged."""
    pages = cast("SourceAdmin", admin.site._registry[Source])
    link = format_html('<a class="fc-link fc-title" href="{}">{}</a>', pages.address(source), source)
    return link if source.merged_into is None else format_html("{} {}", link, merged_flag(source))


def merged_flag(source: Source) -> SafeString:
    """ "merged into Donald Trump", for a record that was."""
    return format_html('<span class="fc-flag">merged into {}</span>', source.merged_into)


class RecordsFilter(UsualFilter):
    """Each source once, unless somebody looks for the records that were merged."""

    title = "records"
    parameter_name = "records"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("each", "Each source once"), ("merged", "Merged into another"), ("all", "All records")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        shown = {"each": queryset.filter(merged_into=None), "merged": queryset.exclude(merged_into=None)}
        return shown.get(self.value(), queryset)


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Who says or carries something. One that nothing refers to yet can be deleted."""

    list_display = ["named", "kind_label", "other_names", "described_in", "created_at"]
    list_filter = [("kind", ChoicesCheckboxFilter), RecordsFilter]
    list_select_related = ["described_in", "merged_into"]
    search_fields = ["name", "aliases", "domains"]
    autocomplete_fields = ["described_in"]

    @display(description="name", ordering="name")
    def named(self, source: Source) -> SafeString | str:
        return source.name if source.merged_into is None else format_html("{} {}", source.name, merged_flag(source))

    @display(description="kind", ordering="kind", label=True)
    def kind_label(self, source: Source) -> str:
        return source.get_kind_display()

    @display(description="also known as")
    def other_names(self, source: Source) -> str:
        return ", ".join(source.aliases)

    @display(description="merged into")
    def merged(self, source: Source) -> SafeString | str:
        return source_link(source.record)

    def address(self, source: Source) -> str:
        """Where a source is read of."""
        return reverse("admin:sources_source_change", args=[source.pk])

    def get_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        own = ["name", "kind", "aliases", "domains", "description", "url", "described_in"]
        return [*self.get_readonly_fields(request, obj), *own]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        return ["merged"] if obj is not None and obj.merged_into_id else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("aliases", "domains"):
            kwargs["widget"] = ArrayWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        save_source(obj, by=signed_in(request))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What is known of a source is kept in its record; the records merged into it stay as they were."""
        merged = isinstance(obj, Source) and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("sources.delete_source")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With a source goes the question whether it is another one."""
        rows, counts, needed, protected = super().get_deleted_objects(objs, request)
        return rows, counts, needed - {Likeness._meta.verbose_name}, protected

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        """Where a source is chosen for something, its record is."""
        found, several = super().get_search_results(request, queryset, search_term)
        choosing = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return (found.filter(merged_into=None) if choosing else found), several

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return Source.objects.visible_to(request.user)


@admin.register(SoftwareAgent)
class SoftwareAgentAdmin(ReadOnlyAdmin):
    """Which version of which program made a row."""

    list_display = ["name", "version", "model_sha256", "created_at"]
    search_fields = ["name", "version", "model_sha256"]
    list_filter = ["name"]
