"""The rules of the house, as tests: format, lint, types, import directions, migrations, and what lies where."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("factcheck", "access", "sources", "claims", "seeds")


def tracked() -> list[str]:
    """The paths of all files that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.split("\0") if path]


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(["ruff", "format", "--check"], id="format"),
        pytest.param(["ruff", "check"], id="lint"),
        pytest.param(["mypy"], id="types"),
        pytest.param(["importlinter.cli"], id="imports"),
    ],
)
def test_the_code_keeps_the_rules_of_its(check):
    if check == ["importlinter.cli"]:
        command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    else:
        command = [sys.executable, "-m", *check]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_extraction_imports_nothing_of_ours_but_itself():
    graph = grimp.build_graph(*PACKAGES)
    modules = {"claims.extraction", *graph.find_descendants("claims.extraction")}
    imported = {target for module in modules for target in graph.find_modules_directly_imported_by(module)}
    assert len(modules) > 10
    assert imported <= modules


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_and_stand_in_one_line():
    loader = MigrationLoader(None)
    for app in ("access", "sources", "claims", "seeds", "factcheck"):
        names = sorted(name for label, name in loader.disk_migrations if label == app)
        assert len(loader.graph.leaf_nodes(app)) == bool(names)
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
        for name in names:
            assert re.fullmatch(r"\d{4}(_[a-z]+)+\d?", name), name
            assert "_auto" not in name
            assert not name.endswith("_initial")


def test_the_top_level_holds_what_it_should_and_nothing_else():
    rooms = {*PACKAGES, "tests", "manage.py", "requirements.txt", "docker-compose.yml", "README.md"}
    papers = {"pyproject.toml", "LICENSE", "CHANGELOG.md", "Dockerfile"}
    hidden = {".ci", ".gitignore", ".dockerignore", ".env.example", ".pre-commit-config.yaml"}
    assert {path.split("/")[0] for path in tracked()} == rooms | papers | hidden


def test_no_file_knows_where_the_project_lies():
    for path in tracked():
        content = (ROOT / path).read_bytes()
        assert str(ROOT).encode() not in content, path
        assert b"../" + b"shared" not in content, path


def test_every_link_from_one_file_to_another_leads_somewhere():
    for path in tracked():
        if path.endswith(".md"):
            for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", (ROOT / path).read_text(encoding="utf-8")):
                assert (ROOT / path).parent.joinpath(link).exists(), f"{path}: {link}"


def test_every_dependency_is_declared_and_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in requirements if line[:1].isalpha()]
    pinned = {line.split("==")[0].split("[")[0]: line for line in lines}
    for line in lines:
        assert re.fullmatch(r"[\w.\[\],-]+==[\w.]+( ;.*)?", line), line
    names = {re.split(r"[\[<>=!~; ]", dependency)[0].lower() for dependency in declared}
    assert names <= set(pinned)
