"""Evidence: quoted, found, anchored; what is wrong is said beside the field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Evidence
from tests.factories import ClaimFactory, EvidenceFactory, SnapshotFactory

ADD = "/admin/claims/evidence/add/"


def add(client: Client, **form: Any) -> Any:
    return client.post(ADD, {"claim": ClaimFactory().pk, "stance": "refutes", **form})


def problems(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


def test_pasted_words_become_an_anchor_and_the_person_is_the_one_who_is_signed_in(desk: Client, reviewer: Any) -> None:
    snapshot = SnapshotFactory()
    assert add(desk, snapshot=snapshot.pk, quotation="Tariffs of\nup to 25%").status_code == 302
    evidence = Evidence.objects.get()
    assert snapshot.text[evidence.start : evidence.end] == evidence.exact == "Tariffs of up to 25%"
    assert evidence.added_by == reviewer


def test_another_person_can_not_be_named(desk: Client, reviewer: Any, editor: Any) -> None:
    add(desk, citation="Box 12", added_by=editor.pk)
    assert Evidence.objects.get().added_by == reviewer


@pytest.mark.parametrize(
    ("text", "quotation", "message"),
    [
        ("NATO will act.", "NATO won't act", "does not stand in this snapshot"),
        ("NATO met. NATO left.", "NATO", "stands 2 times"),
        ("NATO will act.", "", "is empty"),
    ],
)
def test_words_that_can_not_be_anchored_get_a_message_at_the_quotation(
    desk: Client, text: str, quotation: str, message: str
) -> None:
    found = problems(add(desk, snapshot=SnapshotFactory(text=text).pk, quotation=quotation))
    assert list(found) == ["quotation"]
    assert message in found["quotation"][0]


def test_neither_passage_nor_citation_gets_one_message_at_the_citation(desk: Client) -> None:
    found = problems(add(desk))
    assert list(found) == ["citation"]
    assert len(found["citation"]) == 1


def test_a_quotation_without_a_snapshot_gets_a_message_at_the_snapshot(desk: Client) -> None:
    assert list(problems(add(desk, quotation="NATO"))) == ["snapshot"]


def test_nothing_is_preselected(desk: Client) -> None:
    assert list(problems(add(desk, stance="", citation="Box 12"))) == ["stance"]


def test_the_passage_can_not_be_moved(desk: Client) -> None:
    evidence = EvidenceFactory()
    page = reverse("admin:claims_evidence_change", args=[evidence.pk])
    form = {"stance": "context", "note": "As said.", "citation": ""}
    moved = {"exact": "something else", "start": "0", "end": "3", "quotation": "NATO", "claim": ClaimFactory().pk}
    assert desk.post(page, {**form, **moved}).status_code == 302
    after = Evidence.objects.get(pk=evidence.pk)
    assert (after.stance, after.note) == ("context", "As said.")
    assert (after.exact, after.start, after.claim_id) == (evidence.exact, evidence.start, evidence.claim_id)


def test_its_history_says_who_changed_what(desk: Client, reviewer: Any) -> None:
    evidence = EvidenceFactory()
    desk.post(reverse("admin:claims_evidence_change", args=[evidence.pk]), {"stance": "context", "citation": ""})
    html = desk.get(reverse("admin:claims_evidence_history", args=[evidence.pk])).content.decode()
    assert f"<strong>{reviewer}</strong>" in html
    assert "<del>Refutes</del>" in html
