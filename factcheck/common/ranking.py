"""Ranked lists: how well a row matches is computed row by row, so of many matches the newest alone are ranked."""

from __future__ import annotations

from typing import Any

from django.db.models import Min, QuerySet, Value, Window

RELEVANCE = "relevance"  # the annotation, and the name of the ordering
RANKED = 500  # matches
NEWEST = ("-created_at", "-pk")
FLOOR = "key_floor"


def among_newest(rows: QuerySet, floor: Any = None) -> QuerySet:
    """The newest matches alone, RANKED at most, each with the moment of the oldest of them as FLOOR.

    floor: where an earlier page drew the line. What comes later doesn't move it: no row drops out between two pages.
    """
    if floor is not None:
        line = Value(floor, output_field=rows.model._meta.get_field("created_at"))
        return rows.filter(created_at__gte=floor).annotate(**{FLOOR: line})
    newest = rows.order_by(*NEWEST).values("pk")[:RANKED]
    # The other conditions are the subquery's: said again outside, they would mislead the planner.
    ranked = rows.model._default_manager.filter(pk__in=newest)
    return ranked.annotate(**{RELEVANCE: rows.query.annotations[RELEVANCE], FLOOR: Window(Min("created_at"))})
