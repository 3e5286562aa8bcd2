"""What travels between the steps: a claim in the making, still tied to the tokens of the parse that it came from."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from ..types import Antecedent, Attributed, Origin, Voice


@dataclass(frozen=True)
class Draft(Attributed):
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
    chain: tuple[Voice, ...] = ()
    sentence: int = -1  # the number of the sentence that it comes from
    quoted: bool = False  # the words stand within quotation marks
    antecedents: tuple[Antecedent, ...] = ()
    unsaid: frozenset[int] = frozenset()  # those of the tokens that a name stands for in the wording
