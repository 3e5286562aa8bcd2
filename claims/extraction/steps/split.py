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
from .cues import CUES, NEEDS_CONTENT, QUOTED
from .descriptions import ONLY_ONE
from .phrases import RELATIVE_TAGS, Phrases
from .tree import FINITE, NOMINAL, SUBJECTS, Tree

DETACHED = frozenset("after as when while whereas although though because since before even until".split())
CONDITIONS = frozenset({"if", "unless", "until", "once", "whether", "so", "that", "than", "like", "lest", "provided"})
CONNECTIVES = frozenset(
    "however meanwhile moreover furthermore nevertheless nonetheless also therefore thus hence besides "
    "additionally similarly consequently".split()
)
OPENERS = frozenset(
    "instead then so yet indeed afterwards but and or now still later".split()
)  # only where they open a clause
FOCUS = frozenset("especially particularly even only just mainly largely partly".split())
GENERIC = frozenset(
    "time times way ways reason reasons moment day days level point extent thing things case place everything "
    "anything something nothing everyone anyone all those one ones what kind sort fact condition conditions basis "
    "grounds assumption understanding".split()
)
OWN_VIEW = frozenset("although though whereas".split())
KNOWN = frozenset("known clear apparent public evident".split())
EMERGES = frozenset("emerged emerges transpired transpires".split())
TEMPORAL = frozenset("after before when as since until".split())
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
LIGHT, SLIGHT = 3, 1  # words of content: no more says too little to stand alone
CLOSING_MARKS = frozenset({"”", '"', "’", "'", ")"})
GESTURES = frozenset(
    "shrug shrugs shrugged laugh laughs laughed smile smiles smiled nod nods nodded sigh sighs sighed pause pauses "
    "paused grin grins grinned wince winces winced frown frowns frowned know knows wonder wonders".split()
)  # told for the colour: nothing to look up
COMES = frozenset("come comes came follows followed".split())
POSSIBLE = frozenset("could would might may can should must".split())
INCOMPLETE = frozenset("became become becomes seemed seems appeared remained remains is was were are be".split())


