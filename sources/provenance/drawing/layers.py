"""In which column of a drawing a box stands, and in which order within it (Sugiyama, Tagawa, Toda 1981)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from itertools import pairwise

import igraph

Arc = tuple[int, int]  # boxes by number

_MOST_LANES = 12_000  # a drawing of so many lanes takes about half a second
_TRIES, _TRIED = 12, 6_000  # orders tried; boxes and lanes in all of them


def back_arcs(count: int, arcs: Sequence[Arc]) -> set[int]:
    """The places in arcs of those that lead back into the way that led to them. Without them there are no loops.

    The walk begins where no arc comes in, so that a loop is cut where it closes, seen from there.
    """
    leaving = _leaving(count, arcs)
    entered = {up for _, up in arcs}
    back, begun, ended = set(), [False] * count, [False] * count
    for first in sorted(range(count), key=entered.__contains__):
        stack = [] if begun[first] else [(first, iter(leaving[first]))]
        begun[first] = True
        while stack:
            at, ways = stack[-1]
            way = next(ways, None)
            if way is None:
                ended[at] = True
                stack.pop()
            elif not begun[up := arcs[way][1]]:
                begun[up] = True
                stack.append((up, iter(leaving[up])))
            elif not ended[up]:
                back.add(way)
    return back


def columns(count: int, arcs: Sequence[Arc]) -> list[int]:
    """The column of each box, from 0 where nothing is upstream. arcs: (down, up), without loops.

    The longest way upstream, then as near to what is downstream as there is room, where this shortens no line less than
    another: the documents that a claim stands in stand beside it, and its origins together at the far left.
    """
    graph = igraph.Graph(count, list(arcs), directed=True)
    downstream_first = graph.topological_sorting()
    ups, downs = graph.get_adjlist("out"), graph.get_adjlist("in")
    found = [0] * count
    for box in reversed(downstream_first):
        found[box] = max((found[up] + 1 for up in ups[box]), default=0)
    for box in downstream_first:
        if ups[box] and len(downs[box]) >= len(ups[box]):
            found[box] = min(found[down] for down in downs[box]) - 1
    return found


def ordered(column: Sequence[int], arcs: Sequence[Arc]) -> tuple[list[float], list[list[float]]]:
    """Where in its column each box and each lane of each arc stands, as igraph orders them. arcs: (left, right).

    igraph crosses fewer or more lines depending on where it begins: of some beginnings the one with the fewest is
    taken. Where lanes would be too many the longest arcs get none, and may cross boxes.
    """
    span = [column[right] - column[left] for left, right in arcs]
    taken, routed = 0, []
    for place in sorted(range(len(arcs)), key=span.__getitem__):
        taken += span[place] - 1
        if taken > _MOST_LANES:
            break
        routed.append(place)
    chosen = [arcs[place] for place in sorted(routed)]
    tries = max(1, min(_TRIES, _TRIED // (len(column) + taken + 1)))
    found = [_tried(column, chosen, beginning) for beginning in _beginnings(len(column), tries)]
    across, lanes = min(found, key=lambda order: _crossings(column, chosen, *order))
    by_arc: list[list[float]] = [[] for _ in arcs]
    for place, lane in zip(sorted(routed), lanes, strict=True):
        by_arc[place] = lane
    return across, by_arc


def _beginnings(count: int, tries: int) -> Iterator[list[int]]:
    """Orders of so many boxes: as they are, backwards, and shuffled, always in the same way."""
    yield list(range(count))
    for turn in range(1, tries):
        shuffled = sorted(range(count), key=lambda box: box * 2654435761 * turn % 2**32 >> 8)  # Knuth, TAOCP 6.4
        yield shuffled if turn > 1 else list(reversed(range(count)))


def _tried(
    column: Sequence[int], arcs: Sequence[Arc], beginning: Sequence[int]
) -> tuple[list[float], list[list[float]]]:
    number = {box: place for place, box in enumerate(beginning)}
    moved = [(number[left], number[right]) for left, right in arcs]
    graph = igraph.Graph(len(column), moved, directed=True)
    found = graph.layout_sugiyama(layers=[column[box] for box in beginning])
    lanes = [[across for across, _ in sorted(points, key=lambda point: point[1])] for points in found.edge_routing]
    return [found[number[box]][0] for box in range(len(column))], lanes


def _crossings(
    column: Sequence[int], arcs: Sequence[Arc], across: Sequence[float], lanes: Sequence[Sequence[float]]
) -> int:
    """How often lines cross, between all columns."""
    between: dict[int, list[tuple[float, float]]] = {}
    for (left, right), passed in zip(arcs, lanes, strict=True):
        for at, ends in enumerate(pairwise((across[left], *passed, across[right])), column[left]):
            between.setdefault(at, []).append(ends)
    crossed = 0
    for lines in between.values():
        above: list[float] = []
        for _, end in sorted(lines):
            crossed += len(above) - bisect_right(above, end)
            insort(above, end)
    return crossed


def _leaving(count: int, arcs: Sequence[Arc]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for place, (down, _) in enumerate(arcs):
        found[down].append(place)
    return found
