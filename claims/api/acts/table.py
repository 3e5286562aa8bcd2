"""The acts, as data: at which address, with which scope of a token, taking what, doing what, answering with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from claims.workflow import assessing, editing, evidence, tracing, triage, verdicts
from claims.workflow.editing import Place
from claims.workflow.moves import Act

from . import answers, inputs
from .inputs import wording

Do = Callable[[Any, Any, Any], Any]  # (row, body, person): what the answer shows


@dataclass(frozen=True)
class Entry:
    """An act at an address. `on` names the kind of row that the address leads to."""

    path: str
    on: str
    act: Act
    scope: str
    takes: type[inputs.Input]
    do: Do
    answers: type[serializers.BaseSerializer]
    says: str
    created: bool = False

    @property
    def name(self) -> str:
        """Of the address and of the operation."""
        last = self.path.rstrip("/").rpartition("/")[2]
        return f"{self.on}-{last.replace('_', '-')}"


def _place(body: Any) -> Place:
    given = body.validated_data
    data = dict(given.get("place", given))
    span = (data.pop("start"), data.pop("end")) if "start" in data else None
    return Place(span=span, **data)


def _evidence(row: Any, body: Any, by: Any) -> Any:
    data = dict(body.validated_data)
    span = (data.pop("start"), data.pop("end")) if "start" in data else None
    return evidence.add_evidence(row, by=by, span=span, **data)


def _correct(row: Any, body: Any, by: Any) -> Any:
    place, edge = row
    given = {name: body.validated_data[name] for name in ("channel", "source", "document", "reason")}
    return tracing.correct_edge(place, edge, by=by, **given, **body.seen())


def _of_claim(function: Callable[..., Any], *names: str) -> Do:
    """An action on a claim that gives it back, or another row of it: the answer is the claim."""

    def do(row: Any, body: Any, by: Any) -> Any:
        function(row, by=by, **{name: body.validated_data[name] for name in names}, **body.seen())
        row.refresh_from_db()
        return row

    return do


def _seen(function: Callable[..., Any], *names: str) -> Do:
    """An action that compares with what was seen."""
    return lambda row, body, by: function(
        row, by=by, **{name: body.validated_data[name] for name in names}, **body.seen()
    )


def _plain(function: Callable[..., Any], *names: str) -> Do:
    """An action that doesn't."""
    return lambda row, body, by: function(row, by=by, **{name: body.validated_data[name] for name in names})


VERDICT = ("rating", "summary", "explanation", "grounds", "correction_note")
CLAIM, PLACE = answers.ClaimStateSerializer, answers.PlaceSerializer
EVIDENCE, FINDING = answers.EvidenceStateSerializer, answers.OwnAssessmentSerializer
OUTCOME, EDGE = answers.VerdictStateSerializer, answers.EdgeStateSerializer

