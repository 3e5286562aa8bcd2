"""Where the ways of a walk end, before anybody asks which of these are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sources.provenance.loops import Components, ring
from sources.provenance.types import Node, NodeKind
from sources.provenance.walking import Walk

_SHOWN = 4  # names of a ring, before it is cut short


@dataclass(frozen=True, slots=True)
class Loop:
    """Circular reporting. keys: a shortest ring from the least key, then what else hangs in the loop, by key; label:
    the ring in words."""

    keys: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Root:
    """A component of the walk that no way leads out of.

    node: of a loop the one that is reached most directly; at: its number in the walk; day: its own, or the earliest of
    the links that lead to it.
    """

    node: Node
    at: int
    part: int
    loop: Loop | None
    day: date | None

    @property
    def source(self) -> str:
        """The key of who stands behind it; behind a loop stands nobody."""
        if self.loop:
            return ""
        return self.node.source or (self.node.key if self.node.kind is NodeKind.SOURCE else "")


def find_loops(walk: Walk, parts: Components) -> dict[int, Loop]:
    """The loops, also those with a way out, by their component."""
    return {part: _loop(walk, parts.members(part)) for part in parts.looped}


def _loop(walk: Walk, members: list[int]) -> Loop:
    by_key = sorted(members, key=lambda number: walk.nodes[number].key)
    around = ring(by_key[0], set(members), walk.up)
    on_ring = set(around)
    rest = [number for number in by_key if number not in on_ring]
    names = [walk.nodes[number].label for number in around]
    shown = names if len(names) <= _SHOWN else [*names[: _SHOWN - 1], f"{len(names) - _SHOWN + 1} more"]
    label = "circular reporting: " + " ← ".join([*shown, names[0]]) + (f", and {len(rest)} more" if rest else "")
    return Loop(tuple(walk.nodes[number].key for number in (*around, *rest)), label)


def find_roots(walk: Walk, parts: Components, loops: Mapping[int, Loop], dated: bool) -> list[Root]:
    """By key. dated: whether anybody asks for the day of a root that has none of its own."""
    days: list[date | None] = _days(walk, parts) if dated else [None] * parts.count
    return sorted(_roots(walk, parts, loops, days), key=lambda root: root.node.key)


def _roots(walk: Walk, parts: Components, loops: Mapping[int, Loop], days: list[date | None]) -> Iterator[Root]:
    for part in parts.sinks:
        at = min(parts.members(part), key=lambda number: (walk.relays[number], number))
        node = walk.nodes[at]
        yield Root(node, at, part, loops.get(part), node.when or days[part])


def _days(walk: Walk, parts: Components) -> list[date | None]:
    """For each component, the earliest day of a link that leads to it."""
    days: list[date | None] = [None] * parts.count
    for link in walk.links():
        days[parts.of[link]] = _earlier(days[parts.of[link]], _day(walk, link))
    for number in reversed(parts.order):  # downstream first
        day = days[parts.of[number]]
        if day is not None:
            for up in walk.up(number):
                days[parts.of[up]] = _earlier(days[parts.of[up]], day)
    return days


def _day(walk: Walk, link: int) -> date | None:
    """That of a link; of evidence without one, that of what it quotes."""
    node = walk.nodes[link]
    if node.when or node.kind is not NodeKind.EVIDENCE:
        return node.when
    return min((day for up in walk.up(link) if (day := walk.nodes[up].when)), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other
