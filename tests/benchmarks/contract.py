"""Whether the API does what its description says: python -m tests.benchmarks.contract --minutes 10.

A real server (granian) with the demonstration's data in a throw-away folder is asked by schemathesis, with all checks
and all phases: half of the time as anybody, half as an administrator. Prints its summaries; the exit code is 1 where it
found something.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.processes import ROOT, environment, manage

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent
PATIENCE = 60  # seconds for the server to start
WHO = "administrator"


def main() -> int:
    """Set up, ask as each, tell. Returns the exit code: 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="for all runs together (default: 10)")
    parser.add_argument("--seed", type=int, help="repeat the run that had it")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        # What is asked too often is refused, and says nothing of the rest.
        given = {"DATA_DIR": str(folder / "data"), "RATE_LIMIT_ANONYMOUS": "off", "RATE_LIMIT_TOKEN": "off"}
        print("Setting up the demonstration …", flush=True)
        made = manage("demo", "--no-serve", **given)
        if made.returncode:
            sys.exit(made.stderr)
        passwords = json.loads((folder / "data" / "demo-passwords.json").read_text(encoding="utf-8"))
        with served(folder, **given) as site:
            share = max(1, round(asked.minutes * 60 / 2))
            codes = [
                ask(site, folder, share, asked.seed, "anybody"),
                ask(site, folder, share, asked.seed, f"an {WHO}", "--auth", f"{WHO}:{passwords[WHO]}"),
            ]
    return int(any(codes))


@contextmanager
def served(folder: Path, **given: str) -> Iterator[str]:
    """The address of the site while a server of its own answers there."""
    with socket.socket() as place:
        place.bind((HOST, 0))
        port = place.getsockname()[1]
    command = [BIN / "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--blocking-threads", "4"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "factcheck.wsgi:application"], cwd=ROOT, env=environment(**given), stdout=log, stderr=log
        )
        try:
            site = f"http://{HOST}:{port}"
            wait(site)
            yield site
        finally:
            server.terminate()
            server.wait()


def wait(site: str) -> None:
    """Until the site answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{site}/api/schema/", timeout=PATIENCE).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            return


def ask(site: str, folder: Path, seconds: int, seed: int | None, who: str, *credentials: str) -> int:
    """One run of schemathesis; its exit code."""
    print(f"\nAsking as {who} for {seconds} s …", flush=True)
    command = [BIN / "schemathesis", "--no-color", "--config-file", ROOT / "tests" / "contract.toml", "run"]
    options = ["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful", "--max-time", str(seconds)]
    options += ["--continue-on-failure", "--seed", str(seed)] if seed is not None else ["--continue-on-failure"]
    hooks = environment(SCHEMATHESIS_HOOKS="tests.contract", PYTHONPATH=str(ROOT))
    return subprocess.run(
        [*command, f"{site}/api/schema/", *options, *credentials], cwd=folder, env=hooks, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
