"""How many independent origins claims have, kept in a row of each, so that lists can be filtered by it.

What was kept is outdated by whatever changes where something comes from; it is computed anew when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from claims.lineage import trace
from claims.models import Appearance, Claim, ClaimOrigins
from sources.provenance.loader import downstream
from sources.provenance.types import Lineage

AT_ONCE = 500  # claims computed together
# Only where nothing has changed since it was read.
KEEP = """
    UPDATE claims_claimorigins kept SET links = found.links, origins = found.origins, single_source = found.single,
        anonymous_only = found.anonymous, circular = found.circular, sentence = found.sentence, current = true
    FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::int[], %s::bool[], %s::bool[], %s::bool[], %s::text[])
        AS found(claim, revision, links, origins, single, anonymous, circular, sentence)
    WHERE kept.claim_id = found.claim AND kept.revision = found.revision
"""


def outdate(*, documents: Collection[UUID] = (), sources: Collection[UUID] = (), **_: Any) -> int:
    """Everything that stands in these documents, was taken from them, or comes from these sources is to be counted
    anew; of how many claims."""
    reached, below = downstream(documents, sources)
    places = Appearance.objects.filter(
        Q(snapshot__document__in=reached) | Q(speaker__in=below) | Q(citation__source__in=below), retired=False
    )
    kept = ClaimOrigins.objects.filter(claim__in=places.values("claim"))
    return kept.update(current=False, revision=F("revision") + 1)


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
