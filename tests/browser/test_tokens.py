"""A personal token, from the form to a program that uses it, and its end; in a real browser."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from tests.browser.test_day import serious


def status(server: str, secret: str) -> int:
    """What a program with the token is answered."""
    asked = Request(f"{server}/api/v1/claims/", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urlopen(asked) as answer:
            assert json.load(answer)["results"]
            return answer.status
    except HTTPError as error:
        with error:
            return error.code


def test_a_token_is_made_copied_used_and_revoked(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/admin/access/token/add/")
    problems = serious(desk)
    desk.get_by_label("Name").fill("nightly copy")
    desk.get_by_label("evidence: add, revise and withdraw evidence").check()
    desk.get_by_role("button", name="Save", exact=True).click()
    secret = desk.get_by_label("The token", exact=True).input_value()
    assert re.fullmatch(r"fct_[\w-]{43}", secret)
    desk.get_by_role("button", name="Copy").click()
    expect(desk.get_by_role("button", name="Copied")).to_be_visible()
    assert desk.evaluate("document.getSelection().toString()") == secret
    problems += serious(desk)
    assert status(live_server.url, secret) == 200
    desk.get_by_role("link", name="To the list of tokens").click()
    problems += serious(desk)
    desk.get_by_role("link", name="nightly copy").click()
    desk.get_by_role("link", name="Revoke…").click()
    problems += serious(desk)
    desk.get_by_role("button", name="Revoke").click()
    expect(desk.get_by_text("1 token revoked.")).to_be_visible()
    assert status(live_server.url, secret) == 401
    assert problems == []
