"""pages: created, listed, got, replaced and deleted by those who may, in the words of Google's API."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.models import MarkupPage
from tests.factories import MarkupPageFactory, UserFactory

from .asking import JSON, PAGES, answer, error, markup, page, texts, violations
from .conftest import bearer


def send(client: APIClient, body: Any, name: str = "", **query: str) -> Any:
    """POST a new page, or PUT one by its name."""
    path = f"/v1alpha1/{name}" if name else PAGES
    ask = client.put if name else client.post
    return ask(
        path,
        json.dumps(body),
        content_type="application/json",
        QUERY_STRING="&".join(f"{k}={v}" for k, v in query.items()),
    )


def created(client: APIClient, **changes: Any) -> dict[str, Any]:
    """A page as the answer to its creation has it."""
    response = send(client, page(**changes))
    assert response.status_code == 200, response.content
    return response.json()


def test_what_was_sent_comes_back_with_a_name_and_a_version(editor: APIClient) -> None:
    body = created(editor)
    name, version = body.pop("name"), body.pop("versionId")
    assert body == page()
    assert name == f"pages/{MarkupPage.objects.get().pk}"
    assert UUID(version)
    assert answer(editor, f"/v1alpha1/{name}") == {**page(), "name": name, "versionId": version}


def test_what_the_server_gives_is_ignored_in_a_new_page(editor: APIClient) -> None:
    body = created(editor, name="pages/mine", versionId="1")
    assert (body["name"], body["versionId"]) != ("pages/mine", "1")


def test_an_update_replaces_all(editor: APIClient) -> None:
    before = created(editor)
    said = {
        "pageUrl": page()["pageUrl"],
        "claimReviewMarkups": [{"claimReviewed": "X.", "rating": {"textualRating": "No"}}],
    }
    after = send(editor, said | {"versionId": before["versionId"], "name": before["name"]}, before["name"]).json()
    assert after.pop("versionId") != before["versionId"]
    assert after == {**said, "name": before["name"]}
    assert texts(editor, query="X") == ["X."]
    assert texts(editor, query="NATO") == []


def test_an_update_of_a_version_that_is_gone_changes_nothing(editor: APIClient) -> None:
    before = created(editor)
    now = send(editor, page(publishDate="2026-01-23"), before["name"]).json()  # without a version: whatever is there
    said = error(send(editor, before, before["name"]), 409, "ABORTED")
    assert "get it again" in said["message"]
    assert answer(editor, f"/v1alpha1/{before['name']}") == now
    strange = violations(send(editor, page(versionId="1"), before["name"]))
    assert strange.keys() == {"version_id"}


def test_the_name_in_the_body_is_that_of_the_address(editor: APIClient) -> None:
    name = created(editor)["name"]
    assert violations(send(editor, page(name="pages/other"), name)).keys() == {"name"}


def test_a_page_that_was_deleted_is_gone_but_not_forgotten(editor: APIClient) -> None:
    name = created(editor)["name"]
    response = editor.delete(f"/v1alpha1/{name}")
    assert (response.status_code, response["Content-Type"], response.json()) == (200, JSON, {})
    assert answer(editor, PAGES) == {}
    for gone in (
        editor.get(f"/v1alpha1/{name}"),
        editor.delete(f"/v1alpha1/{name}"),
        send(editor, page(), name),
    ):
        assert error(gone, 404, "NOT_FOUND")["message"] == "Requested entity was not found."
    assert MarkupPage.objects.count() == 1
    assert created(editor)["name"] != name


NOWHERE = "0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"


@pytest.mark.parametrize("name", [NOWHERE, "nothing", "%00", "x" * 3000, "..%2Fclaims:search"])
def test_a_page_that_is_not_there_is_not_found(editor: APIClient, name: str) -> None:
    error(editor.get(f"{PAGES}/{name}"), 404, "NOT_FOUND")


def test_a_page_that_has_markup_already_is_told_by_its_name(editor: APIClient) -> None:
    name = created(editor)["name"]
    assert name in error(send(editor, page(url=f"{page()['pageUrl']}#x")), 409, "ALREADY_EXISTS")["message"]


def test_the_pages_of_all_editors_are_listed_last_created_first(editor: APIClient) -> None:
    first, second = MarkupPageFactory(), MarkupPageFactory()
    found = answer(editor, PAGES)["claimReviewMarkupPages"]
    assert [each["name"] for each in found] == [second.name, first.name]


def test_a_list_is_of_an_address_or_of_an_organisation(editor: APIClient) -> None:
    here = MarkupPageFactory(page_url="https://www.checks.example.org/a")
    MarkupPageFactory(page_url="https://other.example/b")

    def names(**query: Any) -> list[str]:
        return [each["name"] for each in answer(editor, PAGES, **query).get("claimReviewMarkupPages", [])]

    assert names(organization="checks.example.org") == [here.name]
    assert names(organization="www.Checks.example.org") == [here.name]
    assert names(organization="example.org") == []
    for url in (here.page_url, f"{here.page_url}#claim", "HTTPS://WWW.checks.example.org/a?utm_source=x"):
        assert names(url=url) == [here.name]
    assert names(url="https://www.checks.example.org/") == []
    both = {"url": here.page_url, "organization": "checks.example.org"}
    assert violations(editor.get(PAGES, both)).keys() == {"url"}
    assert violations(editor.get(PAGES, {"url": "javascript:x"})).keys() == {"url"}


def test_pages_joined_are_the_list(editor: APIClient) -> None:
    pages = [MarkupPageFactory() for _ in range(5)]
    whole = [each.name for each in reversed(pages)]
    found, query = [], {"pageSize": 2}
    while True:
        body = answer(editor, PAGES, **query)
        found += [each["name"] for each in body["claimReviewMarkupPages"]]
        if "nextPageToken" not in body:
            break
        query["pageToken"] = body["nextPageToken"]
        MarkupPageFactory()  # comes before all, and moves none
    assert found == whole
    shown = answer(editor, PAGES, offset=5, pageSize=1)["claimReviewMarkupPages"]
    assert len(shown) == 1
    search = violations(editor.get(PAGES, {"pageToken": query["pageToken"], "organization": "x.example"}))
    assert search.keys() == {"page_token"}


def test_a_page_of_the_list_has_10_unless_asked_and_50_at_most(editor: APIClient) -> None:
    owner = UserFactory(editor=True)
    for number in range(52):
        MarkupPageFactory(page_url=f"https://checks.example.org/{number}", owner=owner)
    for size, given in (("", 10), ("0", 10), ("50", 50), ("9999", 50)):
        query = {"pageSize": size} if size else {}
        assert len(answer(editor, PAGES, **query)["claimReviewMarkupPages"]) == given


def test_fifty_pages_cost_as_many_queries_as_one(editor: APIClient) -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer(editor, PAGES, pageSize=50)
        return len(captured)

    owner = UserFactory(editor=True)
    MarkupPageFactory(owner=owner)
    price()  # the first use of a token is noted
    before = price()
    for _ in range(49):
        MarkupPageFactory(owner=owner)
    assert price() == before


def asks(client: APIClient, name: str) -> dict[str, Any]:
    """Every method that is for those who may."""
    return {
        "list": client.get(PAGES),
        "get": client.get(f"/v1alpha1/{name}"),
        "create": send(client, page(url="https://checks.example.org/other")),
        "update": send(client, page(), name),
        "delete": client.delete(f"/v1alpha1/{name}"),
    }


def test_nobody_in_particular_is_asked_who_they_are(public: APIClient) -> None:
    name = MarkupPageFactory().name
    for what, response in asks(public, name).items():
        error(response, 401, "UNAUTHENTICATED")
        assert "Bearer" in response["WWW-Authenticate"], what
    public.credentials(HTTP_AUTHORIZATION="Bearer fct_nobody")
    for what, response in asks(public, name).items():
        assert error(response, 401, "UNAUTHENTICATED")["message"], what
    public.credentials()
    assert error(public.get(PAGES, {"key": "AIza"}), 401, "UNAUTHENTICATED")


def test_a_token_for_something_else_marks_nothing_up() -> None:
    client = bearer(UserFactory(editor=True), "verdicts")
    assert error(send(client, page()), 403, "PERMISSION_DENIED")


def test_who_may_not_is_told_so_whether_the_page_is_there_or_not(reviewer: APIClient) -> None:
    there, nowhere = asks(reviewer, MarkupPageFactory().name), asks(reviewer, f"pages/{uuid4()}")
    for what in there:
        said = error(there[what], 403, "PERMISSION_DENIED")
        assert "claims.approve_verdict" in said["message"]
        assert there[what].content == nowhere[what].content, what
    assert MarkupPage.objects.kept().count() == 1


def test_a_session_can_write_with_the_form_token_alone(editor: APIClient) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory(editor=True))
    assert error(send(client, page()), 403, "PERMISSION_DENIED")
    assert answer(client, PAGES) == {}


def test_who_marked_a_page_up_stays_with_the_desk(editor: APIClient, public: APIClient) -> None:
    MarkupPageFactory(owner=UserFactory(editor=True, username="frobnitz"))
    for response in (editor.get(PAGES), public.get("/v1alpha1/claims:search?query=NATO")):
        assert response.status_code == 200
        assert b"frobnitz" not in response.content


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"page_url"}),
        ({"pageUrl": "https://checks.example.org/"}, {"claim_review_markups"}),
        (page(claimReviewMarkups=[markup(claimReviewed="")]), {"claim_review_markups[0].claim_reviewed"}),
        (page(claimReviewMarkups=[markup(url="https://evil.example/")]), {"claim_review_markups[0].url"}),
        (page(url="javascript:alert(1)"), {"page_url"}),
        (page(verdict="False"), {""}),
        (page(publishDate=5, pageUrl=[]), {"page_url", "publish_date"}),
        (page(claimReviewAuthor={"name": "a\x00b"}), {"claim_review_author.name"}),
        (page(claimReviewAuthor={"name": "\ud800"}), {"claim_review_author.name"}),
        ([], {""}),
        (None, {""}),
    ],
)
def test_what_is_wrong_with_a_body_is_said_field_by_field(editor: APIClient, body: Any, fields: set[str]) -> None:
    assert violations(send(editor, body)).keys() == fields
    assert not MarkupPage.objects.exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "Invalid JSON payload received."),
        ("nothing", "Invalid JSON payload received."),
        ('{"pageUrl": NaN}', "Invalid JSON payload received."),
        ("9" * 5000, "Invalid JSON payload received."),
        ("[" * 100_000, "nested too deep"),
        ('{"pageUrl": "' + "x" * 1_000_000 + '"}', "send 1,000,000 at most"),
    ],
)
def test_a_body_that_is_no_reasonable_json_is_refused(editor: APIClient, body: str, said: str) -> None:
    response = editor.post(PAGES, body, content_type="application/json")
    assert said in error(response, 400, "INVALID_ARGUMENT")["message"]


def test_a_body_of_another_kind_is_refused(editor: APIClient) -> None:
    response = editor.post(PAGES, "<page/>", content_type="application/xml")
    error(response, 415, "INVALID_ARGUMENT")


def test_hostile_words_come_back_as_they_were_sent(editor: APIClient) -> None:
    words = "<script>alert('NATO')</script> \u202e ’; DROP TABLE claims_claim; -- 𝄞"
    body = created(editor, claimReviewMarkups=[markup(claimReviewed=words)])
    assert body["claimReviewMarkups"][0]["claimReviewed"] == words
    response = editor.get("/v1alpha1/claims:search?query=drop")
    assert response.json()["claims"][0]["text"] == words
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_bad_mask_is_refused_before_anything_is_done(editor: APIClient) -> None:
    assert violations(send(editor, page(), fields="nothing")).keys() == {"nothing"}
    assert not MarkupPage.objects.exists()
    assert send(editor, page(), fields="pageUrl").json() == {"pageUrl": page()["pageUrl"]}
