"""What travels between the steps: a claim in the making, still tied to the tokens of the parse that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from ..types import Channel, Speaker


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


class CueKind(StrEnum):
    """What the reporting words do with what they report."""

    NONE = ""  # nobody is credited
    SAY = "say"
    CLAIM = "claim"  # asserted, the article keeps its distance
    SUGGEST = "suggest"
    DENY = "deny"
    PROMISE = "promise"  # a threat or an announcement of one's own acts included
    HOPE = "hope"
    BELIEVE = "believe"
    ASK = "ask"
    JUDGE = "judge"  # "criticised", "praised", "called it ungrateful"


@dataclass(frozen=True)
class Draft:
    """A claim before quantities, dates, kind and check-worthiness.

    tokens: sorted indices into head.doc of the words that carry the claim; start and end: code points, the shortest
    stretch of the document that holds them. text: the standalone wording.
    """

    head: Token  # the predicate, or the noun the fact hangs on
    tokens: tuple[int, ...]
    start: int
    end: int
    text: str
    origin: Origin
    speaker: Speaker | None = None
    cue: str = ""
    cue_kind: CueKind = CueKind.NONE
    channel: Channel | None = None
    sentence: str = ""  # the sentence that it comes from, as the document has it
    quoted: bool = False  # the words stand within quotation marks
