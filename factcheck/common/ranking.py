"""Searches for words, and ranked lists: how well a row matches is computed row by row, so of many matches the newest
alone are ranked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, FloatField, Min, QuerySet, UUIDField, Value, Window
from django.db.models.functions import Cast

from factcheck.common.shapes import Among, Slot, sql_of

RELEVANCE = "relevance"  # the annotation, and the name of the ordering
RANKED = 200  # matches
LOOKED_THROUGH = 20_000  # of the newest rows, for those that match
NEWEST = ("-created_at", "-pk")
FLOOR = "key_floor"


def searched(words: Any) -> SearchQuery:
    """Words in English, in the syntax of PostgreSQL's websearch_to_tsquery()."""
    return SearchQuery(words, search_type="websearch", config="english")


class Relevance(Cast):
    """How well a tsvector column matches the words. ts_rank gives a real; as a double it goes into a cursor and comes
    back as the same number."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(SearchRank(F(column), searched(words)), FloatField())
        self.has_phrase = '"' in words


def among_newest(rows: QuerySet, everything: Callable[[], QuerySet], floor: Any = None) -> QuerySet:
    """The newest matches alone, RANKED at most, each with the moment of the oldest of them as FLOOR.

    everything: gives the rows, matching or not. floor: where an earlier page drew the line. What comes later doesn't
    move it: no row drops out between two pages.
    """
    if floor is not None:
        return rows.filter(created_at__gte=floor).annotate(**{FLOOR: _line(rows, floor)})
    relevance: Any = rows.query.annotations[RELEVANCE]
    ranked = rows.model._default_manager.annotate(**{RELEVANCE: relevance})
    if relevance.has_phrase and (found := _among_newest_of(everything(), rows)):
        keys, floor = found
        among = Among(F("pk"), Slot(keys, output_field=ArrayField(UUIDField())))
        return ranked.filter(among).annotate(**{FLOOR: _line(rows, floor)})
    newest = rows.order_by(*NEWEST).values("pk")[:RANKED]
    # The other conditions are the subquery's: said again outside, they would mislead the planner.
    return ranked.filter(pk__in=newest).annotate(**{FLOOR: Window(Min("created_at"))})


def _line(rows: QuerySet, floor: Any) -> Value:
    return Value(floor, output_field=rows.model._meta.get_field("created_at"))


def _among_newest_of(rows: QuerySet, matches: QuerySet) -> tuple[str, Any] | None:
    """The keys of RANKED matches, as PostgreSQL writes them, and the moment of the oldest; None where the newest rows
    hold fewer.

    For a phrase: how common its words are says little of how common it is, so that the planner would collect all
    matches of an archive where a look at the newest is enough.
    """
    newest, parameters = sql_of(rows.order_by(*NEWEST)[:LOOKED_THROUGH])
    sought, more = sql_of(matches.order_by(*NEWEST).values_list("pk", "created_at")[:RANKED])
    # Where the table is named, its newest rows stand in its place.
    found = f'WITH "{rows.model._meta.db_table}" AS ({newest}) {sought}'
    sql = f"SELECT array_agg(pk)::text, min(created_at), count(*) FROM ({found}) AS found"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (*parameters, *more))
        keys, floor, number = cursor.fetchone()
    return (keys, floor) if number == RANKED else None
