from __future__ import annotations

import random
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.provenance.diagram import diagram
from sources.provenance.types import Channel, Edge, EdgeKind, Lineage, Node, NodeKind, Standing
from tests.unit.sources.provenance.pictures import (
    CLAIM,
    SVG,
    Drawn,
    article,
    claim,
    draw,
    graphs,
    greenland,
    link,
    origin,
    person,
    read,
    text_of,
)


def test_a_drawing_says_what_it_is_and_how_big():
    drawn = draw(*greenland(), title=CLAIM)
    assert drawn.root.tag == f"{SVG}svg"
    assert drawn.root.get("role") == "group"
    assert drawn.root.get("aria-label") == (
        f"{CLAIM} 2 links, 2 independent origins: Mark Rutte; a source familiar with the talks (anonymous)"
    )
    assert drawn.root.get("viewBox") == f"0 0 {drawn.root.get('width')} {drawn.root.get('height')}"


def test_every_node_and_every_edge_that_nobody_rejected_is_drawn():
    nodes, edges, lineage = greenland()
    drawn = draw(nodes, edges, lineage)
    assert drawn.boxes.keys() == {"c", "rte", "blog", "work", "rutte", "anon"}
    ends = {(each.get("data-down"), each.get("data-up")) for each, _ in drawn.lines}
    assert ends == {(edge.down, edge.up) for edge in edges if edge.standing is not Standing.REJECTED}


def test_all_edges_between_two_nodes_are_one_line_that_says_each():
    edges = [link("a", "b"), link("a", "b", kind=Channel.COPY, standing=Standing.PROPOSED)]
    drawn = draw([article("a"), article("b")], edges)
    line = drawn.line("a", "b")
    assert line.get("class") == "fc-g-edge"  # a person looked at one of them
    assert text_of(next(line.iter(f"{SVG}title"))).splitlines() == [
        "Article a has the same text as Article b (nobody has looked at it)",
        "Article a links to Article b",
    ]
    assert "copy?, link" in labels(drawn)


def test_what_only_a_rejected_edge_leads_to_is_not_drawn():
    nodes = [claim(), article("a"), article("b"), article("beyond")]
    edges = [link("c", "a"), link("a", "b", standing=Standing.REJECTED), link("b", "beyond")]
    assert draw(nodes, edges, Lineage("c", ("a",), (origin("a"),))).boxes.keys() == {"c", "a"}


def test_a_source_to_which_nothing_is_tied_only_lends_its_name():
    drawn = draw(*greenland())
    assert "RTE" not in drawn.boxes
    assert "RTÉ" in drawn.texts("rte")
    assert ", by RTÉ;" in drawn.name("rte")


def test_an_edge_to_a_node_that_nobody_knows_is_left_out():
    drawn = draw([article("a")], [link("a", "elsewhere"), link("elsewhere", "a")])
    assert drawn.boxes.keys() == {"a"}
    assert drawn.lines == []


def test_nothing_is_drawn_of_nothing():
    assert draw([], []).boxes == {}


def test_what_nobody_has_looked_at_is_dashed():
    drawn = draw(*greenland())
    assert drawn.line("rte", "anon").get("class") == "fc-g-edge fc-g-proposed"
    assert drawn.line("rte", "work").get("class") == "fc-g-edge"


def test_lines_are_labelled_with_their_channel():
    assert labels(draw(*greenland())) == ["interview", "credit"]


def test_origins_are_numbered_and_merged_ones_share_a_number():
    nodes = [claim(), article("a"), article("b"), article("d")]
    edges = [link("c", key) for key in "abd"]
    drawn = draw(nodes, edges, Lineage("c", ("a", "b", "d"), (origin("a", "d"), origin("b"))))
    assert {key: drawn.texts(key)[-1] for key in "abd"} == {"a": "1", "b": "2", "d": "1"}
    assert all("fc-g-origin" in str(drawn.box(key).get("class")) for key in "abd")
    assert "origin" not in str(drawn.box("c").get("class"))
    assert drawn.name("d").endswith("; origin 1")


def test_an_anonymous_origin_is_told_by_its_border_and_by_a_word():
    drawn = draw(*greenland())
    assert "fc-g-anonymous" in str(drawn.box("anon").get("class"))
    assert drawn.texts("anon")[0] == "ANONYMOUS SOURCE"
    assert drawn.name("anon") == "Anonymous source: a source familiar with the talks; origin 2"
    assert "fc-g-anonymous" not in str(drawn.box("rutte").get("class"))


