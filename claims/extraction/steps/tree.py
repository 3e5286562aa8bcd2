"""The parse as plain lists, read once from a spaCy Doc: cheap to walk, and free to be mended without touching the
Doc."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
BEGINS = 3  # spaCy's code of the first token of a name
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
COLUMNS: list[int | str] = [  # spaCy's attributes
    *("IDX", "LENGTH", "SPACY", "POS", "TAG", "DEP", "HEAD", "IS_SPACE", "ENT_TYPE", "ENT_IOB", "SENT_START")
]


class Tree:
    """Words, labels, heads and children of a whole document, all indexed by token. A root's head is itself."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        rows = doc.to_array(COLUMNS).astype("int64")  # all at once: every look at a spaCy token costs
        columns = [column.tolist() for column in rows.T] if len(doc) else [[] for _ in COLUMNS]
        start, length, spaces, pos, tag, dep, head, is_space, name, iob, opens = columns
        text = doc.text
        strings = {code: doc.vocab.strings[code] for code in _unsigned({*pos, *tag, *dep, *name})}
        self.start: list[int] = start
        self.end = [offset + size for offset, size in zip(start, length, strict=True)]
        self.words = [text[first:last] for first, last in zip(start, self.end, strict=True)]
        self.space_after = [bool(flag) for flag in spaces]
        self.pos = [strings[code] for code in _unsigned(pos)]
        self.tag = [strings[code] for code in _unsigned(tag)]
        self.dep = ["root" if strings[code] == "ROOT" else strings[code] for code in _unsigned(dep)]
        self.head = [i + shift for i, shift in enumerate(head)]
        self.is_space = [bool(flag) for flag in is_space]
        self.name = [strings[code] for code in _unsigned(name)]  # PER, ORG, LOC or ""
        self.starts_name = [code == BEGINS for code in iob]
        starts = [i for i, code in enumerate(opens) if i == 0 or code == 1]
        self.sentences = list(pairwise([*starts, len(start)]))
        self.lower = [word.lower().replace("’", "'") for word in self.words]
        self.kids: list[list[int]] = [[] for _ in self.words]
        self.sentence_of = [0] * len(doc)
        self.link()

    def link(self) -> None:
        """Bring the children and the sentences in line with the heads, after these were changed."""
        for kids in self.kids:  # the same lists again: thousands of new ones would wake the garbage collector
            kids.clear()
        for i, head in enumerate(self.head):
            if head != i and not self.is_space[i]:
                self.kids[head].append(i)
        for number, (start, end) in enumerate(self.sentences):
            for i in range(start, end):
                self.sentence_of[i] = number

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
            stack.extend(kid for kid in self.kids[i] if kid not in skip)
        out.sort()
        return out

    def kid(self, token: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        for i in self.kids[token]:
            if self.dep[i] in deps:
                return i
        return None

    def kids_of(self, token: int, *deps: str) -> list[int]:
        """All children with one of these labels, in text order."""
        return [i for i in self.kids[token] if self.dep[i] in deps]

    def subject(self, token: int) -> int | None:
        """The subject of a predicate."""
        return self.kid(token, *SUBJECTS)

    def is_finite(self, token: int) -> bool:
        """Whether a predicate is finite: by its own form, or by its auxiliary or copula."""
        if self.tag[token] in FINITE:
            return True
        return any(self.dep[i] in ("aux", "aux:pass", "cop") and self.tag[i] in FINITE for i in self.kids[token])

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


def _unsigned(codes: Iterable[int]) -> list[int]:
    """spaCy's hashes of strings, which are unsigned 64-bit numbers, from signed ones."""
    return [code % 2**64 for code in codes]
