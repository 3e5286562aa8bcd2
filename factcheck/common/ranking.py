"""Searches for words, and ranked lists: how well a row matches is computed row by row, so of many matches the newest
alone are ranked."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, Min, QuerySet, UUIDField, Window
from django.db.models.functions import Cast

from factcheck.common.shapes import Among, Place, Slot, Statement, statement_of

RELEVANCE = "relevance"  # the annotation, and the name of the ordering
RANKED = 200  # matches
LOOKED_THROUGH = 20_000  # of the newest rows, for those that match
NEWEST = ("-created_at", "-pk")
FLOOR = "key_floor"  # the annotation
LINE, CHOSEN = Place(FLOOR), Place("chosen")


def searched(words: Any) -> SearchQuery:
    """Words in English, in the syntax of PostgreSQL's websearch_to_tsquery()."""
    return SearchQuery(words, search_type="websearch", config="english")


class Relevance(Cast):
    """How well a tsvector column matches the words. ts_rank gives a real; as a double it goes into a cursor and comes
    back as the same number."""

    def __init__(self, column: str, words: Any, *, has_phrase: bool = False) -> None:
        super().__init__(SearchRank(F(column), searched(words)), FloatField())
        self.has_phrase = has_phrase


def among_newest(rows: QuerySet) -> QuerySet:
    """The newest matches alone, RANKED at most, each with the moment of the oldest of them as FLOOR."""
    newest = rows.order_by(*NEWEST).values("pk")[:RANKED]
    # The other conditions are the subquery's: said again outside, they would mislead the planner.
    return _ranked(rows).filter(pk__in=newest).annotate(**{FLOOR: Window(Min("created_at"))})


def among(rows: QuerySet) -> QuerySet:
    """The same where their keys are known, as CHOSEN, and the moment, as FLOOR."""
    chosen = Among(F("pk"), Slot(CHOSEN, output_field=ArrayField(UUIDField())))
    return _ranked(rows).filter(chosen).annotate(**{FLOOR: _line(rows)})


def since(rows: QuerySet) -> QuerySet:
    """The matches since FLOOR, where an earlier page drew the line. What comes later doesn't move it: no row drops out
    between two pages."""
    return rows.filter(created_at__gte=Slot(LINE)).annotate(**{FLOOR: _line(rows)})


def has_phrase(rows: QuerySet) -> bool:
    """Whether a phrase is searched for."""
    relevance: Any = rows.query.annotations[RELEVANCE]
    return bool(relevance.has_phrase)


def newest_with_phrase(rows: QuerySet, everything: QuerySet) -> Statement:
    """The statement that looks for matches among the newest rows, matching or not: CHOSEN and LINE; no row where there
    are fewer than RANKED.

    How common the words of a phrase are says little of how common it is, so that the planner would collect all matches
    of an archive where a look at the newest is enough.
    """
    newest = statement_of(everything.order_by(*NEWEST)[:LOOKED_THROUGH])
    sought = statement_of(rows.order_by(*NEWEST).values_list("pk", "created_at")[:RANKED])
    # Where the table is named, its newest rows stand in its place.
    found = f'WITH "{rows.model._meta.db_table}" AS ({newest.sql}) {sought.sql}'
    told = "array_agg(pk)::text, min(created_at)::text"
    sql = f"SELECT {told} FROM ({found}) AS found HAVING count(*) = {RANKED}"  # noqa: S608
    return Statement(sql, (*newest.parameters, *sought.parameters))


def _ranked(rows: QuerySet) -> QuerySet:
    return rows.model._default_manager.annotate(**{RELEVANCE: rows.query.annotations[RELEVANCE]})


def _line(rows: QuerySet) -> Slot:
    return Slot(LINE, output_field=rows.model._meta.get_field("created_at"))
