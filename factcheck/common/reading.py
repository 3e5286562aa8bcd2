"""Lists and rows of the API, read from the database as JSON: pages, streams, chosen members, expansions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django_filters.filters import MultipleChoiceFilter
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from factcheck.common import shapes, streams
from factcheck.common.filters import asked
from factcheck.common.pagination import KeysetPagination, ordered, refused, terms_of
from factcheck.common.parameters import nearest
from factcheck.common.questions import Question
from factcheck.common.reading_schema import names
from factcheck.common.shapes import KEYS, WORDS, Asker, Selection, Shaped, Statement
from factcheck.common.views import Strict

STATEMENTS_KEPT = 512  # in each process; a text of some kilobytes each
COUNTED = 10_000  # rows that a total counts at most
# What has no sense where all rows come at once.
OF_PAGES = ("cursor", "page_size", "total", "facets")


class _Stream(BaseRenderer):
    """A form of lists that is no page; the view writes it."""

    charset = "utf-8"


class CSVRenderer(_Stream):
    """RFC 4180."""

    media_type = "text/csv"
    format = "csv"


class NDJSONRenderer(_Stream):
    """An object a line."""

    media_type = "application/x-ndjson"
    format = "ndjson"


FORMATS = {"json": JSONRenderer, "csv": CSVRenderer, "ndjson": NDJSONRenderer}


class Reading(Strict, GenericViewSet):
    """A list and its rows by identifier, for reading.

    `visible(user)` gives the rows that a user may see; `listed(user)` those that lists filter and order, where another
    table with the same keys serves lists better: `to_row` is the path from there. `serializer_class` describes a row,
    `detail_serializer_class` one that is asked for alone, `line_class` a line of CSV.
    """

    pagination_class = KeysetPagination
    lookup_value_converter = "uuid"
    serializer_class: type[Shaped]
    detail_serializer_class: type[Shaped] | None = None
    line_class: type[Shaped] | None = None
    filterset_class: Any
    orderings: ClassVar[dict[str, Any]]
    default_ordering: str
    to_row = ""
    facets: ClassVar[tuple[str, ...]] = ()

    def visible(self, user: Any) -> QuerySet:
        """The rows that this user may see."""
        raise NotImplementedError

    def listed(self, user: Any) -> QuerySet:
        """The rows that lists filter and order."""
        return self.visible(user)

    @cached_property
    def asker(self) -> Asker:
        """Who asks."""
        return Asker.of(self.request.user)

    def late(self) -> Mapping[str, Any]:
        """Expressions that are true of a row that has to be brought up to date before it is shown."""
        return {}

    def bring_up_to_date(self, keys: Collection[UUID] | None) -> None:
        """Do so, for these rows or for all."""

    def count_facets(self, rows: QuerySet, given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
        """What the facets of a list are, with their counts. given: the values of the question that the rows are of."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet:
        """What a list starts from."""
        return self.listed(self.request.user)

    def get_renderers(self) -> list[BaseRenderer]:
        """A list can be had as lines."""
        return [form() for form in FORMATS.values()] if self.action == "list" else [JSONRenderer()]

    def get_serializer_class(self) -> type[Shaped]:
        """The detailed one for a single row, where there is one."""
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return self.serializer_class

    def known_parameters(self) -> dict[str, bool]:
        """The query parameters by name, each with whether it may be repeated."""
        return _known_parameters(type(self), self.action)

    def described_parameters(self) -> Sequence[OpenApiParameter]:
        """What may be asked besides the filters and of pages, for OpenAPI."""
        if self.action not in ("list", "retrieve"):
            return []
        serializer: Any = self.get_serializer_class()()
        expansions = sorted(shapes.expansions(serializer))
        members = list(shapes.paths(serializer, expansions))
        asked = [names("fields", "The members to give, by dotted path; all if left out.", members)]
        if expansions:
            asked.append(names("expand", "Members that are given only when asked for.", expansions))
        if self.action == "list":
            total = f"Whether to count the rows that match: up to {COUNTED}, beyond which `relation` is `gte`."
            form = "In place of the Accept header: a page of JSON, or all rows as CSV or NDJSON."
            asked += [
                OpenApiParameter("total", bool, description=total),
                OpenApiParameter("format", str, enum=list(FORMATS), description=form),
            ]
            if self.facets:
                asked.append(names("facets", "What to count the matching rows by.", list(self.facets)))
        return asked

    def described_forms(self) -> Sequence[str]:
        """The forms that a list comes in besides JSON, for OpenAPI."""
        return [CSVRenderer.media_type, NDJSONRenderer.media_type] if self.action == "list" else []

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A page of rows; or all rows as lines of CSV or NDJSON, where the Accept header or `format` asks for them."""
        form = _one_of("format", request.query_params.get("format"), FORMATS) or request.accepted_renderer.format
        total = _one_of("total", request.query_params.get("total"), ("true", "false")) == "true"
        question, given = asked(request.query_params, type(self), self.asker)
        if form != "json":
            return self.stream(question, given, str(form))
        facets = _names("facets", request.query_params.get("facets"), self.facets)
        selection = selected(request, self.get_serializer_class())
        pages = KeysetPagination()
        keys = pages.keys_of_page(question, given, request, self.default_ordering)
        found = self.bodies(keys, selection)
        more: dict[str, Any] = {"next": pages.next, "previous": pages.previous}
        if total:
            more["total"] = counted(question.rows, given)
        if facets:
            more["facets"] = self.count_facets(question.rows, given, facets)
        content = b'%b,"results":[%b]}' % (orjson.dumps(more)[:-1], ",".join(found).encode())
        return HttpResponse(content, content_type=JSONRenderer.media_type, headers={"Link": pages.links()})

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One row."""
        found = self.bodies([str(kwargs["pk"])], selected(request, self.get_serializer_class()))
        if not found:
            raise Http404
        return HttpResponse(found[0].encode(), content_type=JSONRenderer.media_type)

    def bodies(self, keys: Sequence[str], selection: Selection) -> Sequence[str]:
        """The rows as JSON, in the order of the keys; without those that are gone."""
        if not keys:
            return []
        shape = _statement(type(self), self.action, self.asker, selection)
        words = self.request.query_params.get("q", "")
        given = {KEYS.name: f"{{{','.join(keys)}}}", WORDS.name: words}
        rows = shape.ask(given)
        if outdated := [UUID(key) for key, _, *late in rows if any(late)]:
            self.bring_up_to_date(outdated)
            rows = shape.ask(given)
        found = {key: body for key, body, *_ in rows}
        return [found[key] for key in keys if key in found]

    def stream(self, question: Question, given: Mapping[str, Any], form: str) -> StreamingHttpResponse:
        """All rows as lines, in the order asked for."""
        query = self.request.query_params
        if of_pages := [name for name in OF_PAGES if name in query]:
            raise refused(of_pages[0], f"{of_pages[0]} is of pages, and {form} gives all rows; leave it out.")
        self.bring_up_to_date(None)
        asker = question.asker
        described = self.line_class if form == "csv" and self.line_class else self.serializer_class
        serializer, selection = described(), selected(self.request, described)
        rows = ordered(question, terms_of(question, self.request, self.default_ordering))
        given = {**given, WORDS.name: query.get("q", "")}
        blocks: Iterator[bytes]
        if form == "csv":
            if selection.expand:
                raise refused("expand", "A line of CSV has no room for expansions; ask for ndjson.")
            names, cells = streams.line(serializer, self.to_row, asker, selection.tree)
            blocks = chain([streams.header(names)], streams.csv(rows, cells, len(names), given))
        else:
            body = shapes.body(serializer, self.to_row, asker, selection.tree, selection.expand)
            blocks = streams.ndjson(rows, body, given)
        response = StreamingHttpResponse(blocks, content_type=f"{FORMATS[form].media_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.basename}s.{form}"'
        return response


@lru_cache(STATEMENTS_KEPT)
def _statement(view_class: type[Reading], action: str, asker: Asker, selection: Selection) -> Statement:
    view = view_class()
    view.action = action
    serializer: Any = view.get_serializer_class()()
    body = shapes.body(serializer, "", asker, selection.tree, selection.expand)
    return shapes.statement_by_key(view.visible(asker.user), body, view.late())


@lru_cache
def _known_parameters(view_class: type[Reading], action: str) -> dict[str, bool]:
    view = view_class()
    view.action = action
    shape = ["fields", *(["expand"] if _expansions(view.get_serializer_class()) else [])]
    if action == "retrieve":
        return dict.fromkeys(shape, False)
    if action != "list":
        return {}
    filters = view.filterset_class.base_filters.items()
    more = (*shape, *KeysetPagination.parameters, "format", "total", *(["facets"] if view.facets else []))
    return {name: isinstance(by, MultipleChoiceFilter) for name, by in filters} | dict.fromkeys(more, False)


@lru_cache
def _expansions(serializer_class: type[Shaped]) -> tuple[str, ...]:
    return tuple(sorted(shapes.expansions(serializer_class())))


@lru_cache(STATEMENTS_KEPT)
def _paths(serializer_class: type[Shaped], expand: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(shapes.paths(serializer_class(), expand))


def selected(request: Request, serializer_class: type[Shaped]) -> Selection:
    """What `fields` and `expand` ask for; raises ParametersRefused."""
    members, expand = (request.query_params.get(name) for name in ("fields", "expand"))
    possible = _expansions(serializer_class)
    chosen = _names("expand", expand, possible)
    for name in (members or "").split(","):
        if name.strip() in possible and name.strip() not in chosen:
            raise refused("fields", f"{name.strip()} is there only when asked for: add expand={name.strip()}.")
    return Selection(_names("fields", members, _paths(serializer_class, chosen) if members else ()), chosen)


def counted(rows: QuerySet, given: Mapping[str, Any]) -> dict[str, Any]:
    """How many rows there are; "gte" where there are more than it would be quick to count."""
    some = shapes.statement_of(rows.order_by().values("pk")[: COUNTED + 1])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({some.sql}) AS counted", some.bound(given))  # noqa: S608
        [number] = cursor.fetchone()
    return {"value": min(number, COUNTED), "relation": "gte" if number > COUNTED else "eq"}


def _one_of(parameter: str, value: str | None, allowed: Collection[str]) -> str | None:
    if value is not None and value not in allowed:
        _refuse(parameter, value, allowed)
    return value


def _names(parameter: str, value: str | None, allowed: Collection[str]) -> tuple[str, ...]:
    """Names with commas between; each once, all of them known."""
    names = [] if value is None else [name.strip() for name in value.split(",")]
    for name in names:
        if name not in allowed:
            _refuse(parameter, name, allowed)
    return tuple(dict.fromkeys(names))


def _refuse(parameter: str, value: str, allowed: Collection[str]) -> None:
    suggestion = nearest(value, allowed)
    hint = f" Did you mean {suggestion}?" if suggestion else ""
    raise refused(parameter, f"{value!r} is not a value of {parameter}; allowed: {', '.join(allowed)}.{hint}")
