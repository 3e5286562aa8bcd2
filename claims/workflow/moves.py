"""The whole workflow, as data: what can be done to a claim and to a verdict, from where, and where that leads.

An act on a state that is not in the tables is refused by the actions (IllegalMove) and by the database's own triggers,
which are made from these tables. Who may do it is said in claims/rules.py.
"""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """Where a claim is on its way to a finding."""

    NEW = "new"
    QUEUED = "queued", "to check"
    SET_ASIDE = "set_aside", "set aside"
    REJECTED = "rejected"
    ASSIGNED = "assigned", "being assessed"
    AGREED = "agreed"
    DISPUTED = "disputed"
    SETTLED = "settled"


class Stage(TextChoices):
    """Where a version of a verdict is on its way to the reader."""

    DRAFT = "draft"
    IN_REVIEW = "in_review", "in review"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"


class Act(TextChoices):
    """What people do, as the history tells it: "Ann Lee put it on the queue"."""

    RECORD = "record", "recorded the claim"
    REWORD = "reword", "changed the wording"
    SPLIT = "split", "split the claim"
    MERGE = "merge", "merged claims"
    PLACE = "place", "corrected where it stands and who said it"
    UNDO = "undo", "took an act back"
    QUEUE = "queue", "put it on the queue"
    SET_ASIDE = "set_aside", "set it aside"
    REJECT = "reject", "rejected it"
    RESTORE = "restore", "restored it"
    ASSIGN = "assign", "assigned it"
    RELEASE = "release", "released it"
    TRACE = "trace", "said where it comes from"
    EVIDENCE = "evidence", "gathered evidence"
    ASSESS = "assess", "drafted an assessment"
    SUBMIT = "submit", "submitted an assessment"
    CONTEST = "contest", "contested the finding"
    SETTLE = "settle", "settled the dispute"
    DRAFT = "draft", "drafted a verdict"
    REVISE = "revise", "revised the verdict"
    SEND = "send", "sent the verdict to review"
    WITHDRAW = "withdraw", "withdrew the verdict"
    SEND_BACK = "send_back", "sent the verdict back"
    APPROVE = "approve", "approved the verdict"
    PUBLISH = "publish", "published the verdict"
    CORRECT = "correct", "corrected the verdict"
    RETRACT = "retract", "retracted the verdict"
    STALE = "stale", "asked for another look"
    CONFIRM = "confirm", "confirmed the verdict"


S, V = State, Stage
UNTOUCHED = (S.NEW, S.QUEUED, S.SET_ASIDE)  # nobody has begun to assess it

CLAIM_MOVES: dict[tuple[Act, State], tuple[State, ...]] = {
    # Worth checking, or not.
    (Act.QUEUE, S.NEW): (S.QUEUED,),
    (Act.QUEUE, S.SET_ASIDE): (S.QUEUED,),
    (Act.SET_ASIDE, S.NEW): (S.SET_ASIDE,),
    (Act.SET_ASIDE, S.QUEUED): (S.SET_ASIDE,),
    # No claim at all, or one that was put better.
    (Act.REJECT, S.NEW): (S.REJECTED,),
    (Act.REJECT, S.QUEUED): (S.REJECTED,),
    (Act.REJECT, S.SET_ASIDE): (S.REJECTED,),
    (Act.RESTORE, S.REJECTED): (S.NEW,),
    # Each reviewer has a place of their own; the last finding decides.
    (Act.ASSIGN, S.QUEUED): (S.ASSIGNED,),
    (Act.ASSIGN, S.ASSIGNED): (S.ASSIGNED,),
    (Act.RELEASE, S.ASSIGNED): (S.ASSIGNED, S.QUEUED),
    (Act.ASSESS, S.ASSIGNED): (S.ASSIGNED,),
    (Act.SUBMIT, S.ASSIGNED): (S.ASSIGNED, S.AGREED, S.DISPUTED),
    (Act.CONTEST, S.AGREED): (S.DISPUTED,),
    (Act.SETTLE, S.DISPUTED): (S.SETTLED,),
    # A verdict stands on a finding.
    (Act.DRAFT, S.AGREED): (S.AGREED,),
    (Act.DRAFT, S.SETTLED): (S.SETTLED,),
    # Before anybody assesses it, a claim may be put better; a finding speaks about the words as they were.
    **{(Act.REWORD, state): (state,) for state in UNTOUCHED},
    **{(Act.SPLIT, state): (S.REJECTED,) for state in UNTOUCHED},
    **{(Act.MERGE, state): (state, S.REJECTED) for state in UNTOUCHED},
    **{(Act.UNDO, state): (state, S.REJECTED) for state in UNTOUCHED},
    (Act.UNDO, S.REJECTED): UNTOUCHED,
    # Where it stands and comes from, and what speaks for and against it, may be told as long as it is a claim.
    **{
        (act, state): (state,) for act in (Act.PLACE, Act.TRACE, Act.EVIDENCE) for state in S if state is not S.REJECTED
    },
}

VERDICT_MOVES: dict[tuple[Act, Stage], tuple[Stage, ...]] = {
    (Act.REVISE, V.DRAFT): (V.DRAFT,),
    (Act.SEND, V.DRAFT): (V.IN_REVIEW,),
    (Act.WITHDRAW, V.DRAFT): (V.WITHDRAWN,),
    (Act.SEND_BACK, V.IN_REVIEW): (V.DRAFT,),
    (Act.SEND_BACK, V.APPROVED): (V.DRAFT,),
    (Act.APPROVE, V.IN_REVIEW): (V.APPROVED,),
    (Act.PUBLISH, V.APPROVED): (V.PUBLISHED,),
    (Act.CORRECT, V.PUBLISHED): (V.CORRECTED,),  # the moment when the next version is published
    (Act.RETRACT, V.PUBLISHED): (V.RETRACTED,),
    (Act.STALE, V.PUBLISHED): (V.PUBLISHED,),
    (Act.CONFIRM, V.PUBLISHED): (V.PUBLISHED,),
}

FOUND = (S.AGREED, S.SETTLED)  # a claim's finding is in: a verdict can be drafted
CONCLUDED = (*FOUND, S.DISPUTED)  # nobody assesses it any more: the assessments are open to the desk
DONE = (*FOUND, S.SET_ASIDE)  # what counts as settled in the progress of a document
OPEN = (V.DRAFT, V.IN_REVIEW, V.APPROVED)  # a verdict on its way
PUBLIC = (V.PUBLISHED, V.CORRECTED, V.RETRACTED)  # a verdict that readers have seen: its words never change
