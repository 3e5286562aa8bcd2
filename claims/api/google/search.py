"""Fact checks by their words: our published verdicts, and the markup of the newsroom's pages, as one list.

Newest first, or, asked for words, best match first among the newest. A position in the list is made of all that orders
it, so that what is published meanwhile moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Value, Window

from claims.models import Appearance, ClaimListing
from claims.models.listing import PUBLIC
from factcheck.common.ranking import Relevance, searched
from sources.api.filters import in_range

RANKED = 1000  # how well a text matches is computed row by row, so of many matches the newest alone are ranked

# One row for each markup of each page; to_tsvector at once, for pages are few.
MARKUPS = """
    SELECT rank, at, id, -number FROM (
        SELECT p.id, m.number, p.reviewed_at AS at, CASE WHEN %(query)s = '' THEN 0 ELSE
            ts_rank(to_tsvector('english', m.value->>'claimReviewed'), websearch_to_tsquery('english', %(query)s))
        END::float8 AS rank
        FROM claims_markuppage p CROSS JOIN LATERAL
            jsonb_array_elements(p.claim_review_markups) WITH ORDINALITY AS m(value, number)
        WHERE p.deleted_at IS NULL
            AND (%(site)s = '' OR p.site = %(site)s)
            AND (%(query)s = ''
                OR to_tsvector('english', m.value->>'claimReviewed') @@ websearch_to_tsquery('english', %(query)s))
            AND (%(since)s::timestamptz IS NULL
                OR greatest(p.reviewed_at, (m.value->>'claimDate')::timestamptz) >= %(since)s)
    ) AS found
    WHERE %(rank)s::float8 IS NULL
        OR (rank, at, id, -number) < (%(rank)s, %(at)s::timestamptz, %(id)s::uuid, %(number)s)
    ORDER BY rank DESC, at DESC, id DESC, number LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Question:
    """What is looked for. language is a primary subtag, site a host; ours and theirs tell whether verdicts and pages
    can be meant at all. since: neither the claim nor its review is older."""

    query: str = ""
    language: str = ""
    site: str = ""
    ours: bool = True
    theirs: bool = True
    since: datetime | None = None


class Hit(NamedTuple):
    """A place in the list, which descends. id is a claim's, or a page's with minus the number of its markup."""

    rank: float
    at: datetime
    id: UUID
    number: int

    @property
    def is_markup(self) -> bool:
        """Whether it is a page's."""
        return self.number < 0


class Start(NamedTuple):
    """Where to go on: after a hit, with the line that was drawn under the newest claims, if one was."""

    hit: Hit
    floor: datetime | None


def find(question: Question, start: Start | None, limit: int) -> tuple[list[Hit], datetime | None]:
    """The hits after a start, best or newest first, and the line under the newest claims."""
    found: list[Hit] = []
    floor = start.floor if start else None
    if question.ours:
        claims = _claims(question, start)[:limit]
        found += [Hit(rank, at, pk, 0) for rank, at, pk, _ in claims]
        floor = floor or next((line for *_, line in claims), None)
    if question.theirs:
        found += _markups(question, start, limit)
    return sorted(found, reverse=True)[:limit], floor


def of_language(language: str, path: str = "") -> Q:
    """Documents in this language, of whatever region; those without a known one are in ours."""
    known = in_range(f"{path}language", language)
    return known | Q(**{f"{path}language": ""}) if language == own_language() else known


def own_language() -> str:
    """What reviewers write in: the language of the site."""
    return str(settings.LANGUAGE_CODE).split("-")[0]


def _claims(question: Question, start: Start | None) -> QuerySet:
    """Claims with a verdict that is published now: rank, moment, identifier, and the line under the newest."""
    rows = ClaimListing.objects.filter(PUBLIC, rating__isnull=False, verdict_at__isnull=False)
    if question.since:
        rows = rows.filter(Q(verdict_at__gte=question.since) | Q(published__gte=question.since.date()))
    if question.language:
        there = Appearance.objects.filter(claim=OuterRef("pk"), retired=False)
        rows = rows.filter(Exists(there.filter(of_language(question.language, "snapshot__document__"))))
    if question.query:
        return _ranked(rows, question.query, start)
    rows = rows.annotate(rank=Value(0.0), line=F("verdict_at"))
    if start:
        rows = rows.filter(_older(start.hit))
    return _keys(rows.order_by(F("verdict_at").desc(nulls_last=True), "-claim_id"))


def _ranked(rows: QuerySet, words: str, start: Start | None) -> QuerySet:
    matches = rows.filter(search=searched(words))
    if start and start.floor:
        matches = matches.filter(verdict_at__gte=start.floor).annotate(line=Value(start.floor))
    else:
        newest = matches.order_by(F("verdict_at").desc(nulls_last=True), "-claim_id").values("pk")[:RANKED]
        matches = ClaimListing.objects.filter(pk__in=newest).annotate(line=Window(Min("verdict_at")))
    matches = matches.annotate(rank=Relevance("search", words))
    if start:
        rank = start.hit.rank
        matches = matches.filter(Q(rank__lt=rank) | (Q(rank=rank) & _older(start.hit)))
    return _keys(matches.order_by("-rank", "-verdict_at", "-claim_id"))


def _older(hit: Hit) -> Q:
    """Further down than the hit, rank aside; the first condition is implied, for the index."""
    return Q(verdict_at__lte=hit.at) & (Q(verdict_at__lt=hit.at) | Q(claim_id__lt=hit.id))


def _keys(rows: QuerySet) -> QuerySet:
    return rows.values_list("rank", "verdict_at", "pk", "line")


def _markups(question: Question, start: Start | None, limit: int) -> Iterator[Hit]:
    rank, at, pk, number = start.hit if start else (None, None, None, None)
    names = {"query": question.query, "site": question.site, "since": question.since, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(MARKUPS, names | {"rank": rank, "at": at, "id": pk, "number": number})
        rows = cursor.fetchall()
    yield from (Hit(rank, at.astimezone(UTC), pk, number) for rank, at, pk, number in rows)
