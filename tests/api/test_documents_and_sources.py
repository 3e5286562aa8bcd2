"""The lists of documents and sources: what a row says, and what the lists can be asked for."""

from __future__ import annotations

from datetime import date

import pytest
from rest_framework.test import APIClient

from tests.factories import DocumentFactory, SnapshotFactory, SourceFactory

from .asking import DOCUMENTS, SOURCES, ids, moment, refusal, rows


def test_a_document_names_its_publisher_and_its_captures(desk: APIClient) -> None:
    snapshot = SnapshotFactory(document__title="Greenland", document__author="A Reporter")
    document = snapshot.document
    [row] = rows(desk, DOCUMENTS)
    assert row == {
        "id": str(document.pk),
        "created_at": moment(document.created_at),
        "kind": "article",
        "title": "Greenland",
        "publisher": {"id": str(document.publisher_id), "name": document.publisher.name, "kind": "outlet"},
        "author": "A Reporter",
        "published": "2026-01-22",
        "url": document.url,
        "language": "en",
        "snapshots": [
            {
                "id": str(snapshot.pk),
                "captured_at": moment(snapshot.captured_at),
                "text_sha256": snapshot.text_sha256,
                "captured_sha256": snapshot.captured_sha256,
                "byte_size": snapshot.byte_size,
                "media_type": "text/plain",
            }
        ],
    }


def test_documents_are_found_by_publisher(desk: APIClient) -> None:
    rte = SourceFactory(outlet=True, name="RTÉ", aliases=["RTE"])
    article = DocumentFactory(publisher=rte)
    DocumentFactory()
    DocumentFactory(publisher=None)
    for publisher in ("rté", "rte", str(rte.pk)):
        assert ids(desk, DOCUMENTS, publisher=publisher) == [str(article.pk)], publisher


def test_documents_are_found_by_day_both_included(desk: APIClient) -> None:
    first, second = (str(DocumentFactory(published=date(2026, 1, day)).pk) for day in (21, 22))
    assert ids(desk, DOCUMENTS, published_before="2026-01-21") == [first]
    assert ids(desk, DOCUMENTS, published_after="2026-01-21", ordering="published") == [first, second]


def test_a_language_finds_its_regional_forms_and_no_other(desk: APIClient) -> None:
    general, irish = DocumentFactory(language="en"), DocumentFactory(language="en-IE")
    DocumentFactory(language="enm")  # Middle English
    assert set(ids(desk, DOCUMENTS, language="EN")) == {str(general.pk), str(irish.pk)}
    assert ids(desk, DOCUMENTS, language="en-ie") == [str(irish.pk)]


def test_documents_are_found_by_letters_of_the_title(desk: APIClient) -> None:
    wanted = DocumentFactory(title="100% of Greenland")
    DocumentFactory(title="Greenland")
    assert ids(desk, DOCUMENTS, q="0% OF green") == [str(wanted.pk)]


def test_documents_without_a_date_come_last_whatever_the_order(desk: APIClient) -> None:
    undated = DocumentFactory(published=None)
    old, new = DocumentFactory(published=date(2025, 1, 1)), DocumentFactory(published=date(2026, 1, 1))
    assert ids(desk, DOCUMENTS, ordering="published") == [str(d.pk) for d in (old, new, undated)]
    assert ids(desk, DOCUMENTS) == [str(d.pk) for d in (new, old, undated)]


def test_a_source_says_who_it_is(desk: APIClient) -> None:
    source = SourceFactory(
        name="Mark Rutte", aliases=["Mr Rutte"], description="Secretary General", url="https://nato.int/"
    )
    assert rows(desk, SOURCES) == [
        {
            "id": str(source.pk),
            "created_at": moment(source.created_at),
            "name": "Mark Rutte",
            "kind": "person",
            "aliases": ["Mr Rutte"],
            "domains": [],
            "description": "Secretary General",
            "url": "https://nato.int/",
            "merged_into": None,
            "claim_count": 0,
        }
    ]


def test_sources_are_found_by_several_kinds(desk: APIClient) -> None:
    person, outlet, agency = (SourceFactory(kind=kind) for kind in ("person", "outlet", "agency"))
    assert ids(desk, SOURCES, kind="person") == [str(person.pk)]
    assert set(ids(desk, SOURCES, kind=["outlet", "agency"])) == {str(outlet.pk), str(agency.pk)}


def test_sources_are_found_by_their_whole_name_or_by_part_of_it(desk: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte", aliases=["The Secretary General"])
    SourceFactory(name="Mark Carney")
    assert ids(desk, SOURCES, name="the secretary general") == [str(rutte.pk)]
    assert ids(desk, SOURCES, name="Mark") == []
    assert ids(desk, SOURCES, q="RUTT") == [str(rutte.pk)]
    assert ids(desk, SOURCES, q="secretary") == [str(rutte.pk)]
    assert len(ids(desk, SOURCES, q="mark")) == 2


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        (DOCUMENTS, {"language": "english (uk)"}, "write it like en or en-IE"),
        (DOCUMENTS, {"published_after": "yesterday"}, "write it like 2026-01-22"),
        (DOCUMENTS, {"ordering": "-publish"}, "Did you mean published?"),
        (
            SOURCES,
            {"kind": "newspaper"},
            "allowed: person, outlet, agency, organisation, government, account, group, anonymous.",
        ),
        (SOURCES, {"ordering": "claim_count"}, "allowed: created_at, name."),
    ],
)
def test_a_value_that_is_not_understood_is_refused_with_what_would_be(
    public: APIClient, path: str, query: dict[str, str], told: str
) -> None:
    assert told in refusal(public, path, **query)
