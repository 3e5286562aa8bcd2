"""Filters of lists that refuse what they don't understand, and say what they would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.validators import EMPTY_VALUES
from django.db.models import F, FloatField, Q, QuerySet
from django.db.models.functions import Cast
from django_filters import filters
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.common.parameters import nearest
from factcheck.common.problem import INVALID_PARAMETER, FieldError, ParametersRefused

RELEVANCE = "relevance"


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter, with errors that name the parameter, the value and what is allowed."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        """The rows that the query string asks for; raises ParametersRefused."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            fields = filterset.form.fields
            errors = [
                FieldError(name, explain(name, fields[name], request.query_params.getlist(name), messages))
                for name, messages in filterset.errors.items()
            ]
            raise ParametersRefused(INVALID_PARAMETER, errors)
        return filterset.qs


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


class FullText(filters.CharFilter):
    """Words to look for in a tsvector column of English text, in the syntax of PostgreSQL's websearch_to_tsquery().

    Found rows carry how well they match as `relevance`, by which they come unless another ordering is asked for.
    """

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        """The rows that match; all of them where nothing is asked."""
        if value in EMPTY_VALUES:
            return queryset
        query = SearchQuery(value, search_type="websearch", config="english")
        # ts_rank gives a real; as a double it goes into a cursor and comes back as the same number.
        rank = Cast(SearchRank(F(self.field_name), query), FloatField())
        return queryset.filter(**{self.field_name: query}).annotate(**{RELEVANCE: rank})
