"""The desk as a reviewer sees it, in a real browser."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.factories import SnapshotFactory

PICKED, NEAR = re.compile(r"\bfc-picked\b"), re.compile(r"\bfc-near\b")


def read(desk: Page, live_server: Any, document: Any) -> None:
    desk.goto(f"{live_server.url}/admin/sources/document/{document.pk}/read/")


def item(desk: Page, text: str) -> Any:
    return desk.locator("#fc-claims > li", has_text=text)


def test_a_reviewer_goes_from_the_queue_to_the_words_of_a_claim(desk: Page, document: Any) -> None:
    expect(desk.get_by_role("heading", name="New: worth checking?")).to_be_visible()
    queue = desk.locator(".fc-queue > li")
    expect(queue).to_have_count(2)  # the third has its verdict
    expect(queue.first).to_contain_text("NATO will act on the tariffs.")
    queue.first.get_by_role("link").click()
    expect(desk.get_by_role("heading", name="Rutte speaks")).to_be_visible()
    expect(item(desk, "NATO will act on the tariffs.")).to_have_class(PICKED)
    expect(desk.locator("#fc-panel h2")).to_have_text("NATO will act on the tariffs.")


def test_the_list_of_claims_is_filtered(desk: Page, document: Any) -> None:
    desk.locator("nav a[href='/admin/claims/claim/'], #nav-sidebar a[href='/admin/claims/claim/']").first.click()
    expect(desk.get_by_text("Denmark has been angry ever since.")).to_be_visible()
    desk.locator("#changelist a", has_text="Filters").click()
    desk.get_by_label("Quantity").check()
    desk.get_by_role("button", name="Apply Filters").click()
    expect(desk.get_by_text("Tariffs of up to 25% were threatened.")).to_be_visible()
    expect(desk.get_by_text("Denmark has been angry ever since.")).to_have_count(0)
    expect(desk.get_by_text("False (published)")).to_be_visible()


def test_a_click_on_the_words_marks_the_claim_and_again_the_next_one_there(
    desk: Page, live_server: Any, document: Any
) -> None:
    read(desk, live_server, document)
    shared = desk.locator("mark[data-count='2']").first
    expect(shared).to_have_text("tariffs of up to 25% were threatened")
    shared.click()
    expect(item(desk, "Tariffs of up to 25%")).to_have_class(PICKED)
    expect(desk.locator(".fc-pick[aria-pressed=true]")).to_have_text("Tariffs of up to 25% were threatened.")
    shared.click()
    expect(desk.locator(".fc-pick[aria-pressed=true]")).to_have_text("NATO will act on the tariffs.")
    assert desk.url.endswith("#" + item(desk, "NATO will act").get_attribute("id"))


def test_a_click_on_the_claim_marks_its_words(desk: Page, live_server: Any, document: Any) -> None:
    read(desk, live_server, document)
    desk.get_by_role("button", name="NATO will act on the tariffs.", exact=True).click()
    assert "".join(desk.locator("mark.fc-picked").all_inner_texts()) == (
        "NATO will act, and that tariffs of up to 25% were threatened"
    )
    desk.keyboard.press("Escape")
    expect(desk.locator(".fc-picked")).to_have_count(0)


def test_the_page_is_used_by_keyboard_alone(desk: Page, live_server: Any, document: Any) -> None:
    read(desk, live_server, document)
    desk.locator("#fc-text").focus()
    desk.keyboard.press("Tab")
    expect(desk.locator("mark").first).to_be_focused()
    expect(item(desk, "NATO will act")).to_have_class(NEAR)
    desk.keyboard.press("Enter")
    expect(desk.locator("#fc-said")).to_have_text("NATO will act on the tariffs.")
    for _ in range(4):  # two more claims begin in the text, then the list follows: a box to tick, and the claim
        desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="NATO will act on the tariffs.", exact=True)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("button", name="Denmark has been angry ever since.", exact=True)).to_be_focused()
    desk.keyboard.press("Space")
    expect(desk.locator("mark.fc-picked")).to_have_text("Denmark has been angry ever since")


def test_a_quotation_that_does_not_stand_there_is_said_beside_the_field(
    desk: Page, live_server: Any, document: Any
) -> None:
    read(desk, live_server, document)
    desk.get_by_role("button", name="NATO will act on the tariffs.", exact=True).click()
    panel = desk.locator("#fc-panel")
    panel.locator("details[data-act=evidence] summary").click()
    panel.get_by_label("Refutes").check()
    panel.get_by_label("or a captured document").press_sequentially("Rutte")
    panel.get_by_role("button", name="Rutte speaks").click()
    source = panel.locator(".fc-source")
    expect(source).to_contain_text("Nobody knows what comes next.")
    source.evaluate("""(source) => {
        const start = source.firstChild.data.indexOf("Nobody");
        getSelection().setBaseAndExtent(source.firstChild, start, source.firstChild, start + 12);
    }""")
    expect(panel.get_by_label("Quotation")).to_have_value("Nobody knows")
    panel.get_by_label("Quotation").fill("NATO won't act")
    panel.get_by_role("button", name="Add evidence").click()
    expect(panel.get_by_text("does not stand in this snapshot")).to_be_visible()
    panel.get_by_label("Quotation").fill("Nobody knows what comes next.")
    panel.get_by_role("button", name="Add evidence").click()
    expect(panel.locator(".fc-evidence q")).to_have_text("Nobody knows what comes next.")


def test_words_behind_faces_are_counted_in_code_points(desk: Page, live_server: Any, document: Any) -> None:
    snapshot = SnapshotFactory(text="🙂🙂 Mark Rutte spoke.\n🙂 Tariffs rose in the spring.")
    read(desk, live_server, snapshot.document)
    desk.evaluate("""() => {
        const words = document.querySelector("#fc-text p:last-child").firstChild;
        const start = words.data.indexOf("Tariffs");
        getSelection().setBaseAndExtent(words, start, words, start + "Tariffs rose".length);
    }""")
    desk.keyboard.press("c")
    desk.locator("form[data-act=record]").get_by_role("button", name="Add claim").click()
    expect(desk.locator("#fc-text mark")).to_have_text("Tariffs rose")
    expect(item(desk, "Tariffs rose")).to_have_class(PICKED)
    assert snapshot.appearances.get().exact == "Tariffs rose"


def test_the_reading_page_fits_a_narrow_screen(desk: Page, live_server: Any, document: Any) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    read(desk, live_server, document)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    desk.locator("mark", has_text="Denmark").click()
    expect(desk.locator("#fc-panel h2")).to_have_text("Denmark has been angry ever since.")
    expect(desk.locator("#fc-panel h2")).to_be_in_viewport()
    expect(desk.locator("mark", has_text="Denmark")).to_be_in_viewport()
    desk.get_by_role("button", name="Close the claim").click()
    expect(desk.locator("#fc-panel h2")).to_have_count(0)


def test_the_start_page_leads_to_the_desk_and_the_interface(page: Page, live_server: Any) -> None:
    page.goto(live_server.url)
    expect(page.get_by_role("link", name="Interface")).to_have_attribute("href", "/api/docs/")
    page.get_by_role("link", name="Desk").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
