"""What lists of claims can be asked for."""

from __future__ import annotations

from typing import Any

from django.core.validators import EMPTY_VALUES
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters.rest_framework import FilterSet
from rest_framework.exceptions import NotAuthenticated

from claims import origins
from claims.models import Appearance, Claim, Rating, Verdict
from factcheck.common.errors import NotAllowed
from factcheck.common.filters import AnyOf, Conditional, Day, Flag, FullText, Identifier, Share, document
from sources import visibility
from sources.api.filters import SourceFilter

NO_VERDICT = "none"


class OfAppearance(Conditional):
    """A condition on where the claim stands. All of them must hold of one and the same appearance."""

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Leave it to the filter set, which knows the other conditions."""
        if value not in EMPTY_VALUES:
            self.parent.appearance &= self.condition(value)
        return queryset


class AppearanceDocument(OfAppearance, Identifier):
    """The document it stands in."""


class AppearanceSource(OfAppearance, SourceFilter):
    """A source on the way to it."""


class AppearanceDay(OfAppearance, Day):
    """A day of the document it stands in."""


def verdict_choices() -> list[tuple[str, str]]:
    """The names of the scale, and none for without."""
    names = Rating.objects.values_list("name", flat=True)
    return [*((name, name) for name in names), (NO_VERDICT, "without a published verdict")]


class PublishedVerdict(AnyOf):
    """By the published verdict alone: no filter tells what a draft says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        document(self, {"type": "string"})  # the scale is data, not part of the API's description

    def condition(self, value: list[str]) -> Q:
        """Claims with one of these ratings; `none` is for those who may see claims without a verdict."""
        published = Verdict.objects.filter(claim=OuterRef("pk"), stage=Verdict.Stage.PUBLISHED)
        condition = Q(Exists(published.filter(rating__name__in=value)))
        if NO_VERDICT in value:
            user = self.parent.request.user
            if not user.is_authenticated:
                raise NotAuthenticated(f"verdict={NO_VERDICT} is for people of the desk; sign in.")
            if not visibility.sees_all(user, "claims.view_claim"):
                raise NotAllowed(f"verdict={NO_VERDICT} is for people of the desk; ask an administrator for a role.")
            condition |= ~Q(Exists(published))
        return condition


class OfOrigins(Flag):
    """By what is kept of where claims come from, which is counted anew first where something has changed."""

    def condition(self, value: Any) -> Q:
        """Claims of which it is so, or isn't."""
        origins.refresh()
        return super().condition(value)


class ClaimFilters(FilterSet):
    """Of claims."""

    document = AppearanceDocument(field_name="snapshot__document", help_text="Stands in this document: its identifier.")
    speaker = AppearanceSource(help_text="Who said it: identifier, name or alias, in any case.")
    publisher = AppearanceSource(
        field_name="snapshot__document__publisher",
        help_text="Who published the document: identifier, name or alias, in any case.",
    )
    published_after = AppearanceDay(
        field_name="snapshot__document__published",
        lookup_expr="gte",
        help_text="In a document published on this day or later.",
    )
    published_before = AppearanceDay(
        field_name="snapshot__document__published",
        lookup_expr="lte",
        help_text="In a document published on this day or earlier.",
    )
    kind = AnyOf(choices=Claim.KINDS, help_text="May be repeated.")
    checkable = Flag(help_text="Whether evidence could in principle decide it.")
    checkworthiness_min = Share(field_name="checkworthiness", lookup_expr="gte", help_text="At least, from 0 to 1.")
    checkworthiness_max = Share(field_name="checkworthiness", lookup_expr="lte", help_text="At most, from 0 to 1.")
    single_source = OfOrigins(
        field_name="origins__single_source", help_text="Whether everything it is known from has one origin."
    )
    anonymous_only = OfOrigins(field_name="origins__anonymous_only", help_text="Whether no origin has a name.")
    verdict = PublishedVerdict(
        choices=verdict_choices,
        help_text="Name of the published verdict's rating; may be repeated. `none`: without one, for the desk only.",
    )
    q = FullText(
        field_name="search",
        help_text='Words in English, as in a web search: `tariffs -NATO`, `"1951 pact"`, `Denmark or Greenland`.',
    )

    class Meta:
        model = Claim
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All conditions: those on the claim, and together those on an appearance of it."""
        self.appearance = Q()
        queryset = super().filter_queryset(queryset)
        if self.appearance:
            appearances = Appearance.objects.filter(retired=False)
            queryset = queryset.filter(Exists(appearances.filter(self.appearance, claim=OuterRef("pk"))))
        return queryset
