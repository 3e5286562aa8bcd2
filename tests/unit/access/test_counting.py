"""Counts in memory are exact under threads, end with their window, and don't pile up."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from access.counting import Counts


@pytest.fixture
def _impatient_threads() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_impatient_threads")
def test_no_request_of_many_threads_is_lost() -> None:
    counts = Counts()
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda _: counts.incr("address", 60), range(8000)))
    assert sorted(seen) == list(range(1, 8001))
    assert counts.get("address") == 8000


def test_as_many_as_allowed_are_let_through() -> None:
    limiter, rate = FixedWindowRateLimiter(Counts()), parse("3/minute")
    assert [limiter.hit(rate, "a") for _ in range(5)] == [True, True, True, False, False]
    assert limiter.hit(rate, "b")
    ends, left = limiter.get_window_stats(rate, "b")
    assert left == 2
    assert 55 < ends - time.time() <= 60


def test_a_window_ends() -> None:
    limiter, rate = FixedWindowRateLimiter(Counts()), parse("1/second")
    assert [limiter.hit(rate, "a"), limiter.hit(rate, "a")] == [True, False]
    time.sleep(1.05)
    assert limiter.get_window_stats(rate, "a").remaining == 1
    assert limiter.hit(rate, "a")


def test_what_is_over_is_cleared_away() -> None:
    counts = Counts()
    for number in range(100):
        counts.incr(str(number), 0)
    counts.incr("open", 60)
    counts._sweep_at = 0.0
    counts.incr("another", 60)
    assert counts._windows.keys() == {"open", "another"}
    counts.clear("open")
    assert counts.get("open") == 0
    assert counts.reset() == 1
