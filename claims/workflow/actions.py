"""What people of the desk do with claims, one function each; the admin, the API and the seeds all call these.

All check their own permission and input, and say which input is wrong. Raise NotAllowed,
InvalidInput and, while saving, Conflict.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils import timezone

from claims.models import Appearance, Assessment, Claim, Evidence, Rating, Verdict
from factcheck.common.acts import check, require, saving
from factcheck.common.errors import InvalidInput
from sources.models import Snapshot, Source
from sources.models.anchor import selectors
from sources.quotations import locate

Stage = Verdict.Stage
PAST_PUBLICATION = (Stage.PUBLISHED, Stage.CORRECTED, Stage.RETRACTED)
NEEDS_APPROVAL = (Stage.APPROVED, *PAST_PUBLICATION)


@dataclass(frozen=True)
class Wording:
    """What a person says of a claim that they record or correct."""

    text: str
    kind: str
    checkable: bool = True
    checkworthiness: float = 0.5
    negated: bool = False
    hedged: bool = False


@dataclass(frozen=True)
class Place:
    """Where a claim stands, in a person's terms: the quotation is looked up in the snapshot's text."""

    snapshot: Snapshot
    quotation: str
    speaker: Source | None = None
    cue: str = ""
    channel: str = ""


def record_claim(wording: Wording, place: Place, *, by: User) -> Claim:
    """A claim that a person found, with the place it stands at."""
    claim, appearance = compose_claim(wording, place, by=by)
    with saving():
        claim.save()
        appearance.save()
    return claim


def compose_claim(wording: Wording, place: Place, *, by: User) -> tuple[Claim, Appearance]:
    """What record_claim would keep, checked but not saved."""
    require(by, "claims.add_claim", "claims.add_appearance")
    claim = Claim(**vars(wording))
    check(claim, exclude={"search"}, fields={NON_FIELD_ERRORS: "checkworthiness"})
    return claim, _appearance(claim, place, by)


def revise_claim(claim: Claim, wording: Wording, *, by: User) -> Claim:
    """Correct what is said of a claim; its history keeps what was said before."""
    compose_wording(claim, wording, by=by)
    with saving():
        claim.save()
    return claim


def compose_wording(claim: Claim, wording: Wording, *, by: User) -> Claim:
    """What revise_claim would keep, checked but not saved."""
    require(by, "claims.change_claim")
    for field, value in vars(wording).items():
        setattr(claim, field, value)
    check(claim, exclude={"search"}, fields={NON_FIELD_ERRORS: "checkworthiness"})
    return claim


def record_appearance(claim: Claim, place: Place, *, by: User) -> Appearance:
    """One more place where a claim stands."""
    appearance = compose_appearance(claim, place, by=by)
    with saving():
        appearance.save()
    return appearance


def compose_appearance(claim: Claim, place: Place, *, by: User) -> Appearance:
    """What record_appearance would keep, checked but not saved."""
    require(by, "claims.add_appearance")
    appearance = _appearance(claim, place, by)
    check(appearance, fields={NON_FIELD_ERRORS: "quotation"})
    return appearance


def _appearance(claim: Claim, place: Place, by: User) -> Appearance:
    return Appearance(
        claim=claim,
        snapshot=place.snapshot,
        speaker=place.speaker,
        cue=place.cue,
        channel=place.channel,
        person=by,
        **selectors(place.snapshot.text, *locate(place.snapshot.text, place.quotation)),
    )


def add_evidence(
    claim: Claim,
    *,
    by: User,
    stance: str,
    snapshot: Snapshot | None = None,
    quotation: str = "",
    citation: str = "",
    note: str = "",
) -> Evidence:
    """A passage of a snapshot, or the citation of something that can't be captured, for or against a claim."""
    evidence = compose_evidence(
        claim, by=by, stance=stance, snapshot=snapshot, quotation=quotation, citation=citation, note=note
    )
    with saving():
        evidence.save()
    return evidence


def compose_evidence(
    claim: Claim,
    *,
    by: User,
    stance: str,
    snapshot: Snapshot | None,
    quotation: str,
    citation: str,
    note: str,
) -> Evidence:
    """What add_evidence would keep, checked but not saved."""
    require(by, "claims.add_evidence")
    evidence = Evidence(claim=claim, stance=stance, citation=citation.strip(), note=note, added_by=by)
    if snapshot is None and quotation.strip():
        raise InvalidInput("A quotation needs the snapshot that it stands in; pick one.", field="snapshot")
    if snapshot is None and not evidence.citation:
        raise InvalidInput(
            "Evidence is either words of a snapshot or a citation in writing; give one of them.", field="citation"
        )
    if snapshot is not None:
        evidence.snapshot = snapshot
        for field, value in selectors(snapshot.text, *locate(snapshot.text, quotation)).items():
            setattr(evidence, field, value)
    check(evidence)
    return evidence


def revise_evidence(evidence: Evidence, *, by: User, stance: str, citation: str, note: str) -> Evidence:
    """Change what is said about a passage; the passage itself stays, another one is new evidence."""
    compose_evidence_revision(evidence, by=by, stance=stance, citation=citation, note=note)
    with saving():
        evidence.save(update_fields=["stance", "citation", "note"])
    return evidence