class Splitter:
    """Splits one document's sentences."""

    def __init__(self, tree: Tree, attribution: Attribution) -> None:
        self.tree, self.attribution, self.phrases = tree, attribution, Phrases(tree)

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
        if self._asks(head):
            return
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
                    self._relative(kid, head, head, task, handed)
            return
        subject_token = tree.subject(head)
        if subject_token is not None and self.attribution.references.is_cleft(subject_token):
            relative = self.attribution.references.clefted(head)
            if relative is not None:  # "It was Ngozi Eke who proved it": she proved it
                handed.later.append(Task(relative, task.origin, outer, relative_to=tree.head[relative]))
            return
        if (known := self._comes_to_light(head)) is not None:
            handed.later.append(Task(known, task.origin, outer, leave=frozenset(tree.kids_of(known, "mark"))))
            return
        kept = self._collect(head, task, handed)
        if self._says_nothing(head, kept):
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
            yield Clause(head, variant.words, origin, outer, singular=variant.singular, inherited=inherited, told=acts)

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

    def _asks(self, head: int) -> bool:
        """Whether a predicate stands in a question: its sentence, or its quotation where that ends earlier, ends in a
        question mark."""
        tree = self.tree
        last = tree.sentences[tree.sentence_of[head]][1] - 1
        quote = self.attribution.quotes.at(tree.start[head])
        while last > head and (
            tree.is_space[last] or tree.words[last] in CLOSING_MARKS or (quote and tree.start[last] >= quote.end - 1)
        ):
            last -= 1
        return tree.words[last].endswith("?")

    def _is_told(self, words: tuple[Word, ...]) -> bool:
        """Whether there is a tense in the words: what has none asserts nothing."""
        return any(isinstance(w, str) or self.tree.tag[w] in FINITE for w in words)

    def _says_nothing(self, head: int, kept: list[int]) -> bool:
        """ "Mr Dewar said", "it became": a verb that lost what it needs."""
        tree = self.tree
        if tree.tag[head] == "MD":
            return True  # "I could not."
        if tree.lower[head] in ("remains", "remained") and any(tree.lower[k] == "seen" for k in tree.kids[head]):
            return True  # "It remains to be seen what will happen."
        if tree.lower[head] in GESTURES and not any(
            tree.dep[k] in ("obj", "obl", "xcomp", "ccomp") for k in kept if k in tree.kids[head]
        ):
            return True  # "Ann Lee shrugs."
        if tree.lower[head] in QUOTED and any(k in self.attribution.of_cue for k in tree.kids_of(head, "advcl")):
            return True  # "was quoted as saying"
        needy = CUES.get(tree.lower[head], ("",))[0] in NEEDS_CONTENT or tree.lower[head] in INCOMPLETE
        if not needy or tree.kid(head, "expl") is not None:
            return False
        return all(
            tree.dep[k] in (*SUBJECTS, "aux", "aux:pass", "advmod", "punct", "cc", "mark", "expl") or k not in kept
            for k in tree.kids[head]
        )

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
                self._adverbial(kid, cue, task, handed, subject)
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
            return self._adverbial(kid, node, task, handed, self.phrases.shared_subject(task) if shares else ())
        if dep in ("acl:relcl", "advcl:relcl"):
            return self._relative(kid, node, predicate, task, handed)
        if dep == "acl":
            return self._participle_of_noun(kid, node, task, handed)
        if dep == "nmod" and self.phrases.is_origin(kid):
            return True
        if dep in ("obl", "nmod") and tree.lower[kid] == "point" and (outcome := self._outcome(kid)) is not None:
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

    def _outcome(self, point: int) -> int | None:
        """ "to the point that they can't share it": what it came to."""
        tree = self.tree
        to = any(tree.lower[k] == "to" for k in tree.kids_of(point, "case"))
        clause = tree.kid(point, "acl", "acl:relcl", "ccomp")
        return clause if to and clause is not None and tree.is_clause(clause) else None

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

    # --- what it hands on

    def _adverbial(self, kid: int, node: int, task: Task, handed: Handed, subject: tuple[Word, ...]) -> bool:
        tree = self.tree
        marks = tree.kids_of(kid, "mark") + [k for k in tree.kids_of(kid, "advmod") if tree.tag[k] == "WRB"]
        mark = tree.lower[marks[0]] if marks else ""
        if mark == "as" and kid in self.attribution.of_cue and node in self.attribution.of_cue[kid].contents:
            return True  # "as she told Reuters": says who, not what
        quoted = mark == "as" and tree.lower[node] in QUOTED  # "was quoted as saying"
        if kid in self.attribution.of_cue and (not marks or mark == "to" or quoted):
            handed.later.append(Task(kid, Origin.PARTICIPLE, task.report, subject, base=node))
            return True
        if marks and any(tree.dep[k] == "advmod" and k < marks[0] and tree.lower[k] in FOCUS for k in tree.kids[kid]):
            return False
        own_subject = tree.subject(kid)
        known = self._comes_to_light(kid)
        if known is not None and mark in DETACHED:
            handed.later.append(Task(known, Origin.SUBORDINATE, task.report))
            return True
        if own_subject is not None and tree.is_clause(kid):
            if mark in DETACHED and mark not in CONDITIONS and self._asserts(kid, mark, node):
                if mark in TEMPORAL and self._weight(kid) <= (SLIGHT if mark == "after" else LIGHT):
                    return False  # "when the water came" only says when
                if tree.lower[node] in COMES and not tree.kids_of(node, "obj", "obl", "xcomp", "ccomp"):
                    return False  # "the report comes after ...": the point is when
                timed = self._time_before(marks[0])
                timed += [k for k in tree.kids_of(kid, "advmod") if k < marks[0]]
                own = bool(timed) or mark in OWN_VIEW  # what dates or qualifies an indirect report is the article's
                report = None if own and self._indirect(task) else task.report
                handed.later.append(Task(kid, Origin.SUBORDINATE, report, leave=frozenset((*marks, *timed))))
                return not (mark in TEMPORAL and self._weight(node, kid) <= LIGHT + 1)
            return False
        if (
            own_subject is not None
            and mark == ""
            and tree.tag[kid] == "VBG"
            and any(tree.lower[k] == "with" for k in tree.below(kid)[:1] + tree.below(own_subject)[:1])
        ):
            case = [k for k in (*tree.kids[kid], *tree.kids[own_subject]) if tree.lower[k] == "with"]
            handed.later.append(Task(kid, Origin.PARTICIPLE, task.report, base=node, leave=frozenset(case)))
            return True
        if (
            tree.tag[kid] == "VBG"
            and not marks
            and subject
            and (self.tree.comma_before(kid) or tree.below(kid)[0] < tree.below(node)[0] + 2)
        ):
            handed.later.append(Task(kid, Origin.PARTICIPLE, task.report, subject, base=node))
            return True
        return False

    def _comes_to_light(self, head: int) -> int | None:
        """ "it became known that he left": what is known, where nothing else is told."""
        tree = self.tree
        subject = tree.subject(head)
        if subject is None or tree.lower[subject] != "it":
            return None
        parts = [head]
        if tree.lower[head] in INCOMPLETE:
            parts = [k for k in tree.kids_of(head, "xcomp", "advcl", "obl") if tree.lower[k] in KNOWN]
        elif tree.lower[head] not in EMERGES | KNOWN:
            return None
        contents = [k for part in parts for k in tree.kids_of(part, "ccomp", "csubj") if tree.is_clause(k)]
        return contents[0] if contents else None

    def _weight(self, head: int, without: int = -1) -> int:
        """How many words of content a clause has, one that hangs on it left out."""
        tree = self.tree
        return sum(tree.pos[k] in CONTENT for k in tree.below(head, (without,)))

    def _time_before(self, mark: int) -> list[int]:
        """ "a day" of "a day after"."""
        tree = self.tree
        time = mark - 1
        if time >= 0 and tree.dep[time] in ("obl:unmarked", "nmod:unmarked") and tree.head[time] == tree.head[mark]:
            return [time]
        return []

    def _indirect(self, task: Task) -> bool:
        """Whether the clause is reported without quotation marks: what dates it is then the article's own."""
        return task.report is not None and not self.attribution.is_quoted(task.head)

    def _asserts(self, kid: int, mark: str, node: int) -> bool:
        """Whether a subordinate clause states a fact of its own: "when", told in the present, is a condition."""
        tree = self.tree
        if mark in ("when", "while", "as", "before", "until") and not tree.is_past(kid):
            return (mark in ("while", "as") and not tree.is_past(node) and self.tree.comma_before(kid)) or (
                mark == "as" and tree.dep[kid] == "advcl"
            )
        return True

    def _relative(self, kid: int, node: int, predicate: int, task: Task, handed: Handed) -> bool:
        tree = self.tree
        below = tree.below(kid)
        relative = next((k for k in below if tree.tag[k] in RELATIVE_TAGS and k < kid + 1), None)
        comma = self.tree.comma_before(kid)
        if tree.lower[node] in GENERIC or tree.pos[node] in ("PRON", "VERB", "ADJ", "ADV", "AUX"):
            if tree.lower[node] in ("someone", "somebody") and relative is not None:
                handed.later.append(Task(kid, Origin.RELATIVE, task.report, relative_to=node))
                return True
            return False
        if any(tree.lower[k] in ("no", "any", "neither") for k in tree.kids[node]) or (
            not comma and not self._states_fact(kid, node)
        ):
            return False
        if relative is None and (tree.subject(kid) is None or tree.kid(kid, "mark", "obj") is not None):
            return False  # "the pretext that shells were fired" says what it is
        renamed = tree.head[node] if tree.dep[node] == "appos" and tree.head[node] < node else node
        shifted = any(tree.lower[k] in ("would", "could") for k in tree.kids_of(kid, "aux"))  # told with the rest
        report = None if self._indirect(task) and not shifted else task.report  # what a thing is, the article knows
        handed.later.append(Task(kid, Origin.RELATIVE, report, relative_to=renamed))
        if comma:
            return True
        return (
            tree.dep[node] in ("nsubj", "nsubj:pass")
            or any(tree.pos[k] == "PROPN" for k in tree.kids[node])
            or tree.pos[node] == "PROPN"
            or len(below) > 8
        )

    def _states_fact(self, kid: int, node: int) -> bool:
        """A relative clause without a comma states a fact of something that is already known or a plain plural,
        unless it
        is negated, hedged by a modal verb, or says what the predicate noun is."""
        tree = self.tree
        if any(
            tree.lower[k] in POSSIBLE or tree.lower[k] in ("not", "n't", "don`t", "never")
            for k in tree.kids_of(kid, "aux", "advmod")
        ):
            return False
        if tree.kid(node, "cop") is not None and tree.kid(node, "nmod") is None:
            return False
        if any(tree.lower[k] in ("any", "every", "each", "no", "only", "all") for k in tree.kids[node]):
            return False
        articles = [tree.lower[k] for k in tree.kids_of(node, "det", "nmod:poss", "nummod")]
        indefinite = any(word in ("a", "an") for word in articles) and tree.dep[node] not in SUBJECTS
        kind = not articles and tree.tag[node] == "NNS"
        if (indefinite or kind) and tree.tag[kid] in ("VBZ", "VBP") and tree.lower[kid] not in ("has", "have"):
            return False  # "fees from a company that makes trackers", "scientists who study such glaciers"
        return tree.is_finite(kid) or tree.tag[kid] in FINITE

    def _participle_of_noun(self, kid: int, node: int, task: Task, handed: Handed) -> bool:
        tree = self.tree
        comma = self.tree.comma_before(kid)
        if tree.tag[kid] == "VBG" and comma and tree.pos[node] in NOMINAL:
            handed.later.append(Task(kid, Origin.PARTICIPLE, task.report, relative_to=node, base=task.head))
            return True
        if tree.tag[kid] == "VBN" and tree.pos[node] in NOMINAL:
            agent = tree.kid(kid, "obl:agent") or next(
                (k for k in tree.kids_of(kid, "obl") if any(tree.lower[c] == "by" for c in tree.kids[k])), None
            )
            if agent is not None or comma:
                handed.later.append(Task(kid, Origin.PARTICIPLE, task.report, relative_to=node, base=task.head))
                return True
        return False
