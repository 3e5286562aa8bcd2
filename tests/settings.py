"""The site's settings with throw-away data: the tests have a server of their own, so that a demo is not disturbed."""

import fcntl
import os
from itertools import count
from pathlib import Path

from factcheck.postgres import database
from factcheck.settings import *
from factcheck.settings import DATA_DIR, DATABASES


def free_place(folder: Path) -> int:
    """The least number that no other test process holds, so that runs side by side have a database each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in count():
        lock = os.open(folder / f"place-{number}.lock", os.O_RDWR | os.O_CREAT, 0o644)  # held until this process ends
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return number
    raise AssertionError("count() does not end")


if DATABASES["default"]["ENGINE"] == "factcheck.postgresql":
    DATABASES["default"] |= database(DATA_DIR / "test" / "postgres", durable=False)
DATABASES["default"]["TEST"] = {"NAME": f"test_factcheck_{free_place(DATA_DIR / 'test')}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nothing to protect, and hundreds of log-ins

# As in development: static files from the apps, none collected (the tests run with DEBUG off, as Django has it)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# A suite asks more than anybody may; what tests the limits sets its own.
RATE_LIMIT_ANONYMOUS = RATE_LIMIT_TOKEN = ""
