"""The verdict: written on a finding, reviewed by somebody else, published, then only corrected or retracted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from claims.models import Verdict
from claims.workflow import verdicts
from claims.workflow.acting import IllegalMove
from factcheck.common.acts import Conflict, Stale, saving
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import ClaimFactory, RatingFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db

Stage = Verdict.Stage


@pytest.fixture
def eve():
    return UserFactory(editor=True)


def revised(verdict: Verdict, by: Any, **changes: Any) -> Verdict:
    now = {name: getattr(verdict, name) for name in ("rating", "summary", "explanation")}
    return verdicts.revise_verdict(verdict, by=by, **{**now, **changes})


def test_a_reviewer_drafts_a_verdict_that_says_what_was_found() -> None:
    claim, ann = ClaimFactory(state="agreed"), UserFactory(reviewer=True)
    with pytest.raises(InvalidInput) as refused:
        verdicts.draft_verdict(claim, by=ann, rating=RatingFactory(name="True"), summary="So it is.")
    assert refused.value.field == "rating"
    verdict = verdicts.draft_verdict(claim, by=ann, rating=RatingFactory(), summary=" It is not so. ")
    assert (verdict.author, verdict.version, verdict.stage) == (ann, 1, Stage.DRAFT)
    assert verdict.summary == "It is not so."


def test_an_empty_summary_is_refused_at_its_field(eve) -> None:
    with pytest.raises(InvalidInput) as refused:
        verdicts.draft_verdict(ClaimFactory(state="agreed"), by=eve, rating=RatingFactory(), summary=" ")
    assert refused.value.field == "summary"


def test_a_second_verdict_is_the_next_version_and_only_one_is_on_its_way(eve) -> None:
    first = VerdictFactory()
    with pytest.raises(InvalidInput, match="on its way already"):
        verdicts.draft_verdict(first.claim, by=eve, rating=first.rating, summary="Still so.")
    verdicts.withdraw_verdict(first, by=first.author)
    second = verdicts.draft_verdict(first.claim, by=eve, rating=first.rating, summary="Still so.")
    assert (second.version, second.stage) == (2, Stage.DRAFT)


def test_a_draft_is_its_authors_alone(eve) -> None:
    verdict = VerdictFactory()
    for act in (lambda: revised(verdict, eve), lambda: verdicts.send_verdict(verdict, by=eve)):
        with pytest.raises(NotAllowed, match="only its author"):
            act()
    revised(verdict, verdict.author, summary="Put better.")
    assert Verdict.objects.get().summary == "Put better."


def test_an_author_can_not_approve_their_own_verdict() -> None:
    verdict = VerdictFactory(in_review=True)
    with pytest.raises(NotAllowed, match="ask another editor"):
        verdicts.approve(verdict, by=verdict.author)


def test_what_is_published_names_its_approver_and_the_moment(eve) -> None:
    verdict = VerdictFactory(in_review=True)
    with pytest.raises(IllegalMove):
        verdicts.publish(verdict, by=eve)
    verdicts.approve(verdict, by=eve)
    published = verdicts.publish(verdict, by=UserFactory(editor=True))
    published.refresh_from_db()
    assert (published.stage, published.approved_by) == (Stage.PUBLISHED, eve)
    assert published.published_at is not None


def test_what_is_sent_back_is_a_draft_again_with_the_comment_and_without_an_approver(eve) -> None:
    verdict = VerdictFactory(approved=True)
    with pytest.raises(InvalidInput) as refused:
        verdicts.send_back(verdict, by=eve, comment="")
    assert refused.value.field == "comment"
    verdicts.send_back(verdict, by=eve, comment="Which minutes?")
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.approved_by, verdict.review_comment) == (Stage.DRAFT, None, "Which minutes?")


def test_the_next_version_corrects_the_one_before_and_tells_readers_why(eve) -> None:
    first = VerdictFactory(published=True)
    second = verdicts.draft_verdict(first.claim, by=eve, rating=first.rating, summary="Something else.")
    with pytest.raises(InvalidInput) as refused:
        verdicts.send_verdict(second, by=eve)
    assert refused.value.field == "correction_note"
    revised(second, eve, correction_note="We misread the minutes.")
    verdicts.send_verdict(second, by=eve)
    verdicts.approve(second, by=UserFactory(editor=True))
    verdicts.publish(second, by=eve)
    assert [(v.version, v.stage) for v in first.claim.verdicts.all()] == [(2, Stage.PUBLISHED), (1, Stage.CORRECTED)]


@pytest.mark.parametrize("name", ["Unproven", "Not checkable"])
def test_a_rating_without_evidence_tells_readers_what_was_searched_or_why(name: str) -> None:
    rating = RatingFactory(name=name)
    claim, ann = ClaimFactory(state="agreed", ratings=(name, name)), UserFactory(reviewer=True)
    verdict = verdicts.draft_verdict(claim, by=ann, rating=rating, summary="Nobody knows.")
    with pytest.raises(InvalidInput) as refused:
        verdicts.send_verdict(verdict, by=ann)
    assert refused.value.field == "grounds"
    revised(verdict, ann, grounds="The archives of both ministries.")
    assert verdicts.send_verdict(verdict, by=ann).stage == Stage.IN_REVIEW


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_only_a_draft_changes_its_words(stage: Stage) -> None:
    verdict = VerdictFactory(stage=stage) if stage != Stage.CORRECTED else VerdictFactory(published=True)
    if stage == Stage.CORRECTED:
        VerdictFactory(claim=verdict.claim, published=True)
    with pytest.raises(IllegalMove):
        revised(verdict, verdict.author, summary="Something else.")


def test_a_published_verdict_is_retracted_with_a_notice_and_stays_public(eve) -> None:
    verdict = VerdictFactory(published=True)
    with pytest.raises(InvalidInput) as refused:
        verdicts.retract(verdict, by=eve, notice=" ")
    assert refused.value.field == "notice"
    moment = verdict.published_at
    verdicts.retract(verdict, by=eve, notice="It was another meeting.")
    assert Verdict.objects.public().get().published_at == moment


def test_another_look_is_asked_for_with_every_reason_and_ended_by_a_confirmation(eve) -> None:
    verdict = VerdictFactory(published=True)
    with pytest.raises(InvalidInput, match="Nothing asks"):
        verdicts.confirm(verdict, by=eve, reason="It stands.")
    for reason in ("A denial.", "Another denial.", "A denial."):
        verdicts.ask_for_another_look(verdict, by=UserFactory(reviewer=True), reason=reason)
    assert verdict.stale_reason == "A denial.\nAnother denial."
    verdicts.confirm(verdict, by=eve, reason="It stands.")
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.stale_since, verdict.stale_reason) == (Stage.PUBLISHED, None, "")


def test_who_looked_at_an_older_screen_is_told_what_has_changed(eve) -> None:
    verdict = VerdictFactory(in_review=True)
    seen = verdict.revision
    verdicts.approve(verdict, by=eve, seen=seen)
    with pytest.raises(Stale, match="stage is now “Approved”"):
        verdicts.send_back(verdict, by=UserFactory(editor=True), comment="Which minutes?", seen=seen)


def test_a_change_that_somebody_else_was_quicker_with_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="look at it again"), saving():
        raise IntegrityError


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (lambda by: verdicts.draft_verdict(ClaimFactory(), by=by, rating=RatingFactory(), summary="x"), "journalist"),
        (lambda by: verdicts.approve(VerdictFactory(in_review=True), by=by), "reviewer"),
        (lambda by: verdicts.publish(VerdictFactory(approved=True), by=by), "reviewer"),
    ],
    ids=["draft", "approve", "publish"],
)
def test_who_lacks_the_permission_is_told_which(act: Any, role: str) -> None:
    with pytest.raises(NotAllowed, match="the permission claims\\."):
        act(UserFactory(**{role: True}))
