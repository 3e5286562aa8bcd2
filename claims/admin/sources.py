"""The page of a source: who it is, what it said and through whom, what we found, and what we think of it.

None of it decides a verdict, and the page says so. Of assessments nothing stands here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from sources.admin import SourceAdmin
from sources.admin.base import signed_in
from sources.admin.sources import source_link
from sources.models import Source

from . import source_page
from .history import TrackedAdmin
from .source_forms import FORMS, SourceForm

admin.site.unregister(Source)


@admin.register(Source)
class ReadableSourceAdmin(TrackedAdmin, SourceAdmin):
    """A source with what is known of it."""

    list_display = ["named", "kind_label", "other_names", "described_in", "created_at", "edit"]
    list_display_links = None
    actions_detail = ["read"]

    @display(description="name", ordering="name")
    def named(self, source: Source) -> SafeString:
        return source_link(source)

    @display(description="details")
    def edit(self, source: Source) -> SafeString:
        url = reverse("admin:sources_source_change", args=[source.pk])
        return format_html('<a class="fc-link" href="{}">Details<span class="fc-hidden"> of {}</span></a>', url, source)

    def address(self, source: Source) -> str:
        return reverse("admin:sources_source_read", args=[source.pk])

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        read = path("<path:object_id>/read/", wrap(self.read_view), name="sources_source_read")
        return [read, *super().get_urls()]

    @action(description="What is known of it", icon="record_voice_over")
    def read(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:sources_source_read", args=[object_id]))

    def read_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What is known of a source (?page= of its claims), and the acts on it; as many queries for 1 claim as for
        1000."""
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404(f"There is no source {object_id}.")
        if not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        sent: SourceForm | None = None
        if request.method == "POST":
            kind = FORMS.get(request.POST.get("do", ""))
            if kind is None:
                return HttpResponseBadRequest("The form says not what it wants done; send it from the page again.")
            if not kind.open_to(signed_in(request)):
                raise PermissionDenied
            sent = kind(request.POST, source=source, user=signed_in(request))
            if sent.performed():
                messages.success(request, sent.done)
                return HttpResponseRedirect(self.address(source))
            if not sent.visible_fields():
                messages.error(request, " ".join(str(message) for found in sent.errors.values() for message in found))
                return HttpResponseRedirect(self.address(source))
        return TemplateResponse(request, "claims/admin/source/page.html", self._context(request, source, sent))

    def _context(self, request: HttpRequest, source: Source, sent: SourceForm | None) -> dict[str, Any]:
        user = signed_in(request)
        return {
            **self.admin_site.each_context(request),
            "title": str(source),
            "opts": self.opts,
            "source": source,
            "may_change": self.has_change_permission(request, source),
            **source_page.context(source, user, request.GET.get("page", "1"), sent),
        }
