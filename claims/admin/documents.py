"""The pages of documents: their list, and the workbench of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from claims.models import Appearance
from claims.pictures import document_picture
from claims.workflow.moves import State
from claims.workflow.queue import next_claim
from sources.admin import DocumentAdmin
from sources.admin.base import signed_in
from sources.models import Document, Snapshot

from . import diagrams
from . import display as shown
from .workbench import page, views

admin.site.unregister(Document)


@admin.register(Document)
class ReadableDocumentAdmin(DocumentAdmin):
    """A document with its claims."""

    list_display = ["title_link", "publisher", "published", "kind_label", "claim_count", "language", "edit"]
    list_display_links = None
    actions_detail = ["read", "provenance"]

    @display(description="title", ordering="title")
    def title_link(self, document: Document) -> SafeString:
        url = reverse("admin:sources_document_read", args=[document.pk])
        return format_html('<a class="fc-link fc-title" href="{}">{}</a>', url, document)

    @display(description="claims", ordering="claim_count")
    def claim_count(self, document: Any) -> int:
        count: int = document.claim_count
        return count

    @display(description="details")
    def edit(self, document: Document) -> SafeString:
        url = reverse("admin:sources_document_change", args=[document.pk])
        return format_html(
            '<a class="fc-link" href="{}">Details<span class="fc-hidden"> of {}</span></a>', url, document
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        # A subquery, so that only the rows of the page are counted.
        places = Appearance.objects.filter(snapshot__document=OuterRef("pk"), retired=False)
        found = places.exclude(claim__state=State.REJECTED).order_by().values("snapshot__document")
        counted = found.annotate(number=Count("claim", distinct=True)).values("number")
        return super().get_queryset(request).annotate(claim_count=Coalesce(Subquery(counted), 0))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/read/", wrap(self.read_view), name="sources_document_read"),
            path("<uuid:object_id>/provenance/", wrap(self.provenance_view), name="sources_document_provenance"),
            path("workbench/next/", wrap(next_view), name="workbench_next"),
            path("workbench/documents/", wrap(views.captured_documents), name="workbench_documents"),
            path("workbench/capture/", wrap(views.capture), name="workbench_capture"),
            path("workbench/text/<uuid:snapshot>/", wrap(views.captured_text), name="workbench_text"),
            path("workbench/new/<uuid:snapshot>/", wrap(views.new_claim), name="workbench_new"),
            path("workbench/record/<uuid:snapshot>/", wrap(views.record), name="workbench_record"),
            path("workbench/undo/<uuid:snapshot>/", wrap(views.undo), name="workbench_undo"),
            path("workbench/<uuid:appearance>/", wrap(views.show_panel), name="workbench_panel"),
            path("workbench/<uuid:appearance>/<slug:slug>/", wrap(views.act), name="workbench_act"),
            path("workbench/<uuid:appearance>/<slug:slug>/<uuid:subject>/", wrap(views.act), name="workbench_act"),
            *super().get_urls(),
        ]

    @action(description="Workbench", icon="article")
    def read(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:sources_document_read", args=[object_id]))

    @action(description="Where it comes from", icon="account_tree")
    def provenance(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:sources_document_provenance", args=[object_id]))

    def provenance_view(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Where the document comes from, and who speaks in it."""
        document = self.get_object(request, str(object_id))
        if document is None:
            raise Http404(f"There is no document {object_id}.")
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "title": str(document), "opts": self.opts}
        return diagrams.page(request, document_picture(document), context)

    def read_view(self, request: HttpRequest, object_id: str) -> TemplateResponse:
        """The workbench of one snapshot (?snapshot=, otherwise the latest); as many queries for 1 claim as for 1000."""
        document = self.get_object(request, unquote(object_id))
        if document is None:
            raise Http404(f"There is no document {object_id}.")
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        snapshots = list(document.snapshots.defer("text"))
        snapshot = _chosen(snapshots, request.GET.get("snapshot"))
        context = {
            **self.admin_site.each_context(request),
            **(page.body(snapshot, signed_in(request)) if snapshot else {}),
            "title": str(document),
            "opts": self.opts,
            "document": document,
            "snapshot": snapshot,
            "snapshots": snapshots,
            "sources": page.source_names() if snapshot else [],
            "may_change": self.has_change_permission(request, document),
            "may_record": request.user.has_perm("claims.add_claim"),
            "nowhere": UUID(int=0),
        }
        return TemplateResponse(request, "claims/admin/workbench/page.html", context)


def next_view(request: HttpRequest) -> HttpResponseRedirect:
    """The workbench at the next claim of one's own queue; the desk, with a word, where nothing waits."""
    claim = next_claim(signed_in(request))
    place = claim.appearances.filter(retired=False).select_related("snapshot").first() if claim else None
    if place is None:
        messages.info(request, "Nothing waits for you: no claim is queued that you could assess.")
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(shown.place_url(place))


def _chosen(snapshots: list[Snapshot], wanted: str | None) -> Snapshot | None:
    if not wanted:
        return snapshots[0] if snapshots else None
    try:
        key = UUID(wanted)
    except ValueError:
        key = None
    found = next((snapshot for snapshot in snapshots if snapshot.pk == key), None)
    if found is None:
        raise Http404(f"This document has no snapshot {wanted}.")
    return found
