"""Wording that can be read without the article: full names for short ones and pronouns, the speaker for "I", a
capital and a
full stop. Everything else stays in the article's own words; where a reference is unclear, its words stay too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Antecedent, SpeakerKind
from .attribution import Attribution, Report
from .inflect import third_person
from .names import Entity, Mention, genitive
from .pronouns import NEUTER, PLURAL, SINGULAR
from .references import References
from .tree import Tree

Word = int | str
Opening = tuple[Mention, tuple[int, ...]]  # the mention and those of its words that are present

POSSESSIVE = frozenset("his her its their my our your theirs hers mine ours yours".split())
FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
CLOSE_UP = re.compile(r"^(?:[,.;:!?%)\]”’]|['’](?:s|re|ve|d|ll|m|t)\b|n['’]t$)", re.I)
QUOTE_MARKS = frozenset("“”\"‘’'")
PRONOUNS = frozenset("his her its their he she it they this these".split())
CLITICS = frozenset({"'s", "’s", "'", "’"})

CONTRACTED = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "is", "'d": "would", "'s": "is"}
SINGULAR_FULL = {"'ve": "has", "'re": "is"}

OWN = {"m": "his", "f": "her"}
SELF = {"m": "himself", "f": "herself"}
SECOND = frozenset({"you", "your", "yours"})

SPEAKER_SURE, BODY_SURE = 0.95, 0.8  # that "I" is who is quoted, that "we" is the body the speaker speaks for


@dataclass(frozen=True)
class Worded:
    """A claim's standalone sentence and what its references were taken to stand for, in text order. unsaid: tokens that
    a name stands for and whose own words the sentence has not: "65-year-old pensioner" of the pensioner's name."""

    text: str
    antecedents: tuple[Antecedent, ...]
    unsaid: frozenset[int] = frozenset()


