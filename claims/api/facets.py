"""What a list of claims is made of: how many there are by rating, speaker, kind and more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from claims.models import ClaimListing
from factcheck.common.questions import newest_first
from factcheck.common.shapes import statement_of

COUNTED = 1_000  # claims, the newest: beyond, counting would take longer than anybody waits
SHOWN = 20  # values of a facet

_PLACES = "JOIN claims_appearance a ON a.claim_id = found.claim_id AND NOT a.retired"
_DOCUMENTS = (
    f"{_PLACES} JOIN sources_snapshot s ON s.id = a.snapshot_id JOIN sources_document d ON d.id = s.document_id"
)
_RECORD = "coalesce({0}.merged_into_id, {0}.id)"
# By name: the value, what people call it, and where it is found.
FACETS: dict[str, tuple[str, str, str]] = {
    "rating": ("r.name", "r.name", "JOIN claims_rating r ON r.id = found.rating_id"),
    "kind": ("found.kind", "found.kind", ""),
    "checkable": ("found.checkable", "found.checkable", ""),
    "speaker": (
        _RECORD.format("of"),
        "record.name",
        f"{_PLACES} JOIN sources_source of ON of.id = a.speaker_id"
        f" JOIN sources_source record ON record.id = {_RECORD.format('of')}",
    ),
    "publisher": (
        _RECORD.format("of"),
        "record.name",
        f"{_DOCUMENTS} JOIN sources_source of ON of.id = d.publisher_id"
        f" JOIN sources_source record ON record.id = {_RECORD.format('of')}",
    ),
    "document": ("d.id", "d.title", _DOCUMENTS),
    "channel": ("a.channel", "a.channel", f"{_PLACES} AND a.channel <> ''"),
    "year": (
        "extract(year FROM found.published)::int",
        "extract(year FROM found.published)::int",
        "WHERE found.published IS NOT NULL",
    ),
}


def count_facets(listings: QuerySet[ClaimListing], given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The commonest values of each facet, with how many claims have each; one query. given: the values of the question
    that the listings are of.

    {"complete": whether all claims were counted, "counted": how many, and by name a list of {value, label, count}}.
    """
    newest = newest_first(listings).values("claim_id", "kind", "checkable", "rating_id", "published")
    found = statement_of(newest[: COUNTED + 1])
    counts = " UNION ALL ".join(_count(name) for name in names)
    whole = f"WITH found AS MATERIALIZED ({found.sql}) SELECT '', '', '', count(*) FROM found UNION ALL {counts}"  # noqa: S608
    whole = f"SELECT * FROM ({whole}) AS told"  # noqa: S608  (what begins with SELECT is known to change nothing)
    with connection.cursor() as cursor:
        cursor.execute(whole, found.bound(given))
        return _told(cursor.fetchall(), names)


def _count(name: str) -> str:
    value, label, where = FACETS[name]
    many = "count(DISTINCT found.claim_id)" if _PLACES in where else "count(*)"
    return (
        f"(SELECT '{name}', ({value})::text, ({label})::text, {many} AS many"  # noqa: S608
        f" FROM (SELECT * FROM found LIMIT {COUNTED}) AS found {where} GROUP BY 2, 3 ORDER BY 4 DESC, 3, 2"
        f" LIMIT {SHOWN})"
    )


def _told(rows: Iterable[tuple[str, str, str, int]], names: Sequence[str]) -> dict[str, Any]:
    (_, _, _, number), *rest = rows
    values: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for name, value, label, count in rest:
        values[name].append({"value": value, "label": label, "count": count})
    return {"complete": number <= COUNTED, "counted": min(number, COUNTED), "values": values}
