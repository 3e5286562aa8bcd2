"""The walk itself, without a database: graphs of 1,000 to 1,000,000 edges, beside the bare walk of networkx.

networkx does in the same run, turn by turn with ours, on a graph built before the clock starts, the least of what is
asked for: what stands upstream, the strongly connected components, and those that no way leads out of. Ours also tells
who is one and why, the path, the links and the name of each origin. What counts is CPU time, the best of the rounds.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from time import process_time
from typing import NamedTuple

import networkx as nx

from sources.provenance.graph import Graph, lineage
from sources.provenance.types import Channel, Edge, EdgeKind, Lineage, Node, NodeKind, Relation, RelationKind
from tests.benchmarks.extraction import Check, child, limit

SIZES = (1_000, 10_000, 100_000, 1_000_000)  # edges
WORK = 300_000  # edges that are walked in all to time one size; of a larger graph ROUNDS
ROUNDS = 3  # at least
STARTS = 200  # documents for the small walks

LINEAR = 3.0  # time per edge in the largest graph, to that in one of 10,000 edges
RATIO = 3.0  # whole to networkx
SMALL_SECONDS = 0.001  # a walk that reaches a few dozen nodes, in the largest graph
BASE_MB = 100  # of memory, for Python and networkx, which the process loads
EDGE_BYTES = 1_500  # of memory, for each edge: its nodes and edges as given, the graph, and the walk of all of it

FIRST_DAY, DAYS = date(2023, 1, 1), 1_000
_CHILD = """
import sys
from tests.benchmarks.provenance_graph import told
from sources.provenance.graph import Graph, lineage
made = told(int(sys.argv[1]))
if sys.argv[2] == "walk":
    lineage(Graph(*made), "claim")
