"""The pages that draw where a claim and a document come from, and the lists that are filtered by it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Appearance, Claim, ClaimOrigins
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    EvidenceFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db

WORDS = "Tariffs of up to 25% were threatened against Denmark."


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory(reviewer=True))
    return client


@pytest.fixture
def place() -> Appearance:
    """A claim that Mark Rutte told Reuters."""
    reuters = SourceFactory(name="Reuters", kind="agency")
    place = AppearanceFactory(quote=WORDS, speaker=SourceFactory(name="Mark Rutte"), channel="interview with Reuters")
    edge = CitationFactory(snapshot=place.snapshot, source=reuters, quote="Mark Rutte said")
    Appearance.objects.filter(pk=place.pk).update(citation=edge)
    return place


def at(claim: Claim) -> str:
    return reverse("admin:claims_claim_provenance", args=[claim.pk])


def test_the_page_of_a_claim_draws_the_way_from_the_mouth_and_lists_the_same(client: Client, place: Appearance) -> None:
    page = client.get(at(place.claim)).content.decode()
    assert "1 link, 1 independent origin: Mark Rutte" in page
    assert page.count("<svg") > 0
    outline = page[page.index("fc-outline") :]
    assert [outline.index(name) for name in ("stands in", "has it from an interview", "said by")] == sorted(
        outline.index(name) for name in ("stands in", "has it from an interview", "said by")
    )


def test_a_verdict_is_drawn_with_the_evidence_that_it_rests_on(client: Client, place: Appearance) -> None:
    verdict = VerdictFactory(claim=place.claim, published=True)
    page = client.get(at(place.claim)).content.decode()
    assert "The verdict rests on 1 link, 1 independent origin" in page
    assert reverse("admin:claims_verdict_change", args=[verdict.pk]) in page
    assert reverse("admin:claims_evidence_change", args=[place.claim.evidence.get().pk]) in page


def test_the_drawing_is_saved_as_a_file_without_links_into_the_desk(client: Client, place: Appearance) -> None:
    response = client.get(at(place.claim), {"format": "svg"})
    assert response["content-type"] == "image/svg+xml"
    assert "attachment" in response["content-disposition"]
    assert ElementTree.fromstring(response.content).tag.endswith("svg")
    assert b"/admin/" not in response.content


def test_the_page_of_a_document_draws_who_speaks_in_it_and_who_copied_it(client: Client, place: Appearance) -> None:
    AppearanceFactory(snapshot=place.snapshot, quote="NATO will act", speaker=place.speaker)
    copy = SnapshotFactory(document__title="A copy of it")
    CitationFactory(snapshot=copy, copy_of=place.snapshot.document)
    page = client.get(reverse("admin:sources_document_provenance", args=[place.snapshot.document_id])).content.decode()
    assert "2 links, 1 independent origin: Mark Rutte" in page
    assert "interview with Reuters" in page
    drawing, below = page.split("The same as a list")
    assert "A copy of it" in drawing
    assert "A copy of it" in below


def test_hostile_names_are_text_in_the_drawing_and_in_the_list(client: Client) -> None:
    place = AppearanceFactory(speaker=SourceFactory(name="<script>alert(1)</script>"), quote=WORDS)
    page = client.get(at(place.claim)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["admin:claims_claim_provenance", "admin:sources_document_provenance"])
def test_what_is_not_there_is_not_found_nor_what_one_may_not_see(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    outsider = Client()
    outsider.force_login(UserFactory(is_staff=True))
    claim = AppearanceFactory()
    key = claim.claim_id if "claim_" in name else claim.snapshot.document_id
    assert outsider.get(reverse(name, args=[key])).status_code == 404
    assert Client().get(reverse(name, args=[key])).status_code == 302


def test_the_pages_take_the_same_number_of_queries_for_one_place_and_for_many(
    client: Client, place: Appearance
) -> None:
    document = reverse("admin:sources_document_provenance", args=[place.snapshot.document_id])

    def queries() -> list[int]:
        counts = []
        for address in (at(place.claim), document):
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(address)
            counts.append(len(captured))
        return counts

    CitationFactory(snapshot=place.snapshot, copy_of=SnapshotFactory().document)
    CitationFactory(snapshot=SnapshotFactory(), copy_of=place.snapshot.document)
    few = queries()
    for number in range(6):
        other = AppearanceFactory(claim=place.claim, quote=WORDS, speaker=SourceFactory())
        CitationFactory(snapshot=other.snapshot, copy_of=place.snapshot.document)
        AppearanceFactory(snapshot=place.snapshot, quote=WORDS[: 20 + number], speaker=SourceFactory())
    assert queries() == few


def listed(client: Client, **query: Any) -> set[str]:
    response = client.get("/admin/claims/claim/", query)
    assert response.status_code == 200
    return {claim.text for claim in response.context["cl"].result_list}


def test_the_list_is_filtered_by_single_source_and_anonymous_only_as_it_is_now(
    client: Client, place: Appearance
) -> None:
    whisper = SnapshotFactory()
    nobody = SourceFactory(anonymous=True, described_in=whisper.document, name="an official")
    hushed = AppearanceFactory(snapshot=whisper, speaker=nobody, claim__text="Talks will begin.").claim
    assert listed(client, origins__anonymous_only__exact=1) == {hushed.text}
    assert listed(client, origins__single_source__exact=1) == {place.claim.text, hushed.text}
    AppearanceFactory(claim=hushed, speaker=SourceFactory(name="Allison Hart"))
    assert listed(client, origins__anonymous_only__exact=1) == set()
    assert listed(client, origins__single_source__exact=1) == {place.claim.text}


def test_every_claim_in_a_list_says_how_many_origins_it_has(client: Client, place: Appearance) -> None:
    page = client.get("/admin/claims/claim/").content.decode()
    assert "1 of 1" in page
    assert "single source" in page
    workbench = client.get(reverse("admin:sources_document_read", args=[place.snapshot.document_id])).content.decode()
    assert 'title="1 link, 1 independent origin: Mark Rutte">1 link, 1 origin<' in workbench
    assert ClaimOrigins.objects.get(claim=place.claim).current


def test_no_id_stands_twice_in_the_panel_however_many_edges_and_pieces_of_evidence(
    client: Client, place: Appearance
) -> None:
    for words in ("Tariffs", "25%"):
        CitationFactory(snapshot=place.snapshot, copy_of=SnapshotFactory().document, quote=words)
        EvidenceFactory(claim=place.claim)
    panel = client.get(reverse("admin:workbench_panel", args=[place.pk])).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', panel)
    assert len(ids) > 20
    assert [name for name, number in Counter(ids).items() if number > 1] == []
