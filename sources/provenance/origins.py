"""Origins in words for people: their names, how near they are, and which links lead to them."""

from __future__ import annotations

from collections.abc import Sequence

from sources.provenance import bits
from sources.provenance.loops import Components
from sources.provenance.roots import Root
from sources.provenance.types import Directness, Merge, Node, NodeKind, Origin
from sources.provenance.walking import Walk

# Documents that are what they tell of; an article is somebody's word.
ITSELF = frozenset({"treaty", "dataset", "transcript", "post"})
NEAR = {directness: place for place, directness in enumerate(Directness)}


def origins(
    walk: Walk, parts: Components, merged: Sequence[tuple[Sequence[Root], tuple[Merge, ...]]]
) -> tuple[Origin, ...]:
    """Those that most links lead to first, of these the nearest; then by key."""
    links = _links(walk, parts, [roots for roots, _ in merged])
    told = [_origin(walk, roots, merges, found) for (roots, merges), found in zip(merged, links, strict=True)]
    return tuple(sorted(told, key=lambda origin: (-len(origin.links), NEAR[origin.directness], origin.keys)))


def _origin(walk: Walk, roots: Sequence[Root], merges: tuple[Merge, ...], links: list[str]) -> Origin:
    """roots are one; of a loop there is one root."""
    near = {root: directness(root, walk.relays[root.at]) for root in roots}
    by_nearness = sorted(roots, key=lambda root: (NEAR[near[root]], walk.relays[root.at], root.node.key))
    best, loop = by_nearness[0], by_nearness[0].loop
    return Origin(
        keys=loop.keys if loop else tuple(sorted(root.node.key for root in roots)),
        label=loop.label if loop else min(by_nearness, key=lambda root: _rank(root.node)).node.label,
        anonymous=all(root.node.type == "anonymous" for root in roots),
        circular=loop is not None,
        directness=near[best],
        links=tuple(links),
        path=walk.way(best.at),
        merges=merges,
    )


def _rank(node: Node) -> int:
    """How good a name is: of a source, of a work, of a document, of nobody."""
    if node.kind is NodeKind.SOURCE:
        return 3 if node.type == "anonymous" else 0
    return 1 if node.kind is NodeKind.WORK else 2


def directness(root: Root, relays: int) -> Directness:
    """How near a root is, behind so many relays. Nobody in a loop has heard it: that is hearsay."""
    node = root.node
    if root.loop:
        return Directness.HEARSAY
    if node.kind is NodeKind.EVIDENCE or (node.kind is NodeKind.DOCUMENT and node.type in ITSELF):
        return Directness.DOCUMENT
    if relays > 1:
        return Directness.HEARSAY
    if relays:
        nobody = node.kind is NodeKind.SOURCE and node.type in {"anonymous", "group"}
        return Directness.HEARSAY if nobody else Directness.SECOND_HAND
    heard = node.kind in (NodeKind.SOURCE, NodeKind.WORK)
    return Directness.FIRST_HAND if heard else Directness.OWN_WORD


def _links(walk: Walk, parts: Components, origins: Sequence[Sequence[Root]]) -> list[list[str]]:
    """For each origin the keys of the links that lead to it."""
    leads_to = [bits.NONE] * parts.count
    for number, roots in enumerate(origins):
        this = bits.only(number)
        for root in roots:
            leads_to[root.part] = this
    for node in parts.order:  # upstream first
        part = parts.of[node]
        further = [leads_to[parts.of[up]] for up in walk.up(node)]
        if further:
            leads_to[part] = bits.union((leads_to[part], *further))
    links: list[list[str]] = [[] for _ in origins]
    for link in walk.links():
        for number in bits.each(leads_to[parts.of[link]]):
            links[number].append(walk.nodes[link].key)
    return links
