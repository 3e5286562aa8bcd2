"""The way of a claim, as programs get it: a graph, PROV-JSON and Turtle, each only of what its reader may see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Claim
from sources.actions import merge_sources
from sources.provenance.prov import from_json, from_turtle
from tests.api.asking import CLAIMS, SOURCES, ids, rows
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)
from tests.prov import assert_holds

WORDS = "Tariffs of up to 25% were threatened against Denmark."


def at(claim: Claim) -> str:
    return f"{CLAIMS}{claim.pk}/provenance/"


@pytest.fixture
def published() -> Claim:
    """A published claim in two papers; the later one copied the earlier."""
    early = SnapshotFactory(document__published=date(2026, 1, 20))
    place = AppearanceFactory(quote=WORDS, speaker=None)
    AppearanceFactory(claim=place.claim, snapshot=early, quote=WORDS, speaker=None)
    CitationFactory(snapshot=place.snapshot, copy_of=early.document)
    VerdictFactory(claim=place.claim, published=True)
    return place.claim


def test_the_graph_says_how_many_links_and_independent_origins_there_are(public: APIClient, published: Claim) -> None:
    told = public.get(at(published)).json()
    assert told["claim"]["sentence"].startswith("2 links, 1 independent origin: ")
    assert (told["claim"]["single_source"], told["claim"]["anonymous_only"]) == (True, False)
    assert told["claim"]["earliest"]["when"] == "2026-01-20"
    assert told["verdict"]["sentence"].startswith("1 link, 1 independent origin: ")
    keys = {node["key"] for node in told["nodes"]}
    assert {end for edge in told["edges"] for end in (edge["down"], edge["up"])} <= keys
    assert {"stands in", "copy", "about", "rests on", "quotes"} <= {edge["kind"] for edge in told["edges"]}
    assert told["claim"]["origins"][0]["path"][0] == f"claim:{published.pk}"


@pytest.mark.parametrize(("accept", "read"), [("application/provenance+json", from_json), ("text/turtle", from_turtle)])
def test_prov_comes_in_the_format_that_is_asked_for(
    public: APIClient, published: Claim, accept: str, read: Any
) -> None:
    response = public.get(at(published), headers={"accept": accept})
    assert response.headers["content-type"].startswith(accept)
    document = read(response.content.decode())
    assert_holds(document)
    assert any(str(published.pk) in str(record.identifier) for record in document.get_records())


def test_a_format_that_there_is_not_is_refused_as_a_problem(public: APIClient, published: Claim) -> None:
    response = public.get(at(published), headers={"accept": "image/png"})
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["application/json", "application/provenance+json", "text/turtle"])
def test_of_an_unpublished_claim_the_public_is_told_nothing(public: APIClient, desk: APIClient, accept: str) -> None:
    claim = AppearanceFactory().claim
    response = public.get(at(claim), headers={"accept": accept})
    assert response.status_code == 404
    assert str(claim.text) not in response.content.decode()
    assert desk.get(at(claim), headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "application/provenance+json", "text/turtle"])
def test_no_draft_no_assessment_and_no_name_of_a_reviewer_is_told_to_the_public(
    public: APIClient, published: Claim, accept: str
) -> None:
    VerdictFactory(claim=published, summary="A secret draft.", correction_note="Not yet.")
    people = set(published.assessments.values_list("reviewer__username", flat=True))
    people |= set(published.verdicts.values_list("author__username", flat=True))
    told = public.get(at(published), headers={"accept": accept}).content.decode()
    assert "secret" not in told
    assert not [
        person for person in published.assessments.values_list("reviewer__username", flat=True) if person in told
    ]


def test_it_takes_no_more_queries_for_more_places(
    public: APIClient, published: Claim, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        AppearanceFactory(claim=published, quote=WORDS, speaker=None)
    with django_assert_max_num_queries(32):
        public.get(at(published))


def test_claims_say_how_many_origins_they_have_and_are_found_by_it(desk: APIClient, published: Claim) -> None:
    two = AppearanceFactory(speaker=SourceFactory(name="Mark Rutte")).claim
    AppearanceFactory(claim=two, speaker=SourceFactory(name="Allison Hart"))
    whisper = SnapshotFactory()
    nobody = SourceFactory(anonymous=True, described_in=whisper.document, name="an official")
    hushed = AppearanceFactory(snapshot=whisper, speaker=nobody).claim
    by_id = {row["id"]: row["origins"] for row in rows(desk, CLAIMS)}
    assert (by_id[str(two.pk)]["links"], by_id[str(two.pk)]["independent_origins"]) == (2, 2)
    assert by_id[str(hushed.pk)]["sentence"] == "1 link, 1 independent origin: an official (anonymous)"
    assert set(ids(desk, CLAIMS, single_source="true")) == {str(published.pk), str(hushed.pk)}
    assert ids(desk, CLAIMS, single_source="false") == [str(two.pk)]
    assert ids(desk, CLAIMS, anonymous_only="true") == [str(hushed.pk)]


def test_a_filter_sees_what_has_just_changed(desk: APIClient) -> None:
    claim = AppearanceFactory(speaker=SourceFactory(name="Mark Rutte")).claim
    assert ids(desk, CLAIMS, single_source="true") == [str(claim.pk)]
    AppearanceFactory(claim=claim, speaker=SourceFactory(name="Allison Hart"))
    assert ids(desk, CLAIMS, single_source="true") == []


def test_a_merged_source_is_found_and_named_by_either_record(desk: APIClient) -> None:
    kept, gone = SourceFactory(name="Lars Løkke Rasmussen"), SourceFactory(name="Lars Lokke Rasmussen")
    claim = AppearanceFactory(speaker=gone).claim
    merge_sources(kept, gone, by=UserFactory(editor=True))
    for name in ("Lars Løkke Rasmussen", "lars lokke rasmussen", str(kept.pk), str(gone.pk)):
        assert ids(desk, CLAIMS, speaker=name) == [str(claim.pk)], name
    (row,) = rows(desk, CLAIMS)
    assert row["appearances"][0]["speaker"]["id"] == str(kept.pk)
    assert [(source["id"], source["claim_count"]) for source in rows(desk, SOURCES, kind="person")] == [
        (str(kept.pk), 1)
    ]
    assert desk.get(f"{SOURCES}{gone.pk}/").json()["merged_into"] == str(kept.pk)


def test_a_claim_without_any_place_has_no_origin(desk: APIClient) -> None:
    told = desk.get(at(ClaimFactory())).json()
    assert told["claim"]["sentence"] == "No link: nothing says where it comes from"
    assert told["verdict"] is None
