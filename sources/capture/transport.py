"""The network under a capture: a name is resolved once, every address is checked, and the connection goes to the very
address that was checked; every wait is cut by the deadline of the whole capture."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

import httpcore
import httpx

from sources.capture.addresses import Address, Resolver, parse, why_refused
from sources.capture.types import AddressRefused, FetchFailed, FetchTooSlow, Limits


class Deadline:
    """The moment at which a capture is over, done or not."""

    def __init__(self, target: str, seconds: float) -> None:
        self.target = target
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def cap(self, timeout: float | None) -> float:
        """The shorter of a timeout and the time that is left. Raises FetchTooSlow when none is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.exceeded()
        return left if timeout is None else min(timeout, left)

    def exceeded(self) -> FetchTooSlow:
        """The error that says so."""
        return FetchTooSlow(
            self.target,
            f"the answer was not complete after {self.seconds:g} seconds",
            "Try again later, or save the page as an .html file and capture that",
        )


class GuardedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that `why_refused` lets pass. The name goes on to TLS and to the Host header, so that
    certificates are still checked against it."""

    def __init__(self, target: str, limits: Limits, resolve: Resolver, deadline: Deadline) -> None:
        self._target = target
        self._limits = limits
        self._resolve = resolve
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that answers. One bad address among several refuses the name:
        one that points both outside and inside is not to be trusted."""
        failure: Exception | None = None
        for address in self._addresses(host, port):
            wait = self._deadline.cap(timeout)
            try:
                stream = self._plain.connect_tcp(str(address), port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("the name has no address")

    def _addresses(self, host: str, port: int) -> list[Address]:
        addresses = [parse(address) for address in self._lookup(host, port)]
        for address in addresses:
            reason = why_refused(address, self._limits.permitted_networks)
            if reason:
                via = "" if str(address) == host else f"{host} is "
                raise AddressRefused(
                    self._target,
                    f"it leads to {via}{address}, {reason}",
                    "Only pages on the public internet are fetched; save the page as an .html file and capture that",
                )
        return addresses

    def _lookup(self, host: str, port: int) -> list[str]:
        """The resolver's answer. It runs beside us because getaddrinfo knows no time limit."""
        answers: queue.SimpleQueue[list[str] | BaseException] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(list(self._resolve(host, port)))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.cap(self._limits.connect_seconds))
        except queue.Empty:
            reason = f"the name {host} was not resolved in time"
            raise FetchTooSlow(self._target, reason, "Check the address and the network, then try again") from None
        if isinstance(answer, BaseException) or not answer:
            raise FetchFailed(self._target, f"there is no host named {host}", "Check the address and the network")
        return answer


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every operation ends with the deadline, so that a drip of bytes can't hold it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        wait = self._deadline.cap(timeout)
        try:
            return self._stream.read(max_bytes, wait)
        except httpcore.ReadTimeout:
            self._deadline.cap(None)  # says so if it was the deadline that cut the wait short
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to the network over a GuardedBackend. Takes neither proxy nor certificates from the environment."""

    def __init__(self, backend: GuardedBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def __enter__(self) -> GuardedTransport:
        self._pool.__enter__()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self._pool.__exit__(exc_type, exc_value, traceback)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises httpcore's exceptions, and CaptureErrors from the backend."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
