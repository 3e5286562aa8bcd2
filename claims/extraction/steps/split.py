"""One assertion per clause: coordination, reported content, subordinate and relative clauses, participles.

Works down from each sentence's root. A clause keeps what belongs to it and hands the rest on: what is handed on
becomes an assertion of its own, with the subject it shares.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from ..types import Antecedent, CueKind, Origin
from .acts import told
from .attribution import NEGATIONS, WORDS_OF, Attribution, Report
from .clauses import Clause, Handed, Task, Word
from .coordination import variants
from .descriptions import ONLY_ONE
from .phrases import RELATIVE_TAGS, Phrases
from .pronouns import clefted, is_cleft
from .subordinate import Subordinates
from .tree import FINITE, NOMINAL, Tree
from .unasserted import says_nothing

CONNECTIVES = frozenset(
    "however meanwhile moreover furthermore nevertheless nonetheless also therefore thus hence besides "
    "additionally similarly consequently".split()
)
OPENERS = frozenset(
    "instead then so yet indeed afterwards but and or now still later".split()
)  # only where they open a clause


class Splitter:
    """Splits one document's sentences."""

    def __init__(self, tree: Tree, attribution: Attribution) -> None:
        self.tree, self.attribution, self.phrases = tree, attribution, Phrases(tree)
        self.subordinate = Subordinates(tree, attribution)

    def sentence(self, start: int, end: int) -> Iterator[Clause]:
        """The assertions of one sentence, outermost first."""
        tree = self.tree
        root = tree.root((start, end))
        tasks = deque([Task(root, Origin.CLAUSE, self.attribution.in_quote(root))])
        done: set[int] = set()
        while tasks:
            task = tasks.popleft()
            if task.head in done:
                continue
            done.add(task.head)
            handed = Handed()
            yield from self._clause(task, handed)
            tasks.extend(handed.later)

    # --- one clause

    def _clause(self, task: Task, handed: Handed) -> Iterator[Clause]:
        tree, head = self.tree, task.head
        report = self.attribution.of_cue.get(head)
        outer = task.report
        if report is not None and self._unwraps(report, outer):
            yield from self._reported(task, report, handed)
            return
        if outer is None and self.attribution.is_quoted(head):
            outer = self.attribution.in_quote(head)
            task = replace(task, report=outer)
        own = self.attribution.of_content.get(head)
        if own is not None and outer is None and self._unwraps(own, None):
            outer = own
            task = replace(task, report=own)
        if tree.pos[head] not in ("VERB", "AUX", "ADJ", "ADV") and not self._predicates(head) and not task.subject:
            for kid in tree.kids[head]:
                if tree.dep[kid] in ("parataxis", "conj", "ccomp"):
                    handed.later.append(Task(kid, Origin.CLAUSE, outer))
                elif tree.dep[kid] == "acl:relcl":
                    self.subordinate.relative(kid, head, head, task, handed)
            return
        subject_token = tree.subject(head)
        if subject_token is not None and is_cleft(tree, subject_token):
            relative = clefted(tree, head)
            if relative is not None:  # "It was Ngozi Eke who proved it": she proved it
                handed.later.append(Task(relative, task.origin, outer, relative_to=tree.head[relative]))
            return
        if (known := self.subordinate.comes_to_light(head)) is not None:
            handed.later.append(Task(known, task.origin, outer, leave=frozenset(tree.kids_of(known, "mark"))))
            return
        kept = self._collect(head, task, handed)
        if says_nothing(tree, self.attribution, head, kept):
            return
        subject = self.phrases.subject(task, kept)
        if subject is None:
            return
        words = self.phrases.words(task, kept, subject)
        while words and isinstance(opening := words[0], int) and tree.dep[opening] == "cc":
            words = words[1:]
        if not self._is_told(words):
            return
        if (neither := tree.subject(head)) in self.attribution.references.neither and neither in kept:
            yield from self._neither(head, neither, words, task, outer)
            return
        acts = told(tree, self.attribution, head, outer)
        for variant in variants(tree, head, words):
            origin = task.origin if variant.first else Origin.COORDINATED
            inherited = frozenset(word for word in subject if isinstance(word, int) and not tree.climbs_to(word, head))
            told_here = () if variant.singular and not variant.first else acts  # another of the subjects
            yield Clause(
                head, variant.words, origin, outer, singular=variant.singular, inherited=inherited, told=told_here
            )

    def _neither(
        self, head: int, subject: int, words: tuple[Word, ...], task: Task, report: Report | None
    ) -> Iterator[Clause]:
        """ "Neither man spoke": each of the two did not."""
        tree = self.tree
        pair = self.attribution.references.neither[subject]
        phrase = tree.below(subject)
        rest = [word for word in words if word not in phrase]
        helper = next((k for k in rest if k in tree.kids_of(head, "aux", "aux:pass", "cop")), None)
        at = rest.index(head) if helper is None else rest.index(helper) + 1
        predicate = self.phrases.denied([*rest[:at], "not", *rest[at:]], head)
        for number, entity in enumerate(pair):
            told = Antecedent(tree.text(phrase), tree.start[phrase[0]], tree.end[phrase[-1]], entity.name, ONLY_ONE)
            yield Clause(
                head,
                (entity.name, *predicate),
                task.origin if number == 0 else Origin.COORDINATED,
                report,
                carried=frozenset((*phrase, head)),
                antecedents=(told,),
            )

    def _is_told(self, words: tuple[Word, ...]) -> bool:
        """Whether there is a tense in the words: what has none asserts nothing."""
        return any(isinstance(w, str) or self.tree.tag[w] in FINITE for w in words)

    def _predicates(self, head: int) -> bool:
        """Whether a noun or number is a predicate: "is a form of medicine"."""
        return self.tree.kid(head, "cop") is not None or self.tree.kid(head, "nsubj", "nsubj:outer") is not None

    def _unwraps(self, report: Report, outer: Report | None) -> bool:
        """Whether what is reported becomes the claim. Somebody quoted who reports a third person does not unwrap
        again."""
        if not report.contents or self._in_condition(report.cue):
            return False
        if outer is None:
            return True
        tree = self.tree
        if tree.lower[report.speaker_head] in ("i", "we") and report.kind is not CueKind.HOPE:
            return True
        return outer is report or outer.cue == report.cue or self._retold(report, outer)

    def _retold(self, report: Report, outer: Report) -> bool:
        """Whether a speaker of a transcript tells what somebody else said: "HOST: The mayor says that ...". Within
        quotation marks, that stays a claim about who said what."""
        return outer.cue < 0 and not self.attribution.is_nested(report.cue)

    def _in_condition(self, cue: int) -> bool:
        """ "when a paper is found, the ministry says that": what is said only in a certain case is not asserted."""
        tree = self.tree
        for kid in tree.kids_of(cue, "advcl"):
            first = next(
                (
                    k
                    for k in tree.kids_of(kid, "mark", "advmod")
                    if tree.lower[k] in ("if", "when", "whenever", "unless")
                ),
                None,
            )
            if first is not None and not tree.is_past(cue) and tree.subject(kid) is not None and kid < cue:
                return True
        return False

    def _reported(self, task: Task, report: Report, handed: Handed) -> Iterator[Clause]:
        """A reporting clause: what is said is claimed by its speaker; what else hangs on it goes on by itself."""
        tree, cue = self.tree, task.head
        credited = report
        if task.report is not None and task.report.cue != report.cue:
            credited = task.report  # "I think", within a quotation: the one who is quoted
            if self._retold(report, task.report) and tree.lower[report.speaker_head] not in ("i", "we"):
                credited = replace(report, within=task.report)
        for content in report.contents:
            if content != cue and not tree.climbs_to(cue, content):
                handed.later.append(Task(content, Origin.REPORTED, credited))
        subject = self.phrases.shared_subject(task)
        for kid in tree.kids[cue]:
            if kid in report.contents:
                continue
            dep = tree.dep[kid]
            if dep == "conj" and kid not in report.contents:
                handed.later.append(self.phrases.joined(task, kid))
            elif dep in ("advcl", "parataxis"):
                self.subordinate.adverbial(kid, cue, task, handed, subject)
            elif dep not in ("punct", "mark", "aux", "cop"):
                self._hand_on_below(kid, task, handed)
        return
        yield  # an iterator, like its siblings

    def _hand_on_below(self, head: int, task: Task, handed: Handed) -> None:
        """Relative clauses and the like inside a part that is itself left out."""
        self._walk(head, task, handed, head)

    # --- what a clause keeps

    def _collect(self, head: int, task: Task, handed: Handed) -> list[int]:
        return self._walk(head, task, handed, head, task.leave)

    def _walk(
        self, top: int, task: Task, handed: Handed, predicate: int, leave: frozenset[int] = frozenset()
    ) -> list[int]:
        tree = self.tree
        kept: list[int] = []
        stack = [top]
        while stack:
            node = stack.pop()
            kept.append(node)
            for kid in tree.kids[node]:
                if kid in leave or self._hands_on(kid, node, predicate, task, handed):
                    continue
                stack.append(kid)
        kept.sort()
        return kept

    def _hands_on(self, kid: int, node: int, predicate: int, task: Task, handed: Handed) -> bool:
        """Whether a child leaves the clause; what it claims is put on the list."""
        tree, dep = self.tree, self.tree.dep[kid]
        at_top = node == predicate
        if (
            dep in ("discourse", "vocative")
            or (dep == "cc" and at_top)
            or (dep == "mark" and at_top and task.origin is not Origin.CLAUSE and tree.lower[kid] != "to")
        ):
            return True
        if dep == "advmod" and at_top and self._connects(kid, node):
            return True
        if dep == "conj" and at_top:
            if self._is_alternative(kid, head=node) or self._is_list(kid, head=node) or self._quoted_whole(kid, node):
                return False
            handed.later.append(self.phrases.joined(task, kid))
            return True
        if dep == "parataxis":
            report = self.attribution.of_cue.get(kid)
            if report is None or node not in report.contents:
                handed.later.append(Task(kid, Origin.COORDINATED, task.report))
            return True
        if dep == "advcl":
            shares = at_top or self._controls(predicate, node)
            return self.subordinate.adverbial(
                kid, node, task, handed, self.phrases.shared_subject(task) if shares else ()
            )
        if dep in ("acl:relcl", "advcl:relcl"):
            return self.subordinate.relative(kid, node, predicate, task, handed)
        if dep == "acl":
            return self.subordinate.participle_of_noun(kid, node, task, handed)
        if dep == "nmod" and self.phrases.is_origin(kid):
            return True
        if (
            dep in ("obl", "nmod")
            and tree.lower[kid] == "point"
            and (outcome := self.subordinate.outcome(kid)) is not None
        ):
            that = frozenset(k for k in tree.kids[outcome] if tree.tag[k] in RELATIVE_TAGS)
            handed.later.append(Task(outcome, Origin.SUBORDINATE, task.report, leave=that))
            return True
        if dep == "appos":
            self._hand_on_below(kid, task, handed)
            # "fellow NATO member Denmark" is one name for one thing; "Denmark, a NATO member," is two
            return tree.comma_before(kid) and tree.lower[node] not in ("us", "we", "i", "you")
        if (
            dep in ("nmod:unmarked", "nmod:desc", "list", "dep")
            and tree.pos[kid] == "NUM"
            and self.tree.comma_before(kid)
        ):
            return True
        return self._credits(kid)

    def _controls(self, predicate: int, node: int) -> bool:
        """ "they continued to shun it, seeking help": what hangs on the infinitive has the same subject."""
        tree = self.tree
        while node != predicate and tree.dep[node] == "xcomp" and tree.kid(tree.head[node], "obj", "iobj") is None:
            node = tree.head[node]
        return node == predicate

    def _is_list(self, part: int, head: int) -> bool:
        """ "the winners were Ann Lee and Bob Ray": what several are together is one assertion."""
        tree = self.tree
        subject = tree.subject(head)
        nominal = tree.pos[head] in NOMINAL and tree.pos[part] in NOMINAL and tree.kid(part, "cop", "nsubj") is None
        return nominal and subject is not None and tree.tag[subject] in ("NNS", "NNPS")

    def _quoted_whole(self, part: int, head: int) -> bool:
        """ "was “calculated, sustained and cruel”": a few words quoted together stay together."""
        tree = self.tree
        quote, subject = self.attribution.quotes.at(tree.start[head]), tree.subject(head)
        if quote is None or not quote.start <= tree.start[part] < quote.end:
            return False
        unquoted = subject is not None and self.attribution.quotes.at(tree.start[subject]) is None
        return unquoted and tree.subject(part) is None

    def _is_alternative(self, part: int, head: int) -> bool:
        """ "he will resign or be dismissed": neither is asserted by itself, unless both are denied."""
        tree = self.tree
        joined = {tree.lower[k] for k in (*tree.kids_of(part, "cc"), *tree.kids_of(head, "cc"))}
        if "or" not in joined:
            return False
        return not any(tree.lower[k] in NEGATIONS for k in tree.kids[head])

    def _connects(self, adverb: int, predicate: int) -> bool:
        """Whether an adverb only ties the clause to the one before it."""
        tree = self.tree
        if tree.lower[adverb] in CONNECTIVES:
            return True
        if tree.lower[adverb] not in OPENERS or adverb > predicate:
            return False
        return adverb == min(k for k in tree.below(predicate) if tree.dep[k] != "cc" and tree.pos[k] != "PUNCT")

    def _credits(self, kid: int) -> bool:
        """ "according to the ministry": says who, not what."""
        tree = self.tree
        if tree.lower[kid] in WORDS_OF and tree.lower[kid + 1 : kid + 2] == ["of"]:
            return any(tree.lower[k] == "in" for k in tree.kids_of(kid, "case"))  # "in the words of Ann Lee"
        return any(tree.lower[k] == "according" for k in tree.kids[kid]) or tree.lower[kid] == "according"
