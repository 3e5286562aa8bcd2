"""A table of settings meets the environment and a .env file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck.environment import Setting, read, read_dotenv

TABLE = (
    Setting("DEBUG", "bool", True, "…"),
    Setting("DATABASE_URL", "url", None, "…"),
    Setting("ALLOWED_HOSTS", "list", [], "…"),
    Setting("DATA_DIR", "path", Path(".data"), "…"),
    Setting("POOL", "int", 8, "…"),
    Setting("LOG_LEVEL", "str", "INFO", "…", choices=("INFO", "ERROR")),
)


def refusal(environment: dict[str, str], dotenv: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ImproperlyConfigured) as refused:
        read(TABLE, environment, dotenv or {})
    return str(refused.value).splitlines()


def test_without_any_configuration_the_defaults_hold():
    assert read(TABLE, {"PATH": "/bin"}, {}) == {setting.name: setting.default for setting in TABLE}


def test_every_kind_of_value_is_read():
    environment = {"DEBUG": "off", "ALLOWED_HOSTS": "a.example, b.example,", "DATA_DIR": "/x", "POOL": "3"}
    values = read(TABLE, environment | {"DATABASE_URL": "postgresql://u:p%40w@h:1/n", "LOG_LEVEL": "error"}, {})
    assert values["DATABASE_URL"]["PASSWORD"] == "p@w"
    del values["DATABASE_URL"]
    hosts = ["a.example", "b.example"]
    assert values == {"DEBUG": False, "ALLOWED_HOSTS": hosts, "DATA_DIR": Path("/x"), "POOL": 3, "LOG_LEVEL": "ERROR"}


def test_the_environment_wins_over_the_file_and_an_empty_value_counts_as_unset():
    assert read(TABLE, {"POOL": "2"}, {"POOL": "3"})["POOL"] == 2
    assert read(TABLE, {"POOL": " "}, {})["POOL"] == 8


def test_a_misspelt_key_of_the_file_is_refused_with_the_nearest_name():
    assert refusal({}, {"DATABSE_ULR": "x"}) == [".env: there is no setting DATABSE_ULR; did you mean DATABASE_URL?"]


def test_keys_of_the_file_that_are_known_to_be_somebody_elses_pass():
    assert read(TABLE, {}, {"PORT": "80"}, known={"PORT"})["POOL"] == 8


@pytest.mark.parametrize("name", ["DATABSE_URL", "DATABASE_URLS", "DATABASE_ULR", "ALLOWED_HOST"])
def test_a_variable_that_is_one_letter_off_is_refused(name):
    [problem] = refusal({name: "x"})
    assert problem.startswith(f"The environment sets {name}, which is no setting; did you mean ")


@pytest.mark.parametrize("name", ["DATABASE", "DEBUGS", "POOLS", "MY_DATABASE_URL", "DATA"])
def test_variables_of_other_programs_are_left_alone(name):
    assert read(TABLE, {name: "x"}, {})["POOL"] == 8


def test_all_that_is_wrong_is_named_at_once():
    wrong = {"DEBUG": "perhaps", "POOL": "-1", "LOG_LEVEL": "loud", "DATABASE_URL": "mysql://u:secret@h/n"}
    problems = refusal(wrong)
    assert [problem.split(":")[0] for problem in problems] == ["DEBUG", "DATABASE_URL", "POOL", "LOG_LEVEL"]
    assert "write true or false" in problems[0]
    assert "PostgreSQL server, the only database" in problems[1]
    assert "secret" not in problems[1]


@pytest.mark.parametrize("address", ["nonsense", "postgresql://h:port/x", "sqlite:///db", "://"])
def test_an_address_that_is_none_is_refused_with_the_form_that_is_wanted(address):
    [problem] = refusal({"DATABASE_URL": address})
    assert "write postgresql://USER:PASSWORD@HOST:PORT/NAME" in problem


def test_a_file_is_read_with_comments_and_quotes(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# a comment\nDEBUG=false\nSECRET_KEY='a$b#c'\nexport POOL=3\n", encoding="utf-8")
    assert read_dotenv(path) == {"DEBUG": "false", "SECRET_KEY": "a$b#c", "POOL": "3"}
    assert read_dotenv(tmp_path / "missing") == {}
