"""How worth checking a claim is, 0 to 1: a linear model in the open, weights and reasons in checkworthiness.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from ..types import CueKind, DateExpression, Kind, Origin, Quantity, Reason, SpeakerKind
from .draft import Draft
from .lexicon import says, words
from .once import once
from .polarity import hedged, negated

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}
SUPERLATIVE, COMPARATIVE = {"JJS", "RBS"}, {"JJR", "RBR"}
PERSONAL = {"he", "she", "it", "they", "this", "that", "these", "those", "i", "we", "you"}
LITTLE = 4  # words of content


@dataclass(frozen=True)
class Subject:
    """What the features look at."""

    draft: Draft
    kind: Kind
    quantities: Sequence[Quantity]
    dates: Sequence[DateExpression]

    @once
    def names(self) -> int:
        """How many names the claim's own words hold: runs of proper nouns."""
        names = [token.i for token in self.draft.own if token.pos_ == "PROPN"]
        return sum(i - 1 not in names for i in names)

    @once
    def compares(self) -> bool:
        """A superlative, or a comparative with its "than"."""
        tags = {token.tag_ for token in self.draft.own}
        return bool(tags & SUPERLATIVE) or (bool(tags & COMPARATIVE) and " than " in self.draft.phrase)

    @once
    def is_past(self) -> bool:
        head = self.draft.head
        tags = {head.tag_} | {child.tag_ for child in self.draft.children if child.dep_.startswith(("aux", "cop"))}
        perfect = "VBN" in tags and bool(tags & {"VBZ", "VBP"})
        return "MD" not in tags and ("VBD" in tags or perfect)


FEATURES: dict[str, Callable[[Subject], bool]] = {
    "quantity": lambda s: bool(s.quantities),
    "share_or_money": lambda s: any(is_share_or_money(quantity) for quantity in s.quantities),
    "date": lambda s: bool(s.dates),
    "named": lambda s: s.names > 0,
    "several_named": lambda s: s.names > 1,
    "past_event": lambda s: s.is_past and s.kind in {Kind.FACT, Kind.QUANTITY},
    "cause": lambda s: says(s.draft.phrase, words("causes")),
    "comparison": lambda s: s.compares or says(s.draft.phrase, words("ranks")),
    "absolute": lambda s: says(s.draft.phrase, words("absolutes")),
    "denial": lambda s: negated(s.draft),
    "credited": lambda s: s.draft.speaker is not None,
    "anonymous": lambda s: s.draft.speaker is not None and s.draft.speaker.kind is SpeakerKind.ANONYMOUS,
    "promise": lambda s: s.draft.cue_kind in {CueKind.PROMISE, CueKind.THREATEN},
    "opinion": lambda s: s.kind is Kind.OPINION,
    "prediction": lambda s: s.kind is Kind.PREDICTION,
    "background": lambda s: s.kind is Kind.BACKGROUND,
    "office": lambda s: s.draft.origin in {Origin.TITLE, Origin.AGE},
    "open_ended": lambda s: s.kind is Kind.PREDICTION and says(s.draft.phrase, words("open_ended")),
    "hedged": lambda s: hedged(s.draft),
    "unresolved": lambda s: s.draft.text.partition(" ")[0].lower() in PERSONAL,
    "short": lambda s: sum(token.pos_ in CONTENT for token in s.draft.own) < LITTLE,
}


@dataclass(frozen=True)
class Weights:
    """The model: weight and reason of each feature, strongest first, and the bias."""

    bias: float
    features: tuple[tuple[str, float, str], ...]


def read_weights(text: str) -> Weights:
    """Read checkworthiness.toml. Raises ValueError where its features are not those of FEATURES."""
    table = tomllib.loads(text)
    if strange := set(table["features"]) ^ set(FEATURES):
        raise ValueError(
            f"checkworthiness.toml and FEATURES differ in: {', '.join(sorted(strange))}. Change both together."
        )
    rows = [(name, float(row["weight"]), str(row["reason"])) for name, row in table["features"].items()]
    return Weights(float(table["bias"]), tuple(sorted(rows, key=lambda row: -abs(row[1]))))


WEIGHTS = read_weights(files(__package__).joinpath("checkworthiness.toml").read_text(encoding="utf8"))


def weigh(
    draft: Draft,
    kind: Kind,
    quantities: Sequence[Quantity],
    dates: Sequence[DateExpression],
    weights: Weights = WEIGHTS,
) -> tuple[float, tuple[Reason, ...]]:
    """The check-worthiness, between 0 and 1, and the reasons for it, those that weigh most first."""
    subject = Subject(draft, kind, quantities, dates)
    holding = tuple(_reason(text, weight) for name, weight, text in weights.features if FEATURES[name](subject))
    total = weights.bias + sum(reason.weight for reason in holding)
    return 1 / (1 + exp(-total)), holding


@cache
def _reason(text: str, weight: float) -> Reason:
    """A book's claims share their reasons: of its memory, these would be a large part."""
    return Reason(text, weight)


def is_share_or_money(quantity: Quantity) -> bool:
    """Whether the unit is a percentage or an ISO 4217 currency code."""
    return quantity.unit.startswith("percent") or (len(quantity.unit) == 3 and quantity.unit.isupper())
