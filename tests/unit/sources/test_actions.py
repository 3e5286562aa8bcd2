"""Recording captures and sources, once each."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from factcheck.common.errors import InvalidInput, NotAllowed
from sources.actions import capturer, record_capture, record_source, revise_document, save_source
from sources.capture import capture_file
from sources.capture.types import Captured
from sources.models import Document, Snapshot, Source
from tests.factories import DocumentFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def captured(text: str = "NATO will act.\n", **values: Any) -> Captured:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Captured(
        **{
            "text": text,
            "text_sha256": digest,
            "captured_sha256": digest,
            "byte_size": len(text.encode()),
            "media_type": "text/plain",
            "origin": "article.txt",
            "url": "",
            "title": "",
            "publisher": "",
            "author": "",
            "language": "en",
            "published": None,
            **values,
        }
    )


def test_the_same_content_is_the_same_snapshot() -> None:
    first = record_capture(captured(), by=capturer())
    second = record_capture(captured(origin="copy.txt"), by=capturer())
    assert (first.created, second.created) == (True, False)
    assert first.snapshot == second.snapshot


def test_a_changed_page_is_a_new_snapshot_of_the_same_document() -> None:
    url = "https://example.org/1"
    first = record_capture(captured(url=url), by=capturer()).snapshot
    second = record_capture(captured("NATO will wait.\n", url=url), by=capturer()).snapshot
    assert first.document == second.document
    assert first != second


def test_the_same_text_at_two_addresses_is_two_documents() -> None:
    for address in ("https://example.org/1", "https://example.com/1"):
        record_capture(captured(url=address), by=capturer())
    assert (Document.objects.count(), Snapshot.objects.count()) == (2, 2)


def test_what_the_person_says_wins_over_what_the_file_says() -> None:
    found = captured(publisher="Example", published=date(2026, 1, 1))
    document = record_capture(found, by=capturer(), publisher="RTÉ", published=date(2026, 1, 22)).snapshot.document
    assert (document.publisher.name, document.published) == ("RTÉ", date(2026, 1, 22))


def test_a_second_capture_fills_what_is_empty_and_changes_nothing_else() -> None:
    record_capture(captured(title="Kept"), by=capturer())
    document = record_capture(captured(title="Other", author="Ann"), by=capturer()).snapshot.document
    assert (document.title, document.author) == ("Kept", "Ann")


def test_a_snapshot_names_who_captured_it() -> None:
    person = UserFactory(reviewer=True)
    assert record_capture(captured(), by=person).snapshot.agent == person
    assert str(record_capture(captured("x\n"), by=capturer()).snapshot.agent).startswith("factcheck-capture ")


def test_a_source_is_found_by_name_in_any_case_and_by_alias() -> None:
    reuters = record_source("Reuters", Source.Kind.AGENCY, aliases=["Thomson Reuters"])
    assert record_source("REUTERS", Source.Kind.OUTLET) == reuters
    assert record_source("Thomson Reuters", Source.Kind.OUTLET) == reuters


def test_a_name_beats_an_alias() -> None:
    record_source("Danish Refugee Council", Source.Kind.ORGANISATION, aliases=["DR"])
    broadcaster = Source.objects.create(name="DR", kind=Source.Kind.OUTLET)
    assert record_source("DR", Source.Kind.OUTLET) == broadcaster


def test_an_anonymous_source_is_looked_for_in_its_document_alone() -> None:
    here, there = DocumentFactory.create_batch(2)
    first = record_source("a source", Source.Kind.ANONYMOUS, described_in=here)
    assert record_source("a source", Source.Kind.ANONYMOUS, described_in=here) == first
    assert record_source("a source", Source.Kind.ANONYMOUS, described_in=there) != first


def test_a_source_gains_aliases_and_loses_none() -> None:
    record_source("RTÉ", Source.Kind.OUTLET, aliases=["RTE"])
    source = record_source("RTÉ", Source.Kind.OUTLET, aliases=["Raidió Teilifís Éireann"])
    assert source.aliases == ["RTE", "Raidió Teilifís Éireann"]


def test_a_source_without_a_name_is_refused() -> None:
    with pytest.raises(InvalidInput, match="needs a name"):
        record_source("  ", Source.Kind.PERSON)


def test_an_editor_corrects_a_source_and_a_document_and_a_journalist_does_not() -> None:
    source, document = SourceFactory(), DocumentFactory()
    source.name, document.title = "Renamed", "Retitled"
    editor, journalist = UserFactory(editor=True), UserFactory(journalist=True)
    save_source(source, by=editor)
    revise_document(document, by=editor)
    assert Source.objects.get(pk=source.pk).name == "Renamed"
    assert Document.objects.get(pk=document.pk).title == "Retitled"
    for act in (lambda: save_source(source, by=journalist), lambda: revise_document(document, by=journalist)):
        with pytest.raises(NotAllowed):
            act()


def test_a_source_that_takes_anothers_name_is_refused_in_words() -> None:
    SourceFactory(name="Reuters")
    with pytest.raises(InvalidInput):
        save_source(SourceFactory.build(name="REUTERS"), by=UserFactory(reviewer=True))


def test_a_snapshot_tells_when_its_capture_began_and_ended(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("NATO will act.", encoding="utf8")
    before = timezone.now()
    snapshot = record_capture(capture_file(path), by=capturer()).snapshot
    assert snapshot.capture_started_at is not None
    assert before <= snapshot.capture_started_at <= snapshot.captured_at <= timezone.now()


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("", "https://www.rte.ie/news/1", "RTÉ"),
        ("RTE.ie", "https://www.rte.ie/news/1", "RTÉ"),
        ("Irish Times", "https://www.rte.ie/news/1", "The Irish Times"),
        ("Evening Post", "https://post.example/1", "Evening Post"),
        ("", "https://post.example/1", None),
    ],
)
def test_a_publisher_is_known_by_name_then_by_domain_then_new(name: str, url: str, expected: str | None) -> None:
    record_source("RTÉ", Source.Kind.OUTLET, domains=["rte.ie"])
    record_source("The Irish Times", Source.Kind.OUTLET, aliases=["Irish Times"])
    document = record_capture(captured(publisher=name, url=url), by=capturer()).snapshot.document
    assert (document.publisher.name if document.publisher else None) == expected
