"""The people, bodies and places a document names: every mention of a name, and the fullest name it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .people import FEMALE, MALE, POSTNOMINALS, gender_of, is_title
from .tree import Tree

COURTESY = {
    word: gender
    for gender, words in {
        "m": "mr mister sir lord",
        "f": "mrs ms miss mme lady dame",
        "": "dr prof professor rev sen rep gov gen capt sgt lt col",
    }.items()
    for word in words.split()
}

NAMESAKES = frozenset(
    "association board centre center chamber choir city college council county court district fans festival fire "
    "high hospital library museum orchestra police port primary regional school schools society supporters town trust "
    "university village".split()
)  # the second words of names of what is in a place or belongs to something


@dataclass(eq=False)
class Entity:
    """Somebody or something the document speaks of, by the fullest name it gives."""

    name: str
    kind: str  # PER, ORG, LOC, GROUP (several people) or THING (a noun phrase)
    gender: str = ""  # m, f or not known
    plural: bool = False
    members: tuple[Entity, ...] = ()
    titles: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # what the text calls it: "airline", "town", "manager"
    qualities: set[str] = field(default_factory=set)  # the words beside these nouns: "former", "union"
    told: set[str] = field(default_factory=set)  # facts about it that a claim has been made of

    @property
    def genitive(self) -> str:
        """ "Das’s", "the United States’"."""
        return genitive(self.name, person=self.kind == "PER" or bool(self.members))


def genitive(name: str, *, person: bool) -> str:
    """The possessive of a name: only a person's takes another s behind an s."""
    return name + ("’" if name.endswith("s") and not person else "’s")


@dataclass(frozen=True)
class Mention:
    """Where an entity is named: the head word, and all words that its name replaces, title included."""

    head: int
    tokens: tuple[int, ...]
    entity: Entity
    confidence: float = 1.0  # 0 to 1, that this is whom it stands for


def name_tokens(tree: Tree, head: int) -> list[int]:
    """The words of a proper name around its head: first and last names, the parts of an organisation's name."""
    out = [head]
    for kid in tree.kids[head]:
        if kid > head and tree.dep[kid] in ("flat", "flat:name") and kid == out[-1] + 1:
            out.extend(i for i in tree.below(kid) if i == out[-1] + 1 or i == kid)
    k = head - 1
    while (
        k >= 0
        and tree.head[k] == head
        and tree.dep[k] in ("compound", "flat")
        and tree.pos[k] == "PROPN"
        and tree.name[k] == tree.name[head] != ""
    ):
        out.insert(0, k)
        k -= 1
    while _hyphenated(tree, out[-1]):  # "Lam Cheuk-ting"
        out.extend((out[-1] + 1, out[-1] + 2))
    while len(out) > 1 and (last := tree.words[out[-1]]).lower() in POSTNOMINALS and not last[1:].islower():
        out.pop()  # "Mark Tedeschi QC", but "Jack Ma"
    return out


def _hyphenated(tree: Tree, last: int) -> bool:
    behind = last + 2
    joined = behind < len(tree.words) and tree.words[last + 1] == "-" and tree.words[behind].isalpha()
    return joined and not tree.space_after[last] and not tree.space_after[last + 1]


def title_tokens(tree: Tree, head: int) -> list[int]:
    """The words of the title before a name: "Mr", "NATO Secretary General"."""
    out: list[int] = []
    for kid in tree.kids[head]:
        if (
            kid < head
            and tree.dep[kid] in ("nmod:desc", "compound")
            and (tree.dep[kid] == "nmod:desc" or tree.lower[kid].rstrip(".") in COURTESY)
        ):
            out.extend(tree.below(kid))
    out.sort()
    while out and tree.pos[out[0]] in ("PUNCT", "CCONJ", "ADP"):
        out.pop(0)
    return out


