"""The settings as a site meets them: real processes with an environment of their own."""

from __future__ import annotations

import re

import pytest

from factcheck.settings import CONFIGURABLE, OF_COMPOSE
from tests.processes import ROOT, SECRET_KEY, manage

REQUIRED = {
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": "facts.example.org",
    "DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:1/nothing",
}


@pytest.mark.parametrize("missing", [{"SECRET_KEY"}, {"ALLOWED_HOSTS", "DATABASE_URL"}, set(REQUIRED)])
def test_production_does_not_start_incomplete_and_names_all_that_is_missing(tmp_path, missing):
    given = {name: value for name, value in REQUIRED.items() if name not in missing}
    done = manage("check", DATA_DIR=str(tmp_path / "data"), DEBUG="false", **given)
    assert (done.returncode, done.stdout) == (2, "")
    first, *remedies = done.stderr.splitlines()
    assert first.startswith("DEBUG is off, but ")
    assert set(re.findall("|".join(REQUIRED), first)) == missing
    assert {remedy.split("=")[0].strip() for remedy in remedies} == missing


def test_production_that_is_complete_passes_djangos_security_checks(tmp_path):
    done = manage(
        "check",
        "--deploy",
        "--tag=security",
        "--fail-level=WARNING",
        DATA_DIR=str(tmp_path / "data"),
        DEBUG="false",
        **REQUIRED,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "data").exists()  # no key and no server of our own


def test_a_misspelt_setting_stops_the_start_without_a_traceback(tmp_path):
    done = manage("check", DATA_DIR=str(tmp_path / "data"), ALOWED_HOSTS="x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "The environment sets ALOWED_HOSTS, which is no setting; did you mean ALLOWED_HOSTS?\n"


def test_a_clone_gets_a_key_that_is_kept_and_nobody_else_reads(tmp_path):
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = (
        manage("shell", "--no-imports", "-c", program, DATA_DIR=str(tmp_path / "data")).stdout.strip() for _ in range(2)
    )
    key = tmp_path / "data" / "secret_key"
    assert len(first) >= 50
    assert first == second == key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key.parent.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["migrate", "--help"]])
def test_what_needs_no_database_starts_none(tmp_path, arguments):
    done = manage(*arguments, DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "postgres").write_text("in the way")
    done = manage("migrate", DATA_DIR=str(tmp_path / "data"))
    assert (done.returncode, done.stdout) == (2, "")
    assert str(tmp_path / "data" / "postgres") in done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_file_holds_every_setting_with_its_help_and_default():
    def shown(default: object) -> str:
        if isinstance(default, bool):
            return str(default).lower()
        return ",".join(default) if isinstance(default, list) else str(default if default is not None else "")

    head, *entries = (ROOT / ".env.example").read_text(encoding="utf-8").strip().split("\n\n")
    assert all(line.startswith("#") for line in head.splitlines())
    assert entries == [f"# {s.help}\n# {s.name}={shown(s.default)}" for s in (*CONFIGURABLE, *OF_COMPOSE)]


def test_nobody_else_reads_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("factcheck", "access", "sources", "claims", "seeds")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bos\.environ\b|\bgetenv\b", path.read_text(encoding="utf-8"))
    }
    assert readers - {"factcheck/wsgi.py"} == {"factcheck/settings.py"}
