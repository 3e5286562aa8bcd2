"""What the signs of a drawing mean: only those that it has."""

from __future__ import annotations

from collections.abc import Iterator

from ..lettering import width
from ..types import Standing
from .boxes import is_anonymous
from .scene import Line, Scene
from .style import ROUND_ARROW
from .svg import element, text

_SAMPLE, _BETWEEN, _ROW = 34, 24, 26  # pixels: a sign, from entry to entry, from row to row


def line_class(line: Line) -> str:
    """How a line is drawn: dashed while nobody has looked at it, in another colour and thicker in a loop."""
    marks = " fc-g-proposed" * line.proposed + " fc-g-looped" * line.looped + " fc-g-back" * line.back
    return f"fc-g-edge{marks}"


def legend(scene: Scene, wide: float) -> tuple[str, int]:
    """The entries in as many rows as they need, and how high they are with the space above."""
    drawn, x, y = [], 0.0, 30
    for sign, words in _entries(scene):
        taken = _SAMPLE + 10 + width(words, 12)
        if x and x + taken > wide:
            x, y = 0.0, y + _ROW
        drawn.append(
            element("g", sign, text(words, _SAMPLE + 10, 12, "fc-g-quiet"), transform=f"translate({x:.0f} {y})")
        )
        x += taken + _BETWEEN
    return "".join(drawn), y + 16 if drawn else 0


def _entries(scene: Scene) -> Iterator[tuple[str, str]]:
    edges = [edge for line in scene.lines for edge in line.edges]
    proposed = any(edge.standing is Standing.PROPOSED for edge in edges)
    if any(not line.proposed for line in scene.lines):
        yield _line(""), "the way the words went" + (", looked at by a person" if proposed else "")
    if any(line.proposed for line in scene.lines):
        yield _line(" fc-g-proposed"), "nobody has looked at it yet"
    if any(node.key in scene.origins for node in scene.nodes):
        number = text("1", 17, 12.2, "fc-g-number")
        mark = element("rect", x=6, y=-3, width=22, height=22, rx=11, class_="fc-g-mark")
        yield mark + number, "origin; the same number is the same origin"
    if any(map(is_anonymous, scene.nodes)):
        yield _box("fc-g-box fc-g-anonymous"), "source without a name"
    if scene.looped:
        sign = element("path", d=ROUND_ARROW, class_="fc-g-icon fc-g-loop-icon")
        yield element("g", sign, transform="translate(10 1)"), "loop: they have it from one another"


def _line(classes: str) -> str:
    path = element("path", d="M0 8H27")
    return element("g", path, element("path", d="M34 8L26 4V12z", class_="fc-g-head"), class_=f"fc-g-edge{classes}")


def _box(classes: str) -> str:
    return element("rect", x=3, y=0, width=28, height=16, rx=4, class_=classes)
