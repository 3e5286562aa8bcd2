"""What speaks for and against a claim: passages of captured documents, and citations of what can't be captured."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim, Evidence
from claims.rules import REVISE_EVIDENCE
from claims.workflow.acting import begin
from claims.workflow.editing import anchored
from claims.workflow.moves import Act
from claims.workflow.verdicts import weigh
from factcheck.common.acts import check, reasoned, require, telling
from factcheck.common.errors import InvalidInput
from sources.models import Snapshot
from sources.quotations import locate


def add_evidence(
    claim: Claim,
    *,
    by: User,
    stance: str,
    snapshot: Snapshot | None = None,
    quotation: str = "",
    span: tuple[int, int] | None = None,
    citation: str = "",
    note: str = "",
) -> Evidence:
    """A passage of a snapshot (its words, or the span where they stand), or the citation of something without a link.

    Evidence against a published verdict asks for another look at it.
    """
    with telling(by, Act.EVIDENCE):
        row = begin(claim, Act.EVIDENCE, by)
        evidence = Evidence(claim=row, stance=stance, citation=citation.strip(), note=note.strip(), added_by=by)
        if snapshot is None and quotation.strip():
            raise InvalidInput("A quotation needs the snapshot that it stands in; pick one.", field="snapshot")
        if snapshot is None and not evidence.citation:
            raise InvalidInput(
                "Evidence is either words of a snapshot or a citation in writing; give one of them.", field="citation"
            )
        if snapshot is not None:
            evidence.snapshot = snapshot
            for field, value in anchored(snapshot.text, span or locate(snapshot.text, quotation)).items():
                setattr(evidence, field, value)
        check(evidence)
        evidence.save()
        weigh(row, evidence)
    return evidence


def revise_evidence(evidence: Evidence, *, by: User, stance: str, citation: str, note: str) -> Evidence:
    """Change what is said about a passage; the passage itself stays, another one is new evidence."""
    require(by, REVISE_EVIDENCE)
    with telling(by, Act.EVIDENCE):
        row = begin(evidence.claim, Act.EVIDENCE, by)
        before = Evidence.objects.get(pk=evidence.pk)  # a form has put its words into the caller's copy already
        evidence.stance, evidence.citation, evidence.note = stance, citation.strip(), note.strip()
        if evidence.snapshot_id is None and not evidence.citation:
            raise InvalidInput("Evidence without a snapshot needs its citation.", field="citation")
        check(evidence)
        evidence.save(update_fields=["stance", "citation", "note"])
        if before.stance != stance:
            weigh(row, evidence, before.stance)
    return evidence


def withdraw_evidence(evidence: Evidence, *, by: User, reason: str) -> Evidence:
    """It does not bear on the claim after all; it stays in the history.

    A published verdict that has nothing left to stand on is looked at again.
    """
    require(by, REVISE_EVIDENCE)
    reason = reasoned(reason)
    with telling(by, Act.EVIDENCE, reason):
        row = begin(evidence.claim, Act.EVIDENCE, by)
        evidence.refresh_from_db(fields=["withdrawn_at"])  # the claim's lock is ours only now
        if evidence.withdrawn_at is not None:
            raise InvalidInput("This evidence is withdrawn already.", field="reason")
        evidence.withdrawn_at = timezone.now()
        evidence.save(update_fields=["withdrawn_at"])
        weigh(row, evidence, evidence.stance)
    return evidence
