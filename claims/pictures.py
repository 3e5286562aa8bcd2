"""What is drawn of where things come from: of a claim with its verdict, and of a document with all who speak in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser, User

from claims.lineage import Traced, appearances, credit, trace_claim, trace_verdict
from claims.models import Claim, Evidence, Verdict
from claims.workflow.moves import State
from sources.models import Document
from sources.provenance.graph import Graph, lineage
from sources.provenance.loader import (
    COUNTS,
    citation_edge,
    citations,
    document_key,
    document_node,
    documents_of,
    upstream,
)
from sources.provenance.types import Edge, EdgeKind, Lineage, Node

Viewer = User | AnonymousUser


@dataclass(frozen=True)
class Picture:
    """Nodes and edges to draw and to list. lineage: of the claim or the document; verdict: of the claim's verdict;
    whole: of everything upstream in the picture; downstream: the documents that were taken from this one."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lineage: Lineage
    whole: Lineage
    verdict: Lineage | None = None
    downstream: tuple[Node, ...] = ()

    @property
    def sentence(self) -> str:
        """What was found of the claim or the document, and of what the verdict rests on."""
        rests = f". The verdict rests on {self.verdict.sentence}" if self.verdict else ""
        return self.lineage.sentence + rests


def claim_picture(claim: Claim, viewer: Viewer) -> Picture:
    """The way of a claim, and beside it that of the verdict that the viewer may see: the published one, or the last."""
    traced = trace_claim(claim)
    verdict = _verdict(claim, viewer)
    if verdict is None:
        return _picture(claim.text, traced)
    rests = trace_verdict(verdict, Evidence.objects.visible_to(viewer))
    start = rests.lineage.start
    about = Edge(start, traced.lineage.start, EdgeKind.ABOUT)
    nodes = {node.key: node for graph in (traced.graph, rests.graph) for node in graph.nodes}
    edges = dict.fromkeys([*traced.graph.edges, *rests.graph.edges, about])
    both = Graph(nodes.values(), edges, {*traced.graph.relations, *rests.graph.relations})
    drawn = both.upstream(start)
    return Picture(claim.text, _named(drawn, both), drawn.edges, traced.lineage, lineage(both, start), rests.lineage)


def _picture(title: str, traced: Traced) -> Picture:
    drawn = traced.graph.upstream(traced.lineage.start)
    return Picture(title, _named(drawn, traced.graph), drawn.edges, traced.lineage, traced.lineage)


def _named(drawn: Graph, graph: Graph) -> tuple[Node, ...]:
    """The nodes to draw, and the publishers by whom they are named."""
    publishers = {node.source for node in drawn.nodes if node.source and node.source not in drawn}
    return (*drawn.nodes, *(graph.node(key) for key in sorted(publishers) if key in graph))


def _verdict(claim: Claim, viewer: Viewer) -> Verdict | None:
    versions = Verdict.objects.visible_to(viewer).filter(claim=claim).select_related("rating").order_by("-version")
    found = list(versions)
    return next((v for v in found if v.stage == Verdict.Stage.PUBLISHED), next(iter(found), None))


def document_picture(document: Document) -> Picture:
    """A document: what it was taken from as a whole, whom its claims credit and through which channel, and the
    documents that were taken from it."""
    key = document_key(document.pk)
    places = [
        place
        for place in appearances().filter(snapshot__document=document).exclude(claim__state=State.REJECTED)
        if place.speaker_id or place.citation_id
    ]
    named = [place.citation for place in places if place.citation]
    below = list(citations().filter(COUNTS, document=document))
    found = upstream([document.pk], [place.speaker for place in places if place.speaker], named)
    edges = [*found.edges, *_counted(edge for place in places for edge in credit(key, place, found))]
    for row in documents_of({citation.snapshot.document_id for citation in below}):
        found.put(document_node(row))
    down = [citation_edge(citation, document_key(citation.snapshot.document_id), key) for citation in below]
    graph = Graph(found.nodes.values(), edges, found.relations)
    walked = graph.upstream(key)
    told = lineage(graph, key)
    taken = {edge.down: found.nodes[edge.down] for edge in down if edge.down not in walked}
    nodes = (*_named(walked, graph), *taken.values())
    return Picture(str(document), nodes, (*walked.edges, *down), told, told, downstream=tuple(taken.values()))


def _counted(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Of the edges between the same two, one: how many claims come that way."""
    same = defaultdict(list)
    for edge in edges:
        same[edge.down, edge.up, str(edge.kind)].append(edge)
    for found in same.values():
        yield found[0] if len(found) == 1 else replace(found[0], words=f"{len(found)} claims")
