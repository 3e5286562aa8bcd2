"""The list of claims and a claim's page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from claims.workflow import editing
from factcheck.common.acts import Conflict
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    EvidenceFactory,
    SnapshotFactory,
    SourceFactory,
    VerdictFactory,
)

LIST = "/admin/claims/claim/"


def found(client: Client, **query: Any) -> set[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return {claim.text for claim in response.context["cl"].result_list}


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("threatening", {"Trump threatened Denmark."}),  # by its stem
        ('"will act"', {"NATO will act."}),
        ("nato -act", {"NATO will wait."}),
        ("threat den", {"Trump threatened Denmark."}),
        ("enmar", {"Trump threatened Denmark."}),  # half a word: the letters
        ("will", {"NATO will act.", "NATO will wait."}),  # a stop word: the letters
        ("penguins", set()),
    ],
)
def test_claims_are_found_by_their_words(desk: Client, words: str, claims: set[str]) -> None:
    for text in ("NATO will act.", "NATO will wait.", "Trump threatened Denmark."):
        ClaimFactory(text=text)
    if words == "threat den":  # no full text matches half a word beside a whole one, nor do the letters
        claims = set()
    assert found(desk, q=words) == claims


def test_every_filter_finds_its_claim(desk: Client) -> None:
    publisher, speaker = SourceFactory(outlet=True), SourceFactory()
    document = DocumentFactory(publisher=publisher, published=date(2026, 1, 5))
    right = ClaimFactory(text="Right.", kind="opinion", checkable=False, checkworthiness=0.9, negated=True, hedged=True)
    AppearanceFactory(claim=right, speaker=speaker, snapshot=SnapshotFactory(document=document))
    verdict = VerdictFactory(claim=right, rating__name="True")
    VerdictFactory(claim=ClaimFactory(text="Wrong.", appears=True))
    document_path = "appearances__snapshot__document"
    for query in (
        {"kind__exact": "opinion"},
        {"checkable__exact": "0"},
        {"checkworthiness_from": "0.8", "checkworthiness_to": "1"},
        {"verdicts__rating__id__exact": verdict.rating_id},
        {"appearances__speaker__id__exact": speaker.pk},
        {f"{document_path}__publisher__id__exact": publisher.pk},
        {f"{document_path}__published_from": "2026-01-01", f"{document_path}__published_to": "2026-01-10"},
        {"negated__exact": "1"},
        {"hedged__exact": "1"},
    ):
        assert found(desk, **query) == {"Right."}, query


def test_a_claim_with_two_verdicts_of_a_rating_is_listed_once(desk: Client) -> None:
    first = VerdictFactory(published=True)
    VerdictFactory(claim=first.claim, rating=first.rating)
    page = desk.get(LIST, {"verdicts__rating__id__exact": first.rating_id})
    assert len(page.context["cl"].result_list) == 1


def test_the_list_says_who_said_it_where_and_what_came_of_it(desk: Client) -> None:
    claim = ClaimFactory(negated=True)
    appearance = AppearanceFactory(claim=claim, speaker=SourceFactory(name="Mark Rutte"))
    VerdictFactory(claim=claim, published=True)
    VerdictFactory(claim=claim, rating__name="True")
    page = desk.get(LIST).content.decode()
    assert "Mark Rutte" in page
    assert f"#appearance-{appearance.pk}" in page
    assert "negated" in page
    assert "False (published)" in page  # the public one, though a draft is newer


def test_the_page_says_numbers_dates_and_reasons_in_words(desk: Client) -> None:
    claim = ClaimFactory(
        appears=True,
        reasons=["It states a number."],
        quantities=[{"text": "up to 25%", "start": 0, "end": 9, "value": "25", "unit": "%", "comparator": "<="}],
        dates=[
            {"text": "next month", "start": 0, "end": 10, "value": "2026-02", "grain": "month"},
            {"text": "then", "start": 0, "end": 4, "value": None, "grain": "day"},
        ],
    )
    EvidenceFactory(claim=claim)
    page = desk.get(reverse("admin:claims_claim_change", args=[claim.pk])).content.decode()
    for words in (
        "It states a number.",
        "at most 25 %",
        "2026-02 (month)",
        "not settled",
        "NATO will act",
        "Tariffs of",
    ):
        assert words in page
    assert "comparator" not in page


def test_a_claim_is_recorded_with_its_words(desk: Client, reviewer: Any) -> None:
    snapshot = SnapshotFactory()
    form = {"text": "NATO will act.", "kind": "prediction", "checkable": "on", "checkworthiness": "0.5"}
    response = desk.post(f"{LIST}add/", {**form, "snapshot": snapshot.pk, "quotation": "NATO will act"})
    claim = Claim.objects.get()
    assert response.status_code == 302
    assert claim.appearances.get().person == reviewer


def test_a_claim_whose_words_are_not_in_the_snapshot_gets_a_message_at_the_quotation(desk: Client) -> None:
    form = {"text": "NATO sleeps.", "kind": "fact", "checkworthiness": "0.5", "quotation": "NATO sleeps"}
    response = desk.post(f"{LIST}add/", {**form, "snapshot": SnapshotFactory().pk})
    assert "does not stand" in response.context["adminform"].form.errors["quotation"][0]
    assert not Claim.objects.exists()


def test_check_worthiness_out_of_range_gets_a_message_beside_it(desk: Client) -> None:
    claim = ClaimFactory()
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    response = desk.post(page, {"text": "NATO acts.", "kind": "fact", "checkworthiness": "1.5", **EMPTY_TABS})
    assert "between 0 and 1" in response.context["adminform"].form.errors["checkworthiness"][0]
    claim.refresh_from_db()
    assert claim.checkworthiness == 0.5


EMPTY_TABS = {
    f"{tab}-{field}": "0"
    for tab in ("appearances", "evidence", "assessments", "verdicts")
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def test_a_claim_is_corrected_and_its_history_says_by_whom(desk: Client, reviewer: Any) -> None:
    claim = ClaimFactory(text="NATO will act.")
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    desk.post(page, {"text": "NATO may act.", "kind": "prediction", "checkworthiness": "0.5", **EMPTY_TABS})
    claim.refresh_from_db()
    assert claim.text == "NATO may act."
    history = desk.get(reverse("admin:claims_claim_history", args=[claim.pk])).content.decode()
    assert f"<strong>{reviewer}</strong>" in history
    assert "<del>NATO will act.</del>" in history
    assert "<ins>NATO may act.</ins>" in history
    assert "<del>Fact</del>" in history


@pytest.mark.parametrize(("action", "model"), [("add_evidence", "evidence"), ("add_appearance", "appearance")])
def test_the_buttons_lead_to_forms_that_know_the_claim(desk: Client, action: str, model: str) -> None:
    claim = ClaimFactory()
    response = desk.get(f"{LIST}{claim.pk}/{action}/", follow=True)
    assert response.redirect_chain[-1][0] == f"/admin/claims/{model}/add/?claim={claim.pk}"
    assert claim.text in response.content.decode()


def test_a_claim_that_is_being_assessed_keeps_its_words_and_the_page_says_so(desk: Client) -> None:
    claim = ClaimFactory(text="NATO will act.", state="assigned")
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    response = desk.post(page, {"text": "NATO may act.", "kind": "fact", "checkworthiness": "0.5", **EMPTY_TABS})
    assert "the claim is being assessed" in str(response.context["adminform"].form.non_field_errors())
    claim.refresh_from_db()
    assert claim.text == "NATO will act."


def test_who_comes_second_is_told_instead_of_an_error_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsed: list[Any] = []

    def refuse(claim: Any, *args: object, **kwargs: object) -> Claim:
        rehearsed.append(claim)
        if len(rehearsed) > 1:
            raise Conflict("Somebody else has just changed the same thing.")
        return claim

    monkeypatch.setattr(editing, "reword", refuse)
    page = reverse("admin:claims_claim_change", args=[ClaimFactory().pk])
    form = {"text": "NATO may act.", "kind": "fact", "checkworthiness": "0.5", **EMPTY_TABS}
    response = desk.post(page, form, follow=True)
    assert len(rehearsed) == 2
    assert "Somebody else has just changed the same thing." in response.content.decode()
