"""Assessments are blind and verdicts are read here; acting on them happens in the workbench."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Assessment, Verdict
from claims.workflow import assessing, verdicts
from tests.factories import AssessmentFactory, ClaimFactory, RatingFactory, UserFactory, VerdictFactory

LIST = "/admin/claims/assessment/"


def page(row: Any, name: str = "change") -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_{name}", args=[row.pk])


@pytest.mark.parametrize("superuser", [False, True], ids=["reviewer", "superuser"])
def test_nobody_sees_the_others_findings_before_their_own_is_submitted(superuser: bool, settings: Any) -> None:
    settings.REVIEWERS = 3  # so that the claim is still being assessed when both are in
    person = UserFactory(reviewer=True, is_superuser=superuser)
    client = Client()
    client.force_login(person)
    other = AssessmentFactory(rationale="The minutes are forged.", submitted=True)
    own = AssessmentFactory(claim=other.claim, reviewer=person)

    def seen() -> list[bool]:
        listed = {a.pk for a in client.get(LIST, {"q": "NATO"}).context["cl"].result_list}
        opened = client.get(page(other)).status_code == 200
        history = client.get(page(other, "history")).status_code == 200
        on_claim = other.rationale in client.get(page(other.claim)).content.decode()
        return [other.pk in listed, opened, history, on_claim]

    assert seen() == [False] * 4
    assessing.submit_assessment(own.claim, by=person, rating=own.rating, rationale="Mine.")
    assert seen() == [True] * 4


def test_anothers_draft_is_as_what_is_not_there(desk: Client, reviewer: Any, settings: Any) -> None:
    settings.REVIEWERS = 3
    own = AssessmentFactory(reviewer=reviewer, submitted=True)
    other = AssessmentFactory(claim=own.claim, submitted=True)
    draft = AssessmentFactory(claim=own.claim)
    assert desk.get(page(other)).status_code == 200
    assert desk.get(page(draft)).status_code == 302


def test_an_assessment_is_only_read_here(desk: Client, reviewer: Any) -> None:
    form = {"claim": ClaimFactory().pk, "rating": RatingFactory().pk, "rationale": "So.", "reviewer": reviewer.pk}
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}add/", form).status_code == 403
    assert not Assessment.objects.exists()
    for own in (AssessmentFactory(reviewer=reviewer), AssessmentFactory(reviewer=reviewer, submitted=True)):
        response = desk.post(page(own), {**form, "rationale": "Changed."})
        assert response.status_code == 403
        assert Assessment.objects.get(pk=own.pk).rationale == own.rationale


def test_a_verdict_is_only_read_here(editors_desk: Client, editor: Any) -> None:
    assert editors_desk.get("/admin/claims/verdict/add/").status_code == 403
    verdict = VerdictFactory(author=editor)
    form = {"rating": verdict.rating_id, "summary": "Changed.", "stage": "published", "approved_by": editor.pk}
    assert editors_desk.post("/admin/claims/verdict/add/", {"claim": verdict.claim_id, **form}).status_code == 403
    assert editors_desk.get(page(verdict)).status_code == 200
    assert editors_desk.post(page(verdict), form).status_code == 403
    after = Verdict.objects.get()
    assert (after.stage, after.summary, after.approved_by) == ("draft", verdict.summary, None)


def test_the_history_of_a_verdict_says_who_published_it(editors_desk: Client, editor: Any) -> None:
    verdict = VerdictFactory(approved=True)
    verdicts.publish(verdict, by=editor)
    html = editors_desk.get(page(verdict, "history")).content.decode()
    assert f"<strong>{editor}</strong>" in html
    assert "<ins>published</ins>" in html.lower()


def test_an_administrator_says_what_a_rating_stands_on(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    rating = RatingFactory(name="Missing context")
    form = {"name": "Missing context", "position": rating.position, "description": "Facts are left out.", "asks": ""}
    url = reverse("admin:claims_rating_change", args=[rating.pk])
    assert client.post(url, {**form, "stances": ["context"]}).status_code == 302
    rating.refresh_from_db()
    assert rating.stances == ["context"]
    assert client.post(url, {**form, "stances": ["hearsay"]}).status_code == 200  # refused beside the field
    assert "evidence that puts into context" in client.get(reverse("admin:claims_rating_changelist")).content.decode()
