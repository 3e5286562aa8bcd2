"""Records that may be one source: merged, told apart, and merged ones taken apart again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.contrib.filters.admin import RangeNumericFilter
from unfold.decorators import action, display

from sources.models import Citation, Document, Likeness
from sources.rules import PERMISSIONS, Act

from .base import ActionAdmin, UsualFilter, agent_of, signed_in
from .deciding import APART, ONE, PART, LikenessForm, Pair, SeveralForm, Standing, decide, mentions, outcome
from .sources import source_link

MOST = 100  # pairs decided together: each is looked at


class StandingFilter(UsualFilter):
    """What waits for a person, unless somebody looks for what was decided. Two that have become one meanwhile, by way
    of a third, wait for nothing."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("merged", "Merged"), ("different", "Two sources"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Likeness]) -> QuerySet[Likeness]:
        if self.value() == "waiting":
            return waiting(queryset)
        return queryset if self.value() == "all" else queryset.filter(standing=self.value())


def waiting(likenesses: QuerySet[Likeness]) -> QuerySet[Likeness]:
    """Those that a person has not decided, nor need no longer."""
    one, other = Coalesce("one__merged_into", "one"), Coalesce("other__merged_into", "other")
    proposed = likenesses.filter(standing=Standing.PROPOSED).alias(record=one, other_record=other)
    return proposed.exclude(record=F("other_record"))


@admin.register(Likeness)
class LikenessAdmin(ActionAdmin):
    """Found by the words of names. Nothing is merged until a person says so."""

    form = LikenessForm
    only_when_adding = ()
    list_display = ["first", "second", "score_label", "reason", "standing_label", "open"]
    list_display_links = ["open"]
    list_filter = [StandingFilter, ("score", RangeNumericFilter)]
    search_fields = ["one__name", "one__aliases", "other__name", "other__aliases", "reason"]
    actions = ["merge_ticked", "tell_apart_ticked", "take_back_ticked"]
    readonly_fields = ["first", "second", "score_label", "because", "stands", "agent"]

    @display(description="the one", ordering="one__name")
    def first(self, likeness: Likeness) -> SafeString:
        return source_link(likeness.one)

    @display(description="the other", ordering="other__name")
    def second(self, likeness: Likeness) -> SafeString:
        return source_link(likeness.other)

    @display(description="likeness", ordering="score")
    def score_label(self, likeness: Likeness) -> str:
        return f"{likeness.score:.2f}"

    @display(description="because")
    def because(self, likeness: Likeness) -> str:
        return likeness.reason

    @display(description="standing")
    def stands(self, likeness: Likeness) -> str:
        return capfirst(likeness.get_standing_display())

    @display(description="standing", ordering="standing", label={"merged": "success", "different": "info"})
    def standing_label(self, likeness: Likeness) -> tuple[str, str]:
        return likeness.standing, likeness.get_standing_display()

    @display(description="to do")
    def open(self, likeness: Likeness) -> SafeString:
        todo = "Decide" if likeness.standing == Standing.PROPOSED else "Look again"
        return format_html('{}<span class="fc-hidden">: {}</span>', todo, likeness)

    @display(description="proposed by")
    def agent(self, likeness: Likeness) -> str:
        return agent_of(likeness)

    def times_named(self, sources: Iterable[UUID]) -> Counter[UUID]:
        """How often each source is named: by documents that it published, and by what was taken from it."""
        given = list(sources)
        return mentions(Document.objects.all(), "publisher", given) + mentions(Citation.objects.all(), "source", given)

    def pairs(self, likenesses: Iterable[Likeness]) -> list[Pair]:
        """Likenesses with how often their sources are named; a fixed number of queries."""
        rows = list(likenesses)
        named = self.times_named({source.record.pk for row in rows for source in (row.one, row.other)})
        return [Pair(row, named[row.one.record.pk], named[row.other.record.pk]) for row in rows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Likeness]:
        related = ["one__merged_into", "other__merged_into", "software", "person"]
        return super().get_queryset(request).select_related(*related)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if isinstance(obj, Likeness):
            (form.pair,) = self.pairs([obj])
        return form

    def get_fields(self, request: HttpRequest, obj: Likeness | None = None) -> list[str]:
        asked = ["decision", "why"] if self.has_change_permission(request, obj) else []
        return [*self.readonly_fields, *asked]

    def act(self, by: User, obj: Likeness, data: dict[str, Any], change: bool) -> Likeness:
        decide(obj, data["decision"], by=by, reason=data["why"])
        return obj

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Two records are merged from the page of either."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(PERMISSIONS[Act.MERGE])

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSIONS[Act.MERGE])

    @action(description="Merge…", permissions=["merge"])
    def merge_ticked(self, request: HttpRequest, queryset: QuerySet[Likeness]) -> HttpResponse | None:
        return self._several(request, queryset, ONE, "Merge", "merged")

    @action(description="Two sources…", permissions=["merge"])
    def tell_apart_ticked(self, request: HttpRequest, queryset: QuerySet[Likeness]) -> HttpResponse | None:
        return self._several(request, queryset, APART, "Two sources", "told apart")

    @action(description="Take back…", permissions=["merge"])
    def take_back_ticked(self, request: HttpRequest, queryset: QuerySet[Likeness]) -> HttpResponse | None:
        return self._several(request, queryset, PART, "Take back", "taken back")

    def _several(
        self, request: HttpRequest, ticked: QuerySet[Likeness], decision: str, title: str, done: str
    ) -> HttpResponse | None:
        """Ask on a page of its own, then do it to each, and say of how many it was done and why not of the others."""
        rows = list(ticked[: MOST + 1])
        if len(rows) > MOST:
            messages.error(request, f"These are more than {MOST} pairs; tick fewer at a time. Nothing was changed.")
            return None
        sent = request.POST if "reason" in request.POST else None
        form = SeveralForm(sent, pairs=self.pairs(rows), decision=decision)
        if form.is_valid():
            told = form.decide(signed_in(request))
            level = messages.SUCCESS if told[""] == len(rows) else messages.WARNING
            messages.add_message(request, level, outcome(told, done))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "action": request.POST["action"],
            "ticked": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "all": request.POST.get("select_across", "0"),
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "sources/admin/decide.html", context)
