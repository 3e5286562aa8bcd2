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
    UNRESOLVED = "unresolved"  # a pronoun that nobody could be found for, a label that names nobody: "HOST"


class ChannelKind(StrEnum):
    """How the words reached the article."""

    INTERVIEW = "interview"
    POST = "post"
    BROADCAST = "broadcast"
    SPEECH = "speech"
    STATEMENT = "statement"
    REPORT = "report"
    TESTIMONY = "testimony"


class CueKind(StrEnum):
    """What the reporting words do with what they report: the speech act, or the state of mind."""

    NONE = ""  # nobody is credited
    SAY = "says"
    CLAIM = "claims"  # asserted, the article keeps its distance
    ADMIT = "admits"
    SUGGEST = "suggests"
    WARN = "warns"
    PREDICT = "predicts"
    DENY = "denies"
    PROMISE = "promises"
    THREATEN = "threatens"
    DEMAND = "demands"
    ACCUSE = "accuses"
    HOPE = "hopes"
    BELIEVE = "believes"
    ASK = "asks"
    JUDGE = "judges"  # "criticised", "praised", "called it ungrateful"


class Origin(StrEnum):
    """Which construction of the sentence carried the claim."""

    CLAUSE = "clause"  # a main clause
    REPORTED = "reported"  # what somebody is reported to have said
    COORDINATED = "coordinated"  # one of several clauses, verbs or objects joined by "and", "or", a comma
    SUBORDINATE = "subordinate"  # "after they shunned treatment"
    RELATIVE = "relative"  # "who had ties to the gang"
    PARTICIPLE = "participle"  # ", mocking Mr Macron"
    APPOSITIVE = "appositive"  # "Denmark, a steadfast ally"
    TITLE = "title"  # "NATO spokesperson Allison Hart"
    AGE = "age"  # "Mr Trump, 79,"
    POSSESSIVE = "possessive"  # "his Truth Social platform"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, by the fullest name the text gives. `mention` is how the text names them here."""

    name: str
    kind: SpeakerKind
    mention: str = ""


PREPOSITIONS = {ChannelKind.INTERVIEW: "with", ChannelKind.REPORT: "by", ChannelKind.STATEMENT: "to"}


