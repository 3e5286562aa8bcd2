"""Where the boxes of a drawing stand and how its lines run between them: numbers only, no words.

How high each box stands in its column is a least-squares problem of our own: boxes are tall and the lanes of lines that
pass a column are not, and igraph's layout knows one distance only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layers import Arc, columns, ordered

BOX_WIDTH = 256
_BETWEEN_BOXES, _BESIDE_LANE, _BETWEEN_LANES = 28, 20, 18  # pixels
_NARROW, _WIDE = 60, 220  # between columns
_STEEP = 0.14  # a line that climbs so much more gets a pixel more room to do so
_PORTS, _PORT_INSET = 12, 14  # between lines on one side of a box; from its corners
_SWEEPS, _SETTLED = 30, 0.2  # at most so many, or until nothing moves so far
_STRAIGHT = 8  # how much straighter a line's middle is kept than its ends

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Left and top of each box, the points of each line (flat through a column, to be bent between), the whole size."""

    columns: list[int]
    lefts: list[float]
    tops: list[float]
    routes: list[list[Point]]
    width: float
    height: float


def arrange(heights: Sequence[float], arcs: Sequence[Arc], labels: Sequence[float]) -> Layout:
    """Boxes and lines of a graph. arcs: (left, right) without loops; labels: the width of each line's label, or 0."""
    column = columns(len(heights), [(right, left) for left, right in arcs])
    grid = _Grid(column, heights, arcs)
    grid.settle()
    ends = _ports(grid, heights, arcs)
    edges = _column_edges(column, grid, arcs, ends, labels)
    routes = [
        _route(edges, column[left], [grid.middles[lane] for lane in grid.lanes[place]], *ends[place], column[right])
        for place, (left, right) in enumerate(arcs)
    ]
    tops = [grid.middles[box] - height / 2 for box, height in enumerate(heights)]
    low = min((*tops, *(y for route in routes for _, y in route)), default=0)
    high = max((*map(sum, zip(tops, heights, strict=True)), *(y for route in routes for _, y in route)), default=0)
    return Layout(
        column,
        [edges[at] for at in column],
        [round(top - low) for top in tops],
        [[(x, round(y - low, 1)) for x, y in route] for route in routes],
        edges[-1] + BOX_WIDTH if edges else 0,
        round(high - low),
    )


class _Grid:
    """Rows of slots, one row for each column of the drawing; a slot is a box or, where a line passes, a lane."""

    def __init__(self, column: Sequence[int], heights: Sequence[float], arcs: Sequence[Arc]) -> None:
        layers = ordered(column, arcs)
        self.boxes, self.lanes = len(heights), layers.lanes
        self.halves = [height / 2 for height in heights] + [0.0] * (len(layers.column) - len(heights))
        self.rows: list[list[int]] = [[] for _ in range(max(column, default=-1) + 1)]
        for slot, at in enumerate(layers.column):
            self.rows[at].append(slot)
        for row in self.rows:
            row.sort(key=lambda slot: (layers.across[slot], slot))
        step = max(self.halves, default=0) + _BESIDE_LANE
        self.middles = [across * step for across in layers.across]
        self.beside: list[list[tuple[int, int]]] = [[] for _ in self.halves]  # slot and weight
        self._tie(arcs)

    def _tie(self, arcs: Sequence[Arc]) -> None:
        for (left, right), lanes in zip(arcs, self.lanes, strict=True):
            for one, other in pairwise((left, *lanes, right)):
                weight = 1 if one < self.boxes and other < self.boxes else 2
                weight = _STRAIGHT if one >= self.boxes and other >= self.boxes else weight
                self.beside[one].append((other, weight))
                self.beside[other].append((one, weight))

    def settle(self) -> None:
        """Put every slot as near to its neighbours as the others in its row let it."""
        rows = [(row, [self._distance(one, other) for one, other in pairwise(row)]) for row in self.rows]
        for sweep in range(_SWEEPS):
            moved = [self._pull(row, apart) for row, apart in (rows if sweep % 2 else reversed(rows))]
            if max(moved, default=0) < _SETTLED:
                break

    def _pull(self, row: Sequence[int], apart: Sequence[float]) -> float:
        """Move the slots of a row, and say how far the furthest went."""
        wishes = [self._wish(slot) for slot in row]
        found = spread([want for want, _ in wishes], [weight for _, weight in wishes], apart)
        moved = max((abs(self.middles[slot] - middle) for slot, middle in zip(row, found, strict=True)), default=0)
        for slot, middle in zip(row, found, strict=True):
            self.middles[slot] = middle
        return moved

    def _wish(self, slot: int) -> tuple[float, float]:
        beside = self.beside[slot]
        weight = sum(weight for _, weight in beside)
        if not weight:
            return self.middles[slot], 0.01
        return sum(self.middles[other] * weight for other, weight in beside) / weight, weight

    def _distance(self, one: int, other: int) -> float:
        boxes = (one < self.boxes) + (other < self.boxes)
        between = (_BETWEEN_LANES, _BESIDE_LANE, _BETWEEN_BOXES)[boxes]
        return self.halves[one] + between + self.halves[other]


