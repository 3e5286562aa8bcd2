"""A day of the desk, done by programs alone: from a text to a verdict that is corrected and retracted."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import RatingFactory, TokenFactory, UserFactory

V1 = "/api/v1/"
TEXT = "Mark Rutte said that tariffs of up to 25% would hurt Greenland. Denmark sent 200 soldiers to Nuuk in January."

PAGE = "Denmark sent 200 soldiers to Nuuk in January. The ministry said so on Monday, and nobody denied it since."


def program(role: str) -> APIClient:
    """A client with a token that may do everything that a person of this role may."""
    scopes = ["documents", "claims", "triage", "assess", "evidence", "verdicts"]
    client = APIClient()
    token = TokenFactory(owner=UserFactory(**{role: True}), scopes=scopes)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
    return client


def post(client: APIClient, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    """What is answered."""
    response = client.post(f"{V1}{path}", body, format="json")
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.django_db
def test_from_a_text_to_a_verdict_and_back() -> None:
    for name in ("True", "False"):
        RatingFactory(name=name)
    public, (ann, bob), (eve, max_) = (
        APIClient(),
        (program("reviewer"), program("reviewer")),
        (program("editor"), program("editor")),
    )
    document = post(
        ann, "documents/", 201, text=TEXT, title="Greenland", publisher="RTÉ", published="2026-01-22", extract=True
    )
    assert document["claims"] >= 1
    found = ann.get(f"{V1}claims/", {"document": document["id"]}).json()["results"]
    claim = f"claims/{found[0]['id']}/"
    assert public.get(f"{V1}{claim}").status_code == 404

    post(ann, f"{claim}queue/")
    post(ann, f"{claim}evidence/", 201, stance="refutes", citation="Customs tables, 2025")
    for reviewer in (ann, bob):
        post(reviewer, f"{claim}assign/")
        post(reviewer, f"{claim}submit/", rating="False", rationale="The tables say 10%.")
    assert ann.get(f"{V1}{claim}workflow/").json()["state"] == "agreed"
    verdict = post(ann, f"{claim}verdicts/", 201, rating="False", summary="It is 10%.")
    address = f"verdicts/{verdict['id']}/"
    post(ann, f"{address}send/", revision=verdict["revision"])
    assert ann.post(f"{V1}{address}approve/", {}, format="json").status_code == 403
    post(eve, f"{address}approve/")
    assert public.get(f"{V1}{claim}").status_code == 404
    post(max_, f"{address}publish/")

    shown = public.get(f"{V1}{claim}", {"expand": "evidence"}).json()
    assert (shown["verdict"]["rating"], shown["evidence"][0]["citation"]) == ("False", "Customs tables, 2025")
    second = post(eve, f"{claim}verdicts/", 201, rating="False", summary="It is 12%.", correction_note="A newer table.")
    address = f"verdicts/{second['id']}/"
    post(eve, f"{address}send/")
    post(max_, f"{address}approve/")
    post(max_, f"{address}publish/")
    versions = public.get(f"{V1}{claim}", {"expand": "verdict.versions"}).json()["verdict"]["versions"]
    assert [(each["version"], each["stage"]) for each in versions] == [(2, "published"), (1, "corrected")]
    post(max_, f"{address}retract/", notice="The table was withdrawn.")
    assert public.get(f"{V1}{claim}").json()["verdict"]["stage"] == "retracted"


@pytest.mark.django_db
def test_many_documents_are_captured_though_one_is_wrong() -> None:
    client = program("reviewer")
    html = f"<html><head><title>Nuuk</title></head><body><article><p>{PAGE}</p></article></body></html>"
    sent = [
        {"text": TEXT},
        {"txt": TEXT},
        3,
        {"text": "…"},
        {"html": html, "url": "https://example.org/nuuk"},
        {"text": TEXT},
        {"url": "http://127.0.0.1/x"},
    ]
    response = client.post(f"{V1}documents/", sent, format="json")
    results = response.json()["results"]
    assert [each["status"] for each in results] == [201, 400, 400, 400, 201, 200, 400], results
    assert "did you mean text?" in results[1]["problem"]["detail"]
    assert results[5]["document"]["snapshot"] == results[0]["document"]["snapshot"]
    assert results[6]["problem"]["errors"][0]["field"] == "url"


@pytest.mark.django_db
def test_too_many_documents_and_none_are_refused() -> None:
    client = program("reviewer")
    for sent in ([], [{"text": "x"}] * 101):
        response = client.post(f"{V1}documents/", sent, format="json")
        assert response.status_code == 400
        assert "from 1 to 100" in response.json()["detail"]


@pytest.mark.django_db
def test_who_may_not_take_evidence_captures_nothing() -> None:
    response = program("journalist").post(f"{V1}documents/", {"text": TEXT}, format="json")
    assert response.status_code == 403