@dataclass(frozen=True, slots=True)
class Channel:
    """Through which channel: kind, the outlet or platform by name if the text names one, and the words that say so."""

    kind: ChannelKind
    outlet: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """One line for people: "interview with Reuters", "post on Truth Social", "speech"."""
        preposition = PREPOSITIONS.get(self.kind, "on")
        return f"{self.kind} {preposition} {self.outlet}" if self.outlet else str(self.kind)


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of an attribution: who speaks or thinks, by which words, doing what, through which channel.

    told: the claim's own words say so ("Mr Rutte denied that ..."); nobody is credited by it.
    """

    speaker: Speaker
    cue: str
    cue_kind: CueKind
    channel: Channel | None = None
    told: bool = False


class Attributed:
    """What has a chain of voices, the nearest to what is asserted first, the outermost reporter last.

    Voices told in the claim's own words come first; those behind them vouch for it. Without one of these it is the
    article's own.
    """

    __slots__ = ()  # a book's claims are many

    chain: tuple[Voice, ...]

    @property
    def speaker(self) -> Speaker | None:
        """Whom the article credits with it; None: the article itself."""
        return next((voice.speaker for voice in self.chain if not voice.told), None)

    @property
    def cue(self) -> str:
        """The reporting words: "said", "according to"; "" where the article itself asserts it."""
        return next((voice.cue for voice in self.chain if not voice.told), "")

    @property
    def cue_kind(self) -> CueKind:
        """What the reporting words do; without them, the act that the claim itself tells."""
        voice = next((voice for voice in self.chain if not voice.told), self.chain[0] if self.chain else None)
        return voice.cue_kind if voice else CueKind.NONE

    @property
    def channel(self) -> Channel | None:
        """How the words reached the article, if it says so."""
        return next((voice.channel for voice in self.chain if voice.channel and not voice.told), None)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a pronoun, a short name or a description of the claim's words was taken to stand for.

    mention stands at document[start:end]. name is what the claim says instead, "" where it keeps the mention because
    two antecedents are plausible; these are then the alternatives. confidence is between 0 and 1.
    """

    mention: str
    start: int
    end: int
    name: str
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is worth checking or not: a sentence for people and what it adds to the score's log-odds."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the claim's anchor. comparator is one of = < <= > >= ~; unit is "" for a bare count."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str
    comparator: str = "="


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date in the claim's anchor.

    value is ISO 8601-1 at the grain's precision ("2026-02-01", "2026-W04", "2026-02", "2026", "T17:30"; "2011/2013"
    from one to the other) or, where that has no way to say it, ISO 8601-2 (EDTF): "199X", "18XX", "2025-33" (first
    quarter; to 36), "2025-40" (first half; 41), "2025-21" (spring; to 24, winter). None where the text and the
    publication date don't settle it. Words such as "since" and "by" stand outside: "by 2030" has the value "2030".
    """

    text: str
    start: int
    end: int
    value: str | None
    grain: str  # time, day, week, month, quarter, season, half-year, year, decade, century


@dataclass(frozen=True, slots=True)
class ExtractedClaim(Attributed):
    """One atomic assertion. text is standalone wording; text_of_document[start:end] == quote, always."""

    text: str
    start: int
    end: int
    quote: str
    sentence: str
    origin: Origin
    chain: tuple[Voice, ...]
    kind: Kind
    checkable: bool
    checkworthiness: float  # 0 to 1
    reasons: tuple[Reason, ...]  # of the check-worthiness, strongest first
    antecedents: tuple[Antecedent, ...] = ()  # in text order
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    negated: bool = False
    hedges: tuple[str, ...] = ()  # "up to", "could", "reportedly", as they stand, in text order
    evidentials: tuple[str, ...] = ()  # words that say how it is known: "appeared to", "is believed to"

    @property
    def hedged(self) -> bool:
        """Whether something softens it."""
        return bool(self.hedges or self.evidentials)

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
            "cue_kind": str(self.cue_kind),
            "channel": self.channel.label if self.channel else "",
            "chain": [voice_row(voice) for voice in self.chain],
            "kind": str(self.kind),
            "checkable": self.checkable,
            "checkworthiness": round(self.checkworthiness, 3),
            "reasons": [reason.text for reason in self.reasons],
            "antecedents": [antecedent_row(a) for a in self.antecedents],
            "quantities": [quantity_row(q) for q in self.quantities],
            "dates": [date_row(d) for d in self.dates],
            "negated": self.negated,
            "hedged": self.hedged,
            "hedges": list(self.hedges),
            "evidentials": list(self.evidentials),
            "origin": str(self.origin),
        }


def voice_row(voice: Voice) -> dict[str, Any]:
    """A link of an attribution as plain JSON values."""
    return {
        "speaker": voice.speaker.name,
        "speaker_kind": str(voice.speaker.kind),
        "cue": voice.cue,
        "cue_kind": str(voice.cue_kind),
        "channel": voice.channel.label if voice.channel else "",
        "told": voice.told,
    }


def antecedent_row(antecedent: Antecedent) -> dict[str, Any]:
    """An antecedent as plain JSON values."""
    return {
        "mention": antecedent.mention,
        "start": antecedent.start,
        "end": antecedent.end,
        "name": antecedent.name,
        "confidence": round(antecedent.confidence, 2),
        "alternatives": list(antecedent.alternatives),
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


class NoClaim(StrEnum):
    """Why a sentence holds no claim."""

    BOILERPLATE = "boilerplate"  # navigation, consent, a byline, a caption, a link to another story
    HEADLINE = "headline"  # a title or subheading: the text below says it
    QUESTION = "question"
    OPINION = "opinion only"  # a slogan, an exclamation, a recommendation
    VAGUE = "too vague"  # nothing in it that could be looked up
    FRAGMENT = "fragment"  # no predicate
    TABLE = "table"  # rows of cells: read it as a table
    LEAD_IN = "lead-in"  # "The plan would:", "She said:": the words after it complete it


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """What became of one sentence: document[start:end], the claims found (indices into the extraction's claims), or
    why there are none."""

    start: int
    end: int
    claims: tuple[int, ...] = ()
    reason: NoClaim | None = None


@dataclass(frozen=True, slots=True)
class SoftwareAgent:
    """What extracted: name, version of the steps, SHA-256 of the model file (W3C PROV-DM 3.3.1, SoftwareAgent)."""

    name: str
    version: str
    model_sha256: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of one text in text order, and who found them."""

    agent: SoftwareAgent
    claims: tuple[ExtractedClaim, ...]
    published: date | None = None
    coverage: tuple[SentenceCoverage, ...] = ()  # every sentence in text order
    words: int = field(default=0, compare=False)


class ExtractionError(ValueError):
    """A text that the extractor can't read; the message names the reason and the remedy."""


class UnusablePipeline(ValueError):
    """A spaCy pipeline that the extractor can't read with; the message names it, the reason and the remedy."""


class NotEnglish(ExtractionError):
    """The text is in another language than the parser reads."""


class NothingToRead(ExtractionError):
    """The text holds no words."""


class TextTooLong(ExtractionError):
    """The text is above the limit."""
