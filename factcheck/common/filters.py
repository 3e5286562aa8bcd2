"""Filters of lists that refuse what they don't understand, and say what they would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django_filters import filters
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.common.parameters import nearest
from factcheck.common.problem import INVALID_PARAMETER, FieldError, ParametersRefused
from factcheck.common.questions import Listing, Question, Term, question
from factcheck.common.ranking import RELEVANCE, Relevance, searched
from factcheck.common.shapes import Among, Asker, Slot

LONGEST = 500  # characters of a text to look for; PostgreSQL takes no word of more than 2,046 bytes


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter, as far as it describes a list's filters: the rows are found by their question."""

    def get_filterset_class(self, view: APIView, queryset: QuerySet | None = None) -> Any:
        """The view's own, whichever table serves its lists."""
        return getattr(view, "filterset_class", None)

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        """All of them."""
        return queryset


def asked(query: QueryDict, listing: type[Listing], asker: Asker) -> tuple[Question, dict[str, Any]]:
    """What a query string asks of a list, and the values by place. Raises ParametersRefused, with errors that name the
    parameter, the value and what is allowed."""
    filters = listing.filterset_class
    form = filters.form_for(query)
    if not form.is_valid():
        errors = [
            FieldError(name, explain(name, form.fields[name], query.getlist(name), messages))
            for name, messages in form.errors.items()
        ]
        raise ParametersRefused(INVALID_PARAMETER, errors)
    return question(listing, asker, filters.terms(form, asker))


def explain(name: str, field: forms.Field, given: list[str], messages: Iterable[Any]) -> str:
    """What is wrong with the values given for a filter's form field, and what would be right."""
    value = given[0] if given else ""
    match field:
        case forms.ChoiceField():
            allowed = [str(key) for key, _ in cast("Iterable[tuple[str, str]]", field.choices) if key]
            wrong = next((v for v in given if v not in allowed), value)
            suggestion = nearest(wrong, allowed)
            hint = f" Did you mean {suggestion}?" if suggestion else ""
            return f"{wrong!r} is not a value of {name}; allowed: {', '.join(allowed)}.{hint}"
        case forms.DateField():
            wanted = "a date; write it like 2026-01-22"
        case forms.FloatField():
            wanted = f"a number from {field.min_value} to {field.max_value}"
        case PlainDecimalField():
            wanted = "a decimal number of reasonable length; write it like 20 or -0.5"
        case forms.UUIDField():
            wanted = "an identifier; write it like 0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"
        case _:
            return f"{name}: {' '.join(map(str, messages))}"
    return f"{name} is {value!r}, which is not {wanted}."


def document(parameter: filters.Filter, schema: dict[str, Any]) -> None:
    """Give a filter the schema of its values, where drf-spectacular can't tell it from the filter's class."""
    extend_schema_field({**schema, "description": parameter.extra.get("help_text", "")})(parameter)


class Conditional(filters.Filter):
    """A filter that can say its condition, so that conditions on the same related row can be joined."""

    def term(self, value: Any, asker: Asker) -> Term:
        """What it makes of a value that is valid. Raises NotAuthenticated or NotAllowed where the asker may not ask."""
        return Term(values=(value,))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Which rows pass."""
        return Q(**{f"{self.field_name}__{self.lookup_expr}": slots[0]})

    def narrow(self, rows: QuerySet, form: Any, *slots: Slot) -> QuerySet:
        """The rows that pass."""
        return rows.filter(self.condition(form, *slots))


def one_of(values: Sequence[Any]) -> Term:
    """One of some values; a single one has a form of its own, because an index serves equality in its order."""
    return Term("one", (values[0],)) if len(values) == 1 else Term("any", (list(values),))


def is_one_of(field: str, form: str, slot: Slot) -> Q:
    """The condition of one_of()."""
    return Q(**{field: slot}) if form == "one" else Q(Among(F(field), slot))


class AnyOf(Conditional, filters.MultipleChoiceFilter):
    """One of several values: the parameter may be repeated."""

    def term(self, value: Any, asker: Asker) -> Term:
        """One value, or several."""
        return one_of(value)

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Rows with one of the values."""
        return is_one_of(self.field_name, form, slots[0])


class Flag(Conditional, filters.TypedChoiceFilter):
    """true or false, and nothing else."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(choices=choices, coerce=lambda value: value == "true", **kwargs)
        document(self, {"type": "boolean"})

    def term(self, value: Any, asker: Asker) -> Term:
        """Two forms: an index may serve one of them."""
        return Term(value)

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Rows of which it is so, or isn't."""
        return Q(**{self.field_name: form})


class Day(Conditional, filters.DateFilter):
    """A date, as ISO 8601 has it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class DayOfMoment(Day):
    """A day, UTC, from which or until which a moment counts; lookup_expr is gte or lte, and the day is included."""

    def term(self, value: Any, asker: Asker) -> Term:
        """Moments of this day and after, or before: as a range, so that an index can serve."""
        if self.lookup_expr == "gte":
            return Term("gte", (datetime.combine(value, time.min, UTC),))
        if value == date.max:
            return Term("ever")
        return Term("lt", (datetime.combine(value + timedelta(days=1), time.min, UTC),))

    def condition(self, form: Any, *slots: Slot) -> Q:
        """Moments there, or of the largest day all."""
        return Q(**{f"{self.field_name}__{form}": slots[0]}) if slots else Q(**{f"{self.field_name}__isnull": False})


class Share(Conditional, filters.NumberFilter):
    """A number from 0 to 1."""

    field_class = forms.FloatField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1, **kwargs)
        document(self, {"type": "number", "minimum": 0, "maximum": 1})


class Identifier(Conditional, filters.UUIDFilter):
    """The identifier of a related row."""


MOST = 10**40


class PlainDecimalField(forms.DecimalField):
    """A decimal number as JSON has it (RFC 8259, section 6)."""

    written = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)

    def to_python(self, value: Any) -> Any:
        """The number; raises ValidationError."""
        if value not in self.empty_values and not self.written.fullmatch(str(value).strip()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DecimalNumber(Conditional, filters.NumberFilter):
    """A decimal number, however exact; no quantity is larger than 10 to the 40."""

    field_class = PlainDecimalField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=-MOST, max_value=MOST, **kwargs)
        document(self, {"type": "number", "minimum": -MOST, "maximum": MOST})


class Phrase(Conditional, filters.CharFilter):
    """A text to look for, of some length at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)


class FullText(Phrase):
    """Words to look for in a tsvector column of English text, as a web search has them.

    Found rows carry how well they match as `relevance`, by which they come unless another ordering is asked for.
    """

    def term(self, value: Any, asker: Asker) -> Term:
        """With a phrase or without: they are searched in different ways."""
        return Term('"' in value, (value,))

    def narrow(self, rows: QuerySet, form: Any, *slots: Slot) -> QuerySet:
        """The rows that match."""
        found = rows.filter(**{self.field_name: searched(slots[0])})
        return found.annotate(**{RELEVANCE: Relevance(self.field_name, slots[0], has_phrase=form)})
