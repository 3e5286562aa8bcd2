"""The site's settings with throw-away data: an embedded server of the tests' own, so that a running demo is not disturbed."""

from factcheck.postgres import database
from factcheck.settings import *
from factcheck.settings import DATABASES, DATA_DIR

if DATABASES["default"]["ENGINE"] == "factcheck.postgresql":
    DATABASES["default"] |= database(DATA_DIR / "test" / "postgres", durable=False)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nothing to protect, and hundreds of log-ins
