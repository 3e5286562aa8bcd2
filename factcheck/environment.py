"""How a table of settings is read from the environment and a `.env` file; the table stands in factcheck.settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import environ
from django.core.exceptions import ImproperlyConfigured
from rapidfuzz import process
from rapidfuzz.distance import OSA

Kind = Literal["bool", "int", "str", "list", "path", "url"]


@dataclass(frozen=True)
class Setting:
    """What a site can configure: the name in the environment, the kind, what holds without it, what it does."""

    name: str
    kind: Kind
    default: Any
    help: str
    choices: tuple[str, ...] = ()


def read_dotenv(path: Path) -> dict[str, str]:
    """The keys and values of a `.env` file, {} where there is none."""
    if not path.is_file():
        return {}

    class DotEnv(environ.Env):
        ENVIRON: dict[str, str] = {}

    DotEnv.read_env(path, encoding="utf-8")
    return DotEnv.ENVIRON


def read(
    table: Iterable[Setting], environment: Mapping[str, str], dotenv: Mapping[str, str], known: Collection[str] = ()
) -> dict[str, Any]:
    """
    The value of every setting of `table`, by name; the environment wins over `.env`, an empty value counts as unset.
    Keys of `.env` that are `known` are somebody else's business.

    Raises ImproperlyConfigured for a key of `.env` that is no setting, for a variable of the environment that is one
    letter off, and for a value that is not of the setting's kind. All that is wrong is named at once.
    """
    settings = {setting.name: setting for setting in table}
    problems = [*_unknown_keys({*settings, *known}, dotenv), *_misspelt_variables(settings, environment)]
    given = {name: value for name, value in {**dotenv, **environment}.items() if name in settings and value.strip()}

    class Given(environ.Env):
        ENVIRON = given

    env = Given()
    values: dict[str, Any] = {}
    for name, setting in settings.items():
        values[name] = setting.default
        if name in given:
            try:
                values[name] = _cast(env, setting, given[name].strip())
            except (ValueError, ImproperlyConfigured) as error:
                problems.append(f"{name}: {error}")
    if problems:
        raise ImproperlyConfigured("\n".join(problems))
    return values


def _cast(env: environ.Env, setting: Setting, raw: str) -> Any:
    """`raw` as the setting's kind; a secret or an address is never repeated in the message."""
    match setting.kind:
        case "bool":
            if raw.lower() not in (*env.BOOLEAN_TRUE_STRINGS, "false", "off", "no", "n", "0"):
                raise ValueError(f"{raw!r} is neither true nor false; write true or false.")
            return env.bool(setting.name)
        case "int":
            if not raw.isdecimal():
                raise ValueError(f"{raw!r} is not a whole number; write digits alone, such as {setting.default}.")
            return int(raw)
        case "list":
            return [item.strip() for item in raw.split(",") if item.strip()]
        case "path":
            return Path(raw).expanduser()
        case "url":
            return _database(env, setting.name, raw)
        case "str":
            if setting.choices and raw.upper() not in setting.choices:
                raise ValueError(f"{raw!r} is not one of {', '.join(setting.choices)}.")
            return raw.upper() if setting.choices else raw


def _database(env: environ.Env, name: str, raw: str) -> dict[str, Any]:
    """The entry of DATABASES that an address means. It may hold a password, so no message repeats it."""
    problem = "this is no address of a PostgreSQL server, the only database that factcheck runs on"
    if raw.startswith(("postgres://", "postgresql://")):
        try:
            return dict(env.db_url(name))
        except ValueError as error:
            problem = f"this address can't be read ({type(error).__name__})"
    raise ValueError(f"{problem}; write postgresql://USER:PASSWORD@HOST:PORT/NAME.")


def _unknown_keys(known: Collection[str], dotenv: Mapping[str, str]) -> list[str]:
    problems = []
    for key in dotenv:
        if key not in known:
            nearest = process.extractOne(key.upper(), known)
            problems.append(f".env: there is no setting {key}; did you mean {nearest[0]}?")
    return problems


def _misspelt_variables(settings: Mapping[str, Setting], environment: Mapping[str, str]) -> list[str]:
    """
    The environment holds much that is not ours, so only a near miss of a long name counts: one letter missing, doubled,
    wrong or swapped (optimal string alignment distance 1).
    """
    return [
        f"The environment sets {key}, which is no setting; did you mean {name}?"
        for key in environment
        if key not in settings
        for name in settings
        if len(name) >= 8 and OSA.distance(key, name, score_cutoff=1) == 1
    ]
