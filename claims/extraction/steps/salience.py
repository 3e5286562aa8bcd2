"""What was mentioned lately, and how likely a word means it: by how near it is, whether it was a subject, and of which
clause (salience in the manner of Lappin and Leass 1994)."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from .names import Entity
from .tree import Tree

REACH = 3  # sentences back that a pronoun may look
CLEAR = 0.54  # a confidence below leaves the pronoun as it stands
NO_RIVAL = 0.95  # the confidence in the only candidate
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


class Recent:
    """The mentions of the last sentences."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.all: list[Candidate] = []
        self._roots = {tree.root(sentence) for sentence in tree.sentences}

    def forget(self, sentence: int) -> None:
        """Leave out what stands too far before a sentence."""
        self.all = [c for c in self.all if sentence - c.sentence <= REACH]

    def remember(self, entity: Entity, i: int, sentence: int) -> None:
        """Note a mention."""
        subject = self.tree.dep[i] in SUBJECT
        self.all.append(Candidate(entity, i, sentence, subject, subject and self.tree.head[i] in self._roots))

    def free(self, i: int) -> list[Candidate]:
        """Candidates that the pronoun may refer to: an object can't be its own clause's subject."""
        tree = self.tree
        if tree.dep[i] == "nmod:poss":
            head = tree.head[i]
            return [c for c in self.all if c.token != head]
        clause = self.clause(i)
        reflexive = tree.lower[i].endswith(("self", "selves"))
        return [c for c in self.all if reflexive or self.clause(c.token) != clause or tree.dep[c.token] == "nmod:poss"]

    def best(self, candidates: list[Candidate], i: int, sentence: int) -> Choice | None:
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

    def clause(self, i: int) -> int:
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
