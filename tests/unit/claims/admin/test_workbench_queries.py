"""The workbench asks the database as often for 1,000 claims as for 10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Appearance, Claim
from claims.workflow.moves import State
from sources.models import Snapshot
from sources.models.anchor import selectors
from tests.factories import ClaimFactory, SnapshotFactory, SoftwareAgentFactory, SourceFactory, VerdictFactory
from tests.factories.claims import walk

WORDS = "Tariffs of {} % were threatened.\n"
FEW, MANY = 10, 1_000
PAGE, PANEL = "/admin/sources/document/{}/read/", "/admin/sources/document/workbench/{}/"

Ask = Callable[[Client, Snapshot], Any]


def document(claims: int) -> Snapshot:
    """A text in which every sentence is a claim; one in a hundred has a verdict."""
    sentences = [WORDS.format(number) for number in range(claims)]
    snapshot: Snapshot = SnapshotFactory(text="".join(sentences))
    rows = Claim.objects.bulk_create(ClaimFactory.build(text=sentence.strip()) for sentence in sentences)
    speakers, software = [SourceFactory() for _ in range(3)], SoftwareAgentFactory()
    places, start = [], 0
    for number, (claim, sentence) in enumerate(zip(rows, sentences, strict=True)):
        anchor = selectors(snapshot.text, start, start + len(sentence) - 1)
        speaker = speakers[number % len(speakers)]
        places.append(Appearance(claim=claim, snapshot=snapshot, speaker=speaker, software=software, **anchor))
        start += len(sentence)
    Appearance.objects.bulk_create(places)
    walk(rows[1], State.SET_ASIDE)
    for claim in rows[6 : 6 + claims // 100]:
        VerdictFactory(claim=claim, published=True)
    return snapshot


def queries(ask: Ask, desk: Client, snapshot: Snapshot) -> int:
    ask(desk, snapshot)  # what is looked up once and kept is not counted
    with CaptureQueriesContext(connection) as captured:
        response = ask(desk, snapshot)
    assert response.status_code == 200, response.content
    return len(captured)


def page(desk: Client, snapshot: Snapshot) -> Any:
    return desk.get(PAGE.format(snapshot.document_id))


def panel(desk: Client, snapshot: Snapshot) -> Any:
    return desk.get(PANEL.format(snapshot.appearances.all()[5].pk))


def reword(desk: Client, snapshot: Snapshot) -> Any:
    place = snapshot.appearances.all()[5]
    words = {"text": f"{place.claim.text} So it is said.", "kind": place.claim.kind}
    return desk.post(PANEL.format(place.pk) + "reword/", words)


def test_1000_claims_cost_as_many_queries_as_10(editors_desk: Client) -> None:
    few, many = document(FEW), document(MANY)
    for ask in (page, panel, reword):
        assert queries(ask, editors_desk, many) == queries(ask, editors_desk, few) <= 70, ask.__name__


def test_the_page_shows_them_all(editors_desk: Client) -> None:
    shown = page(editors_desk, document(FEW)).content.decode()
    assert shown.count("<mark ") == shown.count('<li id="appearance-') == FEW
