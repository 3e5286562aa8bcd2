"""What lists of claims and of verdicts can be asked for."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.validators import EMPTY_VALUES
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import filters
from django_filters.rest_framework import FilterSet
from rest_framework.exceptions import NotAuthenticated

from claims import origins
from claims.models import Appearance, Claim, ClaimQuantity, Evidence, Rating, Verdict
from factcheck.common.errors import NotAllowed
from factcheck.common.filters import (
    AnyOf,
    Conditional,
    Day,
    DayOfMoment,
    DecimalNumber,
    Flag,
    FullText,
    Identifier,
    Phrase,
    Share,
    document,
)
from factcheck.common.ranking import RANKED
from sources import visibility
from sources.api.filters import SourceFilter, records
from sources.models import Source

from .units import spellings

NO_VERDICT = "none"


class Together(Conditional):
    """A condition on something that a claim may have several of. All of them must hold of one and the same."""

    of = ""

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """Leave it to the filter set, which knows the other conditions."""
        if value not in EMPTY_VALUES:
            self.parent.together[self.of] &= self.condition(value)
        return queryset


class OfAppearance(Together):
    """On where the claim stands."""

    of = "appearance"


class AppearanceDocument(OfAppearance, Identifier):
    """The document it stands in."""


class AppearanceSource(OfAppearance, SourceFilter):
    """A source on the way to it."""


class AppearanceDay(OfAppearance, Day):
    """A day of the document it stands in."""


class AppearanceWords(OfAppearance, Phrase):
    """Words of the channel."""


class OfNumber(Together):
    """On a number that the claim says."""

    of = "number"


class NumberValue(OfNumber, DecimalNumber):
    """How large it is."""


class NumberUnit(OfNumber, Phrase):
    """Its unit, as people write it."""

    def condition(self, value: str) -> Q:
        """Numbers in this unit, however it is written."""
        return Q(unit__in=spellings(value))


class NumberComparator(OfNumber, filters.ChoiceFilter):
    """Its comparator."""


class Entity(Phrase):
    """A person, place or body that the claim names."""

    def condition(self, value: str) -> Q:
        """Claims with the name, or with another one of the source that is known by it, as a phrase."""
        known = Source.objects.filter(pk__in=records(value)).exclude(kind=Source.Kind.ANONYMOUS)
        names = {value, *(name for source in known for name in (source.name, *source.aliases))}
        phrases = [SearchQuery(name, search_type="phrase", config="english") for name in sorted(names)]
        return Q(search=reduce(or_, phrases))


class HasEvidence(Flag):
    """Whether there is evidence that the asker may see."""

    def condition(self, value: Any) -> Q:
        """Claims with evidence, or without."""
        given = Evidence.objects.visible_to(self.parent.request.user).filter(claim=OuterRef("pk"), withdrawn_at=None)
        return Q(Exists(given)) if value else ~Q(Exists(given))


def rating_choices() -> list[tuple[str, str]]:
    """The names of the scale."""
    return [(name, name) for name in Rating.objects.values_list("name", flat=True)]


def verdict_choices() -> list[tuple[str, str]]:
    """The names of the scale, and none for without."""
    return [*rating_choices(), (NO_VERDICT, "without a published verdict")]


def desk_only(user: Any, what: str) -> None:
    """Raise NotAuthenticated or NotAllowed where somebody asks for what only the desk may know."""
    if not user.is_authenticated:
        raise NotAuthenticated(f"{what} is for people of the desk; sign in.")
    if not visibility.sees_all(user, "claims.view_claim"):
        raise NotAllowed(f"{what} is for people of the desk; ask an administrator for a role.")


class PublishedRating(AnyOf):
    """By the published verdict alone: no filter tells what a draft says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        document(self, {"type": "string"})  # the scale is data, not part of the API's description

    def condition(self, value: list[str]) -> Q:
        """Claims with one of these ratings; `none` is for those who may see claims without a verdict."""
        keys = list(Rating.objects.filter(name__in=value).order_by("pk").values_list("pk", flat=True))
        condition = Q(rating=keys[0]) if len(keys) == 1 else Q(rating__in=keys)
        if NO_VERDICT in value:
            desk_only(self.parent.request.user, f"rating={NO_VERDICT}")
            condition |= Q(rating=None)
        return condition


class NeedsAnotherLook(Flag):
    """Whether something asks for another look at the verdict: work in progress, so for the desk."""

    def condition(self, value: Any) -> Q:
        """Claims whose verdict is stale, or isn't."""
        desk_only(self.parent.request.user, "stale")
        return super().condition(value)


