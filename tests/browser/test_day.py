"""A working day on the real article, in real browsers: two reviewers, two editors, mouse and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from claims.models import Appearance, Claim, Edit
from claims.workflow.moves import Stage, State
from seeds.load import load
from tests.browser.conftest import PASSWORD, PATIENCE
from tests.factories import UserFactory

TARIFFS = "tariffs of up to 25%"
DESK: dict[str, dict[str, bool]] = {
    "rita": {"reviewer": True},
    "ruth": {"reviewer": True},
    "edna": {"editor": True},
    "eric": {"editor": True},
}
SERIOUS = ("serious", "critical")


@pytest.fixture
def article(transactional_db: None) -> Any:
    """The seed article with its claims, and the people of the desk."""
    for name, role in DESK.items():
        UserFactory(username=name, password=PASSWORD, **role)
    return load().snapshot.document


@pytest.fixture
def sign_in(browser: Browser, live_server: Any, article: Any) -> Iterator[Callable[..., Page]]:
    """Opens the workbench of the article in a browser of one's own."""
    contexts = []

    def opened(name: str, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{live_server.url}/admin/")
        page.goto(f"{live_server.url}/admin/sources/document/{article.pk}/read/")
        return page

    yield opened
    for context in contexts:
        context.close()


def tariffs() -> Claim:
    return Claim.objects.get(text__contains=TARIFFS)


def pick(page: Page, text: str) -> Any:
    """Open a claim by a click on its row; its panel."""
    page.locator("#fc-claims .fc-pick", has_text=text).first.click()
    panel = page.locator("#fc-panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(text)
    return panel


def opened(panel: Any, act: str) -> Any:
    """The form of an act, opened."""
    details = panel.locator(f"details[data-act={act}]")
    details.locator("summary").click()
    return details.locator("form")


def take(panel: Any) -> None:
    panel.locator("form[data-act=take] button").click()
    expect(panel.locator(".fc-assess")).to_be_visible()


def cite(panel: Any, stance: str, citation: str) -> None:
    form = opened(panel, "evidence")
    form.get_by_label(stance).check()
    form.get_by_label("or a citation without a link").fill(citation)
    form.get_by_role("button", name="Add evidence").click()
    expect(panel.locator(".fc-evidence", has_text=citation)).to_be_visible()


def assess(panel: Any, rating: str, rationale: str) -> None:
    form = panel.locator(".fc-assess")
    form.locator("label").filter(has_text=re.compile(rf"\d\s+{rating}\s*$")).locator("input").check()
    form.get_by_label("Rationale").fill(rationale)
    form.get_by_role("button", name="Submit for good").click()
    expect(panel.locator(".fc-finding", has_text=rationale)).to_be_visible()


def test_two_reviewers_disagree_an_editor_settles_another_publishes_then_a_correction(
    sign_in: Callable[..., Page],
) -> None:
    rita, ruth = sign_in("rita"), sign_in("ruth")
    panel = pick(rita, TARIFFS)
    opened(panel, "queue").get_by_role("button", name="Queue").click()
    expect(panel.locator(".fc-standing").first).to_have_text("To check")
    take(panel)
    cite(panel, "Supports", "The article's own report of the threat")
    assess(panel, "True", "It was threatened in so many words.")

    others = pick(ruth, TARIFFS)
    take(others)
    cite(others, "Refutes", "A transcript without the figure")
    expect(others).not_to_contain_text("in so many words")
    expect(others).to_contain_text("1 of 2 in")
    assess(others, "False", "The figure is not in the transcript.")
    expect(others).to_contain_text("in so many words")  # now that hers is in
    expect(others.locator(".fc-standing").first).to_have_text("Disputed")

    edna, eric = sign_in("edna"), sign_in("eric")
    panel = pick(edna, TARIFFS)
    form = opened(panel, "settle")
    form.get_by_label("Rating").select_option("True")
    form.get_by_label("Reason").fill("The threat as posted names the figure.")
    form.get_by_role("button", name="Settle").click()
    expect(panel.locator(".fc-standing").first).to_have_text("Settled")
    form = opened(panel, "draft")
    form.get_by_label("Summary").fill("Tariffs of up to 25% were threatened.")
    form.get_by_role("button", name="Write verdict").click()
    panel.get_by_role("button", name="Send to review").click()
    expect(panel.locator(".fc-version .fc-flag").first).to_have_text("In review")
    expect(panel.get_by_role("button", name="Approve")).to_have_count(0)  # four eyes

    panel = pick(eric, TARIFFS)
    panel.get_by_role("button", name="Approve").click()
    panel.get_by_role("button", name="Publish").click()
    expect(panel.locator(".fc-standing").first).to_have_text("Published")

    panel = pick(rita, TARIFFS)
    form = opened(panel, "draft")
    form.get_by_label("Rating").select_option("Half true")
    form.get_by_label("Summary").fill("Tariffs were threatened, with another figure at first.")
    form.get_by_label("Correction note").fill("We had missed the first of the two posts.")
    form.get_by_role("button", name="Write a correction").click()
    panel.get_by_role("button", name="Send to review").click()
    expect(panel.locator(".fc-version .fc-flag").first).to_have_text("In review")
    panel = pick(edna, TARIFFS)
    panel.get_by_role("button", name="Approve").click()
    panel.get_by_role("button", name="Publish").click()
    expect(panel.locator(".fc-version .fc-flag")).to_have_text(["Published", "Corrected"])

    versions = list(tariffs().verdicts.order_by("version").values_list("stage", "rating__name"))
    assert versions == [(Stage.CORRECTED, "True"), (Stage.PUBLISHED, "Half true")]


def test_a_claim_is_taken_and_assessed_by_keyboard_alone(sign_in: Callable[..., Page]) -> None:
    page = sign_in("rita")
    keys, panel = page.keyboard, page.locator("#fc-panel")
    while True:
        keys.press("j")
        shown = page.locator("#fc-claims > li.fc-picked .fc-pick")
        expect(panel.get_by_role("heading", level=2)).to_have_text(shown.inner_text())
        if TARIFFS in shown.inner_text():
            break
    keys.press("q")
    keys.press("Control+Enter")
    expect(panel.locator(".fc-standing").first).to_have_text("To check")
    keys.press("a")
    expect(panel.locator(".fc-assess")).to_be_visible()
    keys.press("e")
    keys.press("ArrowRight")  # supports, then refutes
    for _ in range(20):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "citation":
            break
    keys.type("The post itself")
    keys.press("Control+Enter")
    expect(panel.locator(".fc-evidence")).to_contain_text("The post itself")
    keys.press("5")
    keys.press("Tab")
    keys.type("The post says otherwise.")
    expect(panel.locator("[data-saved]")).to_have_text("Draft saved.")
    keys.press("Control+Enter")
    expect(panel.locator(".fc-finding")).to_contain_text("The post says otherwise.")
    claim = tariffs()
    assert (claim.state, claim.assessments.get().rating.name) == (State.ASSIGNED, "False")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next and previous claim")


def select(page: Page, words: str) -> None:
    """Select words of the article, as a drag over them does."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.getElementById("fc-text"), NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const text = nodes.map((node) => node.data).join("");
            const at = (offset) => {
                let before = 0;
                for (const node of nodes) {
                    if (offset <= before + node.length) return [node, offset - before];
                    before += node.length;
                }
            };
            const start = text.indexOf(words);
            getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
        }""",
        words,
    )


def test_a_claim_is_added_by_selecting_its_words_another_split_and_both_taken_back(
    sign_in: Callable[..., Page], article: Any
) -> None:
    page = sign_in("rita")
    words = "suggesting instead that a framework deal over the Arctic island was in sight"
    select(page, words)
    page.get_by_role("button", name="Add claim").click()
    form = page.locator("form[data-act=record]")
    form.get_by_label("Text").fill("A framework deal over Greenland was in sight.")
    form.get_by_label("Speaker").fill("Donald Trump")
    form.get_by_role("button", name="Add claim").click()
    expect(page.locator("#fc-panel").get_by_role("heading", level=2)).to_have_text(
        "A framework deal over Greenland was in sight."
    )
    place = Appearance.objects.get(claim__text="A framework deal over Greenland was in sight.")
    assert (place.exact, str(place.speaker), place.person.username) == (words, "Donald Trump", "rita")

    count = Claim.objects.exclude(state=State.REJECTED).count()
    panel = pick(page, TARIFFS)
    form = opened(panel, "split")
    form.get_by_label("Parts").fill("Tariffs were threatened.\nThe tariffs were of up to 25%.")
    form.get_by_role("button", name="Split").click()
    expect(page.locator("#fc-claims .fc-pick", has_text="Tariffs were threatened.")).to_be_visible()
    assert Claim.objects.exclude(state=State.REJECTED).count() == count + 1
    page.keyboard.press("u")
    expect(page.locator("#fc-claims .fc-pick", has_text="Tariffs were threatened.")).not_to_be_visible()
    expect(page.locator("#fc-said")).to_have_text("Taken back.")
    page.keyboard.press("u")
    expect(page.locator("#fc-undo")).to_have_count(0)
    assert Claim.objects.exclude(state=State.REJECTED).count() == count - 1
    assert set(Edit.objects.values_list("undone_by__username", flat=True)) == {"rita"}


def test_half_written_words_outlive_a_reload(sign_in: Callable[..., Page]) -> None:
    page = sign_in("rita")
    opened(pick(page, TARIFFS), "set-aside").get_by_label("Reason").fill("Only a thr")
    page.reload()
    expect(page.locator("details[data-act=set-aside] textarea")).to_have_value("Only a thr")


def test_a_screen_that_is_out_of_date_is_told_what_changed_and_keeps_what_was_typed(
    sign_in: Callable[..., Page],
) -> None:
    rita, ruth = sign_in("rita"), sign_in("ruth")
    mine, hers = pick(rita, TARIFFS), pick(ruth, TARIFFS)
    opened(hers, "queue").get_by_role("button", name="Queue").click()
    expect(hers.locator(".fc-standing").first).to_have_text("To check")
    form = opened(mine, "set-aside")
    form.get_by_label("Reason").fill("A mere threat.")
    form.get_by_role("button", name="Set aside").click()
    expect(mine.get_by_role("alert")).to_contain_text("Somebody else has changed this")
    expect(mine.get_by_role("alert")).to_contain_text("to check")
    expect(mine.locator("details[data-act=set-aside] textarea")).to_have_value("A mere threat.")
    assert tariffs().state == State.QUEUED


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_serious_barrier(sign_in: Callable[..., Page], live_server: Any, scheme: str) -> None:
    page = sign_in("edna", color_scheme=scheme)
    panel = pick(page, TARIFFS)
    opened(panel, "queue").get_by_role("button", name="Queue").click()
    expect(panel.locator(".fc-standing").first).to_have_text("To check")
    take(panel)
    panel.locator("details[data-act=evidence] summary").click()
    problems = serious(page)
    for path in (
        *("", "editors-desk/", "figures/", "claims/claim/", "claims/assessment/", "claims/verdict/"),
        *("claims/evidence/", "sources/document/", f"claims/claim/{tariffs().pk}/history/"),
    ):
        page.goto(f"{live_server.url}/admin/{path}")
        problems += serious(page)
    page.goto(f"{live_server.url}/admin/claims/claim/{tariffs().pk}/change/")
    problems += serious(page)
    assert problems == []


def serious(page: Page) -> list[str]:
    """What axe-core finds to be a serious or critical barrier on the page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
