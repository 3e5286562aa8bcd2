"""What sources are to each other on a day: one house, or one that republishes another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sources.provenance.types import Node, Relation, RelationKind

HOUSE = frozenset({RelationKind.PART_OF, RelationKind.OWNED_BY, RelationKind.SPEAKS_FOR})
# What they witness is their own, whoever employs them; what they say in another's name is not.
PEOPLE = frozenset({"person", "anonymous"})


class Related:
    """Relations by their subject. all: each once, in an order that doesn't depend on that in which they were given.

    A source whose node isn't among the nodes known counts as no person.
    """

    def __init__(self, relations: Iterable[Relation], known: Mapping[str, Node]) -> None:
        self.all = tuple(sorted(set(relations), key=_order))
        self._known = known
        self._of: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.all:
            self._of[relation.subject].append(relation)
        self._named = {*self._of, *(relation.object for relation in self.all)}

    def __contains__(self, source: object) -> bool:
        """Whether any relation names a source."""
        return source in self._named

    def house(self, source: str, on: date | None) -> Iterator[Relation]:
        """What a source is part of, owned by or speaks for on a day; of a person, whom it speaks for."""
        if source not in self._of:
            return
        node = self._known.get(source)
        person = node is not None and node.type in PEOPLE
        for relation in self._of[source]:
            ties = relation.kind is RelationKind.SPEAKS_FOR if person else relation.kind in HOUSE
            if ties and relation.holds(on):
                yield relation

    def republished(self, source: str, on: date | None) -> Iterator[Relation]:
        """What a source republishes on a day."""
        for relation in self._of.get(source, ()):
            if relation.kind is RelationKind.REPUBLISHES and relation.holds(on):
                yield relation


def _order(relation: Relation) -> tuple[str, ...]:
    days = (day.isoformat() if day else "" for day in (relation.since, relation.until))
    return (relation.subject, relation.object, relation.kind, *days)
