"""What lists of documents and sources can be asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower
from django.db.models.lookups import Exact
from django_filters import filters

from factcheck.common.filters import AnyOf, Conditional, Day, Identifier, Phrase, document, is_one_of, one_of
from factcheck.common.questions import Filters, Term
from factcheck.common.shapes import Asker, Place, Slot, Statement, statement_of
from sources.models import Document, Snapshot, Source

TAG = "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"


def called(name: Any) -> Q:
    """Sources with this name or alias, in any case.

    Not the anonymous: what one document calls "a source familiar with the talks" is another mouth in the next.
    """
    wanted = Lower(name if isinstance(name, Slot) else Value(name))
    aliases = Cast(Lower(Cast("aliases", TextField())), ArrayField(TextField()))
    by_alias = Source.objects.alias(lowered=aliases).filter(Q(lowered__contains=[wanted])).values("pk")
    return (Q(Exact(Lower("name"), wanted)) | Q(pk__in=by_alias)) & ~Q(kind=Source.Kind.ANONYMOUS)


VALUE = Place("value")


@lru_cache
def _records(by: str) -> Statement:
    """The keys of all records of the sources that are found by identifier, by name, or by name in any case."""
    value = Slot(VALUE, output_field=TextField())
    named = Source.objects.exclude(kind=Source.Kind.ANONYMOUS)
    found = {
        "identifier": Source.objects.filter(pk=Slot(VALUE)),
        "name": named.filter(Q(name=value) | Q(aliases__contains=[value])),
        "any case": Source.objects.filter(called(value)),
    }[by]
    kept = found.order_by().values(kept=Coalesce("merged_into", "pk"))
    merged = Source.objects.filter(merged_into__in=kept).order_by().values_list("pk")
    # Two questions, each with an index, where OR would look through all.
    both = statement_of(Source.objects.filter(pk__in=kept).order_by().values_list("pk").union(merged))
    # What begins with SELECT is known to change nothing.
    return Statement(f"SELECT * FROM ({both.sql}) AS record", both.parameters)  # noqa: S608


def records(value: str) -> list[UUID]:
    """All records of the source with this identifier, name or alias. Keys, not a subquery: the planner can tell what
    they cost."""
    try:
        rows = _records("identifier").ask({VALUE.name: UUID(value)})
    except ValueError:
        # Of thousands of aliases, those in another case are looked for one by one.
        rows = _records("name").ask({VALUE.name: value}) or _records("any case").ask({VALUE.name: value})
    return sorted(key for (key,) in rows)


class SourceFilter(Conditional, filters.CharFilter):
    """A related source, by identifier, name or alias."""

    def term(self, value: Any, asker: Asker) -> Term:
        """All of its records; none of an unknown one, which is no error, since that would tell who is known."""
        return one_of(records(value))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Rows that lead to the source, under whichever of its records."""
        return is_one_of(self.field_name, form, slots[0])


class TextDigest(Conditional, filters.CharFilter):
    """A SHA-256 in hexadecimal, in any case."""

    written = r"[0-9A-Fa-f]{64}"

    def __init__(self, **kwargs: Any) -> None:
        only = RegexValidator(rf"\A{self.written}\Z", "Not a SHA-256; write its 64 hexadecimal digits.")
        super().__init__(validators=[only], **kwargs)
        document(self, {"type": "string", "pattern": f"^{self.written}$"})

    def term(self, value: Any, asker: Asker) -> Term:
        """As it is kept."""
        return Term(values=(value.lower(),))


class Named(Conditional, filters.CharFilter):
    """The source itself, by name or alias."""

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Sources called so."""
        return called(slots[0])


class PartOfName(Conditional, filters.CharFilter):
    """Letters that the name or an alias holds, in any case."""

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Sources with these letters."""
        joined = Source.objects.alias(joined=Cast("aliases", TextField()))
        by_alias = joined.filter(joined__icontains=slots[0]).values("pk")
        return Q(name__icontains=slots[0]) | Q(pk__in=by_alias)


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

    def term(self, value: Any, asker: Asker) -> Term:
        """A form for each language: there are few."""
        return Term(value)

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Rows in this language."""
        return in_range(self.field_name, form)


class DocumentFilters(Filters):
    """Of documents."""

    publisher = SourceFilter(help_text="Who published it: identifier, name or alias, in any case.")
    published_after = Day(field_name="published", lookup_expr="gte", help_text="Published on this day or later.")
    published_before = Day(field_name="published", lookup_expr="lte", help_text="Published on this day or earlier.")
    language = Language(help_text="BCP 47 tag; `en` finds `en-IE` too.")
    q = Phrase(field_name="title", lookup_expr="icontains", help_text="Letters that the title holds, in any case.")

    class Meta:
        model = Document
        fields: list[str] = []


class SnapshotFilters(Filters):
    """Of snapshots."""

    document = Identifier(help_text="Of this document: its identifier.")
    captured_after = Day(field_name="captured_at", lookup_expr="date__gte", help_text="Captured on this day or later.")
    captured_before = Day(
        field_name="captured_at", lookup_expr="date__lte", help_text="Captured on this day or earlier."
    )
    sha256 = TextDigest(field_name="text_sha256", help_text="The SHA-256 of the text, in hexadecimal.")

    class Meta:
        model = Snapshot
        fields: list[str] = []


class SourceFilters(Filters):
    """Of sources."""

    kind = AnyOf(choices=Source.Kind.choices, help_text="May be repeated.")
    name = Named(help_text="The whole name or alias, in any case.")
    q = PartOfName(help_text="Letters that the name or an alias holds, in any case.")

    class Meta:
        model = Source
        fields: list[str] = []
