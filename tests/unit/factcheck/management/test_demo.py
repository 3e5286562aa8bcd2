"""The one command a newcomer types, as a real process with a real server."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
README = (ROOT / "README.md").read_text(encoding="utf8")
PATIENCE = 120  # seconds until a hanging server fails the test instead of hanging it


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A folder of its own for data, and no setting of whoever runs the tests."""
    inherited = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
    return inherited | {"DATA_DIR": str(tmp_path_factory.mktemp("demo")), "PYTHONWARNINGS": "error"}


def demo(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "demo", *options], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[str]:
    """The address of a running demo."""
    port = free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address + "/healthz").close()
            break
        except urllib.error.URLError:
            time.sleep(0.2)
    yield address
    process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=PATIENCE)[0].decode()
    assert process.returncode == 0, output


def test_everything_comes_from_nothing_and_a_second_start_shows_the_same(environment: dict[str, str]) -> None:
    first = demo(environment, "--no-serve")
    assert first.returncode == 0, first.stderr
    found = re.search(r"(\d+) claims in", first.stdout)
    assert found
    assert int(found[1]) >= 70
    assert re.search(r"^  reviewer +\S{12,} +\d+ to assess$", first.stdout, re.M)
    assert re.search(r"^  editor2 +\S{12,} .*1 to settle", first.stdout, re.M)
    second = demo(environment, "--no-serve")
    assert second.returncode == 0, second.stderr
    assert second.stdout == first.stdout


def test_the_readme_shows_what_the_demo_prints(environment: dict[str, str]) -> None:
    """Line by line, but for the table, the identifiers and the passwords."""
    block = README.partition("manage.py demo [--port")[2].partition("```")[0]
    shown = block[re.search(r"^\d+ claims in", block, re.M).start() :].splitlines()  # type: ignore[union-attr]
    printed = demo(environment, "--no-serve").stdout
    printed = re.sub(r"(/document/)\S+(/read/)", r"\1ID\2", re.sub(r"^(  \w+ +)\S{12,} +", r"\1", printed, flags=re.M))
    told = [re.sub(r"(/document/)\S+(/read/)", r"\1ID\2", re.sub(r"… +", "", line)) for line in shown]
    assert told == printed[printed.index(told[0]) :].splitlines()


def test_the_site_is_served_and_the_public_sees_published_examples_alone(served: str) -> None:
    with urllib.request.urlopen(served + "/api/v1/claims/") as answer:
        verdicts = [claim["verdict"] for claim in json.load(answer)["results"]]
    assert len(verdicts) == 3
    assert all(verdict["stage"] == "published" for verdict in verdicts)
    assert all(verdict["summary"].startswith("Example: ") for verdict in verdicts)
    with urllib.request.urlopen(served + "/admin/") as answer:
        assert answer.url.startswith(served + "/admin/login/")
    with urllib.request.urlopen(served + "/api/docs/") as answer:
        assert b"swagger" in answer.read()


def test_a_port_that_is_taken_is_said_before_anything_is_set_up(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = demo(environment, "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "Choose another one: --port" in result.stderr
    assert "Traceback" not in result.stderr
