"""Bulk triage in the list of claims."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from claims.admin import triage
from claims.models import Claim
from claims.workflow import editing
from claims.workflow.moves import State
from tests.factories import ClaimFactory, UserFactory

LIST = "/admin/claims/claim/"


def act(client: Client, action: str, claims: list[Claim], query: str = "", **more: Any) -> Any:
    ticked = {"_selected_action": [str(claim.pk) for claim in claims]}
    return client.post(LIST + query, {"action": action, "index": "0", "select_across": "0", **ticked, **more})


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def states(claims: list[Claim]) -> list[str]:
    return [Claim.objects.get(pk=claim.pk).state for claim in claims]


def test_what_is_ticked_is_queued_and_what_could_not_be_is_said(desk: Client, reviewer: Any) -> None:
    claims = [ClaimFactory(state=state) for state in ("new", "set_aside", "new", "rejected", "agreed", "rejected")]
    response = act(desk, "queue_ticked", claims)
    assert told(response) == ["3 queued, 3 were not: 2 are rejected, 1 is agreed."]
    assert states(claims) == ["queued", "queued", "queued", "rejected", "agreed", "rejected"]
    event = claims[0].events.latest("pgh_id")
    assert (event.act, event.pgh_context["user"]) == ("queue", reviewer.pk)


def test_setting_aside_asks_for_a_reason_first(desk: Client) -> None:
    claims = [ClaimFactory(), ClaimFactory(state="queued")]
    page = act(desk, "set_aside_ticked", claims)
    assert page.status_code == 200
    assert "2 claims will be set aside" in page.content.decode()
    assert states(claims) == ["new", "queued"]


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_reason_changes_nothing_and_is_asked_for_again(desk: Client, reason: str) -> None:
    claims = [ClaimFactory()]
    page = act(desk, "set_aside_ticked", claims, reason=reason)
    assert "This field is required." in page.content.decode()
    assert states(claims) == ["new"]


def test_one_reason_stands_beside_every_claim_and_in_its_history(desk: Client) -> None:
    claims = [ClaimFactory(), ClaimFactory(state="queued"), ClaimFactory(state="assigned")]
    response = act(desk, "set_aside_ticked", claims, "?kind__exact=fact", reason="Old news.")
    assert response.status_code == 302
    assert response.url == LIST + "?kind__exact=fact"
    assert told(response) == ["2 set aside, 1 was not: 1 is being assessed."]
    assert states(claims) == ["set_aside", "set_aside", "assigned"]
    assert claims[0].events.latest("pgh_id").state_reason == "Old news."


def test_all_that_the_filters_show_can_be_ticked_at_once(desk: Client) -> None:
    opinions, facts = [ClaimFactory(kind="opinion") for _ in range(2)], [ClaimFactory()]
    page = act(desk, "set_aside_ticked", opinions[:1], "?kind__exact=opinion", select_across="1")
    assert "2 claims will be set aside" in page.content.decode()
    act(desk, "set_aside_ticked", opinions[:1], "?kind__exact=opinion", select_across="1", reason="Opinions.")
    assert states([*opinions, *facts]) == ["set_aside", "set_aside", "new"]


def test_a_claim_that_somebody_changed_in_the_middle_leaves_the_others_done(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted((ClaimFactory(), ClaimFactory()), key=lambda claim: str(claim.pk))
    queue = triage.triage.queue

    def slow(claim: Claim, **how: Any) -> Claim:
        if claim == second:  # while the first was queued, somebody else rejected the second
            editing.reject(Claim.objects.get(pk=second.pk), by=UserFactory(editor=True), reason="No claim.")
        return queue(claim, **how)

    monkeypatch.setattr(triage.triage, "queue", slow)
    assert told(act(desk, "queue_ticked", [first, second])) == ["1 queued, 1 was not: 1 is rejected."]
    assert states([first, second]) == ["queued", "rejected"]


def test_too_many_at_a_time_change_nothing(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "MOST", 2)
    claims = [ClaimFactory() for _ in range(3)]
    assert "more than 2 claims" in told(act(desk, "queue_ticked", claims))[0]
    assert states(claims) == ["new"] * 3


def test_who_may_not_triage_is_not_offered_it_and_can_not_do_it() -> None:
    client = Client()
    client.force_login(UserFactory(journalist=True, is_staff=True))
    claims = [ClaimFactory()]
    assert "queue_ticked" not in client.get(LIST).content.decode()
    act(client, "queue_ticked", claims)
    act(client, "set_aside_ticked", claims, reason="Old news.")
    assert states(claims) == ["new"]


def test_the_list_shows_and_filters_by_state(desk: Client) -> None:
    for state in State:
        ClaimFactory(state=state, text=f"This one is {state}.")
    response = desk.get(LIST + "?state__exact=queued&state__exact=set_aside")
    assert {claim.state for claim in response.context["cl"].result_list} == {"queued", "set_aside"}
    assert "To check" in response.content.decode()


def test_the_verdict_of_a_claim_stands_in_the_list(desk: Client) -> None:
    ClaimFactory(published=True)
    assert "False (published)" in desk.get(LIST).content.decode()
