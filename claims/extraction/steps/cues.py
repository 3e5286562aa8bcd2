"""The words that report what somebody said, by what they do with it. To teach the extractor a word, add its base
form here;
irregular forms stand in FORMS."""

from __future__ import annotations

from ..types import CueKind

VERBS: dict[CueKind, str] = {
    CueKind.SAY: "say tell add state explain note announce report comment remark reply respond answer declare "
    "write post tweet confirm reveal recall remember mention stress emphasise emphasize reiterate repeat conclude "
    "observe describe testify continue point indicate inform disclose agree find show rule relate recount joke quip "
    "determine establish underline underscore highlight",
    CueKind.CLAIM: "claim allege insist maintain assert argue contend complain boast charge",
    CueKind.ADMIT: "admit acknowledge concede confess",
    CueKind.SUGGEST: "suggest imply hint",
    CueKind.WARN: "warn caution",
    CueKind.PREDICT: "estimate predict forecast expect project",
    CueKind.DENY: "deny dispute reject refute",
    CueKind.PROMISE: "promise pledge vow swear guarantee commit",
    CueKind.THREATEN: "threaten",
    CueKind.DEMAND: "demand urge order request recommend propose",
    CueKind.ACCUSE: "accuse",
    CueKind.HOPE: "hope wish fear",
    CueKind.BELIEVE: "believe think feel reckon consider suspect know understand doubt",
    CueKind.ASK: "ask question wonder inquire enquire query",
    CueKind.JUDGE: "criticise criticize praise condemn blame welcome mock slam denounce",
}
FORMS = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "quip": "quips quipped quipping",
    "swear": "swears swore sworn swearing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "admit": "admits admitted admitting",
    "understand": "understands understood understanding",
    "refer": "refers referred referring",
    "commit": "commits committed committing",
}
ADJECTIVES = {
    "sure": CueKind.BELIEVE,
    "confident": CueKind.BELIEVE,
    "certain": CueKind.BELIEVE,
    "convinced": CueKind.BELIEVE,
}
REPORTS_CLAUSES = frozenset(
    {
        CueKind.SAY,
        CueKind.CLAIM,
        CueKind.ADMIT,
        CueKind.SUGGEST,
        CueKind.WARN,
        CueKind.PREDICT,
        CueKind.BELIEVE,
        CueKind.PROMISE,
        CueKind.THREATEN,
    }
)  # "he hopes that P" and "he denies that P" are no assertions of P: they stay whole
NEEDS_CONTENT = frozenset(
    "say tell add state note claim insist maintain assert suggest imply reiterate allege think believe".split()
)
"""Words that mean nothing without what was said: "he said" alone is no claim."""
NEEDS_QUOTE = frozenset(
    "continue describe point find show know understand agree consider feel expect accuse charge commit project relate "
    "recount highlight determine establish".split()
)
"""Words that report only before a "that" clause or beside a quotation: "he continued" alone says nothing about
saying."""


QUOTED = frozenset("quoted cited heard recorded overheard filmed".split())
"""Participles before "as saying"."""
HEARINGS = frozenset("court inquiry inquest tribunal hearing jury judge committee panel commission".split())
"""Who hears evidence: "the court heard that" credits whoever gave it there."""


def _forms(base: str) -> list[str]:
    if base in FORMS:
        return [base, *FORMS[base].split()]
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    return [base, base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s"), base + "ed", base + "ing"]


CUES: dict[str, tuple[str, CueKind]] = {
    form: (base, kind) for kind, bases in VERBS.items() for base in bases.split() for form in _forms(base)
}
"""Word form -> its base form and what it does."""
