"""What travels between the steps: a claim in the making, still tied to the tokens of the parse that it came from."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from ..types import Antecedent, Attributed, Origin, Voice
from .once import once


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

    @once
    def own(self) -> tuple[Token, ...]:
        """The words that carry it, one for each of tokens."""
        doc = self.head.doc
        return tuple(doc[i] for i in self.tokens)

    @once
    def children(self) -> tuple[Token, ...]:
        """What hangs on its head in the parse."""
        return tuple(self.head.children)

    @once
    def spoken(self) -> tuple[str, ...]:
        """The same words in lower case."""
        return tuple(token.lower_ for token in self.own)

    @once
    def phrase(self) -> str:
        """The same words in one string, a space around each: what lexicon.says() looks into."""
        return f" {' '.join(self.spoken)} "
