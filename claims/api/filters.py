"""What lists of claims and of verdicts can be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import filters
from rest_framework.exceptions import NotAuthenticated

from claims import origins
from claims.models import Appearance, Claim, ClaimBySource, ClaimQuantity, Evidence, Rating, Verdict
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
    is_one_of,
    one_of,
)
from factcheck.common.questions import Condition, Filters, Term, found_through, is_found_through
from factcheck.common.ranking import RANKED, searched
from factcheck.common.shapes import Asker, Place, Slot, Statement, Text, statement_of
from sources import visibility
from sources.api.filters import SourceFilter, records
from sources.models import Source

from .units import spellings

NO_VERDICT = "none"


class Together(Conditional):
    """A condition on something that a claim may have several of. All of them must hold of one and the same."""


class OfAppearance(Together):
    """On where the claim stands."""


class AppearanceDocument(OfAppearance, Identifier):
    """The document it stands in."""


class AppearanceSource(OfAppearance, SourceFilter):
    """A source on the way to it, in some role."""

    def __init__(self, role: ClaimBySource.Role, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.role = role


class AppearanceDay(OfAppearance, Day):
    """A day of the document it stands in."""


class AppearanceWords(OfAppearance, Phrase):
    """Words of the channel."""


class OfNumber(Together):
    """On a number that the claim says."""


class NumberValue(OfNumber, DecimalNumber):
    """How large it is."""


UNITS = Place("units")
UNITS_IN_USE = Statement(
    "SELECT unit FROM unnest(%s::text[]) AS unit"
    " WHERE EXISTS (SELECT 1 FROM claims_claimquantity AS number WHERE number.unit = unit.unit)",
    (UNITS,),
)


class NumberUnit(OfNumber, Phrase):
    """Its unit, as people write it."""

    def term(self, value: Any, asker: Asker) -> Term:
        """However it is written, as far as it is: it is one way as a rule, and one is found sooner than many."""
        return one_of([unit for (unit,) in UNITS_IN_USE.ask({UNITS.name: spellings(value)})])

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Numbers in this unit."""
        return is_one_of("unit", form, slots[0])


class NumberComparator(OfNumber, filters.ChoiceFilter):
    """Its comparator."""


class Entity(Phrase):
    """A person, place or body that the claim names."""

    def term(self, value: Any, asker: Asker) -> Term:
        """The name, and the other ones of the source that is known by it."""
        known = Source.objects.filter(pk__in=records(value)).exclude(kind=Source.Kind.ANONYMOUS)
        names = {value, *(name for source in known for name in (source.name, *source.aliases))}
        return Term(values=tuple(sorted(names)))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Claims with one of the names, as a phrase."""
        return Q(search=reduce(or_, (searched(slot, "phrase") for slot in slots)))


class HasEvidence(Flag):
    """Whether there is evidence that the asker may see."""

    def term(self, value: Any, asker: Asker) -> Term:
        """It hangs on who asks."""
        return Term((value, asker))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Claims with evidence, or without."""
        value, asker = form
        given = Evidence.objects.visible_to(asker.user).filter(claim=OuterRef("pk"), withdrawn_at=None)
        return Q(Exists(given)) if value else ~Q(Exists(given))


def desk_only(user: Any, what: str) -> None:
    """Raise NotAuthenticated or NotAllowed where somebody asks for what only the desk may know."""
    if not user.is_authenticated:
        raise NotAuthenticated(f"{what} is for people of the desk; sign in.")
    if not visibility.sees_all(user, "claims.view_claim"):
        raise NotAllowed(f"{what} is for people of the desk; ask an administrator for a role.")


@lru_cache
def _scale() -> Statement:
    return statement_of(Rating.objects.order_by("position").values_list("name", "pk"))


class RatingsField(forms.MultipleChoiceField):
    """Names of the scale, which is data and is looked up for each form; as they are cleaned, the ratings' keys."""

    others: Sequence[tuple[str, str]] = ()

    def clean(self, value: Any) -> list[UUID | str]:
        """The keys; what is no rating stays as it is. Raises ValidationError."""
        scale = dict(_scale().ask({}))
        known = {**scale, **{name: name for name, _ in self.others}}
        if not known.keys() >= set(value):
            self.choices = [*((name, name) for name in scale), *self.others]
            super().clean(value)  # says what is wrong
        return [known[name] for name in value]


