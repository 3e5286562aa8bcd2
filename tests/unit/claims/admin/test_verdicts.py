"""Assessments are blind, verdicts need a second person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.admin import verdicts
from claims.models import Assessment, Verdict
from factcheck.common.acts import Conflict
from tests.factories import AssessmentFactory, ClaimFactory, RatingFactory, UserFactory, VerdictFactory

LIST = "/admin/claims/assessment/"


def page(row: Any) -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def problems(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize("superuser", [False, True], ids=["reviewer", "superuser"])
def test_nobody_sees_the_others_findings_before_their_own_is_submitted(superuser: bool) -> None:
    person = UserFactory(reviewer=True, is_superuser=superuser)
    client = Client()
    client.force_login(person)
    other = AssessmentFactory(rationale="The minutes are forged.", submitted=True)
    own = AssessmentFactory(claim=other.claim, reviewer=person)

    def seen() -> list[bool]:
        listed = {a.pk for a in client.get(LIST, {"q": "NATO"}).context["cl"].result_list}
        opened = client.get(page(other)).status_code == 200
        history = client.get(reverse("admin:claims_assessment_history", args=[other.pk])).status_code == 200
        on_claim = other.rationale in client.get(page(other.claim)).content.decode()
        return [other.pk in listed, opened, history, on_claim]

    assert seen() == [False] * 4
    client.post(page(own), {"rating": own.rating_id, "rationale": "Mine.", "submit": "on"})
    assert seen() == [True] * 4


def test_an_assessment_is_ones_own(desk: Client, reviewer: Any, editor: Any) -> None:
    form = {"claim": ClaimFactory().pk, "rating": RatingFactory().pk, "rationale": "So.", "reviewer": editor.pk}
    assert desk.post(f"{LIST}add/", form).status_code == 302
    assert (Assessment.objects.get().reviewer, Assessment.objects.get().submitted_at) == (reviewer, None)


def test_a_second_assessment_of_a_claim_gets_a_message_at_the_claim(desk: Client, reviewer: Any) -> None:
    first = AssessmentFactory(reviewer=reviewer)
    form = {"claim": first.claim_id, "rating": first.rating_id, "rationale": "Again."}
    found = problems(desk.post(f"{LIST}add/", form))
    assert list(found) == ["claim"]
    assert "already" in found["claim"][0]


def test_a_submitted_assessment_is_fixed(desk: Client, reviewer: Any) -> None:
    own = AssessmentFactory(reviewer=reviewer, submitted=True)
    assert desk.post(page(own), {"rating": own.rating_id, "rationale": "Changed."}).status_code == 403


def test_the_other_reviewers_finding_is_read_but_not_changed(desk: Client, reviewer: Any) -> None:
    own = AssessmentFactory(reviewer=reviewer, submitted=True)
    other = AssessmentFactory(claim=own.claim, submitted=True)
    draft = AssessmentFactory(claim=own.claim)
    assert desk.get(page(other)).status_code == 200
    assert desk.get(page(draft)).status_code == 302  # as what doesn't exist
    assert desk.post(page(other), {"rating": other.rating_id, "rationale": "Changed."}).status_code == 403


def test_a_draft_belongs_to_its_author(editors_desk: Client, editor: Any, reviewer: Any) -> None:
    form = {"claim": ClaimFactory().pk, "rating": RatingFactory().pk, "summary": "So.", "author": reviewer.pk}
    assert editors_desk.post("/admin/claims/verdict/add/", form).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.author, verdict.version, verdict.stage) == (editor, 1, "draft")


def words(verdict: Verdict) -> dict[str, Any]:
    return {"rating": verdict.rating_id, "summary": verdict.summary, "explanation": "", "stage": verdict.stage}


def test_an_author_who_approves_gets_a_message_beside_it(editors_desk: Client, editor: Any) -> None:
    verdict = VerdictFactory(author=editor)
    form = {**words(verdict), "stage": "approved", "approved_by": editor.pk}
    found = problems(editors_desk.post(page(verdict), form))
    assert found == {"approved_by": ["Who wrote a verdict can't approve it; ask another editor."]}


def test_an_approver_is_oneself(editors_desk: Client) -> None:
    verdict = VerdictFactory()
    form = {**words(verdict), "stage": "approved", "approved_by": UserFactory(editor=True).pk}
    assert list(problems(editors_desk.post(page(verdict), form))) == ["approved_by"]


def test_a_verdict_is_published_by_another_editor_and_its_history_says_so(editors_desk: Client, editor: Any) -> None:
    verdict = VerdictFactory()
    form = {**words(verdict), "stage": "published", "approved_by": editor.pk}
    assert editors_desk.post(page(verdict), form).status_code == 302
    verdict.refresh_from_db()
    assert (verdict.stage, verdict.approved_by) == ("published", editor)
    html = editors_desk.get(reverse("admin:claims_verdict_history", args=[verdict.pk])).content.decode()
    assert f"<strong>{editor}</strong>" in html
    assert "<ins>published</ins>" in html.lower()


def test_a_second_published_verdict_gets_a_message_at_the_stage(editors_desk: Client, editor: Any) -> None:
    published = VerdictFactory(published=True)
    second = VerdictFactory(claim=published.claim, version=2)
    form = {**words(second), "stage": "published", "approved_by": editor.pk}
    assert list(problems(editors_desk.post(page(second), form))) == ["stage"]


def test_the_words_of_a_published_verdict_are_read_only(editors_desk: Client) -> None:
    verdict = VerdictFactory(published=True)
    form = {"stage": "retracted", "approved_by": verdict.approved_by_id, "summary": "Something else."}
    assert editors_desk.post(page(verdict), form).status_code == 302
    after = Verdict.objects.get()
    assert (after.stage, after.summary) == ("retracted", verdict.summary)


def test_who_comes_second_is_told_instead_of_an_error_page(
    editors_desk: Client, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise Conflict("Somebody else has just changed the same thing.")

    monkeypatch.setattr(verdicts.actions, "revise_verdict", refuse)
    verdict = VerdictFactory()
    response = editors_desk.post(page(verdict), words(verdict), follow=True)
    assert "Somebody else has just changed the same thing." in response.content.decode()
