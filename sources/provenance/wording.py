"""The words in which people are told of nodes and edges: the same in the drawing, in the list and in reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .lettering import clean, isolate
from .types import Channel, Edge, EdgeKind, Node, NodeKind, Standing

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SOURCES = {"government": "government body", "anonymous": "anonymous source"}

# What leads from down to up, and what joins up's name to it where up is a source.
_TIES: dict[EdgeKind | Channel, tuple[str, str]] = {
    EdgeKind.STANDS_IN: ("stands in", ""),
    EdgeKind.RESTS_ON: ("rests on", ""),
    EdgeKind.ABOUT: ("is about", ""),
    EdgeKind.QUOTES: ("quotes", ""),
    EdgeKind.SAID_BY: ("said by", ""),
    Channel.INTERVIEW: ("has it from an interview", "with"),
    Channel.POST: ("has it from a post", "by"),
    Channel.BROADCAST: ("has it from a broadcast", "by"),
    Channel.SPEECH: ("has it from a speech", "by"),
    Channel.STATEMENT: ("has it from a statement", "by"),
    Channel.REPORT: ("has it from a report", "by"),
    Channel.TESTIMONY: ("has it from testimony", "by"),
    Channel.LINK: ("links to", ""),
    Channel.CANONICAL: ("names as its original", ""),
    Channel.CREDIT: ("credits", ""),
    Channel.COPY: ("has the same text as", ""),
}
_STANDINGS = {
    Standing.PROPOSED: "nobody has looked at it",
    Standing.CONFIRMED: "confirmed",
    Standing.CORRECTED: "corrected",
    Standing.REJECTED: "rejected",
}


def kind_of(node: Node) -> str:
    """ "article", "wire report", "anonymous source": what a node is, in lower case."""
    written = clean(node.type.replace("_", " ")).lower()
    if node.kind is NodeKind.SOURCE:
        return _SOURCES.get(node.type, written or "source")
    return written or node.kind.value


def name_of(node: Node) -> str:
    """What a node is called, on one line; a node without a label by its kind."""
    return clean(node.label) or f"unnamed {kind_of(node)}"


def publisher_of(node: Node, known: Mapping[str, Node]) -> str:
    """The name of the source behind a node, where it is among the known, by key, and the node's name doesn't say it."""
    source = known.get(node.source)
    if source is None or node.source == node.key or name_of(source).casefold() in name_of(node).casefold():
        return ""
    return name_of(source)


def day(when: date) -> str:
    """ "22 Jan 2026", whatever the machine's language."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def date_of(node: Node) -> str:
    """The day of a node, told apart as day of publication or of capture; "" without one."""
    if node.when is None:
        return ""
    return day(node.when) if node.published else f"captured {day(node.when)}"


# What is there to be seen, and not to be doubted.
PLAIN = frozenset({EdgeKind.STANDS_IN, EdgeKind.RESTS_ON, EdgeKind.QUOTES, EdgeKind.ABOUT})


def about(node: Node) -> str:
    """ "Article: Rutte speaks, 22 Jan 2026": a node in one line of plain text."""
    kind = kind_of(node)
    return ", ".join(filter(None, (f"{kind[:1].upper()}{kind[1:]}: {isolate(name_of(node))}", date_of(node))))


def tie(kind: EdgeKind | Channel, up: Node) -> str:
    """How down is tied to up, to be followed by up's name: "has it from an interview with", "has it from a post:"."""
    words, joint = _TIES[kind]
    if not joint:
        return words
    return f"{words} {joint}" if up.kind is NodeKind.SOURCE else f"{words}:"


def manner(edge: Edge) -> tuple[str, str, str, str, str, float]:
    """What tells two edges between the same nodes apart, in the order in which they are told."""
    return edge.kind.value, edge.key, edge.by, edge.words, edge.standing.value, edge.confidence


def standing_of(edge: Edge) -> str:
    """Who says so and what people have said of it: "according to Rita, confirmed"; "" where it needs nobody's word."""
    if not edge.by and not edge.key and edge.standing is Standing.CONFIRMED:
        return ""
    by = clean(edge.by)
    said = "" if edge.kind in PLAIN else _STANDINGS[edge.standing]
    return ", ".join(filter(None, (by and f"according to {isolate(by)}", said)))