def test_a_loop_is_told_by_a_word_and_by_the_line_that_closes_it():
    nodes = [claim(), article("a"), article("b"), article("d"), article("out")]
    edges = [link("c", "a"), link("a", "b"), link("b", "d"), link("d", "a"), link("b", "out")]
    drawn = draw(nodes, edges)
    assert [key for key in drawn.boxes if "loop" in drawn.texts(key)] == ["d", "b", "a"]
    assert drawn.name("d").endswith("; in a loop")
    assert [each.get("data-down") for each, _ in drawn.lines if "fc-g-back" in str(each.get("class"))] == ["d"]
    assert "link, back" in labels(drawn)
    looped = {str(each.get("data-down")) for each, _ in drawn.lines if "fc-g-looped" in str(each.get("class"))}
    assert looped == {"a", "b", "d"}
    assert drawn.line("b", "out").get("class") == "fc-g-edge"


def test_what_leads_to_itself_is_a_loop_of_one():
    drawn = draw([article("a")], [link("a", "a")])
    assert "loop" in drawn.texts("a")
    assert drawn.line("a", "a").get("class") == "fc-g-edge fc-g-looped fc-g-back"


def test_a_box_is_read_out_with_its_kind_day_and_what_it_was_taken_from():
    drawn = draw(*greenland())
    assert drawn.name("work") == "Interview: interview in Davos, 21 Jan 2026; from: Mark Rutte"
    assert drawn.name("blog") == "Article: What we know, captured 23 Jan 2026; from: interview in Davos"


def test_of_many_that_it_was_taken_from_a_few_are_read_out():
    nodes = [claim(), *(article(f"a{place}") for place in range(9))]
    name = draw(nodes, [link("c", f"a{place}") for place in range(9)]).name("c")
    assert name.endswith("Article a4, Article a5 and 3 more")


def test_boxes_are_read_from_the_origins_to_the_claim():
    order = list(draw(*greenland(), href=lambda node: f"/{node.key}/").boxes)
    assert order[-1] == "c"
    assert set(order[:2]) == {"rutte", "anon"}
    assert order.index("work") < order.index("rte")


def test_what_is_heard_is_what_the_links_are_and_lines_are_silent():
    drawn = draw(*greenland(), href=lambda node: f"/sources/{node.key}/" if node.key != "anon" else "")
    for key in drawn.boxes:
        shown = next(iter(drawn.node(key)))
        title = next(shown.iter(f"{SVG}title"))
        assert shown.get("aria-labelledby") == title.get("id")
        if key == "anon":
            assert (shown.tag, shown.get("role")) == (f"{SVG}g", "img")
        else:
            assert (shown.tag, shown.get("href")) == (f"{SVG}a", f"/sources/{key}/")
        assert drawn.node(key).get("role") == "listitem"
    hidden = [each for each in drawn.root.iter() if each.get("aria-hidden") == "true"]
    assert all(any(line in group.iter() for group in hidden) for line, _ in drawn.lines)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " \x01java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "https:evil",
        "http://[broken",
        "evil.example/path",
        "",
    ],
)
def test_an_address_that_is_no_page_never_becomes_a_link(address: str):
    drawn = draw([article("a", url=address)], [], href=lambda node: node.url)
    assert drawn.root.findall(f".//{SVG}a") == []
    assert drawn.boxes.keys() == {"a"}


@pytest.mark.parametrize("address", ["https://www.rte.ie/news/?a=1&b=2", "http://x.example/", "/admin/", "?id=1", "#c"])
def test_an_address_of_a_page_becomes_a_link(address: str):
    drawn = draw([article("a")], [], href=lambda node: address)
    assert [link.get("href") for link in drawn.root.iter(f"{SVG}a")] == [address]


HOSTILE = (
    "</text></svg><script>alert('x')</script>",
    "]]> <!-- & \"' <b onload=alert(1)>",
    "null\x00 bell\x07 escape\x1b lone\ud800 none\uffff\ufdd0 end",
    "over\u202eridden \u2067isolated \u061cmarked",
    "tower" + "\u0334" * 500,
    "line\nbreak\u2028and\ttab",
    "x" * 100_000,
)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_text_and_nothing_else(label: str):
    nodes = [Node(label, NodeKind.DOCUMENT, label, label, label), person("b", label), claim("c", label)]
    edges = [Edge("c", label, EdgeKind.STANDS_IN, by=label, words=label), link(label, "b", key=label, by=label)]
    plain = draw([article("a"), person("b", "B"), claim("c", "C")], [link("c", "a"), link("a", "b")], title="T")
    drawn = draw(nodes, edges, title=label, prefix=label)
    assert {each.tag for each in drawn.root.iter()} == {each.tag for each in plain.root.iter()}
    assert {name for each in drawn.root.iter() for name in each.attrib} <= {
        name for each in plain.root.iter() for name in each.attrib
    }
    written = "".join(drawn.root.itertext()) + "".join(
        value for each in drawn.root.iter() for value in each.attrib.values()
    )
    assert not {each for each in written if unicodedata.category(each) in ("Cs", "Cc")} - {"\n"}
    assert not set(written) & set("\u202e\u2067\u061c\uffff\ufdd0\u2028")
    assert "\u0334" * 4 not in written


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_label_gives_a_drawing_that_can_be_read(label: str, kind: str):
    drawn = draw([Node("a", NodeKind.SOURCE, label, kind), claim("c", label)], [link("c", "a", by=label)], title=label)
    assert drawn.boxes.keys() == {"a", "c"}


