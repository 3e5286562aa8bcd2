"""Text to claims: the steps in their order. Nothing here decides; each step's module says what it decides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from .parser.runtime import MODEL, load
from .steps.attribution import Attribution, Report
from .steps.draft import CueKind, Draft
from .steps.mend import mend
from .steps.names import Names
from .steps.paragraphs import Paragraph, paragraphs
from .steps.quotes import QuoteIndex
from .steps.references import References
from .steps.split import Clause, Splitter
from .steps.standalone import Wording
from .steps.tree import Tree
from .types import ExtractedClaim, Extraction, Kind, SoftwareAgent

AGENT = "factcheck-extractor"
STEPS_VERSION = "1"


def extract(text: str, *, published: date | None = None) -> Extraction:
    """The atomic claims of an English text, in text order. published dates "yesterday"; offsets count code points of text.

    Raises NothingToRead, TextTooLong or NotEnglish, each with a message that says what to do.
    """
    doc = _parser()(text)
    claims = tuple(_claims(doc, text, published))
    return Extraction(software_agent(), claims, published, sum(not token.is_space for token in doc))


@lru_cache(maxsize=1)
def software_agent() -> SoftwareAgent:
    """Who extracts: this version of the steps with this model file."""
    with (MODEL / "model.int8.onnx").open("rb") as model:
        return SoftwareAgent(AGENT, STEPS_VERSION, hashlib.file_digest(model, "sha256").hexdigest())


@lru_cache(maxsize=1)
def _parser() -> Language:
    return load(Path(MODEL))


def drafts(doc: Doc, text: str) -> Iterator[Draft]:
    """The claims of a parsed text before they are dated, weighed and sorted into kinds."""
    lines = paragraphs(text)
    quotes = QuoteIndex(text)
    tree = mend(Tree(doc))
    furniture = _furniture(tree, lines)
    references = References(tree, Names(tree), furniture)
    attribution = Attribution(tree, references, quotes, lines)
    splitter = Splitter(tree, attribution)
    wording = Wording(tree, references)
    for start, end in tree.sentences:
        if start in furniture:
            continue
        for clause in splitter.sentence(start, end):
            draft = _draft(tree, attribution, wording, clause)
            if draft is not None:
                yield draft


def _furniture(tree: Tree, lines: tuple[Paragraph, ...]) -> frozenset[int]:
    """The first tokens of the sentences that stand in lines which claim nothing."""
    out = set()
    line = 0
    for start, end in tree.sentences:
        while line + 1 < len(lines) and lines[line].end <= tree.start[start]:
            line += 1
        if lines and (lines[line].furniture or lines[line].headline):
            out.add(start)
    return frozenset(out)


def _draft(tree: Tree, attribution: Attribution, wording: Wording, clause: Clause) -> Draft | None:
    text = wording.text(clause.words, clause.report)
    tokens = tuple(sorted({w for w in clause.words if isinstance(w, int) and not tree.is_space[w]}))
    anchor = [t for t in tokens if t not in clause.inherited and tree.pos[t] != "PUNCT"] or list(tokens)
    if not text or not anchor:
        return None
    report: Report | None = clause.report
    return Draft(
        head=tree.doc[clause.head],
        tokens=tokens,
        start=tree.start[anchor[0]],
        end=tree.end[anchor[-1]],
        text=text,
        origin=clause.origin,
        speaker=report.speaker if report else None,
        cue=report.text if report else "",
        cue_kind=report.kind if report else CueKind.NONE,
        channel=report.channel if report else None,
        quoted=attribution.is_quoted(clause.head),
    )


def _claims(doc: Doc, text: str, published: date | None) -> Iterator[ExtractedClaim]:
    for draft in sorted(drafts(doc, text), key=lambda d: (d.start, d.end)):
        sentence = draft.head.sent
        yield ExtractedClaim(
            text=draft.text,
            start=draft.start,
            end=draft.end,
            quote=text[draft.start : draft.end],
            sentence=sentence.text.strip(),
            speaker=draft.speaker,
            cue=draft.cue,
            channel=draft.channel,
            kind=Kind.FACT,
            checkable=True,
            checkworthiness=0.5,
            reasons=(),
        )
