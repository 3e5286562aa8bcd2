"""Treebanks (CoNLL-U) and name corpora (IOB2) to training examples of paragraph size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import conllu

from .entities import Word, name_spans

SENTENCES, WORDS = 6, 150  # an example ends at a paragraph, or at one of these


@dataclass(frozen=True)
class Sentence:
    """One sentence of a treebank."""

    document: str
    opens_paragraph: bool
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Example:
    """A few sentences to learn from together. A column that the corpus doesn't annotate is None.

    heads are indices into words, a root's its own; starts is True at each sentence's first word; names are BIO tags.
    """

    document: str
    words: tuple[str, ...]
    starts: tuple[bool, ...] | None = None
    heads: tuple[int, ...] | None = None
    deprel: tuple[str, ...] | None = None
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    feats: tuple[str, ...] | None = None
    name: tuple[str, ...] | None = None


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file: syntactic words only (no ranges, no empty nodes)."""
    document, raw = "", {"misc": lambda line, i: line[i], "feats": lambda line, i: line[i]}
    with path.open(encoding="utf8") as lines:
        for tokens in conllu.parse_incr(lines, field_parsers=raw):
            opens = "newdoc id" in tokens.metadata
            document = tokens.metadata.get("newdoc id", document)
            opens = opens or any(key.startswith("newpar") for key in tokens.metadata)
            words = [Word.read(token) for token in tokens if isinstance(token["id"], int)]
            yield Sentence(document, opens, tuple(words))


def examples(path: Path, *, entities: bool = False) -> list[Example]:
    """A treebank file as examples; entities=True where its MISC column holds GUM's Entity= annotation."""
    return [_example(group, entities) for group in _groups(read_sentences(path))]


def _groups(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        full = len(group) >= SENTENCES or sum(len(s.words) for s in group) + len(sentence.words) > WORDS
        if group and (sentence.opens_paragraph or sentence.document != group[-1].document or full):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _example(group: list[Sentence], entities: bool) -> Example:
    words = [word for sentence in group for word in sentence.words]
    heads: list[int] = []
    starts: list[bool] = []
    names = ["O"] * len(words)
    for sentence in group:
        offset = len(heads)
        starts += [i == 0 for i in range(len(sentence.words))]
        heads += [offset + (i if word.head < 0 else word.head) for i, word in enumerate(sentence.words)]
        for a, b, label in name_spans(sentence.words) if entities else ():
            names[offset + a : offset + b + 1] = ["B-" + label] + ["I-" + label] * (b - a)
    return Example(
        document=group[0].document,
        words=tuple(word.form for word in words),
        starts=tuple(starts),
        heads=tuple(heads),
        deprel=tuple("root" if word.head < 0 else word.deprel for word in words),
        upos=tuple(word.upos for word in words),
        xpos=tuple(word.xpos for word in words),
        feats=tuple(word.feats for word in words),
        name=tuple(names) if entities else None,
    )


def name_examples(path: Path, *, form: int, tag: int) -> list[Example]:
    """Examples that hold names only, from a column file: form and tag are the columns' numbers.

    Tags may be IOB or IOB2; only PER, ORG and LOC are kept, as BIO.
    """
    out = []
    for rows in _rows(path):
        words = tuple(row[form] for row in rows)
        if len(words) <= WORDS:
            out.append(Example(document=path.stem, words=words, name=_bio([row[tag] for row in rows])))
    return out


def _rows(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if line.startswith(("#", "-DOCSTART")) and "\t" not in line:
            continue
        if line.strip():
            rows.append(line.split("\t" if "\t" in line else " "))
        elif rows:
            yield rows
            rows = []


def _bio(tags: list[str]) -> tuple[str, ...]:
    out, previous = [], "O"
    for tag in tags:
        kind = tag[2:] if tag[2:] in ("PER", "ORG", "LOC") else "O"
        begins = kind != previous or tag.startswith("B-")
        out.append("O" if kind == "O" else ("B-" if begins else "I-") + kind)
        previous = kind
    return tuple(out)
