"""What pronouns and short descriptions stand for: "he", "their", "the document", "the French president".

Candidates are weighed by how near they are, whether they were a subject, and whether number and gender fit (salience in
the manner of Lappin and Leass 1994). Where nothing fits clearly, the words stay as they are.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp

from .channels import NOUNS
from .cues import CUES
from .descriptions import CLASSES, ONLY_ONE, Spoken, described_pair, describes, learn, singulars
from .names import Entity, Mention, Names
from .people import ANONYMOUS, FEMALE, MALE, PERSONS, is_person
from .quotes import QuoteIndex
from .tree import Tree

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
KIN = frozenset("child daughter son baby wife husband mother father brother sister".split())
COUPLE = frozenset({"parents", "couple", "pair", "duo"})
ORGANISATIONS = frozenset(
    "department company agency ministry firm bank club union party organisation organization association "
    "commission university "
    "institute council charity airline".split()
)
HEADS_OF = frozenset({"chief", "head", "leader", "boss"})
NAMED = frozenset({"PER", "ORG", "LOC"})
MEMORY = 60  # mentions of names that a description may look back
REACH = 3  # sentences back that a pronoun may look
CLEAR = 0.54  # a confidence below leaves the pronoun as it stands
NO_RIVAL = 0.95  # the confidence in the only candidate
SAME_NOUN = 0.8  # in the last thing that the same noun introduced
LONGEST = 9  # words of a phrase that may stand for its noun
ASIDE = frozenset(
    "det case cc conj acl:relcl appos parataxis punct nsubj nsubj:pass cop mark advcl nummod cc:preconj".split()
)
VAGUE = frozenset("time day way year week month place thing point case number part lot end side kind sort".split())
LEAD = 4  # sentences in which the one whom the first describes is named
BY_LEAD = 0.8  # the confidence that it is he or she
BY_TITLE = 0.9  # in a description that repeats a title or a name: "the French president"
PREDICATE = frozenset({"nsubj", "nsubj:pass", "cop", "aux", "expl", "mark", "cc", "advmod", "punct"})
SUBJECT = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True)
class Candidate:
    """Something mentioned, with the place and weight of the mention."""

    entity: Entity
    token: int
    sentence: int
    subject: bool
    of_root: bool  # subject of the sentence's main clause


@dataclass(frozen=True)
class Choice:
    """The best candidate, how sure it is, and whom else the words may mean."""

    entity: Entity
    confidence: float
    rivals: tuple[Entity, ...] = ()


class References:
    """The document's mentions of entities in every form. `at` maps a head word to what it stands for, `unclear` to the
    candidates where two are as plausible."""

    def __init__(self, tree: Tree, names: Names, quotes: QuoteIndex, skipped: frozenset[int] = frozenset()) -> None:
        self.tree = tree
        self.at: dict[int, Mention] = dict(names.at)
        self.unclear: dict[int, Choice] = {}
        self.lead: tuple[int, Entity] | None = None  # the first sentence's subject, where a later one names it
        self.neither: dict[int, tuple[Entity, Entity]] = {}  # "neither man": the two that it denies something of
        self.of_noun: dict[int, Entity] = {}  # the entity that a full noun phrase speaks of
        self._names, self._quotes = names, quotes
        self._recent: list[Candidate] = []
        self._described: dict[str, Entity] = {}  # noun -> "the Environment Canada document"
        self._couple: Entity | None = None
        self._joined: tuple[Entity, Entity] | None = None  # the last two names with "and" between
        self._spoken_of: deque[Spoken] = deque(maxlen=MEMORY)  # whom a description may mean, latest last
        self._bodies: dict[str, Entity] = {}
        self._seen: list[Entity] = []
        self._introduced: dict[str, Entity] = {}  # noun -> the last thing of that noun, by its whole phrase
        self._unnamed: dict[str, tuple[Entity, int]] = {}  # noun -> "one cabinet minister", and its sentence
        self.unnamed: set[Entity] = set()  # persons without a name: "her client"
        self._roots = {tree.root(sentence) for sentence in tree.sentences}
        for mention in names.at.values():
            learn(tree, mention.head, mention.entity)
        self._roles_of_names()
        self._lead([sentence for sentence in tree.sentences if sentence[0] not in skipped][:LEAD])
        for sentence, (start, end) in enumerate(tree.sentences):
            if start in skipped:
                continue
            self._recent = [c for c in self._recent if sentence - c.sentence <= REACH]
            for i in range(start, end):
                self._read(i, sentence)

    def _lead(self, sentences: list[tuple[int, int]]) -> None:
        """ "A former manager has been jailed. Declan Furlong, 47, pleaded guilty.": whom the first sentence describes,
        the next names."""
        tree = self.tree
        if not sentences:
            return
        (start, end), *following = sentences
        subject = tree.subject(tree.root((start, end)))
        if subject is None or tree.pos[subject] != "NOUN" or tree.tag[subject] != "NN":
            return
        determiner = tree.kid(subject, "det")
        if determiner is None or tree.lower[determiner] not in ("a", "an") or not is_person(tree.words[subject]):
            return
        if any(k in self.at and self.at[k].entity.kind == "PER" for k in range(start, end)):
            return
        for sentence in following:
            people = [k for k in range(*sentence) if k in self.at and self.at[k].entity.kind == "PER"]
            if not people:
                continue
            name = people[0]
            first = tree.dep[name] in SUBJECT and tree.head[name] == tree.root(sentence) and not self._has_title(name)
            if first:
                phrase = [
                    k for k in tree.below(subject, tree.kids_of(subject, "acl:relcl", "acl", "appos")) if k <= subject
                ]
                self.at[subject] = Mention(subject, tuple(phrase), self.at[name].entity, BY_LEAD)
                self.at[name].entity.nouns.add(tree.lower[subject])
                self.lead = (subject, self.at[name].entity)
            return

    def _roles_of_names(self) -> None:
        """ "her Bulgarian counterpart, Petar Kolev, believed": the role and the name are one person."""
        tree = self.tree
        for name, mention in list(self.at.items()):
            role = tree.head[name]
            if mention.entity.kind != "PER" or tree.dep[name] != "appos" or role >= name or role in self.at:
                continue
            if tree.pos[role] != "NOUN" or tree.tag[role] != "NN" or not is_person(tree.words[role]):
                continue
            phrase = [k for k in tree.below(role, {name}) if tree.dep[k] != "case" or tree.head[k] != role]
            phrase = [k for k in phrase if k < name]
            while phrase and tree.pos[phrase[-1]] == "PUNCT":
                phrase.pop()
            phrase = [k for k in phrase if k >= self._opens(role)]
            if not tree.comma_before(name):  # "the pensioner Lis Steenholdt": one phrase
                phrase = sorted({*phrase, *mention.tokens})
            self.at[role] = Mention(role, tuple(phrase), mention.entity, BY_TITLE)

    def _opens(self, noun: int) -> int:
        """The first word of a noun phrase: a predicate noun's subject and copula are no part of it."""
        tree = self.tree
        outside = [k for k in tree.kids[noun] if tree.dep[k] in PREDICATE and k < noun]
        return max((tree.below(k)[-1] + 1 for k in outside), default=0)

    def _has_title(self, name: int) -> bool:
        """Whether somebody is introduced with a role of his own: "Judge Maura Kinsella"."""
        return self.tree.kid(name, "nmod:desc", "compound") is not None

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
            choice = None
            if word in SINGULAR:
                choice = self._person(i, sentence, SINGULAR[word])
            elif word in PLURAL:
                choice = self._several(i, sentence)
            elif word in NEUTER and tree.dep[i] != "expl" and not self._anticipates(i):
                choice = self._thing(i, sentence)
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

    def _anticipates(self, i: int) -> bool:
        """ "it is asserted that": the clause to come is what "it" stands for."""
        tree = self.tree
        verb = tree.head[i]
        if self.is_cleft(i) or any(tree.lower[k] == "up" for k in tree.kids[verb]):  # "it was up to them to act"
            return True
        return tree.dep[i] in SUBJECT and any(
            tree.dep[k] in ("ccomp", "csubj") and k > verb and tree.kid(k, "mark") is not None
            for part in (verb, *tree.kids_of(verb, "xcomp"))  # "it became known that"
            for k in tree.kids[part]
        )

    def is_cleft(self, i: int) -> bool:
        """ "It was Ngozi Eke who proved it": "it" only holds the place."""
        tree, head = self.tree, self.tree.head[i]
        cop = tree.kid(head, "cop")
        if tree.lower[i] != "it" or cop is None or tree.pos[head] not in ("NOUN", "PROPN", "PRON"):
            return False
        relative = self.clefted(head)
        definite = tree.pos[head] != "NOUN" or any(tree.lower[k] in ("the", "this") for k in tree.kids_of(head, "det"))
        return relative is not None and definite and not tree.comma_before(relative)

    def clefted(self, head: int) -> int | None:
        """The relative clause of what a cleft sentence sets apart, or of its name."""
        parts = (head, *self.tree.kids_of(head, "appos"))
        return next((clause for part in parts if (clause := self.tree.kid(part, "acl:relcl")) is not None), None)

    def _remember(self, entity: Entity, i: int, sentence: int) -> None:
        dep = self.tree.dep[i]
        if entity.titles and entity not in self._seen:
            self._seen.append(entity)
        subject = dep in SUBJECT
        if entity.kind in NAMED:
            self._spoken_of.append(Spoken(entity, subject, sentence))
        self._recent.append(Candidate(entity, i, sentence, subject, subject and self.tree.head[i] in self._roots))

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

    def _clause(self, i: int) -> int:
        """The predicate that a word belongs to."""
        tree = self.tree
        while tree.head[i] != i and tree.dep[i] not in (
            "advcl",
            "ccomp",
            "acl:relcl",
            "acl",
            "xcomp",
            "parataxis",
            "csubj",
        ):
            if tree.dep[i] == "conj" and tree.pos[i] in ("VERB", "AUX", "ADJ"):
                break
            i = tree.head[i]
        return i

    def _weigh(self, candidate: Candidate, i: int, sentence: int) -> float:
        weight = -2.0 * (sentence - candidate.sentence)
        weight += 1.5 * candidate.subject + 0.8 * candidate.of_root
        weight -= 0.002 * (i - candidate.token)
        return weight

    def _best(self, candidates: list[Candidate], i: int, sentence: int) -> Choice | None:
        totals: dict[int, tuple[float, Entity]] = {}
        for candidate in candidates:
            weight = self._weigh(candidate, i, sentence)
            known = totals.get(id(candidate.entity))
            totals[id(candidate.entity)] = (max(weight, known[0]) + 0.3 if known else weight, candidate.entity)
        if not totals:
            return None
        (best, entity), *others = sorted(totals.values(), key=lambda pair: -pair[0])
        if not others:
            return Choice(entity, NO_RIVAL)
        return Choice(entity, 1 / (1 + exp(others[0][0] - best)), tuple(other for _, other in others[:2]))

    def _free(self, i: int) -> list[Candidate]:
        """Candidates that the pronoun may refer to: an object can't be its own clause's subject."""
        tree = self.tree
        if tree.dep[i] == "nmod:poss":
            head = tree.head[i]
            return [c for c in self._recent if c.token != head]
        clause = self._clause(i)
        reflexive = tree.lower[i].endswith(("self", "selves"))
        return [
            c for c in self._recent if reflexive or self._clause(c.token) != clause or tree.dep[c.token] == "nmod:poss"
        ]

    def _person(self, i: int, sentence: int, gender: str) -> Choice | None:
        quoting = self._quoting(i, sentence)
        if self._is_fronted(i) and (ahead := self._ahead(i, sentence, gender)) is not None:
            return ahead  # "In a statement read by her nephew, Ms Tuohy said ..."
        fitting = [
            c
            for c in self._free(i)
            if (c.entity.kind == "PER" or c.entity in self.unnamed)
            and c.entity is not quoting
            and c.entity.gender in ("", gender)
        ]
        choice = self._best(fitting, i, sentence)
        if choice is None:  # "Speaking in his defence, Mr Brown ...": the sentence's own subject is yet to come
            choice = self._ahead(i, sentence, gender)
        if choice is not None and not choice.rivals and not choice.entity.gender:
            choice.entity.gender = gender
        return choice

    def _is_fronted(self, i: int) -> bool:
        """Whether a word stands in a phrase set before its sentence's subject."""
        tree = self.tree
        root = tree.root(tree.sentences[tree.sentence_of[i]])
        subject = tree.subject(root)
        if subject is None or not i < subject or tree.pos[subject] == "PRON":
            return False
        while tree.head[i] not in (root, i):
            i = tree.head[i]
        return tree.dep[i] in ("obl", "obl:unmarked", "advcl") and i < subject

    def _quoting(self, i: int, sentence: int) -> Entity | None:
        """Who is quoted around a pronoun: whoever speaks says "I", not "he"."""
        tree = self.tree
        if self._quotes.at(tree.start[i]) is None:
            return None
        for number in (sentence, sentence - 1):  # "“She wanted it,” the minister said. “She was overruled.”"
            for k in range(*tree.sentences[max(number, 0)]):
                who = self.at[k].entity if k in self.at else self.of_noun.get(k)
                reports = tree.dep[k] in SUBJECT and tree.lower[tree.head[k]] in CUES
                if who is not None and reports and self._quotes.at(tree.start[k]) is None:
                    return who
        return None

    def _ahead(self, i: int, sentence: int, gender: str) -> Choice | None:
        for k in range(i + 1, self.tree.sentences[sentence][1]):
            mention = self.at.get(k)
            if (
                mention
                and mention.entity.kind == "PER"
                and mention.entity.gender in ("", gender)
                and mention.entity is not self._quoting(i, sentence)
                and self.tree.dep[k] in SUBJECT
            ):
                return Choice(mention.entity, NO_RIVAL)
        return None

    def _several(self, i: int, sentence: int) -> Choice | None:
        tree = self.tree
        fitting = [c for c in self._free(i) if c.entity.plural]
        doer = self._body_speaking(i) or self._doer_before(i)
        if doer is not None:
            return doer
        if tree.dep[i] in SUBJECT and tree.lower[tree.head[i]] in CUES:  # "they asked": people, not conclusions
            fitting = [c for c in fitting if c.entity.kind != "THING" or self._are_people(c.token)]
        people = [c for c in fitting if c.entity.kind == "GROUP" and sentence - c.sentence <= REACH]
        return self._best(people or fitting, i, sentence)

    def _are_people(self, noun: int) -> bool:
        """Whether a plural names people by what they are: "farmers", "officials"."""
        word = self.tree.lower[noun]
        return word in ANONYMOUS or any(is_person(one) for one in singulars(word))

    def _body_speaking(self, i: int) -> Choice | None:
        """ "Eastmoor said they were surprised": those who say it, a body too."""
        tree = self.tree
        clause = self._clause(i)
        cue = tree.head[clause]
        subject = tree.subject(cue)
        if tree.dep[clause] != "ccomp" or tree.lower[cue] not in CUES or subject is None:
            return None
        mention = self.at.get(subject)
        if mention is not None and mention.entity.kind in ("ORG", "LOC", "GROUP"):
            return Choice(mention.entity, BY_TITLE)
        return None

    def _doer_before(self, i: int) -> Choice | None:
        """ "When gardaí searched his home, they found ...": the subject of the clause set before."""
        tree = self.tree
        if tree.dep[i] not in SUBJECT:
            return None
        for clause in tree.kids_of(tree.head[i], "advcl"):
            subject = tree.subject(clause)
            if clause < i and subject is not None and tree.pos[subject] in ("NOUN", "PROPN"):
                entity = self.at[subject].entity if subject in self.at else self.of_noun.get(subject)
                if entity is not None and entity.kind != "PER":
                    return Choice(entity, BY_TITLE)
        return None

    def _thing(self, i: int, sentence: int) -> Choice | None:
        tree = self.tree
        head = tree.head[i]
        if tree.dep[i] in SUBJECT and any(k < i and tree.subject(k) is not None for k in tree.kids_of(head, "advcl")):
            return None  # "if someone were able to ..., it could": what was just said, more often than a thing
        speaks = tree.dep[i] in SUBJECT and tree.lower[head] in CUES  # "it said": a body, not a thing
        fitting = [
            c
            for c in self._free(i)
            if (self._can_say(c) if speaks else c.entity.kind not in ("PER", "GROUP"))
            and not c.entity.plural
            and c.entity not in self.unnamed
            and (c.subject or tree.dep[c.token] == "obj")
            and sentence - c.sentence <= 1
        ]
        return self._best(fitting, i, sentence)

    def _can_say(self, candidate: Candidate) -> bool:
        """Whether "it" of "it said" may be a candidate: a body, or a paper."""
        noun = self.tree.lower[candidate.token]
        return candidate.entity.kind in ("ORG", "LOC", "BODY") or noun in NOUNS or CLASSES.get(noun, ("",))[0] == "ORG"

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
            and (pair := described_pair(noun, self._spoken_of, sentence, True, self._joined)) is not None
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
            if any(tree.lower[k] in ("a", "an", "one", "another") for k in modifiers):
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
        if noun in ORGANISATIONS and not content and (body := self._body(sentence)) is not None:
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
        found = describes(noun, words, self._spoken_of, sentence)
        return Choice(found.entities[0], found.confidence, found.entities[1:]) if found else None

    def _described_together(self, noun: str, words: list[str], sentence: int) -> Choice | None:
        """ "the two ministers", "the companies", where the text has named two."""
        if set(words) - {"two", "both", "the", "these", "those"}:
            return None
        pair = described_pair(noun, self._spoken_of, sentence, "two" in words or "both" in words, self._joined)
        return Choice(self._names.group(pair), ONLY_ONE) if pair else None

    def _body(self, sentence: int) -> Entity | None:
        """ "the department", in a sentence about somebody who speaks for one: theirs."""
        for candidate in reversed(self._recent):
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
