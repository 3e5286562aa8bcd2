"""Questions to lists: what is asked, apart from the values that it is asked with.

Many ask for what somebody said with some rating, each of another speaker and rating. Which rows are meant, and so the
statement that finds them, hangs on the form of a question alone: it is made once, with places for the values.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import new_class
from typing import Any, ClassVar, NamedTuple, Protocol, cast

from django import forms
from django.core.validators import EMPTY_VALUES
from django.db.models import F, QuerySet
from django.http import QueryDict
from django_filters.rest_framework import FilterSet

from factcheck.common.shapes import Asker, Place, Slot

KEPT = 512  # forms of questions, in each process


class Term(NamedTuple):
    """What a filter makes of a value: the form of its condition, and the values that only fill it in.

    For each form a statement is made and kept, so there should be few.
    """

    form: Hashable = None
    values: tuple[Any, ...] = ()


class Condition(NamedTuple):
    """A filter, the form of its condition, and how many values it takes."""

    name: str
    form: Hashable
    width: int

    @property
    def places(self) -> list[Place]:
        """Where the values go."""
        return [Place(f"{self.name}.{number}") for number in range(self.width)]


class Filters(FilterSet):
    """The filters of a list. Each of them has term() and narrow(), as filters.Conditional does."""

    @classmethod
    def form_for(cls, query: QueryDict) -> forms.Form:
        """A form of the filters that the query string names."""
        names = frozenset(name for name in query if name in cls.base_filters)
        return _form_class(cast(Hashable, cls), names)(query)

    @classmethod
    def terms(cls, form: forms.Form, asker: Asker) -> dict[str, Term]:
        """What a valid form asks for, by filter."""
        cleaned: Mapping[str, Any] = form.cleaned_data
        return {
            name: cls.base_filters[name].term(value, asker)
            for name, value in cleaned.items()
            if value not in EMPTY_VALUES
        }

    @classmethod
    def narrow(cls, rows: QuerySet, conditions: Sequence[Condition], asker: Asker) -> QuerySet:
        """The rows that pass, whatever the values. asker: who may see them."""
        for condition in conditions:
            by = cls.base_filters[condition.name]
            rows = by.narrow(rows, condition.form, *map(Slot, condition.places))
        return rows

    @classmethod
    def steady(cls, rows: QuerySet, conditions: Sequence[Condition]) -> bool:
        """Whether one plan is good for these conditions whatever the values, as long as the newest come first."""
        return not conditions


class Listing(Protocol):
    """A view whose rows can be asked for."""

    filterset_class: Any
    orderings: ClassVar[dict[str, Any]]

    def listed(self, user: Any) -> QuerySet:
        """The rows that this user may ask for."""


@dataclass(frozen=True)
class Question:
    """Who asks, of which list, under which conditions. Two with the same permissions ask the same."""

    listing: type[Listing]
    asker: Asker
    conditions: tuple[Condition, ...]

    @property
    def everything(self) -> QuerySet:
        """The rows that may be asked for."""
        return self.listing().listed(self.asker.user)

    @property
    def rows(self) -> QuerySet:
        """The rows that are asked for, with places for the values. Not to be evaluated itself: it is kept."""
        return _rows(self)


def question(listing: type[Listing], asker: Asker, terms: Mapping[str, Term]) -> tuple[Question, dict[str, Any]]:
    """The question that these terms make, and the values by place."""
    conditions = tuple(Condition(name, term.form, len(term.values)) for name, term in terms.items())
    given = {
        place.name: value
        for condition, term in zip(conditions, terms.values(), strict=True)
        for place, value in zip(condition.places, term.values, strict=True)
    }
    return Question(listing, asker, conditions), given


def found_through(rows: QuerySet, **columns: str) -> QuerySet:
    """Rows that were found through another table, whose columns have the same values as these: sort by them, since its
    index is in their order."""
    return rows.alias(**{f"{name}_as_found": F(path) for name, path in columns.items()})


def is_found_through(rows: QuerySet) -> bool:
    """Whether they were."""
    return any(name.endswith("_as_found") for name in rows.query.annotations)


def to_sort_by(rows: QuerySet, name: str) -> F:
    """The column to sort by."""
    found = f"{name}_as_found"
    return F(found if found in rows.query.annotations else name)


def newest_first(rows: QuerySet) -> QuerySet:
    """In the order of their creation."""
    return rows.order_by(to_sort_by(rows, "created_at").desc(), to_sort_by(rows, "pk").desc())


@lru_cache(KEPT)
def _rows(asked: Question) -> QuerySet:
    return asked.listing.filterset_class.narrow(asked.everything, asked.conditions, asked.asker)


@lru_cache(KEPT)
def _form_class(filters: Any, names: frozenset[str]) -> type[forms.Form]:
    fields = {name: by.field for name, by in filters.base_filters.items() if name in names}
    made: Any = new_class(f"{filters.__name__}Form", (forms.Form,), exec_body=lambda body: body.update(fields))
    return made
