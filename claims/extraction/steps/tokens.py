"""The tokens of one text as the number steps look at them: lower-case words that are safe to ask for at any index."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from . import columns, money

DASHES = frozenset({"-", "–", "—"})


@dataclass
class Tokens:
    """One Doc, with what the number steps ask of it again and again."""

    doc: Doc
    text: str  # the Doc's, which builds it anew each time it is asked
    lower: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lower = columns.names(self.doc, "LOWER")

    def word(self, i: int) -> str:
        """The lower-case word at i, "" outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def plural(self, i: int) -> bool:
        """Whether a plural noun stands at i."""
        return 0 <= i < len(self.lower) and self.doc[i].tag_ == "NNS"

    def crown(self) -> str:
        """The ISO 4217 code of the crown that the text's countries point to, "" for none."""
        return money.crown(self.lower)
