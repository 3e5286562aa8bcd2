"""The provenance graph, and the question that it is for: where does this come from, and from how many?

Here the graph and the order of the answer's steps; the steps lie beside it: walking, loops, roots, merging, origins.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import attrgetter

from sources.provenance.loops import Components
from sources.provenance.merging import merged
from sources.provenance.origins import origins
from sources.provenance.relations import Related
from sources.provenance.roots import find_loops, find_roots
from sources.provenance.types import Edge, Lineage, Node, NodeKind, Relation, Standing
from sources.provenance.walking import Walk, walk

# What tells two edges between the same nodes apart.
_manner = attrgetter("kind", "key", "by", "words", "confidence", "standing")


class Graph:
    """Nodes in the order of their keys, edges in the order of what they tie, rejected ones left out.

    Built once, walked from many starts: a walk touches what it reaches and nothing else. Costs two machine words for
    each edge and each node, beside the nodes and edges themselves. Raises ValueError for an edge to a node that is not
    given, and for two nodes that differ and have the same key.
    """

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge], relations: Iterable[Relation] = ()) -> None:
        self._known = _by_key(nodes)
        self.related = Related(relations, self._known)
        self._tie(self._known.values(), edges)

    def _tie(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self.nodes: tuple[Node, ...] = tuple(sorted(nodes, key=attrgetter("key")))
        self._number = {node.key: number for number, node in enumerate(self.nodes)}
        self.edges: tuple[Edge, ...] = self._sorted(edges)
        each = Counter(self._number[edge.down] for edge in self.edges)
        # The edges of the node with a number are those from first[number] to first[number + 1].
        self._first = array("q", accumulate((each[number] for number in range(len(self.nodes))), initial=0))
        self._ups = array("q", (self._number[edge.up] for edge in self.edges))

    def _sorted(self, edges: Iterable[Edge]) -> tuple[Edge, ...]:
        """Those that nobody rejected."""
        number, size, kept, places = self._number, len(self._number), [], set()
        for edge in edges:
            if edge.down not in number or edge.up not in number:
                unknown = edge.up if edge.down in number else edge.down
                raise ValueError(
                    f"The edge {edge.down} --{edge.kind}--> {edge.up} names no node of the graph: {unknown}"
                )
            if edge.standing is not Standing.REJECTED:
                kept.append(edge)
                places.add(number[edge.down] * size + number[edge.up])
        if len(places) < len(kept):
            kept.sort(key=_manner)  # sorts are stable, and only here does it show
        return tuple(sorted(kept, key=lambda edge: number[edge.down] * size + number[edge.up]))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What the sources are to each other."""
        return self.related.all

    def __contains__(self, key: object) -> bool:
        return key in self._number

    def node(self, key: str) -> Node:
        """Raises KeyError for a key that the graph doesn't have."""
        return self.nodes[self._at(key)]

    def edges_of(self, key: str) -> tuple[Edge, ...]:
        """The edges that lead upstream from a node. Raises KeyError for a key that the graph doesn't have."""
        number = self._at(key)
        return self.edges[self._first[number] : self._first[number + 1]]

    def name(self, key: str) -> str:
        """The label of a node, also of a source that no way leads to; of what nobody gave, the key."""
        node = self._known.get(key)
        return node.label if node else key

    def walk(self, start: str) -> Walk:
        """All that stands upstream. Raises KeyError for a start that the graph doesn't have."""
        return walk(self.nodes, self.edges, self._first, self._ups, self._at(start))

    def upstream(self, start: str) -> Graph:
        """The part of the graph that a walk reaches, with all relations. Raises KeyError as walk does."""
        reached = self.walk(start)
        part = Graph.__new__(Graph)
        part._known, part.related = self._known, self.related
        part._tie(reached.nodes, chain.from_iterable(self.edges_of(node.key) for node in reached.nodes))
        return part

    def _at(self, key: str) -> int:
        try:
            return self._number[key]
        except KeyError:
            raise KeyError(f"The graph has no node {key}") from None


def _by_key(nodes: Iterable[Node]) -> dict[str, Node]:
    known: dict[str, Node] = {}
    for node in nodes:
        if known.setdefault(node.key, node) != node:
            raise ValueError(f"Two nodes that differ have the key {node.key}")
    return known


def lineage(graph: Graph, start: str) -> Lineage:
    """Walk upstream from a claim, a verdict or a document to where it comes from.

    Linear in the nodes and edges that it reaches, but for what is told of many origins: the links and the path of each.
    What has no link has no origin. Raises KeyError for a start that the graph doesn't have.
    """
    reached = graph.walk(start)
    earliest = _earliest(reached.nodes)
    links = reached.links()
    if not links:
        return Lineage(start, (), (), earliest=earliest)
    parts = Components(reached.first, reached.ups)
    loops = find_loops(reached, parts)
    roots = find_roots(reached, parts, loops, dated=bool(graph.relations))
    return Lineage(
        start=start,
        links=tuple(reached.nodes[link].key for link in links),
        origins=origins(reached, parts, merged(roots, reached, graph.related, graph.name)),
        loops=tuple(sorted(loop.keys for loop in loops.values())),
        earliest=earliest,
        unconfirmed=sum(edge.standing is Standing.PROPOSED for edge in reached.edges),
    )


def _earliest(nodes: Sequence[Node]) -> Node | None:
    """The document or dated work that comes first; of one day, one that says so before one captured on it."""
    dated = (
        (node.when, not node.published, node.key, node)
        for node in nodes
        if node.when and node.kind in (NodeKind.DOCUMENT, NodeKind.WORK)
    )
    return min(dated, default=(None,))[-1]
