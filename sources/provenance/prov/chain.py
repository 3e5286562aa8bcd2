"""A chain of provenance, told thing by thing and relation by relation, and the PROV document that it makes.

prov takes whatever it is given; here a thing has one description, a generation one time and every time a zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from prov.constants import PROV, XSD
from prov.identifier import Identifier, Namespace, QualifiedName
from prov.model import Literal, ProvDocument

from .vocabulary import Activity, Agent, Entity, Part, Thing

TERMS = "https://factcheck.invalid/ns#"  # RFC 2606: leads nowhere; a deployment may give an address of its own

THINGS = Namespace("uuid", "urn:uuid:")
SCHEMA = Namespace("schema", "https://schema.org/")
URL = "schema:url"  # the one term whose values are addresses (xsd:anyURI)


class _Kind(StrEnum):
    """The relations that are told, as prov's documents name them."""

    GENERATION = "generation"
    USAGE = "usage"
    INVALIDATION = "invalidation"
    DERIVATION = "derivation"
    QUOTATION = "quotation"
    REVISION = "revision"
    PRIMARY_SOURCE = "primary_source"
    ATTRIBUTION = "attribution"
    ASSOCIATION = "association"
    DELEGATION = "delegation"
    SPECIALIZATION = "specialization"


DERIVATIONS = (_Kind.QUOTATION, _Kind.REVISION, _Kind.PRIMARY_SOURCE)


@dataclass(frozen=True, slots=True)
class _Relation:
    """subject is always there, object may be unknown where a time is given."""

    kind: _Kind
    subject: UUID
    object: UUID | None


