"""The README tells the truth: what it names exists, and what exists is named."""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command, get_commands, load_command_class

from access.scopes import SCOPES
from claims.api.acts.table import ACTS
from claims.api.facets import FACETS
from claims.api.filters import ClaimFilters, VerdictFilters
from claims.api.views import ClaimViewSet
from claims.extraction.types import NoClaim
from claims.management.commands.export import COLUMNS
from factcheck.settings import CONFIGURABLE
from sources.api.filters import DocumentFilters, SnapshotFilters, SourceFilters

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf8")
OURS = {"access", "claims", "factcheck", "seeds", "sources"}
COMMANDS = {name: app for name, app in get_commands().items() if app in OURS}
STANDARD = {"migrate", "changepassword", "createsuperuser", "collectstatic", "check"}  # Django's, named in passing


def section(title: str) -> str:
    """The text under a heading, up to the next heading of the same or a higher level."""
    opening = re.search(rf"^(#+) {re.escape(title)}$", README, re.M)
    assert opening, f"no section {title!r} in README.md"
    rest = README[opening.end() :]
    closing = re.search(rf"^#{{1,{len(opening[1])}}} ", rest, re.M)
    return rest[: closing.start()] if closing else rest


def first_column(text: str) -> list[str]:
    """The names in backticks that open the rows of a table."""
    return re.findall(r"^\| `([^`]+)`", text, re.M)


def parser_of(command: str) -> argparse.ArgumentParser:
    instance: Any = load_command_class(COMMANDS[command], command)
    parser: argparse.ArgumentParser = instance.create_parser("manage.py", command)
    return parser


def test_every_command_named_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert named - STANDARD <= set(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_named(command: str) -> None:
    assert f"manage.py {command}" in README


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_is_named_and_every_option_named_exists(command: str) -> None:
    inherited = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color"}
    inherited |= {"--force-color", "--skip-checks", "--help"}
    options = {o for action in parser_of(command)._actions for o in action.option_strings if o.startswith("--")}
    lines = "\n".join(line for line in README.splitlines() if f"manage.py {command}" in line)
    named = set(re.findall(r"--[a-z][a-z-]*", lines))
    assert named == options - inherited


def test_the_table_of_settings_is_the_table_of_settings() -> None:
    assert first_column(section("Configuration")) == [setting.name for setting in CONFIGURABLE]


@pytest.mark.parametrize(
    ("title", "filters"),
    [
        ("Claims", ClaimFilters),
        ("Documents", DocumentFilters),
        ("Snapshots", SnapshotFilters),
        ("Sources", SourceFilters),
        ("Verdicts", VerdictFilters),
    ],
)
def test_the_tables_of_filters_are_the_filters(title: str, filters: Any) -> None:
    assert first_column(section(title)) == list(filters.base_filters)


def test_the_table_of_acts_is_the_acts() -> None:
    assert re.findall(r"^\| `(\S+)` \| `(\w+)` \|", section("Acts"), re.M) == [
        (re.sub("<[^>]+>", "ID", act.path), act.scope) for act in ACTS
    ]


def test_the_table_of_scopes_is_the_scopes() -> None:
    assert first_column(section("Tokens")) == list(SCOPES)


def test_facets_and_expansions_are_named() -> None:
    assert all(f"`{facet}`" in section("Claims") for facet in FACETS)


def test_the_orderings_of_claims_are_named() -> None:
    assert all(f"`{name}`" in section("Conventions") for name in ClaimViewSet.orderings)


def test_the_table_of_columns_is_what_export_writes() -> None:
    assert first_column(section("Take it with you")) == list(COLUMNS)


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("extract", str(ROOT / "seeds" / "articles" / "greenland.txt"), *arguments, stdout=out)
    return out.getvalue()


def test_the_explanation_shown_is_what_extract_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = re.search(r'--explain "([^"]+)"\nseeds/articles/greenland.txt\n(.*?)```', README, re.S)
    assert shown
    assert shown[2].strip() == printed("--explain", shown[1]).partition("\n\n")[2].strip()


def test_the_claim_shown_is_what_extract_prints() -> None:
    shown = re.search(r"as `--format jsonl` prints it:\n\n```json\n(.*?)\n```", README, re.S)
    assert shown
    claim = json.loads(shown[1])
    rows = [json.loads(line) for line in printed("--format", "jsonl").splitlines()]
    assert claim in [row | {"document": claim["document"]} for row in rows]


def test_the_coverage_shown_is_what_extract_counts_and_every_reason_is_named() -> None:
    shown = re.search(r"^seeds/articles/greenland.txt: (\d+ sentences: .*)$", README, re.M)
    assert shown
    assert shown[1] in " ".join(printed("--coverage").split())
    assert all(f"`{reason}`" in section("Is anything missing?") for reason in NoClaim)


def test_every_path_named_exists() -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert linked
    for target in linked:
        assert (ROOT / target.split("#")[0]).exists(), target


def test_every_environment_variable_named_is_a_setting() -> None:
    named = set(re.findall(r"\b([A-Z][A-Z_]{3,})=", README))
    others = {"POSTGRES_PASSWORD", "SITE", "TOKEN"}  # compose's and the shell's own
    assert named <= {setting.name for setting in CONFIGURABLE} | others
