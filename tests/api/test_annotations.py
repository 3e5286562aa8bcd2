"""Annotations of a document: as the Web Annotation Data Model and Protocol say, and no word of what is not public."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF
from rest_framework.test import APIClient

from claims.models import Appearance, Claim
from claims.workflow import editing
from claims.workflow.editing import Wording
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import DOCUMENTS, problem, refusal

ANNO = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{ANNO}"'
SITE = "http://testserver"
MINIMAL, IRIS, DESCRIPTIONS = (
    "http://www.w3.org/ns/ldp#PreferMinimalContainer",
    "http://www.w3.org/ns/oa#PreferContainedIRIs",
    "http://www.w3.org/ns/oa#PreferContainedDescriptions",
)
AS, OA = Namespace("https://www.w3.org/ns/activitystreams#"), Namespace("http://www.w3.org/ns/oa#")
ITEMS = 250


def address(snapshot: Any) -> str:
    return f"{DOCUMENTS}{snapshot.document_id}/annotations/"


def prefer(*wanted: str) -> dict[str, str]:
    return {"Prefer": f'return=representation;include="{" ".join(wanted)}"'}


@pytest.fixture
def appearance() -> Appearance:
    """A claim in a document, with a published verdict."""
    appearance = AppearanceFactory(claim=ClaimFactory(text="NATO will act."), quote="NATO will act")
    VerdictFactory(claim=appearance.claim, published=True, summary="Nobody acts.")
    return appearance


@pytest.fixture
def long() -> Any:
    """A snapshot with 250 places, none of them public, in no order."""
    words = " ".join(f"word{number:03}" for number in range(ITEMS))
    snapshot = SnapshotFactory(text=words)
    for number in sorted(range(ITEMS), key=lambda n: n * 7 % ITEMS):
        AppearanceFactory(snapshot=snapshot, quote=f"word{number:03}")
    return snapshot


def test_an_annotation_says_what_stands_where(public: APIClient, appearance: Appearance) -> None:
    snapshot = appearance.snapshot
    response = public.get(f"/api/v1/annotations/{appearance.pk}/")
    assert response.status_code == 200
    assert response["Content-Type"] == MEDIA_TYPE
    assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in response["Link"]
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert "Accept" in response["Vary"]
    annotation = response.json()
    claim, link, rating, summary = annotation.pop("body")
    assert claim == {
        "type": "TextualBody",
        "purpose": "describing",
        "value": "NATO will act.",
        "format": "text/plain",
        "language": "en",
    }
    assert link["source"] == f"{SITE}/api/v1/claims/{appearance.claim_id}/"
    assert public.get(link["source"]).json()["text"] == "NATO will act."
    assert (rating["purpose"], rating["value"]) == ("assessing", "False")
    assert (summary["purpose"], summary["value"]) == ("commenting", "Nobody acts.")
    start = snapshot.text.index("NATO will act")
    assert annotation == {
        "@context": ANNO,
        "id": f"{SITE}/api/v1/annotations/{appearance.pk}/",
        "type": "Annotation",
        "motivation": ["identifying", "assessing"],
        "created": f"{appearance.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "creator": {"type": "Software", "name": "factcheck-extractor 1"},
        "target": {
            "type": "SpecificResource",
            "source": snapshot.document.url,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": start + 13},
                {
                    "type": "TextQuoteSelector",
                    "exact": "NATO will act",
                    "prefix": appearance.prefix,
                    "suffix": appearance.suffix,
                },
            ],
            "state": {
                "type": "TimeState",
                "sourceDate": f"{snapshot.captured_at:%Y-%m-%dT%H:%M:%SZ}",
                "cached": f"urn:uuid:{snapshot.pk}",
            },
        },
    }


def test_positions_count_code_points(desk: APIClient) -> None:
    snapshot = SnapshotFactory(text="😀 Ærlig talt: NATO will act 𝒩ow.")
    [item] = items(desk, AppearanceFactory(snapshot=snapshot, quote="NATO will act 𝒩ow").snapshot)
    position, quote = item["target"]["selector"]
    assert snapshot.text[position["start"] : position["end"]] == quote["exact"] == "NATO will act 𝒩ow"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == snapshot.text


def items(client: APIClient, snapshot: Any) -> list[Any]:
    response = client.get(address(snapshot))
    assert response.status_code == 200, response.content
    return response.json().get("first", {"items": []})["items"]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://example.org/a b", "ftp://example.org/a"])
def test_a_document_without_an_address_to_follow_is_named_by_ours(desk: APIClient, url: str) -> None:
    document = DocumentFactory(url=url, identifier="urn:sha-256:1")
    [item] = items(desk, AppearanceFactory(snapshot__document=document).snapshot)
    assert item["target"]["source"] == f"{SITE}{DOCUMENTS}{document.pk}/"


def test_who_found_a_claim_by_hand_is_not_named(desk: APIClient) -> None:
    person = UserFactory(reviewer=True, username="frobnitz")
    appearance = AppearanceFactory(software=None, person=person)
    [item] = items(desk, appearance.snapshot)
    assert "creator" not in item
    assert "frobnitz" not in json.dumps(item)


def test_a_retracted_verdict_assesses_nothing(public: APIClient) -> None:
    appearance = AppearanceFactory()
    VerdictFactory(claim=appearance.claim, retracted=True)
    [item] = items(public, appearance.snapshot)
    assert item["motivation"] == "identifying"
    *_, last = item["body"]
    assert (last["purpose"], last["value"]) == ("commenting", "It was another meeting.")
    assert "assessing" not in json.dumps(item)


def test_only_what_the_asker_may_see_is_there_and_counted(
    public: APIClient, stranger: APIClient, desk: APIClient, appearance: Appearance
) -> None:
    hidden = AppearanceFactory(claim=ClaimFactory(text="Hidden things."), snapshot=appearance.snapshot, quote="Mark")
    VerdictFactory(claim=hidden.claim, approved=True)
    VerdictFactory(claim=appearance.claim, summary="A draft of a correction.")
    for client in (public, stranger):
        response = client.get(address(appearance.snapshot))
        assert response.json()["total"] == 1
        assert "idden" not in response.content.decode()
        assert "draft" not in response.content.decode()
        problem(client.get(f"/api/v1/annotations/{hidden.pk}/"), 404)
    assert desk.get(address(appearance.snapshot)).json()["total"] == 2
    assert desk.get(f"/api/v1/annotations/{hidden.pk}/").status_code == 200
    alone = AppearanceFactory()
    problem(public.get(address(alone.snapshot)), 404)


def test_what_is_retired_or_rejected_is_gone(desk: APIClient, appearance: Appearance) -> None:
    places = AppearanceFactory.create_batch(2, snapshot=appearance.snapshot, quote="Mark")
    editing.reject(places[0].claim, by=UserFactory(editor=True), reason="No claim.")
    Appearance.objects.filter(pk=places[1].pk).update(retired=True)
    assert [item["id"].split("/")[-2] for item in items(desk, appearance.snapshot)] == [str(appearance.pk)]
    for place in places:
        problem(desk.get(f"/api/v1/annotations/{place.pk}/"), 404)


def test_a_collection_is_as_the_protocol_has_it(desk: APIClient, long: Any) -> None:
    response = desk.get(address(long))
    collection = response.json()
    here = f"{SITE}{address(long)}"
    assert address(long).endswith("/")
    assert response["Content-Type"] == MEDIA_TYPE
    assert response["Content-Location"] == collection["id"] == here
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert {"Accept", "Prefer"} <= {name.strip() for name in response["Vary"].split(",")}
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in response["Link"]
    constrained = '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
    assert constrained in response["Link"]
    assert "Preference-Applied" not in response
    assert collection["@context"][0] == ANNO
    assert set(collection["type"]) == {"BasicContainer", "AnnotationCollection"}
    assert collection["label"] == f"Claims in {long.document}"
    assert collection["total"] == ITEMS
    assert collection["last"] == f"{here}?page=2"
    first = collection["first"]
    assert first["id"] == f"{here}?page=0"
    assert "partOf" not in first
    assert "@context" not in first
    assert len(first["items"]) == 100


@pytest.mark.parametrize("iris", [False, True])
def test_the_pages_hold_everything_once_in_the_order_of_the_text(desk: APIClient, long: Any, iris: bool) -> None:
    wanted = prefer(MINIMAL, IRIS if iris else DESCRIPTIONS)
    collection = desk.get(address(long), headers=wanted).json()
    found, number, page_id, before = [], 0, collection["first"], None
    while page_id:
        page = desk.get(page_id).json()
        assert page["@context"] == ANNO
        assert page["id"] == page_id
        assert page["type"] == "AnnotationPage"
        assert page["startIndex"] == len(found)
        assert page["partOf"] == {name: collection[name] for name in ("id", "total", "modified")}
        assert page.get("prev") == before
        assert page_id == collection["last"] or "next" in page
        found += page["items"]
        before, page_id, number = page_id, page.get("next"), number + 1
    assert number == 3
    expected = Appearance.objects.order_by("start", "end", "id").values_list("pk", flat=True)
    addresses = [item if iris else item["id"] for item in found]
    assert addresses == [f"{SITE}/api/v1/annotations/{key}/" for key in expected]


def test_preferences_decide_what_a_collection_holds(desk: APIClient, appearance: Appearance) -> None:
    here, key = address(appearance.snapshot), f"{SITE}/api/v1/annotations/{appearance.pk}/"
    held = {
        (DESCRIPTIONS,): ("", key),
        (IRIS,): ("?iris=1", key),
        (MINIMAL,): ("", None),
        (MINIMAL, IRIS): ("?iris=1", None),
        (IRIS, DESCRIPTIONS): ("", key),
    }
    for wanted, (query, item) in held.items():
        response = desk.get(here, headers=prefer(*wanted))
        collection = response.json()
        assert response["Preference-Applied"] == "return=representation"
        assert response["Content-Location"] == collection["id"] == f"{SITE}{here}{query}"
        if item is None:
            assert collection["first"] == f"{SITE}{here}{query or '?'}{'&' if query else ''}page=0"
        else:
            [first] = collection["first"]["items"]
            assert (first if query else first["id"]) == item


@pytest.mark.parametrize(
    "header",
    [
        "",
        "return=minimal",
        'return=representation; include="http://example.org/other"',
        f'return=minimal; include="{IRIS}"',
        "handling=lenient, wait=10",
        ',;"=,',
        "return=representation; include*=nothing''x",
        'return=representation; include="' + "x" * 20_000 + '"',
    ],
)
def test_a_preference_that_nobody_understands_is_ignored(desk: APIClient, appearance: Appearance, header: str) -> None:
    response = desk.get(address(appearance.snapshot), headers={"Prefer": header})
    assert response.status_code == 200
    assert "Preference-Applied" not in response
    assert response.json() == desk.get(address(appearance.snapshot)).json()


def test_a_preference_is_found_among_others(desk: APIClient, appearance: Appearance) -> None:
    header = f'respond-async, return="representation" ; foo="a,b;c"; include="{IRIS}", wait=10'
    assert desk.get(address(appearance.snapshot), headers={"Prefer": header}).json()["id"].endswith("?iris=1")


def test_json_is_given_to_whoever_asks_for_it(desk: APIClient, appearance: Appearance) -> None:
    for path in (address(appearance.snapshot), f"/api/v1/annotations/{appearance.pk}/"):
        types = {
            accept: desk.get(path, headers={"Accept": accept})["Content-Type"]
            for accept in (MEDIA_TYPE, "application/ld+json", "*/*", "application/json", "text/turtle")
        }
        assert types == {
            MEDIA_TYPE: MEDIA_TYPE,
            "application/ld+json": MEDIA_TYPE,
            "*/*": MEDIA_TYPE,
            "application/json": "application/json",
            "text/turtle": "application/problem+json",
        }


def test_a_page_that_is_not_there_is_not_found(desk: APIClient, appearance: Appearance) -> None:
    here = address(appearance.snapshot)
    problem(desk.get(here, {"page": 1}), 404)
    empty = SnapshotFactory()
    problem(desk.get(address(empty), {"page": 0}), 404)
    collection = desk.get(address(empty)).json()
    assert collection["total"] == 0
    assert not collection.keys() & {"first", "last", "modified"}


@pytest.mark.parametrize("query", [{"page": "-1"}, {"page": "x"}, {"page": "²"}, {"page": "9" * 30}, {"iris": "2"}])
def test_a_number_that_is_none_is_refused(desk: APIClient, appearance: Appearance, query: dict[str, str]) -> None:
    assert "give a whole number from 0" in refusal(desk, address(appearance.snapshot), **query)


def test_head_and_options_are_answered(desk: APIClient, appearance: Appearance) -> None:
    for path, kind in (
        (address(appearance.snapshot), "BasicContainer"),
        (f"/api/v1/annotations/{appearance.pk}/", "Resource"),
    ):
        for method in (desk.head, desk.options):
            response = method(path)
            assert response.status_code == 200
            assert f'ldp#{kind}>; rel="type"' in response["Link"]
        problem(desk.post(path, {}), 405)


def test_a_collection_was_modified_when_its_annotations_were(desk: APIClient, appearance: Appearance) -> None:
    before = desk.get(address(appearance.snapshot)).json()["modified"]
    claim = Claim.objects.create(text="Mark Rutte said so.", kind="fact", checkable=True, checkworthiness=0.1)
    later = AppearanceFactory(snapshot=appearance.snapshot, quote="Mark", claim=claim)
    Appearance.objects.filter(pk=later.pk).update(created_at="2100-01-01T00:00:00Z")
    assert desk.get(address(appearance.snapshot)).json()["modified"] == "2100-01-01T00:00:00Z" > before


def test_a_new_wording_modifies_the_collection(desk: APIClient) -> None:
    appearance = AppearanceFactory()
    Appearance.objects.update(created_at="2001-01-01T00:00:00Z")
    assert desk.get(address(appearance.snapshot)).json()["modified"] == "2001-01-01T00:00:00Z"
    editing.reword(appearance.claim, Wording("NATO acts.", "fact"), by=UserFactory(editor=True))
    assert desk.get(address(appearance.snapshot)).json()["modified"] > "2020"


def test_a_page_costs_the_same_whatever_it_holds(desk: APIClient, appearance: Appearance, long: Any) -> None:
    counts = set()
    for snapshot in (appearance.snapshot, long):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(address(snapshot), {"page": 0})
        counts.add(len(queries))
    assert len(counts) == 1


# The terms that are used here, as the published contexts define them.
TERMS = {
    "as": str(AS),
    "oa": str(OA),
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": str(RDF),
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TimeState")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector")},
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    **{name: f"oa:{name}" for name in ("identifying", "assessing", "describing", "commenting")},
    "BasicContainer": "http://www.w3.org/ns/ldp#BasicContainer",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "cached": {"@id": "oa:cachedSource", "@type": "@id"},
    "first": {"@id": "as:first", "@type": "@id"},
    "last": {"@id": "as:last", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "total": "as:totalItems",
    "value": "rdf:value",
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "created": "dcterms:created",
}


def linked(document: dict[str, Any]) -> Graph:
    """JSON-LD as a graph."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's parser uses what rdflib gives up
        return Graph().parse(data=json.dumps({**document, "@context": TERMS}), format="json-ld")


def test_a_collection_is_read_as_linked_data(desk: APIClient, appearance: Appearance) -> None:
    collection = desk.get(address(appearance.snapshot)).json()
    graph = linked(collection)
    here = URIRef(collection["id"])
    assert (here, RDF.type, AS.OrderedCollection) in graph
    first = graph.value(here, AS.first)
    [item] = graph.items(graph.value(first, AS["items"]))
    assert (item, RDF.type, OA.Annotation) in graph
    assert set(graph.objects(item, OA.motivatedBy)) == {OA.identifying, OA.assessing}
    target = graph.value(item, OA.hasTarget)
    assert graph.value(target, OA.hasSource) == URIRef(appearance.snapshot.document.url)
    quotes = {
        str(words) for selector in graph.objects(target, OA.hasSelector) for words in graph.objects(selector, OA.exact)
    }
    assert quotes == {"NATO will act"}
    words = {
        purpose: str(graph.value(body, RDF.value))
        for body in graph.objects(item, OA.hasBody)
        for purpose in graph.objects(body, OA.hasPurpose)
    }
    assert words[OA.describing] == "NATO will act."
    assert words[OA.assessing] == "False"
