"""Filters of lists that refuse what they don't understand, and say what they would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import new_class
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import Q, QuerySet
from django_filters import filters
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.common.parameters import nearest
from factcheck.common.problem import INVALID_PARAMETER, FieldError, ParametersRefused
from factcheck.common.ranking import RELEVANCE, Relevance, searched

FILTERSETS_KEPT = 256  # in each process
LONGEST = 500  # characters of a text to look for; PostgreSQL takes no word of more than 2,046 bytes


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter, with errors that name the parameter, the value and what is allowed."""

    def get_filterset_class(self, view: APIView, queryset: QuerySet | None = None) -> Any:
        """The view's own, whichever table serves its lists."""
        return getattr(view, "filterset_class", None)

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        """The rows that the query string asks for; raises ParametersRefused."""
        declared = view.filterset_class  # type: ignore[attr-defined]
        asked = frozenset(name for name in request.query_params if name in declared.base_filters)
        if not asked:
            return queryset
        kwargs = self.get_filterset_kwargs(request, queryset, view)
        narrow: Any = _of(declared, asked)
        filterset = narrow(**kwargs)
        if not filterset.is_valid():
            fields = filterset.form.fields
            errors = [
                FieldError(name, explain(name, fields[name], request.query_params.getlist(name), messages))
                for name, messages in filterset.errors.items()
            ]
            raise ParametersRefused(INVALID_PARAMETER, errors)
        return filterset.qs


@lru_cache(FILTERSETS_KEPT)
def _of(declared: type[FilterSet], names: frozenset[str]) -> Any:
    """The filter set with these filters alone: it copies all that it has for each request."""
    narrow: Any = new_class(declared.__name__, (declared,))
    narrow.base_filters = {name: by for name, by in declared.base_filters.items() if name in names}
    return narrow


def explain(name: str, field: forms.Field, given: list[str], messages: list[str]) -> str:
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
            return f"{name}: {' '.join(messages)}"
    return f"{name} is {value!r}, which is not {wanted}."


def document(parameter: filters.Filter, schema: dict[str, Any]) -> None:
    """Give a filter the schema of its values, where drf-spectacular can't tell it from the filter's class."""
    extend_schema_field({**schema, "description": parameter.extra.get("help_text", "")})(parameter)


class Conditional(filters.Filter):
    """A filter that can say its condition, so that conditions on the same related row can be joined."""

    def condition(self, value: Any) -> Q:
        """Which rows pass."""
        return Q(**{f"{self.field_name}__{self.lookup_expr}": value})

    def filter(self, queryset: QuerySet, value: Any) -> QuerySet:
        """The rows that pass; all of them where nothing is asked."""
        return queryset if value in EMPTY_VALUES else queryset.filter(self.condition(value))


class AnyOf(Conditional, filters.MultipleChoiceFilter):
    """One of several values: the parameter may be repeated."""

    def condition(self, value: Any) -> Q:
        """Rows with one of the values."""
        return Q(**{f"{self.field_name}__in": value})


class Flag(Conditional, filters.TypedChoiceFilter):
    """true or false, and nothing else."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(choices=choices, coerce=lambda value: value == "true", **kwargs)
        document(self, {"type": "boolean"})


class Day(Conditional, filters.DateFilter):
    """A date, as ISO 8601 has it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Share(Conditional, filters.NumberFilter):
    """A number from 0 to 1."""

    field_class = forms.FloatField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1, **kwargs)
        document(self, {"type": "number", "minimum": 0, "maximum": 1})


class Identifier(Conditional, filters.UUIDFilter):
    """The identifier of a related row."""


class DayOfMoment(Conditional, filters.DateFilter):
    """A day, UTC, from which or until which a moment counts; lookup_expr is gte or lte, and the day is included."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def condition(self, value: Any) -> Q:
        """Moments of this day and after, or before: as a range, so that an index can serve."""
        if self.lookup_expr == "gte":
            return Q(**{f"{self.field_name}__gte": datetime.combine(value, time.min, UTC)})
        if value == date.max:
            return Q(**{f"{self.field_name}__isnull": False})
        return Q(**{f"{self.field_name}__lt": datetime.combine(value + timedelta(days=1), time.min, UTC)})


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

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        """The rows that match; all of them where nothing is asked."""
        if value in EMPTY_VALUES:
            return queryset
        found = queryset.filter(**{self.field_name: searched(value)})
        return found.annotate(**{RELEVANCE: Relevance(self.field_name, value)})
