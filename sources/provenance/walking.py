"""The walk upstream from one start: what it reaches, and the most direct way to each.

The most direct way passes the fewest relays. A relay stands between the first document and where the way ends, and
passes on what it heard or read: a document, or a work such as another outlet's interview. Speaking in the open is no
relay, nor is a document's own interview: there the document itself heard it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from sources.provenance.types import OPEN, Edge, Node, NodeKind


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk reached, numbered in the order in which it was found; the start is 0.

    first and ups: the nodes upstream of number are ups[first[number]] to ups[first[number + 1] - 1]; edges: the same
    places, as edges; came: whence the most direct way comes, -1 at the start; relays: how many lie on it.
    """

    nodes: list[Node]
    first: list[int]
    ups: list[int]
    edges: list[Edge]
    came: list[int]
    relays: list[int]

    def up(self, number: int) -> list[int]:
        """The nodes that this one was taken from; as often as edges say so."""
        return self.ups[self.first[number] : self.first[number + 1]]

    def links(self) -> list[int]:
        """What the start stands in or rests on, each once, by key."""
        return sorted(set(self.up(0)), key=lambda number: self.nodes[number].key)

    def way(self, number: int) -> tuple[str, ...]:
        """The keys of the most direct way, from the start to a node."""
        keys = []
        while number >= 0:
            keys.append(self.nodes[number].key)
            number = self.came[number]
        return tuple(reversed(keys))


def walk(nodes: Sequence[Node], edges: Sequence[Edge], first: array[int], ups: array[int], start: int) -> Walk:
    """Walk from the node with a number; the edges of node are those from first[node] to first[node + 1], and lead to
    ups. Linear in what it reaches: breadth first by relays, where a step to no relay stays in its level."""
    place, reached = {start: 0}, [start]
    came, relays, read = [-1], [0], [nodes[start].kind is NodeKind.DOCUMENT]
    depth, level = 0, [0]
    while level:
        further: list[int] = []
        for here in level:  # grows
            if relays[here] < depth:
                continue  # a more direct way was found since
            node, seen = nodes[reached[here]], read[here]
            for at in range(first[reached[here]], first[reached[here] + 1]):
                number = ups[at]
                to = place.get(number)
                if to is not None and relays[to] <= depth:
                    continue
                up = nodes[number]
                ends = first[number] == first[number + 1]
                cost = depth + (seen and not ends and _passes_on(node, edges[at], up))
                if to is None:
                    to = place[number] = len(reached)
                    reached.append(number)
                    came.append(here)
                    relays.append(cost)
                    read.append(seen or up.kind is NodeKind.DOCUMENT)
                elif cost < relays[to]:
                    came[to], relays[to], read[to] = here, cost, seen or up.kind is NodeKind.DOCUMENT
                else:
                    continue
                (level if cost == depth else further).append(to)
        depth, level = depth + 1, further
    return _numbered(nodes, edges, first, ups, place, came, relays)


def _passes_on(node: Node, edge: Edge, up: Node) -> bool:
    if up.kind is NodeKind.WORK:
        own = bool(up.source) and up.source == node.source
        return not own and edge.kind not in OPEN and up.type not in OPEN
    return up.kind is NodeKind.DOCUMENT


def _numbered(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    first: array[int],
    ups: array[int],
    place: dict[int, int],
    came: list[int],
    relays: list[int],
) -> Walk:
    """What was reached, by the numbers of the walk."""
    firsts: list[int] = [0]
    upstream: list[int] = []
    ties: list[Edge] = []
    for number in place:  # in the order of the walk
        begin, end = first[number], first[number + 1]
        upstream.extend([place[up] for up in ups[begin:end]])
        ties.extend(edges[begin:end])
        firsts.append(len(upstream))
    return Walk([nodes[number] for number in place], firsts, upstream, ties, came, relays)
