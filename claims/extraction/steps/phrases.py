"""The words of a clause that has to stand alone: the subject it shares, the auxiliaries its form asks for, a tense
for a
participle, the antecedent in the place of its relative pronoun."""

from __future__ import annotations

from ..types import Origin
from .clauses import Task, Word
from .inflect import base_of, past_of
from .tree import SUBJECTS, Tree

SHARED_ADVERBS = frozenset(
    "allegedly reportedly apparently possibly perhaps probably supposedly purportedly likely maybe".split()
)
DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
NEITHER = ("cc:preconj", "advmod", "cc")
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


class Phrases:
    """Writes out the clauses of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def shared_subject(self, task: Task) -> tuple[Word, ...]:
        tree = self.tree
        subject = tree.subject(task.head)
        if subject is None:
            return task.subject
        if tree.dep[subject] in ("expl",):
            return tuple(self.noun_phrase(subject))
        if tree.tag[subject] in ("WDT", "WP") and task.relative_to >= 0:
            return tuple(self.noun_phrase(task.relative_to, task.head))
        return tuple(self.noun_phrase(subject))

    def joined(self, task: Task, part: int) -> Task:
        tree = self.tree
        helpers: tuple[Word, ...] = ()
        if tree.subject(part) is not None and not tree.is_finite(part) and tree.kid(part, "mark") is None:
            subject = tree.subject(part) or part
            plural = tree.tag[subject] in ("NNS", "NNPS")
            helpers = tuple(
                {"was": "were", "is": "are", "has": "have"}.get(tree.lower[w], w)
                if plural and isinstance(w, int)
                else w
                for w in self._helpers(task.head, part)
            )
        return Task(part, Origin.COORDINATED, task.report, self._shared(task, part), helpers=helpers)

    def _shared(self, task: Task, part: int) -> tuple[Word, ...]:
        """What a clause lends one that is joined to it: its subject, the time set before it, doubts, and the
        auxiliaries that
        the other's form asks for ("has been seen and heard", "is neither classified nor secret")."""
        tree, head = self.tree, task.head
        doubts = [
            k for k in tree.kids[head] if k < head and tree.dep[k] == "advmod" and tree.lower[k] in SHARED_ADVERBS
        ]
        if tree.subject(part) is not None:
            return tuple(doubts)
        subject = self.shared_subject(task)
        times = [k for k in tree.kids[head] if k < head and tree.dep[k] == "obl:unmarked"]
        before = [t for k in (*doubts, *times) for t in tree.below(k)]
        denials = [k for k in tree.kids[head] if k < head and tree.lower[k] == "never"]
        if tree.tag[part] in ("VBD", "VBZ", "VBP") and any(
            tree.lower[k] in ("or", "nor") for k in tree.kids_of(part, "cc")
        ):
            neither = any(tree.lower[k] == "neither" for k in tree.kids_of(head, *NEITHER))
            return (*subject, *denials, *(("not",) if neither else ()))  # "neither confirmed nor denied it"
        has_own = tree.is_finite(part) or tree.kid(part, "mark") is not None
        helpers = [] if has_own or tree.tag[part] in DO else self._helpers(head, part)
        lead = [w for w in before if not subject or not isinstance(subject[0], int) or w < subject[0]]
        return (*lead, *subject, *(w for w in before if w not in lead), *helpers)

    def _helpers(self, head: int, part: int) -> list[Word]:
        """The auxiliaries, copula and "not" of a predicate, for a part of the same form that has none itself."""
        tree = self.tree
        verbal = tree.pos[part] in ("VERB", "AUX")
        if verbal and tree.tag[head] != tree.tag[part] and tree.tag[part] != "VB":
            return []
        wanted = ("aux", "aux:pass") if verbal else ("aux", "aux:pass", "cop")
        helpers: list[Word] = [
            k
            for k in tree.kids[head]
            if k < head and (tree.dep[k] in wanted or tree.lower[k] in ("not", "n't", "never"))
        ]
        if helpers and any(tree.lower[k] == "neither" for k in tree.kids_of(head, *NEITHER)):
            helpers.append("not")
        return helpers

    def noun_phrase(self, head: int, without: int = -1) -> list[int]:
        """A noun phrase without its asides: relative clauses, appositives, ages, what stands between commas."""
        tree = self.tree
        out: list[int] = []
        case = tree.kid(head, "case")
        before = case if case is not None and case < head else -1  # "hours after a speech": a speech
        stack = [head]
        while stack:
            node = stack.pop()
            out.append(node)
            for kid in tree.kids[node]:
                dep = tree.dep[kid]
                if kid == without:
                    continue
                if dep in ("acl:relcl", "appos", "parataxis", "case") and (
                    dep != "case" or (node == head and tree.lower[kid] not in ("'s", "'"))
                ):
                    continue
                if node == head and (dep in ("case", "cc", "cop", "aux", "mark", *SUBJECTS) or kid < before):
                    continue
                if dep in ("nmod:unmarked", "flat", "dep") and tree.pos[kid] == "NUM" and tree.comma_before(kid):
                    continue
                if dep == "acl" and tree.tag[kid] in ("VBN", "VBG") and tree.comma_before(kid):
                    continue
                if dep == "nmod" and self.is_origin(kid):
                    continue
                stack.append(kid)
        out.sort()
        while len(out) > 1 and (tree.pos[out[0]] == "PUNCT" or self._governs(out[0])):
            out.pop(0)
        return out

    def _governs(self, word: int) -> bool:
        """ "of" of "of his girlfriend": the preposition of a noun, not the limit of a number."""
        tree = self.tree
        return tree.pos[word] == "ADP" and tree.dep[word] == "case" and tree.pos[tree.head[word]] in ("NOUN", "PROPN")

    def is_origin(self, place: int) -> bool:
        """ "Ann Lee, from Rome,": an aside behind a name that says where somebody comes from."""
        tree = self.tree
        case = tree.kid(place, "case")
        if case is None or tree.lower[case] not in ("from", "of") or tree.words[case - 1] not in (",", "–", "—", "("):
            return False
        return tree.pos[tree.head[place]] == "PROPN" and tree.pos[place] == "PROPN" and tree.head[place] < case

    def subject(self, task: Task, kept: list[int]) -> tuple[Word, ...] | None:
        """The words before the predicate that it doesn't have itself; None where there is no subject to be had."""
        tree, head = self.tree, task.head
        if task.relative_to >= 0:
            return tuple(self.noun_phrase(task.relative_to, task.head))
        own = tree.subject(head)
        if own is not None and own in kept:
            return ()
        if task.subject:
            return task.subject
        if tree.tag[head] == "VB" and task.origin is Origin.CLAUSE:
            return None  # an imperative
        return None

    def words(self, task: Task, kept: list[int], subject: tuple[Word, ...]) -> tuple[Word, ...]:
        tree, head = self.tree, task.head
        words: list[Word] = ["not" if tree.lower[k] == "neither" and tree.dep[k] in NEITHER else k for k in kept]
        words = self._resolve_relative(task, words, subject) if task.relative_to >= 0 else [*subject, *words]
        if task.helpers:
            at = words.index(head)
            words = [*words[:at], *task.helpers, *words[at:]]
        if task.origin is Origin.PARTICIPLE:
            words = self._finite(task, words, subject)
        return tuple(self.denied(words, head))

    def denied(self, words: list[Word], head: int) -> list[Word]:
        """ "not" right before a verb that has its tense itself: "he not confirmed" -> "he did not confirm"."""
        form = DO.get(self.tree.tag[head])
        if form is None or self.tree.pos[head] != "VERB" or head not in words:
            return words
        at = words.index(head)
        if not at or words[at - 1] != "not":
            return words
        return [*words[: at - 1], form, "not", base_of(self.tree.lower[head]), *words[at + 1 :]]

    def _finite(self, task: Task, words: list[Word], subject: tuple[Word, ...]) -> list[Word]:
        """Give a participle a tense: "mocking" -> "mocked", "caused by" -> "was caused by"."""
        tree, head = self.tree, task.head
        if any(tree.dep[k] in ("aux", "aux:pass", "cop") for k in tree.kids[head]):
            return words
        doer = (
            task.relative_to
            if task.relative_to >= 0
            else tree.subject(head)
            or next((w for w in subject if isinstance(w, int) and tree.dep[w] in SUBJECTS), head)
        )
        plural = tree.tag[doer] in ("NNS", "NNPS")
        base = task.base
        while base >= 0 and tree.dep[base] == "xcomp" and not tree.is_finite(base):
            base = tree.head[base]  # "continued to shun it, seeking": the finite verb has the tense
        past = (
            base < 0
            or tree.is_past(base)
            or any(tree.dep[k] == "aux" and tree.lower[k] in ("has", "have", "had") for k in tree.kids[base])
        )
        if tree.tag[head] == "VBG":
            form: list[Word] = [past_of(tree.words[head])] if past else ["are" if plural else "is", head]
        elif tree.tag[head] == "VBN":
            form = ["were" if plural else "was", head]
        else:
            return words
        at = words.index(head)
        return [*words[:at], *form, *words[at + 1 :]]

    def _resolve_relative(self, task: Task, words: list[Word], subject: tuple[Word, ...]) -> list[Word]:
        """Put the antecedent where the relative pronoun stood."""
        tree = self.tree
        tokens = [w for w in words if isinstance(w, int)]
        relative = next(
            (k for k in tokens if tree.tag[k] in RELATIVE_TAGS and (k < task.head or tree.head[k] == task.head)), None
        )
        own = tree.subject(task.head)
        if relative is None:
            if own is None:
                return [*subject, *words]
            at = words.index(task.head) + 1
            while at < len(words) and isinstance(particle := words[at], int) and tree.dep[particle] == "compound:prt":
                at += 1
            return [*words[:at], *subject, *words[at:]]
        word, at = tree.lower[relative], words.index(relative)
        if word == "whose":
            return [*words[:at], *subject, "’s", *words[at + 1 :]]
        if word == "where":
            case = tree.kid(task.relative_to, "case")
            preposition = tree.lower[case] if case is not None and tree.lower[case] in ("in", "at", "on") else "in"
            return [*words[:at], preposition, *subject, *words[at + 1 :]]
        if own is not None and own != relative and tree.dep[relative] in ("obj", "iobj") and own > relative:
            rest = [w for w in words if w != relative]
            place = rest.index(task.head) + 1
            return [*rest[:place], *subject, *rest[place:]]
        if word in ("when", "why", "how"):
            return [w for w in words if w != relative]
        return [*words[:at], *subject, *words[at + 1 :]]
