"""The news agencies that we know, from agencies.toml beside this."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx


@dataclass(frozen=True, slots=True)
class Agency:
    """names: all that it is called by, its usual name first. doubtful: those of them that mean something else too."""

    name: str
    names: tuple[str, ...]
    doubtful: frozenset[str]
    domains: tuple[str, ...]


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies, in the order of the table."""
    with (Path(__file__).parent / "agencies.toml").open("rb") as file:
        table = tomllib.load(file)
    return tuple(
        Agency(
            name=entry["name"],
            names=(entry["name"], *entry.get("also", ())),
            doubtful=frozenset(entry.get("doubtful", ())),
            domains=tuple(entry["domains"]),
        )
        for entry in table["agency"]
    )


@cache
def spellings() -> dict[str, Agency]:
    """Every way to write an agency's name, names in capitals included."""
    return {spelling: agency for agency in agencies() for name in agency.names for spelling in (name.upper(), name)}


def agency_named(name: str) -> Agency | None:
    """The agency that is called so, with or without "the"; letters must stand in their usual case or be capitals."""
    words = name.split()
    return spellings().get(" ".join(words[1:] if words and words[0] in ("the", "The", "THE") else words))


def agency_at(url: str) -> Agency | None:
    """The agency whose own page an address is. Raises nothing: what is no address is nobody's."""
    try:
        host = httpx.URL(url).host
    except httpx.InvalidURL:
        return None
    return next((agency for agency in agencies() if any(_within(host, domain) for domain in agency.domains)), None)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)
