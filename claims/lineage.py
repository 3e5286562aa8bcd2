"""Where claims and verdicts come from: the claims' side of the provenance graph.

A claim stands in documents. What these took as a whole from others (copies, wire reports) is loaded with them; whom the
words credit, and through which channel, hangs at the end of that way, for a copy says what its original says. A verdict
rests on evidence, whose documents go the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from claims.models import Appearance, Claim, Evidence, Verdict
from claims.upstream import Loaded, appearances, fold, load, near
from sources.models import Citation
from sources.provenance.graph import Graph, lineage
from sources.provenance.loader import (
    Upstream,
    asserted_by,
    citation_edge,
    citations,
    counts,
    document_key,
    source_key,
    source_node,
    upstream_node,
)
from sources.provenance.loops import Components
from sources.provenance.types import WHOLE, Channel, Edge, EdgeKind, Lineage, Node, NodeKind, Standing

__all__ = [
    "Traced",
    "appearances",
    "claim_key",
    "credit",
    "edges_beside",
    "near",
    "trace",
    "trace_claim",
    "trace_verdict",
]

READ = 0.9  # how sure it is that words credit the speaker whom the extractor found


@dataclass(frozen=True)
class Traced:
    """A claim or a verdict with its way upstream: the graph, and what a walk through it finds."""

    graph: Graph
    lineage: Lineage


def claim_key(claim: UUID) -> str:
    """The key of a claim's node."""
    return f"claim:{claim}"


def trace(claims: Collection[UUID]) -> dict[UUID, Traced]:
    """The way upstream of each of these claims; a fixed number of queries, however many there are."""
    texts = dict(Claim.objects.filter(pk__in=claims).values_list("pk", "text"))
    places = list(appearances().filter(claim__in=claims))
    loaded, standing = load(places), defaultdict(list)
    for place in places:
        standing[place.claim_id].append(place)
    return {key: _traced(claim_key(key), _claim_graph(key, text, standing[key], loaded)) for key, text in texts.items()}


def trace_claim(claim: Claim) -> Traced:
    """The way upstream of one claim."""
    return trace([claim.pk])[claim.pk]


def trace_verdict(verdict: Verdict, evidence: QuerySet[Evidence]) -> Traced:
    """The way upstream of a verdict: of the evidence that it rests on, as far as `evidence` shows it."""
    found = evidence.filter(claim=verdict.claim_id, withdrawn_at=None)
    rows = list(found.select_related("snapshot").defer("snapshot__text"))
    quoted = appearances().filter(snapshot__in={row.snapshot_id for row in rows if row.snapshot_id})
    # Evidence quotes whom the claims in the same words were heard from.
    said = [place for place in quoted if any(_overlap(place, row) for row in rows)]
    loaded = load(said, passages=[(row.snapshot.document_id, row.exact) for row in rows if row.snapshot])
    key = f"verdict:{verdict.pk}"
    nodes = [Node(key, NodeKind.VERDICT, f"{verdict.rating}: {verdict.summary}", when=_day(verdict))]
    edges: list[Edge] = []
    for row in rows:
        node = Node(f"evidence:{row.pk}", NodeKind.EVIDENCE, shorten(row.exact or row.citation, 160, placeholder="…"))
        nodes.append(node)
        edges.append(Edge(key, node.key, EdgeKind.RESTS_ON, key=str(row.pk), by="a person"))
        if row.snapshot:
            down = document_key(row.snapshot.document_id)
            edges.append(Edge(node.key, down, EdgeKind.QUOTES, key=str(row.pk), by="a person", words=row.exact))
            places = [place for place in said if _overlap(place, row)]
            edges += _way(down, places, loaded, {fold(row.exact), *(fold(place.exact) for place in places)})
    return _traced(key, _graph(nodes, edges, loaded))


def _traced(start: str, graph: Graph) -> Traced:
    return Traced(graph, lineage(graph, start))


def _day(verdict: Verdict) -> date | None:
    return localdate(verdict.published_at) if verdict.published_at else None


def _claim_graph(claim: UUID, text: str, places: list[Appearance], loaded: Loaded) -> Graph:
    key = claim_key(claim)
    edges: list[Edge] = []
    by_document = defaultdict(list)
    for place in places:
        by_document[document_key(place.snapshot.document_id)].append(place)
    for document, here in by_document.items():
        first = here[0]
        edges.append(
            Edge(key, document, EdgeKind.STANDS_IN, key=str(first.pk), by=asserted_by(first), words=first.exact)
        )
        edges += _way(document, here, loaded, {fold(place.exact) for place in here})
    return _graph([Node(key, NodeKind.CLAIM, text)], edges, loaded)


def _graph(nodes: Iterable[Node], edges: list[Edge], loaded: Loaded) -> Graph:
    """With the nodes that the edges tie, whoever is behind them, and what these are to each other."""
    known = {node.key: node for node in nodes}
    used = {edge.up for edge in edges} | {edge.down for edge in edges}
    known |= {key: loaded.upstream.nodes[key] for key in used - known.keys()}
    relations = loaded.related({node.source for node in known.values() if node.source})
    behind = {node.source for node in known.values()} | {end for r in relations for end in (r.subject, r.object)}
    known |= {key: loaded.upstream.nodes[key] for key in behind if key in loaded.upstream.nodes}
    unique = {(edge.down, edge.up, str(edge.kind), edge.key): edge for edge in edges}
    return Graph(known.values(), unique.values(), relations)


