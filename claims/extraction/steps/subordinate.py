"""Clauses that hang on another: which of them assert something of their own, and which only say when, if or which."""

from __future__ import annotations

from ..types import Origin
from .attribution import Attribution
from .clauses import Handed, Task, Word
from .cues import QUOTED
from .phrases import RELATIVE_TAGS
from .tree import FINITE, NOMINAL, SUBJECTS, Tree
from .unasserted import INCOMPLETE

DETACHED = frozenset("after as when while whereas although though because since before even until".split())
CONDITIONS = frozenset({"if", "unless", "until", "once", "whether", "so", "that", "than", "like", "lest", "provided"})
OWN_VIEW = frozenset("although though whereas".split())
TEMPORAL = frozenset("after before when as since until".split())
FOCUS = frozenset("especially particularly even only just mainly largely partly".split())
GENERIC = frozenset(
    "time times way ways reason reasons moment day days level point extent thing things case place everything "
    "anything something nothing everyone anyone all those one ones what kind sort fact condition conditions basis "
    "grounds assumption understanding".split()
)
KNOWN = frozenset("known clear apparent public evident".split())
EMERGES = frozenset("emerged emerges transpired transpires".split())
COMES = frozenset("come comes came follows followed".split())
POSSIBLE = frozenset("could would might may can should must".split())
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
LIGHT, SLIGHT = 3, 1  # words of content: no more says too little to stand alone


class Subordinates:
    """Decides on one document's subordinate clauses. Each method that takes `handed` puts what asserts something there
    and tells whether the clause leaves the one it hangs on."""

    def __init__(self, tree: Tree, attribution: Attribution) -> None:
        self.tree, self.attribution = tree, attribution

    def adverbial(self, kid: int, node: int, task: Task, handed: Handed, subject: tuple[Word, ...]) -> bool:
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
        known = self.comes_to_light(kid)
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

    def relative(self, kid: int, node: int, predicate: int, task: Task, handed: Handed) -> bool:
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

    def participle_of_noun(self, kid: int, node: int, task: Task, handed: Handed) -> bool:
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

    def comes_to_light(self, head: int) -> int | None:
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

    def outcome(self, point: int) -> int | None:
        """ "to the point that they can't share it": what it came to."""
        tree = self.tree
        if tree.lower[point] != "point":
            return None
        to = any(tree.lower[k] == "to" for k in tree.kids_of(point, "case"))
        clause = tree.kid(point, "acl", "acl:relcl", "ccomp")
        return clause if to and clause is not None and tree.is_clause(clause) else None

    def _asserts(self, kid: int, mark: str, node: int) -> bool:
        """Whether a subordinate clause states a fact of its own: "when", told in the present, is a condition."""
        tree = self.tree
        if mark in ("when", "while", "as", "before", "until") and not tree.is_past(kid):
            return (mark in ("while", "as") and not tree.is_past(node) and self.tree.comma_before(kid)) or (
                mark == "as" and tree.dep[kid] == "advcl"
            )
        return True

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
