"""Pages of a list by keyset: a page starts where the last one ended, whatever was added meanwhile.

Unlike DRF's CursorPagination, the position is made of all the values that the order depends on, with the identifier as
the last, so that equal values, floats and nulls neither repeat nor skip a row; and there is no offset that could grow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.db.models.expressions import Combinable
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from factcheck.common.parameters import nearest
from factcheck.common.problem import INVALID_PARAMETER, FieldError, ParametersRefused
from factcheck.common.ranking import FLOOR, RELEVANCE, among_newest

PAGE_SIZE = 25
MAX_PAGE_SIZE = 100
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Key:
    """One value that rows are ordered by. Nulls come last, in either direction."""

    alias: str
    expression: Combinable
    descending: bool
    nullable: bool
    ranks: bool = False

    def order(self, backwards: bool) -> OrderBy:
        """The term of ORDER BY; without a word on nulls where there are none, so that an index can serve."""
        nulls = {("nulls_first" if backwards else "nulls_last"): True} if self.nullable else {}
        return OrderBy(F(self.alias), descending=self.descending != backwards, **nulls)

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def beyond(self, value: Any, backwards: bool) -> Q:
        """Rows after this value, or before it where the list is read backwards."""
        if value is None:
            return Q(**{f"{self.alias}__isnull": False}) if backwards else NOTHING
        after = Q(**{f"{self.alias}__{'lt' if self.descending != backwards else 'gt'}": value})
        return after | Q(**{f"{self.alias}__isnull": True}) if self.nullable and not backwards else after

    def bound(self, value: Any, backwards: bool) -> Q:
        """Rows with this value or beyond, but for nulls: an index range can be made of it."""
        if value is None:
            return Q(**{f"{self.alias}__isnull": True})
        return Q(**{f"{self.alias}__{'lte' if self.descending != backwards else 'gte'}": value})

    def rest(self, value: Any, backwards: bool) -> Q | None:
        """The rows after all those that bound() leaves: the nulls, or all but the nulls; None where there are none."""
        if not self.nullable or (value is None) != backwards:
            return None
        return Q(**{f"{self.alias}__isnull": not backwards})


@dataclass(frozen=True)
class Cursor:
    """A position between two rows, and which way to read from there; floor: since when matches are ranked."""

    backwards: bool
    values: tuple[Any, ...]
    floor: Any = None

    def condition(self, keys: Sequence[Key]) -> Q:
        """Rows on the far side of the position: beyond in one key, equal in all the keys before it."""
        beyond, equal = Q(), Q()
        for key, value in zip(keys, self.values, strict=True):
            beyond |= equal & key.beyond(value, self.backwards)
            equal &= key.same(value)
        return keys[0].bound(self.values[0], self.backwards) & beyond

    def ranges(self, keys: Sequence[Key]) -> list[Q]:
        """The same rows, one range of an index after the other: nulls stand at the end of an index, not in a range."""
        rest = keys[0].rest(self.values[0], self.backwards)
        return [self.condition(keys), *([] if rest is None else [rest])]


class KeysetPagination(BasePagination):
    """Reads `ordering`, `cursor` and `page_size`.

    The view says what may be ordered by, and by what if nothing is asked: `orderings` maps a name to a field or an
    expression, `default_ordering` is a value of the parameter.
    """

    parameters = ("ordering", "cursor", "page_size")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for; raises ParametersRefused."""
        return self._page(queryset, request, view, lambda rows, carried: rows)

    def keys_of_page(self, queryset: QuerySet, request: Request, view: Any) -> list[UUID]:
        """The rows' primary keys alone; raises ParametersRefused."""
        page = self._page(
            queryset,
            request,
            view,
            lambda rows, carried: rows.values_list("pk", *carried, named=True),
        )
        return [row.pk for row in page]

    def _page(self, queryset: QuerySet, request: Request, view: Any, read: Callable[..., Any]) -> list[Any]:
        self.request = request
        size = _page_size(request)
        keys = self._keys(queryset, view)
        carried = [key.alias for key in keys]
        cursor = self._read(request, len(keys))
        backwards = bool(cursor and cursor.backwards)
        if any(key.ranks for key in keys):
            queryset = among_newest(queryset, view.get_queryset, cursor and cursor.floor)
            carried.append(FLOOR)
        queryset = queryset.annotate(**{key.alias: key.expression for key in keys})
        ranges = [Q()]
        if cursor:
            fields = [queryset.query.annotations[key.alias].output_field for key in keys]
            values = tuple(field.to_python(value) for field, value in zip(fields, cursor.values, strict=True))
            ranges = Cursor(backwards, values).ranges(keys)
        rows: list[Any] = []
        ordered = read(queryset.order_by(*(key.order(backwards) for key in keys)), carried)
        for within in ranges:
            if len(rows) <= size:
                rows += ordered.filter(within)[: size + 1 - len(rows)]
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        # Where we came from there is something, or was a moment ago.
        has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
        self.next = self._link(rows[-1], carried, backwards=False) if rows and has_next else None
        self.previous = self._link(rows[0], carried, backwards=True) if rows and has_previous else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page, with its neighbours in the body and in the Link header."""
        body = {"next": self.next, "previous": self.previous, "results": data}
        return Response(body, headers={"Link": self.links()})

    def links(self) -> str:
        """The neighbours, as a Link header has them (RFC 8288)."""
        links = {"next": self.next, "prev": self.previous, "first": remove_query_param(self._address(), "cursor")}
        return ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items() if url)

    def order(self, queryset: QuerySet, request: Request, view: Any) -> QuerySet:
        """All rows in the order asked for: what is read whole has no pages, and is ranked only where that is asked."""
        self.request = request
        keys = self._keys(queryset, view, request.query_params.get("ordering", view.default_ordering))
        if any(key.ranks for key in keys):
            queryset = among_newest(queryset, view.get_queryset)
        return queryset.annotate(**{k.alias: k.expression for k in keys}).order_by(*(k.order(False) for k in keys))

    def _keys(self, queryset: QuerySet, view: Any, asked: str | None = None) -> list[Key]:
        searched = RELEVANCE in queryset.query.annotations
        asked = asked or self.request.query_params.get("ordering")
        default = f"-{RELEVANCE}" if searched else view.default_ordering
        terms = _terms(asked or default, view.orderings)
        if RELEVANCE in terms and not searched:
            raise refused("ordering", f"{RELEVANCE} is how well a text matches q; give q, or order by something else.")
        keys = [
            _key(f"key_{number}", view.orderings[name], descending, queryset.model)
            for number, (name, descending) in enumerate(terms.items())
        ]
        # In the direction of the first, so that an index on both serves either way.
        return [*keys, Key("key_id", F("pk"), descending=keys[0].descending, nullable=False)]

    def _signer(self) -> Signer:
        """A cursor is good for the list and the query that it was given for, and can't be made by hand."""
        query = sorted(
            (k, v) for k, vs in self.request.query_params.lists() for v in vs if k not in ("cursor", "page_size")
        )
        question = hashlib.sha256(f"{self.request.path}?{urlencode(query)}".encode()).hexdigest()
        return Signer(salt=f"factcheck.cursor.{question}")

    def _read(self, request: Request, width: int) -> Cursor | None:
        if not (text := request.query_params.get("cursor")):
            return None
        try:
            backwards, *values = self._signer().unsign_object(text)
        except (BadSignature, ValueError, UnicodeError) as error:
            raise refused(
                "cursor", "The cursor does not belong to this list and query; start without one, and follow the links."
            ) from error
        return Cursor(bool(backwards), tuple(values[:width]), next(iter(values[width:]), None))

    def _link(self, row: Model, carried: Sequence[str], *, backwards: bool) -> str:
        position = [int(backwards), *(_plain(getattr(row, name)) for name in carried)]
        return replace_query_param(self._address(), "cursor", self._signer().sign_object(position))

    def _address(self) -> str:
        return self.request.build_absolute_uri()

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The three parameters, for OpenAPI."""
        names = [sign + name for name in view.orderings for sign in ("", "-")]
        return [
            {
                "name": "ordering",
                "in": "query",
                "description": f"Fields to order by, `-` for descending; `{view.default_ordering}` if left out"
                + (f", `-{RELEVANCE}` with `q`." if RELEVANCE in view.orderings else "."),
                "schema": {"type": "array", "items": {"type": "string", "enum": names}},
                "style": "form",
                "explode": False,
            },
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page starts, as the links of another page give it.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "Rows a page.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A page, for OpenAPI."""
        link = {"type": ["string", "null"], "format": "uri"}
        relation = {"type": "string", "enum": ["eq", "gte"], "description": "`gte`: there are more."}
        total = {
            "type": "object",
            "description": "Where `total` asks for it.",
            "required": ["value", "relation"],
            "properties": {"value": {"type": "integer"}, "relation": relation},
        }
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "total": total, "results": schema},
        }


