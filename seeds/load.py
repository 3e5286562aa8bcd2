"""Fill an empty house: roles, the rating scale, the sources and the claims of one article. Safe to repeat."""

from __future__ import annotations

from pathlib import Path

from claims.actions import define_rating, define_role, read_snapshot
from claims.models import ExtractionRun
from claims.rules import ROLES
from seeds.people import DOMAINS, SOURCES
from seeds.scale import SCALE
from sources.actions import capturer, record_capture, record_source
from sources.capture import capture_file

ARTICLE = Path(__file__).parent / "articles" / "greenland.txt"


def load_roles() -> None:
    """The groups of reviewers, editors, administrators and journalists, with their permissions."""
    for role in ROLES:
        define_role(role)


def load_scale() -> None:
    """The rating scale."""
    for position, step in enumerate(SCALE, start=1):
        define_rating(
            step.name,
            value=step.value,
            position=position,
            description=step.description,
            stances=step.stances,
            asks=step.asks,
        )


def load_sources() -> None:
    """The sources that the article names."""
    for name, kind, aliases in SOURCES:
        record_source(name, kind, aliases=aliases, domains=DOMAINS.get(name, ()))


def load_article() -> ExtractionRun:
    """The article, captured, read and recorded."""
    return read_snapshot(record_capture(capture_file(ARTICLE), by=capturer()).snapshot)


def load() -> ExtractionRun:
    """Everything, in the order that one thing needs another."""
    load_roles()
    load_scale()
    load_sources()
    return load_article()
