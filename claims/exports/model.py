"""What a report says, frozen: the one thing that every format is written from.

Names are those of schema.org ClaimReview, the Web Annotation Data Model and W3C PROV, where they have one. The JSON of
a report is canonical (members in this order, UTF-8, no white space), so that one report has one SHA-256; its JSON
Schema is made from these classes and can't say anything else.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

import msgspec

Audience = Literal["public", "desk"]
Stance = Literal["supports", "refutes", "context"]
Stage = Literal["published", "corrected", "retracted"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every piece of a report is: never changed, and nothing in it that isn't known."""


class Publisher(Part, frozen=True):
    """Whose report it is (schema.org ClaimReview.author)."""

    name: str
    desk: str = ""


class Source(Part, frozen=True):
    """Who says something: a person, outlet, organisation, government body, account or anonymous source."""

    id: UUID
    name: str
    kind: str


class Document(Part, frozen=True):
    """Something that can be cited. language: a BCP 47 tag, "" where nobody said."""

    id: UUID
    kind: str
    title: str
    url: str
    author: str
    publisher: Source | None
    published: date | None
    language: str


class Snapshot(Part, frozen=True):
    """A document's text as captured at one moment. text_sha256: of the text in UTF-8; captured_sha256: of the bytes
    that it was made from. characters: Unicode code points of the text."""

    id: UUID
    document: UUID
    captured_at: datetime
    media_type: str
    captured_sha256: str
    text_sha256: str
    characters: int


class Anchor(Part, frozen=True):
    """Words of a snapshot (Web Annotation, 4.2.4 and 4.2.5): start and end count Unicode code points, end is exclusive;
    exact == text[start:end]. before and after: what stands around them in the same paragraph, for people to read."""

    snapshot: UUID
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    before: str = ""
    after: str = ""


class Appearance(Part, frozen=True):
    """Where a claim stands, who said it and through which channel (schema.org Claim.appearance). speaker is null where
    the document itself says so; software: what found it, "" for a person."""

    id: UUID
    anchor: Anchor
    speaker: Source | None
    cue: str
    channel: str
    software: str


class Rating(Part, frozen=True):
    """A step of the scale. value: ClaimReview's ratingValue, 5 is true and 1 is false, null where a number would
    mislead."""

    name: str
    value: int | None
    description: str


class Verdict(Part, frozen=True):
    """One version of the outcome, as it stood at the report's moment."""

    id: UUID
    version: int
    stage: Stage
    rating: str
    value: int | None
    summary: str
    explanation: str
    grounds: str
    published_at: datetime
    correction_note: str
    retraction_notice: str


class Evidence(Part, frozen=True):
    """A passage of a snapshot, or a citation in writing, that the verdict rests on."""

    id: UUID
    stance: Stance
    anchor: Anchor | None
    citation: str
    note: str
    gathered_at: datetime


class Claim(Part, frozen=True):
    """One claim. number: its place in the report, from 1. verdicts: the versions that readers have seen, the newest
    first; none yet where a desk's report shows claims on their way, whose state is in state."""

    number: int
    id: UUID
    text: str
    kind: str
    checkable: bool
    checkworthiness: float
    state: str
    appearances: list[Appearance]
    verdicts: list[Verdict]
    evidence: list[Evidence]

    @property
    def verdict(self) -> Verdict | None:
        """The version in force, be it retracted."""
        return self.verdicts[0] if self.verdicts else None

    @property
    def rating(self) -> str:
        """The rating in force; "" where there is none, or where it was retracted."""
        return self.verdict.rating if self.verdict and self.verdict.stage != "retracted" else ""


class Report(Part, frozen=True, dict=True):  # the dict is for what is looked up
    """A report as of a moment. id is the edition's, report that of all its editions; claims come in the order of the
    report, documents and snapshots are all that they cite, ratings is the whole scale."""

    id: UUID
    report: UUID
    edition: int
    title: str
    introduction: str
    language: str
    publisher: Publisher
    audience: Audience
    scope: str
    as_of: datetime
    ratings: list[Rating]
    documents: list[Document]
    snapshots: list[Snapshot]
    claims: list[Claim]
    schema: Literal["factcheck-report/1"] = "factcheck-report/1"

    def snapshot(self, key: UUID) -> Snapshot:
        """One of its snapshots. Raises KeyError."""
        return self._snapshots[key]

    def document(self, key: UUID) -> Document:
        """The document that a snapshot is of. Raises KeyError."""
        return self._documents[self.snapshot(key).document]

    @cached_property
    def _snapshots(self) -> dict[UUID, Snapshot]:
        return {row.id: row for row in self.snapshots}

    @cached_property
    def _documents(self) -> dict[UUID, Document]:
        return {row.id: row for row in self.documents}


def to_json(report: Report) -> bytes:
    """The canonical JSON."""
    return msgspec.json.encode(report)


def from_json(content: bytes | str) -> Report:
    """The report of its JSON. Raises msgspec.ValidationError, which names the member."""
    return msgspec.json.decode(content, type=Report)


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return sha256(content).hexdigest()


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a report."""
    schema = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Verdict report", **schema}
