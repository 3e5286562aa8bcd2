"""Each act of the workflow, done to a given row by a given person; several ways where there are several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from claims.models import Assessment, Assignment, Claim, Edit, Verdict
from claims.workflow import assessing, editing, evidence, tracing, triage, verdicts
from claims.workflow.editing import Place, Wording
from claims.workflow.moves import Act, Stage, State
from sources.models.anchor import selectors
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)
from tests.factories.claims import walk

WORDING = Wording("NATO may act.", "fact")


def claim_in(state: State) -> Claim:
    """A claim that was reworded once, with a place and evidence, on its way to or in this state."""
    claim = ClaimFactory()
    AppearanceFactory(claim=claim)
    EvidenceFactory(claim=claim)
    editing.reword(claim, Wording("NATO will act.", "prediction"), by=UserFactory(reviewer=True))
    walk(claim, state)
    return claim


def verdict_in(stage: Stage) -> Verdict:
    """A verdict in this stage; the published one needs another look."""
    if stage is Stage.CORRECTED:
        verdict = VerdictFactory(published=True)
        VerdictFactory(claim=verdict.claim, published=True)
    else:
        verdict = VerdictFactory(stage=stage)
    if stage is Stage.PUBLISHED:
        verdicts.ask_for_another_look(verdict, by=UserFactory(reviewer=True), reason="A denial.")
    verdict.refresh_from_db()
    return verdict


def doer(act: Act, row: Any) -> Any:
    """Who may do the act to the row, as far as people are concerned."""
    if act in (Act.REVISE, Act.SEND, Act.WITHDRAW):
        return row.author
    if act in (Act.ASSESS, Act.SUBMIT, Act.RELEASE):
        submitted = Assessment.objects.submitted().filter(claim=row).values("reviewer")
        if taken := row.assignments.exclude(reviewer__in=submitted).first():
            return taken.reviewer
    return UserFactory(editor=True)


def last_edit(claim: Claim) -> Edit:
    """The latest act on the claim that can be taken back."""
    return Edit.objects.filter(changes__contains=[{"id": str(claim.pk)}]).latest("created_at")


def place(claim: Claim) -> Any:
    return claim.appearances.filter(retired=False).first()


def edge(claim: Claim) -> Any:
    """An edge of the text that the claim stands in, made where there is none."""
    there = place(claim)
    return there.snapshot.citations.first() or CitationFactory(snapshot=there.snapshot, quote=there.snapshot.text[:4])


def _assess(act: Any) -> Callable[[Claim, Any], Any]:
    return lambda claim, by: act(claim, by=by, rating=RatingFactory(), rationale="So.")


Way = Callable[[Any, Any], Any]
SNAPSHOT: Callable[[], Any] = SnapshotFactory

CLAIM_ACTS: Mapping[Act, tuple[Way, ...]] = {
    Act.QUEUE: (lambda claim, by: triage.queue(claim, by=by),),
    Act.SET_ASIDE: (lambda claim, by: triage.set_aside(claim, by=by, reason="Old."),),
    Act.REJECT: (lambda claim, by: editing.reject(claim, by=by, reason="No claim."),),
    Act.RESTORE: (lambda claim, by: editing.restore(claim, by=by),),
    Act.ASSIGN: (lambda claim, by: triage.assign(claim, by=by),),
    Act.RELEASE: (lambda claim, by: triage.release(claim, by=by),),
    Act.ASSESS: (_assess(assessing.save_assessment),),
    Act.SUBMIT: (_assess(assessing.submit_assessment),),
    Act.CONTEST: (lambda claim, by: assessing.contest(claim, by=by, reason="I doubt it."),),
    Act.SETTLE: (lambda claim, by: assessing.settle(claim, by=by, rating=RatingFactory(), reason="So."),),
    Act.DRAFT: (lambda claim, by: verdicts.draft_verdict(claim, by=by, rating=RatingFactory(), summary="So."),),
    Act.REWORD: (lambda claim, by: editing.reword(claim, WORDING, by=by),),
    Act.SPLIT: (lambda claim, by: editing.split(claim, [WORDING, WORDING], by=by),),
    Act.MERGE: (
        lambda claim, by: editing.merge([claim, ClaimFactory()], WORDING, by=by),
        lambda claim, by: editing.merge([ClaimFactory(), claim], WORDING, by=by),
    ),
    Act.UNDO: (lambda claim, by: editing.undo(last_edit(claim), by=by),),
    Act.PLACE: (
        lambda claim, by: editing.record_appearance(claim, Place(SNAPSHOT(), "NATO"), by=by),
        lambda claim, by: editing.move_place(place(claim), by=by, span=(0, 4)),
        lambda claim, by: editing.correct_speaker(place(claim), by=by, speaker=None, cue="told", channel=""),
    ),
    Act.TRACE: (
        lambda claim, by: tracing.confirm_edge(place(claim), edge(claim), by=by),
        lambda claim, by: tracing.reject_edge(place(claim), edge(claim), by=by, reason="A namesake."),
        lambda claim, by: tracing.correct_edge(
            place(claim), edge(claim), by=by, channel="report", source=edge(claim).source
        ),
        lambda claim, by: tracing.add_edge(place(claim), by=by, channel="post", source=edge(claim).source),
    ),
    Act.EVIDENCE: (
        lambda claim, by: evidence.add_evidence(claim, by=by, stance="context", citation="Box 12"),
        lambda claim, by: evidence.revise_evidence(
            claim.evidence.first(), by=by, stance="context", citation="", note="Page 3."
        ),
        lambda claim, by: evidence.withdraw_evidence(claim.evidence.first(), by=by, reason="Another meeting."),
    ),
}


def _words(verdict: Verdict) -> dict[str, Any]:
    return {"rating": verdict.rating, "summary": "Put better."}


VERDICT_ACTS: Mapping[Act, tuple[Way, ...]] = {
    Act.REVISE: (lambda verdict, by: verdicts.revise_verdict(verdict, by=by, **_words(verdict)),),
    Act.SEND: (lambda verdict, by: verdicts.send_verdict(verdict, by=by),),
    Act.WITHDRAW: (lambda verdict, by: verdicts.withdraw_verdict(verdict, by=by),),
    Act.SEND_BACK: (lambda verdict, by: verdicts.send_back(verdict, by=by, comment="Which minutes?"),),
    Act.APPROVE: (lambda verdict, by: verdicts.approve(verdict, by=by),),
    Act.PUBLISH: (lambda verdict, by: verdicts.publish(verdict, by=by),),
    Act.RETRACT: (lambda verdict, by: verdicts.retract(verdict, by=by, notice="It was another meeting."),),
    Act.STALE: (lambda verdict, by: verdicts.ask_for_another_look(verdict, by=by, reason="A letter."),),
    Act.CONFIRM: (lambda verdict, by: verdicts.confirm(verdict, by=by, reason="It stands."),),
}


def anchor() -> dict[str, Any]:
    """The fields of a place at the beginning of a snapshot."""
    snapshot = SnapshotFactory()
    return {"snapshot": snapshot, **selectors(snapshot.text, 0, 4)}


def assign(claim: Claim, by: Any) -> None:
    """A place taken without the action."""
    Assignment.objects.create(claim=claim, reviewer=by, assigned_by=by, reserved_until=soon())


def soon() -> Any:
    """In an hour."""
    return timezone.now() + timedelta(hours=1)


def finding(claim: Claim, by: Any) -> dict[str, Any]:
    """The fields of an assessment."""
    return {"claim": claim, "reviewer": by, "rating": RatingFactory(), "rationale": "So."}
