"""What makes a PROV document invalid: the constraints of PROV-CONSTRAINTS (W3C Recommendation, 30 April 2013).

The recommendation orders events and compares no clocks: times may come from clocks that never met. Ours come from one
house, so a time that contradicts the order counts as a violation, too; equal times contradict nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import igraph
from prov.constants import PROV
from prov.identifier import QualifiedName
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvBundle,
    ProvCommunication,
    ProvDelegation,
    ProvDerivation,
    ProvDocument,
    ProvEnd,
    ProvEntity,
    ProvGeneration,
    ProvInvalidation,
    ProvMembership,
    ProvRecord,
    ProvSpecialization,
    ProvStart,
    ProvUsage,
)

CONSTRAINTS = {
    22: "key-object",
    23: "key-properties",
    24: "unique-generation",
    25: "unique-invalidation",
    26: "unique-wasStartedBy",
    27: "unique-wasEndedBy",
    28: "unique-startTime",
    29: "unique-endTime",
    30: "start-precedes-end",
    31: "start-start-ordering",
    32: "end-end-ordering",
    33: "usage-within-activity",
    34: "generation-within-activity",
    35: "wasInformedBy-ordering",
    36: "generation-precedes-invalidation",
    37: "generation-precedes-usage",
    38: "usage-precedes-invalidation",
    39: "generation-generation-ordering",
    40: "invalidation-invalidation-ordering",
    41: "derivation-usage-generation-ordering",
    42: "derivation-generation-generation-ordering",
    43: "wasStartedBy-ordering",
    44: "wasEndedBy-ordering",
    45: "specialization-generation-ordering",
    46: "specialization-invalidation-ordering",
    47: "wasAssociatedWith-ordering",
    48: "wasAttributedTo-ordering",
    49: "actedOnBehalfOf-ordering",
    51: "impossible-unspecified-derivation-generation-use",
    52: "impossible-specialization-reflexive",
    53: "impossible-property-overlap",
    54: "impossible-object-property-overlap",
    55: "entity-activity-disjoint",
    56: "membership-empty-collection",
}

ELEMENTS = (ProvEntity, ProvActivity, ProvAgent)
# Of which two statements about the same two ends are one event.
UNIQUE = {
    ProvGeneration: (24, "entity", "activity"),
    ProvInvalidation: (25, "entity", "activity"),
    ProvStart: (26, "activity", "starter"),
    ProvEnd: (27, "activity", "ender"),
}
# All events of one kind of one thing happen at once, so they are one place in the order.
SIMULTANEOUS = {"generation": 39, "invalidation": 40, "start": 31, "end": 32}
# Section 6.2: what comes before what, or at once with it; in 42 strictly before. A usage is an event of its own.
BEFORE: dict[type[ProvRecord], tuple[tuple[str, str, int], ...]] = {
    ProvGeneration: (
        ("start of activity", "generation of entity", 34),
        ("generation of entity", "end of activity", 34),
    ),
    ProvUsage: (
        ("start of activity", "usage of record", 33),
        ("usage of record", "end of activity", 33),
        ("generation of entity", "usage of record", 37),
        ("usage of record", "invalidation of entity", 38),
    ),
    ProvCommunication: (("start of informant", "end of informed", 35),),
    ProvDerivation: (
        ("usage of usage", "generation of generatedEntity", 41),
        ("generation of usedEntity", "generation of generatedEntity", 42),
    ),
    ProvStart: (
        ("generation of trigger", "start of activity", 43),
        ("start of activity", "invalidation of trigger", 43),
    ),
    ProvEnd: (("generation of trigger", "end of activity", 44), ("end of activity", "invalidation of trigger", 44)),
    ProvSpecialization: (
        ("generation of generalEntity", "generation of specificEntity", 45),
        ("invalidation of specificEntity", "invalidation of generalEntity", 46),
    ),
    ProvAssociation: (
        ("start of activity", "invalidation of agent", 47),
        ("generation of agent", "end of activity", 47),
        ("start of activity", "end of agent", 47),
        ("start of agent", "end of activity", 47),
    ),
    ProvAttribution: (
        ("generation of agent", "generation of entity", 48),
        ("start of agent", "generation of entity", 48),
    ),
    ProvDelegation: (
        ("generation of responsible", "invalidation of delegate", 49),
        ("start of responsible", "end of delegate", 49),
    ),
    # Every entity is made and ends, every activity starts and ends (inferences 7 and 8).
    ProvEntity: (("generation of record", "invalidation of record", 36),),
    ProvInvalidation: (("generation of entity", "invalidation of entity", 36),),
    ProvActivity: (("start of record", "end of record", 30),),
}
STRICT = 42
TIMES: dict[type[ProvRecord], tuple[tuple[str, str], ...]] = {
    ProvGeneration: (("generation of entity", "time"),),
    ProvInvalidation: (("invalidation of entity", "time"),),
    ProvUsage: (("usage of record", "time"),),
    ProvStart: (("start of activity", "time"),),
    ProvEnd: (("end of activity", "time"),),
    ProvActivity: (("start of record", "startTime"), ("end of record", "endTime")),
}
# Constraint 50 (typing): what stands at a place of a relation is an entity or an activity.
ENTITIES = {"entity", "generatedEntity", "usedEntity", "trigger", "specificEntity", "generalEntity"} | {
    "alternate1", "alternate2", "collection", "plan",
}  # fmt: skip
ACTIVITIES = {"activity", "informed", "informant", "starter", "ender"}


def violations(document: ProvDocument) -> list[str]:
    """What is wrong, a sentence each, beginning with the number and name of the constraint; none: it is valid.

    Each bundle is an instance of its own (section 7.2).
    """
    return sorted({found for instance in (document, *document.bundles) for found in _violations(instance)})


def _violations(instance: ProvBundle) -> Iterator[str]:
    records = list(instance.get_records())
    for check in (_keys, _unique, _impossible, _disjoint, _specialised_in_circles):
        yield from check(records)
    order = _Order(records)
    yield from order.circles()
    yield from order.contradictions()


def _broken(number: int, sentence: str) -> str:
    return f"{number} ({CONSTRAINTS[number]}): {sentence}"


def _ends(record: ProvRecord) -> dict[str, Any]:
    """The formal attributes of a record by their short names: {"entity": …, "activity": …, "time": …}."""
    return {name.localpart: value for name, value in record.formal_attributes if value is not None}


def _grouped(keyed: Iterable[tuple[Any, ProvRecord]]) -> Iterator[list[ProvRecord]]:
    groups: dict[Any, list[ProvRecord]] = defaultdict(list)
    for key, record in keyed:
        groups[key].append(record)
    return (group for group in groups.values() if len(group) > 1)


def _different(values: Iterable[Any]) -> bool:
    return len({value for value in values if value is not None}) > 1


def _keys(records: list[ProvRecord]) -> Iterator[str]:
    """What has one identifier is one thing: its statements don't contradict each other."""
    for group in _grouped(((r.get_type(), r.identifier), r) for r in records if r.identifier):
        for name in (name.localpart for name in group[0].FORMAL_ATTRIBUTES):
            if _different(_ends(record).get(name) for record in group):
                number = 22 if isinstance(group[0], ELEMENTS) else 23
                yield _broken(number, f"{group[0].identifier} has more than one {name}")


