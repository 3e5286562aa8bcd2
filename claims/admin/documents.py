"""The page of a document: its text with the claims where they stand, and the claims beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from claims.extraction.types import Kind
from claims.highlight import Segment, Span, paragraphs, segments
from claims.models import Appearance, Verdict
from sources.admin import DocumentAdmin
from sources.models import Document, Snapshot

from . import display as shown

admin.site.unregister(Document)


@dataclass(frozen=True)
class Marked:
    """A segment as the page shows it. kind is that of the innermost claim; focus is whether a claim begins here."""

    text: str
    appearances: tuple[str, ...] = ()
    kind: str = ""
    label: str = ""
    focus: bool = False

    @property
    def depth(self) -> int:
        """How many claims stand in these words, as far as colours can tell them apart."""
        return min(len(self.appearances), 4)


def marked(segment: Segment, by_key: dict[str, Appearance]) -> Marked:
    """What a reader sees and a screen reader says of a segment."""
    if not segment.keys:
        return Marked(segment.text)
    claims = [by_key[key].claim for key in segment.keys]
    count = f"{len(claims)} claims: " if len(claims) > 1 else ""
    kinds = ", ".join(f"{claim.get_kind_display().lower()} “{claim.text}”" for claim in claims)
    return Marked(segment.text, segment.keys, claims[-1].kind, f"{count}{kinds}", bool(segment.starting))


@admin.register(Document)
class ReadableDocumentAdmin(DocumentAdmin):
    """A document with its claims."""

    list_display = ["title_link", "publisher", "published", "kind_label", "claim_count", "language", "edit"]
    list_display_links = None
    actions_detail = ["read"]

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
        found = Appearance.objects.filter(snapshot__document=OuterRef("pk")).order_by().values("snapshot__document")
        counted = found.annotate(number=Count("claim", distinct=True)).values("number")
        return super().get_queryset(request).annotate(claim_count=Coalesce(Subquery(counted), 0))

    def get_urls(self) -> list[URLPattern]:
        page = path("<path:object_id>/read/", self.admin_site.admin_view(self.read_view), name="sources_document_read")
        return [page, *super().get_urls()]

    @action(description="Read with claims", icon="article")
    def read(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:sources_document_read", args=[object_id]))

    def read_view(self, request: HttpRequest, object_id: str) -> TemplateResponse:
        """The text of one snapshot (?snapshot=, otherwise the latest); as many queries for 1 claim as for 1000."""
        document = self.get_object(request, unquote(object_id))
        if document is None:
            raise Http404(f"There is no document {object_id}.")
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        snapshots = list(document.snapshots.defer("text"))
        snapshot = _chosen(snapshots, request.GET.get("snapshot"))
        appearances = _appearances(snapshot, request)
        by_key = {str(appearance.pk): appearance for appearance in appearances}
        spans = [Span(key, appearance.start, appearance.end) for key, appearance in by_key.items()]
        kinds = Counter(appearance.claim.kind for appearance in appearances)
        context = {
            **self.admin_site.each_context(request),
            "title": str(document),
            "opts": self.opts,
            "document": document,
            "snapshot": snapshot,
            "snapshots": snapshots,
            "paragraphs": [
                [marked(segment, by_key) for segment in line]
                for line in paragraphs(segments(snapshot.text if snapshot else "", spans))
                if line
            ],
            "claims": [_row(key, appearance) for key, appearance in by_key.items()],
            "kinds": [(str(kind), kind.capitalize(), kinds[kind]) for kind in Kind if kinds[kind]],
            "may_change": self.has_change_permission(request, document),
        }
        return TemplateResponse(request, "claims/admin/document.html", context)


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


def _appearances(snapshot: Snapshot | None, request: HttpRequest) -> list[Appearance]:
    verdicts = Verdict.objects.visible_to(request.user).select_related("rating").order_by("-version")
    rows = Appearance.objects.filter(snapshot=snapshot).select_related("claim", "speaker")
    return list(rows.defer("claim__search").prefetch_related(Prefetch("claim__verdicts", verdicts)))


def _row(key: str, appearance: Appearance) -> dict[str, Any]:
    claim = appearance.claim
    verdict = next(iter(claim.verdicts.all()), None)
    return {
        "key": key,
        "claim": claim,
        "speaker": shown.speaker_name(appearance),
        "cue": appearance.cue,
        "channel": appearance.channel,
        "kind": shown.kind_chip(claim),
        "worth": shown.worth_bar(claim),
        "verdict": f"{verdict.rating} ({verdict.get_stage_display().lower()})" if verdict else "",
        "url": reverse("admin:claims_claim_change", args=[claim.pk]),
    }
