"""The timeline: a claim's whole story in plain words, and blind to what may not be seen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin import history
from claims.models import Assessment, Claim
from claims.workflow import assessing, evidence, triage
from tests.factories import ClaimFactory, EvidenceFactory, RatingFactory, UserFactory, VerdictFactory


def page_of(row: Any, **query: Any) -> str:
    path = reverse(f"admin:claims_{row._meta.model_name}_history", args=[row.pk])
    return f"{path}?before={query['before']}" if query else path


def told(client: Client, row: Any, **query: Any) -> str:
    """The timeline as it reads, from the newest act on."""
    response = client.get(page_of(row, **query))
    assert response.status_code == 200
    return response.content.decode()


def lines(html: str) -> list[str]:
    """Who did what and why, one act a line."""
    acts = re.findall(r"<time.*?</time>(.*?)</p>", html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", "", act).split()) for act in acts]


@pytest.fixture
def claim() -> Claim:
    """A claim that is being assessed by the two who are to come."""
    claim = ClaimFactory(appears=True, text="NATO will act.")
    triage.queue(claim, by=UserFactory(editor=True, username="Ann Lee"))
    return claim


def assess(claim: Claim, by: Any, *, submit: bool = True, rationale: str = "The minutes are forged.") -> None:
    rating = RatingFactory(name="Misleading")
    triage.assign(claim, by=by)
    act = assessing.submit_assessment if submit else assessing.save_assessment
    act(claim, by=by, rating=rating, rationale=rationale)


def test_the_page_of_a_claim_tells_its_whole_story_newest_first(editors_desk: Client, editor: Any) -> None:
    claim = ClaimFactory(text="NATO will act.")
    found = EvidenceFactory(claim=claim)
    triage.set_aside(claim, by=editor, reason="opinion only")
    evidence.withdraw_evidence(found, by=editor, reason="It was a forgery.")
    html = told(editors_desk, claim)
    assert lines(html)[:2] == [f"{editor} gathered evidence: It was a forgery.", f"{editor} set it aside: opinion only"]
    assert lines(html)[-1].startswith("The system recorded the claim")
    assert "<del>new</del>" in html.lower()
    assert "<ins>set aside</ins>" in html.lower()
    assert "Tariffs of up to 25%" in html


def test_what_the_extractor_found_is_told_as_its_work(editors_desk: Client) -> None:
    claim = ClaimFactory(appears=True)
    (line,) = lines(told(editors_desk, claim))
    assert line.startswith("factcheck-extractor 1")
    assert "recorded the claim, recorded where it stands" in line


@pytest.mark.parametrize("submit", [True, False], ids=["submitted", "draft"])
def test_of_anothers_assessment_nothing_is_told_before_ones_own_is_submitted(claim: Claim, submit: bool) -> None:
    other = UserFactory(reviewer=True, username="Rita Bell")
    EvidenceFactory(claim=claim, stance="refutes")
    assess(claim, other, submit=submit)
    for reader in (UserFactory(reviewer=True), UserFactory(editor=True, is_superuser=True)):
        client = Client()
        client.force_login(reader)
        html = told(client, claim)
        assert "forged" not in html
        assert "Misleading" not in html
        assert "assessment" not in " ".join(lines(html))
        for event in Assessment.objects.get(reviewer=other).events.all():
            assert client.get(page_of(event.pgh_obj)).status_code == 404


def test_ones_own_drafts_are_told_to_oneself(claim: Claim, desk: Client, reviewer: Any) -> None:
    assess(claim, reviewer, submit=False)
    html = told(desk, claim)
    assert f"{reviewer} drafted an assessment" in lines(html)
    assert "Misleading" in html


def test_once_ones_own_is_submitted_the_others_finding_is_told_but_not_how_it_came_about(
    claim: Claim, desk: Client, reviewer: Any
) -> None:
    other = UserFactory(reviewer=True, username="Rita Bell")
    EvidenceFactory(claim=claim, stance="refutes")
    assess(claim, other, submit=False, rationale="A first thought.")
    assessing.submit_assessment(claim, by=other, rating=RatingFactory(name="False"), rationale="A second thought.")
    assess(claim, reviewer)
    html = told(desk, claim)
    assert "Rita Bell submitted an assessment" in lines(html)
    assert "Rita Bell drafted an assessment" not in lines(html)
    assert "first thought" not in html
    assessment = Assessment.objects.get(reviewer=other)
    assert lines(told(desk, assessment)) == ["Rita Bell submitted an assessment"]
    assert "first thought" not in told(desk, assessment)


def test_a_claim_has_the_same_number_of_queries_whatever_has_happened_to_it(editors_desk: Client, editor: Any) -> None:
    def queries(claim: Claim) -> int:
        told(editors_desk, claim)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            told(editors_desk, claim)
        return len(captured)

    verdict = VerdictFactory(published=True)
    few = queries(verdict.claim)
    for number in range(20):
        evidence.add_evidence(verdict.claim, by=editor, stance="context", citation=f"Box {number}")
    assert queries(verdict.claim) == few


def test_a_long_history_has_pages_that_miss_nothing(
    editors_desk: Client, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "LIMIT", 3)
    claim = ClaimFactory(text="NATO will act 0 times.")
    for number in range(1, 6):
        claim.act, claim.text = "reword", f"NATO will act {number} times."
        claim.save()
    first = told(editors_desk, claim)
    before = re.search(r"\?before=(\d+)", first)
    assert before
    second = told(editors_desk, claim, before=before[1])
    assert "?before=" not in second
    changes = [re.findall(rf"<{tag}>NATO will act (\d) times.</{tag}>", first + second) for tag in ("del", "ins")]
    assert changes == [["2", "3", "4", "0", "1"], ["3", "4", "5", "0", "1", "2"]]


def test_a_page_that_does_not_exist_is_the_first(editors_desk: Client) -> None:
    claim = ClaimFactory()
    assert lines(told(editors_desk, claim, before="x")) == lines(told(editors_desk, claim))