def _unique(records: list[ProvRecord]) -> Iterator[str]:
    for kind, (number, one, other) in UNIQUE.items():
        of_kind = ((_ends(record), record) for record in records if isinstance(record, kind))
        for group in _grouped(((e[one], e[other]), record) for e, record in of_kind if {one, other} <= e.keys()):
            told = f"{_ends(group[0])[one]} and {_ends(group[0])[other]} are tied more than once"
            if _different(record.identifier for record in group):
                yield _broken(number, f"{told}, by different names")
            if _different(_ends(record).get("time") for record in group):
                yield _broken(number, f"{told}, at different times")
    for kind, number, attribute in ((ProvStart, 28, "startTime"), (ProvEnd, 29, "endTime")):
        times = {r.identifier: _ends(r).get(attribute) for r in records if isinstance(r, ProvActivity)}
        for record in records:
            ends = _ends(record)
            if isinstance(record, kind) and _different((ends.get("time"), times.get(ends.get("activity")))):
                yield _broken(number, f"{ends['activity']} has another {attribute} than the event that is told of it")


def _impossible(records: list[ProvRecord]) -> Iterator[str]:
    used_by: dict[QualifiedName, set[str]] = defaultdict(set)
    for record in records:
        if record.identifier:
            used_by[record.identifier].add("thing" if isinstance(record, ELEMENTS) else str(record.get_type()))
        ends = _ends(record)
        if isinstance(record, ProvDerivation) and "activity" not in ends and {"generation", "usage"} & ends.keys():
            told = f"of {ends['generatedEntity']} from {ends['usedEntity']}"
            yield _broken(51, f"the derivation {told} names its generation or usage, and no activity")
    for named, kinds in used_by.items():
        if len(kinds - {"thing"}) > 1:
            yield _broken(53, f"{named} names relations of different kinds")
        if len(kinds) > 1 and "thing" in kinds:
            yield _broken(54, f"{named} names a thing and a relation")
    empty = {r.identifier for r in records if (PROV["type"], PROV["EmptyCollection"]) in r.attributes}
    for record in records:
        if isinstance(record, ProvMembership) and _ends(record).get("collection") in empty:
            yield _broken(56, f"{_ends(record)['collection']} is an empty collection, and has a member")


def _disjoint(records: list[ProvRecord]) -> Iterator[str]:
    """Nothing is both made and done; an agent may be either (constraints 50 and 55)."""
    entities = {r.identifier for r in records if isinstance(r, ProvEntity)}
    activities = {r.identifier for r in records if isinstance(r, ProvActivity)}
    for record in records:
        for name, value in _ends(record).items():
            if name in ENTITIES:
                entities.add(value)
            elif name in ACTIVITIES:
                activities.add(value)
    for both in entities & activities:
        yield _broken(55, f"{both} is both an entity and an activity")


