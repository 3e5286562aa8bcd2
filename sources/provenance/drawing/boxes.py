"""One box of the drawing: its kind with an icon, its date, its name in up to three lines, and who published it."""

from __future__ import annotations

from dataclasses import dataclass

from ..lettering import isolate, runs_right_to_left, shorten, width, wrap
from ..types import Node, NodeKind
from ..wording import about, date_of, kind_of, name_of
from .layout import BOX_WIDTH
from .scene import Scene
from .style import ROUND_ARROW, icon_of
from .svg import element, text

_PAD, _ICON = 14, 14
_INSIDE = BOX_WIDTH - 2 * _PAD
_SMALL, _NAME = 12, 14  # pixels
_SPACED = 0.5  # between the capitals of a kind
_FROM = 6  # so many are named as what it was taken from


@dataclass(frozen=True, slots=True)
class Box:
    """height in pixels; spoken: its accessible name and tooltip; drawn: SVG from its own top left corner."""

    height: int
    spoken: str
    drawn: str


def box_of(scene: Scene, place: int) -> Box:
    """The box of a node by number."""
    node = scene.nodes[place]
    most = 5 if place in scene.starts else 3  # what it is all about is read in full
    lines = wrap(name_of(node), _INSIDE, _NAME, lines=most, heavy=True)
    publisher = shorten(scene.publisher(node), _INSIDE, _SMALL)
    base = _PAD + 11 + 5 + 19 * len(lines)
    height = base + (19 if publisher else 0) + _PAD
    drawn = [
        element("rect", width=BOX_WIDTH, height=height, rx=8, class_=_classes(scene, place)),
        *_top(node),
        *(_line(line, _PAD + 11 + 5 + 19 * row, "fc-g-text fc-g-name") for row, line in enumerate(lines, 1)),
        _line(publisher, base + 19, "fc-g-quiet") if publisher else "",
        _badge(scene.origins[node.key]) if node.key in scene.origins else "",
        _loop(height) if place in scene.looped else "",
    ]
    return Box(height, spoken(scene, place), "".join(drawn))


def spoken(scene: Scene, place: int) -> str:
    """What a node is, what it was taken from, and what it is to the whole, in plain text."""
    node = scene.nodes[place]
    publisher = scene.publisher(node)
    ups = [name_of(scene.nodes[line.up]) for line in scene.upstream[place]]
    more = f" and {len(ups) - _FROM} more" if len(ups) > _FROM else ""
    parts = [
        about(node) + (f", by {isolate(publisher)}" if publisher else ""),
        f"from: {', '.join(isolate(up) for up in ups[:_FROM])}{more}" if ups else "",
        f"origin {scene.origins[node.key]}" if node.key in scene.origins else "",
        "in a loop" if place in scene.looped else "",
    ]
    return "; ".join(filter(None, parts))


def _classes(scene: Scene, place: int) -> str:
    node = scene.nodes[place]
    names = ["fc-g-box"]
    names += ["fc-g-start"] * (place in scene.starts)
    names += ["fc-g-origin"] * (node.key in scene.origins)
    names += ["fc-g-anonymous"] * is_anonymous(node)
    return " ".join(names)


def is_anonymous(node: Node) -> bool:
    """Whether a node is a source without a name."""
    return node.kind is NodeKind.SOURCE and node.type == "anonymous"


def _top(node: Node) -> list[str]:
    """Icon and kind at the left, the day at the right."""
    when = date_of(node)
    room = _INSIDE - _ICON - 7 - (width(when, _SMALL) + 10 if when else 0)
    kind = kind_of(node).upper()
    kind = shorten(kind, room - _SPACED * len(kind), _SMALL, heavy=True)
    icon = element("path", d=icon_of(node), class_=f"fc-g-icon fc-g-{node.kind}-icon")
    return [
        element("g", icon, transform=f"translate({_PAD} {_PAD - 1})"),
        text(kind, _PAD + _ICON + 7, _PAD + 10, f"fc-g-kind fc-g-{node.kind}"),
        text(when, BOX_WIDTH - _PAD, _PAD + 10, "fc-g-quiet fc-g-end") if when else "",
    ]


def _line(words: str, y: int, classes: str) -> str:
    """A line of text at the side of the box where its script begins."""
    if runs_right_to_left(words):
        return text(words, BOX_WIDTH - _PAD, y, f"{classes} fc-g-leftward")
    return text(words, _PAD, y, classes)


def _badge(number: int) -> str:
    """The number of an origin, on the upper left corner."""
    wide = max(22, round(width(str(number), _SMALL, heavy=True)) + 12)
    mark = element("rect", x=-8, y=-10, width=wide, height=22, rx=11, class_="fc-g-mark")
    return mark + text(str(number), wide / 2 - 8, 5.2, "fc-g-number")


def _loop(height: int) -> str:
    """The sign of circular reporting, on the lower edge."""
    sign = element("path", d=ROUND_ARROW, class_="fc-g-icon fc-g-loop-icon")
    return element(
        "g",
        element("rect", width=62, height=22, rx=11, class_="fc-g-tag"),
        element("g", sign, transform="translate(9 4)"),
        text("loop", 27, 15, "fc-g-loop"),
        transform=f"translate({BOX_WIDTH - 62 - _PAD} {height - 7})",
    )
