"""Clients that ask one server over HTTP/1.1, each on a connection of its own that is kept: eight at once, or one alone,
which takes as little as can be for itself."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CLIENTS = 8
ROOT = Path(__file__).resolve().parents[2]
REQUEST = "GET {} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True)
class Load:
    """What was measured: seconds of each answer, in no order."""

    seconds: float
    times: Sequence[float]
    failed: int
    size: float  # bytes of an answer's body, on average

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds that this share of the answers took at most."""
        ordered = sorted(self.times)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")

    @property
    def mean(self) -> float:
        """Seconds an answer takes."""
        return sum(self.times) / len(self.times) if self.times else float("inf")


def measure(port: int, paths: Sequence[str], *, seconds: float, clients: int = CLIENTS) -> Load:
    """Ask for the paths in random order for so long, in a process of its own."""
    task = json.dumps({"port": port, "paths": list(paths), "seconds": seconds, "clients": clients})
    command = [sys.executable, "-m", "tests.benchmarks.api_load"]
    done = subprocess.run(command, input=task, capture_output=True, text=True, check=True, cwd=ROOT)
    return Load(**json.loads(done.stdout))


class Client:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[int, int]:
        """The status and the length of the body."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        self.writer.write(REQUEST.format(path).encode("ascii"))
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, lowered = int(head[9:12]), head.lower()
        size = await self._body(lowered)
        if b"\r\nconnection: close" in lowered:
            self.writer.close()
            self.reader = self.writer = None
        return status, size

    async def _body(self, head: bytes) -> int:
        assert self.reader is not None
        if (at := head.find(b"\r\ncontent-length:")) >= 0:
            size = int(head[at + 17 : head.index(b"\r\n", at + 2)])
            await self.reader.readexactly(size)
            return size
        size = 0
        while chunk := int(await self.reader.readline(), 16):
            await self.reader.readexactly(chunk + 2)
            size += chunk
        await self.reader.readline()
        return size


async def ask(port: int, paths: Sequence[str], seconds: float, clients: int) -> dict[str, object]:
    """All clients until the time is up."""
    times: list[float] = []
    failed, sizes = 0, 0
    begin = perf_counter()

    async def go_on(number: int) -> None:
        nonlocal failed, sizes
        client, chance = Client(port), random.Random(number)
        while perf_counter() - begin < seconds:
            path = chance.choice(paths)
            sent = perf_counter()
            status, size = await client.get(path)
            times.append(perf_counter() - sent)
            failed += status != 200
            sizes += size

    await asyncio.gather(*map(go_on, range(clients)))
    size = sizes / max(len(times), 1)
    return {"seconds": perf_counter() - begin, "times": times, "failed": failed, "size": size}


def ask_alone(port: int, paths: Sequence[str], seconds: float) -> dict[str, object]:
    """One after the other, over a socket that blocks."""
    times: list[float] = []
    failed, sizes = 0, 0
    chance = random.Random(0)
    begin = perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while perf_counter() - begin < seconds:
            request = REQUEST.format(chance.choice(paths)).encode("ascii")
            sent = perf_counter()
            connection.sendall(request)
            answer = b""
            while (end := answer.find(b"\r\n\r\n")) < 0:
                answer += _received(connection)
            length = LENGTH.search(answer, 0, end + 2)
            assert length, "An answer to one client says how long it is."
            size = int(length[1])
            while len(answer) < end + 4 + size:
                answer += _received(connection)
            times.append(perf_counter() - sent)
            failed += answer[9:12] != b"200"
            sizes += size
    return {"seconds": perf_counter() - begin, "times": times, "failed": failed, "size": sizes / max(len(times), 1)}


def _received(connection: socket.socket) -> bytes:
    block = connection.recv(1 << 20)
    assert block, "The server closed the connection."
    return block


def main() -> None:
    """What measure() wants from its process."""
    task = json.load(sys.stdin)
    clients = task.pop("clients")
    print(json.dumps(ask_alone(**task) if clients == 1 else asyncio.run(ask(clients=clients, **task))))


if __name__ == "__main__":
    main()