class RatingOrNoneField(RatingsField):
    """`none` besides."""

    others = [(NO_VERDICT, "without a published verdict")]


class OfRating(AnyOf):
    """One of several ratings."""

    field_class = RatingsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        document(self, {"type": "string"})  # the scale is data, not part of the API's description


class PublishedRating(OfRating):
    """By the published verdict alone: no filter tells what a draft says."""

    field_class = RatingOrNoneField

    def term(self, value: Any, asker: Asker) -> Term:
        """`none` is for those who may see claims without a verdict."""
        keys = [key for key in value if key != NO_VERDICT]
        if len(keys) == len(value):
            return one_of(keys)
        desk_only(asker.user, f"rating={NO_VERDICT}")
        return Term("or none", (keys,))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Claims with one of these ratings, or perhaps without one."""
        condition = is_one_of(self.field_name, form, slots[0])
        return condition | Q(**{self.field_name: None}) if form == "or none" else condition


class NeedsAnotherLook(Flag):
    """Whether something asks for another look at the verdict: work in progress, so for the desk."""

    def term(self, value: Any, asker: Asker) -> Term:
        """For the desk alone."""
        desk_only(asker.user, "stale")
        return super().term(value, asker)


class OfOrigins(Flag):
    """By what is kept of where claims come from, which is counted anew first where something has changed."""

    def term(self, value: Any, asker: Asker) -> Term:
        """Counted now."""
        origins.refresh()
        return super().term(value, asker)


class ClaimFilters(Filters):
    """Of claims."""

    q = FullText(
        field_name="search",
        help_text='Words in English, as in a web search: `tariffs -NATO`, `"1951 pact"`, `Denmark or Greenland`. '
        f"The best match comes first, among the newest {RANKED} that match; with another `ordering`, all come.",
    )
    speaker = AppearanceSource(
        ClaimBySource.Role.SPEAKER, help_text="Who said it: identifier, name or alias, in any case."
    )
    publisher = AppearanceSource(
        ClaimBySource.Role.PUBLISHER,
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

    @classmethod
    def narrow(cls, rows: QuerySet, conditions: Sequence[Condition], asker: Asker) -> QuerySet:
        """All conditions: those on the claim, and together those on an appearance of it and on a number in it."""
        filters = {condition: cls.base_filters[condition.name] for condition in conditions}
        rows = super().narrow(rows, [c for c, by in filters.items() if not isinstance(by, Together)], asker)
        many = {OfAppearance: Appearance.objects.filter(retired=False), OfNumber: ClaimQuantity.objects.all()}
        for kind, among in many.items():
            both = {c: by for c, by in filters.items() if isinstance(by, kind)}
            if both and (found := _by_source(rows, both, conditions, asker)) is not None:
                rows = found
            elif both:
                passing = reduce(and_, (by.condition(c.form, *map(Slot, c.places)) for c, by in both.items()))
                rows = rows.filter(Exists(among.filter(passing, claim=OuterRef("pk"))))
        return rows

    @classmethod
    def steady(cls, rows: QuerySet, conditions: Sequence[Condition]) -> bool:
        """An index has readers' newest of a source, and of those the newest with a rating."""
        indexed = {"rating", "speaker", "publisher"} if is_found_through(rows) else set()
        return all(condition.form == "one" and condition.name in indexed for condition in conditions)


def _by_source(
    rows: QuerySet, both: Mapping[Condition, Together], conditions: Sequence[Condition], asker: Asker
) -> QuerySet | None:
    """Readers' claims of one source in one role, in the order of an index; None where something else is asked."""
    [(condition, by), *others] = both.items()
    if others or condition.form != "one" or not isinstance(by, AppearanceSource):
        return None
    if visibility.sees_all(asker.user, "claims.view_claim"):
        return None
    found = Q(by_source__source=Slot(condition.places[0]), by_source__role=Text(by.role))
    if rating := next((c for c in conditions if c.name == "rating" and c.form == "one"), None):
        found &= Q(by_source__rating=Slot(rating.places[0]))
    return found_through(rows.filter(found), created_at="by_source__created_at", pk="by_source__listing")


class VerdictFilters(Filters):
    """Of verdicts."""

    claim = Identifier(help_text="On this claim: its identifier.")
    rating = OfRating(help_text="Name of the rating; may be repeated.")
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


class RatingFilters(Filters):
    """Of the scale: none."""

    class Meta:
        model = Rating
        fields: list[str] = []