"""


class Told(NamedTuple):
    """What a graph is made of."""

    nodes: list[Node]
    edges: list[Edge]
    relations: list[Relation]


@dataclass(frozen=True)
class Timing:
    """CPU seconds, the best of the rounds: to build the graph, to walk all of it, and for networkx to walk it."""

    edges: int
    origins: int
    merges: int
    loops: int
    built: float
    whole: float
    bare: float
    small: float  # the median of small walks

    @property
    def ratio(self) -> float:
        return self.whole / self.bare

    @property
    def each(self) -> float:
        return self.whole / self.edges


def told(size: int, seed: int = 1) -> Told:
    """A claim and the documents of some years, with about so many edges. Who is taken from is a power law: a few
    stories are everybody's, most nobody's. The claim stands in all that no later one took from, so that every edge is
    walked.
    """
    chance = random.Random(seed)
    count = size // 2
    outlets, people = count // 100 + 2, count // 4 + 2
    nodes = [Node("claim", NodeKind.CLAIM, "claim"), *_people(chance, people, count)]
    edges = []
    for number in range(count):
        day = FIRST_DAY + timedelta(number * DAYS // count)
        outlet = f"outlet {int(outlets * chance.random() ** 2)}"
        key = f"document {number}"
        nodes.append(Node(key, NodeKind.DOCUMENT, key, "article", outlet, day))
        edges.extend(_taken(chance, number, people))
    place = {node.key: number for number, node in enumerate(nodes)}
    taken = {edge.up for edge in edges if place[edge.down] > place[edge.up]}
    standing = (f"document {number}" for number in range(count))
    edges.extend(Edge("claim", key, EdgeKind.STANDS_IN) for key in standing if key not in taken)
    nodes.extend(Node(f"outlet {number}", NodeKind.SOURCE, f"Outlet {number}", "outlet") for number in range(outlets))
    relations = [
        Relation(
            f"outlet {number}", RelationKind.OWNED_BY, f"outlet {number // 7}", FIRST_DAY + timedelta(number % DAYS)
        )
        for number in range(outlets // 2, outlets)
    ]
    return Told(nodes, edges, relations)


def _people(chance: random.Random, people: int, documents: int) -> Iterator[Node]:
    for number in range(people):
        key = f"source {number}"
        if number % 7 == 3:
            described_in = f"document {chance.randrange(documents)}"
            yield Node(key, NodeKind.SOURCE, "an official", "anonymous", key, described_in=described_in)
        else:
            yield Node(key, NodeKind.SOURCE, f"Person {number}", "person", key)


def _taken(chance: random.Random, number: int, people: int) -> Iterator[Edge]:
    """What one document was taken from."""
    key, kind = f"document {number}", chance.random()

    def earlier() -> str:
        return f"document {int(number * chance.random() ** 2)}"

    if number and kind < 0.25:
        yield Edge(key, earlier(), chance.choice((Channel.COPY, Channel.CREDIT)))
    elif number and kind < 0.55:
        for _ in range(chance.randint(1, 3)):
            yield Edge(key, earlier(), Channel.LINK)
    elif kind < 0.9:
        for _ in range(chance.randint(1, 2)):
            yield Edge(key, f"source {int(people * chance.random() ** 2)}", EdgeKind.SAID_BY)
    if number and chance.random() < 0.005:  # two that cite each other
        yield Edge(key, f"document {number - 1}", Channel.LINK)
        yield Edge(f"document {number - 1}", key, Channel.LINK)


def measure(most: int) -> Iterator[Check]:
    """Time graphs of up to so many edges, print each as it is done, and check."""
    print(
        f"{'edges':>9} {'origins':>8} {'merges':>7} {'loops':>6} {'build':>8} {'walk':>9} {'per edge':>9}"
        f" {'networkx':>9} {'ratio':>6} {'small':>8}"
    )
    timings = []
    for size in [size for size in SIZES if size < most] + [most]:
        timing = timed(told(size))
        timings.append(timing)
        print(
            f"{timing.edges:>9,} {timing.origins:>8,} {timing.merges:>7,} {timing.loops:>6,} {timing.built:>7.3f}s"
            f" {timing.whole:>8.4f}s {timing.each * 1e6:>7.2f}µs {timing.bare:>8.4f}s {timing.ratio:>6.2f}"
            f" {timing.small * 1e6:>6.0f}µs",
            flush=True,
        )
    print()
    yield from checks(timings)
    yield memory(most)


def timed(made: Told) -> Timing:
    """Raises AssertionError where ours and networkx don't end in the same places."""
    rounds = max(ROUNDS, WORK // len(made.edges))
    built, graph = clock(lambda: Graph(*made))
    bare_graph = nx.DiGraph((edge.down, edge.up) for edge in made.edges)
    found, ends = lineage(graph, "claim"), sinks(bare_graph, "claim")
    assert ends == {key for origin in found.origins for key in origin.keys}
    gc.collect()
    gc.freeze()  # the collector need not go through one's graph on the other's clock
    whole = bare = float("inf")
    for _ in range(rounds):
        whole = min(whole, clock(lambda: lineage(graph, "claim"))[0])
        bare = min(bare, clock(lambda: sinks(bare_graph, "claim"))[0])
    gc.unfreeze()
    return Timing(
        len(made.edges),
        len(found.origins),
        sum(len(origin.merges) for origin in found.origins),
        len(found.loops),
        built,
        whole,
        bare,
        small(graph, found),
    )


def clock(work: Callable[[], object]) -> tuple[float, object]:
    """CPU seconds, and what came of it."""
    started = process_time()
    done = work()
    return process_time() - started, done


def sinks(graph: nx.DiGraph, start: str) -> set[str]:
    """By networkx: the nodes of the components upstream of start that no way leads out of."""
    reached = graph.subgraph(nx.descendants(graph, start))
    whole = nx.condensation(reached)
    ends = (part for part in whole if not whole.out_degree(part))
    return {key for part in ends for key in whole.nodes[part]["members"]}


def small(graph: Graph, found: Lineage) -> float:
    """The median CPU seconds of walks from single documents."""
    starts = random.Random(1).sample(found.links, min(STARTS, len(found.links)))
    return median(clock(lambda start=start: lineage(graph, start))[0] for start in starts)


def checks(timings: list[Timing]) -> Iterator[Check]:
    """Every bound with its figure."""
    largest = timings[-1]
    first = next((timing for timing in timings if timing.edges > SIZES[1] // 2), largest)
    slope = largest.each / first.each
    yield limit(f"time per edge, {largest.edges:,} edges to {first.edges:,}", slope, LINEAR, "{:.2f}".format)
    worst = max(timings, key=lambda timing: timing.ratio)
    yield limit(f"ratio, whole to networkx (at {worst.edges:,} edges)", worst.ratio, RATIO, "{:.2f}".format)
    yield limit("a small walk in the largest graph", largest.small, SMALL_SECONDS, lambda s: f"{s * 1e6:,.0f} µs")


def memory(size: int) -> Check:
    """The peak of a fresh process that walks a whole graph, beside one that only has what the graph is made of."""
    peak, given = (child([_CHILD, str(size), what])[1] / 1e6 for what in ("walk", "nothing"))
    name = f"peak memory at {size:,} edges ({given:,.0f} MB of it as given)"
    return limit(name, peak, BASE_MB + size * EDGE_BYTES / 1e6, "{:,.0f} MB".format)
