"""In which column of a drawing a box stands, and in which order within it (Sugiyama, Tagawa, Toda 1981)."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import igraph

Arc = tuple[int, int]  # boxes by number

_MOST_LANES = 12_000  # a drawing of so many lanes takes about half a second
_TRIES, _TRIED = 12, 6_000  # orders tried; slots in all of them together


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


@dataclass(frozen=True, slots=True)
class Layers:
    """Slots by number: boxes, then the lanes of arcs that pass columns. across: where each stands in its column."""

    column: list[int]
    lanes: list[list[int]]  # of each arc, from left to right
    across: list[float]


def ordered(column: Sequence[int], arcs: Sequence[Arc]) -> Layers:
    """Boxes and lanes in igraph's order. arcs: (left, right).

    igraph crosses fewer or more lines depending on where it begins: of some beginnings the one with the fewest is
    taken. Where lanes would be too many the longest arcs get none, and may cross boxes.
    """
    slots, lanes, steps = _laid_out(column, arcs)
    tries = max(1, min(_TRIES, _TRIED // (len(slots) + 1)))
    found = [_tried(slots, steps, beginning) for beginning in _beginnings(len(slots), tries)]
    return Layers(slots, lanes, min(found, key=lambda across: _crossings(slots, steps, across)))


def _laid_out(column: Sequence[int], arcs: Sequence[Arc]) -> tuple[list[int], list[list[int]], list[Arc]]:
    """The column of every slot, the lanes of every arc, and the arcs cut into steps from column to column.

    igraph 1.0 can lay lanes itself, and mixes them up where a graph has several components, up to a crash.
    """
    span = [column[right] - column[left] for left, right in arcs]
    slots, taken = list(column), 0
    lanes: list[list[int]] = [[] for _ in arcs]
    steps: list[Arc] = []
    for place in sorted(range(len(arcs)), key=span.__getitem__):
        taken += span[place] - 1
        if taken > _MOST_LANES:
            break
        left, right = arcs[place]
        lanes[place] = list(range(len(slots), len(slots) + span[place] - 1))
        slots += range(column[left] + 1, column[right])
        steps += pairwise((left, *lanes[place], right))
    return slots, lanes, steps


def _beginnings(count: int, tries: int) -> Iterator[list[int]]:
    """Orders of so many slots: as they are, backwards, and shuffled, always in the same way."""
    yield list(range(count))
    for turn in range(1, tries):
        shuffled = sorted(range(count), key=lambda slot: slot * 2654435761 * turn % 2**32 >> 8)  # Knuth, TAOCP 6.4
        yield shuffled if turn > 1 else list(reversed(range(count)))


def _tried(column: Sequence[int], steps: Sequence[Arc], beginning: Sequence[int]) -> list[float]:
    number = {slot: place for place, slot in enumerate(beginning)}
    graph = igraph.Graph(len(column), [(number[left], number[right]) for left, right in steps], directed=True)
    found = graph.layout_sugiyama(layers=[column[slot] for slot in beginning])
    return [found[number[slot]][0] for slot in range(len(column))]


def _crossings(column: Sequence[int], steps: Sequence[Arc], across: Sequence[float]) -> int:
    """How often lines cross, between all columns."""
    between: dict[int, list[tuple[float, float]]] = {}
    for left, right in steps:
        between.setdefault(column[left], []).append((across[left], across[right]))
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
