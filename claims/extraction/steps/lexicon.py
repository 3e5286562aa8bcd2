"""The word lists of lexicon.toml, read once, and how a claim is held against them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from .draft import Draft

LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf8"))


@lru_cache
def words(name: str) -> frozenset[str]:
    """A list as a set. Raises KeyError for a list that lexicon.toml does not have."""
    return frozenset(LISTS[name])


@lru_cache
def _phrases(name: str) -> dict[str, list[tuple[str, ...]]]:
    """A list by the first word of each phrase, the longest phrase first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(LISTS[name], key=lambda entry: -len(entry.split())):
        out.setdefault(entry.split()[0], []).append(tuple(entry.split()))
    return out


def found(draft: Draft, name: str) -> Iterator[tuple[int, int]]:
    """Where the claim's own words hold a phrase of a list: the places of its first word and behind its last among
    draft.tokens, in order and not overlapping."""
    spoken, phrases = draft.spoken, _phrases(name)
    if phrases.keys().isdisjoint(spoken):
        return
    behind = 0
    for k, word in enumerate(spoken):
        for entry in phrases.get(word, ()) if k >= behind else ():
            if spoken[k : k + len(entry)] == entry:
                behind = k + len(entry)
                yield k, behind
                break


def says(phrase: str, entries: frozenset[str]) -> bool:
    """Whether a draft's phrase holds one of the entries as whole words."""
    return _pattern(entries).search(phrase) is not None


@lru_cache
def _pattern(entries: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"(?<= )(?:{'|'.join(map(re.escape, sorted(entries)))})(?= )")
