"""Evidence: anchored at its words or cited, revised without moving, withdrawn with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Evidence
from claims.workflow import evidence
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import ClaimFactory, EvidenceFactory, SnapshotFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return UserFactory(reviewer=True)


def test_evidence_is_anchored_at_the_words_that_were_quoted(ann) -> None:
    snapshot = SnapshotFactory()
    found = evidence.add_evidence(ClaimFactory(), by=ann, stance="refutes", snapshot=snapshot, quotation="up to 25%")
    found.refresh_from_db()
    assert snapshot.text[found.start : found.end] == found.exact == "up to 25%"
    assert (found.added_by, found.prefix[-11:]) == (ann, "Tariffs of ")


def test_evidence_may_be_a_citation_alone(ann) -> None:
    found = evidence.add_evidence(ClaimFactory(), by=ann, stance="context", citation="National Archives, box 12")
    assert (found.snapshot, found.exact) == (None, "")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"quotation": "NATO"}, "snapshot"),
        ({"citation": "  "}, "citation"),
        ({"citation": "Box 12", "stance": "perhaps"}, "stance"),
    ],
)
def test_incomplete_evidence_is_refused_at_the_field_to_fill(ann, given: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        evidence.add_evidence(ClaimFactory(), by=ann, **{"stance": "supports", "citation": "", **given})
    assert refused.value.field == field
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("span", [(3, 3), (0, 10_000)])
def test_evidence_at_a_span_outside_the_text_is_refused_at_the_quotation(ann, span: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput) as refused:
        evidence.add_evidence(ClaimFactory(), by=ann, stance="supports", snapshot=SnapshotFactory(), span=span)
    assert refused.value.field == "quotation"


def test_evidence_keeps_its_passage_when_it_is_revised(ann) -> None:
    found = EvidenceFactory()
    evidence.revise_evidence(found, by=ann, stance="context", citation="", note="As said.")
    found.refresh_from_db()
    assert (found.stance, found.note, found.exact) == ("context", "As said.", "Tariffs of up to 25%")


def test_a_citation_alone_can_not_be_emptied(ann) -> None:
    found = EvidenceFactory(citation_only=True)
    with pytest.raises(InvalidInput) as refused:
        evidence.revise_evidence(found, by=ann, stance="context", citation=" ", note="")
    assert refused.value.field == "citation"


def test_evidence_is_withdrawn_once_and_with_a_reason(ann) -> None:
    found = EvidenceFactory()
    with pytest.raises(InvalidInput) as refused:
        evidence.withdraw_evidence(found, by=ann, reason=" ")
    assert refused.value.field == "reason"
    evidence.withdraw_evidence(found, by=ann, reason="Another meeting.")
    with pytest.raises(InvalidInput, match="withdrawn already"):
        evidence.withdraw_evidence(found, by=ann, reason="Another meeting.")


@pytest.mark.parametrize(("stance", "asks"), [("supports", True), ("refutes", False), ("context", False)])
def test_only_evidence_against_what_is_published_asks_for_another_look(ann, stance: str, asks: bool) -> None:
    verdict = VerdictFactory(published=True)  # "False"
    evidence.add_evidence(verdict.claim, by=ann, stance=stance, citation="Box 12")
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.stale_since is not None) == ("published", asks)


def test_evidence_that_turns_against_what_is_published_asks_for_another_look(ann) -> None:
    verdict = VerdictFactory(published=True)
    found = EvidenceFactory(claim=verdict.claim, stance="context")
    evidence.revise_evidence(found, by=ann, stance="supports", citation="", note="")
    verdict.refresh_from_db()
    assert "supports the claim" in verdict.stale_reason


@pytest.mark.parametrize(
    "act",
    [
        lambda by: evidence.add_evidence(ClaimFactory(), by=by, stance="context", citation="x"),
        lambda by: evidence.revise_evidence(EvidenceFactory(), by=by, stance="context", citation="", note=""),
        lambda by: evidence.withdraw_evidence(EvidenceFactory(), by=by, reason="x"),
    ],
    ids=["add", "revise", "withdraw"],
)
def test_who_lacks_the_permission_is_told_which(act: Any) -> None:
    with pytest.raises(NotAllowed, match="the permission claims\\."):
        act(UserFactory(journalist=True))


def test_a_published_verdict_that_loses_its_last_evidence_is_looked_at_again() -> None:
    verdict, editor = VerdictFactory(published=True), UserFactory(editor=True)
    first = verdict.claim.evidence.get()
    second = EvidenceFactory(claim=verdict.claim, stance=first.stance)
    evidence.withdraw_evidence(first, by=editor, reason="The page is a forgery.")
    verdict.refresh_from_db()
    assert verdict.stale_since is None
    evidence.withdraw_evidence(second, by=editor, reason="So is this one.")
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.stale_reason) == ("published", "The evidence that it stood on was withdrawn.")


def test_evidence_that_is_turned_round_is_weighed_whatever_the_callers_copy_says_already() -> None:
    verdict, editor = VerdictFactory(published=True), UserFactory(editor=True)
    piece = EvidenceFactory(claim=verdict.claim, stance="context")
    piece.stance = "supports"  # as a form leaves it before the action is called
    evidence.revise_evidence(piece, by=editor, stance="supports", citation="", note="")
    verdict.refresh_from_db()
    assert "New evidence supports the claim" in verdict.stale_reason


def test_a_published_verdict_whose_last_evidence_turns_round_is_looked_at_again() -> None:
    verdict = VerdictFactory(published=True)
    piece = verdict.claim.evidence.get()
    evidence.revise_evidence(piece, by=UserFactory(editor=True), stance="context", citation="", note="")
    verdict.refresh_from_db()
    assert verdict.stale_reason == "The evidence that it stood on was turned round."
