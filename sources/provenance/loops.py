"""Strongly connected components: who takes from whom in circles, and where every way ends.

R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972) 146-160; here without recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise


class Components:
    """The components of a graph of which node 0 reaches everything; the nodes upstream of one are ups[first[node]] to
    ups[first[node + 1] - 1].

    of: the component of each node. A component has a lower number than all that lead to it. looped: those with a
    circle, be it a node that leads to itself; sinks: those that no way leads out of.
    """

    def __init__(self, first: Sequence[int], ups: Sequence[int]) -> None:
        self.of, self.order = _components(first, ups)
        self.count = self.of[0] + 1  # that of the start comes last
        sizes = [0] * self.count
        circles, exits = bytearray(self.count), bytearray(self.count)
        for node, (begin, end) in enumerate(pairwise(first)):
            part = self.of[node]
            sizes[part] += 1
            for up in ups[begin:end]:
                (circles if self.of[up] == part else exits)[part] = 1
        self._begins = [0]
        for size in sizes:
            self._begins.append(self._begins[-1] + size)
        self.looped = [part for part in range(self.count) if circles[part]]
        self.sinks = [part for part in range(self.count) if not exits[part]]

    def members(self, part: int) -> list[int]:
        """The nodes of a component."""
        return self.order[self._begins[part] : self._begins[part + 1]]


def _components(first: Sequence[int], ups: Sequence[int]) -> tuple[list[int], list[int]]:
    """The component of each node, and the nodes, component by component, upstream first."""
    size = len(first) - 1
    part, found, low, at = [-1] * size, [0] * size, [0] * size, list(first[:-1])
    order: list[int] = []
    clock, parts = 1, 0
    found[0] = low[0] = clock
    way, open_ = [0], [0]
    while way:
        node = way[-1]
        if at[node] < first[node + 1]:
            up = ups[at[node]]
            at[node] += 1
            if not found[up]:
                clock += 1
                found[up] = low[up] = clock
                way.append(up)
                open_.append(up)
            elif part[up] < 0 and found[up] < low[node]:
                low[node] = found[up]
            continue
        way.pop()
        if way and low[node] < low[way[-1]]:
            low[way[-1]] = low[node]
        if low[node] == found[node]:
            while part[node] < 0:
                member = open_.pop()
                part[member] = parts
                order.append(member)
            parts += 1
    return part, order


def ring(start: int, members: set[int], up: Callable[[int], Sequence[int]]) -> list[int]:
    """The shortest way from a node of a component around and back to it, through members; without the return."""
    came = {start: start}
    queue = [start]
    for here in queue:  # grows
        for to in up(here):
            if to == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if to in members and to not in came:
                came[to] = here
                queue.append(to)
    raise ValueError(f"No way leads from {start} back to it")
