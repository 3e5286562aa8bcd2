"""The origins that are found on rows of the database are those of a tiny walk written with another library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import networkx
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.lineage import trace
from claims.models import Appearance, Claim
from sources.models import Citation, Snapshot, Source
from sources.models.anchor import selectors
from tests.factories import ClaimFactory, SoftwareAgentFactory, SourceFactory
from tests.tracing import WORDS, article, person

pytestmark = pytest.mark.django_db

ARTICLES, AGENCIES, PEOPLE = 6, 2, 3
COPY, CREDIT = "copy", "credit"
CITATIONS = st.tuples(
    st.integers(0, ARTICLES - 1),
    st.sampled_from([COPY, COPY, "canonical", CREDIT]),
    st.integers(0, ARTICLES - 1),
    st.sampled_from([0.5, 0.7, 0.95]),
    st.sampled_from(["proposed", "proposed", "confirmed", "rejected"]),
)
PLACES = st.dictionaries(st.integers(0, ARTICLES - 1), st.none() | st.integers(0, PEOPLE - 1), min_size=1)


@dataclass
class Town:
    """Articles that all have the same words, agencies and people."""

    snapshots: list[Snapshot]
    agencies: list[Source]
    people: list[Source]


@pytest.fixture
def town() -> Town:
    return Town(
        [article(f"Outlet {number}") for number in range(ARTICLES)],
        [SourceFactory(kind="agency", name=f"Agency {number}") for number in range(AGENCIES)],
        [person(f"Person {number}") for number in range(PEOPLE)],
    )


def cite(town: Town, rows: list[tuple[int, str, int, float, str]]) -> None:
    agent = SoftwareAgentFactory()
    Citation.objects.bulk_create(
        Citation(
            snapshot=town.snapshots[down],
            source=town.agencies[up % AGENCIES] if channel == CREDIT else None,
            document=None if channel == CREDIT else town.snapshots[up].document,
            channel=channel,
            markup=f"read {number}",
            confidence=confidence,
            standing=standing,
            software=agent,
        )
        for number, (down, channel, up, confidence, standing) in enumerate(rows)
        if channel == CREDIT or down != up
    )


def place(town: Town, claim: Claim, places: dict[int, int | None]) -> None:
    for number, speaker in places.items():
        snapshot = town.snapshots[number]
        at = snapshot.text.index(WORDS)
        Appearance.objects.create(
            claim=claim,
            snapshot=snapshot,
            speaker=None if speaker is None else town.people[speaker],
            software=SoftwareAgentFactory(),
            **selectors(snapshot.text, at, at + len(WORDS)),
        )


def taken() -> networkx.DiGraph:
    """All documents and what they were taken from, as far as it counts; text: whether it is the same text."""
    graph = networkx.DiGraph()
    for row in Citation.objects.exclude(standing="rejected"):
        looked_at = row.standing != "proposed"
        if looked_at or row.confidence >= 0.6:
            ends = (row.snapshot.document_id, row.document_id or row.source_id)
            text = row.channel != CREDIT and (looked_at or row.confidence >= 0.8)
            graph.add_edge(*ends, text=text or graph.get_edge_data(*ends, {}).get("text", False))
    return graph


def sinks(graph: networkx.DiGraph) -> Iterator[frozenset[UUID]]:
    parts = networkx.condensation(graph)
    return (frozenset(parts.nodes[part]["members"]) for part in parts if not parts.out_degree(part))


def expected(places: dict[UUID, UUID | None]) -> set[frozenset[UUID]]:
    """The origins of a claim that stands in these documents and is said there by these speakers, or by nobody."""
    graph = taken()
    graph.add_nodes_from(places)
    walked = graph.subgraph(set(places).union(*(networkx.descendants(graph, start) for start in places))).copy()
    said = walked.copy()
    for start, speaker in places.items():
        way = graph.subgraph({start} | networkx.descendants(graph, start))
        for end in sinks(way):
            there = {places[member] for member in end if places.get(member)}
            for who in there or {speaker} - {None}:
                said.add_edge(min(end), who)
    roots = list(sinks(said))
    alike = networkx.Graph()
    alike.add_nodes_from(roots)
    same = networkx.Graph((one, other) for one, other, text in walked.edges(data="text") if text)
    for one in roots:
        for other in roots:
            single = len(one) == len(other) == 1 and not _circular(said, one) and not _circular(said, other)
            if single and min(one) in same and min(other) in networkx.node_connected_component(same, min(one)):
                alike.add_edge(one, other)
    return {frozenset().union(*group) for group in networkx.connected_components(alike)}


def _circular(graph: networkx.DiGraph, part: frozenset[UUID]) -> bool:
    return len(part) > 1 or graph.has_edge(min(part), min(part))


def test_origins_are_those_of_another_library(town) -> None:
    claim = ClaimFactory()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.lists(CITATIONS, max_size=12), PLACES)
    def check(rows: list[tuple[int, str, int, float, str]], places: dict[int, int | None]) -> None:
        with transaction.atomic():
            cite(town, rows)
            place(town, claim, places)
            found = {
                frozenset(UUID(key.partition(":")[2]) for key in origin.keys)
                for origin in trace([claim.pk])[claim.pk].lineage.origins
            }
            stands = {
                town.snapshots[number].document_id: None if who is None else town.people[who].pk
                for number, who in places.items()
            }
            assert found == expected(stands)
            transaction.set_rollback(True)

    check()
