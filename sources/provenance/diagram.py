"""The drawing of a provenance graph: one SVG, from the origins at the left to the claim or verdict at the right.

It runs no script, loads nothing and needs no page around it. Nothing in it is told by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import blake2b
from html import escape
from itertools import pairwise

from .drawing.boxes import Box, box_of
from .drawing.layout import BOX_WIDTH, Layout, Point, arrange, bends
from .drawing.legend import legend, line_class
from .drawing.scene import Line, Scene, see
from .drawing.style import STYLE
from .drawing.svg import HEAD, along, curve, element, head, text
from .lettering import clean, safe_address, width, wrap
from .types import Edge, Lineage, Node

_MARGIN, _NARROWEST = 28, 640
_TITLE, _LABEL = 16, 12  # pixels
_ALONG = (0.5, 0.36, 0.64, 0.24, 0.76)  # where on a stretch a label may stand, best first
_ROOM = (8, 17)  # between labels beside and above one another


def diagram(
    nodes: Collection[Node],
    edges: Collection[Edge],
    lineage: Lineage | None = None,
    *,
    title: str,
    sentence: str | None = None,
    href: Callable[[Node], str] | None = None,
    prefix: str = "",
) -> str:
    """An SVG, the same for the same graph in whatever order.

    With a lineage only what it walked is drawn, and its origins are numbered. Rejected edges are not drawn. sentence:
    what was found; the lineage's own where none is given. href gives a node's address or "": http, https and paths of
    this site become links, anything else does not. Ids begin with prefix, by default made of the title: two drawings of
    one title on one page need one each. Give all nodes, also sources that nothing leads to: they lend their names to
    what they published.
    """
    scene = see(nodes, edges, lineage)
    boxes = [box_of(scene, place) for place in range(len(scene.nodes))]
    between = [line for line in scene.lines if line.down != line.up]
    arcs = [(line.down, line.up) if line.back else (line.up, line.down) for line in between]
    layout = arrange([box.height for box in boxes], arcs, [width(line.label, _LABEL) for line in between])
    title = clean(title)
    drawn = "".join(_lines(scene, between, layout))
    if boxes:
        drawn += element("g", *_nodes(scene, boxes, layout, href, _prefix(prefix, title)), role="list")
    if sentence is None:
        sentence = lineage.sentence if lineage else ""
    return _sheet(scene, title, clean(sentence), layout, drawn)


def _sheet(scene: Scene, title: str, sentence: str, layout: Layout, drawn: str) -> str:
    """The drawing between its heading, which a screen reader hears as the name of the whole, and its legend."""
    wide = max(_NARROWEST, layout.width)
    above, top = _heading(title, sentence, wide)
    below, bottom = legend(scene, wide)
    parts = (
        element("g", above, aria_hidden="true"),
        element("g", drawn, transform=f"translate(0 {top})"),
        element("g", below, aria_hidden="true", transform=f"translate(0 {top + layout.height})"),
    )
    size = (wide + 2 * _MARGIN, top + layout.height + bottom + 2 * _MARGIN)
    return element(
        "svg",
        element("style", STYLE),
        element("rect", width="100%", height="100%", class_="fc-g-ground"),
        element("g", *parts, transform=f"translate({_MARGIN} {_MARGIN})"),
        xmlns="http://www.w3.org/2000/svg",
        class_="fc-graph",
        role="group",
        aria_label=". ".join(filter(None, (title.rstrip("."), sentence))),
        width=size[0],
        height=size[1],
        viewBox=f"0 0 {size[0]} {size[1]}",
    )


def _prefix(prefix: str, title: str) -> str:
    """What ids begin with: letters, digits and hyphens, never a digit first."""
    kept = re.sub(r"[^A-Za-z0-9_-]", "", prefix)
    return f"fc-{kept or blake2b(title.encode(), digest_size=4).hexdigest()}"


def _heading(title: str, sentence: str, wide: float) -> tuple[str, int]:
    """Title and finding, and how high they are."""
    lines = wrap(title, wide, _TITLE, lines=2, heavy=True)
    found = [text(line, 0, 14 + 22 * place, "fc-g-text fc-g-title") for place, line in enumerate(lines)]
    high = 22 * len(lines)
    if sentence:
        second = wrap(sentence, wide, 13, lines=2)
        found += [text(line, 0, high + 16 + 18 * at, "fc-g-quiet fc-g-sentence") for at, line in enumerate(second)]
        high += 4 + 18 * len(second)
    return "".join(found), high + 24


def _nodes(
    scene: Scene, boxes: list[Box], layout: Layout, href: Callable[[Node], str] | None, prefix: str
) -> Iterator[str]:
    """Every box with its name, in reading order: column after column from the origins, each from top to bottom."""
    for place in sorted(range(len(boxes)), key=lambda box: (layout.columns[box], layout.tops[box])):
        node, box = scene.nodes[place], boxes[place]
        named = f"{prefix}-{place}"
        address = safe_address(href(node)) if href else ""
        inside = (element("title", escape(box.spoken), id=named), box.drawn)
        if address:
            shown = element("a", *inside, href=address, aria_labelledby=named)
        else:
            shown = element("g", *inside, role="img", aria_labelledby=named)
        at = f"translate({layout.lefts[place]:.0f} {layout.tops[place]:.0f})"
        yield element("g", shown, role="listitem", class_="fc-g-node", transform=at, data_key=clean(node.key))


def _lines(scene: Scene, lines: list[Line], layout: Layout) -> Iterator[str]:
    """Every line, then the labels, which stand on them. A screen reader hears of them from the boxes."""
    drawn, labelled = [], []
    places = _label_places([line.label for line in lines], layout.routes)
    for line, route, place in zip(lines, layout.routes, places, strict=True):
        said = element("title", escape("\n".join(scene.sentences(line))))
        drawn.append(
            element(
                "g",
                said,
                element("path", d=curve(route, back=line.back)),
                element("path", d=head(route, back=line.back), class_="fc-g-head"),
                class_=line_class(line),
                **_ends(scene, line),
            )
        )
        if place:
            hue = "fc-g-loop" if line.looped else "fc-g-quiet"
            labelled.append(element("g", said, text(line.label, *place, f"fc-g-label {hue}")))
    yield element("g", *drawn, *_circles(scene, layout), *labelled, aria_hidden="true")


def _circles(scene: Scene, layout: Layout) -> Iterator[str]:
    """What leads to itself: a bow over the top of its box."""
    for line in scene.lines:
        if line.down == line.up:
            x, y = layout.lefts[line.down] + BOX_WIDTH / 2, layout.tops[line.down]
            bow = element("path", d=f"M{x + 20:.0f} {y:.0f}c0 -26 -40 -26 -40 -{HEAD - 1}")
            point = element("path", d=f"M{x - 20:.0f} {y:.0f}l-4 -{HEAD}h8z", class_="fc-g-head")
            said = element("title", escape("\n".join(scene.sentences(line))))
            yield element("g", said, bow, point, class_=line_class(line), **_ends(scene, line))


def _ends(scene: Scene, line: Line) -> dict[str, str]:
    return {"data_down": clean(scene.nodes[line.down].key), "data_up": clean(scene.nodes[line.up].key)}


def _label_places(labels: Sequence[str], routes: Sequence[Sequence[Point]]) -> Iterator[Point | None]:
    """Where the middle of each label's baseline stands, on its line and clear of boxes and other labels; None where it
    fits nowhere."""
    taken: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for label, route in zip(labels, routes, strict=True):
        half = width(label, _LABEL) / 2
        free = (at for at in _candidates(route, half) if label and _is_free(taken, at, half))
        place = next(free, None)
        if place:
            taken.setdefault(_field(place), []).append((*place, half))
        yield place and (round(place[0], 1), round(place[1] + 4, 1))


def _field(at: Point) -> tuple[int, int]:
    """Which field of a chessboard over the drawing a point is in. Labels are narrower than a field."""
    return int(at[0] // BOX_WIDTH), int(at[1] // _ROOM[1])


def _candidates(route: Sequence[Point], half: float) -> Iterator[Point]:
    """Points of a line where a label of half a width touches no box: where it passes a column, or between two."""
    stretches = list(bends(route))
    for (_, one), (other, _) in pairwise(stretches):
        yield (one[0] + other[0]) / 2, one[1]
    for one, other in stretches:
        for share in _ALONG:
            x, y = along(one, other, share)
            if one[0] + half + 2 <= x <= other[0] - half - 2:
                yield x, y


def _is_free(taken: dict[tuple[int, int], list[tuple[float, float, float]]], at: Point, half: float) -> bool:
    """Whether no label stands near."""
    column, row = _field(at)
    around = ((column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
    near = (label for field in around for label in taken.get(field, ()))
    return all(abs(at[1] - y) >= _ROOM[1] or abs(at[0] - x) >= half + other + _ROOM[0] for x, y, other in near)
