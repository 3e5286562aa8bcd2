"""The editor's desk: what waits, who wrote it, since when, and where it is acted on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.admin.editors import Pile, Waiting
from claims.models import Claim
from claims.workflow import assessing, triage, verdicts
from tests.factories import AppearanceFactory, ClaimFactory, RatingFactory, UserFactory, VerdictFactory
from tests.factories.claims import stand_on

DESK = "/admin/editors-desk/"


def piles(client: Client) -> dict[str, Pile]:
    response = client.get(DESK)
    assert response.status_code == 200
    return {pile.key: pile for pile in response.context["piles"]}


def only(pile: Pile) -> Waiting:
    (row,) = pile.rows
    return row


def test_the_sidebar_leads_editors_there_and_nobody_else(desk: Client, editors_desk: Client) -> None:
    assert reverse("admin:claims_editors_desk") == DESK
    assert f'href="{DESK}"' in editors_desk.get("/admin/").content.decode()
    assert f'href="{DESK}"' not in desk.get("/admin/").content.decode()
    assert desk.get(DESK).status_code == 403


def test_an_empty_desk_says_of_each_pile_that_nothing_waits(editors_desk: Client) -> None:
    page = editors_desk.get(DESK).content.decode()
    for words in ("No finding is disputed.", "No draft waits", "Nothing approved waits.", "Nothing published asks"):
        assert words in page


def test_a_dispute_tells_who_found_what(editors_desk: Client) -> None:
    claim = ClaimFactory(state="disputed", ratings=("False", "True"))
    ClaimFactory(state="settled")
    first, second = claim.assessments.order_by("created_at")
    row = only(piles(editors_desk)["disputes"])
    assert (row.claim, row.not_yours) == (claim.text, "")
    assert row.by == f"{first.reviewer}: False, {second.reviewer}: True"
    assert row.since == claim.events.get(state="disputed").pgh_created_at
    assert row.url == reverse("admin:claims_claim_change", args=[claim.pk])


def test_what_stands_in_a_document_is_acted_on_in_its_workbench(editors_desk: Client) -> None:
    for waiting in (ClaimFactory(state="disputed"), VerdictFactory(in_review=True).claim):
        retired = AppearanceFactory(claim=waiting, quote="Mark Rutte", retired=True)
        place = AppearanceFactory(claim=waiting, snapshot=retired.snapshot)
    found = piles(editors_desk)
    row = only(found["review"])
    document = place.snapshot.document
    assert row.url.startswith(reverse("admin:sources_document_read", args=[document.pk]))
    assert row.url.endswith(f"#appearance-{place.pk}")
    assert row.document == str(document)
    assert "#appearance-" in only(found["disputes"]).url


def test_a_contested_finding_tells_why(editors_desk: Client, editor: Any) -> None:
    claim = ClaimFactory(state="agreed")
    assessing.contest(claim, by=editor, reason="The minutes were misread.")
    assert only(piles(editors_desk)["disputes"]).note == "Contested: The minutes were misread."


def test_what_is_due_first_stands_first(editors_desk: Client) -> None:
    later, sooner, whenever = (ClaimFactory(state="disputed") for _ in range(3))
    for claim, days in ((later, 9), (sooner, 2)):
        Claim.objects.filter(pk=claim.pk).update(deadline=timezone.localdate() + timedelta(days=days))
    rows = piles(editors_desk)["disputes"].rows
    assert [row.claim for row in rows] == [sooner.text, later.text, whenever.text]
    assert rows[0].note.startswith("Due ")


def test_an_editor_who_assessed_a_claim_is_told_that_another_settles(editors_desk: Client, editor: Any) -> None:
    claim = ClaimFactory(state="queued")
    for person, name in ((editor, "True"), (UserFactory(reviewer=True), "False")):
        rating = RatingFactory(name=name)
        stand_on(claim, rating)
        triage.assign(claim, by=person)
        assessing.submit_assessment(claim, by=person, rating=rating, rationale="The minutes say so.")
    assert "another editor settles" in only(piles(editors_desk)["disputes"]).not_yours


def test_a_verdict_stands_on_the_pile_of_its_stage_since_the_act_that_brought_it_there(editors_desk: Client) -> None:
    VerdictFactory()  # a draft is still with its author
    VerdictFactory(published=True)
    sent, approved = VerdictFactory(in_review=True), VerdictFactory(approved=True)
    found = piles(editors_desk)
    review, publish = only(found["review"]), only(found["publish"])
    assert (review.claim, review.by, review.not_yours) == (sent.claim.text, str(sent.author), "")
    assert review.since == sent.events.get(act="send").pgh_created_at
    assert review.url == reverse("admin:claims_verdict_change", args=[sent.pk])
    assert publish.by == f"{approved.author}, approved by {approved.approved_by}"
    assert publish.since == approved.events.get(act="approve").pgh_created_at
    assert (found["stale"].rows, found["stale"].total) == ((), 0)


def test_a_verdict_sent_again_waits_since_it_was_sent_again(editors_desk: Client, editor: Any) -> None:
    verdict = VerdictFactory(in_review=True)
    with pgtrigger.ignore("claims.VerdictEvent:append_only"):
        verdict.events.update(pgh_created_at=timezone.now() - timedelta(days=3))
    verdicts.send_back(verdict, by=editor, comment="Name the minutes.")
    verdicts.send_verdict(verdict, by=verdict.author)
    since = only(piles(editors_desk)["review"]).since
    assert since is not None
    assert timezone.now() - since < timedelta(days=1)


def test_an_author_is_told_that_another_editor_approves(editors_desk: Client, editor: Any) -> None:
    VerdictFactory(in_review=True, author=editor)
    assert "another editor approves" in only(piles(editors_desk)["review"]).not_yours


def test_what_needs_another_look_tells_why(editors_desk: Client, reviewer: Any) -> None:
    verdict = VerdictFactory(published=True)
    VerdictFactory(published=True)
    verdicts.ask_for_another_look(verdict, by=reviewer, reason="The ministry has published the minutes.")
    row = only(piles(editors_desk)["stale"])
    assert (row.claim, row.note) == (verdict.claim.text, "The ministry has published the minutes.")
    assert row.since == verdict.stale_since


def test_the_longest_wait_stands_first_and_what_is_not_shown_is_counted(
    editors_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.admin.editors.MOST", 2)
    sent = [VerdictFactory(in_review=True) for _ in range(3)]
    pile = piles(editors_desk)["review"]
    assert [row.claim for row in pile.rows] == [verdict.claim.text for verdict in sent[:2]]
    assert pile.total == 3
    assert f'href="{pile.all}"' in editors_desk.get(DESK).content.decode()


def test_every_pile_leads_to_a_list_of_all_of_it(editors_desk: Client, reviewer: Any) -> None:
    verdicts.ask_for_another_look(VerdictFactory(published=True), by=reviewer, reason="New minutes.")
    VerdictFactory(published=True)
    for trait in ("in_review", "approved"):
        VerdictFactory(**{trait: True})
    ClaimFactory(state="disputed")
    for pile in piles(editors_desk).values():
        response = editors_desk.get(pile.all)
        assert response.status_code == 200
        assert response.context["cl"].result_count == 1, pile.key


def test_much_waits_at_the_price_of_little(editors_desk: Client, reviewer: Any) -> None:
    def fill() -> None:
        AppearanceFactory(claim=ClaimFactory(state="disputed"))
        for trait in ("in_review", "approved", "published"):
            verdict = VerdictFactory(**{trait: True})
            AppearanceFactory(claim=verdict.claim)
        verdicts.ask_for_another_look(verdict, by=reviewer, reason="New minutes.")

    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editors_desk.get(DESK).status_code == 200
        return len(queries)

    fill()
    editors_desk.get(DESK)
    little = price()
    for _ in range(3):
        fill()
    assert price() == little
    assert little <= 16
