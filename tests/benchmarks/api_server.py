"""Our own server as it is deployed: granian with two workers, DEBUG off, on a database of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
SECRET = "of-a-benchmark-and-of-nothing-else-in-the-world"
WORKERS = ("--workers", "2", "--blocking-threads", "4")


def free_port() -> int:
    """One that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until_served(port: int, path: str, seconds: float = 120) -> None:
    """Wait until a path is answered. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"Nothing answers at port {port}.")


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """The port where the archive in the folder is served, and the server's process."""
    from factcheck.postgres import socket_folder

    port, static = free_port(), folder / "static"
    static.mkdir(exist_ok=True)
    environment = os.environ | {
        "DEBUG": "false",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": f"postgresql://factcheck@/factcheck?host={socket_folder(folder / 'postgres')}",
        "STATIC_ROOT": str(static),
        "RATE_LIMIT_ANONYMOUS": "off",
        "RATE_LIMIT_TOKEN": "off",
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    }
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, "--interface", "wsgi", "--port", str(port), *WORKERS, "factcheck.wsgi:application"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until_served(port, "/healthz")
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()
