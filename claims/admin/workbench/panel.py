"""The panel of the open claim: what is known of it, and the forms of what this person may do with it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User

from claims.admin import display as shown
from claims.models import Assessment, Claim, Evidence, Verdict
from claims.rules import ASSIGN_OTHERS, REVISE_EVIDENCE
from claims.workflow.acting import acts_open_to
from claims.workflow.moves import OPEN, Act, Stage, State
from sources.provenance.types import Standing

from . import forms, origins, page, verdict_forms
from .forms import ActForm


@dataclass(frozen=True)
class Offer:
    """An act that can be done from the panel. on: what it is done to; key: the key that does it or opens its form."""

    act: Act
    form: type[ActForm]
    label: str
    on: str = "claim"
    key: str = ""


OFFERS: dict[str, Offer] = {
    "take": Offer(Act.ASSIGN, forms.Take, "Take", key="a"),
    "give-back": Offer(Act.RELEASE, forms.GiveBack, "Give back"),
    "assign": Offer(Act.ASSIGN, forms.Assign, "Assign to …"),
    "unassign": Offer(Act.RELEASE, forms.Unassign, "Take from …"),
    "queue": Offer(Act.QUEUE, forms.Queue, "Queue", key="q"),
    "set-aside": Offer(Act.SET_ASIDE, forms.SetAside, "Set aside", key="x"),
    "assess": Offer(Act.ASSESS, forms.Assess, "Save draft"),
    "submit": Offer(Act.SUBMIT, forms.Submit, "Submit"),
    "contest": Offer(Act.CONTEST, forms.Contest, "Contest"),
    "settle": Offer(Act.SETTLE, forms.Settle, "Settle"),
    "reword": Offer(Act.REWORD, forms.Reword, "Reword", key="w"),
    "split": Offer(Act.SPLIT, forms.Split, "Split", key="s"),
    "merge": Offer(Act.MERGE, forms.Merge, "Merge", key="m"),
    "reject": Offer(Act.REJECT, forms.Reject, "Reject"),
    "restore": Offer(Act.RESTORE, forms.Restore, "Restore"),
    "speaker": Offer(Act.PLACE, forms.Speaker, "Speaker and channel", on="place"),
    "move": Offer(Act.PLACE, forms.Move, "Stands in the selected words", on="place"),
    "confirm-edge": Offer(Act.TRACE, origins.Confirm, "Confirm", on="edge"),
    "correct-edge": Offer(Act.TRACE, origins.Correct, "Correct", on="edge"),
    "reject-edge": Offer(Act.TRACE, origins.RejectEdge, "Reject", on="edge"),
    "cite": Offer(Act.TRACE, origins.Cite, "It comes from …", on="place"),
    "evidence": Offer(Act.EVIDENCE, forms.Support, "Add evidence", key="e"),
    "withdraw-evidence": Offer(Act.EVIDENCE, forms.Withdraw, "Withdraw", on="evidence"),
    "draft": Offer(Act.DRAFT, verdict_forms.Draft, "Write verdict", key="v"),
    "revise": Offer(Act.REVISE, verdict_forms.Revise, "Save draft", on="verdict"),
    "send": Offer(Act.SEND, verdict_forms.Send, "Send to review", on="verdict"),
    "give-up": Offer(Act.WITHDRAW, verdict_forms.GiveUp, "Withdraw draft", on="verdict"),
    "send-back": Offer(Act.SEND_BACK, verdict_forms.SendBack, "Send back", on="verdict"),
    "approve": Offer(Act.APPROVE, verdict_forms.Approve, "Approve", on="verdict"),
    "publish": Offer(Act.PUBLISH, verdict_forms.Publish, "Publish", on="verdict"),
    "retract": Offer(Act.RETRACT, verdict_forms.Retract, "Retract", on="verdict"),
    "look-again": Offer(Act.STALE, verdict_forms.LookAgain, "Ask for another look", on="verdict"),
    "confirm": Offer(Act.CONFIRM, verdict_forms.Confirm, "It still stands", on="verdict"),
    "record": Offer(Act.RECORD, forms.Record, "Add claim", on="snapshot", key="c"),
    "undo": Offer(Act.UNDO, forms.Undo, "Take back", on="snapshot", key="u"),
}
SEVERAL = ("edge", "evidence", "verdict")  # of which a panel shows more than one
# What changes the text and the list, or how much other claims in it come from.
RESHAPES = frozenset(
    "reword split merge reject restore move speaker record undo confirm-edge correct-edge reject-edge cite".split()
)


@dataclass(frozen=True)
class Offered:
    """A form as the panel shows it."""

    slug: str
    offer: Offer
    form: ActForm
    subject: Any
    name: str = ""

    @property
    def label(self) -> str:
        """What the button says."""
        return self.name or self.offer.label

    @property
    def key(self) -> str:
        """The key on the keyboard."""
        return self.offer.key

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to fill in: a button is enough."""
        return not self.form.visible_fields()


def offered(subject: Any, user: User, on: str, bound: Mapping[str, ActForm], acts: set[Act]) -> dict[str, Offered]:
    """The forms for a subject, by slug; those that were sent and refused as they were filled in."""

    def form(slug: str, offer: Offer) -> ActForm:
        ids = {"auto_id": f"{slug}-{subject.pk}-%s"} if on in SEVERAL else {}
        return bound.get(slug) or offer.form(user=user, subject=subject, **ids)

    return {
        slug: Offered(slug, offer, form(slug, offer), subject)
        for slug, offer in OFFERS.items()
        if offer.on == on and offer.act in acts
    }


