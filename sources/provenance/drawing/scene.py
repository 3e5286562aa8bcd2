"""What of a graph is drawn: which nodes and lines, which are origins, which loops."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import igraph

from ..lettering import clean, isolate
from ..types import Channel, Edge, Lineage, Node, NodeKind, Standing
from ..wording import manner, name_of, publisher_of, standing_of, tie
from .layers import back_arcs


@dataclass(frozen=True, slots=True)
class Line:
    """All edges between two nodes, by number. back: it closes a loop; looped: it is part of one."""

    down: int
    up: int
    edges: tuple[Edge, ...]
    back: bool = False
    looped: bool = False

    @property
    def proposed(self) -> bool:
        """Whether nobody has looked at any of its edges."""
        return all(edge.standing is Standing.PROPOSED for edge in self.edges)

    @property
    def label(self) -> str:
        """The channels, up to three; with a question mark which of them nobody has looked at, where others were."""
        named = []
        for edge in self.edges:
            if isinstance(edge.kind, Channel):
                doubt = "?" if edge.standing is Standing.PROPOSED and not self.proposed else ""
                named.append(edge.kind.value + doubt)
        named = list(dict.fromkeys(named + ["back"] * self.back))
        return ", ".join(named if len(named) <= 3 else [*named[:2], "…"])


@dataclass(frozen=True, slots=True)
class Scene:
    """Nodes by number, the earliest first, and the lines between them. origins: their numbers, by key, from 1."""

    nodes: list[Node]
    lines: list[Line]
    known: dict[str, Node]  # all nodes given, drawn or not, by key
    origins: dict[str, int]
    looped: set[int]
    starts: set[int]
    upstream: list[list[Line]]  # of each node

    def publisher(self, node: Node) -> str:
        """The name of the source behind a node, where it is worth a line of its own."""
        return publisher_of(node, self.known)

    def sentences(self, line: Line) -> list[str]:
        """What each edge of a line says, in a sentence of plain text."""
        down, up = self.nodes[line.down], self.nodes[line.up]
        said = []
        for edge in line.edges:
            standing, words = standing_of(edge), clean(edge.words)
            tied = f"{isolate(name_of(down))} {tie(edge.kind, up)} {isolate(name_of(up))}"
            said.append(tied + (f" ({standing})" if standing else "") + (f": “{isolate(words)}”" if words else ""))
        return said


def see(nodes: Collection[Node], edges: Collection[Edge], lineage: Lineage | None) -> Scene:
    """What is drawn: with a lineage what its start leads to and what leads to it, without one all; never what is
    rejected, nor a source that nothing is tied to: it is there to lend its name to what it published."""
    known = {node.key: node for node in nodes}
    standing = [
        edge for edge in edges if edge.standing is not Standing.REJECTED and {edge.down, edge.up} <= known.keys()
    ]
    tied = {key for edge in standing for key in (edge.down, edge.up)}
    if lineage is not None and lineage.start in known:
        ties = [(edge.down, edge.up) for edge in standing]
        drawn = reached(lineage.start, ties) | reached(lineage.start, [(up, down) for down, up in ties])
    else:
        drawn = {key for key, node in known.items() if key in tied or node.kind is not NodeKind.SOURCE} or set(known)
    ordered = sorted((known[key] for key in drawn), key=_order)
    number = {node.key: place for place, node in enumerate(ordered)}
    lines = _lines(standing, number)
    lines = _marked(lines, len(ordered))
    upstream: list[list[Line]] = [[] for _ in ordered]
    for line in lines:
        upstream[line.down].append(line)
    return Scene(
        ordered,
        lines,
        known,
        {key: place for place, origin in enumerate(lineage.origins if lineage else (), 1) for key in origin.keys},
        {place for line in lines if line.looped for place in (line.down, line.up)},
        {number[lineage.start]} if lineage and lineage.start in number else _starts(ordered, lines),
        upstream,
    )


def reached(start: str, ties: Iterable[tuple[str, str]]) -> set[str]:
    """The start and all that ties lead to from there, by key."""
    onward: dict[str, list[str]] = {}
    for here, there in ties:
        onward.setdefault(here, []).append(there)
    found, waiting = {start}, [start]
    while waiting:
        new = [there for there in onward.get(waiting.pop(), ()) if there not in found]
        found.update(new)
        waiting += new
    return found


def loops(count: int, arcs: Collection[tuple[int, int]]) -> dict[int, int]:
    """Each node of circular reporting, by number, with that of its loop: a strongly connected component, or a node that
    leads to itself."""
    component = igraph.Graph(count, list(arcs), directed=True).connected_components(mode="strong").membership
    within = {component[down] for down, up in arcs if component[down] == component[up]}
    return {node: component[node] for node in range(count) if component[node] in within}


def _lines(edges: Iterable[Edge], number: dict[str, int]) -> list[Line]:
    bundles: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        if edge.down in number and edge.up in number:
            bundles.setdefault((number[edge.down], number[edge.up]), []).append(edge)
    return [Line(down, up, tuple(sorted(bundle, key=manner))) for (down, up), bundle in sorted(bundles.items())]


def _marked(lines: list[Line], count: int) -> list[Line]:
    arcs = [(line.down, line.up) for line in lines]
    back, loop = back_arcs(count, arcs), loops(count, arcs)
    return [
        Line(line.down, line.up, line.edges, place in back, line.down in loop and loop[line.down] == loop.get(line.up))
        for place, line in enumerate(lines)
    ]


def _starts(nodes: list[Node], lines: list[Line]) -> set[int]:
    """Without a lineage: the claims and verdicts from which nothing was taken."""
    ups = {line.up for line in lines}
    asked = (NodeKind.CLAIM, NodeKind.VERDICT)
    return {place for place, node in enumerate(nodes) if node.kind in asked and place not in ups}


def _order(node: Node) -> tuple[date, str, str]:
    return node.when or date.max, node.label, node.key