def _specialised_in_circles(records: list[ProvRecord]) -> Iterator[str]:
    """A specialisation of a specialisation is one of the general (inference 19), and none is one of itself."""
    pairs = [(str(e["specificEntity"]), str(e["generalEntity"])) for e in _all(records, ProvSpecialization)]
    names = sorted({name for pair in pairs for name in pair})
    graph = igraph.Graph.TupleList([*pairs], directed=True) if pairs else igraph.Graph()
    loops = {graph.vs[edge.source]["name"] for edge in graph.es if edge.source == edge.target}
    for part in graph.connected_components(mode="strong"):
        members = {graph.vs[number]["name"] for number in part}
        if len(members) > 1 or members & loops:
            told = ", ".join(name for name in names if name in members)
            yield _broken(52, f"{told}: a specialization of itself")


def _all(records: Iterable[ProvRecord], kind: type[ProvRecord]) -> Iterator[dict[str, Any]]:
    return (_ends(record) for record in records if isinstance(record, kind))


@dataclass(frozen=True, slots=True)
class _Event:
    """kind: generation, invalidation or usage, start or end of the thing."""

    kind: str
    of: str

    def __str__(self) -> str:
        return f"the {self.kind} of {self.of}"


class _Order:
    """The events of an instance, and which comes before which."""

    def __init__(self, records: list[ProvRecord]) -> None:
        self.events: dict[_Event, int] = {}
        self.before: list[tuple[int, int, int]] = []  # earlier, later, constraint
        self.times: dict[_Event, set[datetime]] = defaultdict(set)
        for number, record in enumerate(records):
            ends = {**_ends(record), "record": record.identifier or f"{_plain(record)} (statement {number + 1})"}
            for told, name in (row for kind, rows in TIMES.items() if isinstance(record, kind) for row in rows):
                if name in ends:
                    self.times[_event(told, ends)].add(_aware(ends[name]))
            for one, other, constraint in (row for kind in BEFORE if isinstance(record, kind) for row in BEFORE[kind]):
                if one.split(" of ")[1] in ends and other.split(" of ")[1] in ends:
                    edge = self._number(_event(one, ends)), self._number(_event(other, ends)), constraint
                    self.before.append(edge)
        for event in self.times:
            self._number(event)
        self.names = list(self.events)
        self.parts = self._parts()

    def circles(self) -> Iterator[str]:
        """Events that would come before themselves."""
        for one, other, constraint in self.before:
            if constraint == STRICT and self.parts[one] == self.parts[other]:
                yield _broken(constraint, f"{self.names[one]} comes before {self.names[other]}, and by others after it")

    def contradictions(self) -> Iterator[str]:
        """Times that say another order than the relations do."""
        latest: dict[int, tuple[datetime, _Event]] = {}  # by part: the latest time that it can't be before
        for event, times in self.times.items():
            if len(times) > 1 and event.kind in SIMULTANEOUS:
                told = " and ".join(time.isoformat() for time in sorted(times))
                yield _broken(SIMULTANEOUS[event.kind], f"{event} is told with several times: {told}")
            _later(latest, self.parts[self.events[event]], (max(times), event))
        for one, other, constraint in sorted(self.before, key=lambda edge: self.parts[edge[0]]):
            if self.parts[one] in latest:
                time, event = known = latest[self.parts[one]]
                own = min(self.times.get(self.names[other], {time}))
                if own < time:
                    told = f"{self.names[other]}, at {own.isoformat()}, comes after {event}, at {time.isoformat()}"
                    yield _broken(constraint, told)
                _later(latest, self.parts[other], known)

    def _number(self, event: _Event) -> int:
        return self.events.setdefault(event, len(self.events))

    def _parts(self) -> list[int]:
        """For each event the number of those that happen at once with it; what comes before has a lower one."""
        graph = igraph.Graph(len(self.events), [(one, other) for one, other, _ in self.before], directed=True)
        parts = graph.connected_components(mode="strong")
        ranks = {part: rank for rank, part in enumerate(parts.cluster_graph().topological_sorting())}
        return [ranks[part] for part in parts.membership]


def _event(told: str, ends: dict[str, Any]) -> _Event:
    kind, _, name = told.partition(" of ")
    return _Event(kind, str(ends[name]))


def _plain(record: ProvRecord) -> str:
    """A usage without a name: "uuid:… by uuid:…"."""
    return " by ".join(str(value) for name, value in reversed(_ends(record).items()) if name != "time")


def _aware(time: datetime) -> datetime:
    """A time without a zone counts as one in UTC, to be compared at all."""
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _later(latest: dict[int, tuple[datetime, _Event]], part: int, known: tuple[datetime, _Event]) -> None:
    if part not in latest or latest[part][0] < known[0]:
        latest[part] = known
