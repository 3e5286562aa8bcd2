"""How the tests ask, and what they look at first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Claim, ClaimListing
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    SourceFactory,
    VerdictFactory,
)

SEARCH, IMAGES, PAGES = (f"/v1alpha1/{path}" for path in ("claims:search", "claims:imageSearch", "pages"))
JSON = "application/json; charset=UTF-8"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


def answer(client: APIClient, path: str = SEARCH, **query: Any) -> dict[str, Any]:
    """The body of a GET that is answered."""
    response = client.get(path, query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == JSON
    return response.json()


def texts(client: APIClient, **query: Any) -> list[str]:
    """The claims that a search finds, in its order."""
    return [claim["text"] for claim in answer(client, **query).get("claims", [])]


def error(response: Any, status: int, code: str) -> dict[str, Any]:
    """The error of a refused request, after a look at what every error has."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == JSON
    body = response.json()
    assert body.keys() == {"error"}
    said = body["error"]
    assert said.keys() - {"details"} == {"code", "message", "status"}
    assert (said["code"], said["status"]) == (status, code)
    assert said["message"]
    return said


def violations(response: Any) -> dict[str, str]:
    """What is said of each field of a bad request; "" is for none in particular."""
    [detail] = error(response, 400, "INVALID_ARGUMENT")["details"]
    assert detail["@type"] == BAD_REQUEST
    return {each.get("field", ""): each["description"] for each in detail["fieldViolations"]}


def page(url: str = "https://checks.example.org/nato", **changes: Any) -> dict[str, Any]:
    """A ClaimReviewMarkupPage with everything that it can have."""
    return {
        "pageUrl": url,
        "publishDate": "2026-01-22",
        "claimReviewAuthor": {"name": "Example Checks", "imageUrl": "https://checks.example.org/logo.png"},
        "claimReviewMarkups": [markup()],
    } | changes


def markup(**changes: Any) -> dict[str, Any]:
    """A ClaimReviewMarkup with everything that it can have but an address of its own."""
    return {
        "claimReviewed": "NATO will act.",
        "claimDate": "2026-01-21T10:30:00+01:00",
        "claimLocation": "Davos",
        "claimFirstAppearance": "https://example.org/speech",
        "claimAppearances": ["https://example.org/news", "https://example.com/news?id=7"],
        "claimAuthor": {
            "name": "Mark Rutte",
            "imageUrl": "https://example.org/rutte.png",
            "jobTitle": "Secretary General",
            "sameAs": "https://en.wikipedia.org/wiki/Mark_Rutte",
        },
        "rating": {
            "textualRating": "Mostly false",
            "ratingExplanation": "It did not.",
            "ratingValue": 2,
            "worstRating": 1,
            "bestRating": 5,
            "imageUrl": "https://checks.example.org/false.png",
        },
    } | changes


def published(
    text: str = "NATO will act.", *, language: str = "en", day: date | None = date(2026, 1, 22), **verdict: Any
) -> Claim:
    """A claim that Mark Rutte made in an article, with a published verdict."""
    claim = ClaimFactory(text=text)
    snapshot = SnapshotFactory(document=DocumentFactory(language=language, published=day))
    AppearanceFactory(claim=claim, snapshot=snapshot, speaker=SourceFactory())
    VerdictFactory(claim=claim, published=True, **verdict)
    return claim


def age(claim: Claim, days: int) -> None:
    """As if its verdict had been published earlier. (What is published keeps its words; the listing may be told.)"""
    ClaimListing.objects.filter(claim=claim).update(verdict_at=timezone.now() - timedelta(days=days))
