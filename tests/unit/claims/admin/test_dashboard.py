"""The first page: what to check next, and how much there is, at a fixed price."""

from __future__ import annotations

from datetime import date
from typing import Any

import pgtrigger
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.workflow import triage, verdicts
from tests.factories import AssessmentFactory, ClaimFactory, UserFactory, VerdictFactory

HOME = "/admin/"


def queues(client: Client) -> dict[str, list[str]]:
    return {queue["name"]: [row["text"] for row in queue["rows"]] for queue in client.get(HOME).context["queues"]}


def test_ones_own_queue_by_deadline_and_then_by_check_worthiness(desk: Client, reviewer: Any) -> None:
    for text, worth, days in (("Second.", 0.6, None), ("First.", 0.9, None), ("Urgent.", 0.1, 1)):
        claim = ClaimFactory(text=text, checkworthiness=worth, state="queued", appears=True)
        if days:
            triage.set_aside(claim, by=reviewer, reason="Later.")
            triage.queue(claim, by=reviewer, deadline=date(2026, 1, days))
    ClaimFactory(text="New.", checkworthiness=0.4)
    ClaimFactory(text="An opinion.", checkable=False)
    VerdictFactory(claim=ClaimFactory(text="Decided."))
    AssessmentFactory(claim=ClaimFactory(text="Assessed."), reviewer=reviewer, submitted=True)
    AssessmentFactory(claim=ClaimFactory(text="Mine."), reviewer=reviewer)
    assert queues(desk) == {"taken": ["Mine."], "waiting": ["Urgent.", "First.", "Second."], "new": ["New."]}


def test_a_full_claim_waits_for_nobody_until_a_reservation_runs_out(desk: Client) -> None:
    claim = ClaimFactory(text="Full.", state="queued")
    for _ in range(claim.assessors):
        triage.assign(claim, by=UserFactory(reviewer=True))
    assert "waiting" not in queues(desk)
    with pgtrigger.ignore("claims.Assignment:assignment_has_a_place"):
        claim.assignments.update(reserved_until=timezone.now())
    assert queues(desk)["waiting"] == ["Full."]


def test_a_published_verdict_that_needs_another_look_is_back_in_the_queue(editors_desk: Client, editor: Any) -> None:
    verdict = VerdictFactory(claim=ClaimFactory(text="Doubted.", appears=True), published=True)
    verdicts.ask_for_another_look(verdict, by=editor, reason="A reader wrote.")
    assert queues(editors_desk)["again"] == ["Doubted."]
    assert "Doubted." in editors_desk.get("/admin/claims/claim/?queue=again").content.decode()


def test_the_next_claim_is_one_key_away(desk: Client, reviewer: Any) -> None:
    claim = ClaimFactory(state="queued", appears=True)
    answer = desk.get(reverse("admin:workbench_next"))
    assert answer["Location"].endswith(f"#appearance-{claim.appearances.get().pk}")
    triage.set_aside(claim, by=reviewer, reason="Later.")
    assert desk.get(reverse("admin:workbench_next"))["Location"] == HOME


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
    assert (response.context["queues"], response.context["cards"]) == ([], [])


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
