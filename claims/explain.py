"""One claim's way from its sentence, told to people who know neither linguistics nor statistics. Knows no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from rapidfuzz import fuzz, process

from claims.extraction.steps.checkworthiness import WEIGHTS
from claims.extraction.steps.quotes import quotes
from claims.extraction.types import (
    Antecedent,
    CueKind,
    DateExpression,
    ExtractedClaim,
    Extraction,
    Kind,
    NoClaim,
    Origin,
    Quantity,
    SpeakerKind,
    Voice,
)

OPEN, CLOSE = ">>", "<<"  # around the claim's words
SURE, FAIRLY_SURE = 0.9, 0.7
WIDTH = 64  # of the column of reasons


class Quoting(StrEnum):
    """How the words of a claim are quoted."""

    NONE = "The article says it itself: nobody else is credited."
    DIRECT = "Direct quote: the claim’s words stand within quotation marks."
    MIXED = "Mixed quote: some of the claim’s words stand within quotation marks, the others are the article’s."
    INDIRECT = "Indirect quote: the article tells in its own words, without quotation marks, what was said."
    SPOKEN = "Transcript: a label before the words says who speaks them."


ORIGINS: Mapping[Origin, str] = {
    Origin.CLAUSE: "It is what the sentence itself says. What could be true or false on its own was split off.",
    Origin.REPORTED: "It is what somebody is said to have said or thought. The words that only say so were taken off.",
    Origin.COORDINATED: "The sentence lists several things with “and”, “or”, “but” or commas. This is one of them; it"
    " was completed with the words that they share.",
    Origin.SUBORDINATE: "It comes from a part of the sentence that gives a time, a reason or a contrast, after a word"
    " such as “after”, “because” or “although”, and can be true or false on its own.",
    Origin.RELATIVE: "It comes from a part that tells more about somebody or something just named, after a word such as"
    " “who” or “which”, which was replaced by the name.",
    Origin.PARTICIPLE: "It comes from a part without a full verb (“…, mocking him”, “a report published on Friday”),"
    " which was made a sentence of its own.",
    Origin.APPOSITIVE: "The sentence names somebody or something twice in a row (“Denmark, a NATO member,”). That the"
    " one is the other is a claim of its own.",
    Origin.TITLE: "It was read from the title or role before a name (“NATO spokesperson Allison Hart”).",
    Origin.AGE: "It was read from the age beside a name (“Ann Lee, 42,”).",
    Origin.POSSESSIVE: "It was read from words that describe a thing: whose it is, how many or how much, since when.",
}

CUES: Mapping[CueKind, str] = {
    CueKind.NONE: "names them",
    CueKind.SAY: "reports what they say",
    CueKind.CLAIM: "reports what they claim, and keeps its distance",
    CueKind.ADMIT: "reports what they admit",
    CueKind.SUGGEST: "reports what they suggest",
    CueKind.WARN: "reports a warning",
    CueKind.PREDICT: "reports what they expect",
    CueKind.DENY: "reports a denial",
    CueKind.PROMISE: "reports a promise",
    CueKind.THREATEN: "reports a threat",
    CueKind.DEMAND: "reports a demand",
    CueKind.ACCUSE: "reports an accusation",
    CueKind.HOPE: "reports a hope",
    CueKind.BELIEVE: "reports what they think",
    CueKind.ASK: "reports a question",
    CueKind.JUDGE: "reports a judgement",
}

SPEAKERS: Mapping[SpeakerKind, str] = {
    SpeakerKind.PERSON: "a person",
    SpeakerKind.ORGANISATION: "an organisation",
    SpeakerKind.PLACE: "a place, standing for its government or people",
    SpeakerKind.GROUP: "a group without names",
    SpeakerKind.ANONYMOUS: "a source without a name",
    SpeakerKind.UNRESOLVED: "the text does not tell who that is",
}

KINDS: Mapping[Kind, str] = {
    Kind.FACT: "A fact: something that happened or is so.",
    Kind.QUANTITY: "A quantity: the number is the point.",
    Kind.PREDICTION: "A prediction: about the future, plans and hopes included.",
    Kind.OPINION: "An opinion: a judgement, feeling, slogan or recommendation.",
    Kind.BACKGROUND: "Background: commonly known, or easily looked up.",
}

WHY_NONE: Mapping[NoClaim, str] = {
    NoClaim.BOILERPLATE: "it is not part of what the text tells: a link, a byline, a caption, a contact, a notice",
    NoClaim.HEADLINE: "it is a headline: the text below says it",
    NoClaim.QUESTION: "it is a question",
    NoClaim.OPINION: "it is only an opinion: a slogan, an exclamation, a request",
    NoClaim.VAGUE: "it is too vague to be looked up",
    NoClaim.FRAGMENT: "it is no whole sentence",
    NoClaim.TABLE: "it is a row of a table",
    NoClaim.LEAD_IN: "it only leads in what comes next",
}

COMPARED: Mapping[str, str] = {
    "=": "exactly", "<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "~": "about",
}  # fmt: skip


class NotExplained(ValueError):
    """No claim, or more than one, fits what was asked for; the message says which there are."""


@dataclass(frozen=True)
class Section:
    """A heading and the sentences under it."""

    title: str
    lines: tuple[str, ...]


def find(document: str, extraction: Extraction, wanted: str) -> int:
    """The index of the claim with a number, counted from 1, or of the only one that holds these words.

    Raises NotExplained.
    """
    claims = extraction.claims
    if not claims:
        raise NotExplained("The text has no claims.")
    if wanted.strip().lstrip("-").isdecimal():
        number = int(wanted)
        if 1 <= number <= len(claims):
            return number - 1
        raise NotExplained(f"There is no claim {number}: the text has {len(claims)}, numbered from 1.")
    words = _plain(wanted)
    if not words:
        raise NotExplained(f"Give a number from 1 to {len(claims)}, or words of a claim.")
    exact = [k for k, claim in enumerate(claims) if words == _plain(claim.text).rstrip(".")]
    found = exact or [
        k for k, claim in enumerate(claims) if words in _plain(claim.text) or words in _plain(claim.quote)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(str(k + 1) for k in found[:10]) + ("…" if len(found) > 10 else "")
        raise NotExplained(f"{len(found)} claims hold the words “{wanted}”: {numbers}. Give one of the numbers.")
    rows = (row for row in extraction.coverage if words in _plain(document[row.start : row.end]))
    reason = next((row.reason for row in rows if row.reason), None)
    why = f" The sentence that holds them has none: {WHY_NONE[reason]}." if reason else ""
    near = process.extractOne(words, [_plain(claim.text) for claim in claims], scorer=fuzz.partial_ratio)
    nearest = f" The nearest of the {len(claims)} claims is number {near[2] + 1}: “{claims[near[2]].text}”"
    raise NotExplained(f"No claim holds the words “{wanted}”.{why}{nearest}")


def explain(document: str, extraction: Extraction, index: int) -> tuple[Section, ...]:
    """How the claim at an index came out of the document, section by section; the last adds up its score."""
    claim = extraction.claims[index]
    sections = (
        Section(f"Claim {index + 1} of {len(extraction.claims)}", (claim.text,)),
        Section("Where it stands", tuple(_place(document, claim))),
        Section("Who says it, and how we know", tuple(_who(document, claim))),
        Section("How it was taken out of the sentence", (ORIGINS[claim.origin],)),
        Section("What its words stand for", tuple(_stands_for(a) for a in claim.antecedents)),
        Section("Numbers and dates", (*map(_number, claim.quantities), *map(_date, claim.dates))),
        Section("How firmly it is said", tuple(_firmness(claim))),
        Section("What sort of claim it is", (KINDS[claim.kind], CHECKABLE[claim.checkable])),
        Section("How much it is worth checking", tuple(score(claim))),
    )
    return tuple(section for section in sections if section.lines)


def score(claim: ExtractedClaim) -> Iterator[str]:
    """The check-worthiness as a sum of points, reason by reason, in a column that adds up to the last line but one."""
    points = [("Every claim begins with", WEIGHTS.bias), *((reason.text, reason.weight) for reason in claim.reasons)]
    total = sum(weight for _, weight in points)
    for text, weight in points:
        yield f"{text:<{WIDTH}}{weight:+6.2f}"
    yield f"{'Together':<{WIDTH}}{total:+6.2f}"
    yield f"{'On the scale from 0 to 1 (0 points are 0.50)':<{WIDTH}}{1 / (1 + exp(-total)):6.2f}"


CHECKABLE = {
    True: "It can be checked: evidence can show whether it is true.",
    False: "It can’t be checked: no evidence decides it.",
}


def quoting(document: str, claim: ExtractedClaim) -> Quoting:
    """How the claim's words are quoted where they stand."""
    if claim.chain and claim.cue and claim.cue == claim.chain[-1].speaker.mention:
        return Quoting.SPOKEN
    start, end = claim.start, claim.end
    around = [q for q in quotes(document) if q.start < end and start < q.end]
    if any(q.start <= start and end <= q.end for q in around):
        return Quoting.DIRECT if claim.chain else Quoting.NONE
    if not claim.chain:
        return Quoting.NONE
    return Quoting.MIXED if around else Quoting.INDIRECT


