"""The way from the database to the graph: documents with what all of them was taken from, and the sources behind them.

A fixed number of queries, however many documents, edges and sources there are: what is reached is found by the
database, by index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localdate

from sources.models import Citation, Document, Source
from sources.models.agent import Attributed

from .types import LIKELY, WHOLE, Channel, Edge, Node, NodeKind, Relation, RelationKind, Standing, label

# What a walk takes: what nobody rejected, if it is likely or somebody has looked at it.
COUNTS = ~Q(standing=Standing.REJECTED) & (~Q(standing=Standing.PROPOSED) | Q(confidence__gte=LIKELY))
COUNTS_SQL = "c.standing <> 'rejected' AND (c.standing <> 'proposed' OR c.confidence >= %(likely)s)"

# The documents that others were taken from as a whole, over any number of steps, and the edges between them.
WHOLE_EDGES = f"""
    WITH RECURSIVE up(document_id) AS (
        SELECT unnest(%(documents)s::uuid[])
        UNION
        SELECT c.document_id FROM up
        JOIN sources_snapshot s ON s.document_id = up.document_id
        JOIN sources_citation c ON c.snapshot_id = s.id
        WHERE c.document_id IS NOT NULL AND c.channel = ANY(%(whole)s) AND {COUNTS_SQL}
    )
    SELECT c.id FROM up
    JOIN sources_snapshot s ON s.document_id = up.document_id
    JOIN sources_citation c ON c.snapshot_id = s.id
    WHERE c.channel = ANY(%(whole)s) AND {COUNTS_SQL}
"""  # noqa: S608
# What sources are to others, and these to others again; of each source all records.
RELATIONS = """
    WITH RECURSIVE related AS (
        SELECT COALESCE(s.merged_into_id, s.id) AS subject, r.kind, COALESCE(o.merged_into_id, o.id) AS object,
            r.since, r.until
        FROM unnest(%(sources)s::uuid[]) AS given(id)
        JOIN sources_source s ON s.id = given.id OR s.merged_into_id = given.id
        JOIN sources_relationship r ON r.subject_id = s.id AND NOT r.retired
        JOIN sources_source o ON o.id = r.object_id
        UNION
        SELECT COALESCE(s.merged_into_id, s.id), r.kind, COALESCE(o.merged_into_id, o.id), r.since, r.until
        FROM related
        JOIN sources_source s ON s.id = related.object OR s.merged_into_id = related.object
        JOIN sources_relationship r ON r.subject_id = s.id AND NOT r.retired
        JOIN sources_source o ON o.id = r.object_id
    )
    SELECT subject, kind, object, since, until FROM related
"""
# The documents that were taken from others, over any number of steps, and these themselves.
DOWNSTREAM = """
    WITH RECURSIVE down(document_id) AS (
        SELECT unnest(%(documents)s::uuid[])
        UNION
        SELECT s.document_id FROM down
        JOIN sources_citation c ON c.document_id = down.document_id
        JOIN sources_snapshot s ON s.id = c.snapshot_id
    )
    SELECT document_id FROM down
"""
# The sources that are part of others, owned by them or speak for them, and these themselves, with all their records.
BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT s.id FROM sources_source s JOIN unnest(%(sources)s::uuid[]) AS given(id)
            ON given.id IN (s.id, s.merged_into_id)
        UNION
        SELECT s.id FROM below
        JOIN sources_relationship r ON r.object_id = below.id AND NOT r.retired
        JOIN sources_source s ON s.id = r.subject_id OR s.merged_into_id = r.subject_id
    )
    SELECT id FROM below
"""


@dataclass
class Upstream:
    """What documents were taken from as a whole, and who is behind everything. Others add what they know."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def put(self, *nodes: Node) -> None:
        """Add nodes that are not there yet."""
        for node in nodes:
            self.nodes.setdefault(node.key, node)


def document_key(document: UUID) -> str:
    """The key of a document's node."""
    return f"document:{document}"


def source_key(source: Source | None) -> str:
    """The key of a source's node, that of its record; "" for none."""
    return f"source:{source.merged_into_id or source.pk}" if source else ""


def asserted_by(row: Attributed) -> str:
    """Who or what says so, without the name of a person, which is nobody's business outside the desk."""
    return str(row.software) if row.software else "a person"


def upstream(documents: Iterable[UUID], known: Iterable[Source] = (), near: Iterable[Citation] = ()) -> Upstream:
    """The documents, everything that they were taken from as a whole, and the sources with what they are to others.

    known: sources that the caller adds edges to; near: citations of some words, of which the caller adds the edges.
    """
    given = set(documents) | {c.document_id for c in near if c.document_id}
    whole = _whole(given)
    found = Upstream()
    reached = given | {c.snapshot.document_id for c in whole} | {c.document_id for c in whole if c.document_id}
    rows = list(documents_of(reached))
    sources = {s.record for s in (*known, *(d.publisher for d in rows), *(c.source for c in (*whole, *near))) if s}
    found.put(*map(document_node, rows))
    found.relations, others = _relations({source.pk for source in sources})
    found.put(*map(source_node, sources), *map(source_node, others))
    found.edges = _once(_edge(citation, found) for citation in whole)
    for citation in near:
        found.put(upstream_node(citation, found))
    return found


