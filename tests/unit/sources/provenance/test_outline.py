from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.provenance.outline import OutlineItem, outline, outline_html, outline_text
from sources.provenance.types import Channel, Edge, EdgeKind, Node, NodeKind, Standing
from tests.unit.sources.provenance.pictures import article, claim, graphs, greenland, link, person


def items(item: OutlineItem) -> Iterator[OutlineItem]:
    waiting = [item]
    while waiting:
        each = waiting.pop()
        waiting += each.children
        yield each


def reachable(edges: list[Edge], start: str) -> set[str]:
    found, before = {start}, set()
    while found != before:
        before = set(found)
        found |= {edge.up for edge in edges if edge.down in before and edge.standing is not Standing.REJECTED}
    return found


def test_the_list_goes_from_the_claim_to_its_origins():
    nodes, edges, lineage = greenland()
    assert outline_text(outline(nodes, edges, "c", lineage)).splitlines() == [
        f"{nodes[0].label} (claim)",
        "  stands in Trump drops tariff threat (article, by RTÉ, 22 Jan 2026) [“will renegotiate a pact”]",
        "    has it from an interview: interview in Davos (interview, 21 Jan 2026)"
        " [according to Rita, confirmed: “told Reuters”]",
        "      said by Mark Rutte (person) = origin 1",
        "    said by a source familiar with the talks (anonymous source)"
        " [according to extractor 1, nobody has looked at it] = origin 2",
        "  stands in What we know (article, captured 23 Jan 2026)",
        "    credits interview in Davos (interview, 21 Jan 2026)"
        " [according to extractor 1, nobody has looked at it] – see above",
    ]


def test_a_loop_ends_where_it_leads_back():
    nodes = [claim("c", "It rains."), article("a", "One"), article("b", "Two")]
    edges = [link("c", "a"), link("a", "b"), link("b", "a", kind=Channel.COPY)]
    assert outline_text(outline(nodes, edges, "c")).splitlines()[-1] == (
        "      has the same text as One (article) – back to One"
    )


def test_all_edges_between_two_nodes_are_one_item():
    edges = [link("c", "a"), link("c", "a", kind=Channel.COPY, by="comparison", standing=Standing.PROPOSED)]
    (item,) = outline([claim(), article("a")], edges, "c").children
    assert item.how == "has the same text as and links to"
    assert [tie.standing for tie in item.ties] == ["according to comparison, nobody has looked at it", ""]


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (Channel.INTERVIEW, "has it from an interview with"),
        (Channel.POST, "has it from a post by"),
        (Channel.CREDIT, "credits"),
        (EdgeKind.SAID_BY, "said by"),
    ],
)
def test_what_leads_to_a_person_is_said_with_the_person(kind: Channel | EdgeKind, how: str):
    (item,) = outline([claim(), person("p", "Mark Rutte")], [link("c", "p", kind=kind)], "c").children
    assert item.how == how


@pytest.mark.parametrize("kind", [*Channel, *EdgeKind])
def test_every_tie_has_words(kind: Channel | EdgeKind):
    (item,) = outline([claim(), article("a")], [link("c", "a", kind=kind)], "c").children
    assert item.how


def test_rejected_edges_and_unknown_nodes_are_left_out():
    edges = [link("c", "a", standing=Standing.REJECTED), link("c", "elsewhere")]
    assert outline([claim(), article("a")], edges, "c").children == []


def test_a_list_begins_at_a_node_of_the_graph():
    with pytest.raises(KeyError):
        outline([claim()], [], "elsewhere")


@settings(deadline=None)
@given(graphs(15))
def test_every_node_upstream_is_named_in_full_exactly_once(graph: tuple[list[Node], list[Edge]]):
    nodes, edges = graph
    found = list(items(outline(nodes, edges, "n0")))
    assert Counter(item.node.key for item in found if not item.again) == Counter(reachable(edges, "n0"))
    assert all(not item.children for item in found if item.again)
    tied = [(edge.down, edge.up) for edge in edges if edge.standing is not Standing.REJECTED]
    said = Counter((item.node.key, child.node.key) for item in found for child in item.children for _ in child.ties)
    assert said == Counter(pair for pair in tied if pair[0] in reachable(edges, "n0"))


@settings(deadline=None)
@given(graphs(15), st.randoms(use_true_random=False))
def test_the_same_graph_in_any_order_is_the_same_list(graph: tuple[list[Node], list[Edge]], chance: random.Random):
    nodes, edges = graph
    shuffled = outline(chance.sample(nodes, len(nodes)), chance.sample(edges, len(edges)), "n0")
    assert outline_html(shuffled) == outline_html(outline(nodes, edges, "n0"))


@settings(deadline=None)
@given(graphs(15))
def test_the_html_says_the_same_as_the_text(graph: tuple[list[Node], list[Edge]]):
    item = outline(*graph, "n0")
    root = fromstring(outline_html(item))
    assert len(root.findall(".//li")) == len(outline_text(item).splitlines()) == len(list(items(item)))
    assert {each.tag for each in root.iter()} <= {"ul", "li", "span", "bdi", "em", "q", "strong"}


def test_the_html_nests_as_the_list_does():
    nodes, edges, lineage = greenland()
    root = fromstring(outline_html(outline(nodes, edges, "c", lineage), href=lambda node: f"/{node.key}/"))
    (top,) = root.findall("li")
    assert [link.get("href") for link in top.findall("ul/li/a")] == ["/rte/", "/blog/"]
    assert [link.get("href") for link in top.findall("ul/li/ul/li/a")] == ["/work/", "/anon/", "/work/"]
    assert [each.text for each in root.iter("strong")] == ["origin 1", "origin 2"]
    assert [each.text for each in root.iter("em")] == ["see above"]


@given(st.text())
def test_a_hostile_label_is_text_and_nothing_else(label: str):
    nodes = [Node("c", NodeKind.CLAIM, label), Node("s", NodeKind.SOURCE, label + "<b>&", label)]
    item = outline(nodes, [link("c", "s", by=label, words=label)], "c")
    root = fromstring(outline_html(item, href=lambda node: node.label))
    assert len(root.findall(".//li")) == 2
    assert root.find(".//b") is None
    assert len(outline_text(item).split("\n")) == 2


def test_a_label_that_is_a_script_never_runs():
    label = "javascript:alert(1)//<script>alert(1)</script>"
    html = outline_html(outline([claim("c", label)], [], "c"), href=lambda node: node.label)
    assert "<a" not in html
    assert "<script" not in html


def test_a_name_from_right_to_left_turns_nothing_else():
    item = outline([claim("c", "It rains."), person("m", "محمد")], [link("c", "m", kind=EdgeKind.SAID_BY)], "c")
    assert "<bdi>محمد</bdi>" in outline_html(item)
    assert "said by \u2068محمد\u2069 (person)" in outline_text(item)


def test_a_chain_of_ten_thousand_is_listed_and_what_lies_deepest_stands_in_one_list():
    nodes = [article(str(place)) for place in range(10_000)]
    item = outline(nodes, [link(str(place), str(place + 1)) for place in range(9_999)], "0")
    lines = outline_text(item).splitlines()
    assert len(lines) == 10_000
    assert lines[24] == "  " * 24 + "links to Article 24 (article)"
    assert lines[-1] == "  " * 24 + "… links to Article 9999 (article)"
    root = fromstring(outline_html(item))
    assert len(root.findall(".//li")) == 10_000
    assert html_depth(root) == 25


def html_depth(root) -> int:
    depth, level = 0, [root]
    while level := [each for ul in level for each in ul.findall("li/ul")]:
        depth += 1
    return depth + 1