def spread(wanted: Sequence[float], weights: Sequence[float], distances: Sequence[float]) -> list[float]:
    """Places in the given order, at least so far apart, nearest to the wanted ones by weighted least squares.

    Isotonic regression by pooling adjacent violators (Barlow et al. 1972), after taking the distances off.
    """
    off = [0.0]
    for distance in distances:
        off.append(off[-1] + distance)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for want, weight, taken in zip(wanted, weights, off, strict=False):
        pool = (want - taken, weight, 1)
        while pools and pools[-1][0] >= pool[0]:
            mean, heavy, many = pools.pop()
            together = heavy + pool[1]
            pool = ((mean * heavy + pool[0] * pool[1]) / together, together, many + pool[2])
        pools.append(pool)
    means = (mean for mean, _, many in pools for _ in range(many))
    return [mean + taken for mean, taken in zip(means, off, strict=False)]


def _ports(grid: _Grid, heights: Sequence[float], arcs: Sequence[Arc]) -> list[tuple[float, float]]:
    """Where each line leaves its left box and enters its right one: side by side, in the order of where they go."""
    leaving: list[list[tuple[float, int]]] = [[] for _ in heights]
    entering: list[list[tuple[float, int]]] = [[] for _ in heights]
    for place, ((left, right), lanes) in enumerate(zip(arcs, grid.lanes, strict=True)):
        leaving[left].append((grid.middles[lanes[0] if lanes else right], place))
        entering[right].append((grid.middles[lanes[-1] if lanes else left], place))
    starts, ends = [0.0] * len(arcs), [0.0] * len(arcs)
    for side, found in ((leaving, starts), (entering, ends)):
        for box, lines in enumerate(side):
            room = heights[box] - 2 * _PORT_INSET
            step = min(_PORTS, room / max(1, len(lines) - 1))
            for number, (_, place) in enumerate(sorted(lines)):
                found[place] = grid.middles[box] + (number - (len(lines) - 1) / 2) * step
    return list(zip(starts, ends, strict=True))


def _column_edges(
    column: Sequence[int], grid: _Grid, arcs: Sequence[Arc], ends: Sequence[Point], labels: Sequence[float]
) -> list[float]:
    """The left edge of each column: as far from the one before as labels and steep lines between them need."""
    rooms = [float(_NARROW)] * max(0, len(grid.rows) - 1)
    for place, (left, right) in enumerate(arcs):
        lanes = [grid.middles[lane] for lane in grid.lanes[place]]
        label = 0 if lanes else labels[place] + 52
        for at, (one, other) in enumerate(pairwise((ends[place][0], *lanes, ends[place][1])), column[left]):
            if at < column[right]:
                steep = min(_WIDE, _NARROW + abs(one - other) * _STEEP)
                rooms[at] = max(rooms[at], label, steep)
    edges = [0.0] * min(1, len(grid.rows))
    for room in rooms:
        edges.append(round(edges[-1] + BOX_WIDTH + room))
    return edges


def _route(
    edges: Sequence[float], first: int, lanes: Sequence[float], start: float, end: float, last: int
) -> list[Point]:
    """From the right side of the first column's box, flat through every lane, to the left side of the last's."""
    points = [(edges[first] + BOX_WIDTH, start)]
    for left, y in zip(edges[first + 1 : last], lanes, strict=False):
        points += [(left, y), (left + BOX_WIDTH, y)]
    return [*points, (edges[last], end)]


def bends(route: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The stretches of a line between columns, each to be bent; those through a column are flat."""
    for place, (one, other) in enumerate(pairwise(route)):
        if place % 2 == 0:
            yield one, other
