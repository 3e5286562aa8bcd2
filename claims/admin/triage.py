"""Bulk triage in the list of claims: which are worth checking, and which are not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.models import Claim
from claims.workflow import triage
from claims.workflow.acting import IllegalMove
from factcheck.common.errors import DomainError
from sources.admin.base import signed_in

MOST = 500  # at a time: each claim is a transaction of its own, and the person waits for the last


class ReasonForm(forms.Form):
    """Why these are not worth checking."""

    reason = forms.CharField(
        label="Reason",
        help_text="One for all of them; it stands beside each, and in its history.",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class BulkTriage(ModelAdmin):
    """Two actions for the rows that are ticked."""

    actions = ["queue_ticked", "set_aside_ticked"]

    def has_triage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("claims.triage_claim")

    @action(description="Queue", permissions=["triage"])
    def queue_ticked(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        by = signed_in(request)
        self._each(request, queryset, "queued", lambda claim: triage.queue(claim, by=by))

    @action(description="Set aside…", permissions=["triage"])
    def set_aside_ticked(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        by = signed_in(request)
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            self._each(request, queryset, "set aside", lambda claim: triage.set_aside(claim, by=by, reason=reason))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Set aside",
            "form": form,
            "count": queryset.count(),
            "back": request.get_full_path(),
            "ticked": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "all": request.POST.get("select_across", "0"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "claims/admin/set_aside.html", context)

    def _each(self, request: HttpRequest, queryset: QuerySet[Claim], done: str, act: Callable[[Claim], object]) -> None:
        """Do it to each claim by itself, and say of how many it was done, and why not of the others."""
        ticked = queryset.order_by().values("pk")
        claims = list(Claim.objects.filter(pk__in=ticked).order_by("pk")[: MOST + 1])
        if len(claims) > MOST:
            messages.error(request, f"These are more than {MOST} claims; tick fewer at a time. Nothing was changed.")
            return
        number, refused = 0, Counter[str]()
        for claim in claims:
            try:
                act(claim)
                number += 1
            except IllegalMove:
                refused[_where(claim)] += 1
            except DomainError as error:
                refused[str(error)] += 1
        level = messages.SUCCESS if number else messages.WARNING
        messages.add_message(request, level, told(number, done, refused))


def _where(claim: Claim) -> str:
    claim.refresh_from_db(fields=["state"])
    return claim.get_state_display().lower()


def told(number: int, done: str, refused: Counter[str]) -> str:
    """12 queued, 3 were not: 2 are being assessed, 1 is rejected."""
    if not refused:
        return f"{number:,} {done}."
    left = refused.total()
    why = ", ".join(f"{times} {'is' if times == 1 else 'are'} {where}" for where, times in refused.most_common())
    return f"{number:,} {done}, {left:,} {'was' if left == 1 else 'were'} not: {why}."
