"""GUM's nested entity annotation to flat names of persons, places and organisations.

GUM marks every mention ("the Danish parliament", "she") with brackets in the MISC column (Entity=; Zeldes 2017,
"The GUM Corpus", and the corpus's own format page). A name is the part of a mention around a proper-noun head.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LABELS = {"person": "PER", "place": "LOC", "organization": "ORG"}
SUFFIXES = {"Jr.", "Sr.", "Jr", "Sr", "Inc.", "Inc", "Ltd.", "Ltd", "Corp.", "Corp", "Co.", "II", "III", "IV"}
NAMING_ADJECTIVES = {"United", "Central", "New"}
TITLES = frozenset(
    """President Vice Prime Minister Governor Senator King Queen Lord Nation Mayor Speaker Madam Professor Doctor Dr.
    Mom Dad Mum General Secretary Chancellor Pope Congressman Congresswoman Captain Sir Mr. Mrs. Ms. Chief Justice
    International Chair Chairman Your Honor Excellency State Court Committee House Department Government Company
    University City County""".split()
)
BRACKET = re.compile(r"\((?P<opened>[^()]*)(?P<closed>\))?|(?P<closes>[^()]+)\)")


@dataclass(frozen=True)
class Word:
    """One syntactic word; head is an index into the sentence, -1 for the root; feats and misc as the file has them."""

    form: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str

    @classmethod
    def read(cls, token: Any) -> Word:
        """A word from a token of the conllu library with feats and misc left as text."""
        form = token["form"].replace("\u00a0", " ")
        return cls(
            form, token["upos"], token["xpos"] or "_", token["feats"], token["head"] - 1, token["deprel"], token["misc"]
        )


@dataclass(frozen=True)
class Mention:
    """A bracketed mention: first and last word, entity type."""

    start: int
    end: int
    type: str


def mentions(words: Sequence[Word]) -> Iterator[Mention]:
    """The mentions of a sentence, innermost closing first."""
    waiting: list[tuple[str, str, int]] = []
    for i, word in enumerate(words):
        annotation = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        for bracket in BRACKET.finditer(annotation[1] if annotation else ""):
            if bracket["opened"] is not None:
                identity, kind = (*bracket["opened"].split("-"), "")[:2]
                if bracket["closed"]:
                    yield Mention(i, i, kind)
                else:
                    waiting.append((identity, kind, i))
            else:
                for k in range(len(waiting) - 1, -1, -1):
                    if waiting[k][0] == bracket["closes"]:
                        _, kind, start = waiting.pop(k)
                        yield Mention(start, i, kind)
                        break


def name_spans(words: Sequence[Word]) -> list[tuple[int, int, str]]:
    """Names as (first word, last word, label), not overlapping, the longest kept."""
    found = set()
    for mention in mentions(words):
        if mention.type in LABELS and (span := _name(words, mention)):
            found.add((*span, LABELS[mention.type]))
    used: set[int] = set()
    out = []
    for a, b, label in sorted(found, key=lambda name: (name[0] - name[1], name[0])):
        if used.isdisjoint(range(a, b + 1)):
            used.update(range(a, b + 1))
            out.append((a, b, label))
    return out


def _capital(word: Word) -> bool:
    return word.form[:1].isupper() or word.form[:1].isdigit()


def _name(words: Sequence[Word], mention: Mention) -> tuple[int, int] | None:
    """The proper name around a mention's head, or None where the mention is no name."""
    span = range(mention.start, mention.end + 1)
    heads = [k for k in span if words[k].head not in span]
    if len(heads) != 1 or words[heads[0]].upos != "PROPN" or not _capital(words[heads[0]]):
        return None
    head = heads[0]
    flat = any(word.head == head and word.deprel == "flat" for word in words)
    if mention.type == "person" and words[head].xpos == "NNPS" and not flat:
        return None  # a people, not a person
    included = _included(words, span, head, mention.type)
    a = b = head
    while a - 1 in span and (a - 1 in included or words[a - 1].form in "-&.'"):
        a -= 1
    while b + 1 in span and (b + 1 in included or words[b + 1].form in "-&.'"):
        b += 1
    while a < head and a not in included:
        a += 1
    while b > head and b not in included:
        b -= 1
    return None if all(words[k].form in TITLES for k in range(a, b + 1)) else (a, b)


def _included(words: Sequence[Word], span: range, head: int, kind: str) -> set[int]:
    """The words of the span that belong to the name, walking down from its head."""
    children: dict[int, list[int]] = defaultdict(list)
    for k in span:
        children[words[k].head].append(k)
    included, waiting = {head}, [head]
    while waiting:
        parent = waiting.pop()
        for k in children[parent]:
            with_it = _belongs(words, children, parent, k, head, kind)
            if with_it is None:
                continue
            included.update(with_it)
            if k not in included:
                included.add(k)
                waiting.append(k)
    return included


def _belongs(
    words: Sequence[Word], children: dict[int, list[int]], parent: int, k: int, head: int, kind: str
) -> set[int] | None:
    """None where the child is no part of the name, else the small words that come in with it."""
    word, capital, before = words[k], _capital(words[k]), k < parent
    match word.deprel:
        case "flat" | "goeswith":
            return set()
        case "nmod:desc":
            return set() if not before and word.form in SUFFIXES else None
        case "amod" if not word.xpos.startswith("NNP") and word.form not in NAMING_ADJECTIVES:
            return None
        case "compound" | "amod" | "nummod" if (
            before and capital and word.upos in ("PROPN", "ADJ", "NOUN", "NUM", "VERB")
        ):
            return set()
        case "nummod" if kind != "person" and word.form.isdigit() and k == parent + 1:
            return set()
        case "nmod" if kind != "person" and word.upos == "PROPN" and capital and not before:
            cases = [c for c in children[k] if words[c].deprel == "case"]
            if len(cases) == 1 and words[cases[0]].form in ("of", "for", "de"):
                return {cases[0], *(c for c in children[k] if words[c].deprel == "det")}
        case "conj" if parent != head and capital:
            return {c for c in children[k] if words[c].deprel in ("cc", "punct")}
    return None
