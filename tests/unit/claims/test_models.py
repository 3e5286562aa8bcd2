"""What the database never lets happen to claims, evidence and verdicts."""

from __future__ import annotations

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone

from claims.models import Assessment, Claim, ClaimListing, Evidence, Verdict
from claims.workflow.assessing import submit_assessment
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
    assert list(ClaimListing.objects.filter(search="tariff")) == [claim.listing]


def test_evidence_is_words_of_a_snapshot_or_a_citation() -> None:
    EvidenceFactory()
    EvidenceFactory(citation_only=True)
    with pytest.raises(IntegrityError, match="evidence_is_a_passage_or_a_citation"):
        EvidenceFactory(citation_only=True, citation="")


def test_a_reviewer_assesses_a_claim_once() -> None:
    first = AssessmentFactory()
    with pytest.raises(IntegrityError, match="one_assessment_per_reviewer_and_claim"):
        Assessment.objects.create(claim=first.claim, reviewer=first.reviewer)


def test_a_claim_has_one_published_verdict() -> None:
    claim = VerdictFactory(published=True).claim
    second = VerdictFactory(claim=claim, approved=True)
    with pytest.raises(IntegrityError, match="one_published_verdict_per_claim"):
        Verdict.objects.filter(pk=second.pk).update(act="publish", stage="published", published_at=timezone.now())


def test_an_author_can_not_approve_their_own_verdict() -> None:
    verdict = VerdictFactory(in_review=True)
    with pytest.raises(IntegrityError, match="author_does_not_approve_own_verdict"):
        Verdict.objects.filter(pk=verdict.pk).update(act="approve", stage="approved", approved_by=verdict.author)


@pytest.mark.parametrize(
    ("before", "change", "constraint"),
    [
        ("in_review", {"act": "approve", "stage": "approved"}, "approved_verdict_names_its_approver"),
        ("approved", {"act": "publish", "stage": "published"}, "published_verdict_has_a_date"),
    ],
)
def test_a_published_verdict_names_approver_and_moment(before: str, change: dict[str, str], constraint: str) -> None:
    verdict = VerdictFactory(stage=before)
    with pytest.raises(IntegrityError, match=constraint):
        Verdict.objects.filter(pk=verdict.pk).update(**change)


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
        (ClaimFactory, {"text": "NATO will not act.", "act": "reword"}),
        (AppearanceFactory, {"cue": "according to"}),
        (EvidenceFactory, {"note": "see page 3"}),
        (AssessmentFactory, {"rationale": "The minutes are out."}),
        (VerdictFactory, {"summary": "Nothing of the kind was said.", "act": "revise"}),
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
    VerdictFactory()
    EvidenceFactory(claim=verdict.claim)
    shown = set(Evidence.objects.filter(claim=verdict.claim))
    assert 2 == len(shown) < Evidence.objects.count()
    assert set(Evidence.objects.visible_to(AnonymousUser())) == shown
    assert list(Verdict.objects.visible_to(AnonymousUser())) == [verdict]


def test_nobody_sees_anothers_assessment_before_submitting_their_own(settings: Any) -> None:
    settings.REVIEWERS = 3
    theirs = AssessmentFactory(submitted=True)
    reviewer = UserFactory(reviewer=True)
    assert not Assessment.objects.visible_to(reviewer).exists()
    own = AssessmentFactory(claim=theirs.claim, reviewer=reviewer)
    AssessmentFactory(claim=theirs.claim, rationale="A third one's draft.")
    assert list(Assessment.objects.visible_to(reviewer)) == [own]
    submit_assessment(theirs.claim, by=reviewer, rating=own.rating, rationale="So it is.")
    assert set(Assessment.objects.visible_to(reviewer)) == {own, theirs}
    assert not Assessment.objects.visible_to(AnonymousUser()).exists()
