"""Edges that programs propose: from what captures say about themselves, and between texts that are copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.actions import (
    capturer,
    compare_earlier,
    correct_citation,
    record_capture,
    record_source,
    reject_citation,
)
from sources.actions.proposing import read_provenance
from sources.capture import capture_file
from sources.capture.types import Reference
from sources.models import Citation, Document, Fingerprint, Snapshot, Source
from sources.provenance.types import Channel
from tests.factories import SnapshotFactory, UserFactory

pytestmark = pytest.mark.django_db

STORY = (
    "The harbour authority in Esbjerg will close its oldest quay in the spring. Engineers found cracks in four of the"
    " nine piers in November, and the port's director, Karen Holm, said that repairs would cost more than a new quay."
    " Ferries to Fanø are to leave from the southern basin until the work is done. The town council votes on the plan"
    " on Monday, and the fishermen's union has asked for compensation of two million kroner."
)
OTHER = (
    "A museum in Ribe has bought a painting that hung for sixty years in a school. The headteacher had thought it a"
    " print until a parent who restores frames looked at the back of it. The buyer paid the price of a new roof, which"
    " the school needs, and the pupils have painted a copy of their own for the wall where the old picture was."
)

Capture = Callable[..., Snapshot]


@pytest.fixture
def captured(tmp_path: Path) -> Capture:
    """Capture a text as a file of a publisher, of a day, at an address."""

    def capture(text: str, publisher: str, day: str = "2026-02-03", url: str = "") -> Snapshot:
        path = tmp_path / f"{publisher}.txt"
        address = url or f"https://{publisher.replace(' ', '-').lower()}.example/quay"
        front = f"publisher: {publisher}\npublished: {day}\nurl: {address}\n"
        path.write_text(f"---\n{front}---\n{text}\n", encoding="utf8")
        return record_capture(capture_file(path), by=capturer()).snapshot

    return capture


def copies() -> set[tuple[str, str]]:
    """Who copied from whom."""
    rows = Citation.objects.filter(channel="copy").exclude(standing="rejected")
    return set(rows.values_list("snapshot__document__publisher__name", "document__publisher__name"))


def test_a_copy_leads_to_the_text_of_an_earlier_day_whichever_was_captured_first(captured: Capture) -> None:
    captured(STORY, "Evening Post", "2026-02-04")
    captured(STORY, "Morning Post", "2026-02-03")
    assert copies() == {("Evening Post", "Morning Post")}


def test_the_edge_says_how_much_is_the_same_from_which_words_and_who_compared(captured: Capture) -> None:
    captured(STORY, "Morning Post")
    later = captured(f"{STORY} It was raining.", "Evening Post", "2026-02-04")
    edge = Citation.objects.get(channel="copy")
    assert edge.snapshot == later
    assert later.text[edge.start : edge.end] == edge.exact
    assert edge.exact in STORY
    assert len(edge.exact.split()) > 60
    assert "100% of the words" in edge.note
    assert edge.confidence > 0.8
    assert (edge.software.name if edge.software else "", edge.standing) == ("factcheck-provenance", "proposed")


def test_ten_copies_of_one_story_all_lead_to_the_first(captured: Capture) -> None:
    for number in range(10):
        captured(STORY, f"Paper {number}", f"2026-02-{20 - number:02}")
    graph = dict(copies())
    assert len(graph) == 9
    for paper in graph:
        walked = [paper]
        while walked[-1] in graph:
            walked.append(graph[walked[-1]])
        assert walked[-1] == "Paper 9"


def test_texts_that_say_different_things_are_tied_by_nothing(captured: Capture) -> None:
    captured(STORY, "Morning Post")
    captured(OTHER, "Evening Post")
    assert copies() == set()
    assert Fingerprint.objects.count() == 2


def test_two_snapshots_of_one_document_are_versions_and_no_copies(captured: Capture) -> None:
    captured(STORY, "Morning Post", url="https://post.example/quay")
    captured(f"{STORY} Updated.", "Morning Post", url="https://post.example/quay")
    assert Document.objects.count() == 1
    assert copies() == set()


def test_what_a_person_has_rejected_is_not_proposed_again(captured: Capture) -> None:
    captured(STORY, "Morning Post")
    captured(STORY, "Evening Post", "2026-02-04", url="https://evening.example/quay")
    reject_citation(Citation.objects.get(), by=UserFactory(reviewer=True), reason="Both are from the port's own page.")
    captured(f"{STORY} Updated.", "Evening Post", "2026-02-04", url="https://evening.example/quay")
    assert copies() == set()


def test_an_agency_s_credit_leads_to_the_agency_by_its_usual_name(captured: Capture) -> None:
    reuters = record_source("Reuters", Source.Kind.AGENCY)
    snapshot = captured(f"ESBJERG, Feb 3 (Reuters) - {STORY}", "Morning Post")
    edge = Citation.objects.get(channel="credit")
    assert edge.source == reuters
    assert "Reuters" in snapshot.text[edge.start : edge.end]
    assert Source.objects.filter(name="Reuters").count() == 1


def test_an_agency_does_not_credit_itself(captured: Capture) -> None:
    record_source("Reuters", Source.Kind.AGENCY)
    captured(f"ESBJERG, Feb 3 (Reuters) - {STORY}", "Reuters")
    assert not Citation.objects.filter(channel="credit").exists()


PAGE = """<html lang="en"><head><title>Quay closes</title>
<link rel="canonical" href="{canonical}"></head><body><article><h1>Quay closes</h1>
<p>{before}as <a href="https://port.example/report">the report of its engineers</a> says.</p><p>{story}</p>
</article></body></html>"""


def page(tmp_path: Path, canonical: str = "https://post.example/quay") -> Snapshot:
    path = tmp_path / "page.html"
    before = "The oldest quay of the harbour is closed from the spring on, "
    path.write_text(PAGE.format(canonical=canonical, before=before, story=STORY), encoding="utf8")
    return record_capture(capture_file(path), by=capturer()).snapshot


def test_a_link_leads_to_the_source_of_its_domain_or_stays_an_address(tmp_path: Path) -> None:
    snapshot = page(tmp_path)
    edge = Citation.objects.get(channel="link")
    assert (edge.url, edge.source, edge.document) == ("https://port.example/report", None, None)
    assert snapshot.text[edge.start : edge.end] == "the report of its engineers"
    port = record_source("Port of Esbjerg", Source.Kind.ORGANISATION, domains=["port.example"])
    path = tmp_path / "other.html"
    path.write_text((tmp_path / "page.html").read_text().replace("post.example", "news.example"), encoding="utf8")
    record_capture(capture_file(path), by=capturer())
    assert set(Citation.objects.filter(channel="link").values_list("source", flat=True)) == {None, port.pk}


def test_a_link_leads_to_the_page_once_that_is_captured(tmp_path: Path, captured: Capture) -> None:
    page(tmp_path)
    report = captured(OTHER, "Port of Esbjerg", url="https://port.example/report")
    edge = Citation.objects.get(channel="link")
    assert (edge.document, edge.source) == (report.document, report.document.publisher)


def test_what_a_person_said_of_a_link_stays_when_its_page_is_captured(tmp_path: Path, captured: Capture) -> None:
    page(tmp_path)
    author = record_source("Karen Holm", Source.Kind.PERSON)
    edge = Citation.objects.get(channel="link")
    correct_citation(edge, by=UserFactory(reviewer=True), channel="report", source=author)
    captured(OTHER, "Port of Esbjerg", url="https://port.example/report")
    edge.refresh_from_db()
    assert (edge.source, edge.document, edge.standing) == (author, None, "corrected")


def test_a_page_without_a_publisher_leaves_a_link_the_source_of_its_domain(tmp_path: Path) -> None:
    port = record_source("Port of Esbjerg", Source.Kind.ORGANISATION, domains=["port.example"])
    page(tmp_path)
    report = SnapshotFactory(document__url="https://port.example/report", document__publisher=None)
    read_provenance(report, [], capturer())
    edge = Citation.objects.get(channel="link")
    assert (edge.document, edge.source) == (report.document, port)


def test_a_hundred_links_and_ten_copies_cost_as_many_queries_as_one(captured: Capture) -> None:
    def price(links: int) -> int:
        snapshot = SnapshotFactory(text=f"{STORY} {links}")
        found = [Reference(Channel.LINK, url=f"https://port.example/{n}", start=n, end=n + 3) for n in range(links)]
        with CaptureQueriesContext(connection) as queries:
            read_provenance(snapshot, found, capturer())
        return len(queries)

    captured(STORY, "Morning Post")
    price(1)
    one = price(1)
    for number in range(10):
        captured(f"{STORY} {number}", f"Paper {number}")
    assert price(100) == one


def test_texts_that_were_captured_before_are_compared_on_demand() -> None:
    early = SnapshotFactory(text=STORY, document__published=date(2026, 2, 1))
    late = SnapshotFactory(text=STORY, document__published=date(2026, 2, 2))
    assert [compare_earlier(snapshot) for snapshot in (early, late)] == [0, 1]
    edge = Citation.objects.get()
    assert (edge.snapshot, edge.document) == (late, early.document)
    assert compare_earlier(early) == 0


def test_the_same_page_captured_again_proposes_nothing_twice(tmp_path: Path) -> None:
    page(tmp_path)
    before = Citation.objects.count()
    page(tmp_path)
    assert Citation.objects.count() == before
