"""The things that a chain is made of: entities, activities and agents (PROV-DM, sections 5.1 and 5.3).

Each says by which terms its facts are told: those of schema.org where they mean the same, else our own, written "fc:".
What is empty is not told. Things have UUIDs and are told as urn:uuid: (RFC 9562, section 4), the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5


class Doing(StrEnum):
    """What was done."""

    CAPTURE = "Capture"
    EXTRACTION = "Extraction"
    RECORDING = "Recording"  # somebody said where a claim stands
    GATHERING = "Gathering"  # of evidence
    ASSESSING = "Assessing"
    DRAFTING = "Drafting"
    PUBLICATION = "Publication"
    RETRACTION = "Retraction"


class Part(StrEnum):
    """What somebody was in it (prov:role)."""

    AUTHOR = "author"
    APPROVER = "approver"
    REVIEWER = "reviewer"


def within(whole: UUID, *names: object) -> UUID:
    """The identifier of what has no row of its own, by its names within what has one: always the same."""
    return uuid5(whole, repr([str(name) for name in names]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """id is its own within all documents; label is for people, one line."""

    TYPES: ClassVar[tuple[str, ...]] = ()
    FACTS: ClassVar[Mapping[str, str]] = {}  # field: the term that tells it

    id: UUID
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Thing):
    """Something made: words, a page, a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Entity):
    """Anything that can be cited, whatever its text is at the moment."""

    TYPES = ("fc:Document", "schema:CreativeWork")
    FACTS = {"title": "schema:name", "url": "schema:url", "published": "schema:datePublished", "kind": "fc:kind"}

    title: str = ""
    url: str = ""
    published: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Entity):
    """The text of a document as captured at one moment; sha256 in hexadecimal, of the text kept."""

    TYPES = ("fc:Snapshot", "schema:MediaObject")
    FACTS = {
        "title": "schema:name",
        "url": "schema:url",
        "sha256": "schema:sha256",
        "captured_at": "schema:dateCreated",
    }

    title: str = ""
    url: str = ""
    sha256: str = ""
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Entity):
    """What words name and nobody captured: an interview, a broadcast, a statement."""

    TYPES = ("fc:Work", "schema:CreativeWork")
    FACTS = {"channel": "fc:channel"}

    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entity):
    """One assertion."""

    TYPES = ("fc:Claim", "schema:Claim")
    FACTS = {"text": "schema:text"}

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance(Entity):
    """A claim as it stands in a snapshot: the exact words, the cue ("said") and the channel that the words name."""

    TYPES = ("fc:Appearance", "schema:Quotation")
    FACTS = {"text": "schema:text", "cue": "fc:cue", "channel": "fc:channel"}

    text: str = ""
    cue: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Entity):
    """A passage, or a citation in writing; stance: what it does to the claim."""

    TYPES = ("fc:Evidence",)
    FACTS = {"text": "schema:text", "citation": "schema:citation", "stance": "fc:stance"}

    text: str = ""
    citation: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Entity):
    """A step of a scale from worst to best; no value where a number would mislead."""

    TYPES = ("fc:Rating", "schema:Rating")
    FACTS = {
        "name": "schema:name",
        "value": "schema:ratingValue",
        "best": "schema:bestRating",
        "worst": "schema:worstRating",
    }

    name: str = ""
    value: int | None = None
    best: int | None = None
    worst: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Entity):
    """One reviewer's finding."""

    TYPES = ("fc:Assessment", "schema:Review")
    FACTS = {"text": "schema:reviewBody", "rating": "schema:reviewRating"}

    text: str = ""
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Entity):
    """One version of the outcome."""

    TYPES = ("fc:Verdict", "schema:ClaimReview")
    FACTS = {
        "text": "schema:reviewBody",
        "version": "schema:version",
        "stage": "schema:creativeWorkStatus",
        "note": "schema:correction",
        "claim": "schema:itemReviewed",
        "rating": "schema:reviewRating",
    }

    text: str = ""
    version: int | None = None
    stage: str = ""
    note: str = ""  # of a correction or a retraction, to readers
    claim: Claim | None = None
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Thing):
    """Something done, from start to end; none where nobody knows. Moments have a time zone."""

    doing: Doing
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Thing):
    """Who did it or answers for it, of no kind that PROV has: an account, a group."""

    FACTS = {"kind": "fc:kind", "name": "schema:name"}

    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Agent):
    """A human being; without a name where it is not told."""

    TYPES = ("prov:Person", "schema:Person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Agent):
    """An outlet, agency, organisation or government body."""

    TYPES = ("prov:Organization", "schema:Organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Software(Agent):
    """One version of one program; model_sha256 where a trained model is part of it."""

    TYPES = ("prov:SoftwareAgent", "schema:SoftwareApplication")
    FACTS = {**Agent.FACTS, "version": "schema:softwareVersion", "model_sha256": "fc:modelSha256"}

    version: str = ""
    model_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed(Agent):
    """An anonymous source, known by the description that one document gives of it: perhaps a person, perhaps not."""

    TYPES = ("fc:AnonymousSource",)
