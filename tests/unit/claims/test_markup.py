"""Markup of pages: who may, what is refused, and what stays of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from claims.history import said_act
from claims.markup import AlreadyMarkedUp, Markup, create_page, delete_page, moment, pages, site_of, update_page
from claims.models import MarkupPage
from factcheck.common.acts import Stale
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import MarkupPageFactory, UserFactory
from tests.factories.claims import review

pytestmark = pytest.mark.django_db

URL = "https://checks.example.org/nato"


def said(url: str = URL, *reviews: dict[str, Any], **changes: Any) -> Markup:
    return Markup(page_url=url, markups=reviews or [review("NATO will act.")], **changes)


@pytest.mark.parametrize("role", ["nobody", "journalist", "reviewer"])
def test_who_may_not_approve_verdicts_neither_sees_nor_changes_markup(role: str) -> None:
    page, by = MarkupPageFactory(), UserFactory(**({} if role == "nobody" else {role: True}))
    for act in (
        lambda: pages(by=by),
        lambda: create_page(said(), by=by),
        lambda: update_page(page, said(), by=by),
        lambda: delete_page(page, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert MarkupPage.objects.get() == page


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_editors_share_the_pages_of_the_newsroom(role: str) -> None:
    page, by = MarkupPageFactory(), UserFactory(**{role: True})
    assert pages(by=by).get() == page
    changed = update_page(page, said(page.page_url, review("NATO won't act.")), by=by)
    assert changed.owner == page.owner
    delete_page(page, by=by)
    assert not pages(by=by).exists()


def test_every_change_is_a_version_of_its_own_and_the_history_tells_it() -> None:
    editor = UserFactory(editor=True)
    page = create_page(said(), by=editor)
    changed = update_page(page, said(URL, review("NATO won't act.")), by=editor, seen=page.version_id)
    assert changed.version_id != page.version_id
    with pytest.raises(Stale):
        update_page(page, said(), by=editor, seen=page.version_id)
    with pytest.raises(Stale):
        update_page(page, said(), by=editor, seen=uuid4())
    delete_page(changed, by=editor)
    events = list(page.events.order_by("sequence"))
    told = ["marked a page up", "changed a page's markup", "took a page's markup back"]
    assert [said_act(event) for event in events] == told
    assert {event.pgh_context["user"] for event in events} == {editor.pk}
    assert events[0].claim_review_markups == [review("NATO will act.")]


def test_what_is_taken_back_is_gone_and_stays_in_the_database() -> None:
    editor, page = UserFactory(editor=True), MarkupPageFactory()
    delete_page(page, by=editor)
    for act in (lambda: delete_page(page, by=editor), lambda: update_page(page, said(), by=editor)):
        with pytest.raises(MarkupPage.DoesNotExist):
            act()
    assert MarkupPage.objects.get().deleted_at is not None
    assert create_page(said(page.page_url), by=editor).pk != page.pk


def test_a_page_is_marked_up_once() -> None:
    editor, page, other = UserFactory(editor=True), MarkupPageFactory(page_url=URL), MarkupPageFactory()
    for address in (URL, f"{URL}#claim", "HTTPS://CHECKS.example.org:443/nato?utm_source=x"):
        with pytest.raises(AlreadyMarkedUp, match=page.name):
            create_page(said(address), by=editor)
        with pytest.raises(AlreadyMarkedUp):
            update_page(other, said(address), by=editor)
    assert update_page(page, said(f"{URL}#claim"), by=editor).page_url == URL


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org/",
        "//example.org/",
        "nato",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org/\nx",
        "https://example.org/" + "x" * 2000,
        "https://example.org/" + "ø" * 1000,
        "http://[::",
    ],
)
def test_addresses_are_of_the_web_and_of_reasonable_length(url: str) -> None:
    editor = UserFactory(editor=True)
    given = {"sameAs": url or "x"}
    for path, markup in {
        "page_url": said(url),
        "claim_review_author.image_url": said(author={"imageUrl": url or "x"}),
        "claim_review_markups[0].url": said(URL, review("x") | {"url": url or "x"}),
        "claim_review_markups[0].claim_first_appearance": said(URL, review("x") | {"claimFirstAppearance": url or "x"}),
        "claim_review_markups[1].claim_appearances[0]": said(
            URL, review("x"), review("x") | {"claimAppearances": [url]}
        ),
        "claim_review_markups[0].claim_author.same_as": said(URL, review("x") | {"claimAuthor": given}),
        "claim_review_markups[0].rating.image_url": said(
            URL, review("x") | {"rating": {"textualRating": "No", "imageUrl": url or "x"}}
        ),
    }.items():
        with pytest.raises(InvalidInput) as refused:
            create_page(markup, by=editor)
        assert refused.value.field == path


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"claimReviewed": " "}, "claim_reviewed"),
        ({"rating": {"ratingValue": 3}}, "rating.textual_rating"),
        ({"rating": {"textualRating": "No", "ratingValue": 6, "bestRating": 5}}, "rating.rating_value"),
        ({"rating": {"textualRating": "No", "ratingValue": 0, "worstRating": 1}}, "rating.rating_value"),
        ({"rating": {"textualRating": "No", "worstRating": 5, "bestRating": 1}}, "rating.rating_value"),
        ({"claimDate": "yesterday"}, "claim_date"),
        ({"url": "https://checks.example.org/other"}, "url"),
    ],
)
def test_a_review_says_what_is_reviewed_and_how_it_is_rated(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        create_page(said(URL, review("x") | changes), by=UserFactory(editor=True))
    assert refused.value.field == f"claim_review_markups[0].{path}"


def test_a_page_without_a_review_or_with_a_strange_date_is_refused() -> None:
    for markup, path in (
        (Markup(URL, []), "claim_review_markups"),
        (said(publish_date="22.1.2026"), "publish_date"),
    ):
        with pytest.raises(InvalidInput) as refused:
            create_page(markup, by=UserFactory(editor=True))
        assert refused.value.field == path


def test_a_review_may_be_at_an_anchor_of_its_page() -> None:
    page = create_page(said(URL, review("x") | {"url": f"{URL}#x"}), by=UserFactory(editor=True))
    assert page.claim_review_markups[0]["url"] == f"{URL}#x"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-22", datetime(2026, 1, 22, tzinfo=UTC)),
        ("2026-01-22T09:30Z", datetime(2026, 1, 22, 9, 30, tzinfo=UTC)),
        ("2026-01-22T00:30:15.25+01:00", datetime(2026, 1, 21, 23, 30, 15, 250000, tzinfo=UTC)),
        ("0001-01-01", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_day_or_a_moment_is_read(written: str, meant: datetime) -> None:
    assert moment(written) == meant


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-1-22", "20260122", "2026-W04-1", "2026-02-30", "2026-01-22T25:00Z", "٢٠٢٦-01-22"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        moment(written)


def test_a_moment_before_all_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no date of the calendar"):
        moment("0001-01-01T00:00:00+14:00")


def test_a_site_is_a_host_without_www() -> None:
    assert site_of("https://www.Example.ORG:8000/a") == "example.org"
    assert site_of("mailto:x") == ""
