"""What a walk finds, situation by situation; each stands in words in situations/*.toml, notation in stories.py."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sources.provenance.graph import Graph, lineage
from sources.provenance.types import Channel, Edge, EdgeKind, Lineage, Node, NodeKind, Relation, RelationKind, Standing
from tests.unit.sources.provenance.stories import story

SITUATIONS = [
    pytest.param(situation, id=situation["title"])
    for path in sorted((Path(__file__).parent / "situations").glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]
# What a situation may say of the outcome; what it leaves out is false, nothing or none.
OUTCOME = {"sentence", "origins", "merges", "loops", "earliest", "single_source", "anonymous_only", "unconfirmed"}
MORE = {"title", "story", "start", "links", "path"}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_walk_finds_that(situation: dict[str, Any]):
    assert {"title", "story", "sentence", "origins"} <= set(situation) <= OUTCOME | MORE
    found = lineage(Graph(*story(situation["story"])), situation.get("start", "claim"))
    assert found.sentence == situation["sentence"]
    assert [[origin.label, origin.directness] for origin in found.origins] == situation["origins"]
    assert merges(found) == situation.get("merges", [])
    assert [list(loop) for loop in found.loops] == situation.get("loops", [])
    assert (found.earliest.label if found.earliest else None) == situation.get("earliest")
    assert found.single_source == situation.get("single_source", False)
    assert found.anonymous_only == situation.get("anonymous_only", False)
    assert found.unconfirmed == situation.get("unconfirmed", 0)
    for label, links in situation.get("links", {}).items():
        assert [list(origin.links) for origin in found.origins if origin.label == label] == [links]
    for label, path in situation.get("path", {}).items():
        assert [list(origin.path) for origin in found.origins if origin.label == label] == [path]


def merges(found: Lineage) -> list[list[str]]:
    """Both roots, the reason and the sentence of each merge."""
    told = [merge for origin in found.origins for merge in origin.merges]
    return [[merge.one, merge.other, merge.reason, merge.because] for merge in told]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_order_in_which_it_is_told_changes_nothing(situation: dict[str, Any]):
    nodes, edges, relations = story(situation["story"])
    start = situation.get("start", "claim")
    found = lineage(Graph(nodes, edges, relations), start)
    for seed in range(5):
        for told in (nodes, edges, relations):
            random.Random(seed).shuffle(told)
        assert lineage(Graph(nodes, edges, relations), start) == found


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_part_that_a_walk_reaches_has_the_same_lineage(situation: dict[str, Any]):
    graph, start = Graph(*story(situation["story"])), situation.get("start", "claim")
    part = graph.upstream(start)
    assert lineage(part, start) == lineage(graph, start)
    assert {node.key for node in part.nodes} == {start} | {edge.up for edge in part.edges}


def test_there_are_enough_situations_and_each_has_a_title_of_its_own():
    titles = [parameter.id for parameter in SITUATIONS]
    assert len(titles) >= 44
    assert len(set(titles)) == len(titles)


def document(key: str, **what: Any) -> Node:
    return Node(key, NodeKind.DOCUMENT, what.pop("label", key), **what)


def test_a_walk_touches_only_what_it_reaches():
    class Watched(Sequence):
        """The nodes, and which were asked for."""

        def __init__(self, nodes: Sequence[Node]) -> None:
            self.nodes, self.asked = nodes, set()

        def __len__(self) -> int:
            return len(self.nodes)

        def __getitem__(self, number: Any) -> Any:
            self.asked.add(self.nodes[number].key)
            return self.nodes[number]

    nodes = [document(f"{number:04}") for number in range(1000)]
    graph = Graph(nodes, [Edge(one.key, other.key, Channel.LINK) for one, other in pairwise(nodes)])
    graph.nodes = watched = Watched(graph.nodes)
    assert lineage(graph, "0997").origins[0].path == ("0997", "0998", "0999")
    assert watched.asked == {"0997", "0998", "0999"}


def test_a_chain_of_a_hundred_thousand_documents_is_walked():
    nodes = [document(f"{number:06}") for number in range(100_000)]
    edges = [Edge(one.key, other.key, Channel.COPY) for one, other in pairwise(nodes)]
    found = lineage(Graph(nodes, edges), "000000")
    assert found.origins[0].keys == ("099999",)
    assert len(found.origins[0].path) == 100_000


def test_a_ring_of_a_hundred_thousand_documents_is_one_loop():
    nodes = [document(f"{number:06}") for number in range(100_000)]
    edges = [Edge(one.key, other.key, Channel.COPY) for one, other in pairwise(nodes)]
    found = lineage(Graph(nodes, [*edges, Edge("099999", "000000", Channel.LINK)]), "050000")
    assert found.loops == (tuple(node.key for node in nodes),)
    assert found.origins[0].label == "circular reporting: 000000 ← 000001 ← 000002 ← 99997 more ← 000000"


@pytest.mark.parametrize("standing", Standing)
def test_an_edge_to_a_node_that_is_not_there_is_refused_by_name(standing: Standing):
    for down, up in [("here", "nowhere"), ("nowhere", "here")]:
        with pytest.raises(ValueError, match=f"{down} --copy--> {up} names no node of the graph: nowhere"):
            Graph([document("here")], [Edge(down, up, Channel.COPY, standing=standing)])


def test_a_start_that_is_not_there_is_refused_by_name():
    graph = Graph([document("here")], [])
    for ask in (graph.node, graph.edges_of, graph.walk, graph.upstream, lambda start: lineage(graph, start)):
        with pytest.raises(KeyError, match="nowhere"):
            ask("nowhere")


def test_two_nodes_with_one_key_are_refused_unless_they_are_the_same():
    assert len(Graph([document("here"), document("here")], []).nodes) == 1
    with pytest.raises(ValueError, match="Two nodes that differ have the key here"):
        Graph([document("here"), document("here", label="There")], [])


def test_a_graph_tells_its_nodes_edges_and_relations_by_key():
    a, b, c = document("a"), document("b"), document("c")
    link, copy, rejected = (
        Edge("a", "b", Channel.LINK, key="2"),
        Edge("a", "b", Channel.COPY, key="1"),
        Edge("a", "c", Channel.COPY, standing=Standing.REJECTED),
    )
    relation = Relation("x", RelationKind.PART_OF, "y")
    graph = Graph([c, a, b], [rejected, link, copy], [relation, relation])
    assert graph.nodes == (a, b, c)
    assert graph.edges == graph.edges_of("a") == (copy, link)
    assert graph.edges_of("c") == ()
    assert graph.relations == (relation,)
    assert graph.node("b") is b
    assert "b" in graph
    assert "x" not in graph
    assert graph.upstream("a").nodes == (a, b)


def test_a_source_that_only_a_relation_names_goes_by_its_key_and_counts_as_no_person():
    nodes = [Node("claim", NodeKind.CLAIM, "claim"), document("a", source="A"), document("b", source="B")]
    edges = [Edge("claim", key, EdgeKind.STANDS_IN) for key in ("a", "b")]
    relations = [Relation("A", RelationKind.PART_OF, "C"), Relation("C", RelationKind.OWNED_BY, "B")]
    [origin] = lineage(Graph(nodes, edges, relations), "claim").origins
    assert origin.merges[0].because == "A is part of C, which is owned by B"


def test_a_claim_that_stands_in_a_document_of_nobody_is_not_one_with_another_of_nobody():
    nodes = [Node("claim", NodeKind.CLAIM, "claim"), document("a"), document("b")]
    edges = [Edge("claim", key, EdgeKind.STANDS_IN) for key in ("a", "b")]
    assert len(lineage(Graph(nodes, edges), "claim").origins) == 2
