"""
Django's settings, and the only reader of the environment.

What a site can configure stands in CONFIGURABLE; the README's table and `.env.example` are tested against it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from factcheck.common.openapi import words as openapi
from factcheck.common.pool import PooledConnection
from factcheck.desk import UNFOLD as UNFOLD
from factcheck.environment import Setting, read, read_dotenv

BASE_DIR = Path(__file__).resolve().parent.parent

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

CONFIGURABLE = (
    Setting("DEBUG", "bool", True, "Development mode; off, the next two and DATABASE_URL are required."),
    Setting("SECRET_KEY", "str", "", "Signs sessions and links; in DEBUG made once and kept in DATA_DIR."),
    Setting("ALLOWED_HOSTS", "list", [], "Host names that the site answers to, with commas; in DEBUG localhost."),
    Setting("DATABASE_URL", "url", None, "postgresql://USER:PASSWORD@HOST:PORT/NAME; unset, a server of our own."),
    Setting("DATABASE_POOL_SIZE", "int", 8, "Connections to the database that one process may hold at once."),
    Setting("DATA_DIR", "path", Path(".data"), "Folder of our own server and of the key, relative to the project."),
    Setting("STATIC_ROOT", "path", Path("staticfiles"), "Folder that collectstatic fills, relative to the project."),
    Setting("HTTPS", "bool", True, "With DEBUG off: redirect to https, secure cookies, HSTS; false for http in-house."),
    Setting("HSTS_SECONDS", "int", 3600, "How long browsers must insist on https (Strict-Transport-Security)."),
    Setting("PROXY_SSL_HEADER", "str", "", "Header by which a trusted proxy says https, such as X-Forwarded-Proto."),
    Setting("PROXY_ADDRESS_HEADER", "str", "", "Header by which a trusted proxy says who asks it: X-Forwarded-For."),
    Setting("CSRF_TRUSTED_ORIGINS", "list", [], "Origins that may send forms, such as https://facts.example.org."),
    Setting("TIME_ZONE", "str", "UTC", "Time zone of the pages, such as Europe/Dublin; the database keeps UTC."),
    Setting(
        "FACTCHECK_SPACY_MODEL",
        "str",
        "",
        "Another installed spaCy pipeline, with Universal Dependencies labels; unset, our own.",
    ),
    Setting("REVIEWERS", "int", 2, "How many reviewers assess a claim independently; of claims queued from then on."),
    Setting("RESERVATION_MINUTES", "int", 60, "How long a claim that a reviewer has taken is kept for them."),
    Setting(
        "RATE_LIMIT_ANONYMOUS", "str", "120/minute", "What one address may ask of the API without a token; or off."
    ),
    Setting("RATE_LIMIT_TOKEN", "str", "600/minute", "What one token, or one person signed in, may ask; or off."),
    Setting(
        "RATE_LIMIT_STORAGE", "str", "memory://", "Where is counted: each process by itself, or redis://HOST:PORT."
    ),
    Setting("SITE_NAME", "str", "factcheck", "Name of the newsroom, as the publisher of its reviews."),
    Setting("LOG_LEVEL", "str", "INFO", "Least severity that is logged to stderr.", choices=LEVELS),
)

# What docker-compose.yml reads from the same `.env`
OF_COMPOSE = (
    Setting("POSTGRES_PASSWORD", "str", "", "Password of the database in docker-compose.yml; letters and digits."),
    Setting("PORT", "int", 8000, "Port of this machine at which docker-compose.yml serves the site."),
)

_dotenv = read_dotenv(BASE_DIR / ".env")
_given = read(CONFIGURABLE, os.environ, _dotenv, known={setting.name for setting in OF_COMPOSE})

DEBUG: bool = _given["DEBUG"]
DATA_DIR: Path = BASE_DIR / _given["DATA_DIR"]


def _refuse_incomplete_production() -> None:
    remedies = {
        "SECRET_KEY": "a long random text, such as the output of: openssl rand -base64 48",
        "ALLOWED_HOSTS": "the host names that the site answers to, such as facts.example.org",
        "DATABASE_URL": "postgresql://USER:PASSWORD@HOST:PORT/NAME",
    }
    missing = [name for name in remedies if not _given[name]]
    if missing:
        raise ImproperlyConfigured(
            f"DEBUG is off, but {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set. "
            "Set in the environment or in .env:\n" + "\n".join(f"  {name}={remedies[name]}" for name in missing)
        )


def _kept_secret_key() -> str:
    """The key of a development site: made at the first start, then kept, so that sessions outlive a restart."""
    path = DATA_DIR / "secret_key"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = DATA_DIR / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key(), encoding="utf-8")
        try:
            os.link(draft, path)  # the first of several processes wins, the others read its key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")


if not DEBUG:
    _refuse_incomplete_production()

REVIEWERS: int = _given["REVIEWERS"]
RESERVATION_MINUTES: int = _given["RESERVATION_MINUTES"]
for _name in ("REVIEWERS", "RESERVATION_MINUTES"):
    if _given[_name] < 1:
        raise ImproperlyConfigured(f"{_name} is {_given[_name]}, and must be at least 1.")

# Read by the middleware that counts, when the server starts; "off" and "" are no limit
RATE_LIMIT_ANONYMOUS: str = _given["RATE_LIMIT_ANONYMOUS"]
RATE_LIMIT_TOKEN: str = _given["RATE_LIMIT_TOKEN"]
RATE_LIMIT_STORAGE: str = _given["RATE_LIMIT_STORAGE"]

FACTCHECK_SPACY_MODEL: str = _given["FACTCHECK_SPACY_MODEL"]
SITE_NAME: str = _given["SITE_NAME"]
SECRET_KEY: str = _given["SECRET_KEY"] or _kept_secret_key()
ALLOWED_HOSTS: list[str] = _given["ALLOWED_HOSTS"]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "access",
    "sources",
    "claims",
    "seeds",
    "factcheck",
]

MIDDLEWARE = [
    "factcheck.common.health.HealthCheck",
    "factcheck.common.http.request_id.RequestIds",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    # An ETag and a 304 repeat what the ones below say, so these come first; cookies are set further in.
    "factcheck.common.http.representation.Representation",
    "factcheck.common.http.freshness.Freshness",
    "factcheck.common.http.deprecation.Deprecations",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "access.rate_limits.RateLimits",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Pooled inside each process (psycopg_pool). A pool doesn't survive fork(): who forks closes the connections first.
_POOL = {
    "connection_class": PooledConnection,
    "min_size": 1,
    "max_size": _given["DATABASE_POOL_SIZE"],
    "timeout": 30,
}
POSTGRES_DIR = DATA_DIR / "postgres"

if _given["DATABASE_URL"]:
    DATABASES = {"default": _given["DATABASE_URL"]}
else:
    from factcheck.postgres import database

    DATABASES = {"default": database(POSTGRES_DIR)}
DATABASES["default"].update(CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=True)
# Short questions by many at once, of data that is mostly in memory: what is asked again and again with other values is
# planned once for each connection, nothing is compiled, and no question takes several processors.
_PLANNER = "-c jit=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
DATABASES["default"].setdefault("OPTIONS", {}).update(pool=_POOL, prepare_threshold=5)
DATABASES["default"]["OPTIONS"].setdefault("options", _PLANNER)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE: str = _given["TIME_ZONE"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / _given["STATIC_ROOT"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# History rows can't be changed or deleted, not even by SQL outside Django: an edit leaves its trace.
PGHISTORY_APPEND_ONLY = True
# Whoever only reads leaves no trace, and each of their queries would be looked at whether it does.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# Who acted, what and why stand in the event itself: pghistory's own table of contexts may be updated later.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField(null=True)
# Nullable and without a default: a column added later stays empty in the events before it, and changes none of them.
PGHISTORY_FIELD = pghistory.Field(null=True)
PGHISTORY_EXCLUDE_FIELD_KWARGS = {"django.db.models.Field": ["default"]}

REST_FRAMEWORK = {
    # The first one's challenge makes wrong credentials a 401 rather than a 403; the token's speaks for Basic too.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "access.authentication.TokenAuthentication",
        "rest_framework.authentication.BasicAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # Everybody may ask; what they see is said by visible_to(user). Who writes says who they are.
    "DEFAULT_PERMISSION_CLASSES": ["access.permissions.WithinScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "factcheck.common.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["factcheck.common.filters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "factcheck.common.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "factcheck.common.reading_schema.Schema",
    "EXCEPTION_HANDLER": "factcheck.common.problem.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "factcheck",
    "DESCRIPTION": openapi.CONVENTIONS,
    "VERSION": "1",
    "LICENSE": openapi.LICENSE,
    "CONTACT": openapi.CONTACT,
    "SERVERS": openapi.SERVERS,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "factcheck.common.openapi.hooks.complete",
        "claims.api.examples.illustrate",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ChangeKind": "claims.models.Change.Kind",
        "ClaimKind": "claims.models.Claim.KINDS",
        "DocumentKind": "sources.models.Document.Kind",
        "SourceKind": "sources.models.Source.Kind",
    },
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},  # its validator is somebody else's server
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Pages of other sites may read what the public, or a token that they have, may read; no cookie is sent for them.
CORS_URLS_REGEX = r"^/(api|v1alpha1)/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "authorization", "if-none-match", "x-request-id")
CORS_EXPOSE_HEADERS = (
    *("ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"),
    *("Deprecation", "Sunset", "WWW-Authenticate", "Content-Disposition"),
)
CORS_PREFLIGHT_MAX_AGE = 86400

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS: list[str] = _given["CSRF_TRUSTED_ORIGINS"]
if _given["PROXY_SSL_HEADER"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_" + _given["PROXY_SSL_HEADER"].upper().replace("-", "_"), "https")
# As META has it; without one, whoever is connected: anybody could write the header.
PROXY_ADDRESS_HEADER = ""
if _given["PROXY_ADDRESS_HEADER"]:
    PROXY_ADDRESS_HEADER = "HTTP_" + _given["PROXY_ADDRESS_HEADER"].upper().replace("-", "_")
if not DEBUG and _given["HTTPS"]:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = _given["HSTS_SECONDS"]
    # whether subdomains and the browsers' preload list go along is for the owner of the domain to say
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "factcheck.common.http.request_id.WithRequestId"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _given["LOG_LEVEL"]},
    "loggers": {
        # Django's own handlers would say everything twice, or mail it.
        "django": {"handlers": [], "level": _given["LOG_LEVEL"], "propagate": True},
        "django.server": {"handlers": [], "level": _given["LOG_LEVEL"], "propagate": True},
        # What they fetch or can't read, capture says in its own words.
        "httpx": {"level": "WARNING"},
        "trafilatura": {"level": "CRITICAL"},
    },
}
