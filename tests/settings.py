"""The site's settings with throw-away data: the tests have a server of their own, so that a demo is not disturbed."""

from factcheck.postgres import database
from factcheck.settings import *
from factcheck.settings import DATA_DIR, DATABASES

if DATABASES["default"]["ENGINE"] == "factcheck.postgresql":
    DATABASES["default"] |= database(DATA_DIR / "test" / "postgres", durable=False)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nothing to protect, and hundreds of log-ins

# As in development: static files from the apps, none collected (the tests run with DEBUG off, as Django has it)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
