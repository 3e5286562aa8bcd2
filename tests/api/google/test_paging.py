"""The pages of a search, joined, are the list: nothing missed, nothing twice, whatever is published meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import MarkupPageFactory

from .asking import SEARCH, answer, published, texts, violations


def walked(client: APIClient, size: int, **query: Any) -> list[str]:
    """All claims, page by page."""
    found, token = [], ""
    while True:
        body = answer(client, **query, pageSize=size, **({"pageToken": token} if token else {}))
        assert len(body["claims"]) <= size
        found += [claim["text"] for claim in body["claims"]]
        token = body.get("nextPageToken", "")
        if not token:
            return found


@pytest.mark.parametrize("query", [{"query": "NATO"}, {"query": "NATO", "maxAgeDays": 1000, "languageCode": "en"}])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_joined_are_the_list_with_nothing_missed_and_nothing_twice(
    public: APIClient, size: int, query: dict[str, Any]
) -> None:
    for number in range(4):
        published(f"NATO {number}.")
    MarkupPageFactory(claims=tuple(f"NATO marked {number}." for number in range(3)))
    MarkupPageFactory(claims=("NATO marked NATO.",))
    whole = texts(public, **query, pageSize=100)
    assert len(set(whole)) == 8
    assert walked(public, size, **query) == whole


def test_pages_joined_are_the_list_also_without_words(public: APIClient) -> None:
    for number in range(5):
        published(f"NATO {number}.")
    for page in range(2):
        MarkupPageFactory(page_url=f"http://testserver/{page}", claims=("NATO one.", "NATO two."))
    query = {"reviewPublisherSiteFilter": "testserver"}
    whole = texts(public, **query)
    assert len(whole) == 9
    assert walked(public, 2, **query) == whole


def test_what_is_published_meanwhile_moves_no_page(public: APIClient) -> None:
    for number in range(4):
        published(f"NATO {number}.")
    query = {"reviewPublisherSiteFilter": "testserver", "pageSize": 2}
    whole = texts(public, **query | {"pageSize": 9})
    first = answer(public, **query)
    published("NATO again.")
    second = answer(public, **query, pageToken=first["nextPageToken"])
    assert [claim["text"] for claim in first["claims"] + second["claims"]] == whole


def test_a_page_has_10_claims_unless_asked_and_100_at_most(public: APIClient) -> None:
    MarkupPageFactory(claims=tuple(f"NATO {number}." for number in range(60)))
    MarkupPageFactory(claims=tuple(f"NATO {number}." for number in range(60, 120)))
    for asked, given in (({}, 10), ({"pageSize": 0}, 10), ({"pageSize": 50}, 50), ({"page_size": 5000}, 100)):
        assert len(texts(public, query="NATO", **asked)) == given


def test_an_offset_leaves_out_what_comes_before_it_unless_there_is_a_token(public: APIClient) -> None:
    published("NATO first.")
    MarkupPageFactory(claims=tuple(f"NATO {number}." for number in range(5)))
    whole = texts(public, query="NATO", pageSize=10)
    assert texts(public, query="NATO", offset=2, pageSize=2) == whole[2:4]
    assert texts(public, query="NATO", offset=6) == []
    token = answer(public, query="NATO", offset=2, pageSize=2)["nextPageToken"]
    assert texts(public, query="NATO", offset=1, pageToken=token) == whole[4:]
    said = violations(public.get(SEARCH, {"query": "NATO", "offset": 1001}))
    assert said["offset"] == "offset is 1,001; 1,000 is the most. Go on with page_token."


def test_a_token_is_refused_where_it_does_not_belong(public: APIClient) -> None:
    MarkupPageFactory(claims=("NATO one.", "NATO two."))
    token = answer(public, query="NATO", pageSize=1)["nextPageToken"]
    for query in (
        {"query": "Denmark", "pageToken": token},
        {"query": "NATO", "pageToken": token, "languageCode": "en"},
        {"query": "NATO", "pageToken": f"A{token}"},
        {"query": "NATO", "pageToken": "x"},
        {"query": "NATO", "pageToken": ":::"},
    ):
        assert "does not belong" in violations(public.get(SEARCH, query))["page_token"]
    assert len(texts(public, query="NATO", pageToken="")) == 2
