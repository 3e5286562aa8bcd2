"""Claims: the list that the desk works from, and the page of one claim with everything that is known of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesCheckboxFilter,
    RangeDateFilter,
    RangeNumericFilter,
    RelatedDropdownFilter,
)
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from claims import origins
from claims.models import Appearance, Claim, Verdict
from claims.pictures import claim_picture
from claims.workflow import editing, queue
from factcheck.common.ranking import searched
from sources.admin.base import ActionAdmin, shortened, signed_in

from . import diagrams
from . import display as shown
from .forms import PLACE, WORDING, ClaimForm, RecordClaimForm, place, wording
from .history import TrackedAdmin
from .inlines import AppearanceInline, AssessmentInline, EvidenceInline, VerdictInline
from .triage import BulkTriage

PUBLISHED = "appearances__snapshot__document__published"
READINGS = ("why", "numbers", "times", "created_at")


class QueueFilter(admin.SimpleListFilter):
    """One's own queue as a list, in its own order."""

    title = "queue"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("taken", "Mine"), ("waiting", "Waiting for me"), ("again", "Another look")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        user = signed_in(request)
        lists = {"taken": queue.taken(user), "waiting": queue.waiting(user), "again": queue.to_look_at_again()}
        wanted = lists.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(pk__in=wanted.order_by().values("pk"))


class OriginsFilter(BooleanRadioFilter):
    """By what is kept of a claim's origins, which is counted anew first where something has changed."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value():
            origins.refresh()
        found: QuerySet[Claim] = super().queryset(request, queryset)
        return found


class ClaimList(ChangeList):
    """A page of claims, with how many origins each has now."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        origins.attach(self.result_list)


