"""The first page: what to check next, and how much there is, at a fixed price."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AssessmentFactory, ClaimFactory, UserFactory, VerdictFactory

HOME = "/admin/"


def queue(client: Client) -> list[str]:
    return [row["text"] for row in client.get(HOME).context["queue"]]


def test_the_queue_holds_what_is_checkable_and_open_the_worthiest_first(desk: Client, reviewer: Any) -> None:
    ClaimFactory(text="Second.", checkworthiness=0.6, appears=True)
    ClaimFactory(text="First.", checkworthiness=0.9, appears=True)
    ClaimFactory(text="An opinion.", checkable=False)
    VerdictFactory(claim=ClaimFactory(text="Decided."))
    AssessmentFactory(claim=ClaimFactory(text="Assessed."), reviewer=reviewer, submitted=True)
    AssessmentFactory(claim=ClaimFactory(text="Third.", checkworthiness=0.1), reviewer=reviewer)
    assert queue(desk) == ["First.", "Second.", "Third."]


def test_an_empty_house_says_how_to_fill_it(desk: Client) -> None:
    assert "manage.py ingest" in desk.get(HOME).content.decode()


def test_one_claim_and_fifty_cost_the_same(desk: Client) -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(HOME).status_code == 200
        return len(queries)

    ClaimFactory(appears=True)
    desk.get(HOME)
    one = price()
    for _ in range(49):
        ClaimFactory(appears=True)
    assert price() == one
    assert one <= 20


def test_who_may_see_nothing_is_shown_nothing() -> None:
    ClaimFactory(text="Secret.", appears=True)
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    response = client.get(HOME)
    assert (response.context["queue"], response.context["cards"]) == ([], [])


def test_every_card_leads_to_a_list(editors_desk: Client) -> None:
    cards = editors_desk.get(HOME).context["cards"]
    assert [card["title"] for card in cards] == [
        "Claims",
        "Documents",
        "Sources",
        "Evidence",
        "My drafts",
        "Verdicts waiting",
        "Published",
    ]
    for card in cards:
        assert editors_desk.get(card["url"]).status_code == 200


def test_the_start_page_is_for_everybody() -> None:
    page = Client().get(reverse("start")).content.decode()
    assert reverse("admin:index") in page
    assert reverse("api-docs") in page