class Names:
    """Every named person, organisation and place of a document. `at` maps the head word of a mention to it.

    known: people whom earlier sections of the document named, named last first.
    """

    def __init__(self, tree: Tree, known: Sequence[Entity] = ()) -> None:
        self.tree = tree
        self.at: dict[int, Mention] = {}
        self.entities: list[Entity] = []
        self.places: set[str] = set()
        self.bodies: list[str] = []  # organisations as the text writes them
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self._first: dict[int, int] = {}  # where a person's fullest name stands first
        for entity in known:
            self._first[id(entity)] = -1
            for word in entity.name.replace("-", " - ").split():
                self._by_word[word].append(entity)
        self._people()
        self._others()

    def people(self) -> list[Entity]:
        """The people named here, in the order in which they are last named."""
        last = {mention.entity: head for head, mention in self.at.items() if mention.entity.kind == "PER"}
        return sorted(last, key=lambda entity: last[entity])

    def _people(self) -> None:
        tree = self.tree
        heads = [i for i in range(len(tree.words)) if self._is_person(i)]
        names = {head: name_tokens(tree, head) for head in heads}
        for head in sorted(heads, key=lambda h: (-len(names[h]), h)):
            words = tuple(tree.words[i] for i in names[head])
            entity: Entity | None = self._known(words, head, self._address(head))
            if entity is None:
                entity = self._new(words, tree.text(names[head]), head)
            self._learn(head, entity)
            self._mark(head, names[head], entity)
        for i, word in enumerate(tree.words):  # the same names where the parser did not see one
            if i not in self.at and tree.pos[i] == "PROPN" and tree.dep[i] not in ("flat", "compound", "nmod:desc"):
                if (entity := self._known((word,), i)) and not tree.kids_of(i, "compound", "flat", "det"):
                    self._mark(i, [i], entity)
                elif (
                    word.endswith("s") and tree.tag[i] == "NNPS" and len(family := self._by_word.get(word[:-1], [])) > 1
                ):
                    self._mark(i, [*tree.kids_of(i, "det"), i], self.group(tuple(family)))

    def _is_person(self, i: int) -> bool:
        tree = self.tree
        if tree.pos[i] != "PROPN" or tree.dep[i] in ("flat", "nmod:desc") or tree.lower[i].rstrip(".") in COURTESY:
            return False
        if tree.dep[i] == "compound" and tree.name[i] != "PER":
            return False
        courtesy = any(tree.lower[k].rstrip(".") in COURTESY for k in title_tokens(tree, i))
        named = tree.name[i] == "PER" and (tree.starts_name[i] or tree.dep[i] != "compound")
        titled = tree.kid(i, "nmod:desc") is not None and tree.kid(i, "flat") is not None
        says = tree.kid(i, "flat") is not None and tree.name[i] == "" and tree.dep[i] in ("nsubj", "appos")
        return (courtesy or named or titled or says) and not tree.kids_of(i, "det")

    def _known(self, words: tuple[str, ...], at: int, gender: str = "") -> Entity | None:
        """The person that a shorter name stands for: all its words are words of the fuller name, and the form of
        address before it fits. Of several, the one whose own name stands nearest before."""
        fitting = []
        for entity in self._by_word.get(words[-1], []) if words else []:
            full = entity.name.replace("-", " - ").split()
            if all(word in full for word in words) and (not gender or entity.gender in ("", gender)):
                fitting.append(entity)
        before = [entity for entity in fitting if self._first[id(entity)] <= at]
        return max(before, key=lambda e: self._first[id(e)]) if before else (fitting[0] if fitting else None)

    def _address(self, head: int) -> str:
        """The gender that the form of address before a name tells: "Ms"."""
        told = (COURTESY.get(self.tree.lower[k].rstrip("."), "") for k in title_tokens(self.tree, head))
        return next((gender for gender in told if gender), "")

    def _new(self, words: tuple[str, ...], name: str, at: int) -> Entity:
        entity = Entity(name, "PER", gender_of(words[0]) if len(words) > 1 else "")
        self.entities.append(entity)
        self._first[id(entity)] = at
        for word in words:
            self._by_word[word].append(entity)
        return entity

    def _learn(self, head: int, entity: Entity) -> None:
        """Gender and titles from the words around a mention."""
        tree = self.tree
        title = title_tokens(tree, head)
        about = title + tree.kids_of(head, "appos")
        if tree.dep[head] == "appos":
            about.append(tree.head[head])
        for i in about:
            word = tree.lower[i].rstrip(".").rsplit("-", 1)[-1]
            entity.gender = (
                COURTESY.get(word, "") or ("f" if word in FEMALE else "m" if word in MALE else "") or entity.gender
            )
        if title and tree.lower[title[-1]].rstrip(".") not in COURTESY:
            if tree.text(title) not in entity.titles:
                entity.titles.append(tree.text(title))
            self._learn_body(title)

    def _learn_body(self, title: list[int]) -> None:
        """ "Environment Canada spokeswoman": the names before a role in lower case are the body that it is a role
        of."""
        tree = self.tree
        body = []
        for i in title:
            if tree.pos[i] != "PROPN" or not tree.words[i][:1].isupper():
                break
            body.append(i)
        if (
            body
            and len(body) < len(title)
            and tree.words[title[len(body)]].islower()
            and tree.text(body) not in self.bodies
        ):
            self.bodies.append(tree.text(body))

    def _others(self) -> None:
        """Organisations and places, by the fullest name the text gives: "Corvane" is "Corvane Inc", "EMA" the
        "European Medicines Agency"."""
        tree = self.tree
        known: dict[tuple[str, ...], Entity] = {}  # label and words of a name
        begun = {body.rsplit(" ", k)[0] for body in self.bodies for k in range(body.count(" ") + 1)}  # also in part
        for span in tree.doc.ents:
            head, end = span.root.i, span.end
            whole = tree.dep[head] == "compound" and tree.head[head] == end and tree.pos[end] == "PROPN"
            if whole and tree.dep[end] not in ("compound", "flat", "nmod:desc") and not is_title(tree.words[end]):
                head, end = end, end + 1  # "Altura Systems", of which the parser saw one word
            label, written = span.label_, tree.text(range(span.start, span.end))
            if label == "LOC":
                self.places.update(word.lower() for word in written.split())
            elif label == "ORG" and written not in begun:
                self.bodies.append(written)
                begun.add(written)
            if label == "PER" or head in self.at or any(i in self.at for i in range(span.start, end)):
                continue
            start = self._start(span.start, head)
            determiner = [i for i in tree.kids_of(head, "det") if i == start - 1 and tree.lower[i] == "the"]
            words = tuple(tree.words[start:end])
            entity = known.get((label, *words))
            if entity is None:
                entity = Entity("the " * bool(determiner) + tree.text(range(start, end)), label)
                self.entities.append(entity)
                self._name(words, entity, known)
            if tree.dep[head] != "compound":
                role = self._role(head, start)
                the = [i for i in tree.kids_of(head, "det") if role and i == role[0] - 1]
                self.at[head] = Mention(head, (*determiner, *the, *role, *range(start, end)), entity)
        self._initials(known)
        self._broadcasters()

    def _name(self, words: tuple[str, ...], entity: Entity, known: dict[tuple[str, ...], Entity]) -> None:
        """Note a name, and for an organisation the shorter ones that stand for it from here on: the first to be named
        in full has them. What is named after another ("Eastmoor Supporters", "Alder Falls City Council") has none."""
        known[(entity.kind, *words)] = entity
        if entity.kind != "ORG":
            return
        for length in range(1, len(words)):
            if words[length][:1].isupper() and words[length].lower() not in NAMESAKES:
                known.setdefault(("ORG", *words[:length]), entity)
            else:
                break
        capitals = [word for word in words if word[:1].isupper()]
        if len(capitals) > 2:
            known.setdefault(("ORG", "".join(word[0] for word in capitals)), entity)

    def _role(self, head: int, start: int) -> tuple[int, ...]:
        """ "chipmaker" of "the chipmaker Altura Systems": what an organisation is, right before its name."""
        tree = self.tree
        roles = [k for k in tree.kids_of(head, "nmod:desc", "compound") if tree.pos[k] == "NOUN" and k < start]
        if not roles or tree.below(roles[-1])[-1] != start - 1 or tree.words[roles[-1]][:1].isupper():
            return ()
        words = tree.below(roles[-1])
        return tuple(range(words[0], start)) if words == list(range(words[0], start)) else ()

    def _start(self, start: int, head: int) -> int:
        """Where a name begins: "Sydney" of "Sydney Morning Herald" belongs to it, whatever the parser saw there."""
        tree = self.tree
        while (
            start > tree.sentences[tree.sentence_of[head]][0]
            and tree.head[start - 1] == head
            and tree.dep[start - 1] in ("compound", "flat")
            and tree.pos[start - 1] == "PROPN"
        ):
            start -= 1
        return start

    def _broadcasters(self) -> None:
        """ "Danish public television DR": capitals that a noun right before describes, where the parser saw no name."""
        tree = self.tree
        for i, word in enumerate(tree.words):
            if i in self.at or tree.pos[i] != "PROPN" or not word.isupper() or len(word) < 2 or tree.kids_of(i, "flat"):
                continue
            described = tree.dep[i - 1] in ("nmod:desc", "compound") and tree.pos[i - 1] == "NOUN"
            if i and tree.head[i - 1] == i and described:
                entity = Entity(word, "ORG")
                self.entities.append(entity)
                self.at[i] = Mention(i, (*tree.below(i - 1), i), entity)

    def _initials(self, known: dict[tuple[str, ...], Entity]) -> None:
        """ "RFS" where the parser saw no name: the initials of one that the text gives in full."""
        tree = self.tree
        for i, word in enumerate(tree.words):
            entity = known.get(("ORG", word)) if len(word) > 2 and word.isupper() and i not in self.at else None
            if entity is not None and tree.dep[i] not in ("compound", "flat"):
                determiner = [k for k in tree.kids_of(i, "det") if tree.lower[k] == "the"]
                self.at[i] = Mention(i, (*determiner, i), entity)

    def group(self, members: tuple[Entity, ...]) -> Entity:
        """Several people together."""
        names = [member.name for member in members]
        return Entity(", ".join(names[:-1]) + " and " + names[-1], "GROUP", plural=True, members=members)

    def _mark(self, head: int, tokens: list[int], entity: Entity) -> None:
        self.at[head] = Mention(head, tuple(sorted({*title_tokens(self.tree, head), *tokens})), entity)
