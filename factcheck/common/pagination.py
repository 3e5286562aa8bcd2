"""Pages of a list by keyset: a page starts where the last one ended, whatever was added meanwhile.

Unlike DRF's CursorPagination, the position is made of all the values that the order depends on, with the identifier as
the last, so that equal values, floats and nulls neither repeat nor skip a row; and there is no offset that could grow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.models import F, OrderBy, Q, QuerySet
from django.db.models.expressions import Combinable
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.common.parameters import nearest
from factcheck.common.problem import INVALID_PARAMETER, FieldError, ParametersRefused
from factcheck.common.questions import KEPT, Question, to_sort_by
from factcheck.common.ranking import FLOOR, LINE, RANKED, RELEVANCE, among_newest, best, since
from factcheck.common.shapes import Place, Slot, Statement, prepared, statement_of

PAGE_SIZE = 25
MAX_PAGE_SIZE = 100
NOTHING = Q(pk__in=[])
Terms = tuple[tuple[str, bool], ...]  # names of orderings, each with whether it descends
Row = tuple[Any, ...]  # as the database sends it: bytes, or None


@dataclass(frozen=True)
class Key:
    """One value that rows are ordered by. Nulls come last, in either direction."""

    alias: str
    expression: Combinable
    descending: bool
    nullable: bool

    def order(self, backwards: bool) -> OrderBy:
        """The term of ORDER BY; without a word on nulls where there are none, so that an index can serve."""
        nulls = {("nulls_first" if backwards else "nulls_last"): True} if self.nullable else {}
        return OrderBy(F(self.alias), descending=self.descending != backwards, **nulls)

    @property
    def term(self) -> str:
        """The same, of rows that have it as a column."""
        return f'"{self.alias}"{" DESC" if self.descending else ""}{" NULLS LAST" if self.nullable else ""}'

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
class Position:
    """The form of a cursor: which way to read from there, and which of its values are null."""

    backwards: bool
    nulls: tuple[bool, ...]

    @property
    def values(self) -> list[Slot | None]:
        """Where the values go that are none."""
        return [None if null else Slot(Place(f"cursor.{number}")) for number, null in enumerate(self.nulls)]

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


@dataclass(frozen=True)
class Cursor:
    """A position between two rows, by the values of the keys; floor: since when matches are ranked."""

    backwards: bool
    values: tuple[str | None, ...]
    floor: str | None = None

    @property
    def position(self) -> Position:
        """Its form."""
        return Position(self.backwards, tuple(value is None for value in self.values))

    @property
    def given(self) -> dict[str, Any]:
        """Its values, by place."""
        return {f"cursor.{n}": value for n, value in enumerate(self.values)} | {LINE.name: self.floor}


class KeysetPagination(BasePagination):
    """Reads `ordering`, `cursor` and `page_size`.

    The view says what may be ordered by, and by what if nothing is asked: `orderings` maps a name to a field or an
    expression, `default_ordering` is a value of the parameter.
    """

    parameters = ("ordering", "cursor", "page_size")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for; raises ParametersRefused."""
        self._begin(request)
        terms = _terms(request.query_params.get("ordering") or view.default_ordering, view.orderings)
        keys = _keys(queryset, view.orderings, terms)
        cursor = self._cursor(len(keys))
        statements = _statements(queryset, keys, cursor.position if cursor else None)
        found = self._page(lambda limit: _in_turn(statements, {}, cursor, limit), cursor)
        rows = queryset.in_bulk([UUID(key) for key in found])
        return [rows[UUID(key)] for key in found if UUID(key) in rows]

    def keys_of_page(self, question: Question, given: Mapping[str, Any], request: Request, default: str) -> list[str]:
        """The primary keys of the rows of the page asked for; raises ParametersRefused. default: the ordering of what
        isn't searched."""
        self._begin(request)
        searched = RELEVANCE in question.rows.query.annotations
        terms = terms_of(question, request, f"-{RELEVANCE}" if searched else default)
        cursor = self._cursor(len(terms) + 1)
        if RELEVANCE in dict(terms) and not (cursor and cursor.floor):
            best_ones = statements_of_best(question, terms)
            return self._page(lambda limit: _best(best_ones, given, limit), cursor)
        statements = statements_of_page(question, terms, cursor.position if cursor else None)
        steady = is_steady(question, terms)
        return self._page(lambda limit: _in_turn(statements, given, cursor, limit, steady=steady), cursor)

    def _page(self, read: Callable[[int], list[Row]], cursor: Cursor | None) -> list[str]:
        size, backwards = _page_size(self.request), bool(cursor and cursor.backwards)
        rows = read(size + 1)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        # Where we came from there is something, or was a moment ago.
        has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
        self.next = self._link(rows[-1], backwards=False) if rows and has_next else None
        self.previous = self._link(rows[0], backwards=True) if rows and has_previous else None
        return [str(row[0], "ascii") for row in rows]

    def get_paginated_response(self, data: Any) -> Response:
        """The page, with its neighbours in the body and in the Link header."""
        body = {"next": self.next, "previous": self.previous, "results": data}
        return Response(body, headers={"Link": self.links()})

    def links(self) -> str:
        """The neighbours, as a Link header has them (RFC 8288)."""
        links = {"next": self.next, "prev": self.previous, "first": self._first}
        return ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items() if url)

    def _begin(self, request: Request) -> None:
        self.request = request
        query = sorted((k, v) for k, vs in request.query_params.lists() for v in vs if k != "cursor")
        asked = f"{request.path}?{[pair for pair in query if pair[0] != 'page_size']}"
        # A cursor is good for the list and the query that it was given for, and can't be made by hand.
        self._signer = Signer(salt=f"factcheck.cursor.{hashlib.sha256(asked.encode()).hexdigest()}")
        self._first = request.build_absolute_uri(request.path) + (f"?{urlencode(query)}" if query else "")

    def _cursor(self, width: int) -> Cursor | None:
        if not (text := self.request.query_params.get("cursor")):
            return None
        try:
            backwards, *values = self._signer.unsign_object(text)
        except (BadSignature, ValueError, UnicodeError) as error:
            raise refused(
                "cursor", "The cursor does not belong to this list and query; start without one, and follow the links."
            ) from error
        return Cursor(bool(backwards), tuple(values[:width]), next(iter(values[width:]), None))

    def _link(self, row: Row, *, backwards: bool) -> str:
        values = (None if value is None else value.decode() for value in row[1:])
        cursor = self._signer.sign_object([int(backwards), *values])
        return f"{self._first}{'&' if '?' in self._first else '?'}cursor={quote(cursor)}"

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


