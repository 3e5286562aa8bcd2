"""A web server of each test's own, and the limits that permit it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from sources.capture import Limits
from tests.unit.sources.capture.webserver import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on 127.0.0.2, an address of its own, so that 127.0.0.1 can be the one that is not permitted."""
    with Server("127.0.0.2") as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield running
        running.stopping.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def limits() -> Limits:
    """The ordinary limits, with the test's own server permitted and nothing else."""
    return Limits(permitted_networks=(ip_network("127.0.0.2/32"),))