def test_a_long_name_takes_three_lines_and_the_title_has_it_all():
    name = "A very long heading about the talks that Mr Trump and Mr Rutte had " * 4
    drawn = draw([article("a", name), claim()], [link("c", "a")])
    seen = [text_of(each) for each in drawn.node("a").iter(f"{SVG}text") if "fc-g-name" in str(each.get("class"))]
    assert len(seen) == 3
    assert seen[-1].endswith("…")
    assert name.startswith(f"{seen[0]} {seen[1]} ")
    assert name.strip() in drawn.name("a")


def test_the_claim_itself_is_read_in_full():
    drawn = draw(*greenland())
    seen = [text_of(each) for each in drawn.node("c").iter(f"{SVG}text") if "fc-g-name" in str(each.get("class"))]
    assert " ".join(seen) == CLAIM


def test_a_name_from_right_to_left_begins_at_the_right_and_turns_nothing_else():
    drawn = draw([person("m", "محمد"), claim()], [link("c", "m", kind=EdgeKind.SAID_BY)])
    name = next(each for each in drawn.node("m").iter(f"{SVG}text") if text_of(each) == "محمد")
    assert "fc-g-leftward" in str(name.get("class"))
    assert drawn.name("c").endswith("from: \u2068محمد\u2069")
    assert re.search(r"\.fc-g-leftward\{direction:rtl\}", diagram([], [], title=""))


def test_two_drawings_on_a_page_share_no_id():
    one, other, same = (diagram(*greenland(), title="T", prefix=prefix) for prefix in ("one", "other", "one"))
    assert ids(one) & ids(other) == set()
    assert ids(one) == ids(same)
    assert ids(diagram(*greenland(), title="T")) & ids(diagram(*greenland(), title="U")) == set()
    assert len(ids(one)) == 6


def test_the_legend_explains_the_signs_that_are_there_and_no_other():
    plain = words(draw([claim(), article("a")], [link("c", "a")]))
    assert "the way the words went" in plain
    for absent in ("nobody has looked", "origin", "without a name", "loop"):
        assert absent not in plain
    full = words(draw(*greenland()))
    for present in ("nobody has looked", "origin; the same number", "source without a name"):
        assert present in full


@settings(deadline=None, max_examples=25)
@given(graphs(20), st.randoms(use_true_random=False))
def test_the_same_graph_in_any_order_is_the_same_drawing(graph: tuple[list[Node], list[Edge]], chance: random.Random):
    nodes, edges = graph
    first = diagram(nodes, edges, title="T")
    assert diagram(chance.sample(nodes, len(nodes)), chance.sample(edges, len(edges)), title="T") == first


def test_edges_that_differ_in_their_standing_alone_are_told_in_one_order():
    nodes, edges = [article("a"), article("b")], [link("a", "b"), link("a", "b", standing=Standing.PROPOSED)]
    assert diagram(nodes, edges, title="T") == diagram(nodes, edges[::-1], title="T")


def test_a_chain_of_thousands_is_drawn():
    nodes = [article(str(place), when=date(2026, 1, 1)) for place in range(2_000)]
    drawn = draw(nodes, [link(str(place), str(place + 1)) for place in range(1_999)])
    assert len(drawn.boxes) == 2_000


def test_a_drawing_runs_no_script_and_loads_nothing():
    svg = diagram(*greenland(), title="T", href=lambda node: "/x/")
    assert not re.search(r"<script|<image|<use|<foreignObject|@import|url\(|\son\w+=", svg)


def labels(drawn: Drawn) -> list[str]:
    """The labels on lines, in the order in which they were written."""
    return [text_of(each) for each in drawn.root.iter(f"{SVG}text") if "fc-g-label" in str(each.get("class"))]


def words(drawn: Drawn) -> str:
    """All that is written on a drawing."""
    return "\n".join(text_of(each) for each in drawn.root.iter(f"{SVG}text"))


def ids(svg: str) -> set[str]:
    return {str(each.get("id")) for each in read(svg).root.iter() if each.get("id")}
