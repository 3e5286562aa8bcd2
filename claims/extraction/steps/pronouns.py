"""What pronouns stand for: "he", "their", "it". Where nothing fits clearly, the words stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from .channel_phrases import NOUNS
from .cues import CUES
from .descriptions import CLASSES, singulars
from .introductions import BY_TITLE
from .names import Entity, Mention
from .people import ANONYMOUS, is_person
from .quotes import QuoteIndex
from .salience import NO_RIVAL, REACH, SUBJECT, Candidate, Choice, Recent
from .tree import Tree

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})


class Pronouns:
    """Chooses for one document's pronouns. at, of_noun and unnamed are what is known of it so far: the mentions by
    their head words, the things that noun phrases speak of, the persons without a name."""

    def __init__(
        self,
        tree: Tree,
        quotes: QuoteIndex,
        recent: Recent,
        at: Mapping[int, Mention],
        of_noun: Mapping[int, Entity],
        unnamed: set[Entity],
    ) -> None:
        self.tree, self._quotes, self._recent = tree, quotes, recent
        self.at, self.of_noun, self.unnamed = at, of_noun, unnamed

    def choice(self, i: int, sentence: int) -> Choice | None:
        """Whom or what a pronoun may stand for."""
        word = self.tree.lower[i]
        if word in SINGULAR:
            return self._person(i, sentence, SINGULAR[word])
        if word in PLURAL:
            return self._several(i, sentence)
        if word in NEUTER and self.tree.dep[i] != "expl" and not self._anticipates(i):
            return self._thing(i, sentence)
        return None

    def _person(self, i: int, sentence: int, gender: str) -> Choice | None:
        quoting = self._quoting(i, sentence)
        if self._is_fronted(i) and (ahead := self._ahead(i, sentence, gender)) is not None:
            return ahead  # "In a statement read by her nephew, Ms Tuohy said ..."
        fitting = [
            c
            for c in self._recent.free(i)
            if (c.entity.kind == "PER" or c.entity in self.unnamed)
            and c.entity is not quoting
            and c.entity.gender in ("", gender)
        ]
        choice = self._recent.best(fitting, i, sentence)
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
                and not self.tree.climbs_to(i, k)  # "Her counterpart, Petar Kolev": not himself
            ):
                return Choice(mention.entity, NO_RIVAL)
        return None

    def _several(self, i: int, sentence: int) -> Choice | None:
        tree = self.tree
        fitting = [c for c in self._recent.free(i) if c.entity.plural]
        doer = self._body_speaking(i) or self._doer_before(i)
        if doer is not None:
            return doer
        if tree.dep[i] in SUBJECT and tree.lower[tree.head[i]] in CUES:  # "they asked": people, not conclusions
            fitting = [c for c in fitting if c.entity.kind != "THING" or self._are_people(c.token)]
        people = [c for c in fitting if c.entity.kind == "GROUP" and sentence - c.sentence <= REACH]
        return self._recent.best(people or fitting, i, sentence)

    def _are_people(self, noun: int) -> bool:
        """Whether a plural names people by what they are: "farmers", "officials"."""
        word = self.tree.lower[noun]
        return word in ANONYMOUS or any(is_person(one) for one in singulars(word))

    def _body_speaking(self, i: int) -> Choice | None:
        """ "Eastmoor said they were surprised": those who say it, a body too."""
        tree = self.tree
        clause = self._recent.clause(i)
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
            for c in self._recent.free(i)
            if (self._can_say(c) if speaks else c.entity.kind not in ("PER", "GROUP"))
            and not c.entity.plural
            and c.entity not in self.unnamed
            and (c.subject or tree.dep[c.token] == "obj")
            and sentence - c.sentence <= 1
        ]
        return self._recent.best(fitting, i, sentence)

    def _can_say(self, candidate: Candidate) -> bool:
        """Whether "it" of "it said" may be a candidate: a body, or a paper."""
        noun = self.tree.lower[candidate.token]
        return candidate.entity.kind in ("ORG", "LOC", "BODY") or noun in NOUNS or CLASSES.get(noun, ("",))[0] == "ORG"

    def _anticipates(self, i: int) -> bool:
        """ "it is asserted that": the clause to come is what "it" stands for."""
        tree = self.tree
        verb = tree.head[i]
        if is_cleft(self.tree, i) or any(tree.lower[k] == "up" for k in tree.kids[verb]):  # "it was up to them to act"
            return True
        return tree.dep[i] in SUBJECT and any(
            tree.dep[k] in ("ccomp", "csubj") and k > verb and tree.kid(k, "mark") is not None
            for part in (verb, *tree.kids_of(verb, "xcomp"))  # "it became known that"
            for k in tree.kids[part]
        )


def is_cleft(tree: Tree, i: int) -> bool:
    """ "It was Ngozi Eke who proved it": "it" only holds the place."""
    head = tree.head[i]
    cop = tree.kid(head, "cop")
    if tree.lower[i] != "it" or cop is None or tree.pos[head] not in ("NOUN", "PROPN", "PRON"):
        return False
    relative = clefted(tree, head)
    definite = tree.pos[head] != "NOUN" or any(tree.lower[k] in ("the", "this") for k in tree.kids_of(head, "det"))
    return relative is not None and definite and not tree.comma_before(relative)


def clefted(tree: Tree, head: int) -> int | None:
    """The relative clause of what a cleft sentence sets apart, or of its name."""
    parts = (head, *tree.kids_of(head, "appos"))
    return next((clause for part in parts if (clause := tree.kid(part, "acl:relcl")) is not None), None)
