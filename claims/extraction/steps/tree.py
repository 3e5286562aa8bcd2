"""The parse as plain lists, read once from a spaCy Doc: cheap to walk, and free to be mended without touching the
Doc."""

from __future__ import annotations

from bisect import insort
from collections.abc import Container, Iterable
from itertools import pairwise

from spacy.tokens import Doc

from . import columns

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
BEGINS = 3  # spaCy's code of the first token of a name
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Tree:
    """Words, labels, heads and children of a whole document, all indexed by token. A root's head is itself."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = columns.names(doc, "ORTH")
        self.start = columns.numbers(doc, "IDX")
        self.end = [start + len(word) for start, word in zip(self.start, self.words, strict=True)]
        self.space_after = list(map(bool, columns.numbers(doc, "SPACY")))
        self.pos = columns.names(doc, "POS")
        self.tag = columns.names(doc, "TAG")
        self.dep = ["root" if dep == "ROOT" else dep for dep in columns.names(doc, "DEP")]
        self.head = [i + away for i, away in enumerate(columns.numbers(doc, "HEAD"))]
        self.is_space = list(map(bool, columns.numbers(doc, "IS_SPACE")))
        self.name = columns.names(doc, "ENT_TYPE")  # PER, ORG, LOC or ""
        self.starts_name = [code == BEGINS for code in columns.numbers(doc, "ENT_IOB")]
        begins = [i for i, code in enumerate(columns.numbers(doc, "SENT_START")) if code == 1 and i]
        self.sentences = list(pairwise([0, *begins, len(self.words)])) if self.words else []
        self.lower = [word.lower().replace("’", "'") for word in self.words]
        self.kids: list[list[int]] = [[] for _ in self.words]
        self.sentence_of = [0] * len(doc)
        self._linked = list(range(len(doc)))  # the heads that kids shows: none has a child yet
        self._numbered: list[tuple[int, int]] = []  # the sentences that sentence_of shows
        self.link()

    def link(self) -> None:
        """Bring the children and the sentences in line with the heads, after these were changed."""
        if self._linked != self.head:  # a repair moves few words: only those change place
            for i, (old, new) in enumerate(zip(self._linked, self.head, strict=True)):
                if old != new and not self.is_space[i]:
                    if old != i:
                        self.kids[old].remove(i)
                    if new != i:
                        insort(self.kids[new], i)
            self._linked = self.head.copy()
        if self._numbered != self.sentences:
            for number, (start, end) in enumerate(self.sentences):
                self.sentence_of[start:end] = [number] * (end - start)
            self._numbered = self.sentences.copy()

    def attach(self, token: int, head: int, dep: str) -> None:
        """Hang a token elsewhere, unless that would close a circle. Call link() when done."""
        above = head
        for _ in range(len(self.head)):
            if above == token:
                return
            if self.head[above] == above:
                break
            above = self.head[above]
        self.head[token], self.dep[token] = head, dep

    def below(self, token: int, without: Iterable[int] = ()) -> list[int]:
        """A token and all that hangs on it, sorted; the subtrees of `without` are left out."""
        skip = without if isinstance(without, set | frozenset) else set(without)
        out, stack = [], [token]
        while stack:
            i = stack.pop()
            out.append(i)
            kids = self.kids[i]
            if kids:
                stack.extend([kid for kid in kids if kid not in skip] if skip else kids)
        out.sort()
        return out

    def kid(self, token: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        return self._first(token, deps)

    def kids_of(self, token: int, *deps: str) -> list[int]:
        """All children with one of these labels, in text order."""
        kids = self.kids[token]
        if not kids:
            return []
        dep = self.dep
        return [i for i in kids if dep[i] in deps]

    def subject(self, token: int) -> int | None:
        """The subject of a predicate."""
        return self._first(token, SUBJECTS)

    def _first(self, token: int, deps: Container[str]) -> int | None:
        dep = self.dep
        for i in self.kids[token]:
            if dep[i] in deps:
                return i
        return None

    def is_finite(self, token: int) -> bool:
        """Whether a predicate is finite: by its own form, or by its auxiliary or copula."""
        if self.tag[token] in FINITE:
            return True
        dep, tag = self.dep, self.tag
        return any(tag[i] in FINITE and dep[i] in ("aux", "aux:pass", "cop") for i in self.kids[token])

    def is_clause(self, token: int) -> bool:
        """Whether a subordinate predicate tells something: it has a subject and is neither an infinitive nor a
        participle
        alone (a past form may be tagged as a participle)."""
        if self.subject(token) is None:
            return False
        return self.is_finite(token) or (self.tag[token] == "VBN" and self.pos[token] == "VERB")

    def is_past(self, token: int) -> bool:
        """Whether a predicate is told in the past."""
        if self.tag[token] == "VBD":
            return True
        return any(self.dep[i] in ("aux", "aux:pass", "cop") and self.tag[i] == "VBD" for i in self.kids[token])

    def text(self, tokens: Iterable[int]) -> str:
        """The words as the document writes them, spaces where it has them or where words between were left out."""
        parts: list[str] = []
        last = -2
        for i in tokens:
            if parts and (last != i - 1 or self.space_after[last]):
                parts.append(" ")
            parts.append(self.words[i])
            last = i
        return "".join(parts)

    def root(self, sentence: tuple[int, int]) -> int:
        """The root of a sentence: its first one, should mending have left several."""
        for i in range(*sentence):
            if self.head[i] == i and not self.is_space[i]:
                return i
        return sentence[0]

    def climbs_to(self, token: int, above: int) -> bool:
        """Whether `above` is the token or stands over it."""
        while token != above:
            if self.head[token] == token:
                return False
            token = self.head[token]
        return True

    def comma_before(self, token: int) -> bool:
        """Whether what hangs on a token is set off on its left by a comma, a dash, a bracket or a colon."""
        first = self.below(token)[0]
        return any(self.words[k] in (",", "–", "—", "(", ";", ":") for k in (first, first - 1) if k >= 0)
