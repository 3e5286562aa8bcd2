"""The API's documentation in a browser that reaches nothing but the site."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


def test_the_docs_are_drawn_without_the_internet(page: Page, live_server: Any, transactional_db: None) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/docs/")
    expect(page.locator(".version-stamp")).to_have_text("OAS 3.1")
    page.locator(".opblock-summary", has_text="List claims").click()
    expect(page.locator(".example").filter(has_text="The defence pact on Greenland").first).to_be_visible()
    elsewhere = [url for url in asked if not url.startswith((live_server.url, "data:"))]
    assert elsewhere == []
