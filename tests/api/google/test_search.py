"""claims:search finds what is published now and nothing else, filtered, ranked and paged as Google documents it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.api.google import search
from claims.markup import delete_page
from claims.models import Verdict
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    DocumentFactory,
    EvidenceFactory,
    MarkupPageFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import IMAGES, SEARCH, age, answer, error, published, texts, violations

SECRET = "zyxwvut"


def test_a_published_verdict_is_a_claim_with_its_review(public: APIClient) -> None:
    claim = published(summary="It did not act.", rating=RatingFactory(name="False"))
    verdict = claim.verdicts.get()
    assert answer(public, query="NATO") == {
        "claims": [
            {
                "text": "NATO will act.",
                "claimant": claim.appearances.get().speaker.name,
                "claimDate": "2026-01-22T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "factcheck", "site": "testserver"},
                        "url": f"http://testserver/api/v1/claims/{claim.pk}/",
                        "title": "It did not act.",
                        "reviewDate": verdict.published_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
                        "textualRating": "False",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }
    assert public.get(answer(public, query="NATO")["claims"][0]["claimReview"][0]["url"]).status_code == 200


def test_markup_of_a_page_is_a_claim_with_its_review(public: APIClient) -> None:
    MarkupPageFactory(page_url="https://www.checks.example.org/nato", publish_date="2026-01-23T09:00:00+01:00")
    assert answer(public, query="NATO")["claims"] == [
        {
            "text": "NATO will act.",
            "claimant": "Mark Rutte",
            "claimDate": "2026-01-21T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Example Checks", "site": "checks.example.org"},
                    "url": "https://www.checks.example.org/nato",
                    "reviewDate": "2026-01-23T08:00:00Z",
                    "textualRating": "Mostly false",
                    "languageCode": "en",
                }
            ],
        }
    ]


@override_settings(SITE_NAME="The Daily Check", ALLOWED_HOSTS=["www.daily.example"])
def test_the_publisher_is_the_newsroom_at_its_own_host(public: APIClient) -> None:
    published()
    response = public.get(SEARCH, {"query": "NATO"}, headers={"host": "www.daily.example:8000"})
    [review] = response.json()["claims"][0]["claimReview"]
    assert review["publisher"] == {"name": "The Daily Check", "site": "daily.example"}


def test_where_nobody_is_named_the_outlet_says_so(public: APIClient) -> None:
    claim = ClaimFactory(text="NATO acts.")
    place = AppearanceFactory(claim=claim, speaker=None)
    VerdictFactory(claim=claim, published=True)
    assert answer(public, query="NATO")["claims"][0]["claimant"] == place.snapshot.document.publisher.name


def test_a_source_that_was_merged_goes_by_the_name_of_the_other(public: APIClient) -> None:
    claim = published()
    speaker = claim.appearances.get().speaker
    speaker.merged_into = SourceFactory(name="Mark Rutte")
    speaker.save()
    assert answer(public, query="NATO")["claims"][0]["claimant"] == "Mark Rutte"


def test_of_several_places_the_earliest_counts(public: APIClient) -> None:
    claim = published(day=date(2026, 1, 22))
    earlier = SnapshotFactory(document=DocumentFactory(published=date(2025, 12, 1)))
    AppearanceFactory(claim=claim, snapshot=earlier, speaker=SourceFactory(name="Who said it first"))
    AppearanceFactory(claim=claim, snapshot=SnapshotFactory(document=DocumentFactory(published=None)))
    [found] = answer(public, query="NATO")["claims"]
    assert (found["claimant"], found["claimDate"]) == ("Who said it first", "2025-12-01T00:00:00Z")


@pytest.fixture(params=["public", "reviewer", "editor"])
def whoever(request: pytest.FixtureRequest) -> APIClient:
    """All are answered alike."""
    return request.getfixturevalue(request.param)


def test_nothing_that_is_not_published_now_is_ever_found(whoever: APIClient) -> None:
    author = UserFactory(editor=True, username=f"{SECRET}-author")
    for stage in ("draft", "in_review", "approved", "withdrawn", "retracted"):
        claim = ClaimFactory(text=f"NATO {SECRET} {stage}.", appears=True)
        VerdictFactory(claim=claim, stage=stage, summary=SECRET, author=author)
    AppearanceFactory(claim=ClaimFactory(text=f"NATO {SECRET} new."))
    for text in (f"NATO {SECRET} nobody.", f"NATO {SECRET} assessed."):
        claim = ClaimFactory(text=text)
        EvidenceFactory(claim=claim, note=SECRET)
        AssessmentFactory(claim=claim, rationale=SECRET, submitted=True)
    shown = published(text="NATO acts.", author=author)
    VerdictFactory(claim=shown, summary=SECRET, author=author)
    page = MarkupPageFactory(claims=(f"NATO {SECRET} gone.",), owner=author)
    delete_page(page, by=author)
    MarkupPageFactory(claims=("NATO is marked up.",), owner=author)
    for query in ({"query": "NATO"}, {"query": SECRET}, {"reviewPublisherSiteFilter": "testserver"}):
        response = whoever.get(SEARCH, query | {"pageSize": 1})
        body = response.content.decode()
        assert SECRET not in body
        if query.get("query") == SECRET:
            assert response.json() == {}
    assert set(texts(whoever, query="NATO")) == {"NATO acts.", "NATO is marked up."}
    assert texts(whoever, reviewPublisherSiteFilter="testserver") == ["NATO acts."]


def test_a_correction_takes_the_place_of_what_it_corrects(public: APIClient) -> None:
    claim = published(summary="It did not act.")
    EvidenceFactory(claim=claim, stance="supports")
    VerdictFactory(claim=claim, published=True, rating=RatingFactory(name="True"), summary="It did act.")
    [found] = answer(public, query="NATO")["claims"]
    [review] = found["claimReview"]
    assert (review["title"], review["textualRating"]) == ("It did act.", "True")


def test_what_is_retracted_while_it_is_looked_up_is_left_out(
    public: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, page = published(), MarkupPageFactory(claims=("NATO will.", "NATO won't."))
    hits, _ = search.find(search.Question(query="NATO"), None, 10)
    assert len(hits) == 3
    Verdict.objects.filter(claim=claim).update(stage="retracted", retraction_notice="Wrong.", act="retract")
    delete_page(page, by=UserFactory(editor=True))
    monkeypatch.setattr("claims.api.google.views.find", lambda *asked: (hits, None))
    assert answer(public, query="NATO") == {}


@pytest.mark.parametrize("query", ["nothing like it", "the", "-", '""', "!!", "(((", "a' OR 1=1 --", "%s %(x)s"])
def test_where_nothing_is_found_the_answer_is_empty(public: APIClient, query: str) -> None:
    published()
    assert answer(public, query=query) == {}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nato", ["NATO will act.", "NATO will pay."]),
        ("acting nato", ["NATO will act."]),
        ("nato -pay", ["NATO will act."]),
        ('"will pay"', ["NATO will pay."]),
        ("pay OR act", ["NATO will act.", "NATO will pay."]),
    ],
)
def test_words_are_looked_for_as_in_a_web_search(public: APIClient, query: str, found: list[str]) -> None:
    published("NATO will act.")
    MarkupPageFactory(claims=("NATO will pay.", "Denmark is large."))
    assert sorted(texts(public, query=query)) == found


def test_the_better_match_comes_first_wherever_it_stands(public: APIClient) -> None:
    published("NATO pays NATO and NATO.")
    MarkupPageFactory(claims=("NATO pays NATO.", "NATO NATO NATO pays NATO."))
    published("NATO pays.")
    assert texts(public, query="NATO") == [
        "NATO NATO NATO pays NATO.",
        "NATO pays NATO and NATO.",
        "NATO pays NATO.",
        "NATO pays.",
    ]


def test_of_many_matches_the_newest_are_ranked(public: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", 2)
    for number, text in enumerate(["NATO NATO NATO.", "NATO one.", "NATO NATO."]):
        age(published(text), 30 - number)
    assert texts(public, query="NATO") == ["NATO NATO.", "NATO one."]
    first = answer(public, query="NATO", pageSize=1)
    published("NATO NATO NATO NATO NATO.")  # moves nobody out between two pages
    rest = answer(public, query="NATO", pageSize=5, pageToken=first["nextPageToken"])
    assert [claim["text"] for claim in rest["claims"]] == ["NATO one."]


def test_without_words_the_newest_review_comes_first(public: APIClient) -> None:
    for number, text in enumerate(["NATO one.", "NATO two.", "NATO three."]):
        age(published(text), [5, 20, 10][number])
    assert texts(public, reviewPublisherSiteFilter="testserver") == ["NATO one.", "NATO three.", "NATO two."]


@pytest.mark.parametrize(
    ("site", "found"),
    [
        ("testserver", {"NATO acts."}),
        ("www.testserver", {"NATO acts."}),
        ("https://TESTSERVER/", {"NATO acts."}),
        ("checks.example.org", {"NATO pays."}),
        ("http://www.checks.example.org/about", {"NATO pays."}),
        ("daily.example", {"NATO acts."}),
        ("example.org", set()),
        ("nytimes.com", set()),
    ],
)
@override_settings(ALLOWED_HOSTS=["testserver", "www.daily.example", ".wild.example"])
def test_the_site_of_the_publisher_narrows_the_search(public: APIClient, site: str, found: set[str]) -> None:
    published("NATO acts.")
    MarkupPageFactory(page_url="https://checks.example.org/1", claims=("NATO pays.",))
    assert set(texts(public, query="NATO", reviewPublisherSiteFilter=site)) == found
    assert set(texts(public, reviewPublisherSiteFilter=site)) == found


@pytest.mark.parametrize("site", ["/", "https://", "[", "http://[::"])
def test_what_is_no_site_is_refused(public: APIClient, site: str) -> None:
    said = violations(public.get(SEARCH, {"query": "NATO", "reviewPublisherSiteFilter": site}))
    assert "no site" in said["review_publisher_site_filter"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("en", {"English", "Irish English", "unknown", "marked up"}),
        ("en-US", {"English", "Irish English", "unknown", "marked up"}),
        ("EN_gb", {"English", "Irish English", "unknown", "marked up"}),
        ("da", {"Danish"}),
        ("sr-Latn", {"Serbian"}),
        ("fr", set()),
        ("e", None),
        ("english", None),
    ],
)
def test_the_language_narrows_the_search_whatever_the_region(
    public: APIClient, code: str, found: set[str] | None
) -> None:
    languages = {"English": "en", "Irish English": "en-IE", "unknown": "", "Danish": "da", "Serbian": "sr-Cyrl"}
    for text, language in languages.items():
        published(text, language=language)
    MarkupPageFactory(claims=("marked up",))
    query = {"query": "english OR unknown OR danish OR serbian OR marked", "languageCode": code, "pageSize": 50}
    if found is None:
        assert "write it like en-US" in violations(public.get(SEARCH, query))["language_code"]
        return
    claims = answer(public, **query).get("claims", [])
    assert {claim["text"] for claim in claims} == found
    assert {claim["claimReview"][0]["languageCode"] for claim in claims} <= {code[:2].lower()}


def test_a_claim_in_two_languages_tells_of_the_one_that_is_asked_for(public: APIClient) -> None:
    claim = published(day=date(2026, 1, 1), language="en")
    danish = SnapshotFactory(document=DocumentFactory(language="da", published=date(2026, 1, 9)))
    AppearanceFactory(claim=claim, snapshot=danish, speaker=SourceFactory(name="Hans Hansen"))
    [found] = answer(public, query="NATO", languageCode="da")["claims"]
    assert (found["claimant"], found["claimReview"][0]["languageCode"]) == ("Hans Hansen", "da")


def test_age_is_that_of_the_claim_or_the_review_whichever_is_newer(public: APIClient) -> None:
    today = datetime.now(UTC).date()
    old, long_ago = today - timedelta(days=20), today - timedelta(days=90)
    age(published("Old NATO claim, old review.", day=long_ago), 20)
    age(published("Old NATO claim, new review.", day=long_ago), 2)
    age(published("New NATO claim, old review.", day=today), 20)
    age(published("NATO claim of no day, old review.", day=None), 20)
    for claimed, reviewed in ((long_ago, old), (long_ago, today), (today, old)):
        text = f"NATO claim {claimed == today}, review {reviewed == today}."
        MarkupPageFactory(
            publish_date=str(reviewed),
            markups=[{"claimReviewed": text, "claimDate": str(claimed), "rating": {"textualRating": "No"}}],
        )
    assert set(texts(public, query="NATO", maxAgeDays=10)) == {
        "Old NATO claim, new review.",
        "New NATO claim, old review.",
        "NATO claim False, review True.",
        "NATO claim True, review False.",
    }
    for days in (30, 2**31 - 1, 0):
        assert len(texts(public, query="NATO", maxAgeDays=days)) == 7


def test_words_or_a_site_are_needed(public: APIClient) -> None:
    for query in ({}, {"query": "  "}, {"languageCode": "en"}, {"query": ""}):
        assert violations(public.get(SEARCH, query)).keys() == {"query"}


@pytest.mark.parametrize("whose", ["query", "site"])
def test_fifty_claims_cost_as_many_queries_as_one(public: APIClient, whose: str) -> None:
    query = {"query": "NATO"} if whose == "query" else {"reviewPublisherSiteFilter": "testserver"}
    query |= {"pageSize": "100", "languageCode": "en", "maxAgeDays": "1000"}

    def price() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            return len(texts(public, **query)), len(captured)

    def add(number: int) -> None:
        AppearanceFactory(claim=published(f"NATO {number}."))
        MarkupPageFactory(page_url=f"https://testserver/{number}")

    add(0)
    few, cost = price()
    for number in range(1, 25):
        add(number)
    assert (few, price()) == (2, (50, cost))
    assert cost == 5


def test_head_is_answered_without_a_body(public: APIClient) -> None:
    response = public.head(f"{SEARCH}?query=NATO")
    assert (response.status_code, response.content) == (200, b"")


def test_images_are_said_not_to_be_kept(public: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    query = {"imageUri": "https://example.org/image.png", "languageCode": "en", "pageSize": 3, "offset": 1}
    said = error(public.get(IMAGES, query), 501, "UNIMPLEMENTED")
    assert "keeps no images" in said["message"]
    assert [record.levelname for record in caplog.records] == ["WARNING"]  # it is no failure
    assert violations(public.get(IMAGES, {"image": "x"})).keys() == {""}
