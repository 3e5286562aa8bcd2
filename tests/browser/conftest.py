"""A real Chromium before a real server. What a failed test saw lies in test-results/."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
RESULTS = Path(__file__).resolve().parents[2] / "test-results"
PATIENCE = 120_000  # milliseconds: how slow the machine is decides nothing
PASSWORD = "correct horse battery staple"

TEXT = """Mark Rutte told Reuters that NATO will act, and that tariffs of up to 25% were threatened.

Denmark has been angry ever since. Nobody knows what comes next."""

CLAIMS = (
    # words, claim, kind, check-worthiness
    (
        "NATO will act, and that tariffs of up to 25% were threatened",
        "NATO will act on the tariffs.",
        "prediction",
        0.4,
    ),
    ("tariffs of up to 25% were threatened", "Tariffs of up to 25% were threatened.", "quantity", 0.9),
    ("Denmark has been angry ever since", "Denmark has been angry ever since.", "opinion", 0.2),
)


@pytest.fixture(scope="session", autouse=True)
def _django_beside_playwright() -> Iterator[None]:
    """Playwright's loop runs in the tests' thread; Django would take that for an asynchronous view."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium; where there is none, there is nothing to look through."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        pytest.skip(f"no {', '.join(NAMES)} on this machine (on Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Let the page know, when it is put away, whether its test failed."""
    report = yield
    item.stash.setdefault(FAILED, False)
    item.stash[FAILED] |= report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh window; an error in the page's own scripts fails the test."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    if request.node.stash.get(FAILED, False):
        RESULTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        page.screenshot(path=RESULTS / f"{name}.png", full_page=True)
    page.close()
    assert errors == []


@pytest.fixture
def document(transactional_db: None) -> Any:
    """An article with three claims; the second stands within the words of the first, and has a verdict."""
    document = DocumentFactory(title="Rutte speaks", publisher=SourceFactory(name="RTÉ", kind="outlet"))
    snapshot = SnapshotFactory(document=document, text=TEXT)
    speaker = SourceFactory(name="Mark Rutte")
    for words, text, kind, worth in CLAIMS:
        claim = ClaimFactory(text=text, kind=kind, checkworthiness=worth)
        AppearanceFactory(snapshot=snapshot, claim=claim, quote=words, speaker=speaker)
        if kind == "quantity":
            VerdictFactory(claim=claim, published=True)
    return document


@pytest.fixture
def desk(page: Page, live_server: Any, document: Any) -> Page:
    """A window in which a reviewer has signed in through the form, with the article already there."""
    UserFactory(reviewer=True, username="rita", password=PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("rita")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    return page
