"""Text to claims: the steps in their order. Nothing here decides; each step's module says what it decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from . import reading
from .agent import software_agent
from .parser.runtime import MODEL, load
from .steps import checkworthiness, dates, kind, polarity, quantities
from .steps.attribution import Attribution
from .steps.clauses import Clause
from .steps.draft import Draft
from .steps.facts import Facts
from .steps.guard import restore
from .steps.mend import mend
from .steps.names import Names
from .steps.paragraphs import Paragraph, paragraphs
from .steps.quotes import QuoteIndex
from .steps.references import References
from .steps.split import Splitter
from .steps.standalone import Wording
from .steps.tree import Tree
from .types import DateExpression, ExtractedClaim, Extraction, Quantity

Found = TypeVar("Found", Quantity, DateExpression)


def extract(text: str, *, published: date | None = None) -> Extraction:
    """The atomic claims of an English text, in text order. published dates "yesterday"; offsets count code points of
    text.

    Raises NothingToRead, TextTooLong or NotEnglish, each with a message that says what to do.
    """
    reading.check(text)
    doc = parser()(text)
    claims = tuple(_claims(doc, text, published))
    return Extraction(software_agent(), claims, published, words=sum(not token.is_space for token in doc))


@lru_cache(maxsize=1)
def parser() -> Language:
    return load(Path(MODEL))


def drafts(doc: Doc, text: str) -> Iterator[Draft]:
    """The claims of a parsed text before they are dated, weighed and sorted into kinds."""
    lines = paragraphs(text)
    quotes = QuoteIndex(text)
    tree = mend(Tree(doc), quotes)
    furniture = _furniture(tree, lines)
    names = Names(tree)
    references = References(tree, names, quotes, furniture)
    attribution = Attribution(tree, references, quotes, lines)
    splitter = Splitter(tree, attribution)
    facts = Facts(tree, names, references, attribution, splitter.phrases)
    wording = Wording(tree, references, attribution)
    for start, end in tree.sentences:
        if start in furniture:
            continue
        for clause in (*splitter.sentence(start, end), *facts.sentence(start, end)):
            draft = _draft(tree, attribution, wording, clause)
            if draft is not None:
                yield draft


def _furniture(tree: Tree, lines: tuple[Paragraph, ...]) -> frozenset[int]:
    """The first tokens of the sentences that stand in lines which claim nothing."""
    out = set()
    line = 0
    for start, _ in tree.sentences:
        while line + 1 < len(lines) and lines[line].end <= tree.start[start]:
            line += 1
        if lines and (lines[line].furniture or lines[line].headline):
            out.add(start)
    return frozenset(out)


def _draft(tree: Tree, attribution: Attribution, wording: Wording, clause: Clause) -> Draft | None:
    words = restore(tree, clause.words)
    worded = wording.of(words, clause.report, clause.head if clause.singular else None)
    tokens = tuple(sorted({w for w in words if isinstance(w, int) and not tree.is_space[w]} | clause.carried))
    anchor = [t for t in tokens if t not in clause.inherited and tree.pos[t] != "PUNCT"] or list(tokens)
    if not worded.text or not anchor:
        return None
    return Draft(
        head=tree.doc[clause.head],
        tokens=tokens,
        start=tree.start[anchor[0]],
        end=tree.end[anchor[-1]],
        text=worded.text,
        origin=clause.origin,
        chain=(*clause.told, *(clause.report.chain if clause.report else ())),
        sentence=tree.sentence_of[clause.head],
        quoted=attribution.is_quoted(clause.head),
        antecedents=(*clause.antecedents, *worded.antecedents),
    )


def _claims(doc: Doc, text: str, published: date | None) -> Iterator[ExtractedClaim]:
    sentences = [sentence.text.strip() for sentence in doc.sents]
    found = dates.find(doc, published)
    numbers = Within(quantities.find(doc, found))
    days = Within(found)
    for draft in sorted(drafts(doc, text), key=lambda d: (d.start, d.end)):
        inside = [(token.idx, token.idx + len(token)) for token in (doc[i] for i in draft.tokens)]
        yield _claim(draft, text, sentences[draft.sentence], numbers.at(inside), days.at(inside))


def _claim(
    draft: Draft, text: str, sentence: str, numbers: tuple[Quantity, ...], days: tuple[DateExpression, ...]
) -> ExtractedClaim:
    sort, checkable = kind.classify(draft)
    weight, reasons = checkworthiness.weigh(draft, sort, numbers, days)
    return ExtractedClaim(
        text=draft.text,
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        sentence=sentence,
        origin=draft.origin,
        chain=draft.chain,
        kind=sort,
        checkable=checkable,
        checkworthiness=weight,
        reasons=reasons,
        antecedents=draft.antecedents,
        quantities=numbers,
        dates=days,
        negated=polarity.negated(draft),
        hedges=polarity.hedges(draft),
        evidentials=polarity.evidentials(draft),
    )


class Within(Generic[Found]):
    """Quantities or dates of a document, found again by the tokens of a claim."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._by_start: dict[int, Found] = {one.start: one for one in found}

    def at(self, words: Sequence[tuple[int, int]]) -> tuple[Found, ...]:
        """Those that begin and end with one of these words, given as (start, end) in text order."""
        ends = {end for _, end in words}
        found = (self._by_start[start] for start, _ in words if start in self._by_start)
        return tuple(one for one in found if one.end in ends)
