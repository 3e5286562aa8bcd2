"""The README's recipes print what it shows, on the site that `demo` serves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from access.actions import issue
from claims.feed.deliver import headers
from seeds.day import work
from seeds.desk import load_desk
from seeds.load import load
from tests.factories import DeliveryFactory, WebhookFactory

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf8")
SECTION = README.partition("\n### Recipes\n")[2].partition("\n### ")[0]
COMMAND = re.compile(r"^\$ (.+?(?:<<'END'\n.*?\nEND)?)\n((?:(?!\$ )[^\n]*\n)*)", re.M | re.S)
SETUP = "export "  # of the address and the token, which the test has of its own


def recipes() -> list[tuple[str, list[str], str]]:
    """Name, command line and what it prints, of each. Where the README says …, anything may stand."""
    found = []
    for block in re.finditer(r"```(console|python)\n(.*?)```(?:\n\n```text\n(.*?)```)?", SECTION, re.S):
        language, code, printed = block.groups()
        if language == "python":
            found.append((code, [sys.executable, "-c", code], printed or ""))
            continue
        lines = [match.groups() for match in COMMAND.finditer(code)]
        if not lines[0][0].startswith(SETUP):
            shown = "".join(output for _, output in lines)
            found.append((code, ["bash", "-euo", "pipefail", "-c", "\n".join(line for line, _ in lines)], shown))
    return found


def pattern(shown: str) -> str:
    return re.escape(shown.strip()).replace("…", ".+?")


@pytest.fixture
def site(live_server: Any, tmp_path: Path, settings: Any) -> dict[str, str]:
    """The demo's site, and what a shell needs to know of it."""
    settings.DEBUG = True
    snapshot = load().snapshot
    load_desk(tmp_path / "passwords.json")
    work(snapshot)
    reviewer = User.objects.get(username="reviewer")
    _, token = issue(reviewer, by=reviewer, name="trying it", scopes=["documents", "triage", "webhooks"], days=30)
    return {
        "PATH": os.environ["PATH"],
        "SITE": live_server.url,
        "TOKEN": token,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    }


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.django_db(transaction=True)
def test_every_recipe_prints_what_the_readme_shows(site: dict[str, str], subtests: Any, tmp_path: Path) -> None:
    assert len(recipes()) > 12
    for code, line, shown in recipes():
        with subtests.test(code):
            ran = subprocess.run(line, env=site, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
            assert ran.returncode == 0, ran.stderr
            printed = ran.stdout.replace(site["SITE"], "http://127.0.0.1:8000").strip()
            assert re.fullmatch(pattern(shown), printed, re.S), printed


def test_the_check_of_a_signature_knows_ours_from_others() -> None:
    """As the README has it, on a message as it is sent."""
    names: dict[str, Any] = {}
    exec(next(code for code, _, _ in recipes() if "def verified" in code), names)
    delivery = DeliveryFactory()
    body = b'{"type":"verdict.published"}'
    sent = headers(delivery, body)
    secret = delivery.webhook.secret
    assert names["verified"](secret, sent, body)
    assert not names["verified"](secret, sent, body + b" ")
    assert not names["verified"](secret, sent | {"webhook-timestamp": "1700000000"}, body)
    assert not names["verified"](WebhookFactory().secret, sent, body)