ACTS = (
    # Worth checking, or not; who takes it.
    Entry(
        "claims/<uuid:id>/queue/", "claim", Act.QUEUE, "triage", inputs.QueueInput, _of_claim(triage.queue, "deadline"),
        CLAIM, "Put a claim on the queue. Reviewers take it from there.",
    ),
    Entry(
        "claims/<uuid:id>/set_aside/", "claim", Act.SET_ASIDE, "triage", inputs.ReasonInput,
        _of_claim(triage.set_aside, "reason"), CLAIM, "Set a claim aside. It is not worth checking; say why.",
    ),
    Entry(
        "claims/<uuid:id>/assign/", "claim", Act.ASSIGN, "triage", inputs.ReviewerInput,
        _of_claim(triage.assign, "reviewer"), CLAIM,
        "Take a claim, or give it to a reviewer. A place is kept for a while.",
    ),
    Entry(
        "claims/<uuid:id>/release/", "claim", Act.RELEASE, "triage", inputs.ReviewerInput,
        _of_claim(triage.release, "reviewer"), CLAIM,
        "Give a claim back. A draft of an assessment stays with its reviewer.",
    ),
    # Each reviewer's own finding, then what becomes of them.
    Entry(
        "claims/<uuid:id>/assess/", "claim", Act.ASSESS, "assess", inputs.AssessmentDraftInput,
        _plain(assessing.save_assessment, "rating", "rationale"), FINDING,
        "Save the draft of one's own assessment. Nobody else sees it.",
    ),
    Entry(
        "claims/<uuid:id>/submit/", "claim", Act.SUBMIT, "assess", inputs.AssessmentInput,
        _plain(assessing.submit_assessment, "rating", "rationale"), FINDING,
        "Submit one's own assessment. It is for good; the last one decides whether the reviewers agree.",
    ),
    Entry(
        "claims/<uuid:id>/contest/", "claim", Act.CONTEST, "assess", inputs.ReasonInput,
        _of_claim(assessing.contest, "reason"), CLAIM,
        "Contest a finding. An editor doubts what the reviewers agreed on.",
    ),
    Entry(
        "claims/<uuid:id>/settle/", "claim", Act.SETTLE, "assess", inputs.SettlementInput,
        _of_claim(assessing.settle, "rating", "reason"), CLAIM,
        "Settle a dispute. An editor who took no side decides between the findings.",
    ),
    # What is said, and where.
    Entry(
        "claims/<uuid:id>/reword/", "claim", Act.REWORD, "claims", inputs.WordingInput,
        lambda row, body, by: editing.reword(row, wording(body.validated_data), by=by, **body.seen()), CLAIM,
        "Put a claim better. Its history keeps what was said before.",
    ),
    Entry(
        "claims/<uuid:id>/split/", "claim", Act.SPLIT, "claims", inputs.SplitInput,
        lambda row, body, by: {
            "claims": editing.split(row, [wording(part) for part in body.validated_data["parts"]], by=by, **body.seen())
        },
        answers.ClaimStatesSerializer, "Split a claim. Several take the place of one that held them all.",
    ),
    Entry(
        "claims/<uuid:id>/merge/", "claim", Act.MERGE, "claims", inputs.MergeInput,
        lambda row, body, by: editing.merge([row, *body.validated_data["others"]], wording(body.validated_data), by=by),
        CLAIM, "Merge claims. This one stays, with the wording, and stands wherever the others stood.",
    ),
    Entry(
        "claims/<uuid:id>/reject/", "claim", Act.REJECT, "claims", inputs.ReasonInput,
        _of_claim(editing.reject, "reason"), CLAIM, "Reject a claim. It is none at all; say why.",
    ),
    Entry(
        "claims/<uuid:id>/restore/", "claim", Act.RESTORE, "claims", inputs.Seen, _of_claim(editing.restore), CLAIM,
        "Restore a claim that was rejected.",
    ),
    Entry(
        "claims/<uuid:id>/appearances/", "claim", Act.PLACE, "claims", inputs.PlaceInput,
        lambda row, body, by: editing.record_appearance(row, _place(body), by=by), PLACE,
        "Say where else a claim stands.", created=True,
    ),
    Entry(
        "appearances/<uuid:id>/move/", "appearance", Act.PLACE, "claims", inputs.SpanInput,
        lambda row, body, by: editing.move_place(
            row, by=by, span=(body.validated_data["start"], body.validated_data["end"])
        ),
        PLACE, "Move a place. The claim stands in other words; the old place is retired.",
    ),
    Entry(
        "appearances/<uuid:id>/speaker/", "appearance", Act.PLACE, "claims", inputs.SpeakerInput,
        _plain(editing.correct_speaker, "speaker", "cue", "channel"), PLACE, "Correct who said it, and how it came.",
    ),
    Entry(
        "edits/<uuid:id>/undo/", "edit", Act.UNDO, "claims", inputs.Input, _plain(editing.undo),
        answers.EditSerializer, "Take an edit back. What it changed is as before.",
    ),
    # Where it comes from.
    Entry(
        "appearances/<uuid:id>/edges/", "appearance", Act.TRACE, "claims", inputs.EdgeInput,
        _plain(tracing.add_edge, "channel", "source", "document"), EDGE, "Say where the words were taken from.",
        created=True,
    ),
    Entry(
        "appearances/<uuid:id>/edges/<uuid:edge>/confirm/", "edge", Act.TRACE, "claims", inputs.Seen,
        lambda row, body, by: tracing.confirm_edge(row[0], row[1], by=by, **body.seen()), EDGE,
        "Confirm an edge upstream.",
    ),
    Entry(
        "appearances/<uuid:id>/edges/<uuid:edge>/reject/", "edge", Act.TRACE, "claims", inputs.ReasonInput,
        lambda row, body, by: tracing.reject_edge(
            row[0], row[1], by=by, reason=body.validated_data["reason"], **body.seen()
        ),
        EDGE, "Reject an edge upstream. No walk takes it any more.",
    ),
    Entry(
        "appearances/<uuid:id>/edges/<uuid:edge>/correct/", "edge", Act.TRACE, "claims", inputs.EdgeCorrectionInput,
        _correct, EDGE, "Correct an edge upstream. It leads somewhere else.",
    ),
    # What speaks for and against it.
    Entry(
        "claims/<uuid:id>/evidence/", "claim", Act.EVIDENCE, "evidence", inputs.EvidenceInput, _evidence, EVIDENCE,
        "Add evidence. Against a published verdict, it asks for another look at it.", created=True,
    ),
    Entry(
        "evidence/<uuid:id>/revise/", "evidence", Act.EVIDENCE, "evidence", inputs.EvidenceRevisionInput,
        _plain(evidence.revise_evidence, "stance", "citation", "note"), EVIDENCE,
        "Revise what is said about evidence. The passage itself stays.",
    ),
    Entry(
        "evidence/<uuid:id>/withdraw/", "evidence", Act.EVIDENCE, "evidence", inputs.WithdrawalInput,
        _plain(evidence.withdraw_evidence, "reason"), EVIDENCE, "Withdraw evidence. It stays in the history.",
    ),
    # The verdict.
    Entry(
        "claims/<uuid:id>/verdicts/", "claim", Act.DRAFT, "verdicts", inputs.VerdictInput,
        _plain(verdicts.draft_verdict, *VERDICT), OUTCOME,
        "Draft the next version of a verdict. The first says what was found.", created=True,
    ),
    Entry(
        "verdicts/<uuid:id>/revise/", "verdict", Act.REVISE, "verdicts", inputs.VerdictRevisionInput,
        _seen(verdicts.revise_verdict, *VERDICT), OUTCOME, "Revise one's own draft.",
    ),
    Entry(
        "verdicts/<uuid:id>/send/", "verdict", Act.SEND, "verdicts", inputs.Seen, _seen(verdicts.send_verdict), OUTCOME,
        "Send a verdict to review. From here on its words are fixed.",
    ),
    Entry(
        "verdicts/<uuid:id>/withdraw/", "verdict", Act.WITHDRAW, "verdicts", inputs.Seen,
        _seen(verdicts.withdraw_verdict), OUTCOME, "Withdraw one's own draft.",
    ),
    Entry(
        "verdicts/<uuid:id>/send_back/", "verdict", Act.SEND_BACK, "verdicts", inputs.CommentInput,
        _seen(verdicts.send_back, "comment"), OUTCOME, "Send a verdict back to its author. Say what is to be mended.",
    ),
    Entry(
        "verdicts/<uuid:id>/approve/", "verdict", Act.APPROVE, "verdicts", inputs.Seen, _seen(verdicts.approve),
        OUTCOME, "Approve what somebody else wrote.",
    ),
    Entry(
        "verdicts/<uuid:id>/publish/", "verdict", Act.PUBLISH, "verdicts", inputs.Seen, _seen(verdicts.publish),
        OUTCOME, "Publish a verdict. The version before becomes the corrected one at the same moment.",
    ),
    Entry(
        "verdicts/<uuid:id>/retract/", "verdict", Act.RETRACT, "verdicts", inputs.NoticeInput,
        _seen(verdicts.retract, "notice"), OUTCOME, "Retract a verdict. It stays visible, with a notice.",
    ),
    Entry(
        "verdicts/<uuid:id>/stale/", "verdict", Act.STALE, "evidence", inputs.LookInput,
        _plain(verdicts.ask_for_another_look, "reason"), OUTCOME,
        "Ask for another look at a verdict. It stays published meanwhile.",
    ),
    Entry(
        "verdicts/<uuid:id>/confirm/", "verdict", Act.CONFIRM, "verdicts", inputs.ReasonInput,
        _seen(verdicts.confirm, "reason"), OUTCOME, "Confirm a verdict. It was looked at again, and stands.",
    ),
)  # fmt: skip

RECORD = Entry(
    "claims/", "claim", Act.RECORD, "claims", inputs.RecordInput,
    lambda row, body, by: editing.record_claim(wording(body.validated_data), _place(body), by=by), CLAIM,
    "Record a claim that a person found, with the place where it stands.", created=True,
)  # fmt: skip
