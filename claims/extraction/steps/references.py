"""What every word that refers stands for, in one pass over the text: names, pronouns, short descriptions ("the
document", "the French president"). Where nothing fits clearly, the words stay as they are."""

from __future__ import annotations

from collections import deque

from .descriptions import CLASSES, ONLY_ONE, Called, Spoken, described_pair, describes, learn
from .introductions import BY_TITLE, LEAD, lead, roles_of_names
from .names import Entity, Mention, Names
from .people import ANONYMOUS, FEMALE, MALE, PERSONS
from .pronouns import Pronouns
from .quotes import QuoteIndex
from .salience import CLEAR, SUBJECT, Choice, Recent
from .tree import Tree

KIN = frozenset("child daughter son baby wife husband mother father brother sister".split())
COUPLE = frozenset({"parents", "couple", "pair", "duo"})
HEADS_OF = frozenset({"chief", "head", "leader", "boss"})
NAMED = frozenset({"PER", "ORG", "LOC"})
MEMORY = 60  # mentions of names that a description may look back
SAME_NOUN = 0.8  # in the last thing that the same noun introduced
LONGEST = 9  # words of a phrase that may stand for its noun
ASIDE = frozenset(
    "det case cc conj acl:relcl appos parataxis punct nsubj nsubj:pass cop mark advcl nummod cc:preconj".split()
)
VAGUE = frozenset("time day way year week month place thing point case number part lot end side kind sort".split())


