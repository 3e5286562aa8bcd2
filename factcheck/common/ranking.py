"""Searches for words, and ranked lists: how well a row matches is computed row by row, so of many matches the newest
alone are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Cast

from factcheck.common.questions import newest_first
from factcheck.common.shapes import Place, Slot, Statement, statement_of

RELEVANCE = "relevance"  # the annotation, and the name of the ordering
RANKED = 200  # matches
LOOKED_THROUGH = 20_000  # of the newest rows, for those that match
FLOOR = "key_floor"  # the annotation
LINE = Place(FLOOR)


def searched(words: Any, search_type: str = "websearch") -> SearchQuery:
    """Words in English, in the syntax of PostgreSQL's websearch_to_tsquery(), or of another type of SearchQuery."""
    return SearchQuery(words, search_type=search_type, config="english")


class Relevance(Cast):
    """How well a tsvector column matches the words. ts_rank gives a real; as a double it goes into a cursor and comes
    back as the same number."""

    def __init__(self, column: str, words: Any, *, has_phrase: bool = False) -> None:
        super().__init__(SearchRank(F(column), searched(words)), FloatField())
        self.has_phrase = has_phrase


def among_newest(rows: QuerySet) -> QuerySet:
    """The newest matches alone, RANKED at most."""
    relevance = {RELEVANCE: rows.query.annotations[RELEVANCE]}
    newest = newest_first(rows).values("pk")[:RANKED]
    # The other conditions are the subquery's: said again outside, they would mislead the planner.
    return rows.model._default_manager.annotate(**relevance).filter(pk__in=newest)


def since(rows: QuerySet) -> QuerySet:
    """The matches since FLOOR, where an earlier page drew the line. What comes later doesn't move it: no row drops out
    between two pages."""
    line = Slot(LINE, output_field=rows.model._meta.get_field("created_at"))
    return rows.filter(created_at__gte=line).annotate(**{FLOOR: line})


def best(rows: QuerySet, everything: QuerySet, columns: Sequence[str], order: str) -> list[Statement]:
    """Statements of the newest matches, the best first: the columns, FLOOR, and how many were ranked. Where one ranks
    fewer than RANKED, the next may find more. everything: the rows, matching or not. order: the terms of ORDER BY.
    """
    matches = newest_first(rows).values_list(*columns, "created_at")[:RANKED]
    ways = [statement_of(matches)]
    relevance: Any = rows.query.annotations[RELEVANCE]
    if relevance.has_phrase:
        # How common the words of a phrase are says little of how common it is, so that the planner would collect all
        # matches of an archive where a look at the newest is enough.
        newest = statement_of(newest_first(everything)[:LOOKED_THROUGH])
        # Where the table is named, its newest rows stand in its place.
        sql = f'WITH "{rows.model._meta.db_table}" AS ({newest.sql}) {ways[0].sql}'
        ways.insert(0, Statement(sql, (*newest.parameters, *ways[0].parameters)))
    told = ", ".join([*(f'"{column}"' for column in columns), "min(created_at) OVER ()", "count(*) OVER ()"])
    return [
        Statement(f"SELECT {told} FROM ({way.sql}) AS match ORDER BY {order}", way.parameters)  # noqa: S608
        for way in ways
    ]
