"""The workbench's fragments: what they answer, what they refuse and how, and at which price."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Appearance, Claim, Edit
from claims.workflow import assessing, evidence, triage
from claims.workflow.moves import State
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)

FACES = "🙂🙂 Mark Rutte said that NATO will act. Tariffs rose."


@pytest.fixture
def place() -> Appearance:
    return AppearanceFactory(claim=ClaimFactory(text="NATO will act."))


def panel(place: Appearance) -> str:
    return reverse("admin:workbench_panel", args=[place.pk])


def act(place: Appearance, slug: str, *subject: Any) -> str:
    return reverse("admin:workbench_act", args=[place.pk, slug, *(one.pk for one in subject)])


def test_the_panel_offers_what_this_person_can_do_now(desk: Client, place: Appearance) -> None:
    html = desk.get(panel(place)).content.decode()
    offered = {slug for slug in ("queue", "set-aside", "take", "settle", "reword") if f'data-act="{slug}"' in html}
    assert offered == {"queue", "set-aside", "reword"}
    desk.post(act(place, "queue"), {"seen": 1})
    html = desk.get(panel(place)).content.decode()
    assert 'data-act="take"' in html
    assert 'data-act="assign"' not in html  # that is for editors


def test_what_an_act_changes_comes_back_with_the_panel(desk: Client, place: Appearance) -> None:
    answer = desk.post(act(place, "queue"), {"seen": 1})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="appearance-{place.pk}"' in html
    assert 'id="fc-bar" hx-swap-oob="true"' in html
    assert "<article" not in html  # no word of the text is another
    assert "queued" in answer["HX-Trigger-After-Settle"]


def test_a_missing_reason_is_said_beside_the_field(desk: Client, place: Appearance) -> None:
    answer = desk.post(act(place, "set-aside"), {"reason": " ", "seen": 1})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert Claim.objects.get().state == State.NEW


def test_a_stale_screen_gets_a_conflict_that_tells_what_changed(desk: Client, place: Appearance) -> None:
    triage.queue(place.claim, by=UserFactory(editor=True))
    answer = desk.post(act(place, "set-aside"), {"reason": "A mere wish.", "seen": 1})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "state is now “to check”" in html
    assert "A mere wish.</textarea>" in html
    assert Claim.objects.get().state == State.QUEUED


def test_what_somebody_may_not_do_is_refused_with_the_reason(desk: Client, place: Appearance) -> None:
    verdict = VerdictFactory(claim=place.claim, in_review=True)
    answer = desk.post(act(place, "approve", verdict), {"seen": verdict.revision})
    assert answer.status_code == 403
    verdict.refresh_from_db()
    assert verdict.stage == "in_review"


def test_a_draft_is_kept_while_it_is_written_and_the_page_stays(desk: Client, reviewer: Any, place: Appearance) -> None:
    triage.queue(place.claim, by=reviewer)
    triage.assign(place.claim, by=reviewer)
    assert desk.post(act(place, "assess"), {"rationale": "Half a sen"}).status_code == 204
    assert place.claim.assessments.get().rationale == "Half a sen"
    assert "Half a sen" in desk.get(panel(place)).content.decode()


def test_a_rating_without_its_evidence_is_refused_at_the_rating(desk: Client, reviewer: Any, place: Appearance) -> None:
    triage.queue(place.claim, by=reviewer)
    triage.assign(place.claim, by=reviewer)
    rating = RatingFactory(name="False")
    answer = desk.post(act(place, "submit"), {"rating": rating.pk, "rationale": "No."})
    assert answer.status_code == 422
    assert "needs evidence" in answer.content.decode()
    evidence.add_evidence(place.claim, by=reviewer, stance="refutes", citation="The minutes")
    assert desk.post(act(place, "submit"), {"rating": rating.pk, "rationale": "No."}).status_code == 200


def test_a_verdict_or_evidence_of_another_claim_is_not_there(editors_desk: Client, place: Appearance) -> None:
    assert editors_desk.post(act(place, "approve", VerdictFactory(in_review=True))).status_code == 404
    assert editors_desk.post(act(place, "withdraw-evidence", EvidenceFactory()), {"reason": "No."}).status_code == 404
    assert editors_desk.post(act(place, "nonsense")).status_code == 404


def test_a_claim_is_recorded_at_its_code_points(desk: Client) -> None:
    snapshot = SnapshotFactory(text=FACES)
    start = FACES.index("Tariffs rose")
    form = {"start": start, "end": start + len("Tariffs rose"), "text": "Tariffs rose.", "kind": "fact"}
    answer = desk.post(reverse("admin:workbench_record", args=[snapshot.pk]), form)
    assert answer.status_code == 200
    assert Appearance.objects.get().exact == "Tariffs rose"
    assert "<article" in answer.content.decode()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (0, 10_000)])
def test_a_span_outside_the_text_is_refused_and_nothing_is_recorded(desk: Client, start: int, end: int) -> None:
    snapshot = SnapshotFactory(text=FACES)
    form = {"start": start, "end": end, "text": "Tariffs rose.", "kind": "fact"}
    answer = desk.post(reverse("admin:workbench_record", args=[snapshot.pk]), form)
    assert answer.status_code == 422
    assert "outside the text" in answer.content.decode()
    assert not Claim.objects.exists()


def test_the_last_change_is_taken_back_once(desk: Client, place: Appearance) -> None:
    desk.post(act(place, "reword"), {"text": "NATO may act.", "kind": "fact", "checkable": "on", "seen": 1})
    edit, url = Edit.objects.get(), reverse("admin:workbench_undo", args=[place.snapshot_id])
    assert Claim.objects.get().text == "NATO may act."
    assert desk.post(url, {"edit": edit.pk}).status_code == 200
    assert Claim.objects.get().text == "NATO will act."
    answer = desk.post(url, {"edit": edit.pk})
    assert (answer.status_code, "taken back already" in answer.content.decode()) == (409, True)


def test_an_address_that_can_not_be_captured_says_why(desk: Client) -> None:
    answer = desk.post(reverse("admin:workbench_capture"), {"url": "http://127.0.0.1/secrets"})
    assert answer.status_code == 422
    assert "127.0.0.1" in answer.content.decode()


def test_captured_documents_are_found_by_their_title_and_their_text_is_shown(desk: Client) -> None:
    snapshot = SnapshotFactory(document__title="The minutes", text="Nothing was said of bases.")
    SnapshotFactory(document__title="A speech")
    found = desk.get(reverse("admin:workbench_documents"), {"q": "minutes"}).content.decode()
    assert ("The minutes" in found, "A speech" in found) == (True, False)
    text = desk.get(reverse("admin:workbench_text", args=[snapshot.pk])).content.decode()
    assert "Nothing was said of bases." in text


def test_who_may_see_no_claims_is_shown_nothing(place: Appearance) -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    for url in (
        panel(place),
        reverse("admin:workbench_documents"),
        reverse("admin:workbench_text", args=[place.snapshot_id]),
    ):
        assert client.get(url).status_code == 403
    for url in (act(place, "queue"), reverse("admin:workbench_capture")):
        assert client.post(url).status_code == 403
    assert Claim.objects.get().state == State.NEW


def test_the_panel_costs_the_same_with_much_on_it_as_with_little(editors_desk: Client) -> None:
    def price(place: Appearance) -> int:
        editors_desk.get(panel(place))
        with CaptureQueriesContext(connection) as queries:
            assert editors_desk.get(panel(place)).status_code == 200
        return len(queries)

    def filled(pieces: int) -> Appearance:
        place = AppearanceFactory(claim=ClaimFactory(state="queued"))
        for _ in range(pieces):
            EvidenceFactory(claim=place.claim)
        AssessmentFactory(claim=place.claim, submitted=True)
        AssessmentFactory(claim=place.claim, submitted=True)
        place.claim.refresh_from_db()
        assert place.claim.state == State.AGREED
        return place

    assert price(filled(1)) == price(filled(20))


def test_half_of_a_dispute_is_not_told_by_the_panel(desk: Client, place: Appearance) -> None:
    triage.queue(place.claim, by=UserFactory(editor=True))
    other = UserFactory(reviewer=True)
    triage.assign(place.claim, by=other)
    unproven = RatingFactory(name="Unproven")
    assessing.submit_assessment(place.claim, by=other, rating=unproven, rationale="We searched the archives.")
    html = desk.get(panel(place)).content.decode()
    assert "We searched the archives." not in html
    assert "1 of 2 in" in html
