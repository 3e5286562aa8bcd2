"""What lists of documents and sources can be asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower
from django_filters import filters
from django_filters.rest_framework import FilterSet

from factcheck.common.filters import AnyOf, Conditional, Day, Identifier, document
from sources.models import Document, Snapshot, Source

TAG = "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"


def called(name: str) -> Q:
    """Sources with this name or alias, in any case.

    Not the anonymous: what one document calls "a source familiar with the talks" is another mouth in the next.
    """
    aliases = Cast(Lower(Cast("aliases", TextField())), ArrayField(TextField()))
    by_alias = Source.objects.alias(lowered=aliases).filter(Q(lowered__contains=[Lower(Value(name))])).values("pk")
    return (Q(name__iexact=name) | Q(pk__in=by_alias)) & ~Q(kind=Source.Kind.ANONYMOUS)


def records(value: str) -> list[UUID]:
    """All records of the source with this identifier, name or alias. Keys, not a subquery: the planner can tell what
    they cost."""
    kept = Coalesce("merged_into", "pk")
    try:
        keys = [*Source.objects.filter(pk=UUID(value)).values_list(kept, flat=True)]
    except ValueError:
        named = Source.objects.exclude(kind=Source.Kind.ANONYMOUS)
        keys = [*named.filter(Q(name=value) | Q(aliases__contains=[value])).values_list(kept, flat=True)]
        # Of thousands of names, those in another case are looked for one by one.
        keys = keys or [*Source.objects.filter(called(value)).values_list(kept, flat=True)]
    family = Source.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys))
    return list(family.order_by("pk").values_list("pk", flat=True))


class SourceFilter(Conditional, filters.CharFilter):
    """A related source, by identifier, name or alias."""

    def condition(self, value: str) -> Q:
        """Rows that lead to the source, under whichever of its records; an unknown one is no error, since that would
        tell who is known."""
        return Q(**{f"{self.field_name}__in": records(value)})


class TextDigest(Conditional, filters.CharFilter):
    """A SHA-256 in hexadecimal, in any case."""

    written = r"[0-9A-Fa-f]{64}"

    def __init__(self, **kwargs: Any) -> None:
        only = RegexValidator(rf"\A{self.written}\Z", "Not a SHA-256; write its 64 hexadecimal digits.")
        super().__init__(validators=[only], **kwargs)
        document(self, {"type": "string", "pattern": f"^{self.written}$"})


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


def in_range(field: str, language: str) -> Q:
    """Rows in a BCP 47 language range, matched as RFC 4647, section 3.3.1, has it: en finds en-IE, not the other way
    round."""
    return Q(**{f"{field}__iexact": language}) | Q(**{f"{field}__istartswith": f"{language}-"})


class Language(Conditional, filters.CharFilter):
    """A BCP 47 language range."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            validators=[RegexValidator(rf"\A{TAG}\Z", "Not a language tag; write it like en or en-IE.")], **kwargs
        )
        document(self, {"type": "string", "pattern": f"^{TAG}$"})

    def condition(self, value: str) -> Q:
        """Rows in this language."""
        return in_range(self.field_name, value)


class DocumentFilters(FilterSet):
    """Of documents."""

    publisher = SourceFilter(help_text="Who published it: identifier, name or alias, in any case.")
    published_after = Day(field_name="published", lookup_expr="gte", help_text="Published on this day or later.")
    published_before = Day(field_name="published", lookup_expr="lte", help_text="Published on this day or earlier.")
    language = Language(help_text="BCP 47 tag; `en` finds `en-IE` too.")
    q = filters.CharFilter(
        field_name="title", lookup_expr="icontains", help_text="Letters that the title holds, in any case."
    )

    class Meta:
        model = Document
        fields: list[str] = []


class SnapshotFilters(FilterSet):
    """Of snapshots."""

    document = Identifier(help_text="Of this document: its identifier.")
    captured_after = Day(field_name="captured_at", lookup_expr="date__gte", help_text="Captured on this day or later.")
    captured_before = Day(
        field_name="captured_at", lookup_expr="date__lte", help_text="Captured on this day or earlier."
    )
    sha256 = TextDigest(
        field_name="text_sha256",
        lookup_expr="iexact",
        help_text="The SHA-256 of the text, in hexadecimal.",
    )

    class Meta:
        model = Snapshot
        fields: list[str] = []


class SourceFilters(FilterSet):
    """Of sources."""

    kind = AnyOf(choices=Source.Kind.choices, help_text="May be repeated.")
    name = Named(help_text="The whole name or alias, in any case.")
    q = PartOfName(help_text="Letters that the name or an alias holds, in any case.")

    class Meta:
        model = Source
        fields: list[str] = []