def _way(document: str, places: list[Appearance], loaded: Loaded, words: Collection[str]) -> Iterator[Edge]:
    """The edges from a document on, for the claim that stands there at these places: first what all of the document was
    taken from, as far as the words stand there, too; at the end of that whom the words credit."""
    carried, ends = _carriers(document, loaded, words)
    yield from carried
    passed = {edge.up for edge in carried} | {document}
    for end in ends:
        at, said = _said(end, document, places, loaded)
        for place in said:
            yield from _credits(at, place, loaded, passed if said is places else {at})


def _carriers(
    start: str, loaded: Loaded, words: Collection[str] | None = None
) -> tuple[list[Edge], list[tuple[str, ...]]]:
    """The whole-document edges that apply to these words, and where they end: each a document or an agency, or the
    documents that were taken from each other in a circle, the nearest first. None: whatever the words."""
    edges: list[Edge] = []
    order, number = [start], {start: 0}
    first, ups = [0], []
    for here in order:  # grows
        for edge in loaded.whole.get(here, ()):
            if words is None or _applies(edge, words, loaded):
                edges.append(edge)
                if edge.up not in number:
                    number[edge.up] = len(order)
                    order.append(edge.up)
                ups.append(number[edge.up])
        first.append(len(ups))
    parts = Components(first, ups)
    return edges, sorted(tuple(order[at] for at in sorted(parts.members(part))) for part in parts.sinks)


def _applies(edge: Edge, words: Collection[str], loaded: Loaded) -> bool:
    """A copy may be of a part: of these words it is where they stand in the original."""
    return edge.kind != Channel.COPY or any((some, edge.up) in loaded.stands for some in words)


def _said(
    end: tuple[str, ...], document: str, places: list[Appearance], loaded: Loaded
) -> tuple[str, list[Appearance]]:
    """Where a way ends, and what tells whom the words there credit: the original itself, or else the copy."""
    for member in end if end != (document,) else ():
        there = places
        if member != document:
            there = [other for place in places for other in loaded.elsewhere.get((member, fold(place.exact)), ())]
        if any(loaded.tells(place) for place in there):
            return member, there
    return end[0], places


def _credits(down: str, place: Appearance, loaded: Loaded, passed: Collection[str]) -> Iterator[Edge]:
    """Whom the words credit, through all that they came by. passed: where the way has come by already."""
    tails: list[str] = []
    for citation in loaded.named(place):
        work = upstream_node(citation, loaded.upstream)
        if work.key not in passed:
            loaded.upstream.put(work)
            yield citation_edge(citation, down, work.key)
            carried, ends = _carriers(work.key, loaded)
            yield from carried
            tails += [end[0] for end in ends]
    for tail in dict.fromkeys(tails or [down]):
        yield from _said_by(tail, place, loaded.upstream)


def credit(down: str, place: Appearance, found: Upstream) -> Iterator[Edge]:
    """Whom the words credit: through the channel that they name, or directly. What it leads to is put into found."""
    citation = place.citation if place.citation and counts(place.citation) else None
    tail = down
    if citation is not None:
        work = upstream_node(citation, found)
        found.put(work)
        yield citation_edge(citation, down, work.key)
        tail = work.key
    yield from _said_by(tail, place, found)


def _said_by(tail: str, place: Appearance, found: Upstream) -> Iterator[Edge]:
    if place.speaker and source_key(place.speaker) != tail:
        found.put(source_node(place.speaker))
        yield Edge(
            tail,
            source_key(place.speaker),
            EdgeKind.SAID_BY,
            key=str(place.pk),
            by=asserted_by(place),
            words=place.cue or place.exact,
            confidence=READ if place.software_id else 1.0,
            standing=Standing.PROPOSED if place.software_id else Standing.CONFIRMED,
        )


def edges_beside(claim: Claim) -> list[Citation]:
    """The edges of the texts that a claim stands in which are about it, whatever was said of them: of the text as a
    whole, of the claim's channels, and in or beside its words. Two queries."""
    places = list(claim.appearances.filter(retired=False).select_related("snapshot").defer("snapshot__text"))
    tied = {place.citation_id for place in places}
    found = citations().filter(snapshot__in={place.snapshot_id for place in places})
    return [edge for edge in found if edge.channel in WHOLE or edge.pk in tied or _beside(edge, places)]


def _beside(edge: Citation, places: Iterable[Appearance]) -> bool:
    """What the extractor reads is tied to the claims that came by it; a link, or what a person found, is near them."""
    told = edge.channel == Channel.LINK or edge.person_id is not None
    return told and any(near(place, edge) for place in places)


def _overlap(place: Appearance, evidence: Evidence) -> bool:
    """Whether a claim stands in words of the evidence."""
    if place.snapshot_id != evidence.snapshot_id or evidence.start is None or evidence.end is None:
        return False
    return place.start < evidence.end and evidence.start < place.end