class References:
    """The document's mentions of entities in every form. `at` maps a head word to what it stands for, `unclear` to the
    candidates where two are as plausible."""

    def __init__(self, tree: Tree, names: Names, quotes: QuoteIndex, skipped: frozenset[int] = frozenset()) -> None:
        self.tree = tree
        self.at: dict[int, Mention] = dict(names.at)
        self.unclear: dict[int, Choice] = {}
        self.neither: dict[int, tuple[Entity, Entity]] = {}  # "neither man": the two that it denies something of
        self.of_noun: dict[int, Entity] = {}  # the entity that a full noun phrase speaks of
        self._names, self._quotes = names, quotes
        self._recent = Recent(tree)
        self._described: dict[str, Entity] = {}  # noun -> "the Environment Canada document"
        self._couple: Entity | None = None
        self._joined: tuple[Entity, Entity] | None = None  # the last two names with "and" between
        self._spoken_of: deque[Spoken] = deque(maxlen=MEMORY)  # whom a description may mean, latest last
        self._called = Called()
        self._bodies: dict[str, Entity] = {}
        self._seen: list[Entity] = []
        self._introduced: dict[str, Entity] = {}  # noun -> the last thing of that noun, by its whole phrase
        self._unnamed: dict[str, tuple[Entity, int]] = {}  # noun -> "one cabinet minister", and its sentence
        self.unnamed: set[Entity] = set()  # persons without a name: "her client"
        self._pronouns = Pronouns(tree, quotes, self._recent, self.at, self.of_noun, self.unnamed)
        for mention in names.at.values():
            learn(tree, mention.head, mention.entity)
        self.at.update(roles_of_names(tree, self.at))
        self.lead = lead(tree, self.at, [one for one in tree.sentences if one[0] not in skipped][:LEAD])
        if self.lead is not None:
            self.at[self.lead.head] = self.lead
            self.lead.entity.nouns.add(tree.lower[self.lead.head])
        for sentence, (start, end) in enumerate(tree.sentences):
            if start in skipped:
                continue
            self._recent.forget(sentence)
            for i in range(start, end):
                self._read(i, sentence)

    def _read(self, i: int, sentence: int) -> None:
        tree, word = self.tree, self.tree.lower[i]
        if tree.tag[i] in ("WP", "WDT") and tree.dep[tree.head[i]] == "acl:relcl":
            antecedent = self.at.get(tree.head[tree.head[i]])
            if antecedent is not None and antecedent.head < i:
                self._remember(antecedent.entity, i, sentence)
            return
        if i in self.at:
            self._remember(self.at[i].entity, i, sentence)
            self._pair(i, sentence)
            return
        if tree.pos[i] == "PRON":
            choice = self._pronouns.choice(i, sentence)
            if choice is not None and choice.rivals and choice.confidence < CLEAR:
                self.unclear[i] = choice
            elif choice is not None:
                self.at[i] = Mention(i, (i,), choice.entity, choice.confidence)
                self._remember(choice.entity, i, sentence)
        elif word == "old" and (choice := self._of_age(i)) is not None:
            self.at[i] = Mention(i, tuple(range(i - 5, i + 1)), choice.entity, choice.confidence)
            self._remember(choice.entity, i, sentence)
        elif tree.pos[i] in ("NOUN", "PROPN") and tree.dep[i] not in ("compound", "nmod:desc", "flat", "amod"):
            self._noun(i, sentence)

    def _of_age(self, i: int) -> Choice | None:
        """ "the 42-year-old": whoever was said to be 42."""
        tree = self.tree
        if i < 5 or tree.lower[i - 3 : i] != ["-", "year", "-"] or tree.lower[i - 5] != "the":
            return None
        if tree.dep[i] in ("amod", "compound", "nmod:desc"):
            return None
        age = f"{tree.words[i - 4]}-year-old"
        entity = next((one.entity for one in reversed(self._spoken_of) if age in one.entity.nouns), None)
        return Choice(entity, BY_TITLE) if entity else None

    def _remember(self, entity: Entity, i: int, sentence: int) -> None:
        if entity.titles and entity not in self._seen:
            self._seen.append(entity)
        if entity.kind in NAMED:
            self._spoken_of.append(Spoken(entity, self.tree.dep[i] in SUBJECT, sentence))
        self._recent.remember(entity, i, sentence)

    def _pair(self, i: int, sentence: int) -> None:
        """Names joined by "and" are also a group."""
        first = self.at[i].entity
        others = [self.at[k].entity for k in self.tree.kids_of(i, "conj") if k in self.at]
        if len(others) == 1 and first.kind in NAMED:
            self._joined = (first, others[0])
        joined = first.kind == "PER" or (first.kind in NAMED and self.tree.dep[i] in SUBJECT)
        if joined and others and all(other.kind == first.kind for other in others):
            group = self._names.group((first, *others))
            if first.kind == "PER":
                self._couple = group
            self._remember(group, i, sentence)

    def _noun(self, i: int, sentence: int) -> None:
        """A noun phrase: what it stands for if it is short and definite, something new to speak of if not."""
        tree, noun = self.tree, self.tree.lower[i]
        plural = tree.tag[i] in ("NNS", "NNPS")
        modifiers = [
            k for k in tree.kids[i] if k < i and tree.dep[k] in ("det", "amod", "compound", "nummod", "nmod:poss")
        ]
        words, tags = {tree.lower[k] for k in modifiers}, {tree.tag[k] for k in modifiers}
        definite = bool(words & {"the", "this", "these", "those", "both"}) or (noun in KIN and "PRP$" in tags)
        narrowed = tree.kids_of(i, "nmod") or any(not tree.comma_before(k) for k in tree.kids_of(i, "acl:relcl"))
        if definite and not narrowed:
            choice = self._described_by(i, noun, modifiers, sentence)
            if choice is not None and choice.rivals and choice.confidence < CLEAR:
                self.unclear[i] = choice
            elif choice is not None:
                span = tuple(sorted({*(t for k in modifiers for t in tree.below(k)), i}))
                self.at[i] = Mention(i, span, choice.entity, choice.confidence)
                self._remember(choice.entity, i, sentence)
                return
        if (
            "neither" in words
            and (pair := described_pair(noun, self._spoken_of, sentence, self._called, True, self._joined)) is not None
        ):
            self.neither[i] = pair
            return
        named = any(tree.pos[k] == "PROPN" for k in modifiers)
        if noun in COUPLE and self._couple is not None and "NN" in tree.tag[i]:
            self._remember(self._couple, i, sentence)
            return
        phrase = [k for k in tree.below(i) if k < i and (tree.head[k] != i or tree.dep[k] != "case")] + [i]
        text = tree.text(phrase)
        if tree.pos[phrase[0]] != "PROPN" and phrase[0] == tree.sentences[sentence][0]:
            text = text[:1].lower() + text[1:]
        owner = next((k for k in modifiers if tree.dep[k] == "nmod:poss" and k in self.at), None)
        if owner is not None and tree.pos[owner] == "PRON":  # "her client" -> "Ann Lee’s client"
            text = text.replace(tree.words[owner], self.at[owner].entity.genitive, 1)
        entity = Entity(text, "THING", plural=plural)
        if noun in PERSONS and not plural:
            entity.gender = "f" if noun in FEMALE else "m" if noun in MALE else ""
            self.unnamed.add(entity)
            if owner is not None or any(tree.lower[k] in ("a", "an", "one", "another") for k in modifiers):
                self._unnamed[noun] = (entity, sentence)
        if named and not tree.kids_of(i, "nmod:poss"):
            proper = [k for k in phrase if tree.words[k][:1].isupper() and k != tree.sentences[sentence][0]]
            bare = [k for k in phrase if proper and k >= proper[0]]
            described = tree.text(bare)
            if len(bare) > 1:
                self._described[noun] = Entity("the " + described, "THING", plural=plural)
                entity = self._described[noun] if not plural else entity
        self.of_noun[i] = entity
        self._introduce(i, noun)
        if tree.dep[i] in SUBJECT or tree.dep[i] == "obj" or plural:
            self._remember(entity, i, sentence)

    def _introduce(self, i: int, noun: str) -> None:
        """Note a thing by all that its noun phrase says: "the bill" is then "the bill to close two prisons"."""
        tree = self.tree
        if (
            tree.tag[i] != "NN"
            or tree.kid(i, "det", "nmod:poss", "amod", "compound", "nmod") is None
            or noun in VAGUE | PERSONS | ANONYMOUS
        ):
            return
        telling = tree.kid(i, "compound", "nmod", "acl", "nmod:poss") is not None
        if not telling and not any(tree.lower[k] in ("a", "an") for k in tree.kids_of(i, "det")):
            return
        without = {k for k in tree.kids[i] if tree.dep[k] in ASIDE or (tree.dep[k] == "acl" and tree.tag[k] != "VB")}
        phrase = tree.below(i, without)
        if not 2 <= len(phrase) <= LONGEST or any(tree.pos[k] in ("PRON", "PUNCT") for k in phrase):
            return
        if phrase != list(range(phrase[0], phrase[-1] + 1)):
            return
        owned = tree.kid(i, "nmod:poss") is not None
        self._introduced[noun] = Entity(("" if owned else "the ") + tree.text(phrase), "THING")

    def _described_by(self, i: int, noun: str, modifiers: list[int], sentence: int) -> Choice | None:
        tree = self.tree
        content = [k for k in modifiers if tree.dep[k] not in ("det", "nmod:poss")]
        if noun in COUPLE and not content and self._couple is not None:
            return Choice(self._couple, BY_TITLE)
        if CLASSES.get(noun, ("",))[0] == "ORG" and not content and (body := self._body(sentence)) is not None:
            return Choice(body, BY_TITLE)
        measured = all(tree.dep[k] == "compound" and any(tree.pos[t] == "NUM" for t in tree.below(k)) for k in content)
        if noun in self._described and not tree.tag[i].endswith("S") and measured:
            return Choice(self._described[noun], BY_TITLE)
        words = [tree.lower[k] for k in content]
        role = self._unnamed.get(noun)
        if role is not None and not content and sentence - role[1] <= 1:
            return Choice(role[0], BY_TITLE)
        if content and (entity := self._titled({*words, noun}, noun)) is not None:
            return Choice(entity, BY_TITLE)
        if not content and noun in self._introduced:
            return Choice(self._introduced[noun], SAME_NOUN)
        if tree.tag[i] != "NN":
            return self._described_together(noun, [tree.lower[k] for k in modifiers], sentence)
        found = describes(noun, words, self._spoken_of, sentence, self._called)
        return Choice(found.entities[0], found.confidence, found.entities[1:]) if found else None

    def _described_together(self, noun: str, words: list[str], sentence: int) -> Choice | None:
        """ "the two ministers", "the companies", where the text has named two."""
        if set(words) - {"two", "both", "the", "these", "those"}:
            return None
        pair = described_pair(
            noun, self._spoken_of, sentence, self._called, "two" in words or "both" in words, self._joined
        )
        return Choice(self._names.group(pair), ONLY_ONE) if pair else None

    def _body(self, sentence: int) -> Entity | None:
        """ "the department", in a sentence about somebody who speaks for one: theirs."""
        for candidate in reversed(self._recent.all):
            if candidate.entity.kind == "PER" and candidate.sentence == sentence and candidate.subject:
                body = next((b for title in candidate.entity.titles if (b := self.body_of(title))), None)
                if body is not None:
                    return self._bodies.setdefault(body, Entity(body, "BODY"))
        return None

    def _titled(self, words: set[str], noun: str) -> Entity | None:
        """ "the French president" for whoever was introduced as "French President"."""
        for entity in reversed(self._seen):
            for title in entity.titles:
                of_title = set(title.lower().replace("’s", "").replace("'s", "").split())
                if words <= of_title or (noun in HEADS_OF and len(words) > 1 and words - {noun} <= of_title):
                    return entity
        return None

    def body_of(self, title: str) -> str | None:
        """The organisation that a title names: "NATO" of "NATO Secretary General"."""
        for entity in self._names.bodies:
            if title.startswith(entity):
                return entity
        return None
