"""SVG written as text, everything in it escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from .layout import Point

HEAD = 8  # pixels from an arrow's base to its point


def element(name: str, *inside: str, **values: object) -> str:
    """An element. inside is SVG already; values are escaped. `class_` stands for class, `a_b` for a-b."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in values.items())
    opened = name + "".join(f' {key}="{escape(_plain(value))}"' for key, value in named)
    return f"<{opened}>{''.join(inside)}</{name}>" if inside else f"<{opened}/>"


def text(words: str, x: float, y: float, classes: str) -> str:
    """A line of text, its baseline's beginning (or as the class says) at a point."""
    return element("text", escape(words), x=x, y=y, class_=classes)


def curve(route: Sequence[Point], *, back: bool) -> str:
    """The path of a line: flat through columns, bent between them, with room for the arrow's head at its end."""
    points = list(route)
    end = 0 if back else -1
    points[end] = (points[end][0] + (HEAD - 1 if back else 1 - HEAD), points[end][1])
    path = [f"M{_point(points[0])}"]
    for place, (one, other) in enumerate(pairwise(points)):
        middle = (one[0] + other[0]) / 2
        bent = f"C{_point((middle, one[1]))} {_point((middle, other[1]))} {_point(other)}"
        path.append(f"H{_plain(other[0])}" if place % 2 or one[1] == other[1] else bent)
    return "".join(path)


def along(one: Point, other: Point, share: float) -> Point:
    """The point of a bent stretch at a share of its curve (a cubic Bézier with its handles half way)."""
    rest = 1 - share
    near, far = 3 * rest * rest * share, 3 * rest * share * share
    middle = (one[0] + other[0]) / 2
    x = rest**3 * one[0] + (near + far) * middle + share**3 * other[0]
    return x, (rest**3 + near) * one[1] + (far + share**3) * other[1]


def head(route: Sequence[Point], *, back: bool) -> str:
    """The path of an arrow's head: where what was said arrives, at the left of a box, or going back at its right."""
    (x, y), way = (route[0], 1) if back else (route[-1], -1)
    base = _plain(x + way * HEAD)
    return f"M{_point((x, y))}L{base} {_plain(y - 4)}V{_plain(y + 4)}z"


def _point(point: Point) -> str:
    return f"{_plain(point[0])} {_plain(point[1])}"


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
