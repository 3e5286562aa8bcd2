"""Is the history whole? Walks every chain of events and names the first link that is broken.

The database computes every event's SHA-256 afresh; here it is compared with what stands in the event, in the event
after it and in the end of its chain, so that a change, a gap or an addition shows wherever it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Sum

from claims.models import Claim
from sources.models.history import HistoryHead, event_models

AT_ONCE = 500  # chains read at a time


class Link(NamedTuple):
    """One event as the walk sees it, beside the end of its chain. name is its table and pgh_id; its fields are None
    where an end has no events, and those of the end where events have no end."""

    stream: UUID
    name: str
    sequence: int
    previous: str
    previous_event: str
    sha256: str
    computed: str
    last: int | None
    last_event: str | None
    last_sha256: str | None


@dataclass(frozen=True)
class Break:
    """The event at which a chain is broken: where it stands or stood, of how many, and what is wrong."""

    event: str
    stream: UUID
    sequence: int
    length: int
    problem: str


@dataclass(frozen=True)
class Audit:
    """What the walk saw, up to the first break if there is one."""

    events: int
    chains: int
    broken: Break | None


def events_expected() -> int:
    """How many events the ends of all chains speak of."""
    return HistoryHead.objects.aggregate(events=Sum("sequence"))["events"] or 0


def walk(seen: Callable[[int], object] = lambda events: None) -> Audit:
    """Go through all chains, up to the first break; seen is told the number of events as they pass."""
    events = chains = 0
    for links in _chains():
        chains += 1
        here = sum(link.name is not None for link in links)
        events += here
        seen(here)
        if broken := first_break(links):
            return Audit(events, chains, broken)
    return Audit(events, chains, _claim_without_history())


def _chains() -> Iterator[list[Link]]:
    """The links of one chain after the other, in order.

    Read some chains at a time, from one end of all thinkable chains to the other, so that those without an end are met
    too. A chain is read in one query, thus as it was at one moment, whoever writes meanwhile.
    """
    tables = " UNION ALL ".join(
        f"SELECT '{table} ' || pgh_id AS name, stream, sequence, previous, previous_event, sha256,"  # noqa: S608
        f" history_sha256(e) AS computed FROM {table} e WHERE stream BETWEEN %(first)s AND %(last)s"
        for table in (model._meta.db_table for model in event_models())
    )
    query = f"""
        SELECT stream, e.name, e.sequence, e.previous, e.previous_event, e.sha256, e.computed,
            h.sequence, h.event, h.sha256
        FROM ({tables}) e FULL JOIN
            (SELECT * FROM sources_historyhead WHERE stream BETWEEN %(first)s AND %(last)s) h USING (stream)
        ORDER BY stream, e.sequence, e.name
    """  # noqa: S608  (tables of ours)
    ends = [*_every(AT_ONCE), UUID(int=2**128 - 1)]
    for before, last in zip([-1, *(end.int for end in ends)], ends, strict=False):
        with connection.cursor() as cursor:
            cursor.execute(query, {"first": UUID(int=before + 1), "last": last})
            rows = cursor.fetchall()
        for _, chain in groupby(rows, key=itemgetter(0)):
            yield [Link(*row) for row in chain]


def _every(step: int) -> list[UUID]:
    """Every step-th chain, in order."""
    numbered = "SELECT stream, row_number() OVER (ORDER BY stream) AS number FROM sources_historyhead"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stream FROM ({numbered}) h WHERE number %% %s = 0 ORDER BY stream", [step])  # noqa: S608
        return [stream for (stream,) in cursor.fetchall()]


def first_break(links: list[Link]) -> Break | None:
    """The first broken link of one chain, whose links come in order."""
    if links[0].name is None:
        return _missing(links[0], 1, links[0])
    before: Link | None = None
    for place, link in enumerate(links, start=1):
        if link.computed != link.sha256:
            return _broken(link, "It was changed: its SHA-256 is not that of what it says.")
        if link.sequence > place:
            return _missing(link, place, links[-1])
        if link.sequence < place:
            return _broken(link, "It was added: another event has its place.")
        if link.previous != (before.sha256 if before else ""):
            return _torn(before, link, links[place] if place < len(links) else None)
        before = link
    return _end(links)


def _end(links: list[Link]) -> Break | None:
    last = links[-1]
    if last.last is None:
        return _broken(last, "The end of its chain is missing: nothing says that no event came after it.")
    if last.last > last.sequence:
        return _missing(last, last.sequence + 1, last)
    if last.last < last.sequence:
        return _broken(links[last.last], "It was added: the end of its chain knows nothing of it.")
    if last.last_sha256 != last.sha256:
        return _broken(last, "It was changed: the end of its chain has another SHA-256 of it.")
    if last.last_event != last.name:
        return _broken(last, f"The end of its chain was changed: it names {last.last_event or 'nothing'} in its place.")
    return None


def _torn(before: Link | None, link: Link, after: Link | None) -> Break:
    """Both events are true to their own SHA-256, but the second doesn't carry that of the first. What comes after the
    second tells which one was made anew."""
    carried = after.previous if after else link.last_sha256
    if before is not None and carried == link.sha256:
        return _broken(before, f"It was changed: {link.name}, the event after it, has another SHA-256 of it.")
    return _broken(link, "It was changed: the SHA-256 that it has of the event before it is another.")


def _missing(link: Link, first: int, end: Link) -> Break:
    """Events are missing from the place `first` on: before link, or at the chain's end where link is the last."""
    at_end = link.sequence is None or link.sequence < first
    until = (end.last or 0) if at_end else link.sequence - 1
    name = (end.last_event if at_end else link.previous_event) or "an event without a name"
    problem = "It is missing: it was deleted."
    if until > first:
        problem = f"It is missing, as are all from event {first} on: they were deleted."
    return Break(name, link.stream, until, max(until, end.last or 0), problem)


def _broken(link: Link, problem: str) -> Break:
    return Break(link.name, link.stream, link.sequence, link.last or link.sequence, problem)


def _claim_without_history() -> Break | None:
    """A claim of which neither events nor the end of a chain are left."""
    chain = HistoryHead.objects.filter(stream=OuterRef("pk"))
    claim = Claim.objects.filter(~Exists(chain)).order_by("pk").values_list("pk", flat=True).first()
    if claim is None:
        return None
    return Break(f"{Claim._meta.db_table} {claim}", claim, 0, 0, "Its whole history is missing: it was deleted.")
