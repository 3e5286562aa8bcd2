"""The way from the database to the graph: documents with what all of them was taken from, and the sources behind them.

A fixed number of queries, however many documents, edges and sources there are: what is reached is found by the
database, by index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localdate

from sources.models import Citation, Document, Source
from sources.models.agent import Attributed

from .queries import BELOW, DOWNSTREAM, FROM_SOURCES, RELATIONS, WHOLE_EDGES
from .types import LIKELY, Channel, Edge, Node, NodeKind, Relation, RelationKind, Standing, label

WORDS = 200  # characters of the words that an edge is read from; a copy has whole articles of them
# What a walk takes: what nobody rejected, if it is likely or somebody has looked at it.
COUNTS = ~Q(standing=Standing.REJECTED) & (~Q(standing=Standing.PROPOSED) | Q(confidence__gte=LIKELY))


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


def upstream(
    documents: Iterable[UUID],
    known: Iterable[Source] = (),
    near: Collection[Citation] = (),
    whole: Collection[Citation] | None = None,
) -> Upstream:
    """The documents, everything that they were taken from as a whole, and the sources with what they are to others.

    known: sources that the caller adds edges to; near: citations of some words, of which the caller adds the edges;
    whole: what taken_whole() finds, where the caller has it already.
    """
    given = set(documents) | {c.document_id for c in near if c.document_id}
    whole = taken_whole(given) if whole is None else whole
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
    return Citation.objects.select_related(*related, "snapshot__document").defer("snapshot__text")


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
        words=shorten(citation.exact or citation.markup, WORDS, placeholder="…"),
        confidence=citation.confidence,
        standing=Standing(citation.standing),
    )


def counts(citation: Citation) -> bool:
    """Whether a walk takes it, as COUNTS says of rows."""
    if citation.standing == Standing.PROPOSED:
        return citation.confidence >= LIKELY
    return citation.standing != Standing.REJECTED


def sources_below(sources: Collection[UUID]) -> list[UUID]:
    """These sources and those that they are house or origin of: all records of each."""
    return [key for (key,) in _rows(BELOW, sources=list(sources))] if sources else []


def from_sources(sources: Collection[UUID]) -> list[UUID]:
    """The documents that these sources published or that were taken from them."""
    return [key for (key,) in _rows(FROM_SOURCES, sources=list(sources))] if sources else []


def downstream(documents: Collection[UUID], copied: Collection[UUID] = ()) -> list[UUID]:
    """The documents whose claims may come from somewhere else, now that these have changed; of `copied`, the claims
    alone, as they were read."""
    return [key for (key,) in _rows(DOWNSTREAM, documents=list(documents), copied=list(copied))]


def _rows(query: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def taken_whole(documents: Collection[UUID]) -> list[Citation]:
    """What these documents were taken from as a whole, over any number of steps."""
    if not documents:
        return []
    keys = [key for (key,) in _rows(WHOLE_EDGES, documents=list(documents), likely=LIKELY)]
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
        if place not in best or _surer(edge) > _surer(best[place]):
            best[place] = edge
    return sorted(best.values(), key=lambda edge: (edge.down, edge.up, str(edge.kind)))


def _surer(edge: Edge) -> tuple[bool, float, str]:
    """What a person has looked at, before what a program is sure of."""
    return edge.standing is not Standing.PROPOSED, edge.confidence, edge.key
