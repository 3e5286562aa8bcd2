"""What lists of documents and sources can be asked for."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Lower
from django_filters import filters
from django_filters.rest_framework import FilterSet

from factcheck.common.filters import AnyOf, Conditional, Day
from sources.models import Document, Source


def called(name: str) -> Q:
    """Sources with this name or alias, in any case.

    Not the anonymous: what one document calls "a source familiar with the talks" is another mouth in the next.
    """
    aliases = Cast(Lower(Cast("aliases", TextField())), ArrayField(TextField()))
    by_alias = Source.objects.alias(lowered=aliases).filter(Q(lowered__contains=[Lower(Value(name))])).values("pk")
    return (Q(name__iexact=name) | Q(pk__in=by_alias)) & ~Q(kind=Source.Kind.ANONYMOUS)


class SourceFilter(Conditional, filters.CharFilter):
    """A related source, by identifier, name or alias."""

    def condition(self, value: str) -> Q:
        """Rows that lead to the source, under whichever of its records; an unknown one is no error, since that would
        tell who is known."""
        try:
            found = Source.objects.filter(pk=UUID(value))
        except ValueError:
            found = Source.objects.filter(called(value))
        return Q(**{f"{self.field_name}__in": found.family().values("pk")})


class Named(Conditional, filters.CharFilter):
    """The source itself, by name or alias."""

    def condition(self, value: str) -> Q:
        """Sources called so."""
        return called(value)


class PartOfName(Conditional, filters.CharFilter):
    """Letters that the name or an alias holds, in any case."""

    def condition(self, value: str) -> Q:
        """Sources with these letters."""
        by_alias = (
            Source.objects.alias(joined=Cast("aliases", TextField())).filter(joined__icontains=value).values("pk")
        )
        return Q(name__icontains=value) | Q(pk__in=by_alias)


class Language(Conditional, filters.CharFilter):
    """A BCP 47 language range, matched as RFC 4647, section 3.3.1, has it: en finds en-IE, not the other way round."""

    def condition(self, value: str) -> Q:
        """Rows in this language."""
        return Q(**{f"{self.field_name}__iexact": value}) | Q(**{f"{self.field_name}__istartswith": f"{value}-"})


class DocumentFilters(FilterSet):
    """Of documents."""

    publisher = SourceFilter(help_text="Who published it: identifier, name or alias, in any case.")
    published_after = Day(field_name="published", lookup_expr="gte", help_text="Published on this day or later.")
    published_before = Day(field_name="published", lookup_expr="lte", help_text="Published on this day or earlier.")
    language = Language(
        help_text="BCP 47 tag; `en` finds `en-IE` too.",
        validators=[
            RegexValidator(r"\A[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z", "Not a language tag; write it like en or en-IE.")
        ],
    )
    q = filters.CharFilter(
        field_name="title", lookup_expr="icontains", help_text="Letters that the title holds, in any case."
    )

    class Meta:
        model = Document
        fields: list[str] = []


class SourceFilters(FilterSet):
    """Of sources."""

    kind = AnyOf(choices=Source.Kind.choices, help_text="May be repeated.")
    name = Named(help_text="The whole name or alias, in any case.")
    q = PartOfName(help_text="Letters that the name or an alias holds, in any case.")

    class Meta:
        model = Source
        fields: list[str] = []
