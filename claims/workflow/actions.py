"""What people of the desk do with claims, one function each; the admin, the API and the seeds all call these.

Every function checks its own permission and input, and says which input is wrong: NotAllowed, InvalidInput, Conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from claims.models import Appearance, Assessment, Claim, Evidence, Rating, Verdict
from factcheck.common.errors import DomainError, InvalidInput, NotAllowed
from sources.models import Snapshot, Source
from sources.models.anchor import selectors
from sources.quotations import locate

Stage = Verdict.Stage
PAST_PUBLICATION = (Stage.PUBLISHED, Stage.CORRECTED, Stage.RETRACTED)
NEEDS_APPROVAL = (Stage.APPROVED, *PAST_PUBLICATION)


class Conflict(DomainError):
    """Somebody else changed the same thing at the same time."""


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


def record_claim(wording: Wording, place: Place, *, by: AbstractBaseUser) -> Claim:
    """A claim that a person found, with the place it stands at."""
    claim, appearance = compose_claim(wording, place, by=by)
    with _saving():
        claim.save()
        appearance.save()
    return claim


def compose_claim(wording: Wording, place: Place, *, by: AbstractBaseUser) -> tuple[Claim, Appearance]:
    """What record_claim would keep, checked but not saved."""
    _require(by, "claims.add_claim", "claims.add_appearance")
    claim = Claim(**vars(wording))
    _check(claim, exclude={"search"})
    return claim, _appearance(claim, place, by)


def record_appearance(claim: Claim, place: Place, *, by: AbstractBaseUser) -> Appearance:
    """One more place where a claim stands."""
    appearance = compose_appearance(claim, place, by=by)
    with _saving():
        appearance.save()
    return appearance


def compose_appearance(claim: Claim, place: Place, *, by: AbstractBaseUser) -> Appearance:
    """What record_appearance would keep, checked but not saved."""
    _require(by, "claims.add_appearance")
    appearance = _appearance(claim, place, by)
    _check(appearance, fields={NON_FIELD_ERRORS: "quotation"})
    return appearance


def _appearance(claim: Claim, place: Place, by: AbstractBaseUser) -> Appearance:
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
    by: AbstractBaseUser,
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
    with _saving():
        evidence.save()
    return evidence


def compose_evidence(
    claim: Claim,
    *,
    by: AbstractBaseUser,
    stance: str,
    snapshot: Snapshot | None,
    quotation: str,
    citation: str,
    note: str,
) -> Evidence:
    """What add_evidence would keep, checked but not saved."""
    _require(by, "claims.add_evidence")
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
    _check(evidence)
    return evidence


def revise_evidence(evidence: Evidence, *, by: AbstractBaseUser, stance: str, citation: str, note: str) -> Evidence:
    """Change what is said about a passage; the passage itself stays, another one is new evidence."""
    _require(by, "claims.change_evidence")
    evidence.stance, evidence.citation, evidence.note = stance, citation.strip(), note
    if evidence.snapshot_id is None and not evidence.citation:
        raise InvalidInput("Evidence without a snapshot needs its citation.", field="citation")
    _check(evidence)
    with _saving():
        evidence.save(update_fields=["stance", "citation", "note"])
    return evidence


def assess(claim: Claim, *, by: AbstractBaseUser, rating: Rating, rationale: str, submit: bool = False) -> Assessment:
    """One's own finding on a claim: a draft that only its reviewer sees, or submitted and from then on fixed."""
    with _saving():
        assessment = compose_assessment(claim, by=by, rating=rating, rationale=rationale)
        if submit:
            assessment.submitted_at = timezone.now()
        assessment.save()
    return assessment


def compose_assessment(claim: Claim, *, by: AbstractBaseUser, rating: Rating, rationale: str) -> Assessment:
    """What assess would keep, checked but not saved: the reviewer's own draft if there is one, otherwise a new one."""
    _require(by, "claims.add_assessment")
    assessment = Assessment.objects.filter(claim=claim, reviewer=by).first() or Assessment(claim=claim, reviewer=by)
    if assessment.submitted_at:
        raise InvalidInput(
            "You have submitted your assessment of this claim; it can't be changed any more.", field="claim"
        )
    assessment.rating, assessment.rationale = rating, rationale.strip()
    _check(assessment)
    return assessment


def write_verdict(
    claim: Claim, *, by: AbstractBaseUser, rating: Rating, summary: str, explanation: str = ""
) -> Verdict:
    """A draft verdict, the claim's next version."""
    with _saving():
        # One writer of a claim's verdicts at a time, or two would take the same version.
        Claim.objects.select_for_update().get(pk=claim.pk)
        verdict = compose_verdict(claim, by=by, rating=rating, summary=summary, explanation=explanation)
        verdict.save()
    return verdict


def compose_verdict(
    claim: Claim, *, by: AbstractBaseUser, rating: Rating, summary: str, explanation: str = ""
) -> Verdict:
    """What write_verdict would keep, checked but not saved."""
    _require(by, "claims.add_verdict")
    last = claim.verdicts.aggregate(last=models.Max("version"))["last"] or 0
    verdict = Verdict(
        claim=claim, version=last + 1, rating=rating, summary=summary.strip(), explanation=explanation, author=by
    )
    _check(verdict)
    return verdict


def revise_verdict(
    verdict: Verdict,
    *,
    by: AbstractBaseUser,
    rating: Rating,
    summary: str,
    explanation: str,
    stage: str,
    approved_by: AbstractBaseUser | None,
) -> Verdict:
    """Change the words of a verdict or where it stands. What has been published keeps its words: a new finding is a new version."""
    with _saving():
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
    by: AbstractBaseUser,
    rating: Rating,
    summary: str,
    explanation: str,
    stage: str,
    approved_by: AbstractBaseUser | None,
) -> Verdict:
    """What revise_verdict would keep, checked but not saved."""
    _require(by, "claims.change_verdict")
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
    _check(changed)
    return changed


def _require(by: AbstractBaseUser, *permissions: str) -> None:
    missing = [p for p in permissions if not by.has_perm(p)]  # type: ignore[attr-defined]
    if missing:
        raise NotAllowed(f"{by} may not do this: the permission {' and '.join(missing)} is missing.")


def _check(row: models.Model, fields: Mapping[str, str] | None = None, exclude: set[str] | None = None) -> None:
    """Raise the first thing that the model or its constraints object to, as InvalidInput of the field it belongs to."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        name = (fields or {}).get(field, "" if field == NON_FIELD_ERRORS else field)
        raise InvalidInput(problems[0], field=name) from error


@contextmanager
def _saving() -> Iterator[Any]:
    """All of it or nothing; what the database refuses after our checks passed is somebody else's change."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflict("Somebody else has just changed the same thing; look at it again before you save.") from error
