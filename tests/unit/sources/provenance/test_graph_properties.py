"""What holds of every walk, over random graphs with loops, copies, houses and people without a name.

Where the code takes a short way (union-find, one pass for all), the tests take the long one: every pair of roots, every
way to each root, networkx for what is circular and where it ends.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.provenance import bits
from sources.provenance.graph import Graph, lineage
from sources.provenance.loops import Components
from sources.provenance.merging import SAME_TEXT, SURE
from sources.provenance.relations import HOUSE, PEOPLE
from sources.provenance.roots import Root, find_loops, find_roots
from sources.provenance.types import (
    OPEN,
    Channel,
    Edge,
    EdgeKind,
    Lineage,
    Node,
    NodeKind,
    Origin,
    Relation,
    RelationKind,
    Standing,
)

DAYS = [date(2026, 1, day) for day in (1, 2, 3)]
DOCUMENTS = [f"document {number}" for number in range(7)]
WORKS = [f"work {number}" for number in range(3)]
SOURCES = [f"source {number}" for number in range(6)]


class Told(NamedTuple):
    """What a graph is made of."""

    nodes: list[Node]
    edges: list[Edge]
    relations: list[Relation]

    def graph(self) -> Graph:
        return Graph(*self)


def few(*values: str, most: int = 14) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most)


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    """A claim, what it stands in, and who took what from whom; not all of it is reached."""
    days, nobody = st.none() | st.sampled_from(DAYS), st.just("")
    nodes = [Node("claim", NodeKind.CLAIM, "claim")]
    for key in DOCUMENTS:
        type_ = draw(st.sampled_from(["article", "article", "treaty", "post"]))
        source = draw(nobody | st.sampled_from(SOURCES[:3]))
        nodes.append(Node(key, NodeKind.DOCUMENT, key, type_, source, draw(days), draw(st.booleans())))
    for key in WORKS:
        type_ = draw(st.sampled_from([Channel.INTERVIEW, Channel.REPORT, Channel.SPEECH]))
        nodes.append(Node(key, NodeKind.WORK, key, type_, draw(nobody | st.sampled_from(SOURCES[:3])), draw(days)))
    for key in SOURCES:
        type_ = draw(st.sampled_from(["outlet", "person", "anonymous"]))
        described_in = draw(st.sampled_from(DOCUMENTS)) if type_ == "anonymous" else ""
        label = draw(st.sampled_from([key, "an official"])) if type_ == "anonymous" else key
        nodes.append(Node(key, NodeKind.SOURCE, label, type_, key, described_in=described_in))
    edges = [Edge("claim", key, EdgeKind.STANDS_IN) for key in draw(few(*DOCUMENTS, most=4))]
    channels = st.sampled_from([Channel.COPY, Channel.COPY, Channel.LINK, Channel.STATEMENT, Channel.CANONICAL])
    for down in draw(few(*DOCUMENTS, *WORKS)):
        up = draw(st.sampled_from([*DOCUMENTS, *WORKS, *SOURCES]))
        edges.append(
            Edge(
                down,
                up,
                EdgeKind.SAID_BY if up in SOURCES else draw(channels),
                confidence=draw(st.sampled_from([0.5, SURE, 1.0])),
                standing=draw(st.sampled_from(Standing)),
            )
        )
    relations = [
        Relation(draw(st.sampled_from(SOURCES)), kind, draw(st.sampled_from(SOURCES)), draw(days), draw(days))
        for kind in draw(st.lists(st.sampled_from(RelationKind), max_size=5))
    ]
    return Told(nodes, edges, relations)


def find(told: Told) -> Lineage:
    return lineage(told.graph(), "claim")


def roots(told: Told) -> list[Root]:
    """Before any merge."""
    reached = told.graph().walk("claim")
    parts = Components(reached.first, reached.ups)
    return find_roots(reached, parts, find_loops(reached, parts), dated=True) if reached.links() else []


def as_networkx(told: Told) -> nx.DiGraph:
    """What the claim reaches."""
    whole = nx.DiGraph()
    whole.add_node("claim")
    whole.add_edges_from((edge.down, edge.up) for edge in told.edges if edge.standing is not Standing.REJECTED)
    return whole.subgraph({"claim", *nx.descendants(whole, "claim")})


@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_in_which_nodes_edges_and_relations_come_changes_nothing(told: Told, chance: random.Random):
    found = find(told)
    shuffled = Told(*(chance.sample(part, len(part)) for part in told))
    assert find(shuffled) == found
    assert shuffled.graph().upstream("claim").nodes == told.graph().upstream("claim").nodes
    assert shuffled.graph().edges == told.graph().edges


@given(tellings())
def test_the_part_that_a_walk_reaches_has_the_same_lineage(told: Told):
    assert lineage(told.graph().upstream("claim"), "claim") == find(told)


@given(tellings())
def test_loops_are_those_that_networkx_finds(told: Told):
    reached = as_networkx(told)
    circles = [part for part in nx.strongly_connected_components(reached) if len(part) > 1]
    circles += [{node} for node in nx.nodes_with_selfloops(reached) if not any(node in part for part in circles)]
    found = find(told).loops
    assert {frozenset(loop) for loop in found} == {frozenset(part) for part in circles}
    assert len(found) == len(circles)
    for loop in found:
        assert loop[0] == min(loop)


@given(tellings())
def test_every_way_ends_where_networkx_says_that_it_does(told: Told):
    reached = as_networkx(told)
    condensed = nx.condensation(reached)
    sinks = {frozenset(condensed.nodes[part]["members"]) for part in condensed if not condensed.out_degree(part)} - {
        frozenset({"claim"})
    }
    found = find(told)
    assert {frozenset(root.loop.keys if root.loop else [root.node.key]) for root in roots(told)} == sinks
    assert sorted(key for origin in found.origins for key in origin.keys) == sorted(
        key for sink in sinks for key in sink
    )


@given(tellings())
def test_the_day_of_a_root_is_its_own_or_that_of_the_earliest_link_that_leads_to_it(told: Told):
    graph, reached = told.graph(), as_networkx(told)
    for root in roots(told):
        leading = [link for link in find(told).links if nx.has_path(reached, link, root.node.key)]
        days = [day for link in leading if (day := graph.node(link).when)]
        assert root.day == (root.node.when or min(days, default=None))


@given(tellings())
def test_an_origin_has_the_links_that_lead_to_it_and_every_link_leads_to_one(told: Told):
    found, reached = find(told), as_networkx(told)
    assert set(found.links) == set(reached.successors("claim")) - {"claim"}
    for origin in found.origins:
        leading = [link for link in found.links if any(nx.has_path(reached, link, key) for key in origin.keys)]
        assert list(origin.links) == leading
    assert {link for origin in found.origins for link in origin.links} == set(found.links)


@given(tellings())
def test_the_path_of_an_origin_is_a_real_way_to_one_of_its_roots(told: Told):
    reached = as_networkx(told)
    for origin in find(told).origins:
        assert origin.path[0] == "claim"
        assert origin.path[-1] in origin.keys
        assert all(reached.has_edge(down, up) for down, up in pairwise(origin.path))
        assert len(set(origin.path)) == len(origin.path)


@settings(max_examples=50)
@given(tellings())
def test_no_way_to_a_root_passes_fewer_relays_than_the_one_that_was_found(told: Told):
    graph, reached = told.graph(), as_networkx(told)
    walk = graph.walk("claim")
    for root in roots(told):
        if not root.loop:
            ways = nx.all_simple_paths(reached, "claim", root.node.key)
            assert walk.relays[root.at] == min(relays(graph, way) for way in ways)


def relays(graph: Graph, way: list[str]) -> int:
    """How many lie between the first document and the end, on the most favourable edges."""
    count, read = 0, False
    for down, key in pairwise(way[:-1]):
        node, edges = graph.node(key), [edge for edge in graph.edges_of(down) if edge.up == key]
        if node.kind is NodeKind.WORK:
            own = node.source and node.source == graph.node(down).source
            in_the_open = node.type in OPEN or any(edge.kind in OPEN for edge in edges)
            count += read and not own and not in_the_open
        else:
            count += read
        read = read or node.kind is NodeKind.DOCUMENT
    return count


@given(tellings())
def test_roots_are_one_where_any_chain_of_pairs_is(told: Told):
    found, alone = find(told), roots(told)
    same = nx.Graph()
    same.add_nodes_from(root.node.key for root in alone)
    one_text = texts(told)
    for one, other in combinations(alone, 2):
        if one.loop or other.loop:
            continue
        house = bool(houses(told, one) & houses(told, other))
        if one.source == other.source != "" or house or republishes(told, one, other) or republishes(told, other, one):
            same.add_edge(one.node.key, other.node.key)
        if one_text(one, other, alone):
            same.add_edge(one.node.key, other.node.key)
    groups = {frozenset(group) for group in nx.connected_components(same)}
    loops = {root.node.key: root.loop.keys for root in alone if root.loop}
    told_apart = {frozenset(loops.get(next(iter(group)), group)) for group in groups}
    assert {frozenset(origin.keys) for origin in found.origins} == told_apart
    for origin in found.origins:
        merges = nx.Graph([(merge.one, merge.other) for merge in origin.merges])
        if not origin.circular:
            merges.add_nodes_from(origin.keys)
            assert nx.is_tree(merges)
            assert set(merges) == set(origin.keys)


def houses(told: Told, root: Root) -> set[str]:
    """The source of a root, and all that it belongs to on the root's day."""
    people = {node.key for node in told.nodes if node.type in PEOPLE}
    belongs = nx.DiGraph()
    for relation in told.relations:
        kinds = {RelationKind.SPEAKS_FOR} if relation.subject in people else HOUSE
        if relation.kind in kinds and relation.holds(root.day):
            belongs.add_edge(relation.subject, relation.object)
    if not root.source:
        return set()
    return {root.source} | (nx.descendants(belongs, root.source) if root.source in belongs else set())