class OfOrigins(Flag):
    """By what is kept of where claims come from, which is counted anew first where something has changed."""

    def condition(self, value: Any) -> Q:
        """Claims of which it is so, or isn't."""
        origins.refresh()
        return super().condition(value)


class ClaimFilters(FilterSet):
    """Of claims."""

    q = FullText(
        field_name="search",
        help_text='Words in English, as in a web search: `tariffs -NATO`, `"1951 pact"`, `Denmark or Greenland`. '
        f"The best match comes first, among the newest {RANKED} that match; with another `ordering`, all come.",
    )
    speaker = AppearanceSource(help_text="Who said it: identifier, name or alias, in any case.")
    publisher = AppearanceSource(
        field_name="snapshot__document__publisher",
        help_text="Who published the document: identifier, name or alias, in any case.",
    )
    document = AppearanceDocument(field_name="snapshot__document", help_text="Stands in this document: its identifier.")
    channel = AppearanceWords(
        lookup_expr="icontains", help_text="Letters of the channel, in any case: `Reuters`, `interview`."
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
    entity = Entity(help_text="Names this person, place or body, under this name or one that a source is known by.")
    kind = AnyOf(choices=Claim.KINDS, help_text="May be repeated.")
    checkable = Flag(help_text="Whether evidence could in principle decide it.")
    checkworthiness_min = Share(field_name="checkworthiness", lookup_expr="gte", help_text="At least, from 0 to 1.")
    checkworthiness_max = Share(field_name="checkworthiness", lookup_expr="lte", help_text="At most, from 0 to 1.")
    quantity_unit = NumberUnit(help_text="Says a number in this unit: `percent`, `km`, `EUR`.")
    quantity_gte = NumberValue(field_name="value", lookup_expr="gte", help_text="Says a number of at least this.")
    quantity_lte = NumberValue(field_name="value", lookup_expr="lte", help_text="Says a number of at most this.")
    quantity_comparator = NumberComparator(
        field_name="comparator",
        choices=[(sign, sign) for sign in ("=", "<", "<=", ">", ">=", "~")],
        help_text="Says a number so: `<=` is “up to 25%”, `~` “about 25%”.",
    )
    claimed_after = DayOfMoment(field_name="created_at", lookup_expr="gte", help_text="Recorded on this day or later.")
    claimed_before = DayOfMoment(
        field_name="created_at", lookup_expr="lte", help_text="Recorded on this day or earlier."
    )
    rating = PublishedRating(
        choices=verdict_choices,
        help_text="Name of the published verdict's rating; may be repeated. `none`: without one, for the desk only.",
    )
    verdict_after = DayOfMoment(
        field_name="verdict_at", lookup_expr="gte", help_text="Verdict published on this day or later."
    )
    verdict_before = DayOfMoment(
        field_name="verdict_at", lookup_expr="lte", help_text="Verdict published on this day or earlier."
    )
    stale = NeedsAnotherLook(help_text="Whether something asks for another look at the verdict; for the desk only.")
    has_evidence = HasEvidence(help_text="Whether there is evidence for or against it.")
    single_source = OfOrigins(
        field_name="claim__origins__single_source", help_text="Whether everything it is known from has one origin."
    )
    anonymous_only = OfOrigins(field_name="claim__origins__anonymous_only", help_text="Whether no origin has a name.")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All conditions: those on the claim, and together those on an appearance of it and on a number in it."""
        self.together = {"appearance": Q(), "number": Q()}
        queryset = super().filter_queryset(queryset)
        many = {"appearance": Appearance.objects.filter(retired=False), "number": ClaimQuantity.objects.all()}
        for of, rows in many.items():
            if self.together[of]:
                queryset = queryset.filter(Exists(rows.filter(self.together[of], claim=OuterRef("pk"))))
        return queryset


class VerdictFilters(FilterSet):
    """Of verdicts."""

    claim = Identifier(help_text="On this claim: its identifier.")
    rating = AnyOf(field_name="rating__name", choices=rating_choices, help_text="Name of the rating; may be repeated.")
    stage = AnyOf(choices=Verdict.Stage.choices, help_text="May be repeated; the public sees only what was published.")
    published_after = Day(
        field_name="published_at", lookup_expr="date__gte", help_text="Published on this day or later."
    )
    published_before = Day(
        field_name="published_at", lookup_expr="date__lte", help_text="Published on this day or earlier."
    )

    class Meta:
        model = Verdict
        fields: list[str] = []


class RatingFilters(FilterSet):
    """Of the scale: none."""

    class Meta:
        model = Rating
        fields: list[str] = []
