"""The word lists of lexicon.toml, read once, and how a claim is held against them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from .draft import Draft

LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf8"))


@lru_cache
def words(name: str) -> frozenset[str]:
    """A list as a set. Raises KeyError for a list that lexicon.toml does not have."""
    return frozenset(LISTS[name])


def phrase(draft: Draft) -> str:
    """The claim's own words in lower case, a space around each: what `says` looks into."""
    doc = draft.head.doc
    return f" {' '.join(doc[i].lower_ for i in draft.tokens)} "


def says(text: str, entries: Iterable[str]) -> bool:
    """Whether a phrase() holds one of the entries as whole words."""
    return any(f" {entry} " in text for entry in entries)
