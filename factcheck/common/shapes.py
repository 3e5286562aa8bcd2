"""Rows as JSON, made by the database itself from the serializers that describe them.

A serializer of DRF says what a row looks like, and OpenAPI tells it; here it is turned into one expression of SQL. So a
page costs one statement, however much hangs on its rows, and a list of a million rows goes through without a Python
object for each. The statement's text depends on what is asked and by whom, never on the rows: it is made once, and
prepared by the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    JSONField,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast
from rest_framework import serializers

Tree = Mapping[str, Any]  # the members chosen, each with those of its own; empty: all of them


class Text(Value):
    """A constant in the statement's own text: a parameter would have no type that the database could tell."""

    def __init__(self, value: str) -> None:
        super().__init__(value, output_field=CharField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """In quotes, for psycopg to read on: a per cent sign is doubled."""
        quoted = self.value.replace("'", "''").replace("%", "%%")
        return f"'{quoted}'", ()


class Json(Func):
    """A JSON object with its members in the order given, which jsonb would not keep."""

    output_field = JSONField()

    def __init__(self, **members: Any) -> None:
        self.names = tuple(members)
        super().__init__(*members.values())

    def as_sql(self, compiler: Any, connection: Any, *how: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """json_build_object(…)."""
        parts: list[str] = []
        params: list[Any] = []
        for name, expression in zip(self.names, self.source_expressions, strict=True):
            sql, given = compiler.compile(expression)
            parts.append(f"'{name}', {sql}")
            params += given
        return f"json_build_object({', '.join(parts)})", tuple(params)


class Rows(Subquery):
    """A JSON array of the subquery's column `body`, in the subquery's order."""

    template = "(SELECT coalesce(array_to_json(array_agg(of_row.body)), '[]') FROM (%(subquery)s) AS of_row)"
    output_field = JSONField()


class Among(Func):
    """Whether a value is one of an array's."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Number(Subquery):
    """How many rows the subquery has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class Array(Func):
    """A JSON array of a few values."""

    function = "json_build_array"
    output_field = JSONField()


class Moment(Func):
    """A moment as ISO 8601 has it in UTC, always with microseconds."""

    template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    output_field = TextField()


class SQLField(serializers.Field):
    """A member that the database computes. A subclass gives its schema to OpenAPI with extend_schema_field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def expression(self, at: str, asker: Asker) -> Any:
        """The value for the row that the path leads to; the path is empty or ends in __."""
        raise NotImplementedError


class Shaped(serializers.Serializer):
    """A serializer that can be made of rows by the database.

    What stands in another table, and is not reached by a foreign key, has `rows`. What is made of its owner's own row,
    and may be missing, has `absent`, a lookup that is true of such rows. `expansions` are members that are there only
    when asked for.
    """

    expansions: Mapping[str, type[Shaped]] = {}
    absent = ""

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """The rows that belong to the one that the path leads to, in their order; None: a foreign key leads there."""
        return None

    def column(self, at: str, source: str) -> Any:
        """The value of a plain member."""
        return F(at + source.replace(".", "__"))


@dataclass(frozen=True)
class Asker:
    """Who asks, as far as it decides what they see: two with the same permissions see the same."""

    permissions: frozenset[str]
    user: User | AnonymousUser = field(compare=False)

    @classmethod
    def of(cls, user: Any) -> Asker:
        """Of the request's user."""
        return cls(frozenset(user.get_all_permissions() if user.is_active else ()), user)


@dataclass(frozen=True)
class Selection:
    """What is asked of a row: the members by their dotted paths (none: all), and the expansions."""

    members: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()

    @property
    def tree(self) -> Tree:
        """The members, each with those of its own; what is asked for as a whole has none."""
        tree: dict[str, Any] = {}
        if not self.members:
            return tree
        whole: set[str] = set()
        cut = {path for path in self.expand if any(member.startswith(f"{path}.") for member in self.members)}
        for path in sorted({*self.members, *self.expand} - cut, key=lambda path: path.count(".")):
            names = path.split(".")
            if whole.isdisjoint(".".join(names[:n]) for n in range(1, len(names) + 1)):
                node = tree
                for name in names:
                    node = node.setdefault(name, {})
                whole.add(path)
        return tree


def paths(serializer: Any, expand: Sequence[str] = (), prefix: str = "") -> Iterator[str]:
    """Every member's dotted path, with those of these expansions."""
    serializer = getattr(serializer, "child", serializer)
    members = dict(getattr(serializer, "fields", {}))
    members |= {name: serializer.expansions[name]() for name in expand if "." not in name}
    for name, member in members.items():
        yield prefix + name
        if isinstance(member, serializers.BaseSerializer):
            yield from paths(member, _below(name, expand), f"{prefix}{name}.")


def expansions(serializer: Any, prefix: str = "") -> Iterator[str]:
    """The dotted path of everything that can be asked for besides."""
    serializer = getattr(serializer, "child", serializer)
    yield from (prefix + name for name in getattr(serializer, "expansions", ()))
    for name, member in getattr(serializer, "fields", {}).items():
        yield from expansions(member, f"{prefix}{name}.")


def body(serializer: Any, at: str, asker: Asker, tree: Tree, expand: Sequence[str] = ()) -> Json:
    """The expression of the whole object. at: the path to its row, empty or ending in __."""
    chosen = {name: member for name, member in serializer.fields.items() if not tree or name in tree}
    members = {
        name: value_of(serializer, member, at, asker, tree.get(name, {}), _below(name, expand))
        for name, member in chosen.items()
    }
    for name in expand:
        if "." not in name and (not tree or name in tree):
            expansion = serializer.expansions[name](many=True)
            members[name] = value_of(serializer, expansion, at, asker, tree.get(name, {}), ())
    return Json(**members)


def _below(name: str, expand: Sequence[str]) -> list[str]:
    return [path.partition(".")[2] for path in expand if path.startswith(f"{name}.")]


def value_of(serializer: Any, member: Any, at: str, asker: Asker, tree: Tree, expand: Sequence[str]) -> Any:
    if isinstance(member, SQLField):
        return member.expression(at, asker)
    if isinstance(member, serializers.ListSerializer):
        return Rows(_bodies(member.child, at, asker, tree, expand))
    if isinstance(member, serializers.Serializer):
        return _nested(member, at, asker, tree, expand)
    value = serializer.column(at, member.source)
    return Moment(value) if isinstance(member, serializers.DateTimeField) else value


def _nested(member: Any, at: str, asker: Asker, tree: Tree, expand: Sequence[str]) -> Any:
    found = _bodies(member, at, asker, tree, expand)
    if found is not None:
        return Subquery(found[:1])
    path = at if member.source == "*" else f"{at}{member.source.replace('.', '__')}__"
    value = body(member, path, asker, tree, expand)
    absent = at + member.absent if member.source == "*" else f"{path}isnull"
    return Case(When(**{absent: True}, then=Value(None)), default=value) if member.allow_null else value


def _bodies(member: Any, at: str, asker: Asker, tree: Tree, expand: Sequence[str]) -> Any:
    """The subquery of the rows' objects, None where the member is reached by a foreign key."""
    found = member.rows(at, asker)
    return None if found is None else found.annotate(body=body(member, "", asker, tree, expand)).values("body")


@dataclass(frozen=True)
class Place:
    """Stands for a value in a statement that is kept; the value is given by this name when the statement is asked."""

    name: str


KEYS, WORDS = Place("keys"), Place("words")  # of rows, and those that are searched


class Slot(Value):
    """A parameter that is given when the statement is asked."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """What stands for it, as it is: a field would make a text of it."""
        return "%s", (self.value,)


@dataclass(frozen=True)
class Statement:
    """A statement with places for the values that it is asked with."""

    sql: str
    parameters: tuple[Any, ...]

    def bound(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters, with what is given in the places. Raises KeyError where something isn't."""
        return [given[p.name] if isinstance(p, Place) else p for p in self.parameters]

    def ask(self, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows, by a plan that is made once for whatever is given."""
        with prepared() as cursor:
            cursor.execute(self.sql, self.bound(given))
            return list(cursor.fetchall())


def statement_of(rows: QuerySet) -> Statement:
    """The statement of a queryset; also of one that Django knows to be empty, and wouldn't ask."""
    sql, parameters = rows.query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return Statement(sql, tuple(parameters))


def prepared() -> CursorWrapper:
    """A cursor that sends parameters apart from the statement, so that the database keeps the statement's plan."""
    connection.ensure_connection()
    cursor: Any = psycopg.Cursor(connection.connection)
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


def statement_by_key(rows: QuerySet, expression: Any, extra: Mapping[str, Any]) -> Statement:
    """The statement that gives (key, object, …) of the rows whose keys KEYS is, an array as PostgreSQL writes it; in no
    order, the keys as texts, with more columns after the object."""
    wanted = Among(F("pk"), Slot(KEYS, output_field=ArrayField(UUIDField())))
    shown = {"_key": Cast("pk", TextField()), "_body": Cast(expression, TextField())}
    found = rows.order_by().annotate(**shown, **extra).filter(wanted)
    return statement_of(found.values_list("_key", "_body", *extra))
