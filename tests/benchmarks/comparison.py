"""Our list of claims beside what others would hand a fact-checker, on the documents of tests/gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import extract
from tests.benchmarks.clauses import propositions
from tests.benchmarks.texts import GoldDocument, gold_documents
from tests.gold.score import Annotation, Score, pooled, score

THRESHOLDS = (0.6, 0.8)
HEADINGS = ("", "claims", "P", "R", "F1", "F1 at 0.8", "speaker", "words/s")
WIDTHS = (34, 6, 6, 6, 6, 9, 7, 7)

Read = Callable[[str], Sequence[Annotation]]


@dataclass(frozen=True)
class Row:
    """How one way of reading did on one group of documents. words_per_second: of CPU time, parsing included."""

    way: str
    at: tuple[Score, Score]  # at THRESHOLDS
    words_per_second: float


def compare(parse: Language) -> Iterator[tuple[str, list[Row]]]:
    """Each group of documents with a row for each way of reading them."""
    ways: dict[str, Read] = {
        "one claim per sentence": lambda text: sentences(parse(text)),
        "clauses (ClausIE-style)": lambda text: propositions(parse(text)),
        "ours": lambda text: [Annotation.from_row(claim.as_row()) for claim in extract(text).claims],
    }
    documents = list(gold_documents())
    for read in ways.values():
        read(documents[0].text)  # once unmeasured: caches are filled
    for group in dict.fromkeys(document.group for document in documents):
        chosen = [document for document in documents if document.group == group]
        yield group, [_row(name, read, chosen) for name, read in ways.items()]


def sentences(doc: Doc) -> list[Annotation]:
    """Every sentence as it stands as one claim of the article's own (what ClaimBuster and Full Fact rank)."""
    return [
        Annotation(sentence.text.strip(), sentence.start_char, sentence.end_char, None, "fact", True)
        for sentence in doc.sents
        if sentence.text.strip()
    ]


def _row(way: str, read: Read, documents: Sequence[GoldDocument]) -> Row:
    words = sum(len(document.text.split()) for document in documents)
    started = process_time()
    found = [read(document.text) for document in documents]
    seconds = process_time() - started
    low, high = (
        pooled(score(document.claims, claims, threshold) for document, claims in zip(documents, found, strict=True))
        for threshold in THRESHOLDS
    )
    return Row(way, (low, high), words / seconds)


def print_comparison(parse: Language) -> None:
    """Print a table for each group of documents. P, R and F1 at threshold 0.6; speaker: right on the matched."""
    for group, rows in compare(parse):
        print(_line((f"{group}: {rows[0].at[0].gold} expected", *HEADINGS[1:])))
        for row in rows:
            low, high = row.at
            shares = (f"{share:.2f}" for share in (low.precision, low.recall, low.f1, high.f1, low.speaker))
            print(_line((row.way, str(low.predicted), *shares, f"{row.words_per_second:,.0f}")))
        print()


def _line(cells: Sequence[str]) -> str:
    first, *others = zip(cells, WIDTHS, strict=True)
    return f"{first[0]:{first[1]}}" + " ".join(f"{cell:>{width}}" for cell, width in others)
