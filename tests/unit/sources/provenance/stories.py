"""Stories of who took what from whom, one sentence a line, as a graph.

    Irish Times story is an article by Irish Times of 2026-01-22
    a senior official is an anonymous described in Irish Times story
    claim --stands in--> Irish Times story, Le Monde story
    Le Monde story --copy--> Irish Times story (proposed, confidence 0.5)
    Irish Times is owned by a holding since 2008-01-01 until 2018-07-11

Names are keys and labels at once. Who isn't introduced is what the line needs: "claim" and "verdict" are that, what a
verdict rests on is evidence, who said it a person, who publishes or owns an organisation, all else an article.
"captured on" instead of "of" is the day of a capture. An "uncaptured post" is a work: words name it, nobody has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sources.provenance.types import Channel, Edge, EdgeKind, Node, NodeKind, Relation, RelationKind, Standing

SOURCES = ("person", "outlet", "agency", "organisation", "government", "account", "group", "anonymous")
DOCUMENTS = ("article", "transcript", "post", "treaty", "dataset", "correction")
SAME_NAME = ("claim", "verdict", "evidence")

IS_A = re.compile(
    r"(?P<name>.+?) is an? (?P<type_>[a-z ]+?)(?: by (?P<source>.+?))?(?: described in (?P<described_in>.+?))?"
    r"(?: (?P<dated>of|captured on) (?P<when>\d{4}-\d\d-\d\d))?"
)
TAKEN = re.compile(r"(?P<downs>.+?) --(?P<kind>[a-z ]+)--> (?P<ups>.+?)(?: \((?P<said>[^)]*)\))?")
RELATED = re.compile(
    r"(?P<subject>.+?) (?P<kind>is part of|is owned by|speaks for|republishes) (?P<of>.+?)"
    r"(?: since (?P<since>\S+))?(?: until (?P<until>\S+))?"
)


class Story(NamedTuple):
    """What a graph is made of."""

    nodes: list[Node]
    edges: list[Edge]
    relations: list[Relation]


def story(text: str) -> Story:
    """Raises ValueError for a line that it cannot read."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    relations: list[Relation] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if taken := TAKEN.fullmatch(line):
            edges.extend(_edges(**taken.groupdict()))
        elif related := RELATED.fullmatch(line):
            relations.append(_relation(**related.groupdict()))
        elif is_a := IS_A.fullmatch(line):
            node = _node(**is_a.groupdict())
            nodes[node.key] = node
        else:
            raise ValueError(f"What does this say? {line}")
    for node in _not_introduced(nodes, edges, relations):
        nodes.setdefault(node.key, node)
    return Story(list(nodes.values()), edges, relations)


def _node(
    name: str, type_: str, source: str | None, described_in: str | None, dated: str | None, when: str | None
) -> Node:
    if type_ in SAME_NAME:
        kind, type_ = NodeKind(type_), ""
    elif type_ in SOURCES:
        kind, source = NodeKind.SOURCE, name
    elif type_ in DOCUMENTS:
        kind = NodeKind.DOCUMENT
    else:
        kind, type_ = NodeKind.WORK, Channel(type_.removeprefix("uncaptured "))
    return Node(
        key=name,
        kind=kind,
        label=name,
        type=type_,
        source=source or "",
        when=date.fromisoformat(when) if when else None,
        published=dated != "captured on",
        described_in=described_in or "",
    )


def _edges(downs: str, kind: str, ups: str, said: str | None) -> Iterator[Edge]:
    kinds = {each.value: each for each in (*EdgeKind, *Channel)}
    standing, confidence = Standing.CONFIRMED, 1.0
    for word in (said or "").split(", ") if said else ():
        if word.startswith("confidence "):
            confidence = float(word.removeprefix("confidence "))
        else:
            standing = Standing(word)
    for down in downs.split(", "):
        for up in ups.split(", "):
            yield Edge(down, up, kinds[kind], standing=standing, confidence=confidence)


def _relation(subject: str, kind: str, of: str, since: str | None, until: str | None) -> Relation:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    return Relation(subject, RelationKind(kind.removeprefix("is ").replace(" ", "_")), of, first, last)


def _not_introduced(nodes: dict[str, Node], edges: list[Edge], relations: list[Relation]) -> Iterator[Node]:
    for edge in edges:
        for name in (edge.down, edge.up):
            if name in SAME_NAME:
                yield Node(name, NodeKind(name), name)
        if edge.kind is EdgeKind.RESTS_ON:
            yield Node(edge.up, NodeKind.EVIDENCE, edge.up)
        elif edge.kind is EdgeKind.SAID_BY:
            yield Node(edge.up, NodeKind.SOURCE, edge.up, type="person", source=edge.up)
    for edge in edges:
        for name in (edge.down, edge.up):
            yield Node(name, NodeKind.DOCUMENT, name, type="article")
    named = [relation.subject for relation in relations] + [relation.object for relation in relations]
    for name in (*named, *(node.source for node in nodes.values() if node.source)):
        yield Node(name, NodeKind.SOURCE, name, type="organisation", source=name)
