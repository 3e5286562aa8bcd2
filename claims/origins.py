"""How many independent origins claims have, kept in a row of each, so that lists can be filtered by it.

What was kept is outdated by whatever changes where something comes from; it is computed anew when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from claims.lineage import trace
from claims.models import Claim, ClaimOrigins
from sources.provenance.loader import downstream, from_sources, sources_below
from sources.provenance.types import Lineage

AT_ONCE = 500  # claims computed together
# The claims that came from these sources, by name or through a channel.
OF_SOURCES = """
    SELECT a.claim_id, a.snapshot_id FROM claims_appearance a
    WHERE a.speaker_id = ANY(%(sources)s::uuid[]) AND NOT a.retired
    UNION ALL
    SELECT a.claim_id, a.snapshot_id FROM sources_citation c
    JOIN claims_appearance a ON a.citation_id = c.id AND NOT a.retired WHERE c.source_id = ANY(%(sources)s::uuid[])
"""
QUOTING = f"""
    SELECT DISTINCT s.document_id FROM ({OF_SOURCES}) AS said JOIN sources_snapshot s ON s.id = said.snapshot_id
"""  # noqa: S608
# Rows are locked in one order by all who write several, so that no two wait for each other.
OUTDATE = f"""
    WITH late AS MATERIALIZED (
        SELECT claim_id FROM claims_claimorigins WHERE claim_id IN (
            SELECT a.claim_id FROM sources_snapshot s JOIN claims_appearance a ON a.snapshot_id = s.id AND NOT a.retired
            WHERE s.document_id = ANY(%(documents)s::uuid[])
            UNION
            SELECT claim_id FROM ({OF_SOURCES}) AS said
        ) ORDER BY claim_id FOR UPDATE
    )
    UPDATE claims_claimorigins kept SET current = false, revision = revision + 1
    FROM late WHERE kept.claim_id = late.claim_id
"""  # noqa: S608
# Only where nothing has changed since it was read.
KEEP = """
    WITH found AS MATERIALIZED (
        SELECT found.* FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::bool[], %s::bool[], %s::bool[],
            %s::text[]) AS found(claim, revision, links, origins, single, anonymous, circular, sentence)
        JOIN claims_claimorigins kept ON kept.claim_id = found.claim AND kept.revision = found.revision
        ORDER BY kept.claim_id FOR UPDATE OF kept
    )
    UPDATE claims_claimorigins kept SET links = found.links, origins = found.origins, single_source = found.single,
        anonymous_only = found.anonymous, circular = found.circular, sentence = found.sentence, current = true
    FROM found WHERE kept.claim_id = found.claim
"""


def outdate(*, documents: Collection[UUID] = (), sources: Collection[UUID] = (), **_: Any) -> int:
    """Everything that stands in these documents, was taken from them, or comes from these sources is to be counted
    anew; of how many claims."""
    below = sources_below(sources)
    reached = downstream([*documents, *from_sources(below)], copied=_quoting(below))
    with connection.cursor() as cursor:
        cursor.execute(OUTDATE, {"documents": reached, "sources": below})
        return cursor.rowcount


def _quoting(sources: Collection[UUID]) -> list[UUID]:
    """The documents that credit words to these sources, for a copy says what its original says."""
    if not sources:
        return []
    with connection.cursor() as cursor:
        cursor.execute(QUOTING, {"sources": list(sources)})
        return [key for (key,) in cursor.fetchall()]


def outdated() -> QuerySet[ClaimOrigins]:
    """What has to be computed before a list can be filtered."""
    return ClaimOrigins.objects.filter(current=False)


def refresh(claims: Iterable[UUID] | None = None, seen: Callable[[int], object] = lambda number: None) -> int:
    """Compute what is outdated, of some claims or of all; how many. seen is told of each batch.

    What somebody outdates meanwhile stays outdated.
    """
    rows = outdated() if claims is None else outdated().filter(claim__in=claims)
    waiting = list(rows.values_list("claim", "revision"))
    for start in range(0, len(waiting), AT_ONCE):
        revisions = dict(waiting[start : start + AT_ONCE])
        traced = trace(list(revisions))
        _keep({key: found.lineage for key, found in traced.items()}, revisions)
        seen(len(revisions))
    return len(waiting)


def _keep(found: dict[UUID, Lineage], revisions: dict[UUID, int]) -> None:
    rows = [
        (
            key,
            revisions[key],
            len(lineage.links),
            len(lineage.origins),
            lineage.single_source,
            lineage.anonymous_only,
            bool(lineage.loops),
            lineage.sentence,
        )
        for key, lineage in found.items()
    ]
    if not rows:
        return  # gone meanwhile
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(column) for column in zip(*rows, strict=True)])


def attach(claims: Collection[Claim]) -> None:
    """Give each claim its `origins` as they are now: one query, and those of trace() where something is outdated."""
    rows = _rows(claims)
    late = [key for key, kept in rows.items() if not kept.current]
    if late:
        refresh(late)
        rows |= _rows([claim for claim in claims if claim.pk in set(late)])
    for claim in claims:
        claim.origins = rows[claim.pk]


def _rows(claims: Collection[Claim]) -> dict[UUID, ClaimOrigins]:
    return ClaimOrigins.objects.in_bulk([claim.pk for claim in claims])