def documents_of(keys: Collection[UUID]) -> QuerySet[Any]:
    """Documents with their publishers and the moment of their first capture."""
    rows = Document.objects.filter(pk__in=keys).select_related("publisher__merged_into")
    return rows.annotate(first_captured=Min("snapshots__captured_at"))


def citations() -> QuerySet[Citation]:
    """Citations with what their edges are made of."""
    related = ("source__merged_into", "document", "software")
    return Citation.objects.select_related(*related, "snapshot").defer("snapshot__text")


def document_node(document: Any) -> Node:
    """A document; dated by its publication, or else by its first capture."""
    captured = localdate(document.first_captured) if document.first_captured else None
    return Node(
        document_key(document.pk),
        NodeKind.DOCUMENT,
        str(document),
        type=document.kind,
        source=source_key(document.publisher),
        when=document.published or captured,
        published=document.published is not None,
        url=document.url,
    )


def source_node(source: Source) -> Node:
    """A source, by the record that it is kept under."""
    record = source.record
    described = document_key(record.described_in_id) if record.described_in_id else ""
    key = source_key(record)
    return Node(key, NodeKind.SOURCE, record.name, type=record.kind, source=key, described_in=described, url=record.url)


def upstream_node(citation: Citation, found: Upstream) -> Node:
    """What a citation leads to: a captured document, an agency that is credited, an address, or a work that nobody
    captured."""
    if citation.document:
        key = document_key(citation.document.pk)
        return found.nodes.get(key) or Node(key, NodeKind.DOCUMENT, str(citation.document), citation.document.kind)
    source = source_key(citation.source)
    if citation.channel == Channel.CREDIT and source:
        return found.nodes[source]
    if citation.url:
        name = str(citation.source.record if citation.source else urlsplit(citation.url).hostname)
        return Node(f"address:{citation.url}", NodeKind.WORK, name, citation.channel, source, url=citation.url)
    channel = Channel(citation.channel)
    name = label(channel, citation.source.record.name if citation.source else "")
    return Node(f"work:{citation.pk}", NodeKind.WORK, name, citation.channel, source)


def citation_edge(citation: Citation, down: str, up: str) -> Edge:
    """The edge that a citation records."""
    return Edge(
        down,
        up,
        Channel(citation.channel),
        key=str(citation.pk),
        by=asserted_by(citation),
        words=citation.exact or citation.markup,
        confidence=citation.confidence,
        standing=Standing(citation.standing),
    )


def counts(citation: Citation) -> bool:
    """Whether a walk takes it, as COUNTS says of rows."""
    if citation.standing == Standing.PROPOSED:
        return citation.confidence >= LIKELY
    return citation.standing != Standing.REJECTED


def downstream(documents: Collection[UUID], sources: Collection[UUID]) -> tuple[set[UUID], set[UUID]]:
    """The documents and the sources whose claims may come from somewhere else, now that these have changed."""
    below = {row for (row,) in _rows(BELOW, sources=list(sources))} if sources else set()
    start = set(documents)
    if below:
        start |= set(Document.objects.filter(publisher__in=below).values_list("pk", flat=True))
        start |= set(Citation.objects.filter(source__in=below).values_list("snapshot__document", flat=True))
    return ({row for (row,) in _rows(DOWNSTREAM, documents=list(start))} if start else set()), below


def _rows(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def _whole(documents: set[UUID]) -> list[Citation]:
    whole = [str(channel) for channel in WHOLE]
    keys = [key for (key,) in _rows(WHOLE_EDGES, documents=list(documents), whole=whole, likely=LIKELY)]
    return list(citations().filter(pk__in=keys))


def _relations(sources: set[UUID]) -> tuple[list[Relation], list[Source]]:
    rows = _rows(RELATIONS, sources=list(sources))
    relations = [
        Relation(f"source:{subject}", RelationKind(kind), f"source:{other}", since, until)
        for subject, kind, other, since, until in rows
        if subject != other
    ]
    others = {end for subject, _, other, *_ in rows for end in (subject, other)} - sources
    return relations, list(Source.objects.filter(pk__in=others).select_related("merged_into"))


def _edge(citation: Citation, found: Upstream) -> Edge:
    up = upstream_node(citation, found)
    found.put(up)
    return citation_edge(citation, document_key(citation.snapshot.document_id), up.key)


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """Of the snapshots of one document that all say the same, the surest."""
    best: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        place = (edge.down, edge.up, str(edge.kind))
        if place not in best or (edge.confidence, edge.key) > (best[place].confidence, best[place].key):
            best[place] = edge
    return sorted(best.values(), key=lambda edge: (edge.down, edge.up, str(edge.kind)))
