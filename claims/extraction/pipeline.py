"""Text to claims: the steps in their order. Nothing here decides; each step's module says what it decides."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from . import reading
from .agent import software_agent
from .parser.installed import load_installed
from .parser.runtime import MODEL, load
from .sections import Memory, sections, uncollected
from .steps import checkworthiness, coverage, dates, kind, polarity, quantities
from .steps.attribution import Attribution
from .steps.clauses import Clause
from .steps.draft import Draft
from .steps.facts import Facts
from .steps.guard import restore
from .steps.mend import mend
from .steps.names import Names
from .steps.page import Page
from .steps.paragraphs import Paragraph, paragraphs
from .steps.placing import placed_antecedent, placed_date, placed_quantity, placed_voice
from .steps.quotes import QuoteIndex
from .steps.references import References
from .steps.split import Splitter
from .steps.standalone import Wording
from .steps.tree import Tree
from .steps.turns import speakers
from .steps.unasserted import is_unasserted
from .steps.whole import whole
from .types import DateExpression, ExtractedClaim, Extraction, NoClaim, Quantity, SentenceCoverage

Expression = TypeVar("Expression", Quantity, DateExpression)


def extract(text: str, *, published: date | None = None, model: str = "") -> Extraction:
    """The atomic claims of an English text, in text order. published dates "yesterday"; offsets count code points of
    text. model: a spaCy pipeline in the place of our own parser.

    Raises NothingToRead, TextTooLong or NotEnglish, each with a message that says what to do; UnusablePipeline for a
    model that does not give what the steps need.
    """
    reading.check(text)
    read, memory = parser(model), Memory()
    claims: list[ExtractedClaim] = []
    covered: list[SentenceCoverage] = []
    words = 0
    for section in sections(text):
        with uncollected():
            here, sentences, count = _section(Page(text, *section), read, memory, published, len(claims))
        claims.extend(here)
        covered.extend(sentences)
        words += count
    return Extraction(software_agent(model), tuple(claims), published, tuple(covered), words)


def _section(
    page: Page, read: Language, memory: Memory, published: date | None, first: int
) -> tuple[tuple[ExtractedClaim, ...], tuple[SentenceCoverage, ...], int]:
    """The claims of a page, what became of its sentences, and its number of words. All else is gone on return, before
    the search for garbage would walk it. first: the number of its first claim in the document."""
    found = Found(read(page.text), page, memory)
    claims = found.claims(published)
    return claims, found.coverage(claims, first), found.tree.is_space.count(False)


@lru_cache(maxsize=2)
def parser(model: str = "") -> Language:
    """Our own parser, or the spaCy pipeline of that name. Raises UnusablePipeline."""
    return load_installed(model) if model else load(Path(MODEL))


class Found:
    """What is found in a parsed page: its mended tree, its claims in the making, and the sentences that stand in lines
    which claim nothing (`silent`: why, by their first token). memory: of the sections before the page; its own people
    are added."""

    def __init__(self, doc: Doc, page: Page, memory: Memory | None = None) -> None:
        memory = memory or Memory()
        turns = tuple((turn.start, turn.end) for turn in page.turns)
        lines = paragraphs(page.text, sorted((*page.listed, *(start for start, _ in turns))))
        self.page = page
        self.quotes = quotes = QuoteIndex(page.text, turns)
        self.tree = mend(Tree(doc), quotes)
        self.silent = _silent(self.tree, lines)
        names = Names(self.tree, memory.people)
        memory.keep(names.people())
        references = References(self.tree, names, quotes, frozenset(self.silent))
        spoken = speakers(self.tree, names, page.turns)
        attribution = Attribution(self.tree, references, quotes, lines, spoken)
        self.drafts = tuple(self._drafts(names, references, attribution))

    def claims(self, published: date | None) -> tuple[ExtractedClaim, ...]:
        """The claims in the order of the document, each once: the words that lead in a list are read with every
        item. published: the day that "yesterday" is counted from."""
        tree, page = self.tree, self.page
        dated = dates.find(tree.doc, published, page.text)
        numbers = Within(quantities.find(tree.doc, dated, page.text))
        days = Within(dated)
        out: dict[tuple[int, int, str], ExtractedClaim] = {}
        for start, end, k in sorted((*page.place(d.start, d.end), k) for k, d in enumerate(self.drafts)):
            draft = self.drafts[k]
            if (start, end, draft.text) not in out:
                inside = [(tree.start[i], tree.end[i]) for i in draft.tokens if i not in draft.unsaid]
                first, last = tree.sentences[draft.sentence]
                sentence = page.place(tree.start[first], tree.end[last - 1])
                if not sentence[0] <= start < end <= sentence[1]:  # of the words that lead in a list
                    sentence = page.line(start, end)
                claim = _claim(draft, page, (start, end), sentence, numbers.at(inside), days.at(inside))
                out[start, end, draft.text] = claim
        return tuple(out.values())

    def coverage(self, claims: Sequence[ExtractedClaim], first: int = 0) -> tuple[SentenceCoverage, ...]:
        """What became of every sentence of the page. first: the number of its first claim in the document."""
        return coverage.of(self.tree, self.page, self.quotes, self.silent, claims, first)

    def _drafts(self, names: Names, references: References, attribution: Attribution) -> Iterator[Draft]:
        tree = self.tree
        splitter = Splitter(tree, attribution)
        facts = Facts(tree, names, references, attribution, splitter.phrases)
        wording = Wording(tree, references, attribution)
        for start, end in tree.sentences:
            if start in self.silent:
                continue
            clauses = tuple(splitter.sentence(start, end)) or whole(tree, attribution, start, end)
            for clause in (*clauses, *facts.sentence(start, end)):
                draft = None if is_unasserted(tree, clause) else _draft(tree, attribution, wording, clause)
                if draft is not None:
                    yield draft


def _silent(tree: Tree, lines: tuple[Paragraph, ...]) -> dict[int, NoClaim]:
    """Why the sentences in furniture and headlines are not read, by their first tokens."""
    out = {}
    line = 0
    for start, _ in tree.sentences:
        while line + 1 < len(lines) and lines[line].end <= tree.start[start]:
            line += 1
        if lines and lines[line].headline:
            out[start] = NoClaim.HEADLINE
        elif lines and lines[line].furniture:
            out[start] = NoClaim.BOILERPLATE
    return out


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
        unsaid=worded.unsaid - clause.carried,
    )


def _claim(
    draft: Draft,
    page: Page,
    place: tuple[int, int],
    sentence: tuple[int, int],
    numbers: tuple[Quantity, ...],
    days: tuple[DateExpression, ...],
) -> ExtractedClaim:
    """The claim at its place in the document, quoted there. place and sentence: (start, end) in the document; the
    places of all else are those of page.text."""
    start, end = place
    sort, checkable = kind.classify(draft)
    weight, reasons = checkworthiness.weigh(draft, sort, numbers, days)
    return ExtractedClaim(
        text=draft.text,
        start=start,
        end=end,
        quote=page.document[start:end],
        sentence=sys.intern(page.document[slice(*sentence)]),  # one string for all the claims of a sentence
        origin=draft.origin,
        chain=tuple(placed_voice(voice, page) for voice in draft.chain),
        kind=sort,
        checkable=checkable,
        checkworthiness=weight,
        reasons=reasons,
        antecedents=tuple(placed_antecedent(antecedent, page) for antecedent in draft.antecedents),
        quantities=tuple(placed_quantity(quantity, page) for quantity in numbers),
        dates=tuple(placed_date(expression, page) for expression in days),
        negated=polarity.negated(draft),
        hedges=polarity.hedges(draft),
        evidentials=polarity.evidentials(draft),
    )


class Within(Generic[Expression]):
    """Quantities or dates of a document, found again by the tokens of a claim."""

    def __init__(self, found: Sequence[Expression]) -> None:
        self._by_start: dict[int, Expression] = {one.start: one for one in found}

    def at(self, words: Sequence[tuple[int, int]]) -> tuple[Expression, ...]:
        """Those that begin and end with one of these words, given as (start, end) in text order."""
        ends = {end for _, end in words}
        found = (self._by_start[start] for start, _ in words if start in self._by_start)
        return tuple(one for one in found if one.end in ends)
