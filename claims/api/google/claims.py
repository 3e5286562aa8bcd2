"""Hits of the search as claims with their reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from claims.markup import moment, site_of
from claims.models import Appearance, MarkupPage, Verdict
from claims.workflow.moves import Stage

from .search import Hit, of_language, own_language
from .shapes import present, rfc3339


def host_of(request: HttpRequest) -> str:
    """The host that the request came to, as the publisher's site: without a port and "www."."""
    return site_of(f"//{request.get_host()}")


def claims(hits: list[Hit], request: HttpRequest, language: str = "") -> list[dict[str, Any]]:
    """The hits in their order, in as many queries as there are kinds of rows. What was taken back since it was found is
    left out. language: of the place to name, where a claim stands in several."""
    verdicts = _verdicts(hit.id for hit in hits if not hit.is_markup)
    places = _places(verdicts, language)
    marked = [hit.id for hit in hits if hit.is_markup]
    pages = MarkupPage.objects.kept().in_bulk(marked) if marked else {}
    found = []
    for hit in hits:
        if hit.is_markup and (page := pages.get(hit.id)) and len(page.claim_review_markups) >= -hit.number:
            found.append(_marked_up(page, -hit.number))
        elif not hit.is_markup and (verdict := verdicts.get(hit.id)):
            found.append(_published(verdict, places.get(hit.id), request))
    return found


def _verdicts(claims: Iterable[Any]) -> dict[Any, Verdict]:
    """The version that is published now, by claim."""
    rows = Verdict.objects.filter(claim__in=list(claims), stage=Stage.PUBLISHED).select_related("claim", "rating")
    return {verdict.claim_id: verdict for verdict in rows}


def _places(claims: Iterable[Any], language: str) -> dict[Any, Appearance]:
    """The first place of each claim that is known: in the earliest document, and there the first words."""
    rows = Appearance.objects.filter(claim__in=list(claims), retired=False)
    if language:
        rows = rows.filter(of_language(language, "snapshot__document__"))
    first = (
        rows.order_by("claim_id", F("snapshot__document__published").asc(nulls_last=True), "created_at", "id")
        .distinct("claim_id")
        .select_related("speaker__merged_into", "snapshot__document__publisher__merged_into")
        .defer("snapshot__text")
    )
    return {place.claim_id: place for place in first}


def _published(verdict: Verdict, place: Appearance | None, request: HttpRequest) -> dict[str, Any]:
    document = place.snapshot.document if place else None
    # Where nobody is named, the document itself says so.
    said = place.speaker or place.snapshot.document.publisher if place else None
    day = document.published if document else None
    language = document.language.split("-")[0].lower() if document else ""
    review = {
        "publisher": {"name": settings.SITE_NAME, "site": host_of(request)},
        "url": request.build_absolute_uri(reverse("api:claim-detail", args=[verdict.claim_id])),
        "title": verdict.summary,
        "reviewDate": rfc3339(verdict.published_at),
        "textualRating": verdict.rating.name,
        "languageCode": language or own_language(),
    }
    return present(
        {
            "text": verdict.claim.text,
            "claimant": said.record.name if said else "",
            "claimDate": rfc3339(datetime.combine(day, time.min, UTC)) if day else "",
            "claimReview": [present(review)],
        }
    )


def _marked_up(page: MarkupPage, number: int) -> dict[str, Any]:
    markup = page.claim_review_markups[number - 1]
    review = {
        "publisher": present({"name": page.claim_review_author.get("name", ""), "site": page.site}),
        "url": markup.get("url", page.page_url),
        "reviewDate": rfc3339(page.reviewed_at),
        "textualRating": markup["rating"]["textualRating"],
        "languageCode": own_language(),
    }
    date = markup.get("claimDate", "")
    return present(
        {
            "text": markup["claimReviewed"],
            "claimant": markup.get("claimAuthor", {}).get("name", ""),
            "claimDate": rfc3339(moment(date)) if date else "",
            "claimReview": [present(review)],
        }
    )
