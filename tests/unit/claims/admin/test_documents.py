"""The page of a document with its claims."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Appearance
from sources.models import Snapshot
from tests.factories import AppearanceFactory, ClaimFactory, SnapshotFactory, UserFactory, VerdictFactory

NOBODYS = "019a0000-0000-7000-8000-000000000000"  # an identifier that no row has


def page_of(snapshot: Snapshot, query: str = "") -> str:
    return reverse("admin:sources_document_read", args=[snapshot.document_id]) + query


def marks(html: str) -> list[str]:
    return re.findall(r"<mark [^>]*>", html)


def test_ten_claims_and_a_hundred_cost_the_same_number_of_queries(desk: Client) -> None:
    snapshot = SnapshotFactory(text=" ".join(f"Claim number {n} stands here." for n in range(100)))

    def price(claims: range) -> int:
        for n in claims:
            appearance = AppearanceFactory(snapshot=snapshot, quote=f"number {n} stands")
            VerdictFactory(claim=appearance.claim)
        desk.get(page_of(snapshot))  # the origins of new claims are counted once
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page_of(snapshot)).status_code == 200
        return len(queries)

    desk.get(page_of(snapshot))
    ten = price(range(10))
    assert price(range(10, 100)) == ten
    assert ten <= 15


def test_the_words_of_a_claim_are_marked_and_the_claim_stands_beside(desk: Client) -> None:
    appearance = AppearanceFactory(claim=ClaimFactory(kind="prediction"))
    html = desk.get(page_of(appearance.snapshot)).content.decode()
    assert f'data-claims="{appearance.pk}" data-standing="new"' in html
    assert ">NATO will act</mark>" in html
    assert f'id="appearance-{appearance.pk}"' in html
    for words in (appearance.claim.text, str(appearance.speaker), "Prediction", "0.50"):
        assert words in html


def test_words_that_several_claims_share_say_how_many(desk: Client) -> None:
    outer = AppearanceFactory(quote="said that NATO will act")
    inner = AppearanceFactory(snapshot=outer.snapshot, quote="NATO will")
    html = desk.get(page_of(outer.snapshot)).content.decode()
    assert [re.search(r'data-claims="([^"]*)"', mark)[1] for mark in marks(html)] == [
        str(outer.pk),
        f"{outer.pk} {inner.pk}",
        str(outer.pk),
    ]
    assert 'data-count="2"' in marks(html)[1]
    assert [("tabindex" in mark) for mark in marks(html)] == [True, True, False]  # one stop for each claim


def test_hostile_text_stays_text(desk: Client) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    snapshot = SnapshotFactory(text=f"Before {hostile} after.", document__title=hostile)
    claim = ClaimFactory(text=hostile, reasons=[hostile])
    AppearanceFactory(snapshot=snapshot, claim=claim, quote=hostile, cue=hostile, channel=hostile)
    for page in (
        page_of(snapshot),
        reverse("admin:claims_claim_change", args=[claim.pk]),
        reverse("admin:claims_claim_changelist"),
        reverse("admin:sources_snapshot_change", args=[snapshot.pk]),
        reverse("admin:index"),
    ):
        html = desk.get(page).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html, page
        assert "<script>alert" not in html, page
        assert "<img src=x" not in html, page


def test_the_latest_snapshot_is_shown_and_others_are_chosen(desk: Client) -> None:
    old = SnapshotFactory(text="Old words.", captured_at=timezone.now().replace(year=2020))
    new = SnapshotFactory(text="New words.", document=old.document)
    assert "New words." in desk.get(page_of(new)).content.decode()
    html = desk.get(page_of(old, f"?snapshot={old.pk}")).content.decode()
    assert "Old words." in html
    assert "New words." not in html
    assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize("wanted", ["nonsense", NOBODYS])
def test_a_snapshot_of_another_document_is_not_found(desk: Client, wanted: str) -> None:
    assert desk.get(page_of(SnapshotFactory(), f"?snapshot={wanted}")).status_code == 404


@pytest.mark.parametrize("wanted", ["nonsense", NOBODYS])
def test_an_unknown_document_is_not_found(desk: Client, wanted: str) -> None:
    assert desk.get(f"/admin/sources/document/{wanted}/read/").status_code == 404


def test_who_may_not_see_documents_may_not_read_them() -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    page = page_of(SnapshotFactory())
    assert client.get(page).status_code == 404  # for them it doesn't exist
    assert Client().get(page).status_code == 302


def test_a_document_without_claims_says_so(desk: Client) -> None:
    html = desk.get(page_of(SnapshotFactory())).content.decode()
    assert "No claims have been found in this text." in html


def test_the_list_counts_the_claims_of_all_snapshots(desk: Client) -> None:
    first = AppearanceFactory()
    AppearanceFactory(
        claim=first.claim, snapshot=SnapshotFactory(document=first.snapshot.document, text="NATO will act!")
    )
    AppearanceFactory(snapshot=first.snapshot)
    document: Any = desk.get("/admin/sources/document/").context["cl"].result_list[0]
    assert document.claim_count == 2
    assert Appearance.objects.count() == 3


def test_an_editor_corrects_a_document_and_a_reviewer_may_not(desk: Client, editors_desk: Client) -> None:
    snapshot = SnapshotFactory()
    page = reverse("admin:sources_document_change", args=[snapshot.document_id])
    tab = {"snapshots-TOTAL_FORMS": "0", "snapshots-INITIAL_FORMS": "0"}
    form = {
        "title": "Corrected",
        "kind": "article",
        "publisher": snapshot.document.publisher_id,
        "language": "en",
        **tab,
    }
    assert desk.post(page, form).status_code == 403
    assert editors_desk.post(page, form).status_code == 302
    snapshot.document.refresh_from_db()
    assert snapshot.document.title == "Corrected"
