"""A provenance graph as a nested list: from a claim or verdict upstream to its origins, each node in full once.

It says the same as the drawing, for screen readers, for a command line and for reports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

from .lettering import clean, isolate, safe_address
from .types import Edge, Lineage, Node, Standing
from .wording import date_of, kind_of, manner, name_of, publisher_of, standing_of, tie

_DEEPEST = 24  # lists in lists; whatever is deeper stands in the deepest, behind a "…"
_SEE_ABOVE = "see above"


@dataclass(slots=True, eq=False)
class Tie:
    """Why an item stands under the one above it. how: in words, to be followed by its name ("is a copy of")."""

    how: str
    standing: str  # who says so, and what people have said of it
    words: str  # that say so, "" without any


@dataclass(slots=True, eq=False)
class OutlineItem:
    """A node, how what stands above it is tied to it, and what it was taken from in turn.

    about: its kind, publisher and day; again: "see above" or "back to Reuters" where it was met before, and then it has
    no children; origin: its number in the lineage, from 1, or 0.
    """

    node: Node
    about: str
    ties: list[Tie] = field(default_factory=list)
    again: str = ""
    origin: int = 0
    children: list[OutlineItem] = field(default_factory=list, repr=False)

    @property
    def how(self) -> str:
        """How it is tied, in words; "" for the first."""
        return " and ".join(dict.fromkeys(tie.how for tie in self.ties))


def outline(
    nodes: Collection[Node], edges: Collection[Edge], start: str, lineage: Lineage | None = None
) -> OutlineItem:
    """The list from a node, by key, upstream; of nodes side by side the earliest first. Rejected edges are left out.

    Raises KeyError without such a node.
    """
    known = {node.key: node for node in nodes}
    ups = _upstream(known, edges)
    origins = {key: place for place, origin in enumerate(lineage.origins if lineage else (), 1) for key in origin.keys}
    top = _item(known, start, (), origins)
    on_the_way, met = {start}, {start}
    waiting = [(top, iter(ups.get(start, ())))]
    while waiting:
        item, rest = waiting[-1]
        following = next(rest, None)
        if following is None:
            on_the_way.discard(item.node.key)
            waiting.pop()
            continue
        key, tied = following
        child = _item(known, key, tied, origins)
        item.children.append(child)
        if key in on_the_way:
            child.again = f"back to {isolate(name_of(child.node))}"
        elif key in met:
            child.again = _SEE_ABOVE
        else:
            on_the_way.add(key)
            met.add(key)
            waiting.append((child, iter(ups.get(key, ()))))
    return top


def _upstream(known: dict[str, Node], edges: Collection[Edge]) -> dict[str, list[tuple[str, list[Edge]]]]:
    """What each node was taken from, with the edges that say so, by key: the earliest first."""
    bundles: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.standing is not Standing.REJECTED and edge.down in known and edge.up in known:
            bundles.setdefault((edge.down, edge.up), []).append(edge)
    found: dict[str, list[tuple[str, list[Edge]]]] = {}
    for (down, up), bundle in bundles.items():
        found.setdefault(down, []).append((up, sorted(bundle, key=manner)))
    for ups in found.values():
        ups.sort(key=lambda up: (known[up[0]].when or date.max, known[up[0]].label, up[0]))
    return found


def _item(known: dict[str, Node], key: str, tied: Collection[Edge], origins: dict[str, int]) -> OutlineItem:
    node = known[key]
    publisher = publisher_of(node, known)
    about = ", ".join(filter(None, (kind_of(node), publisher and f"by {isolate(publisher)}", date_of(node))))
    ties = [Tie(tie(edge.kind, node), standing_of(edge), clean(edge.words)) for edge in tied]
    return OutlineItem(node, about, ties, origin=origins.get(key, 0))


def outline_text(item: OutlineItem) -> str:
    """Indented lines of plain text."""
    lines = []
    for depth, each in _walk(item):
        deep = "… " if depth > _DEEPEST else ""
        lines.append("  " * min(depth, _DEEPEST) + deep + _line(each))
    return "\n".join(lines)


def _line(item: OutlineItem) -> str:
    said = list(filter(None, map(_said, item.ties)))
    parts = (
        item.how,
        isolate(name_of(item.node)),
        f"({item.about})",
        f"[{'; '.join(dict.fromkeys(said))}]" if said else "",
        f"= origin {item.origin}" if item.origin else "",
        f"– {item.again}" if item.again else "",
    )
    return " ".join(filter(None, parts))


def _said(tie: Tie) -> str:
    return ": ".join(filter(None, (tie.standing, tie.words and f"“{isolate(tie.words)}”")))


def outline_html(item: OutlineItem, *, href: Callable[[Node], str] | None = None) -> str:
    """Nested lists, everything escaped, the direction of names kept to themselves. href: as in a drawing."""
    written, level = ['<ul class="fc-outline">'], 0
    for place, (depth, each) in enumerate(_walk(item)):
        at = min(depth, _DEEPEST)
        if at > level:
            written.append("<ul>")
        elif place:
            written.append("</li>" + "</ul></li>" * (level - at))
        deep = "… " if depth > _DEEPEST else ""
        written.append(f"<li>{deep}{_html(each, href)}")
        level = at
    return "".join([*written, "</li></ul>" * (level + 1)])


def _html(item: OutlineItem, href: Callable[[Node], str] | None) -> str:
    name = f"<bdi>{escape(name_of(item.node))}</bdi>"
    address = safe_address(href(item.node)) if href else ""
    parts = (
        f'<span class="fc-outline-how">{escape(item.how)}</span>' if item.how else "",
        f'<a href="{escape(address)}">{name}</a>' if address else name,
        f'<span class="fc-outline-about">({escape(item.about)})</span>',
        f'<strong class="fc-outline-origin">origin {item.origin}</strong>' if item.origin else "",
        "; ".join(dict.fromkeys(filter(None, map(_said_html, item.ties)))),
        f'<em class="fc-outline-again">{escape(item.again)}</em>' if item.again else "",
    )
    return " ".join(filter(None, parts))


def _said_html(tie: Tie) -> str:
    words = f"<q><bdi>{escape(tie.words)}</bdi></q>" if tie.words else ""
    said = ": ".join(filter(None, (escape(tie.standing), words)))
    return f'<span class="fc-outline-said">{said}</span>' if said else ""


def _walk(item: OutlineItem) -> Iterator[tuple[int, OutlineItem]]:
    """Every item with its depth, as it is read."""
    waiting = [(0, item)]
    while waiting:
        depth, each = waiting.pop()
        yield depth, each
        waiting += [(depth + 1, child) for child in reversed(each.children)]
