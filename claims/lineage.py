"""Where claims and verdicts come from: the claims' side of the provenance graph.

A claim stands in documents. What these took as a whole from others (copies, wire reports) is loaded with them; whom the
words credit, and through which channel, hangs at the end of that way, for a copy says what its original says. A verdict
rests on evidence, whose documents go the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from claims.models import Appearance, Claim, Evidence, Verdict
from sources.models import Citation
from sources.provenance.graph import Graph, lineage
from sources.provenance.loader import (
    COUNTS,
    Upstream,
    asserted_by,
    citation_edge,
    citations,
    counts,
    document_key,
    source_key,
    source_node,
    upstream,
    upstream_node,
)
from sources.provenance.types import WHOLE, Channel, Edge, EdgeKind, Lineage, Node, NodeKind, Standing

PROPOSED = Q(standing=Standing.PROPOSED)
READ = 0.9  # how sure it is that words credit the speaker whom the extractor found


@dataclass(frozen=True)
class Traced:
    """A claim or a verdict with its way upstream: the graph, and what a walk through it finds."""

    graph: Graph
    lineage: Lineage


@dataclass
class _Loaded:
    """What the graphs of several claims are made from."""

    upstream: Upstream
    whole: dict[str, list[Edge]]  # by the document that they lead away from
    standing: dict[UUID, list[Appearance]]  # by claim
    elsewhere: dict[tuple[str, str], list[Appearance]]  # by document and words: appearances in documents upstream
    of_words: dict[UUID, list[Citation]]  # by snapshot: citations of some words
    stands: set[tuple[UUID, str]] = field(default_factory=set)  # appearances whose words stand in a document, too


def claim_key(claim: UUID) -> str:
    """The key of a claim's node."""
    return f"claim:{claim}"


def trace(claims: Collection[UUID]) -> dict[UUID, Traced]:
    """The way upstream of each of these claims; a fixed number of queries, however many there are."""
    texts = dict(Claim.objects.filter(pk__in=claims).values_list("pk", "text"))
    loaded = _load(list(appearances().filter(claim__in=claims)))
    return {key: _traced(claim_key(key), _claim_graph(key, text, loaded)) for key, text in texts.items()}


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
    loaded = _load(said, documents={row.snapshot.document_id for row in rows if row.snapshot})
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
            edges += _way(down, places, loaded)
    return _traced(key, _graph(nodes, edges, loaded))


def _traced(start: str, graph: Graph) -> Traced:
    return Traced(graph, lineage(graph, start))


def _day(verdict: Verdict) -> date | None:
    return localdate(verdict.published_at) if verdict.published_at else None


def appearances() -> QuerySet[Appearance]:
    """Where claims stand, with what their edges are made of."""
    related = ["speaker__merged_into", "software", "snapshot"]
    related += ["citation__source__merged_into", "citation__document", "citation__software"]
    return Appearance.objects.filter(retired=False).select_related(*related).defer("snapshot__text")


def _load(places: list[Appearance], documents: Collection[UUID] = ()) -> _Loaded:
    snapshots = {place.snapshot_id for place in places}
    # A channel that the extractor read is tied to the claims that came by it; a link, or what a person found, is near.
    found_near = citations().filter(COUNTS, ~PROPOSED | Q(channel=Channel.LINK), snapshot__in=snapshots)
    some_words = found_near.exclude(channel__in=[str(channel) for channel in WHOLE])
    by_words = [citation for citation in some_words if any(near(place, citation) for place in places)]
    named = [place.citation for place in places if place.citation]
    speakers = [place.speaker for place in places if place.speaker]
    documents = {place.snapshot.document_id for place in places} | set(documents)
    found = upstream(documents, speakers, [*by_words, *named])
    whole = defaultdict(list)
    for edge in found.edges:
        whole[edge.down].append(edge)
    loaded = _Loaded(found, dict(whole), _by_claim(places), {}, _by_snapshot(by_words))
    if whole:
        _look_upstream(loaded, places, documents)
    return loaded


def _by_claim(places: Iterable[Appearance]) -> dict[UUID, list[Appearance]]:
    found = defaultdict(list)
    for place in places:
        found[place.claim_id].append(place)
    return dict(found)


def _by_snapshot(some: Iterable[Citation]) -> dict[UUID, list[Citation]]:
    found = defaultdict(list)
    for citation in some:
        found[citation.snapshot_id].append(citation)
    return dict(found)


def _look_upstream(loaded: _Loaded, places: list[Appearance], documents: Collection[UUID]) -> None:
    """Which words stand in the originals, too, and whom the claims in these words are credited to there."""
    originals = {edge.up for edges in loaded.whole.values() for edge in edges if edge.up.startswith("document:")}
    pairs = [
        (place.pk, key)
        for place in places
        for key in _reached(document_key(place.snapshot.document_id), loaded.whole) & originals
    ]
    loaded.stands = set(_words_stand(pairs))
    upstream_documents = [UUID(key.removeprefix("document:")) for key in originals]
    words = {place.exact for place in places}
    there = appearances().filter(snapshot__document__in=upstream_documents, exact__in=words)
    for place in there.order_by("created_at", "id"):
        key = (document_key(place.snapshot.document_id), place.exact)
        loaded.elsewhere.setdefault(key, []).append(place)