def republishes(told: Told, root: Root, other: Root) -> bool:
    return any(
        relation.kind is RelationKind.REPUBLISHES
        and (relation.subject, relation.object) == (root.source, other.source)
        and relation.holds(root.day)
        for relation in told.relations
    )


def texts(told: Told) -> Callable[[Root, Root, list[Root]], bool]:
    """Whether two roots stand in one text, and can be told to be the same in it."""
    reached = as_networkx(told)
    copies = nx.Graph()
    copies.add_nodes_from([*DOCUMENTS, *WORKS])
    for edge in told.edges:
        seen = edge.standing in (Standing.CONFIRMED, Standing.CORRECTED) or edge.confidence >= SURE
        if edge.kind in SAME_TEXT and seen and edge.standing is not Standing.REJECTED and edge.down in reached:
            copies.add_edge(edge.down, edge.up)
    of = {key: number for number, part in enumerate(nx.connected_components(copies)) for key in part}

    def place(root: Root) -> str:
        if root.loop:
            return ""
        return root.node.key if root.node.kind is NodeKind.DOCUMENT else root.node.described_in

    def same(one: Root, other: Root, alone: list[Root]) -> bool:
        if not place(one) or not place(other) or of[place(one)] != of[place(other)]:
            return False
        places = [place(root) for root in alone if place(root) and of[place(root)] == of[place(one)]]
        clear = len(set(places)) == len(places)
        return clear or one.node.label.casefold() == other.node.label.casefold()

    return same


