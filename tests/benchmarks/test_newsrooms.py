"""The databases that are timed hold what they are timed for, and nothing that the triggers they skip would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models

from claims.lineage import trace
from claims.models import Appearance, Claim, ClaimOrigins
from sources.models import Citation, Document, Relationship, Snapshot, Source
from sources.models.anchor import selectors
from tests.benchmarks import newsrooms

pytestmark = pytest.mark.django_db

EDGES = 2_000
MODELS = (Source, Document, Snapshot, Citation, Relationship, Claim, Appearance, ClaimOrigins)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One database for all tests here, that only read it."""
    with django_db_blocker.unblock():
        newsrooms.load(EDGES)
        yield
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(newsrooms.TABLES.split())}, sources_softwareagent CASCADE")


def test_there_are_as_many_edges_as_asked_for() -> None:
    assert EDGES <= Citation.objects.count() < EDGES + 20


def test_every_key_leads_to_a_row() -> None:
    for model in MODELS:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                there = field.related_model._default_manager.values(field.target_field.attname)
                lost = model._default_manager.exclude(**{f"{field.name}": None}).exclude(**{f"{field.name}__in": there})
                assert not lost.exists(), (model, field)


@pytest.mark.parametrize("model", [Citation, Appearance])
def test_every_anchor_stands_in_its_snapshot(model: type[Citation | Appearance]) -> None:
    rows = list(model.objects.exclude(start=None).select_related("snapshot"))
    assert rows
    for row in rows:
        there = selectors(row.snapshot.text, row.start, row.end)
        assert there == {name: getattr(row, name) for name in there}


def test_nothing_is_taken_from_itself_or_tied_to_another_snapshot() -> None:
    assert not Citation.objects.filter(document=models.F("snapshot__document")).exists()
    assert not Appearance.objects.exclude(citation=None).exclude(citation__snapshot=models.F("snapshot")).exists()


def test_some_claims_come_over_copies_links_and_channels_and_from_nobody_with_a_name() -> None:
    found = trace(list(Claim.objects.values_list("pk", flat=True)))
    ways = {str(edge.kind) for traced in found.values() for edge in traced.graph.edges}
    assert {"copy", "credit", "link", "interview", "said by"} <= ways
    origins = [traced.lineage for traced in found.values()]
    assert any(lineage.anonymous_only for lineage in origins)
    assert any(not lineage.single_source for lineage in origins)
    assert max(len(lineage.origins[0].path) for lineage in origins) > 4
