"""What people of the desk do: who may, what is refused and at which field, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from claims.models import Appearance, Assessment, Claim, Evidence, Verdict
from claims.workflow import actions
from claims.workflow.actions import Place, Wording
from factcheck.common.acts import Conflict, saving
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import (
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db

Stage = Verdict.Stage


def revised(verdict: Verdict, by: Any, **changes: Any) -> Verdict:
    now = {name: getattr(verdict, name) for name in ("rating", "summary", "explanation", "stage", "approved_by")}
    return actions.revise_verdict(verdict, by=by, **{**now, **changes})


def test_a_claim_is_recorded_with_the_place_it_stands_at() -> None:
    reviewer, snapshot, speaker = UserFactory(reviewer=True), SnapshotFactory(), SourceFactory()
    wording = Wording("NATO will act.", "prediction", checkworthiness=0.7)
    claim = actions.record_claim(wording, Place(snapshot, "NATO will\nact", speaker, "said"), by=reviewer)
    appearance = claim.appearances.get()
    assert snapshot.text[appearance.start : appearance.end] == appearance.exact == "NATO will act"
    assert (appearance.person, appearance.software, appearance.speaker) == (reviewer, None, speaker)


def test_a_claim_whose_words_are_nowhere_is_not_recorded() -> None:
    with pytest.raises(InvalidInput, match="does not stand"):
        actions.record_claim(
            Wording("NATO sleeps.", "fact"), Place(SnapshotFactory(), "NATO sleeps"), by=UserFactory(reviewer=True)
        )
    assert (Claim.objects.count(), Appearance.objects.count()) == (0, 0)


def test_check_worthiness_above_one_is_refused_at_its_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.revise_claim(
            ClaimFactory(), Wording("NATO acts.", "fact", checkworthiness=1.5), by=UserFactory(reviewer=True)
        )
    assert refused.value.field == "checkworthiness"


def test_the_same_place_twice_is_refused_at_the_quotation() -> None:
    claim, snapshot, reviewer = ClaimFactory(), SnapshotFactory(), UserFactory(reviewer=True)
    actions.record_appearance(claim, Place(snapshot, "NATO will act"), by=reviewer)
    with pytest.raises(InvalidInput) as refused:
        actions.record_appearance(claim, Place(snapshot, "NATO will act"), by=reviewer)
    assert refused.value.field == "quotation"


def test_a_speaker_is_corrected_while_the_words_stay() -> None:
    claim, editor = ClaimFactory(appears=True), UserFactory(editor=True)
    appearance, speaker = claim.appearances.get(), SourceFactory()
    actions.revise_appearance(appearance, by=editor, speaker=speaker, cue="told", channel="speech")
    appearance.refresh_from_db()
    assert (appearance.speaker, appearance.cue, appearance.exact) == (speaker, "told", "NATO will act")


def test_evidence_is_anchored_at_the_words_that_were_quoted() -> None:
    reviewer, snapshot = UserFactory(reviewer=True), SnapshotFactory()
    evidence = actions.add_evidence(
        ClaimFactory(), by=reviewer, stance="refutes", snapshot=snapshot, quotation="up to 25%"
    )
    evidence.refresh_from_db()
    assert snapshot.text[evidence.start : evidence.end] == evidence.exact == "up to 25%"
    assert (evidence.added_by, evidence.prefix[-11:]) == (reviewer, "Tariffs of ")


def test_evidence_may_be_a_citation_alone() -> None:
    evidence = actions.add_evidence(
        ClaimFactory(), by=UserFactory(reviewer=True), stance="context", citation="National Archives, box 12"
    )
    assert (evidence.snapshot, evidence.exact) == (None, "")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"quotation": "NATO"}, "snapshot"),
        ({"citation": "  "}, "citation"),
        ({"citation": "Box 12", "stance": "perhaps"}, "stance"),
    ],
)
def test_incomplete_evidence_is_refused_at_the_field_to_fill(given: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.add_evidence(
            ClaimFactory(), by=UserFactory(reviewer=True), **{"stance": "supports", "citation": "", **given}
        )
    assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_evidence_keeps_its_passage_when_it_is_revised() -> None:
    evidence = EvidenceFactory()
    actions.revise_evidence(evidence, by=UserFactory(reviewer=True), stance="context", citation="", note="As said.")
    evidence.refresh_from_db()
    assert (evidence.stance, evidence.note, evidence.exact) == ("context", "As said.", "Tariffs of up to 25%")


def test_a_citation_alone_can_not_be_emptied() -> None:
    evidence = EvidenceFactory(citation_only=True)
    with pytest.raises(InvalidInput) as refused:
        actions.revise_evidence(evidence, by=UserFactory(reviewer=True), stance="context", citation=" ", note="")
    assert refused.value.field == "citation"


def test_a_reviewer_has_one_assessment_of_a_claim_and_changes_it_until_it_is_submitted() -> None:
    claim, reviewer, rating = ClaimFactory(), UserFactory(reviewer=True), RatingFactory()
    actions.assess(claim, by=reviewer, rating=rating, rationale="First thoughts.")
    actions.assess(claim, by=reviewer, rating=rating, rationale="Second thoughts.", submit=True)
    assert Assessment.objects.get().rationale == "Second thoughts."
    with pytest.raises(InvalidInput, match="submitted"):
        actions.assess(claim, by=reviewer, rating=rating, rationale="Third thoughts.")


def test_two_reviewers_assess_the_same_claim() -> None:
    first = AssessmentFactory(submitted=True)
    second = actions.assess(first.claim, by=UserFactory(reviewer=True), rating=first.rating, rationale="No.")
    assert second.pk != first.pk


def test_an_assessment_without_a_rationale_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.assess(ClaimFactory(), by=UserFactory(reviewer=True), rating=RatingFactory(), rationale="  ")
    assert refused.value.field == "rationale"


def test_a_second_verdict_is_the_next_version() -> None:
    first = VerdictFactory()
    second = actions.write_verdict(first.claim, by=UserFactory(editor=True), rating=first.rating, summary="Still so.")
    assert (second.version, second.stage) == (2, Stage.DRAFT)


def test_an_author_can_not_approve_their_own_verdict() -> None:
    verdict = VerdictFactory()
    with pytest.raises(InvalidInput, match="ask another editor") as refused:
        revised(verdict, verdict.author, stage=Stage.APPROVED, approved_by=verdict.author)
    assert refused.value.field == "approved_by"


def test_nobody_approves_in_anothers_name() -> None:
    verdict = VerdictFactory()
    with pytest.raises(InvalidInput, match="another's name"):
        revised(verdict, verdict.author, stage=Stage.APPROVED, approved_by=UserFactory(editor=True))


def test_what_is_published_names_its_approver_and_the_moment() -> None:
    verdict, editor = VerdictFactory(), UserFactory(editor=True)
    with pytest.raises(InvalidInput) as refused:
        revised(verdict, editor, stage=Stage.PUBLISHED)
    assert refused.value.field == "approved_by"
    published = revised(verdict, editor, stage=Stage.PUBLISHED, approved_by=editor)
    assert published.published_at is not None


def test_a_claim_has_one_published_verdict() -> None:
    published, editor = VerdictFactory(published=True), UserFactory(editor=True)
    second = VerdictFactory(claim=published.claim, version=2)
    with pytest.raises(InvalidInput, match="published verdict") as refused:
        revised(second, editor, stage=Stage.PUBLISHED, approved_by=editor)
    assert refused.value.field == "stage"


def test_a_published_verdict_keeps_its_words() -> None:
    verdict = VerdictFactory(published=True)
    with pytest.raises(InvalidInput, match="write a new version"):
        revised(verdict, UserFactory(editor=True), summary="Something else.")


def test_a_published_verdict_is_retracted_but_never_a_draft_again() -> None:
    verdict, editor = VerdictFactory(published=True), UserFactory(editor=True)
    with pytest.raises(InvalidInput, match="corrected or retracted"):
        revised(verdict, editor, stage=Stage.DRAFT)
    assert revised(verdict, editor, stage=Stage.RETRACTED).published_at == verdict.published_at


def test_a_change_that_somebody_else_was_quicker_with_is_a_conflict() -> None:
    with pytest.raises(Conflict, match="look at it again"), saving():
        raise IntegrityError


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (lambda by: actions.record_claim(Wording("x", "fact"), Place(SnapshotFactory(), "NATO"), by=by), "journalist"),
        (lambda by: actions.revise_claim(ClaimFactory(), Wording("x", "fact"), by=by), "journalist"),
        (lambda by: actions.add_evidence(ClaimFactory(), by=by, stance="context", citation="x"), "journalist"),
        (
            lambda by: actions.revise_evidence(EvidenceFactory(), by=by, stance="context", citation="", note=""),
            "journalist",
        ),
        (lambda by: actions.assess(ClaimFactory(), by=by, rating=RatingFactory(), rationale="x"), "journalist"),
        (lambda by: actions.write_verdict(ClaimFactory(), by=by, rating=RatingFactory(), summary="x"), "reviewer"),
        (lambda by: revised(VerdictFactory(), by, stage=Stage.IN_REVIEW), "reviewer"),
        (
            lambda by: actions.revise_appearance(
                ClaimFactory(appears=True).appearances.get(), by=by, speaker=None, cue="", channel=""
            ),
            "reviewer",
        ),
    ],
    ids=["record", "revise", "evidence", "revise evidence", "assess", "verdict", "revise verdict", "appearance"],
)
def test_who_lacks_the_permission_is_told_which(act: Any, role: str) -> None:
    with pytest.raises(NotAllowed, match="the permission claims\\."):
        act(UserFactory(**{role: True}))
