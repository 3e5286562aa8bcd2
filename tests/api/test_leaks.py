"""Two hundred drafts among two hundred published claims: an anonymous program that asks for everything sees none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from claims.api.facets import FACETS
from claims.models import Appearance, Claim, ClaimListing, Evidence, Verdict
from claims.workflow import assessing, evidence, triage, verdicts
from factcheck.common import shapes
from factcheck.urls import v1
from sources.models import Document, Snapshot, Source
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
)

MANY = 200
SECRET = "hush"  # in every text of what is hidden
LISTS = {prefix: view for prefix, view, _ in v1.registry if prefix != "webhooks"}
pytestmark = pytest.mark.django_db


class House:
    """People who take claims as far as a published verdict, or nearly."""

    def __init__(self) -> None:
        self.reviewers = [UserFactory(reviewer=True, username=f"{SECRET}-reviewer-{n}") for n in range(2)]
        self.author = UserFactory(editor=True, username=f"{SECRET}-author")
        self.editor = UserFactory(editor=True, username=f"{SECRET}-editor")
        self.ratings = [RatingFactory(name=name) for name in ("False", "True")]

    def claim(self, number: int, word: str) -> Claim:
        """One that stands in a document of its own, said by somebody of their own."""
        document = DocumentFactory(
            title=f"{word} article {number}",
            url=f"https://example.org/{word}/{number}",
            publisher=SourceFactory(outlet=True, name=f"{word} Courier {number}"),
        )
        said = {"speaker": SourceFactory(name=f"{word} Speaker {number}"), "channel": f"{word} speech {number}"}
        quantity = {"text": "7%", "start": 0, "end": 2, "value": "7", "unit": f"{word}unit", "comparator": "="}
        claim: Claim = ClaimFactory(
            text=f"Greenland has {word} towns, number {number}.", quantities=[quantity], assessors=1
        )
        AppearanceFactory(claim=claim, snapshot=SnapshotFactory(document=document), **said)
        return claim

    def take(self, claim: Claim, word: str, steps: int) -> None:
        """From the queue on, so many steps: 8 of them end in publication."""
        rating, reviewer = self.ratings[claim.pk.int % 2], self.reviewers[0]
        stance = rating.stances[0]
        words: dict[str, Any] = {"rating": rating, "summary": f"{word} summary", "explanation": f"{word} reasons"}
        kept: dict[str, Verdict] = {}

        def draft() -> None:
            kept["verdict"] = verdicts.draft_verdict(claim, by=self.author, **words)

        acts = [
            lambda: triage.queue(claim, by=self.editor),
            lambda: evidence.add_evidence(claim, by=reviewer, stance=stance, citation=f"{word} archive", note=word),
            lambda: triage.assign(claim, by=reviewer),
            lambda: assessing.submit_assessment(claim, by=reviewer, rating=rating, rationale=f"{word} rationale"),
            draft,
            lambda: verdicts.send_verdict(kept["verdict"], by=self.author),
            lambda: verdicts.approve(kept["verdict"], by=self.editor),
            lambda: verdicts.publish(kept["verdict"], by=self.editor),
        ]
        for act in acts[:steps]:
            act()


@pytest.fixture
def hidden(settings: Any) -> set[str]:
    """Identifiers of everything that nobody may know of."""
    settings.REVIEWERS = 1
    house = House()
    for number in range(MANY):
        house.take(house.claim(number, "open"), "open", 8)
        house.take(house.claim(number, SECRET), SECRET, number % 8)
    secret = Claim.objects.filter(text__contains=SECRET)
    found = {str(key) for key in secret.values_list("pk", flat=True)}
    for model, path in ((Verdict, "claim__in"), (Evidence, "claim__in"), (Appearance, "claim__in")):
        found |= {str(key) for key in model._default_manager.filter(**{path: secret}).values_list("pk", flat=True)}
    found |= {str(key) for key in Document.objects.filter(title__contains=SECRET).values_list("pk", flat=True)}
    found |= {str(k) for k in Snapshot.objects.filter(document__title__contains=SECRET).values_list("pk", flat=True)}
    found |= {str(key) for key in Source.objects.filter(name__contains=SECRET).values_list("pk", flat=True)}
    assert len(found) > 5 * MANY
    return found


def ask(client: Client, path: str) -> tuple[int, str]:
    """Status and body, of a stream too."""
    response = client.get(path)
    body = response.getvalue() if getattr(response, "streaming", False) else response.content
    return response.status_code, body.decode()


def values(name: str) -> Iterator[str]:
    """What somebody would give for a filter who knows, or guesses, what is hidden."""
    document = Document.objects.filter(title__contains=SECRET).first()
    speaker = Source.objects.filter(name__contains=f"{SECRET} Speaker").first()
    outlet = Source.objects.filter(name__contains=f"{SECRET} Courier").first()
    claim = Claim.objects.filter(text__contains=SECRET).first()
    assert document is not None
    assert speaker is not None
    assert outlet is not None
    assert claim is not None
    known = {
        "speaker": (str(speaker.pk), speaker.name),
        "publisher": (str(outlet.pk), outlet.name),
        "document": (str(document.pk),),
        "claim": (str(claim.pk),),
        "entity": (SECRET, speaker.name),
        "channel": (SECRET,),
        "quantity_unit": (f"{SECRET}unit",),
        "name": (speaker.name,),
        "q": (SECRET, f"towns {SECRET}", f'"{SECRET} towns"'),
        "sha256": tuple(document.snapshots.values_list("text_sha256", flat=True)),
    }
    yield from known.get(
        name, ("true", "false", "fact", "draft", "7", "0", "2026-01-22", "2100-01-01", "False", "=", "en")
    )


def questions(view: Any) -> Iterator[dict[str, str]]:
    """Every filter, ordering, expansion and facet of a list, in every form; and filters with each facet and a total."""
    yield {}
    for sign, ordering in product(("", "-"), view.orderings):
        yield {"ordering": sign + ordering, "page_size": "100"}
    for form in ("csv", "ndjson"):
        yield {"format": form}
    for path in shapes.expansions(view.serializer_class()):
        yield {"expand": path, "page_size": "100"}
    for name in view.filterset_class.base_filters:
        for value in values(name):
            yield {name: value, "total": "true", "page_size": "100"}
            yield {name: value, "format": "ndjson"}
            if view.facets:
                yield {name: value, "facets": ",".join(view.facets)}


def pages(client: Client, path: str) -> Iterator[tuple[int, str]]:
    """A list to its end, by its links."""
    status, body = ask(client, path)
    yield status, body
    while status == 200 and body.startswith('{"next":"'):
        status, body = ask(client, body.partition('{"next":"')[2].partition('"')[0].removeprefix("http://testserver"))
        yield status, body


def sees_nothing_hidden(hidden: set[str]) -> None:
    """Every list, filter, facet, ordering, expansion, form and page; the feeds; Google's search."""
    client, asked = Client(), 0
    for prefix, view in LISTS.items():
        for query in questions(view):
            for status, body in pages(client, f"/api/v1/{prefix}/?{urlencode(query)}"):
                asked += 1
                assert status in (200, 400, 401), (prefix, query, status)
                if status == 200:
                    seen = body.replace(urlencode(query), "")
                    assert SECRET not in seen, (prefix, query)
                    assert not any(key in seen for key in hidden if key not in query.values()), (prefix, query)
    for path in ("/api/v1/changes/?limit=500", "/feeds/verdicts.atom", f"/v1alpha1/claims:search?query={SECRET}"):
        status, body = ask(client, path)
        assert status == 200
        assert SECRET not in body
    status, body = ask(client, "/v1alpha1/claims:search?query=greenland&pageSize=100")
    assert "open towns" in body
    assert SECRET not in body
    assert asked > 300


