"""What the extractor gives: frozen values, no behaviour beyond reading them. Offsets count Unicode code points."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of assertion a claim is."""

    FACT = "fact"  # an event or a state
    QUANTITY = "quantity"  # the point is a number
    PREDICTION = "prediction"  # about the future, hopes and plans included
    OPINION = "opinion"  # a value judgement, feeling, slogan, recommendation
    BACKGROUND = "background"  # common knowledge or a definition


class SpeakerKind(StrEnum):
    """What a speaker is: the part of a Source's kind that a text alone can tell."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"  # a government or people named by its country: "Denmark said"
    GROUP = "group"  # "European allies", "residents"
    ANONYMOUS = "anonymous"  # "a source familiar with the talks"
    UNRESOLVED = "unresolved"  # a pronoun nobody could be found for


class ChannelKind(StrEnum):
    """How the words reached the article."""

    INTERVIEW = "interview"
    POST = "post"
    BROADCAST = "broadcast"
    SPEECH = "speech"
    STATEMENT = "statement"
    REPORT = "report"
    TESTIMONY = "testimony"


@dataclass(frozen=True)
class Speaker:
    """Who said it, by the fullest name the text gives. `mention` is how the text names them here."""

    name: str
    kind: SpeakerKind
    mention: str = ""


@dataclass(frozen=True)
class Channel:
    """Through which channel: kind, the outlet or platform by name if the text names one, and the words that say so."""

    kind: ChannelKind
    outlet: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """One line for people: "interview with Reuters", "post on Truth Social", "speech"."""
        preposition = {ChannelKind.INTERVIEW: "with", ChannelKind.REPORT: "by"}.get(self.kind, "on")
        return f"{self.kind} {preposition} {self.outlet}" if self.outlet else str(self.kind)


@dataclass(frozen=True)
class Quantity:
    """A number in the claim's anchor. comparator is one of = < <= > >= ~; unit is "" for a bare count."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str
    comparator: str = "="


@dataclass(frozen=True)
class DateExpression:
    """A date in the claim's anchor.

    value is ISO 8601 at the grain's precision ("2026-02-01", "2026-02", "2026"), or None where the text and the
    publication date don't settle it.
    """

    text: str
    start: int
    end: int
    value: str | None
    grain: str  # day, week, month, year, decade, time


@dataclass(frozen=True)
class ExtractedClaim:
    """One atomic assertion. text is standalone wording; text_of_document[start:end] == quote, always."""

    text: str
    start: int
    end: int
    quote: str
    sentence: str
    speaker: Speaker | None  # None: the article itself
    cue: str  # the reporting words: "said", "according to"; "" where the article itself asserts it
    channel: Channel | None
    kind: Kind
    checkable: bool
    checkworthiness: float  # 0 to 1
    reasons: tuple[str, ...]  # of the check-worthiness, strongest first, for people
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    negated: bool = False
    hedged: bool = False

    def as_row(self) -> dict[str, Any]:
        """The claim as plain JSON values, in a stable order."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "sentence": self.sentence,
            "speaker": self.speaker.name if self.speaker else None,
            "speaker_kind": str(self.speaker.kind) if self.speaker else None,
            "cue": self.cue,
            "channel": self.channel.label if self.channel else "",
            "kind": str(self.kind),
            "checkable": self.checkable,
            "checkworthiness": round(self.checkworthiness, 3),
            "reasons": list(self.reasons),
            "quantities": [quantity_row(q) for q in self.quantities],
            "dates": [date_row(d) for d in self.dates],
            "negated": self.negated,
            "hedged": self.hedged,
        }


def quantity_row(quantity: Quantity) -> dict[str, Any]:
    """A quantity as plain JSON values; the value stays a decimal in text."""
    return {
        "text": quantity.text,
        "start": quantity.start,
        "end": quantity.end,
        "value": str(quantity.value),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
    }


def date_row(expression: DateExpression) -> dict[str, Any]:
    """A date as plain JSON values."""
    return {
        "text": expression.text,
        "start": expression.start,
        "end": expression.end,
        "value": expression.value,
        "grain": expression.grain,
    }


@dataclass(frozen=True)
class SoftwareAgent:
    """What extracted: name, version of the steps, SHA-256 of the model file (W3C PROV-DM 3.3.1, SoftwareAgent)."""

    name: str
    version: str
    model_sha256: str


@dataclass(frozen=True)
class Extraction:
    """The claims of one text in text order, and who found them."""

    agent: SoftwareAgent
    claims: tuple[ExtractedClaim, ...]
    published: date | None = None
    words: int = field(default=0, compare=False)


class ExtractionError(ValueError):
    """A text that the extractor can't read; the message names the reason and the remedy."""


class NotEnglish(ExtractionError):
    """The text is in another language than the parser reads."""


class NothingToRead(ExtractionError):
    """The text holds no words."""


class TextTooLong(ExtractionError):
    """The text is above the limit."""
