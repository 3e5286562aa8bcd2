"""Counts of requests in the memory of this process, for the rate limits of `limits`."""

from __future__ import annotations

import threading
import time

from limits.storage import Storage

SWEEP = 60.0  # seconds between two clearings


class Counts(Storage):
    """Fixed windows, each from the first request that falls into it.

    limits' own storage for memory:// starts a thread at nearly every request, which looks through all keys: with 20,000
    addresses a millisecond each time. This one clears what is over once a minute.
    """

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._windows: dict[str, tuple[int, float]] = {}  # how many, until when
        self._lock = threading.Lock()
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing of what it does can fail."""
        return RuntimeError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and say how many there are now."""
        now = time.time()
        with self._lock:
            if now >= self._sweep_at:
                self._windows = {name: window for name, window in self._windows.items() if window[1] > now}
                self._sweep_at = now + SWEEP
            number, until = self._windows.get(key, (0, 0.0))
            if until <= now:
                number, until = 0, now + expiry
            self._windows[key] = number + amount, until
            return number + amount

    def get(self, key: str) -> int:
        """How many there are in the window that is open."""
        number, until = self._windows.get(key, (0, 0.0))
        return number if until > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970; now, where none is open."""
        return max(self._windows.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget all."""
        with self._lock:
            number = len(self._windows)
            self._windows = {}
        return number

    def clear(self, key: str) -> None:
        """Forget one."""
        with self._lock:
            self._windows.pop(key, None)