@given(tellings(), st.data())
def test_a_copy_of_what_is_reached_already_adds_no_origin(told: Told, data: st.DataObject):
    """The copy has no day: an earlier one may show that two were not yet one house."""
    documents = sorted(set(as_networkx(told)) & set(DOCUMENTS))
    if documents:
        copied = data.draw(st.sampled_from(documents))
        new = Node("a copy", NodeKind.DOCUMENT, "a copy", "article")
        edges = [Edge("claim", "a copy", EdgeKind.STANDS_IN), Edge("a copy", copied, Channel.COPY)]
        found, more = find(told), find(Told([*told.nodes, new], [*told.edges, *edges], told.relations))
        assert [sorted(origin.keys) for origin in by_key(more)] == [sorted(origin.keys) for origin in by_key(found)]
        assert set(more.links) == {*found.links, "a copy"}


@given(tellings())
def test_a_witness_whom_nothing_ties_to_the_others_adds_one_origin(told: Told):
    nodes = [
        Node("a new story", NodeKind.DOCUMENT, "a new story", "article"),
        Node("a new witness", NodeKind.SOURCE, "a new witness", "person", "a new witness"),
    ]
    edges = [
        Edge("claim", "a new story", EdgeKind.STANDS_IN),
        Edge("a new story", "a new witness", EdgeKind.SAID_BY),
    ]
    found, more = find(told), find(Told([*told.nodes, *nodes], [*told.edges, *edges], told.relations))
    assert {origin.keys for origin in more.origins} - {origin.keys for origin in found.origins} == {("a new witness",)}
    assert len(more.origins) == len(found.origins) + 1


@given(tellings())
def test_what_the_walk_does_not_reach_changes_nothing(told: Told):
    reached = as_networkx(told)
    on_it = [edge for edge in told.edges if edge.down in reached and edge.standing is not Standing.REJECTED]
    assert find(Told(told.nodes, on_it, told.relations)) == find(told)


@given(tellings(), st.data())
def test_an_edge_that_a_person_rejects_is_as_if_it_had_never_been(told: Told, data: st.DataObject):
    if told.edges:
        at = data.draw(st.sampled_from(range(len(told.edges))))
        rejected = [*told.edges[:at], replace(told.edges[at], standing=Standing.REJECTED), *told.edges[at + 1 :]]
        without = [*told.edges[:at], *told.edges[at + 1 :]]
        assert find(told._replace(edges=rejected)) == find(told._replace(edges=without))


@given(tellings())
def test_the_earliest_is_a_dated_document_or_work_that_nothing_reached_comes_before(told: Told):
    found, reached = find(told), as_networkx(told)
    dated = [node for node in told.nodes if node.key in reached and node.when]
    assert (found.earliest is None) == (not dated)
    if found.earliest:
        assert found.earliest in dated
        assert found.earliest.when == min(node.when for node in dated)


@given(st.lists(st.sets(st.integers(0, 5000)), max_size=6))
def test_a_union_of_sets_has_the_numbers_of_all_and_leaves_them_as_they_are(sets: list[set[int]]):
    made = [bits.union(map(bits.only, sorted(numbers))) for numbers in sets]
    whole = bits.union(made)
    assert list(bits.each(whole)) == sorted(set().union(*sets))
    assert [set(bits.each(numbers)) for numbers in made] == sets


def by_key(found: Lineage) -> list[Origin]:
    return sorted(found.origins, key=lambda origin: origin.keys)