def _place(document: str, claim: ExtractedClaim) -> Iterator[str]:
    """The sentence with the claim's words marked."""
    at = document.find(claim.sentence, max(0, claim.start - len(claim.sentence)))
    if 0 <= at <= claim.start and claim.end <= at + len(claim.sentence):
        start, end = claim.start - at, claim.end - at
        marked = claim.sentence[:start] + OPEN + claim.quote + CLOSE + claim.sentence[end:]
    else:  # its words reach over several sentences
        marked = OPEN + claim.quote + CLOSE
    yield " ".join(marked.split())
    yield f"Its words, between {OPEN} and {CLOSE}, are characters {claim.start} to {claim.end} of the text."


def _who(document: str, claim: ExtractedClaim) -> Iterator[str]:
    yield str(quoting(document, claim))
    if not claim.chain:
        return
    outermost_first = tuple(reversed(claim.chain))
    links = " → ".join(("the article", *(voice.speaker.name for voice in outermost_first), "this claim"))
    yield f"From the article to the claim: {links}."
    for voice in outermost_first:
        yield _link(voice)


def _link(voice: Voice) -> str:
    """One sentence on one link of the chain."""
    speaker = voice.speaker
    here = f", here “{speaker.mention}”" if speaker.mention.casefold() not in ("", speaker.name.casefold()) else ""
    if voice.cue == speaker.mention or not voice.cue:
        how = "the label before the words names them" if voice.cue else "the words around the quote go on with them"
    else:
        how = f"“{voice.cue}” {CUES[voice.cue_kind]}"
    through = f"; channel: {voice.channel.label}" if voice.channel else ""
    return f"{speaker.name} ({SPEAKERS[speaker.kind]}{here}): {how}{through}."


def _stands_for(antecedent: Antecedent) -> str:
    if not antecedent.name:
        others = " or ".join(antecedent.alternatives)
        return f"“{antecedent.mention}” could be {others}: it was left as it stands."
    sure = (
        "sure" if antecedent.confidence >= SURE else "fairly sure" if antecedent.confidence >= FAIRLY_SURE else "likely"
    )
    return f"“{antecedent.mention}” is {antecedent.name} ({sure}: {antecedent.confidence:.0%})."


def _number(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"“{quantity.text}” is read as {COMPARED[quantity.comparator]} {quantity.value}{unit}."


def _date(expression: DateExpression) -> str:
    if expression.value is None:
        return f"“{expression.text}” can’t be settled without the day of publication (--published)."
    return f"“{expression.text}” is {expression.value}, to the {expression.grain}."


def _firmness(claim: ExtractedClaim) -> Iterator[str]:
    yield "It denies something." if claim.negated else "It says that something is so; it denies nothing."
    if claim.hedges:
        yield "Softened by " + ", ".join(f"“{word}”" for word in claim.hedges) + "."
    if claim.evidentials:
        yield "How it is known, as the text puts it: " + ", ".join(f"“{word}”" for word in claim.evidentials) + "."


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
