"""Pages: every row once, forwards and backwards, whatever the rows have in common and whatever happens meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.models import Claim
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import CLAIMS, DOCUMENTS, SOURCES, ids, problem, refusal

MOMENT = datetime(2026, 1, 22, 12, 30, 15, 123456, tzinfo=UTC)


def read_on(client: APIClient, path: str, towards: str = "next", **query: Any) -> list[list[str]]:
    """The identifiers of every page from here on, by the links alone."""
    pages: list[list[str]] = []
    response = client.get(path, query)
    while True:
        assert response.status_code == 200, response.content
        page = response.json()
        pages.append([row["id"] for row in page["results"]])
        if not page[towards]:
            return pages
        response = client.get(page[towards])


@pytest.fixture
def alike() -> set[str]:
    """55 claims that differ in nothing that a list can be ordered by."""
    snapshot = SnapshotFactory()
    claims = ClaimFactory.create_batch(55, checkworthiness=0.1 + 0.2, created_at=MOMENT, text="Denmark pays.")
    speaker = SourceFactory()
    for claim in claims[:30]:  # the others appear nowhere: their publication date is null
        AppearanceFactory(claim=claim, snapshot=snapshot, speaker=speaker)
    return {str(claim.pk) for claim in claims}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"ordering": "checkworthiness"},
        {"ordering": "-checkworthiness"},
        {"ordering": "created_at"},
        {"ordering": "published"},
        {"ordering": "-published"},
        {"ordering": "-published,checkworthiness,-created_at"},
        {"q": "denmark"},
        {"q": "denmark", "ordering": "relevance"},
        {"q": "denmark", "ordering": "-checkworthiness,relevance"},
    ],
)
def test_rows_that_are_alike_are_each_read_once(desk: APIClient, alike: set[str], query: dict[str, str]) -> None:
    pages = read_on(desk, CLAIMS, page_size=10, **query)
    assert [len(page) for page in pages] == [10, 10, 10, 10, 10, 5]
    assert {pk for page in pages for pk in page} == alike


@pytest.mark.parametrize("ordering", ["-created_at", "checkworthiness", "published", "-published"])
def test_reading_backwards_gives_the_same_pages(desk: APIClient, alike: set[str], ordering: str) -> None:
    Claim.objects.filter(pk__in=sorted(alike)[::3]).update(checkworthiness=1 / 3)
    forwards = read_on(desk, CLAIMS, page_size=10, ordering=ordering)
    page = desk.get(CLAIMS, {"page_size": 10, "ordering": ordering}).json()
    while page["next"]:
        page = desk.get(page["next"]).json()
    backwards = [[row["id"] for row in page["results"]], *read_on(desk, page["previous"], "previous")]
    assert backwards == forwards[::-1]


@pytest.mark.parametrize("ordering", ["checkworthiness", "-checkworthiness", "-relevance", "relevance"])
def test_floats_survive_the_way_through_a_cursor(desk: APIClient, ordering: str) -> None:
    for number in range(12):
        words = "greenland " * (number % 5 + 1) + "ice " * number
        ClaimFactory(text=words, checkworthiness=number / 11 if number % 2 else 0.1 + 0.2)
    pages = read_on(desk, CLAIMS, page_size=1, ordering=ordering, q="greenland")
    assert [pk for page in pages for pk in page] == ids(desk, CLAIMS, ordering=ordering, q="greenland")
    assert len(pages) == 12


def test_undated_documents_are_read_once_too(desk: APIClient) -> None:
    made = [DocumentFactory(published=day) for day in [None, date(2026, 1, 1)] * 5]
    for ordering in ("published", "-published"):
        pages = read_on(desk, DOCUMENTS, page_size=3, ordering=ordering)
        assert sorted(pk for page in pages for pk in page) == sorted(str(document.pk) for document in made)


def test_names_beyond_ascii_are_read_once(desk: APIClient) -> None:
    names = [
        "Østerby",
        "Ørsted",
        "osterby",
        "Oster By",
        "Zoë",
        "Zoe",
        "Ångström",
        "ångström ii",
        "東京",
        "e\u0301tat",
        "-",
    ]
    made = {str(SourceFactory(name=name).pk) for name in names}
    pages = read_on(desk, SOURCES, page_size=2)
    assert {pk for page in pages for pk in page} == made
    assert sum(len(page) for page in pages) == len(names)


def test_the_public_reads_its_pages_without_the_hidden_rows(public: APIClient) -> None:
    shown = set()
    for number in range(9):
        appearance = AppearanceFactory()
        if number % 3:
            VerdictFactory(claim=appearance.claim, published=True)
            shown.add(str(appearance.claim_id))
    pages = read_on(public, CLAIMS, page_size=2)
    assert [len(page) for page in pages] == [2, 2, 2]
    assert {pk for page in pages for pk in page} == shown


def test_a_row_that_comes_or_goes_meanwhile_moves_no_other(desk: APIClient) -> None:
    made = [str(ClaimFactory().pk) for _ in range(6)][::-1]
    first = desk.get(CLAIMS, {"page_size": 3}).json()
    ClaimFactory()
    Claim.objects.filter(pk=made[0]).delete()
    assert [row["id"] for row in desk.get(first["next"]).json()["results"]] == made[3:]


def test_the_first_page_has_no_previous_and_the_last_no_next(desk: APIClient) -> None:
    ClaimFactory.create_batch(2)
    first = desk.get(CLAIMS, {"page_size": 1}).json()
    assert first["previous"] is None
    last = desk.get(first["next"]).json()
    assert last["next"] is None
    assert desk.get(last["previous"]).json()["results"] == first["results"]


def test_an_empty_list_is_one_empty_page(public: APIClient) -> None:
    assert public.get(CLAIMS).json() == {"next": None, "previous": None, "results": []}


def test_the_link_header_names_the_same_neighbours_as_the_body(desk: APIClient) -> None:
    ClaimFactory.create_batch(3)
    first = desk.get(CLAIMS, {"page_size": 1, "kind": "fact"})
    second = desk.get(first.json()["next"])
    body = second.json()
    assert second["Link"] == (
        f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev", '
        '<http://testserver/api/v1/claims/?kind=fact&page_size=1>; rel="first"'
    )


def test_a_page_has_25_rows_unless_asked_and_100_at_most(desk: APIClient) -> None:
    ClaimFactory.create_batch(101)
    assert len(ids(desk, CLAIMS)) == 25
    assert len(ids(desk, CLAIMS, page_size=100)) == 100


@pytest.mark.parametrize("size", ["0", "101", "-1", "ten", "1.5", "9" * 5000, "٣"])
def test_a_page_size_out_of_range_is_refused(public: APIClient, size: str) -> None:
    assert "a whole number from 1 to 100" in refusal(public, CLAIMS, page_size=size)


def test_a_cursor_is_refused_where_it_does_not_belong(desk: APIClient) -> None:
    ClaimFactory.create_batch(2)
    link = desk.get(CLAIMS, {"page_size": 1, "kind": "fact"}).json()["next"]
    elsewhere = {
        "another filter": link.replace("kind=fact", "kind=opinion"),
        "another ordering": f"{link}&ordering=checkworthiness",
        "another list": link.replace("claims", "sources").replace("kind=fact", "kind=person"),
        "forged": link.replace("cursor=", "cursor=A"),
        "no cursor at all": f"{CLAIMS}?cursor=%00%FF:%3A",
    }
    for why, address in elsewhere.items():
        [error] = problem(desk.get(address), 400)["errors"]
        assert error["field"] == "cursor", why
        assert "start without one" in error["detail"], why


def test_a_cursor_is_good_for_pages_of_another_size(desk: APIClient) -> None:
    ClaimFactory.create_batch(5)
    link = desk.get(CLAIMS, {"page_size": 1}).json()["next"]
    assert len(desk.get(link.replace("page_size=1", "page_size=4")).json()["results"]) == 4


@pytest.mark.parametrize("who", ["public", "desk"])
def test_fifty_rows_cost_as_many_queries_as_one(who: str, request: pytest.FixtureRequest) -> None:
    client: APIClient = request.getfixturevalue(who)
    queries: list[tuple[str, dict[str, str]]] = [
        (CLAIMS, {}),
        (CLAIMS, {"q": "NATO", "rating": "False", "publisher": "the outlet", "speaker": "the speaker, quoted"}),
        (CLAIMS, {"q": "NATO", "ordering": "published,-relevance"}),
        (DOCUMENTS, {}),
        (DOCUMENTS, {"q": "article", "language": "en"}),
        (SOURCES, {}),
        (SOURCES, {"q": "u"}),
    ]

    def prices() -> list[tuple[int, int]]:
        """Rows and queries of every list."""
        found = []
        for path, query in queries:
            with CaptureQueriesContext(connection) as captured:
                found.append((len(ids(client, path, page_size=100, **query)), len(captured)))
        return found

    outlet, speaker = SourceFactory(outlet=True, name="The Outlet"), SourceFactory(name="The Speaker, quoted")
    author = UserFactory(editor=True)

    def add() -> None:
        document = DocumentFactory(publisher=outlet)
        claim = VerdictFactory(published=True, author=author).claim
        AppearanceFactory(claim=claim, snapshot__document=document, speaker=speaker)
        AppearanceFactory(claim=claim)
        SnapshotFactory(document=document, text="An earlier capture.")

    add()
    few = prices()
    for _ in range(49):
        add()
    many = prices()
    assert [cost for _, cost in many] == [cost for _, cost in few]
    assert all(before <= 8 and after >= 50 for (before, _), (after, _) in zip(few, many, strict=True))
