"""Google's own client, unmodified and with the discovery document that it brings along, at a live server of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from google.auth.credentials import AnonymousCredentials
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from claims.models import MarkupPage
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    MarkupPageFactory,
    SnapshotFactory,
    SourceFactory,
    TokenFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import page

pytestmark = pytest.mark.django_db(transaction=True)


def secret(person: User) -> str:
    """Of a token for markup; of nobody's, where the person is not there."""
    return TokenFactory(owner=person, scopes=["markup"]).secret if person.pk else "fct_nobody"


@pytest.fixture
def connect(live_server: Any) -> Iterator[Any]:
    """Connects the client as a program would, but for the address."""
    services = []

    def connect(person: User | None = None, **options: Any) -> Any:
        credentials = Credentials(token=secret(person)) if person else None
        if not person and "developerKey" not in options:
            credentials = AnonymousCredentials()
        service = build(
            "factchecktools",
            "v1alpha1",
            credentials=credentials,
            client_options={"api_endpoint": live_server.url},
            static_discovery=True,
            **options,
        )
        services.append(service)
        return service

    yield connect
    for service in services:
        service.close()


def found(answer: dict[str, Any]) -> list[str]:
    return [claim["text"] for claim in answer.get("claims", [])]


def test_a_search_with_every_parameter(connect: Any) -> None:
    claim = ClaimFactory(text="NATO will act.")
    snapshot = SnapshotFactory(document=DocumentFactory(language="en-IE"))
    AppearanceFactory(claim=claim, snapshot=snapshot, speaker=SourceFactory(name="Mark Rutte"))
    VerdictFactory(claim=claim, published=True)
    ClaimFactory(text="NATO will not act.", appears=True)
    MarkupPageFactory(claims=("NATO is marked up.",))
    search = connect(developerKey="AIza").claims().search
    asked = {
        "query": "nato",
        "languageCode": "en-US",
        "reviewPublisherSiteFilter": "localhost",
        "maxAgeDays": 7,
        "pageSize": 5,
        "offset": 0,
    }
    answer = search(**asked).execute()
    assert found(answer) == ["NATO will act."]
    [only] = answer["claims"]
    assert only["claimant"] == "Mark Rutte"
    assert only["claimReview"][0]["publisher"] == {"name": "factcheck", "site": "localhost"}
    assert only["claimReview"][0]["languageCode"] == "en"
    assert search(**asked | {"offset": 1}).execute() == {}
    masked = search(query="nato", fields="claims/text", prettyPrint=False).execute()
    assert sorted(masked["claims"], key=str) == [{"text": "NATO is marked up."}, {"text": "NATO will act."}]


def test_a_search_read_to_its_end(connect: Any) -> None:
    MarkupPageFactory(claims=tuple(f"NATO {number}." for number in range(25)))
    claims = connect().claims()
    answers = [claims.search(query="nato").execute()]
    while token := answers[-1].get("nextPageToken"):
        answers.append(claims.search(query="nato", pageToken=token).execute())
    assert [len(found(answer)) for answer in answers] == [10, 10, 5]
    read = [text for answer in answers for text in found(answer)]
    assert sorted(read) == sorted(f"NATO {number}." for number in range(25))


def test_a_question_too_long_for_an_address(connect: Any) -> None:
    MarkupPageFactory(claims=("Дания велика.",))
    request = connect().claims().search(query=" OR ".join(["Дания", *(f"слово{n}" for n in range(60))]))
    assert len(request.uri) > 2048  # from there on the client sends a POST
    assert found(request.execute()) == ["Дания велика."]


def test_the_life_of_a_page(connect: Any) -> None:
    pages = connect(UserFactory(editor=True)).pages()
    created = pages.create(body=page()).execute()
    assert {name: created[name] for name in page()} == page()
    assert pages.get(name=created["name"]).execute() == created
    assert pages.list(url=page()["pageUrl"]).execute() == {"claimReviewMarkupPages": [created]}
    assert pages.list(organization="checks.example.org", pageSize=1, offset=1).execute() == {}
    changed = created | {"publishDate": "2026-01-23"}
    updated = pages.update(name=created["name"], body=changed).execute()
    assert updated == changed | {"versionId": updated["versionId"]}
    with pytest.raises(HttpError) as refused:
        pages.update(name=created["name"], body=changed).execute()
    assert refused.value.status_code == 409
    assert found(connect().claims().search(query="nato").execute()) == ["NATO will act."]
    assert pages.delete(name=created["name"]).execute() == {}
    with pytest.raises(HttpError) as gone:
        pages.get(name=created["name"]).execute()
    assert (gone.value.status_code, gone.value.reason) == (404, "Requested entity was not found.")
    assert found(connect().claims().search(query="nato").execute()) == []
    assert MarkupPage.objects.get().deleted_at


def test_a_list_of_pages_read_to_its_end(connect: Any) -> None:
    editor = UserFactory(editor=True)
    made = [MarkupPageFactory(owner=editor).name for _ in range(5)]
    pages = connect(editor).pages()
    first = pages.list(pageSize=3).execute()
    second = pages.list(pageSize=3, pageToken=first["nextPageToken"]).execute()
    names = [each["name"] for each in first["claimReviewMarkupPages"] + second["claimReviewMarkupPages"]]
    assert names == made[::-1]
    assert "nextPageToken" not in second


def test_an_error_is_read_as_one_of_googles(connect: Any) -> None:
    claims = connect().claims()
    with pytest.raises(HttpError) as refused:
        claims.search(pageSize=3).execute()
    error = refused.value
    assert error.status_code == 400
    assert error.reason.startswith("query is missing")
    assert error.error_details[0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert error.error_details[0]["fieldViolations"][0]["field"] == "query"
    with pytest.raises(HttpError) as images:
        claims.imageSearch(imageUri="https://example.org/a.png").execute()
    assert images.value.status_code == 501
    assert "keeps no images" in images.value.reason


def test_pages_are_for_those_who_may(connect: Any) -> None:
    with pytest.raises(HttpError) as unknown:
        connect(developerKey="AIza").pages().list().execute()
    assert unknown.value.status_code == 401
    with pytest.raises(HttpError) as refused:
        connect(UserFactory(reviewer=True)).pages().list().execute()
    assert refused.value.status_code == 403
    assert "claims.approve_verdict" in refused.value.reason
