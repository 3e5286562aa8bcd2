"""
docker-compose.yml and the Dockerfile, without Docker: the schema is checked, and every command in them is run here.

The commands are taken out of the files, so that a command that changes is a command that is tested.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
import yaml
from django.db import connection

from factcheck.settings import CONFIGURABLE, OF_COMPOSE
from tests.processes import ROOT, SECRET_KEY, environment, run

COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
HOST = "facts.example.org"


def in_dockerfile(pattern: str) -> str:
    """What the one line of the Dockerfile that fits says."""
    [found] = re.findall(pattern, DOCKERFILE, flags=re.MULTILINE)
    return found


INSTALL = in_dockerfile(r"^RUN (pip .*)$")
COLLECT = in_dockerfile(r"^RUN (.* manage\.py collectstatic .*)$")
SERVE: list[str] = yaml.safe_load(in_dockerfile(r"^CMD (.*)$"))
ASK_SITE: list[str] = yaml.safe_load(in_dockerfile(r"^HEALTHCHECK .* CMD (.*)$"))
MIGRATE: list[str] = COMPOSE["services"]["migrate"]["command"]
ASK_DATABASE: list[str] = COMPOSE["services"]["db"]["healthcheck"]["test"][1:]


@pytest.fixture
def production(django_db_setup, django_db_blocker, tmp_path) -> Iterator[dict[str, str]]:
    """The environment of a site in production, with an empty database of its own."""
    name = f"deployment_{os.getpid()}"
    with django_db_blocker.unblock():
        server = connection.settings_dict
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        address = {
            "user": server["USER"],
            "password": server["PASSWORD"],
            "host": server["HOST"],
            "port": server["PORT"],
        }
        yield {
            "DEBUG": "false",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": f"postgresql:///{name}?" + urlencode(address),
            "PROXY_SSL_HEADER": "X-Forwarded-Proto",
            "STATIC_ROOT": str(tmp_path / "static"),
        }
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


class Browser(urllib.request.HTTPRedirectHandler):
    """Asks a site as a proxy would, and follows no redirect."""

    def __init__(self, port: int) -> None:
        self.port = port

    def redirect_request(self, *_args: object) -> None:
        return None

    def get(self, path: str, host: str = HOST, scheme: str = "https") -> Answer:
        headers = {"Host": host, "X-Forwarded-Proto": scheme}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            response = urllib.request.build_opener(self).open(request)
        except HTTPError as error:
            response = error
        with response:
            return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))


def test_the_compose_file_follows_the_compose_specification():
    command = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = run(command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compose_file_holds_no_secret_and_stops_without_one():
    environments = [service["environment"] for service in COMPOSE["services"].values()]
    values = [f"{name}={value}" for environment in environments for name, value in environment.items()]
    secrets = [value for value in values if re.search("SECRET|PASSWORD|DATABASE_URL", value)]
    assert len(secrets) == 7
    for value in secrets:
        assert re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD):\?Set \1 in \.env", value), value


def test_the_compose_file_knows_the_settings_by_their_names():
    settings = {setting.name for setting in CONFIGURABLE}
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE_TEXT))
    assert asked <= settings | {setting.name for setting in OF_COMPOSE}
    assert {setting.name for setting in OF_COMPOSE} <= asked
    for service in ("web", "migrate", "deliver"):
        given = COMPOSE["services"][service]["environment"]
        assert set(given) <= settings
        assert given["DEBUG"] == "false"


def test_the_database_is_asked_for_its_health_and_keeps_its_data_where_the_image_wants_it():
    database = COMPOSE["services"]["db"]
    assert database["image"] == "pgvector/pgvector:pg18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert COMPOSE["services"]["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_the_image_is_not_run_by_root_and_gets_nothing_that_is_not_needed():
    assert DOCKERFILE.index("\nUSER factcheck") < DOCKERFILE.index("\nCMD")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".env", ".git", ".data", ".venv"} <= set(ignored)


def test_what_the_image_installs_is_what_the_tests_run_with():
    done = run(INSTALL, PIP_NO_INDEX="1", PIP_NO_CACHE_DIR="1")  # with no index it can only find all in place
    assert done.returncode == 0, done.stderr
    assert "Successfully installed" not in done.stdout


def test_the_database_of_the_compose_file_is_asked_by_a_command_that_exists(production, tmp_path):
    assert "accepting connections" in run(ASK_DATABASE, PGHOST=connection.settings_dict["HOST"]).stdout
    assert run(ASK_DATABASE, PGHOST=str(tmp_path)).returncode != 0


def test_the_site_is_migrated_collected_served_asked_and_stopped_as_in_a_container(production):
    migrated = run(MIGRATE, **production)
    assert migrated.returncode == 0, migrated.stderr
    collected = run(COLLECT, STATIC_ROOT=production["STATIC_ROOT"])
    assert collected.returncode == 0, collected.stderr

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {"0.0.0.0": "127.0.0.1", "8000": str(port)}
    ask = [word.replace("8000", str(port)) for word in ASK_SITE]
    assert run(ask).returncode != 0

    served = subprocess.Popen(
        [here.get(word, word) for word in SERVE],
        cwd=ROOT,
        env=environment(**production),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        while run(ask).returncode != 0:
            assert served.poll() is None, served.communicate()[0]
        see_a_site_in_production(Browser(port))
    finally:
        served.terminate()
        said = served.communicate()[0]
    assert served.returncode == 0, said
    assert "Internal Server Error" not in said


def see_a_site_in_production(browser: Browser) -> None:
    page = browser.get("/admin/login/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=3600"
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["X-Frame-Options"] == "DENY"

    stylesheet = re.search(r'href="(/static/[^"]*\.[0-9a-f]{12}\.css)"', page.text)[1]
    style = browser.get(stylesheet)
    assert style.status == 200
    assert "immutable" in style.headers["Cache-Control"]

    plain = browser.get("/admin/login/", scheme="http")
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/admin/login/")
    assert browser.get("/admin/login/", host="evil.example").status == 400
    assert browser.get("/healthz", host="10.0.0.7", scheme="http").status == 200
