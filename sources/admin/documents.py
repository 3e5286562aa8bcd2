"""Documents and their snapshots. The page that shows a document's claims is downstream, where claims are known."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesCheckboxFilter, RangeDateFilter
from unfold.decorators import display

from sources.actions import revise_document
from sources.models import Document, Snapshot

from .base import DeskAdmin, ReadOnlyAdmin, agent_of, signed_in


class SnapshotInline(TabularInline):
    """The captures of a document, newest first, without their texts."""

    model = Snapshot
    fields = ["captured_at", "media_type", "byte_size", "origin", "text_sha256"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).select_related("document").defer("text")

    def has_add_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False


@admin.register(Document)
class DocumentAdmin(DeskAdmin):
    """What was captured. Capturing makes a document; here its description is corrected."""

    list_display = ["title_or_address", "publisher", "published", "kind_label", "language", "created_at"]
    list_filter = [
        ("publisher", AutocompleteSelectFilter),
        ("published", RangeDateFilter),
        ("kind", ChoicesCheckboxFilter),
        "language",
    ]
    list_select_related = ["publisher"]
    date_hierarchy = "published"
    search_fields = ["title", "author", "url", "identifier", "publisher__name"]
    autocomplete_fields = ["publisher"]
    fields = ["title", "kind", "publisher", "author", "published", "language", "url", "identifier", "created_at"]
    readonly_fields = ["identifier", "created_at"]
    inlines = [SnapshotInline]

    @display(description="title", ordering="title")
    def title_or_address(self, document: Document) -> str:
        return str(document)

    @display(description="kind", ordering="kind", label=True)
    def kind_label(self, document: Document) -> str:
        return document.get_kind_display()

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        revise_document(obj, by=signed_in(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return Document.objects.visible_to(request.user)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """A document's text as captured at one moment. Never changed."""

    list_display = ["document", "captured_at", "media_type", "byte_size", "agent"]
    list_filter = [("document__publisher", AutocompleteSelectFilter), "media_type"]
    date_hierarchy = "captured_at"
    search_fields = ["document__title", "document__url", "origin", "text_sha256", "captured_sha256"]
    fields = [
        "document",
        "captured_at",
        "agent",
        "origin",
        "media_type",
        "byte_size",
        "text_sha256",
        "captured_sha256",
        "words",
    ]

    @display(description="captured by")
    def agent(self, snapshot: Snapshot) -> str:
        return agent_of(snapshot)

    @display(description="text")
    def words(self, snapshot: Snapshot) -> str:
        return format_html('<div class="fc-plain" lang="{}">{}</div>', snapshot.document.language, snapshot.text)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        rows = super().get_queryset(request).select_related("document", "software", "person")
        one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return rows if one else rows.defer("text")
