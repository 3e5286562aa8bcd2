"""How long it takes to draw where a claim comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from time import process_time

from sources.provenance.diagram import diagram
from sources.provenance.types import Channel, Edge, EdgeKind, Node, NodeKind
from tests.benchmarks.extraction import Check

SIZES = (60, 500)
MOST = 1_000  # milliseconds
RUNS = 3
SPOKEN = (Channel.INTERVIEW, Channel.STATEMENT, Channel.POST, Channel.BROADCAST)
TAKEN = (Channel.COPY, Channel.CREDIT, Channel.LINK)


@dataclass(frozen=True)
class Row:
    """milliseconds: of CPU time, in the fastest run."""

    nodes: int
    edges: int
    milliseconds: float


def measure() -> Iterator[Check]:
    """Print the table; what must hold."""
    print("\n   drawing    nodes    edges      CPU")
    for row in rows():
        print(f"{'':>10} {row.nodes:>8,} {row.edges:>8,} {row.milliseconds:>5.0f} ms")
        figure = f"{row.milliseconds:.0f} ms"
        yield Check(
            f"a drawing of {row.nodes} nodes, CPU time", figure, f"at most {MOST:,} ms", row.milliseconds <= MOST
        )


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """A row for each size, the whole way from nodes and edges to SVG."""
    diagram(*coverage(10), title="Once unmeasured: modules are loaded")
    for size in sizes:
        nodes, edges = coverage(size)
        yield Row(len(nodes), len(edges), min(_milliseconds(nodes, edges) for _ in range(RUNS)))


def coverage(size: int) -> tuple[list[Node], list[Edge]]:
    """A claim in so many nodes: a tenth each said it and heard it, the rest are articles, most of them taken from
    earlier ones, half of them with the claim; three have it from one another."""
    chance, first = Random(7), date(2026, 1, 21)
    said = max(1, size // 10)
    nodes = [Node("claim", NodeKind.CLAIM, "The United States and Denmark will renegotiate a 1951 defence pact.")]
    edges = []
    for place in range(said):
        nodes.append(Node(f"source{place}", NodeKind.SOURCE, f"Minister No {place}", "person", f"source{place}"))
        nodes.append(Node(f"work{place}", NodeKind.WORK, f"interview No {place} in Davos", "interview", when=first))
        edges.append(Edge(f"work{place}", f"source{place}", EdgeKind.SAID_BY))
    articles = [f"article{place}" for place in range(size - len(nodes))]
    for place, key in enumerate(articles):
        label = f"Trump drops tariff threat, says “framework” of Greenland deal reached ({place})"
        nodes.append(Node(key, NodeKind.DOCUMENT, label, "article", when=first + timedelta(place * 10 // size)))
        if place < 2 * said:
            edges.append(Edge(key, f"work{place % said}", chance.choice(SPOKEN)))
        else:
            ups = chance.sample(articles[: max(3, place // 2)], chance.choice((1, 1, 1, 2)))
            edges += [Edge(key, up, chance.choice(TAKEN)) for up in ups]
        if place % 2:
            edges.append(Edge("claim", key, EdgeKind.STANDS_IN))
    edges += [Edge(articles[place], articles[(place + 1) % 3], Channel.LINK) for place in range(3)]
    return nodes, edges


def _milliseconds(nodes: Sequence[Node], edges: Sequence[Edge]) -> float:
    started = process_time()
    diagram(nodes, edges, title="Where it comes from")
    return (process_time() - started) * 1000