class Chain:
    """What happened. Things that a relation names are told with it; telling something again changes nothing.

    Raises ValueError where two descriptions of one thing, or two times of one event, contradict each other, and for a
    time without a zone.
    """

    def __init__(self, terms: str = TERMS) -> None:
        self._terms = Namespace("fc", terms)
        self._things: dict[UUID, Thing] = {}
        self._relations: dict[_Relation, datetime | None] = {}
        self._parts: dict[_Relation, set[Part]] = {}

    def add(self, *things: Thing) -> None:
        """Tell of things that nothing else may tell of."""
        for thing in things:
            if self._things.setdefault(thing.id, thing) != thing:
                raise ValueError(f"{thing.id} is described in two ways: {self._things[thing.id]} and {thing}")
            self.add(*(value for name in thing.FACTS if isinstance(value := getattr(thing, name), Thing)))

    def generated(self, entity: Entity, by: Activity | None = None, at: datetime | None = None) -> None:
        """The activity made the entity (PROV-DM 5.1.3), at a moment within it; one of both is known."""
        self._happened(_Kind.GENERATION, entity, by, at)

    def invalidated(self, entity: Entity, by: Activity | None = None, at: datetime | None = None) -> None:
        """The entity ceased to hold (5.1.8); one of both is known."""
        self._happened(_Kind.INVALIDATION, entity, by, at)

    def used(self, activity: Activity, *entities: Entity) -> None:
        """The activity needed the entities (5.1.4)."""
        for entity in entities:
            self._relate(_Kind.USAGE, activity, entity)

    def derived(self, entity: Entity, source: Entity) -> None:
        """The entity was made from the source (5.2.1)."""
        self._relate(_Kind.DERIVATION, entity, source)

    def quoted(self, entity: Entity, source: Entity) -> None:
        """The entity's words are the source's (5.2.3)."""
        self._relate(_Kind.QUOTATION, entity, source)

    def revised(self, entity: Entity, source: Entity) -> None:
        """The entity is a later version of the source (5.2.2)."""
        self._relate(_Kind.REVISION, entity, source)

    def first_hand(self, entity: Entity, source: Entity) -> None:
        """The source was made by somebody who was there (5.2.4)."""
        self._relate(_Kind.PRIMARY_SOURCE, entity, source)

    def attributed(self, entity: Entity, agent: Agent) -> None:
        """The agent answers for the entity (5.3.2)."""
        self._relate(_Kind.ATTRIBUTION, entity, agent)

    def associated(self, activity: Activity, agent: Agent, *parts: Part) -> None:
        """The agent answers for the activity (5.3.3), in these parts."""
        self._parts.setdefault(self._relate(_Kind.ASSOCIATION, activity, agent), set()).update(parts)

    def acted_for(self, agent: Agent, other: Agent) -> None:
        """The other answers for what the agent did (5.3.4)."""
        self._relate(_Kind.DELEGATION, agent, other)

    def specialises(self, entity: Entity, general: Entity) -> None:
        """The entity is the general one as it is at a time, or as it stands at a place (5.5.1)."""
        self._relate(_Kind.SPECIALIZATION, entity, general)

    def document(self) -> ProvDocument:
        """All of it, as PROV."""
        document = ProvDocument(namespaces=[THINGS, SCHEMA, self._terms])
        for thing in self._things.values():
            self._tell(document, thing)
        for relation, at in self._relations.items():
            if not self._told_better(relation):
                self._tell_relation(document, relation, at)
        return document

    def _happened(self, kind: _Kind, entity: Entity, by: Activity | None, at: datetime | None) -> None:
        if by is None and at is None:
            raise ValueError(f"nothing is known of the {kind} of {entity.id}")
        relation = self._relate(kind, entity, by)
        moment = at and _moment(at)
        known = self._relations[relation]
        if known and moment and known != moment:
            raise ValueError(f"the {kind} of {entity.id} is told with two times: {known} and {moment}")
        self._relations[relation] = known or moment

    def _relate(self, kind: _Kind, subject: Thing, other: Thing | None) -> _Relation:
        self.add(subject, *([other] if other else []))
        relation = _Relation(kind, subject.id, other.id if other else None)
        self._relations.setdefault(relation, None)
        return relation

    def _told_better(self, relation: _Relation) -> bool:
        """A quotation is a derivation; Turtle can't say the one beside the other of the same two."""
        others = (_Relation(kind, relation.subject, relation.object) for kind in DERIVATIONS)
        return relation.kind is _Kind.DERIVATION and any(other in self._relations for other in others)

    def _tell(self, document: ProvDocument, thing: Thing) -> None:
        types = [self._name(term) for term in thing.TYPES]
        facts = [(PROV["label"], thing.label)] if thing.label else []
        told = [*((PROV["type"], name) for name in types), *facts, *self._facts(thing)]
        if isinstance(thing, Activity):
            start, end = (moment and _moment(moment) for moment in (thing.start, thing.end))
            document.activity(THINGS[str(thing.id)], start, end, [(PROV["type"], self._terms[thing.doing]), *told])
        else:
            (document.agent if isinstance(thing, Agent) else document.entity)(THINGS[str(thing.id)], told)

    def _tell_relation(self, document: ProvDocument, relation: _Relation, at: datetime | None) -> None:
        ends = [THINGS[str(relation.subject)], relation.object and THINGS[str(relation.object)]]
        make = getattr(document, relation.kind)
        if relation.kind in (_Kind.GENERATION, _Kind.INVALIDATION):
            make(*ends, time=at)
        elif parts := self._parts.get(relation):
            make(*ends, other_attributes=[(PROV["role"], self._terms[part]) for part in sorted(parts)])
        else:
            make(*ends)

    def _facts(self, thing: Thing) -> Iterator[tuple[QualifiedName, Any]]:
        for name, term in thing.FACTS.items():
            value = getattr(thing, name)
            if value not in ("", None):
                yield self._name(term), Identifier(value) if term == URL else _told(value)

    def _name(self, term: str) -> QualifiedName:
        prefix, _, name = term.partition(":")
        return {"fc": self._terms, "schema": SCHEMA, "prov": PROV}[prefix][name]


def _moment(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)


def _told(value: Any) -> Any:
    """A fact's value as PROV has it (PROV-DM 5.7.3)."""
    if isinstance(value, Thing):
        return THINGS[str(value.id)]
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return Literal(value.isoformat(), XSD["date"])
    return value
