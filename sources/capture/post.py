"""A POST to a server on the public internet, through the same guard as a capture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from sources.capture.addresses import Resolver, system_resolver
from sources.capture.transport import Deadline, GuardedBackend, GuardedTransport
from sources.capture.types import FetchFailed, FetchTooSlow, Limits

READ = 64 * 1024  # bytes of an answer that are read, and thrown away


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    retry_after: str


def post(
    url: str,
    content: bytes,
    headers: Mapping[str, str],
    *,
    limits: Limits | None = None,
    resolve: Resolver = system_resolver,
) -> Answer:
    """Send the content. No redirect is followed. Raises CaptureError: AddressRefused, FetchFailed or FetchTooSlow."""
    limits = limits or Limits()
    deadline = Deadline(url, limits.total_seconds)
    transport = GuardedTransport(GuardedBackend(url, limits, resolve, deadline))
    timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
    try:
        with (
            httpx.Client(transport=transport, timeout=timeout, trust_env=False) as client,
            client.stream("POST", url, content=content, headers=dict(headers)) as response,
        ):
            read = 0
            for chunk in response.iter_raw():
                read += len(chunk)
                if read > READ:
                    break
            return Answer(response.status_code, response.headers.get("retry-after", ""))
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise FetchTooSlow(url, "there was no answer in time", "It is tried again later") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL) as error:
        reason = f"it can't be reached ({str(error) or type(error).__name__})"
        raise FetchFailed(url, reason, "It is tried again later") from None
