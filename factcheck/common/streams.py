"""Whole lists as lines, straight from the database: whatever their length, nothing is kept in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Case, Func, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Left
from rest_framework import serializers

from factcheck.common import shapes
from factcheck.common.shapes import Among, Asker, Shaped
from factcheck.common.tabular import FORMULA

BLOCK = 64 * 1024  # bytes that go out together

_NO_TEXT = (
    serializers.FloatField,
    serializers.IntegerField,
    serializers.BooleanField,
    serializers.UUIDField,
    serializers.DateTimeField,
    serializers.DateField,
    serializers.JSONField,  # begins with a bracket, or is a number
)


def ndjson(rows: QuerySet, body: Any, given: Mapping[str, Any]) -> Iterator[bytes]:
    """A line for each row, with its object; in blocks. given: what the places of the rows and of the object take."""
    # JSON has no control characters, so nothing is ever quoted, and a line is the object as it is.
    form = "FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02'"
    return _copied(_statement(rows, Cast(body, TextField()), given), form)


def csv(rows: QuerySet, cells: Any, width: int, given: Mapping[str, Any]) -> Iterator[bytes]:
    """A line of CSV (RFC 4180) for each row, of its array of cells; in blocks."""
    columns = ", ".join(f"line.cells[{number}]" for number in range(1, width + 1))
    statement = _statement(rows, cells, given)
    return _copied(f"SELECT {columns} FROM ({statement}) AS line(cells)", "FORMAT csv")  # noqa: S608


def _statement(rows: QuerySet, line: Any, given: Mapping[str, Any]) -> str:
    statement = shapes.statement_of(rows.annotate(_line=line).values_list("_line"))
    connection.ensure_connection()
    return psycopg.ClientCursor(connection.connection).mogrify(statement.sql, statement.bound(given))


def _copied(statement: str, form: str) -> Iterator[bytes]:
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT ({form})") as copy:
        block = bytearray()
        for line in copy:
            block += line
            if len(block) >= BLOCK:
                yield bytes(block)
                block.clear()
        yield bytes(block)


class Cells(Func):
    """An array of the texts of a line."""

    template = "ARRAY[%(expressions)s]::text[]"
    output_field = ArrayField(TextField())


class Joined(Func):
    """The cells of several arrays, one after the other."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = ArrayField(TextField())


def cell(text: Any) -> Any:
    """A text as it may stand in a spreadsheet: after an apostrophe where it would be taken for a formula."""
    text = Cast(text, TextField())
    formula = Among(Left(text, 1), Value(list(FORMULA), output_field=ArrayField(TextField())))
    return Case(When(formula, then=Concat(Value("'"), text)), default=text, output_field=TextField())


def line(serializer: Any, at: str, asker: Asker, tree: Any, prefix: str = "") -> tuple[list[str], Any]:
    """The columns that a row's members give, by their dotted paths, and the array of their cells. An array of rows is
    one cell, of JSON."""
    names: list[str] = []
    arrays: list[Any] = []
    own: list[Any] = []  # cells that come one after the other: one array is made sooner than many are joined
    for name, member in serializer.fields.items():
        if tree and name not in tree:
            continue
        if isinstance(member, Shaped):
            more, cells = _of_member(member, at, asker, tree.get(name, {}), f"{prefix}{name}.")
            arrays += [*([Cells(*own)] if own else []), cells]
            own = []
            names += more
        else:
            value = shapes.value_of(serializer, member, at, asker, tree.get(name, {}), ())
            own.append(Cast(value, TextField()) if isinstance(member, _NO_TEXT) else cell(value))
            names.append(prefix + name)
    arrays += [Cells(*own)] if own else []
    return names, Joined(*arrays) if len(arrays) > 1 else arrays[0]


def _of_member(member: Any, at: str, asker: Asker, tree: Any, prefix: str) -> tuple[list[str], Any]:
    rows = member.rows(at, asker)
    if rows is None:
        path = at if member.source == "*" else f"{at}{member.source.replace('.', '__')}__"
        return line(member, path, asker, tree, prefix)
    names, cells = line(member, "", asker, tree, prefix)
    nothing = Cells(*[Value(None)] * len(names))
    return names, Coalesce(Subquery(rows.annotate(_cells=cells).values("_cells")[:1]), nothing)


def header(names: Sequence[str]) -> bytes:
    """The first line of CSV."""
    return (",".join(names) + "\r\n").encode()
