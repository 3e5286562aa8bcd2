"""From rows to the graph: which documents, edges and sources are loaded, how they are called, and what lies below."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources import actions
from sources.models import Snapshot
from sources.provenance.graph import Graph
from sources.provenance.loader import (
    COUNTS,
    citations,
    counts,
    document_key,
    downstream,
    from_sources,
    source_key,
    sources_below,
    taken_whole,
    upstream,
)
from sources.provenance.types import NodeKind, RelationKind, Standing
from tests.factories import (
    CitationFactory,
    DocumentFactory,
    RelationshipFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
)
from tests.tracing import article

pytestmark = pytest.mark.django_db


def ways(*snapshots: Snapshot) -> list[tuple[str, str, str]]:
    """The edges upstream of these, in words."""
    found = upstream([snapshot.document_id for snapshot in snapshots])
    return sorted((found.nodes[e.down].label, str(e.kind), found.nodes[e.up].label) for e in found.edges)


def copy(original: Snapshot, name: str, **more) -> Snapshot:
    snapshot = article(name)
    CitationFactory(snapshot=snapshot, copy_of=original.document, **more)
    return snapshot


# documents


def test_a_document_is_dated_by_its_publication() -> None:
    snapshot = article("RTÉ", published=date(2026, 1, 20), title="Allies must act", url="https://rte.example/1")
    node = upstream([snapshot.document_id]).nodes[document_key(snapshot.document_id)]
    assert (node.kind, node.type, node.label) == (NodeKind.DOCUMENT, "article", "Allies must act")
    assert (node.when, node.published, node.url) == (date(2026, 1, 20), True, "https://rte.example/1")
    assert node.source == source_key(snapshot.document.publisher)


def test_a_document_without_a_day_is_dated_by_its_first_capture() -> None:
    document = DocumentFactory(published=None)
    for day in (7, 5, 9):
        SnapshotFactory(document=document, text=f"As of {day}.", captured_at=datetime(2026, 1, day, 12, tzinfo=UTC))
    node = upstream([document.pk]).nodes[document_key(document.pk)]
    assert (node.when, node.published) == (date(2026, 1, 5), False)


def test_a_document_that_nobody_captured_has_no_day() -> None:
    document = DocumentFactory(published=None, publisher=None)
    node = upstream([document.pk]).nodes[document_key(document.pk)]
    assert (node.when, node.published, node.source) == (None, False, "")


def test_publishers_come_with_their_documents() -> None:
    snapshot = article("RTÉ")
    assert upstream([snapshot.document_id]).nodes[source_key(snapshot.document.publisher)].label == "RTÉ"


def test_nothing_is_upstream_of_nothing() -> None:
    found = upstream([])
    assert (found.nodes, found.edges, found.relations) == ({}, [], [])


# edges


def test_copies_are_followed_over_any_number_of_steps() -> None:
    first = article("Reuters")
    second = copy(first, "AFP")
    third = copy(second, "RTÉ")
    assert ways(third) == [
        ("AFP's article", "copy", "Reuters's article"),
        ("RTÉ's article", "copy", "AFP's article"),
    ]
    assert ways(first) == []


def test_documents_that_copy_each_other_are_loaded_once() -> None:
    one = article("RTÉ")
    other = copy(one, "Sky News")
    CitationFactory(snapshot=one, copy_of=other.document)
    assert len(ways(one)) == 2


def test_credits_and_canonical_pages_are_about_the_whole_of_a_document_and_links_are_not() -> None:
    snapshot, agency = article("RTÉ"), SourceFactory(kind="agency", name="Reuters")
    CitationFactory(snapshot=snapshot, credit=agency)
    CitationFactory(snapshot=snapshot, canonical=article("BBC").document)
    CitationFactory(snapshot=snapshot, link=article("NATO").document)
    CitationFactory(snapshot=snapshot)
    assert ways(snapshot) == [
        ("RTÉ's article", "canonical", "BBC's article"),
        ("RTÉ's article", "credit", "Reuters"),
    ]


def test_an_original_that_nobody_captured_is_an_address() -> None:
    snapshot = article("RTÉ")
    url = "https://bbc.example/news/1"
    CitationFactory(
        snapshot=snapshot, channel="canonical", source=None, url=url, markup="canonical", quote=None, start=None
    )
    found = upstream([snapshot.document_id])
    node = found.nodes[f"address:{url}"]
    assert (node.kind, node.label, node.url, node.source) == (NodeKind.WORK, "bbc.example", url, "")


@pytest.mark.parametrize(
    ("standing", "confidence", "taken"),
    [
        ("proposed", 0.6, True),
        ("proposed", 0.59, False),
        ("confirmed", 0.1, True),
        ("corrected", 0.1, True),
        ("rejected", 1.0, False),
    ],
)
def test_what_counts_is_the_same_in_python_in_the_orm_and_in_sql(standing: str, confidence: float, taken: bool) -> None:
    snapshot = copy(article("Reuters"), "RTÉ", standing=standing, confidence=confidence)
    (row,) = citations()
    assert counts(row) is taken
    assert citations().filter(COUNTS).exists() is taken
    assert bool(taken_whole([snapshot.document_id])) is taken


def test_an_edge_says_who_says_so_but_names_no_person() -> None:
    snapshot = copy(article("Reuters"), "RTÉ")
    CitationFactory(snapshot=snapshot, copy_of=article("AFP").document, software=None, person=UserFactory())
    by = {edge.by for edge in upstream([snapshot.document_id]).edges}
    assert by == {"a person", "factcheck-extractor 1 (aaaaaaaaaaaa)"}


def test_the_surest_of_the_edges_of_several_snapshots_is_taken_and_a_persons_before_it() -> None:
    original = article("Reuters")
    snapshots = [article("RTÉ")]
    for number in range(2):
        snapshots.append(SnapshotFactory(document=snapshots[0].document, text=f"Updated {number}."))
    for snapshot, confidence in zip(snapshots, (0.7, 0.9, 0.8), strict=True):
        CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=confidence)
    (edge,) = upstream([snapshots[0].document_id]).edges
    assert edge.confidence == 0.9
    snapshots[2].citations.update(standing=Standing.CONFIRMED)
    (edge,) = upstream([snapshots[0].document_id]).edges
    assert (edge.confidence, edge.standing) == (0.8, Standing.CONFIRMED)


def test_a_graph_can_be_made_of_what_is_loaded() -> None:
    third = copy(copy(article("Reuters"), "AFP"), "RTÉ")
    CitationFactory(snapshot=third, credit=SourceFactory(kind="agency"))
    found = upstream([third.document_id])
    assert len(Graph(found.nodes.values(), found.edges, found.relations).edges) == 3


# sources


def test_sources_that_were_merged_have_the_node_of_their_record() -> None:
    kept, gone = SourceFactory(outlet=True, name="RTÉ"), SourceFactory(outlet=True, name="RTE")
    snapshot = article(gone)
    actions.merge_sources(kept, gone, by=UserFactory(editor=True))
    found = upstream([snapshot.document_id])
    assert found.nodes[document_key(snapshot.document_id)].source == source_key(kept)
    assert source_key(gone) not in found.nodes


def test_what_a_source_belongs_to_is_loaded_with_what_that_belongs_to() -> None:
    first, second, third = (SourceFactory(outlet=True, name=name) for name in ("The Sun", "News UK", "News Corp"))
    RelationshipFactory(subject=first, kind="owned_by", object=second, since=date(2011, 1, 1))
    RelationshipFactory(subject=second, kind="part_of", object=third)
    RelationshipFactory(subject=SourceFactory(outlet=True), object=second)
    found = upstream([], known=[first])
    assert {(found.nodes[r.subject].label, r.kind, found.nodes[r.object].label) for r in found.relations} == {
        ("The Sun", RelationKind.OWNED_BY, "News UK"),
        ("News UK", RelationKind.PART_OF, "News Corp"),
    }
    assert {r.since for r in found.relations} == {date(2011, 1, 1), None}


def test_relationships_in_a_circle_and_between_records_of_one_source_do_no_harm() -> None:
    one, other, record = (SourceFactory(outlet=True, name=name) for name in ("One", "Other", "One Ltd"))
    RelationshipFactory(subject=one, object=other)
    RelationshipFactory(subject=other, object=record)
    actions.merge_sources(one, record, by=UserFactory(editor=True))
    record.refresh_from_db()
    RelationshipFactory(subject=record, object=one)
    found = upstream([], known=[record])
    assert {(r.subject, r.object) for r in found.relations} == {
        (source_key(one), source_key(other)),
        (source_key(other), source_key(one)),
    }


# below


def test_below_a_house_are_its_outlets_and_all_their_records() -> None:
    house, outlet, paper, record = (SourceFactory(outlet=True, name=n) for n in ("House", "Outlet", "Paper", "Papr"))
    RelationshipFactory(subject=outlet, object=house)
    RelationshipFactory(subject=record, object=outlet)
    actions.merge_sources(paper, record, by=UserFactory(editor=True))
    assert set(sources_below([house.pk])) == {house.pk, outlet.pk, paper.pk, record.pk}
    assert set(sources_below([record.pk])) == {paper.pk, record.pk}
    assert sources_below([]) == []


def test_from_sources_are_what_they_published_and_what_credits_them() -> None:
    reuters = SourceFactory(outlet=True, name="Reuters")
    published, credited, linked, heard, confirmed = article(reuters), *map(article, ("A", "B", "C", "D"))
    CitationFactory(snapshot=credited, credit=reuters)
    CitationFactory(snapshot=linked, link="https://reuters.example/", source=reuters)
    CitationFactory(snapshot=heard, source=reuters)  # tied to the claims that came by it
    CitationFactory(snapshot=confirmed, source=reuters, standing="confirmed")
    assert set(from_sources([reuters.pk])) == {s.document_id for s in (published, credited, linked, confirmed)}


def test_downstream_of_a_document_are_its_copies_and_what_names_one_of_these() -> None:
    original = article("Reuters")
    copied = copy(original, "AFP")
    linking, further, copying = article("RTÉ"), article("Sky News"), article("Politiken")
    CitationFactory(snapshot=linking, link=copied.document)
    CitationFactory(snapshot=further, link=linking.document)
    CitationFactory(snapshot=copying, copy_of=linking.document)
    CitationFactory(snapshot=article("Bild"), copy_of=original.document, standing="rejected")
    keys = {s.document_id for s in (original, copied, linking, copying)}
    assert set(downstream([original.document_id])) == keys
    assert set(downstream([], copied=[original.document_id])) == keys - {original.document_id}


def test_ten_documents_cost_as_many_queries_as_one() -> None:
    house = SourceFactory(kind="organisation")
    snapshots = [copy(copy(article(f"Original {n}"), f"Copy {n}"), f"Copy of copy {n}") for n in range(10)]
    for snapshot in snapshots:
        RelationshipFactory(subject=snapshot.document.publisher, object=house)
    counted = []
    for some in (snapshots[:1], snapshots):
        with CaptureQueriesContext(connection) as queries:
            upstream([snapshot.document_id for snapshot in some])
        counted.append(len(queries))
    assert counted[0] == counted[1] == 5