@admin.register(Claim)
class ClaimAdmin(BulkTriage, TrackedAdmin, ActionAdmin):
    """What is said."""

    form = ClaimForm
    list_display = [
        *("short_text", "state_label", "speakers", "kind_label", "worth", "documents", "origins_label", "verdict_label")
    ]
    list_filter = [
        QueueFilter,
        ("state", ChoicesCheckboxFilter),
        ("kind", ChoicesCheckboxFilter),
        ("checkable", BooleanRadioFilter),
        ("checkworthiness", RangeNumericFilter),
        ("verdicts__rating", RelatedDropdownFilter),
        ("appearances__speaker", AutocompleteSelectFilter),
        ("appearances__snapshot__document__publisher", AutocompleteSelectFilter),
        (PUBLISHED, RangeDateFilter),
        ("origins__single_source", OriginsFilter),
        ("origins__anonymous_only", OriginsFilter),
        ("negated", BooleanRadioFilter),
        ("hedged", BooleanRadioFilter),
    ]
    ordering = [F("deadline").asc(nulls_last=True), "-checkworthiness", "id"]
    search_fields = ["text"]
    search_help_text = 'Words, "an exact phrase", or -without'
    readonly_fields = ["stands", *READINGS]
    inlines = [AppearanceInline, EvidenceInline, AssessmentInline, VerdictInline]
    actions_detail = ["add_evidence", "add_appearance", "provenance"]

    @display(description="claim", ordering="text")
    def short_text(self, claim: Claim) -> SafeString:
        flags = [word for word, on in (("negated", claim.negated), ("hedged", claim.hedged)) if on]
        marks = format_html_join("", ' <span class="fc-flag">{}</span>', ((flag,) for flag in flags))
        return format_html('<span class="fc-claim-text">{}</span>{}', shortened(claim.text, 160), marks)

    @display(description="speaker")
    def speakers(self, claim: Claim) -> str:
        return ", ".join(dict.fromkeys(map(shown.speaker_name, claim.appearances.all())))

    @display(description="kind", ordering="kind")
    def kind_label(self, claim: Claim) -> str:
        return shown.kind_chip(claim)

    @display(description="check-worthiness", ordering="checkworthiness")
    def worth(self, claim: Claim) -> str:
        return shown.worth_bar(claim)

    @display(description="document")
    def documents(self, claim: Claim) -> SafeString | str:
        places = {a.snapshot.document_id: a for a in claim.appearances.all()}
        return format_html_join(", ", "{}", ((shown.place_link(a),) for a in places.values()))

    @display(description="state", ordering="state")
    def state_label(self, claim: Claim) -> str:
        return format_html(
            '<span class="fc-standing" data-standing="{}">{}</span>', claim.state, capfirst(claim.get_state_display())
        )

    @display(description="origins")
    def origins_label(self, claim: Claim) -> str:
        return shown.origins_label(claim.origins)

    @display(description="verdict")
    def verdict_label(self, claim: Claim) -> str:
        verdicts = claim.verdicts.all()
        best = next((v for v in verdicts if v.stage in Verdict.PUBLIC_STAGES), next(iter(verdicts), None))
        return f"{best.rating} ({best.get_stage_display().lower()})" if best else "–"

    @display(description="where it stands")
    def stands(self, claim: Claim) -> str:
        return shown.place_list(claim.appearances.all()) or "–"

    @display(description="why worth checking")
    def why(self, claim: Claim) -> str:
        return shown.reason_list(claim.reasons) or "–"

    @display(description="quantities")
    def numbers(self, claim: Claim) -> str:
        return shown.quantity_list(claim.quantities) or "–"

    @display(description="dates")
    def times(self, claim: Claim) -> str:
        return shown.date_list(claim.dates) or "–"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ClaimList

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.provenance_view)
        return [path("<uuid:object_id>/provenance/", view, name="claims_claim_provenance"), *super().get_urls()]

    def provenance_view(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        """Where the claim and its verdict come from."""
        claim = self.get_object(request, str(object_id))
        if claim is None:
            raise Http404(f"There is no claim {object_id}.")
        if not self.has_view_or_change_permission(request, claim):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": claim.text,
            "opts": self.opts,
            "claim": claim,
        }
        return diagrams.page(request, claim_picture(claim, request.user), context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        appearances = Appearance.objects.select_related("speaker", "snapshot__document").defer("snapshot__text")
        verdicts = Verdict.objects.visible_to(request.user).select_related("rating").order_by("-version")
        rows = Claim.objects.visible_to(request.user)
        return rows.prefetch_related(Prefetch("appearances", appearances), Prefetch("verdicts", verdicts))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str
    ) -> tuple[QuerySet[Claim], bool]:
        """Full text first; where it finds nothing (half a word, a stop word), the letters as they were typed."""
        if not search_term.strip():
            return queryset, False
        found = queryset.filter(listing__search=searched(search_term))
        return (found if found.exists() else queryset.filter(text__icontains=search_term.strip())), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Unfold's range asks for _from and _to, which Django would take for lookups that no filter has."""
        return lookup in (f"{PUBLISHED}_from", f"{PUBLISHED}_to") or super().lookup_allowed(lookup, value, request)

    def get_fieldsets(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": WORDING}), ("Where it stands", {"fields": PLACE})]
        return [
            (None, {"fields": ["text", "stands", ("kind", "checkworthiness"), "checkable", ("negated", "hedged")]}),
            ("As read by the extractor", {"fields": READINGS}),
        ]

    def get_inlines(self, request: HttpRequest, obj: Claim | None = None) -> Any:
        return self.inlines if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = RecordClaimForm
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "checkworthiness":
            kwargs["widget"] = UnfoldAdminTextInputWidget(attrs={"type": "number", "min": 0, "max": 1, "step": "any"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def act(self, by: User, obj: Claim, data: dict[str, Any], change: bool) -> Claim:
        if change:
            return editing.reword(obj, wording(data), by=by)
        return editing.record_claim(wording(data), place(data), by=by)

    @action(description="Add evidence", permissions=["add_evidence"], icon="library_add")
    def add_evidence(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return self._to("evidence", object_id)

    @action(description="Add place", permissions=["add_appearance"], icon="add_location_alt")
    def add_appearance(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return self._to("appearance", object_id)

    @action(description="Where it comes from", icon="account_tree")
    def provenance(self, request: HttpRequest, object_id: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:claims_claim_provenance", args=[object_id]))

    def _to(self, model: str, claim: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{reverse(f'admin:claims_{model}_add')}?claim={claim}")

    # Methods, since Unfold looks permissions that the decorator names as text up before there are tables.

    def has_add_evidence_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("claims.add_evidence")

    def has_add_appearance_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("claims.add_appearance")
