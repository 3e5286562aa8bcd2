"""
The keeper of the embedded PostgreSQL: a small process that starts the server, waits until nobody uses it, and stops it.

Run by factcheck.postgres with the standard library alone (`python -I -S`), the task as JSON on stdin; says "ready" or
the reason on stdout and goes on in the background.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

START_LIMIT = 120.0  # seconds; recovery after a crash replays the log first
STOP_LIMIT = 60.0


class Postmaster:
    """The server's main process: our own child, or one that outlived its keeper."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.pid_file = Path(task["pid_file"])
        self.child: subprocess.Popen[bytes] | None = None
        if task["postmaster"] is None:
            # the shell opens the log as the server's user, then becomes the server
            append = ["/bin/sh", "-c", 'exec >>"$0" 2>&1; exec "$@"', task["log"]]
            argv = [*task["prefix"], *append, *task["argv"]]
            self.child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, **task["identity"])  # noqa: S603
        self.pid: int = task["postmaster"] or self.child.pid  # type: ignore[union-attr]  # a child wherever no pid was given

    def is_alive(self) -> bool:
        if self.child:
            return self.child.poll() is None
        try:
            os.kill(self.pid, 0)
            # an orphan's remains stay for ever where process 1 does not reap, as in many containers
            return Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
        except ProcessLookupError:
            return False
        except FileNotFoundError:  # no /proc, as on macOS, or gone this moment, which the next look tells
            return True

    def is_ready(self) -> bool:
        """The eighth line of postmaster.pid is the status (PostgreSQL's pidfile.h); the first its writer."""
        try:
            lines = self.pid_file.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0].strip() == str(self.pid) and lines[7].strip() == "ready"

    def wait(self, limit: float | None = None) -> bool:
        """Whether the server has ended within `limit` seconds."""
        until = None if limit is None else time.monotonic() + limit
        if self.child:
            try:
                self.child.wait(limit)
            except subprocess.TimeoutExpired:
                return False
            return True
        while self.is_alive():
            if until is not None and time.monotonic() > until:
                return False
            time.sleep(0.2)
        return True

    def stop(self) -> None:
        """Fast shutdown (SIGINT): open transactions are rolled back; the immediate one (SIGQUIT) if that hangs."""
        for how in (signal.SIGINT, signal.SIGQUIT):
            try:
                os.kill(self.pid, how)
            except ProcessLookupError:
                return
            if self.wait(STOP_LIMIT):
                return


def start(task: dict[str, Any]) -> tuple[Postmaster | None, str]:
    """The running server, or None and the reason why there is none."""
    try:
        postmaster = Postmaster(task)
    except OSError as error:
        return None, str(error)
    until = time.monotonic() + START_LIMIT
    while not postmaster.is_ready():
        if not postmaster.is_alive():
            return None, "the server ended at once."
        if time.monotonic() > until:
            postmaster.stop()
            return None, f"the server was not ready after {START_LIMIT:.0f} seconds."
        time.sleep(0.02)
    return postmaster, "ready"


def go_to_background(answer: str) -> None:
    """Hand the answer over and let go of everything of the process that asked."""
    print(answer, flush=True)  # noqa: T201
    os.chdir("/")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main() -> None:
    """Start, wait until nobody is left, stop."""
    task = json.load(sys.stdin)
    if os.fork():
        os._exit(0)
    keeper = os.open(task["keeper"], os.O_RDONLY)
    in_use = os.open(task["in_use"], os.O_RDONLY)
    fcntl.flock(keeper, fcntl.LOCK_EX)
    postmaster, answer = start(task)
    go_to_background(answer)
    if postmaster is None:
        return

    def end_with_the_server() -> None:
        postmaster.wait()
        os._exit(0)

    watcher = threading.Thread(target=end_with_the_server, daemon=True)
    watcher.start()
    fcntl.flock(in_use, fcntl.LOCK_EX)
    postmaster.stop()
    os.close(keeper)


if __name__ == "__main__":
    main()