def context(row: page.Row, user: User, bound: Mapping[str, ActForm] | None = None) -> dict[str, Any]:
    """What the panel's template needs; a fixed number of queries."""
    bound = bound or {}
    claim = row.claim
    acts = acts_open_to(user, claim)
    mine = claim.assignments.filter(reviewer=user).first()
    own = Assessment.objects.filter(claim=claim, reviewer=user).select_related("rating").first()
    if mine is None or (own is not None and own.submitted_at):
        acts -= {Act.ASSESS, Act.SUBMIT}
    holding = claim.assignments.holding().select_related("reviewer")
    claim_forms = offered(claim, user, "claim", bound, acts)
    if mine is not None or len(holding) >= claim.assessors:
        claim_forms.pop("take", None)
    if mine is None or (own is not None and own.submitted_at):
        claim_forms.pop("give-back", None)
    if not user.has_perm(ASSIGN_OTHERS):
        claim_forms.pop("assign", None)
        claim_forms.pop("unassign", None)
    _fill(claim_forms, row, own)
    versions = list(claim.verdicts.select_related("rating", "author", "approved_by", "claim").order_by("-version"))
    if any(verdict.stage in OPEN for verdict in versions):
        claim_forms.pop("draft", None)
    if any(verdict.stage in (*OPEN, Stage.PUBLISHED) for verdict in versions):
        claim_forms.pop("contest", None)
    if "draft" in claim_forms and any(verdict.stage == Stage.PUBLISHED for verdict in versions):
        claim_forms["draft"] = replace(claim_forms["draft"], name="Write a correction")
    places = offered(row.appearance, user, "place", bound, acts)
    if "speaker" in places and not places["speaker"].form.is_bound:
        appearance = row.appearance
        places["speaker"].form.initial.update(
            speaker=str(appearance.speaker or ""), cue=appearance.cue, channel=appearance.channel
        )

    def edge_forms(edge: origins.EdgeSubject) -> dict[str, Offered]:
        found = offered(edge, user, "edge", _of(edge, bound), acts)
        unlooked = {"confirm-edge": Standing.CONFIRMED, "reject-edge": Standing.REJECTED}
        return {slug: form for slug, form in found.items() if unlooked.get(slug) != edge.citation.standing}

    return {
        **origins.context(row.appearance, claim, edge_forms),
        "row": row,
        "claim": claim,
        "kind": shown.kind_chip(claim),
        "worth": shown.worth_bar(claim),
        "forms": claim_forms,
        "places": places,
        "holding": holding,
        "free": max(0, claim.assessors - len(holding)) if claim.state in (State.QUEUED, State.ASSIGNED) else 0,
        "mine": mine,
        "own": own,
        "assessments": _assessments(claim, user),
        "submitted": Assessment.objects.submitted().filter(claim=claim).count(),
        "evidence": _evidence(claim, user, acts, bound),
        "versions": [_version(verdict, user, bound) for verdict in versions],
    }


def _fill(claim_forms: dict[str, Offered], row: page.Row, own: Assessment | None) -> None:
    claim = row.claim
    if own is not None:
        for slug in ("assess", "submit"):
            if slug in claim_forms and not claim_forms[slug].form.is_bound:
                claim_forms[slug].form.initial.update(rating=own.rating_id, rationale=own.rationale)
    words = {"text": claim.text, "kind": claim.kind, "checkable": claim.checkable, "parts": claim.text}
    for slug in ("reword", "split", "merge"):
        if slug in claim_forms and not claim_forms[slug].form.is_bound:
            claim_forms[slug].form.initial.update(words)


def _assessments(claim: Claim, user: User) -> list[Assessment]:
    """The findings that this person may see, but for drafts."""
    found = Assessment.objects.visible_to(user).submitted().filter(claim=claim)
    return list(found.select_related("rating", "reviewer").order_by("submitted_at"))


def _evidence(claim: Claim, user: User, acts: set[Act], bound: Mapping[str, ActForm]) -> list[dict[str, Any]]:
    found = Evidence.objects.visible_to(user).filter(claim=claim, withdrawn_at=None)
    rows = found.select_related("snapshot__document", "added_by").defer("snapshot__text")
    may = acts if user.has_perm(REVISE_EVIDENCE) else set()
    return [{"evidence": one, "forms": offered(one, user, "evidence", _of(one, bound), may)} for one in rows]


def _of(subject: Any, bound: Mapping[str, ActForm]) -> dict[str, ActForm]:
    """Those of the refused forms that are about the subject."""
    return {slug: form for slug, form in bound.items() if form.subject == subject}


def _version(verdict: Verdict, user: User, bound: Mapping[str, ActForm]) -> dict[str, Any]:
    acts = acts_open_to(user, verdict)
    if verdict.stale_since is None:
        acts -= {Act.CONFIRM}
    else:
        acts -= {Act.STALE}
    return {
        "verdict": verdict,
        "forms": offered(verdict, user, "verdict", _of(verdict, bound), acts),
    }