def _terms(ordering: str, known: Mapping[str, Any]) -> Terms:
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
    return tuple(terms.items())


def terms_of(question: Question, request: Request, default: str) -> Terms:
    """What the rows are to be ordered by. Raises ParametersRefused."""
    terms = _terms(request.query_params.get("ordering") or default, question.listing.orderings)
    if RELEVANCE in dict(terms) and RELEVANCE not in question.rows.query.annotations:
        raise refused("ordering", f"{RELEVANCE} is how well a text matches q; give q, or order by something else.")
    return terms


def ordered(question: Question, terms: Terms) -> QuerySet:
    """All rows in this order: what is read whole has no pages."""
    rows = among_newest(question.rows) if RELEVANCE in dict(terms) else question.rows
    keys = _keys(rows, question.listing.orderings, terms)
    return rows.annotate(**{k.alias: k.expression for k in keys}).order_by(*(k.order(False) for k in keys))


@lru_cache(KEPT)
def statements_of_page(question: Question, terms: Terms, position: Position | None) -> Sequence[Statement]:
    """The statements of a page, one after the other as far as they are needed."""
    rows = since(question.rows) if RELEVANCE in dict(terms) else question.rows
    return _statements(rows, _keys(rows, question.listing.orderings, terms), position)


@lru_cache(KEPT)
def is_steady(question: Question, terms: Terms) -> bool:
    """Whether one plan is good for all values."""
    newest = [name for name, _ in terms] == ["created_at"]
    return newest and bool(question.listing.filterset_class.steady(question.rows, question.conditions))


@lru_cache(KEPT)
def statements_of_best(question: Question, terms: Terms) -> Sequence[Statement]:
    """The statements of the first page where matches are ranked: each may find more than the one before."""
    keys = _keys(question.rows, question.listing.orderings, terms)
    rows = question.rows.annotate(**{key.alias: key.expression for key in keys})
    return best(rows, question.everything, ["pk", *(key.alias for key in keys)], ", ".join(key.term for key in keys))


def _statements(rows: QuerySet, keys: Sequence[Key], position: Position | None) -> list[Statement]:
    """(primary key, the keys' values, FLOOR where matches are ranked), range after range."""
    backwards = bool(position and position.backwards)
    carried = [*(key.alias for key in keys), *([FLOOR] if FLOOR in rows.query.annotations else [])]
    rows = rows.annotate(**{key.alias: key.expression for key in keys})
    page = rows.order_by(*(key.order(backwards) for key in keys)).values_list("pk", *carried)
    return [statement_of(page.filter(within)) for within in (position.ranges(keys) if position else [Q()])]


def _in_turn(
    statements: Sequence[Statement],
    given: Mapping[str, Any],
    cursor: Cursor | None,
    limit: int,
    *,
    steady: bool = False,
) -> list[Row]:
    given = {**given, **(cursor.given if cursor else {})}
    rows: list[Row] = []
    for statement in statements:
        if len(rows) < limit:
            rows += _read(statement, given, limit - len(rows), steady=steady)
    return rows


def _best(statements: Sequence[Statement], given: Mapping[str, Any], limit: int) -> list[Row]:
    rows: list[Row] = []
    for statement in statements:
        rows = _read(statement, given, limit)
        if rows and int(rows[0][-1]) == RANKED:
            break
    return [row[:-1] for row in rows]


def _read(statement: Statement, given: Mapping[str, Any], limit: int, *, steady: bool = False) -> list[Row]:
    """So many of the rows, by a plan that is made for what is given, since it tells what is common and what is rare;
    steady: by one that is made once. As the database sends them: most are not needed otherwise, and a cursor takes them
    back as they are."""
    with prepared() if steady else connection.cursor() as cursor:
        cursor.execute(f"{statement.sql} LIMIT {limit:d}", statement.bound(given))
        result = cursor.pgresult
        columns = range(result.nfields)
        return [tuple(map(result.get_value, repeat(number), columns)) for number in range(result.ntuples)]


def _keys(rows: QuerySet, orderings: Mapping[str, Any], terms: Terms) -> list[Key]:
    keys = [_key(f"key_{number}", orderings[name], descending, rows) for number, (name, descending) in enumerate(terms)]
    # In the direction of the first, so that an index on both serves either way.
    return [*keys, Key("key_id", to_sort_by(rows, "pk"), descending=keys[0].descending, nullable=False)]


def _key(alias: str, by: str | Combinable, descending: bool, rows: QuerySet) -> Key:
    if not isinstance(by, str):
        return Key(alias, by, descending, nullable=True)
    try:
        nullable = bool(getattr(rows.model._meta.get_field(by), "null", True))
    except FieldDoesNotExist:  # an annotation
        nullable = True
    return Key(alias, to_sort_by(rows, by), descending, nullable)