def counts_nothing_hidden(hidden: set[str]) -> None:
    """Totals and facets are of the published alone."""
    client = Client()
    number = Claim.objects.filter(text__contains="open").count()
    assert ClaimListing.objects.count() == 2 * number == 2 * MANY
    for query in ({}, {"q": "greenland"}, {"kind": "fact"}, {"ordering": "checkworthiness"}):
        body = client.get("/api/v1/claims/", {**query, "total": "true", "facets": ",".join(FACETS)}).json()
        assert body["total"] == {"value": number, "relation": "eq"}, query
        assert body["facets"]["counted"] == number
        for name in ("rating", "kind", "checkable", "year"):
            assert sum(each["count"] for each in body["facets"]["values"][name]) == number, (query, name)
    assert client.get("/api/v1/verdicts/", {"total": "true"}).json()["total"]["value"] == number
    assert client.get("/api/v1/documents/", {"total": "true"}).json()["total"]["value"] == number
    assert client.get("/api/v1/sources/", {"total": "true"}).json()["total"]["value"] == 2 * number


def guesses_no_identifier(hidden: set[str]) -> None:
    """Status, body, headers: whoever guesses an identifier learns nothing."""
    client, nowhere = Client(), "00000000-0000-7000-8000-000000000000"
    paths = [f"/api/v1/{prefix}/%s/" for prefix in LISTS]
    paths += ["/api/v1/claims/%s/provenance/", "/api/v1/claims/%s/workflow/", "/api/v1/documents/%s/annotations/"]
    paths += ["/api/v1/annotations/%s/"]
    for path in paths:
        there_is_none = client.get(path % nowhere)
        assert there_is_none.status_code == 404
        for key in sorted(hidden)[::20]:
            answer = client.get(path % key)
            assert answer.status_code == 404, path % key
            assert answer.content.decode().replace(key, nowhere) == there_is_none.content.decode()
            assert set(answer.headers) == set(there_is_none.headers)


def guesses_no_filter(hidden: set[str]) -> None:
    """A filter for what is hidden answers as one for what is not there, to the byte."""
    client = Client()
    speaker = Source.objects.filter(name__contains=f"{SECRET} Speaker").first()
    assert speaker is not None
    nobody = "00000000-0000-7000-8000-000000000000"
    for name, known, unknown in (
        ("speaker", str(speaker.pk), nobody),
        ("speaker", speaker.name, "x" * len(speaker.name)),
        ("document", str(Document.objects.filter(title__contains=SECRET)[0].pk), nobody),
        ("q", SECRET, "xush"),
        ("quantity_unit", f"{SECRET}unit", "xushunit"),
    ):
        answers = [client.get("/api/v1/claims/", {name: value, "total": "true"}) for value in (known, unknown)]
        assert answers[0].content == answers[1].content
        assert answers[0]["ETag"] == answers[1]["ETag"]


def test_an_anonymous_program_that_asks_for_everything_learns_of_no_draft(hidden: set[str]) -> None:
    for attempt in (sees_nothing_hidden, counts_nothing_hidden, guesses_no_identifier, guesses_no_filter):
        attempt(hidden)
