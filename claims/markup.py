"""ClaimReview markup of the newsroom's own pages: created, replaced whole, taken back. Readers find it in the search
of fact checks from the moment it is there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urlsplit
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from uuid_utils.compat import uuid7

from claims.models import MarkupPage
from claims.models.markup import MAX_URL
from claims.rules import MARK_UP, MarkupAct
from factcheck.common.acts import Conflict, Stale, check, require, telling
from factcheck.common.errors import InvalidInput
from sources.capture.metadata import clean_url

# RFC 3339, section 5.6, or the day alone. What PostgreSQL reads the same way.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?", re.ASCII)


class AlreadyMarkedUp(Conflict):
    """The page has markup already, under another name."""


@dataclass(frozen=True)
class Markup:
    """What a page says: its address, when it was published, who reviewed, and the reviews one by one, each with the
    fields of ClaimReviewMarkup as Google's API names them, those without a value left out."""

    page_url: str
    markups: Sequence[Mapping[str, Any]]
    publish_date: str = ""
    author: Mapping[str, Any] = field(default_factory=dict)


def pages(*, by: User) -> QuerySet[MarkupPage]:
    """The newsroom's pages, whoever marked them up. Raises NotAllowed."""
    require(by, MARK_UP)
    return MarkupPage.objects.kept()


def create_page(markup: Markup, *, by: User) -> MarkupPage:
    """Mark a page up. Raises NotAllowed, InvalidInput, and AlreadyMarkedUp where the page is."""
    require(by, MARK_UP)
    page = MarkupPage(owner=by)
    _fill(page, markup)
    with telling(by, MarkupAct.CREATE):
        _save(page)
    return page


def update_page(page: MarkupPage, markup: Markup, *, by: User, seen: UUID | None = None) -> MarkupPage:
    """Say something else, as a whole. Raises as create_page does, and Stale where it isn't the version seen any more,
    MarkupPage.DoesNotExist where it is gone."""
    require(by, MARK_UP)
    with telling(by, MarkupAct.UPDATE):
        now = _locked(page)
        if seen is not None and seen != now.version_id:
            raise Stale("Somebody else has changed the markup since you read it; get it again, and change that.")
        _fill(now, markup)
        now.version_id = uuid7()
        _save(now)
    return now


def delete_page(page: MarkupPage, *, by: User) -> None:
    """Take the markup of a page back; the history keeps it. Raises NotAllowed and MarkupPage.DoesNotExist."""
    require(by, MARK_UP)
    with telling(by, MarkupAct.DELETE):
        now = _locked(page)
        now.deleted_at = timezone.now()
        now.save(update_fields=["deleted_at"])


def site_of(url: str) -> str:
    """The host of an address, in lower case and without "www."; "" without one."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def moment(written: str) -> datetime:
    """A day or a moment as the markup has it; a day begins at midnight UTC. Raises ValueError."""
    if not _DATE.fullmatch(written):
        raise ValueError("no date; write it like 2026-01-22 or 2026-01-22T09:30:00Z")
    try:
        read = datetime.fromisoformat(written)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("no date of the calendar") from None


def _locked(page: MarkupPage) -> MarkupPage:
    return MarkupPage.objects.kept().select_for_update().get(pk=page.pk)


def _save(page: MarkupPage) -> None:
    there = MarkupPage.objects.kept().filter(page_url=page.page_url).exclude(pk=page.pk).first()
    if there is not None:
        raise AlreadyMarkedUp(f"{page.page_url} has markup already, as {there.name}; update that.")
    check(page)
    page.save()


def _fill(page: MarkupPage, markup: Markup) -> None:
    if not markup.page_url:
        raise InvalidInput("page_url is missing; give the address of the page.", field="page_url")
    if not markup.markups:
        raise InvalidInput("A page holds one markup or more; to take them back, delete it.", field=f"{_MARKUPS}")
    page.page_url = _url(markup.page_url, "page_url")
    page.site = site_of(page.page_url)
    page.publish_date = markup.publish_date
    page.reviewed_at = _moment(markup.publish_date, "publish_date") if markup.publish_date else page.created_at
    _check_url(markup.author, "imageUrl", "claim_review_author.image_url")
    page.claim_review_author = dict(markup.author)
    for number, review in enumerate(markup.markups):
        _check_review(review, f"{_MARKUPS}[{number}]", page.page_url)
    page.claim_review_markups = [dict(review) for review in markup.markups]


_MARKUPS = "claim_review_markups"


def _check_review(review: Mapping[str, Any], path: str, page_url: str) -> None:
    author, rating = review.get("claimAuthor", {}), review.get("rating", {})
    if not review.get("claimReviewed", "").strip():
        raise InvalidInput(
            f"{path}.claim_reviewed is missing; say which claim is reviewed.", field=f"{path}.claim_reviewed"
        )
    if not rating.get("textualRating", "").strip():
        where = f"{path}.rating.textual_rating"
        raise InvalidInput(f"{where} is missing; give the rating in words.", field=where)
    if review.get("claimDate"):
        _moment(review["claimDate"], f"{path}.claim_date")
    _check_url(review, "claimFirstAppearance", f"{path}.claim_first_appearance")
    for number, url in enumerate(review.get("claimAppearances", [])):
        _url(url, f"{path}.claim_appearances[{number}]")
    for name, where in (("sameAs", "same_as"), ("imageUrl", "image_url")):
        _check_url(author, name, f"{path}.claim_author.{where}")
    _check_url(rating, "imageUrl", f"{path}.rating.image_url")
    if review.get("url") and _url(review["url"], f"{path}.url") != page_url:
        raise InvalidInput(
            f"{path}.url is another page; it is page_url, with an anchor at most (“{urldefrag(page_url).url}#claim”).",
            field=f"{path}.url",
        )
    _check_scale(rating, f"{path}.rating")


def _check_scale(rating: Mapping[str, Any], path: str) -> None:
    worst, value, best = (rating.get(name) for name in ("worstRating", "ratingValue", "bestRating"))
    for low, high in ((worst, value), (value, best), (worst, best)):
        if low is not None and high is not None and low > high:
            raise InvalidInput(
                f"{path}: rating_value lies outside the scale; from worst_rating to best_rating numbers don't fall.",
                field=f"{path}.rating_value",
            )


def _check_url(holder: Mapping[str, Any], name: str, path: str) -> None:
    if holder.get(name):
        _url(holder[name], path)


def _url(written: str, path: str) -> str:
    """The canonical form of an address."""
    try:
        url = clean_url(written)
        if not url:
            raise ValueError("it is empty")
        if len(url) > MAX_URL:
            raise ValueError(f"it is longer than {MAX_URL:,} characters")
    except ValueError as error:
        raise InvalidInput(f"{path} can't be used: {error}.", field=path) from error
    return url


def _moment(written: str, path: str) -> datetime:
    try:
        return moment(written)
    except ValueError as error:
        raise InvalidInput(f"{path} is {written[:40]!r}, which is {error}.", field=path) from error