def refused(parameter: str, detail: str) -> ParametersRefused:
    """One parameter with a value that it can't have."""
    return ParametersRefused(INVALID_PARAMETER, [FieldError(parameter, detail)])


def _page_size(request: Request) -> int:
    text = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MAX_PAGE_SIZE and len(text) <= 4):
        raise refused("page_size", f"page_size is {text!r}; give a whole number from 1 to {MAX_PAGE_SIZE}.")
    return int(text)


def _terms(ordering: str, known: dict[str, Any]) -> dict[str, bool]:
    """Names in order, each with whether it descends."""
    terms: dict[str, bool] = {}
    for term in ordering.split(","):
        name = term.strip().removeprefix("-")
        if name not in known:
            suggestion = nearest(name, known)
            hint = f" Did you mean {suggestion}?" if suggestion else ""
            raise refused("ordering", f"There is no ordering by {name!r}; allowed: {', '.join(sorted(known))}.{hint}")
        if name in terms:
            raise refused("ordering", f"ordering names {name} twice; name it once.")
        terms[name] = term.strip().startswith("-")
    return terms


def _key(alias: str, by: str | Combinable, descending: bool, model: type[Model]) -> Key:
    if not isinstance(by, str):
        return Key(alias, by, descending, nullable=True)
    try:
        nullable = bool(getattr(model._meta.get_field(by), "null", True))
    except FieldDoesNotExist:  # an annotation
        nullable = True
    return Key(alias, F(by), descending, nullable, ranks=by == RELEVANCE)


def _plain(value: Any) -> Any:
    """A value as JSON has it, with nothing lost: Django's own encoder cuts microseconds."""
    if isinstance(value, date):  # and so a datetime
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
