"""Graphs to draw, and a drawing taken apart again."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import strategies as st

from sources.provenance.diagram import diagram
from sources.provenance.types import (
    Channel,
    Directness,
    Edge,
    EdgeKind,
    Lineage,
    Node,
    NodeKind,
    Origin,
    Standing,
)

SVG = "{http://www.w3.org/2000/svg}"
CLAIM = "The United States and Denmark will renegotiate a 1951 defence pact on Greenland."


def article(key: str, label: str = "", **more: Any) -> Node:
    return Node(key, NodeKind.DOCUMENT, label or f"Article {key}", "article", **more)


def claim(key: str = "c", label: str = CLAIM) -> Node:
    return Node(key, NodeKind.CLAIM, label)


def person(key: str, label: str) -> Node:
    return Node(key, NodeKind.SOURCE, label, "person", key)


def link(down: str, up: str, **more: Any) -> Edge:
    return Edge(down, up, more.pop("kind", Channel.LINK), **more)


def greenland() -> tuple[list[Node], list[Edge], Lineage]:
    """Six nodes: a claim in two articles, one from an anonymous source, both also from what Rutte told Reuters."""
    anonymous = Node(
        "anon", NodeKind.SOURCE, "a source familiar with the talks", "anonymous", "anon", described_in="rte"
    )
    nodes = [
        claim(),
        article("rte", "Trump drops tariff threat", source="RTE", when=date(2026, 1, 22)),
        article("blog", "What we know", when=date(2026, 1, 23), published=False),
        Node("work", NodeKind.WORK, "interview in Davos", "interview", "reuters", date(2026, 1, 21)),
        person("rutte", "Mark Rutte"),
        anonymous,
        Node("RTE", NodeKind.SOURCE, "RTÉ", "outlet", "RTE"),  # nothing is tied to it: it lends its name
    ]
    proposed = {"standing": Standing.PROPOSED, "by": "extractor 1"}
    edges = [
        Edge("c", "rte", EdgeKind.STANDS_IN, words="will renegotiate a pact"),
        Edge("c", "blog", EdgeKind.STANDS_IN),
        Edge("rte", "anon", EdgeKind.SAID_BY, **proposed),
        Edge("rte", "work", Channel.INTERVIEW, key="1", by="Rita", words="told Reuters"),
        Edge("blog", "work", Channel.CREDIT, **proposed),
        Edge("work", "rutte", EdgeKind.SAID_BY),
        Edge("blog", "anon", EdgeKind.SAID_BY, standing=Standing.REJECTED),
    ]
    origins = (
        origin("rutte", "Mark Rutte"),
        Origin(("anon",), anonymous.label, True, False, Directness.FIRST_HAND, ("rte",), ("c", "rte", "anon")),
    )
    return nodes, edges, Lineage("c", ("rte", "blog"), origins)


def origin(*keys: str, circular: bool = False) -> Origin:
    return Origin(keys, keys[-1], False, circular, Directness.HEARSAY, (), ())


@st.composite
def graphs(draw: st.DrawFn, most: int = 40) -> tuple[list[Node], list[Edge]]:
    """Nodes of all kinds, labels of any length, edges any way: loops, to itself, several between two nodes."""
    count = draw(st.integers(1, most))
    kinds, labels = st.sampled_from(NodeKind), st.text("ab ü漢\u05d0\u0301", max_size=90)
    nodes = [Node(f"n{place}", draw(kinds), draw(labels), when=draw(st.none() | DAYS)) for place in range(count)]
    ends = st.integers(0, count - 1).map(lambda place: f"n{place}")
    edges = st.builds(Edge, ends, ends, st.sampled_from([*Channel, *EdgeKind]), standing=st.sampled_from(Standing))
    return nodes, draw(st.lists(edges, max_size=2 * count))


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Drawn:
    """A drawing read back. box: left, top, right, bottom; lines: the corners and bends of each, and its element."""

    root: Element
    boxes: dict[str, tuple[float, float, float, float]]
    lines: list[tuple[Element, list[tuple[float, float]]]]

    def node(self, key: str) -> Element:
        return next(node for node in self.root.iter() if node.get("data-key") == key)

    def name(self, key: str) -> str:
        """What is read out of a box."""
        return text_of(next(self.node(key).iter(f"{SVG}title")))

    def box(self, key: str) -> Element:
        return next(rect for rect in self.node(key).iter(f"{SVG}rect") if "fc-g-box" in str(rect.get("class")))

    def texts(self, key: str) -> list[str]:
        """The lines that are seen in a box."""
        return [text_of(each) for each in self.node(key).iter(f"{SVG}text")]

    def line(self, down: str, up: str) -> Element:
        return next(each for each, _ in self.lines if (each.get("data-down"), each.get("data-up")) == (down, up))


def draw(nodes: Collection[Node], edges: Collection[Edge], lineage: Lineage | None = None, **more: Any) -> Drawn:
    """Draw a graph and read the drawing."""
    return read(diagram(nodes, edges, lineage, **{"title": "Where it comes from", **more}))


def read(svg: str) -> Drawn:
    root = fromstring(svg)
    boxes = {}
    for node in root.iter():
        if key := node.get("data-key"):
            left, top = map(float, re.findall(r"[-.\d]+", str(node.get("transform"))))
            rect = next(node.iter(f"{SVG}rect"))
            boxes[key] = (left, top, left + float(rect.get("width", 0)), top + float(rect.get("height", 0)))
    lines = [each for each in root.iter(f"{SVG}g") if each.get("data-down") is not None]
    return Drawn(root, boxes, [(each, points(next(each.iter(f"{SVG}path")).get("d", ""))) for each in lines])


def points(path: str) -> list[tuple[float, float]]:
    """A path of M, H and C (absolute) as points close to one another; of anything else those that are absolute."""
    found: list[tuple[float, float]] = []
    for letter, written in re.findall(r"([MHC])([-.\d ]*)", path):
        numbers = [float(each) for each in written.split()]
        if letter == "M":
            found.append((numbers[0], numbers[1]))
        elif letter == "H":
            start = found[-1]
            found += [(start[0] + (numbers[0] - start[0]) * step / 16, start[1]) for step in range(1, 17)]
        else:
            corners = [found[-1], *zip(numbers[::2], numbers[1::2], strict=True)]
            found += [_bezier(corners, step / 16) for step in range(1, 17)]
    return found


def _bezier(corners: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """De Casteljau's construction."""
    while len(corners) > 1:
        corners = [
            (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
            for one, other in pairwise(corners)
        ]
    return corners[0]


def text_of(element: Element) -> str:
    return "".join(element.itertext())
