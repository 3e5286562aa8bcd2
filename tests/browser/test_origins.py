"""Where a claim comes from, at the workbench and in the drawing, with mouse and keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim
from sources.models import Citation, Document
from tests.browser.conftest import TEXT
from tests.factories import AppearanceFactory, CitationFactory, ClaimFactory, SnapshotFactory, SourceFactory

SAID = "Nobody knows what comes next."
SERIOUS = ("serious", "critical")


@pytest.fixture
def copied(document: Document) -> Claim:
    """A claim in the article and in an earlier one, of which the article is said to be a copy."""
    snapshot = document.snapshots.get()
    post = SourceFactory(name="Morning Post", kind="outlet")
    earlier = SnapshotFactory(
        text=TEXT, document__title="Rutte is angry", document__publisher=post, document__published=date(2026, 1, 20)
    )
    claim = ClaimFactory(text=SAID, kind="fact", checkworthiness=0.5)
    for place in (snapshot, earlier):
        AppearanceFactory(claim=claim, snapshot=place, quote=SAID, speaker=None)
    CitationFactory(snapshot=snapshot, copy_of=earlier.document, confidence=0.8, note="100% of the words.")
    return claim


def opened(desk: Page, document: Document) -> Any:
    """The panel of the claim, opened in the workbench."""
    desk.goto(f"{desk.url}sources/document/{document.pk}/read/")
    desk.locator("#fc-claims .fc-pick", has_text=SAID).click()
    panel = desk.locator("#fc-panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(SAID)
    return panel


def test_a_wrong_edge_is_rejected_the_count_changes_at_once_undo_brings_it_back_and_the_timeline_tells(
    desk: Page, document: Document, copied: Claim
) -> None:
    origins = opened(desk, document).locator("#fc-origins")
    row = desk.locator("#fc-claims li", has_text=SAID)
    expect(origins).to_contain_text("2 links, 1 independent origin: Rutte is angry")
    expect(origins.locator(".fc-beware")).to_have_text("single source")
    expect(row).not_to_contain_text("2 origins")

    edge = origins.locator(".fc-edge", has_text="Copy of Rutte is angry")
    expect(edge).to_contain_text("80% sure")
    form = edge.locator("details[data-act=reject-edge]")
    form.locator("summary").click()
    form.get_by_label("Reason").fill("Both quote the same speech.")
    form.get_by_role("button", name="Reject").click()

    expect(origins).to_contain_text("2 links, 2 independent origins: Rutte speaks; Rutte is angry")
    expect(origins.locator(".fc-beware")).to_have_count(0)
    expect(row).to_contain_text("2 origins")
    assert Citation.objects.get().standing == "rejected"

    desk.locator("#fc-undo").click()
    desk.locator("#fc-claims .fc-pick", has_text=SAID).click()
    expect(origins).to_contain_text("2 links, 1 independent origin: Rutte is angry")
    expect(origins.locator(".fc-beware")).to_have_text("single source")
    expect(row).not_to_contain_text("2 origins")

    desk.locator("#fc-panel").get_by_role("link", name="History").click()
    told = desk.locator(".fc-history")
    expect(told).to_contain_text("rita rejected where it was said to come from")
    expect(told).to_contain_text("Both quote the same speech.")
    expect(told.locator("li").first).to_contain_text("took an act back")


def test_an_edge_is_confirmed_from_the_keyboard(desk: Page, document: Document, copied: Claim) -> None:
    origins = opened(desk, document).locator("#fc-origins")
    origins.get_by_role("button", name="Confirm").focus()
    desk.keyboard.press("Enter")
    edge = origins.locator(".fc-edge")
    expect(edge.locator(".fc-flag")).to_have_text("confirmed")
    expect(edge.get_by_role("button", name="Confirm")).to_have_count(0)


def test_where_it_comes_from_is_told_by_hand_with_what_is_wrong_beside_the_field(
    desk: Page, document: Document, copied: Claim
) -> None:
    origins = opened(desk, document).locator("#fc-origins")
    origins.locator("details[data-act=cite] summary").click()
    form = origins.locator("details[data-act=cite] form")
    form.get_by_label("Channel").select_option("report")
    form.get_by_role("button").click()
    expect(form.locator(".fc-error")).to_contain_text("Name the source")
    form.get_by_label("Source").fill("Reuters")
    form.get_by_role("button").click()
    expect(origins.locator(".fc-edge", has_text="Report by Reuters")).to_be_visible()


def test_the_drawing_can_be_walked_by_keyboard_and_says_the_same_as_its_list(
    desk: Page, document: Document, copied: Claim
) -> None:
    opened(desk, document).get_by_role("link", name="Diagram").click()
    drawing = desk.locator(".fc-drawing svg")
    expect(drawing).to_be_visible()
    for name in ("Rutte is angry", "Rutte speaks", SAID):
        expect(drawing.get_by_role("link", name=name).first).to_be_visible()
        expect(desk.locator(".fc-outline").get_by_role("link", name=name).first).to_be_visible()
    drawing.locator("a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/admin/sources/document/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_about_where_things_come_from_has_a_serious_barrier(
    desk: Page, document: Document, copied: Claim, scheme: Any
) -> None:
    base = desk.url
    desk.emulate_media(color_scheme=scheme)
    pages = (
        f"claims/claim/{copied.pk}/provenance/",
        f"sources/document/{document.pk}/provenance/",
        "sources/citation/",
        f"sources/source/{document.publisher_id}/read/",
    )
    for address in pages:
        desk.goto(base + address)
        desk.wait_for_load_state("networkidle")
        found = Axe().run(desk).response["violations"]
        worst = [
            (violation["id"], violation["nodes"][0]["html"]) for violation in found if violation["impact"] in SERIOUS
        ]
        assert worst == [], address
