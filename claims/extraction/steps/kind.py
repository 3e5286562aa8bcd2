"""What sort of assertion a claim is, and whether evidence could decide it. RULES is asked in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..types import CueKind, Kind, Origin
from .draft import Draft
from .lexicon import says, words
from .once import once

FIRST_PERSON = {"i", "we"}
WILL = {"will", "'ll", "’ll", "wo", "shall"}
HOPE = {"hope", "hopes", "hoping"}
OBLIGATION = {"should", "ought", "must"}
PRESENT = {"VBZ", "VBP"}
PAST = {"VBD"}
PREDICATE = {"cop", "aux", "aux:pass"}
MODIFIES = {"amod", "advmod", "xcomp"}  # an adjective within another clause judges something else
SIZES = {"%", "percent", "cent", "$", "€", "£", "million", "billion", "trillion"}


@dataclass(frozen=True)
class Reading:
    """A draft with what several rules ask of it."""

    draft: Draft

    @once
    def helpers(self) -> set[str]:
        """The auxiliaries and copulas of the predicate, in lower case."""
        return {child.lower_ for child in self.draft.children if child.dep_ in PREDICATE}

    @once
    def predicate_tags(self) -> set[str]:
        """The Penn tags of the predicate and its auxiliaries."""
        head = self.draft.head
        return {head.tag_} | {child.tag_ for child in self.draft.children if child.dep_ in PREDICATE}

    @once
    def is_clause(self) -> bool:
        """Whether the claim's words have a finite predicate of their own."""
        return bool(self.predicate_tags & (PRESENT | PAST | {"MD"}))

    @once
    def is_copular(self) -> bool:
        return any(child.dep_ == "cop" for child in self.draft.children)

    @once
    def subject(self) -> str:
        """The subject's head word in lower case, "" for none."""
        subjects = (child.lower_ for child in self.draft.children if child.dep_.startswith(("nsubj", "csubj")))
        return next(subjects, "")

    @once
    def spoken(self) -> bool:
        return self.draft.speaker is not None

    @once
    def has_number(self) -> bool:
        """Whether its words or its wording hold a number that is no year."""
        said = [token for token in self.draft.own if token.text in self.draft.text]
        if any(token.pos_ == "NUM" and not (len(token) == 4 and token.is_digit) for token in said):
            return True
        return any(word.isdecimal() and len(word) != 4 for word in self.draft.text.split())


def is_age(claim: Reading) -> bool:
    return claim.draft.origin is Origin.AGE


def is_judgement(claim: Reading) -> bool:
    head = claim.draft.head
    if claim.draft.origin in {Origin.TITLE, Origin.POSSESSIVE}:
        return False
    if claim.helpers & OBLIGATION or head.lower_ in words("judging_verbs"):
        return True
    if says(claim.draft.phrase, words("rhetoric")):
        return True
    judging = words("judging")
    if claim.is_clause and head.lower_ in judging:
        return True
    if claim.is_copular and any(child.dep_ == "amod" and child.lower_ in judging for child in claim.draft.children):
        return True
    return claim.spoken and any(token.lower_ in judging and token.dep_ in MODIFIES for token in claim.draft.own)


def is_feeling(claim: Reading) -> bool:
    return claim.subject in FIRST_PERSON and claim.draft.head.lower_ in words("feelings")


def is_slogan(claim: Reading) -> bool:
    """A quotation without a predicate: "Nothing about us without us"."""
    return claim.draft.quoted and claim.draft.origin in {Origin.CLAUSE, Origin.REPORTED} and not claim.is_clause


def is_ahead(claim: Reading) -> bool:
    """Future: "will", a reported "would", what somebody hopes or promises, what "is set to" happen."""
    head = claim.draft.head
    if claim.helpers & WILL or claim.draft.cue_kind is CueKind.HOPE:
        return True
    if "would" in claim.helpers and claim.spoken and "have" not in claim.helpers:
        return True
    if claim.draft.cue_kind in {CueKind.PROMISE, CueKind.THREATEN} and claim.spoken:
        return True
    if head.lower_ in HOPE:
        return True
    ahead = head.lower_ in words("planned") and not claim.predicate_tags & PAST
    return ahead and any(child.dep_ in {"xcomp", "ccomp", "obl"} for child in claim.draft.children)


def is_number(claim: Reading) -> bool:
    """The number is the point: it is the predicate, or what a verb of measure says."""
    head = claim.draft.head
    if head.lower_ in SIZES:
        return True
    if not claim.has_number:
        return False
    if claim.draft.origin is Origin.POSSESSIVE or head.lower_ in words("measuring"):
        return True
    if claim.draft.origin is Origin.APPOSITIVE:  # "one of two politicians"
        return False
    return head.pos_ == "NUM" or (claim.is_copular and any(child.dep_ == "nummod" for child in claim.draft.children))


def is_common_knowledge(claim: Reading) -> bool:
    """Offices, roles and definitions, which an article tells in passing."""
    if claim.spoken:
        return False
    if claim.draft.origin is Origin.POSSESSIVE:  # "his Truth Social platform"; not "his repeated vow"
        head = claim.draft.head
        return head.pos_ != "NOUN" or any(
            child.pos_ == "PROPN" and child.dep_ == "compound" for child in claim.draft.children
        )
    if claim.draft.origin in {Origin.TITLE, Origin.APPOSITIVE}:
        return not claim.has_number
    if claim.draft.origin is Origin.RELATIVE and claim.draft.head.tag_ in PRESENT and not claim.has_number:
        return True  # "which treats patients with massively diluted forms of substances"
    defines = claim.is_copular and claim.draft.head.pos_ in {"NOUN", "PROPN"}
    return (
        defines
        and not claim.predicate_tags & (PAST | {"MD"})
        and claim.subject not in {"it", "this", "that", "there", "i"}
    )


RULES: tuple[tuple[Callable[[Reading], bool], Kind], ...] = (
    (is_age, Kind.QUANTITY),
    (is_judgement, Kind.OPINION),
    (is_feeling, Kind.OPINION),
    (is_slogan, Kind.OPINION),
    (is_ahead, Kind.PREDICTION),
    (is_number, Kind.QUANTITY),
    (is_common_knowledge, Kind.BACKGROUND),
)


def classify(draft: Draft) -> tuple[Kind, bool]:
    """The kind of a claim, and whether it is checkable: decidable by evidence in principle.

    Opinions are not, nor are hopes and predictions that no day will refute ("forever", "quite fast").
    """
    claim = Reading(draft)
    kind = next((kind for rule, kind in RULES if rule(claim)), Kind.FACT)
    if kind is Kind.PREDICTION:
        open_ended = draft.cue_kind is CueKind.HOPE or draft.head.lower_ in HOPE
        return kind, not (open_ended or says(claim.draft.phrase, words("open_ended")))
    return kind, kind is not Kind.OPINION
