"""What the database never lets happen to claims, evidence and verdicts."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection

from claims.models import Assessment, Claim, Evidence, Verdict
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    UserFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db


def events(row: Any) -> Any:
    """The history of a row, oldest first."""
    return type(row).pgh_event_model.objects.filter(pgh_obj=row).order_by("pgh_id")


def test_an_appearance_can_not_be_moved_to_other_words() -> None:
    appearance = AppearanceFactory()
    with pytest.raises(DatabaseError, match="can not be changed"), connection.cursor() as cursor:
        cursor.execute('UPDATE claims_appearance SET start = 0, "end" = 13 WHERE id = %s', [appearance.pk])


def test_the_speaker_of_an_appearance_can_be_corrected() -> None:
    appearance = AppearanceFactory()
    appearance.speaker = None
    appearance.save()
    appearance.refresh_from_db()
    assert appearance.speaker is None


@pytest.mark.parametrize("checkworthiness", [-0.1, 1.1])
def test_check_worthiness_lies_between_0_and_1(checkworthiness: float) -> None:
    with pytest.raises(IntegrityError, match="checkworthiness_between_0_and_1"):
        ClaimFactory(checkworthiness=checkworthiness)


def test_a_claim_of_unknown_kind_is_refused() -> None:
    with pytest.raises(IntegrityError, match="claim_kind_is_known"):
        ClaimFactory(kind="rumour")


def test_a_claim_is_found_by_the_stem_of_its_words() -> None:
    claim = ClaimFactory(text="Donald Trump threatened tariffs.")
    ClaimFactory()
    assert list(Claim.objects.filter(search="tariff")) == [claim]


def test_evidence_is_words_of_a_snapshot_or_a_citation() -> None:
    EvidenceFactory()
    EvidenceFactory(citation_only=True)
    with pytest.raises(IntegrityError, match="evidence_is_a_passage_or_a_citation"):
        EvidenceFactory(citation_only=True, citation="")


def test_a_reviewer_assesses_a_claim_once() -> None:
    assessment = AssessmentFactory()
    with pytest.raises(IntegrityError, match="one_assessment_per_reviewer_and_claim"):
        AssessmentFactory(claim=assessment.claim, reviewer=assessment.reviewer)


def test_a_claim_has_one_published_verdict() -> None:
    verdict = VerdictFactory(published=True)
    with pytest.raises(IntegrityError, match="one_published_verdict_per_claim"):
        VerdictFactory(claim=verdict.claim, version=2, published=True)


def test_an_author_can_not_approve_their_own_verdict() -> None:
    editor = UserFactory(editor=True)
    with pytest.raises(IntegrityError, match="author_does_not_approve_own_verdict"):
        VerdictFactory(author=editor, approved=True, approved_by=editor)


@pytest.mark.parametrize(
    ("missing", "constraint"),
    [("approved_by", "approved_verdict_names_its_approver"), ("published_at", "published_verdict_has_a_date")],
)
def test_a_published_verdict_names_approver_and_moment(missing: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        VerdictFactory(published=True, **{missing: None})


def test_a_broken_rule_is_told_in_words_before_the_database_says_no() -> None:
    verdict = VerdictFactory()
    verdict.stage, verdict.approved_by = Verdict.Stage.APPROVED, verdict.author
    with pytest.raises(ValidationError, match="Who wrote a verdict can't approve it"):
        verdict.full_clean()


@pytest.mark.parametrize("value", [0, 6])
def test_a_rating_lies_between_1_and_5(value: int) -> None:
    with pytest.raises(IntegrityError, match="rating_value_between_1_and_5"):
        RatingFactory(name="True", value=value)


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (ClaimFactory, {"text": "NATO will not act."}),
        (AppearanceFactory, {"cue": "according to"}),
        (EvidenceFactory, {"note": "see page 3"}),
        (AssessmentFactory, {"rationale": "The minutes are out."}),
        (VerdictFactory, {"summary": "Nothing of the kind was said."}),
    ],
)
def test_every_change_leaves_an_event(make: Any, change: dict[str, str]) -> None:
    row = make()
    for field, value in change.items():
        setattr(row, field, value)
    row.save()
    assert [e.pgh_label for e in events(row)] == ["insert", "update"]
    field, value = next(iter(change.items()))
    assert getattr(events(row).last(), field) == value != getattr(events(row).first(), field)


def test_an_event_can_not_be_rewritten_or_deleted() -> None:
    event = events(ClaimFactory()).get()
    with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claimevent SET text = 'something else' WHERE pgh_id = %s", [event.pk])


def test_an_event_of_an_act_names_who_acted() -> None:
    editor = UserFactory(editor=True)
    with pghistory.context(user=str(editor.pk)):
        claim = ClaimFactory()
    assert events(claim).get().pgh_context["user"] == str(editor.pk)


def test_the_public_sees_only_claims_with_a_published_verdict() -> None:
    shown, approved, bare = ClaimFactory(published=True), ClaimFactory(), ClaimFactory()
    VerdictFactory(claim=approved, approved=True)
    public = AnonymousUser()
    assert list(Claim.objects.visible_to(public)) == [shown]
    assert set(Claim.objects.visible_to(UserFactory(journalist=True))) == {shown, approved, bare}


def test_the_public_sees_evidence_and_verdicts_of_published_claims_only() -> None:
    verdict = VerdictFactory(published=True)
    draft = VerdictFactory()
    shown, _ = EvidenceFactory(claim=verdict.claim), EvidenceFactory(claim=draft.claim)
    assert list(Evidence.objects.visible_to(AnonymousUser())) == [shown]
    assert list(Verdict.objects.visible_to(AnonymousUser())) == [verdict]


def test_nobody_sees_anothers_assessment_before_submitting_their_own() -> None:
    theirs = AssessmentFactory(submitted=True)
    reviewer = UserFactory(reviewer=True)
    assert not Assessment.objects.visible_to(reviewer).exists()
    own = AssessmentFactory(claim=theirs.claim, reviewer=reviewer)
    assert list(Assessment.objects.visible_to(reviewer)) == [own]
    own.submitted_at = own.created_at
    own.save()
    assert set(Assessment.objects.visible_to(reviewer)) == {own, theirs}
    assert not Assessment.objects.visible_to(AnonymousUser()).exists()
