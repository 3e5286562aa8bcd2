"""The pages of figures and of what waits for editors, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD
from tests.factories import ClaimFactory, UserFactory, VerdictFactory

COLOURS = """[...document.querySelectorAll('canvas.chart')].map((canvas) => {
  const set = Chart.getChart(canvas).data.datasets[0];
  return set.borderColor ?? set.backgroundColor;
})"""


@pytest.fixture
def editor(page: Page, live_server: Any, transactional_db: None) -> Page:
    """A window in which an editor has signed in, with a little of everything already there."""
    UserFactory(editor=True, username="erin", password=PASSWORD)
    for ratings in (("True", "True"), ("False", "False"), ("True", "False")):
        ClaimFactory(state="agreed" if len(set(ratings)) == 1 else "disputed", ratings=ratings)
    VerdictFactory(published=True)
    VerdictFactory(in_review=True)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("erin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    return page


def test_the_charts_are_drawn_and_follow_a_change_between_light_and_dark(editor: Page) -> None:
    editor.locator("#nav-sidebar a[href='/admin/figures/'], nav a[href='/admin/figures/']").first.click()
    expect(editor.get_by_role("heading", name="Claims by state")).to_be_visible()
    expect(editor.get_by_role("img", name="Published verdicts by rating: True 0, False 1.")).to_be_visible()
    editor.wait_for_function("[...document.querySelectorAll('canvas.chart')].every((c) => Chart.getChart(c))")
    light = editor.evaluate(COLOURS)
    assert len(light) == 11
    assert set(light) == {"#1d4ed8"}
    editor.keyboard.press("Control+e")  # django-unfold's key: light, then dark
    if not editor.evaluate("document.documentElement.classList.contains('dark')"):
        editor.keyboard.press("Control+e")
    editor.wait_for_function(f"({COLOURS}).every((colour) => colour === '#93c5fd')")


def test_the_same_figures_are_read_as_a_table_by_keyboard(editor: Page, live_server: Any) -> None:
    editor.goto(f"{live_server.url}/admin/figures/")
    editor.locator("summary").first.focus()
    editor.keyboard.press("Enter")
    table = editor.get_by_role("region", name="Table: Claims by state").get_by_role("table")
    expect(table.get_by_role("columnheader", name="Disputed")).to_be_visible()
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("region", name="Table: Claims by state")).to_be_focused()


@pytest.mark.parametrize("path", ["/admin/figures/", "/admin/editors-desk/"])
def test_the_page_fits_a_narrow_screen(editor: Page, live_server: Any, path: str) -> None:
    editor.set_viewport_size({"width": 390, "height": 844})
    editor.goto(live_server.url + path)
    for summary in editor.locator("summary").all():
        summary.click()
    assert editor.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_editor_goes_from_what_waits_to_where_it_is_acted_on(editor: Page, live_server: Any) -> None:
    editor.goto(f"{live_server.url}/admin/editors-desk/")
    editor.get_by_role("navigation", name="What waits").get_by_role("link", name="Drafts waiting for review").click()
    editor.get_by_role("link", name="Review NATO will act").click()
    expect(editor.get_by_text("The minutes of the meeting say otherwise.").first).to_be_visible()


def test_claims_are_set_aside_in_bulk(editor: Page, live_server: Any) -> None:
    for _ in range(2):
        ClaimFactory()
    editor.goto(f"{live_server.url}/admin/claims/claim/?state__exact=new&state__exact=disputed")
    editor.get_by_role("checkbox", name="Select all").first.check()
    editor.locator("select[name=action]").select_option("Set aside…")
    editor.get_by_role("button", name="Run").click()
    editor.get_by_label("Reason").fill("Old news.")
    editor.get_by_role("button", name="Set aside").click()
    expect(editor.get_by_text("2 set aside, 1 was not: 1 is disputed.")).to_be_visible()