def _reached(start: str, whole: dict[str, list[Edge]]) -> set[str]:
    seen, ahead = {start}, [start]
    while ahead:
        for edge in whole.get(ahead.pop(), ()):
            if edge.up not in seen:
                seen.add(edge.up)
                ahead.append(edge.up)
    return seen


def _words_stand(pairs: list[tuple[UUID, str]]) -> Iterator[tuple[UUID, str]]:
    """Those of the pairs of appearance and document where the document's text holds the appearance's words."""
    if not pairs:
        return
    query = """
        SELECT a.id, pair.document FROM unnest(%s::uuid[], %s::uuid[]) AS pair(appearance, document)
        JOIN claims_appearance a ON a.id = pair.appearance
        WHERE EXISTS (SELECT 1 FROM sources_snapshot s
                      WHERE s.document_id = pair.document AND position(a.exact in s.text) > 0)
    """
    places, documents = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(query, [list(places), [UUID(key.removeprefix("document:")) for key in documents]])
        yield from ((place, document_key(document)) for place, document in cursor.fetchall())


def _claim_graph(claim: UUID, text: str, loaded: _Loaded) -> Graph:
    key = claim_key(claim)
    nodes = [Node(key, NodeKind.CLAIM, text)]
    edges: list[Edge] = []
    by_document = defaultdict(list)
    for place in loaded.standing.get(claim, ()):
        by_document[document_key(place.snapshot.document_id)].append(place)
    for document, places in by_document.items():
        first = places[0]
        edges.append(
            Edge(key, document, EdgeKind.STANDS_IN, key=str(first.pk), by=asserted_by(first), words=first.exact)
        )
        edges += _way(document, places, loaded)
    return _graph(nodes, edges, loaded)


def _graph(nodes: list[Node], edges: list[Edge], loaded: _Loaded) -> Graph:
    known = {node.key: node for node in nodes}
    used = {edge.up for edge in edges} | {edge.down for edge in edges}
    # Sources that no edge leads to may still be what others are part of.
    known |= {key: n for key, n in loaded.upstream.nodes.items() if key in used or n.kind == NodeKind.SOURCE}
    unique = {(edge.down, edge.up, str(edge.kind), edge.key): edge for edge in edges}
    return Graph(known.values(), unique.values(), loaded.upstream.relations)


def _way(document: str, places: list[Appearance], loaded: _Loaded) -> Iterator[Edge]:
    """The edges from a document on, for the claim that stands there at these places: first what all of the document was
    taken from, as far as the claim's words stand there, too; at the end of that whom the words credit."""
    carried, ends = _carriers(document, places, loaded)
    yield from carried
    for end in ends:
        here = places
        if end != document:
            there = [other for place in places for other in loaded.elsewhere.get((end, place.exact), ())]
            here = there if any(place.speaker_id or place.citation_id for place in there) else places
        for place in here:
            yield from credit(end, place, loaded.upstream)
            yield from _links(end, place, loaded)


def _carriers(document: str, places: list[Appearance], loaded: _Loaded) -> tuple[list[Edge], list[str]]:
    """The whole-document edges that apply to these words, and where they end; the document itself where they don't."""
    edges: list[Edge] = []
    ends: list[str] = []
    seen, ahead = {document}, [document]
    while ahead:
        here = ahead.pop()
        onward = [edge for edge in loaded.whole.get(here, ()) if _applies(edge, places, loaded)]
        edges += onward
        if not onward:
            ends.append(here)
        for edge in onward:
            if edge.up not in seen:
                seen.add(edge.up)
                ahead.append(edge.up)
    return edges, sorted(ends) or [document]


def _applies(edge: Edge, places: list[Appearance], loaded: _Loaded) -> bool:
    """A copy may be of a part: of these words it is where they stand in the original."""
    return edge.kind != Channel.COPY or any((place.pk, edge.up) in loaded.stands for place in places)


def credit(down: str, place: Appearance, found: Upstream) -> Iterator[Edge]:
    """Whom the words credit: through the channel that they name, or directly. What it leads to is put into found."""
    citation = place.citation if place.citation and counts(place.citation) else None
    tail = down
    if citation is not None:
        work = upstream_node(citation, found)
        found.put(work)
        yield citation_edge(citation, down, work.key)
        tail = work.key
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


def _links(down: str, place: Appearance, loaded: _Loaded) -> Iterator[Edge]:
    """Where links in the words lead. In words that credit a speaker they are mostly background, unless a person says
    otherwise."""
    for link in loaded.of_words.get(place.snapshot_id, ()):
        background = place.speaker_id is not None and link.standing == Standing.PROPOSED
        if link != place.citation and not background and near(place, link):
            work = upstream_node(link, loaded.upstream)
            loaded.upstream.put(work)
            yield citation_edge(link, down, work.key)
            yield from _carriers(work.key, [place], loaded)[0]


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


def near(place: Appearance, citation: Citation) -> bool:
    """Whether a citation's words stand in the appearance's, or within a few words of them in the same sentence."""
    start, end = citation.start, citation.end
    if citation.snapshot_id != place.snapshot_id or start is None or end is None:
        return False
    if start < place.end and place.start < end:
        return True
    between = place.suffix[: start - place.end] if start >= place.end else place.prefix[end - place.start :]
    gap = start - place.end if start >= place.end else place.start - end
    return gap == len(between) and not any(mark in between for mark in ("\n", ". ", "? ", "! "))