def compose_evidence_revision(evidence: Evidence, *, by: User, stance: str, citation: str, note: str) -> Evidence:
    """What revise_evidence would keep, checked but not saved."""
    require(by, "claims.change_evidence")
    evidence.stance, evidence.citation, evidence.note = stance, citation.strip(), note
    if evidence.snapshot_id is None and not evidence.citation:
        raise InvalidInput("Evidence without a snapshot needs its citation.", field="citation")
    check(evidence)
    return evidence


def revise_appearance(
    appearance: Appearance, *, by: User, speaker: Source | None, cue: str, channel: str
) -> Appearance:
    """Correct who said it and how it came; the words and their place stay."""
    require(by, "claims.change_appearance")
    appearance.speaker, appearance.cue, appearance.channel = speaker, cue, channel
    check(appearance)
    with saving():
        appearance.save(update_fields=["speaker", "cue", "channel"])
    return appearance


def assess(claim: Claim, *, by: User, rating: Rating, rationale: str, submit: bool = False) -> Assessment:
    """One's own finding on a claim: a draft that only its reviewer sees, or submitted and from then on fixed."""
    with saving():
        assessment = compose_assessment(claim, by=by, rating=rating, rationale=rationale)
        if submit:
            assessment.submitted_at = timezone.now()
        assessment.save()
    return assessment


def compose_assessment(claim: Claim, *, by: User, rating: Rating, rationale: str) -> Assessment:
    """What assess would keep, checked but not saved: the reviewer's own draft if there is one, otherwise a new one."""
    require(by, "claims.add_assessment")
    assessment = Assessment.objects.filter(claim=claim, reviewer=by).first() or Assessment(claim=claim, reviewer=by)
    if assessment.submitted_at:
        raise InvalidInput("Your assessment of this claim is submitted; it can't be changed any more.", field="claim")
    assessment.rating, assessment.rationale = rating, rationale.strip()
    check(assessment)
    return assessment


def write_verdict(claim: Claim, *, by: User, rating: Rating, summary: str, explanation: str = "") -> Verdict:
    """A draft verdict, the claim's next version."""
    with saving():
        # One writer of a claim's verdicts at a time, or two would take the same version.
        Claim.objects.select_for_update().get(pk=claim.pk)
        verdict = compose_verdict(claim, by=by, rating=rating, summary=summary, explanation=explanation)
        verdict.save()
    return verdict


def compose_verdict(claim: Claim, *, by: User, rating: Rating, summary: str, explanation: str = "") -> Verdict:
    """What write_verdict would keep, checked but not saved."""
    require(by, "claims.add_verdict")
    last = claim.verdicts.aggregate(last=models.Max("version"))["last"] or 0
    verdict = Verdict(
        claim=claim, version=last + 1, rating=rating, summary=summary.strip(), explanation=explanation, author=by
    )
    check(verdict)
    return verdict


def revise_verdict(
    verdict: Verdict,
    *,
    by: User,
    rating: Rating,
    summary: str,
    explanation: str,
    stage: str,
    approved_by: User | None,
) -> Verdict:
    """Change a verdict's words or stage. What has been published keeps its words; a new finding is a new version."""
    with saving():
        Claim.objects.select_for_update().get(pk=verdict.claim_id)
        changed = compose_revision(
            verdict,
            by=by,
            rating=rating,
            summary=summary,
            explanation=explanation,
            stage=stage,
            approved_by=approved_by,
        )
        changed.save()
    return changed


def compose_revision(
    verdict: Verdict,
    *,
    by: User,
    rating: Rating,
    summary: str,
    explanation: str,
    stage: str,
    approved_by: User | None,
) -> Verdict:
    """What revise_verdict would keep, checked but not saved."""
    require(by, "claims.change_verdict")
    changed = Verdict.objects.get(pk=verdict.pk)
    words = {"rating": rating, "summary": summary.strip(), "explanation": explanation}
    if changed.stage in PAST_PUBLICATION:
        if any(getattr(changed, field) != value for field, value in words.items()):
            raise InvalidInput("A published verdict keeps its words; write a new version.", field="summary")
        if stage not in PAST_PUBLICATION:
            raise InvalidInput("What has been published can only be corrected or retracted.", field="stage")
    if approved_by is not None and approved_by.pk not in (by.pk, changed.approved_by_id):
        raise InvalidInput("Nobody approves in another's name; ask them to sign in.", field="approved_by")
    if approved_by is not None and approved_by.pk == changed.author_id:
        raise InvalidInput("Who wrote a verdict can't approve it; ask another editor.", field="approved_by")
    if stage in NEEDS_APPROVAL and approved_by is None:
        raise InvalidInput("An approved or published verdict names who approved it.", field="approved_by")
    if stage == Stage.PUBLISHED and changed.claim.verdicts.public().exclude(pk=changed.pk).exists():
        raise InvalidInput("This claim has a published verdict; correct or retract that one first.", field="stage")
    for field, value in {**words, "stage": stage, "approved_by": approved_by}.items():
        setattr(changed, field, value)
    if stage in PAST_PUBLICATION and changed.published_at is None:
        changed.published_at = timezone.now()
    check(changed)
    return changed