class Wording:
    """Words clauses of one document."""

    def __init__(self, tree: Tree, references: References, attribution: Attribution) -> None:
        self.tree, self.references, self.attribution = tree, references, attribution
        self._lower_words = {word for word in tree.words if word.islower()}

    def of(self, words: Sequence[Word], report: Report | None, singular: int | None = None) -> Worded:
        """The sentence that the words make, standing on its own. singular: a predicate whose subject became one."""
        tree = self.tree
        kept = self._punctuation(words)
        parts: list[str] = []
        sources: list[int | None] = []  # the token each part was copied from unchanged
        named: set[int] = set()
        covered: set[int] = set()
        after_name = False
        openings = self._openings({w for w in kept if isinstance(w, int)})
        singular_from: set[int] = set() if singular is None else {singular}
        antecedents: list[Antecedent] = []
        unsaid: set[int] = set()
        for word in kept:
            if isinstance(word, str):
                parts.append(word)
                sources.append(None)
                continue
            if word in covered:
                continue
            clitic = after_name and tree.lower[word] in CONTRACTED and tree.pos[word] == "AUX"
            after_name = False
            if clitic:
                parts.append(self._in_full(word, singular_from))
                sources.append(None)
                continue
            replaced = self._replaced(word, report, openings.get(word), named, singular_from)
            if word in self.references.of_noun:
                named.add(id(self.references.of_noun[word]))
            if (antecedent := self._antecedent(word, openings.get(word), replaced)) is not None:
                antecedents.append(antecedent)
            if replaced is None:
                parts.append(self._agreeing(word, singular_from))
                sources.append(word)
            else:
                parts.append(replaced)
                sources.append(None)
                after_name = bool(replaced) and tree.pos[word] == "PRON"
                unsaid.add(word)
                if word in openings:
                    covered.update(openings[word][1])
        antecedents.sort(key=lambda antecedent: antecedent.start)
        return Worded(_finish(self._join(parts, sources)), tuple(antecedents), frozenset(unsaid | covered))

    # --- references

    def _openings(self, present: set[int]) -> dict[int, Opening]:
        """Every mention among the words, by the first of its words that is present."""
        out: dict[int, Opening] = {}
        for word in present:
            mention = self.references.at.get(word)
            if mention is not None:
                tokens = tuple(t for t in mention.tokens if t in present)
                out[tokens[0]] = (mention, tokens)
        return out

    def _antecedent(self, word: int, opening: Opening | None, replaced: str | None) -> Antecedent | None:
        """What is to be told of a reference: what stands in its place, or between whom it was left open."""
        tree = self.tree
        if replaced is None:
            unclear = self.references.unclear.get(word)
            if unclear is None:
                return None
            names = tuple(entity.name for entity in (unclear.entity, *unclear.rivals))
            return Antecedent(tree.words[word], tree.start[word], tree.end[word], "", unclear.confidence, names)
        tokens = opening[1] if opening else (word,)
        mention = tree.text(tokens)
        name = (
            replaced.removesuffix("s").removesuffix("’")
            if replaced.endswith(("’", "’s")) and tree.pos[word] == "PRON"
            else replaced
        )
        if not name or name == mention:
            return None
        if opening:
            confidence = opening[0].confidence
        else:
            confidence = BODY_SURE if tree.lower[word] in FIRST_PLURAL else SPEAKER_SURE
        return Antecedent(mention, tree.start[tokens[0]], tree.end[tokens[-1]], name, confidence)

    def _replaced(
        self, word: int, report: Report | None, opening: Opening | None, named: set[int], singular: set[int]
    ) -> str | None:
        tree = self.tree
        lower = tree.lower[word]
        if tree.pos[word] == "PRON" and (lower in FIRST_SINGULAR or lower in FIRST_PLURAL):
            return self._first_person(word, lower, report, named, singular)
        if tree.pos[word] == "PRON" and lower in SECOND:
            return self._listener(word, lower, report, named, singular)
        if opening is None:
            return None
        head, entity = opening[0].head, opening[0].entity
        if entity.kind in ("ORG", "LOC") and tree.pos[head] != "PRON":
            again = id(entity) in named
            named.add(id(entity))
            mention = tree.text(opening[1]).removeprefix("the ").removeprefix("The ")
            if mention == entity.name.removeprefix("the ") or (again and tree.pos[head] == "NOUN"):
                return None
            return _mid_sentence(entity)
        if tree.pos[head] == "PRON":
            if entity.kind == "THING" and PRONOUNS & set(entity.name.lower().split()):
                return None
            if id(entity) in named or (lower in NEUTER and entity.kind == "THING" and len(entity.name.split()) > 8):
                return None
            if lower in POSSESSIVE and tree.dep[head] == "nmod:poss":
                named.add(id(entity))
                return entity.genitive
            if lower.endswith(("self", "selves")):
                return None
            if lower in PLURAL or lower in SINGULAR or lower in NEUTER:
                named.add(id(entity))
                return _mid_sentence(entity)
            return None
        named.add(id(entity))
        for member in entity.members:
            named.add(id(member))
        if entity.kind == "THING" and head == word and tree.pos[head] != "PRON" and not tree.kids_of(head, "det"):
            return None
        following = next((k for k in tree.kids[head] if tree.dep[k] == "case" and tree.lower[k] in CLITICS), None)
        if following is not None and entity.kind == "GROUP":
            return entity.name
        return _mid_sentence(entity)

    def _first_person(
        self, word: int, lower: str, report: Report | None, named: set[int], singular: set[int]
    ) -> str | None:
        tree = self.tree
        inner = self._inner(word, report)
        if inner is None:
            return None
        if (
            report is not None
            and inner is not report
            and inner.speaker != report.speaker
            and self.attribution.is_nested(word)
        ):
            return None  # quoted within a quotation: as it stands
        report = inner
        name: str | None = None
        plural = False
        appositive = tree.kid(word, "appos")
        if lower in FIRST_PLURAL:
            if appositive is not None:
                return ""
            name = self._we(word, report)
        elif report.speaker.kind != "unresolved":
            name = report.speaker.name
            plural = report.entity is not None and report.entity.plural
        if name is None:
            return None
        if tree.dep[word] in ("nsubj", "nsubj:pass") and not plural:
            singular.add(tree.head[word])
        if lower == "myself" and report.entity is not None:
            return SELF.get(report.entity.gender, name)
        if lower in POSSESSIVE:
            owner = report.entity if lower in FIRST_SINGULAR else None
            own = OWN.get(owner.gender) if owner is not None and id(owner) in named else None
            return own or genitive(
                name, person=report.speaker.kind is SpeakerKind.PERSON
            )  # "Bimal Das has lost his boat"
        if lower in FIRST_SINGULAR and report.entity is not None:
            named.add(id(report.entity))
        return name

    def _listener(
        self, word: int, lower: str, report: Report | None, named: set[int], singular: set[int]
    ) -> str | None:
        """ "told Ms Lee: “You were trusted.”": in a quotation, "you" is the one person spoken to."""
        person = report.listener if report is not None and self.attribution.is_quoted(word) else None
        if person is None or person.kind != "PER" or self.attribution.is_nested(word):
            return None
        if self.tree.dep[word] in ("nsubj", "nsubj:pass"):
            singular.add(self.tree.head[word])
        if lower in POSSESSIVE:
            return OWN.get(person.gender) if id(person) in named and person.gender else person.genitive
        named.add(id(person))
        return person.name

    def _inner(self, word: int, report: Report | None) -> Report | None:
        """Whose "I" it is: of one who is quoted within the quotation, if there is one."""
        tree = self.tree
        while tree.head[word] != word:
            inner = self.attribution.of_content.get(word)
            if inner is not None and inner.speaker.kind != "unresolved":
                return inner if report is not None or self.attribution.is_quoted(word) else report
            word = tree.head[word]
        return report

    def _we(self, word: int, report: Report) -> str | None:
        """Who "we" are: the body the speaker speaks for."""
        entity = report.entity
        if entity is None:
            return None
        if entity.kind == "ORG":
            return entity.name
        for title in entity.titles:
            body = self.references.body_of(title)
            if body:
                return body
        return None

    def _agreeing(self, word: int, singular: set[int]) -> str:
        """The word, put into the singular where its subject became one."""
        tree = self.tree
        carrier = tree.head[word] if tree.dep[word] in ("aux", "aux:pass", "cop") else word
        if carrier in singular and tree.tag[word] == "VBP":
            singular.discard(carrier)
            return third_person(tree.lower[word])
        if carrier in singular and tree.lower[word] == "were":
            return "was"
        text = tree.words[word]
        if tree.tag[word] == "POS" and text in ("'", "’") and self.references.at.get(tree.head[word]) is not None:
            return "’s"
        opens = tree.sentences[tree.sentence_of[word]][0]
        opens += tree.words[opens] in QUOTE_MARKS
        if (
            word == opens
            and tree.pos[word] != "PROPN"
            and text != "I"
            and text[1:].islower()
            and text.lower() in self._lower_words
        ):
            return text.lower()
        return text

    def _in_full(self, word: int, singular: set[int]) -> str:
        """ "we’ll" once "we" is a name: the auxiliary that the apostrophe shortened."""
        tree = self.tree
        carrier = tree.head[word] if tree.dep[word] in ("aux", "aux:pass", "cop") else word
        form = tree.lower[word]
        if form == "'d":
            perfect = "VBN" in (tree.tag[carrier], *(tree.tag[k] for k in tree.kids_of(carrier, "cop")))
            return "had" if perfect or "VBD" in (tree.tag[word], tree.tag[carrier]) else "would"
        if form == "'s":
            return "has" if tree.tag[carrier] == "VBN" and tree.dep[word] == "aux" else "is"
        if form == "'m" or carrier in singular:
            singular.discard(carrier)
            return SINGULAR_FULL.get(form, CONTRACTED[form])
        return CONTRACTED[form]

    # --- joining

    def _punctuation(self, words: Sequence[Word]) -> list[Word]:
        """Leave out marks whose neighbours are gone, and quotation marks that lost their partner or hold everything."""
        tree = self.tree
        tokens = [w for w in words if isinstance(w, int)]
        inner = [w for w in tokens if tree.pos[w] != "PUNCT"]
        if not inner:
            return list(words)
        pairs = self._kept_quotes(tokens, inner)
        out: list[Word] = []
        for word in words:
            if (
                isinstance(word, str)
                or tree.words[word] not in QUOTE_MARKS
                or word in pairs
                or (tree.start[word] not in self.attribution.quotes.edges and out and out[-1] == word - 1)
            ):
                out.append(word)
        return [word for place, word in enumerate(out) if self._stays(out, place)]

    def _stays(self, words: list[Word], place: int) -> bool:
        """Whether a word stays: a mark only between its own neighbours."""
        word = words[place]
        if isinstance(word, str) or self.tree.pos[word] != "PUNCT" or self.tree.words[word] in QUOTE_MARKS:
            return True
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        return before == word - 1 and after == word + 1

    def _kept_quotes(self, tokens: list[int], inner: list[int]) -> set[int]:
        """The quotation marks that stay: pairs with all between them, unless they hold the whole claim together."""
        tree = self.tree
        kept, low, high = set(tokens), inner[0], inner[-1]
        quotes = self.attribution.quotes
        around = {quotes.at(tree.start[w]) for w in inner}
        marks = [w for w in tokens if tree.words[w] in QUOTE_MARKS and tree.start[w] in quotes.edges]
        if len(around) > 1 and None not in around:  # "“The river,” she warned, “was full”"
            marks = [w for w in marks if self.attribution.is_nested(w)]
        pairs: set[int] = set()
        opened: int | None = None
        for mark in marks:
            if opened is None:
                opened = mark
                continue
            whole = all(k in kept for k in range(opened + 1, mark))
            if whole and not (opened < low and mark > high) and (opened > low or mark < high):
                pairs.update((opened, mark))
            opened = None
        return pairs

    def _join(self, parts: list[str], sources: list[int | None]) -> str:
        tree = self.tree
        out: list[str] = []
        last: int | None = None
        dropped = False
        for part, source in zip(parts, sources, strict=True):
            if not part or (part == "," and out and dropped):
                dropped = not part
                continue
            dropped = False
            adjoining = source is not None and last is not None and source == last + 1 and not tree.space_after[last]
            if out and not adjoining and not CLOSE_UP.match(part):
                out.append(" ")
            out.append(part)
            last = source
        return "".join(out)


def _mid_sentence(entity: Entity) -> str:
    name = entity.name
    first = name.split(" ", 1)[0]
    return (
        name[:1].lower() + name[1:]
        if first in ("The", "A", "An", "His", "Her", "Its", "Their", "These", "This")
        else name
    )


def _finish(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:–—-\n")
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = text.rstrip(".,;:–—-[( ")
    if not text:
        return ""
    text = text[:1].upper() + text[1:]
    return text if text[-1] in "!?" else text + "."
