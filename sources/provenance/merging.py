"""Why roots are one origin: the same source, one house at the time, one that republishes the other, the same text.

Union-find (R. Tarjan, J. ACM 22 (1975) 215-225) over indexes of the roots: by source, by what a source belongs to, by
text. Roots are never compared in pairs. A merge is told only where it brings together what was apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from sources.provenance.relations import Related
from sources.provenance.roots import Root
from sources.provenance.types import Channel, Edge, Merge, MergeReason, NodeKind, Relation, RelationKind, Standing
from sources.provenance.walking import Walk

SAME_TEXT = frozenset({Channel.COPY, Channel.CANONICAL})
SURE = 0.8  # of a copy that no person has looked at; below it counts as taken from the other, but not as the same text
VERBS = {
    RelationKind.PART_OF: "is part of",
    RelationKind.OWNED_BY: "is owned by",
    RelationKind.SPEAKS_FOR: "speaks for",
    RelationKind.REPUBLISHES: "republishes",
}


class Together:
    """Which of so many things are one; each group goes by its least."""

    def __init__(self, size: int) -> None:
        self._towards = list(range(size))

    def __getitem__(self, one: int) -> int:
        towards = self._towards
        while towards[one] != one:
            towards[one] = one = towards[towards[one]]
        return one

    def join(self, one: int, other: int) -> bool:
        """Whether they were apart."""
        least, most = sorted((self[one], self[other]))
        self._towards[most] = least
        return least < most


class Merging:
    """Roots, by key, and which of them are one. name: what people call a source, by its key."""

    def __init__(self, roots: Sequence[Root], related: Related, name: Callable[[str], str]) -> None:
        self._roots, self._related, self._name = roots, related, name
        self._together = Together(len(roots))
        self._merges: list[tuple[int, Merge]] = []
        self._by_source: dict[str, int] = {}  # the first root of each

    def groups(self) -> list[tuple[list[Root], tuple[Merge, ...]]]:
        """Origin by origin: the roots that are one, and why."""
        roots: dict[int, list[Root]] = defaultdict(list)
        for number, root in enumerate(self._roots):
            roots[self._together[number]].append(root)
        merges: dict[int, list[Merge]] = defaultdict(list)
        for number, merge in self._merges:
            merges[self._together[number]].append(merge)
        return [
            (one, tuple(sorted(merges[group], key=lambda merge: (merge.one, merge.other))))
            for group, one in roots.items()
        ]

    def by_source(self) -> None:
        """One source stands behind both."""
        for number, root in enumerate(self._roots):
            if root.source:
                first = self._by_source.setdefault(root.source, number)
                self._join(first, number, MergeReason.SAME_SOURCE, f"Behind both stands {self._name(root.source)}")

    def by_house(self) -> None:
        """Both belong to one house, each on its own day."""
        belongs: dict[str, tuple[int, dict[str, Relation | None]]] = {}  # the first root to come here, and its ways
        climbed: set[tuple[str, date | None]] = set()
        for number, root in enumerate(self._roots):
            if root.source not in self._related:
                continue
            ways: dict[str, Relation | None] = {root.source: None}
            queue = [root.source]
            for here in queue:  # grows
                other, others = belongs.setdefault(here, (number, ways))
                if self._together[other] != self._together[number]:
                    because = self._belonging(here, others, ways)
                    self._join(other, number, MergeReason.SAME_HOUSE, because)
                if (here, root.day) in climbed:
                    continue  # further up there is only what the other has met already
                climbed.add((here, root.day))
                for relation in self._related.house(here, root.day):
                    if relation.object not in ways:
                        ways[relation.object] = relation
                        queue.append(relation.object)

    def by_republishing(self) -> None:
        """The source of one republishes that of the other, on the day of what it republished."""
        for number, root in enumerate(self._roots):
            for relation in self._related.republished(root.source, root.day):
                if relation.object in self._by_source:
                    other = self._by_source[relation.object]
                    self._join(number, other, MergeReason.REPUBLISHED, self._words(relation))

    def by_text(self, text_of: Callable[[str], str]) -> None:
        """Both stand in the same text: documents, or anonymous sources by the documents that describe them. text_of:
        the same for the keys of documents that have the same text.

        Where one document describes several, a description says which of them is which of the other document's.
        """
        texts: dict[str, list[int]] = defaultdict(list)
        for number, root in enumerate(self._roots):
            if document := _document(root):
                texts[text_of(document)].append(number)
        for numbers in texts.values():
            documents = {_document(self._roots[number]) for number in numbers}
            if len(documents) == len(numbers):
                self._same_text(numbers)
                continue
            descriptions: dict[str, list[int]] = defaultdict(list)
            for number in numbers:
                descriptions[self._roots[number].node.label.casefold()].append(number)
            for same in descriptions.values():
                self._same_text(same)

    def by_credit(self, walk: Walk, text_of: Callable[[str], str]) -> None:
        """A copy that credits one agency tells whose text its original is, where that credits nobody. Where it credits
        several, nobody knows what is whose."""
        at = {root.at: number for number, root in enumerate(self._roots)}
        originals: dict[str, list[int]] = defaultdict(list)
        for number, root in enumerate(self._roots):
            if root.node.kind is NodeKind.DOCUMENT and not root.loop:
                originals[text_of(root.node.key)].append(number)
        for number, node in enumerate(walk.nodes):
            edges = range(walk.first[number], walk.first[number + 1])
            credited = {walk.ups[edge] for edge in edges if walk.edges[edge].kind is Channel.CREDIT}
            if len(credited) != 1 or not any(_same_text(walk.edges[edge]) for edge in edges):
                continue
            agency = at.get(credited.pop())
            if agency is not None:
                for original in originals.get(text_of(node.key), ()):
                    there, name = (self._roots[root].node.label for root in (original, agency))
                    because = f"{node.label} has the text of {there} and credits {name}"
                    self._join(original, agency, MergeReason.SAME_TEXT, because)

    def _same_text(self, numbers: Sequence[int]) -> None:
        first = numbers[0]
        for number in numbers[1:]:
            one, other = (self._name(_document(self._roots[at])) for at in (first, number))
            self._join(first, number, MergeReason.SAME_TEXT, f"{one} and {other} have the same text")

    def _join(self, one: int, other: int, reason: MergeReason, because: str) -> None:
        if self._together.join(one, other):
            least, most = (self._roots[number].node.key for number in sorted((one, other)))
            self._merges.append((one, Merge(least, most, reason, because)))

    def _belonging(self, here: str, *climbs: dict[str, Relation | None]) -> str:
        """ "The Sun is owned by News UK, and The Times is owned by News UK"."""
        return ", and ".join(filter(None, (self._climb(here, ways) for ways in climbs)))

    def _climb(self, here: str, ways: dict[str, Relation | None]) -> str:
        """ "The Sun is owned by News UK, which is part of News Corp"; "" at the source itself."""
        steps = []
        while relation := ways[here]:
            steps.append(relation)
            here = relation.subject
        if not steps:
            return ""
        first, *further = reversed(steps)
        return self._words(first) + "".join(f", which {self._predicate(step)}" for step in further)

    def _words(self, relation: Relation) -> str:
        return f"{self._name(relation.subject)} {self._predicate(relation)}"

    def _predicate(self, relation: Relation) -> str:
        since = f" since {relation.since}" if relation.since else ""
        until = f" until {relation.until}" if relation.until else ""
        return f"{VERBS[relation.kind]} {self._name(relation.object)}{since}{until}"


def merged(
    roots: Sequence[Root], walk: Walk, related: Related, name: Callable[[str], str]
) -> list[tuple[list[Root], tuple[Merge, ...]]]:
    """Origin by origin, the roots that are one, and why; roots come by key. The reasons are looked for in the order in
    which MergeReason has them."""
    merging = Merging(roots, related, name)
    merging.by_source()
    merging.by_house()
    merging.by_republishing()
    if len(roots) > 1 and any(_document(root) for root in roots):
        text_of = texts(walk)
        merging.by_text(text_of)
        merging.by_credit(walk, text_of)
    return merging.groups()


def texts(walk: Walk) -> Callable[[str], str]:
    """What is the same for the keys of documents with the same text: one copies the other, or both a third."""
    number_of = {node.key: number for number, node in enumerate(walk.nodes)}
    together = Together(len(walk.nodes))
    for number in range(len(walk.nodes)):
        for at in range(walk.first[number], walk.first[number + 1]):
            if _same_text(walk.edges[at]):
                together.join(number, walk.ups[at])

    def text_of(key: str) -> str:
        number = number_of.get(key)
        return key if number is None else walk.nodes[together[number]].key

    return text_of


def _same_text(edge: Edge) -> bool:
    """Whether a person said so, or the copy is nearly word for word."""
    seen = edge.standing in (Standing.CONFIRMED, Standing.CORRECTED)
    return edge.kind in SAME_TEXT and (seen or edge.confidence >= SURE)


def _document(root: Root) -> str:
    """The key of the document whose text a root stands in, or is; "" where nothing says so."""
    if root.loop:
        return ""
    return root.node.key if root.node.kind is NodeKind.DOCUMENT else root.node.described_in
