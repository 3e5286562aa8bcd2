"""The lists of people.toml: forms of address, roles, letters behind a name, given names and their gender."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib.resources import files

LISTS: dict[str, str] = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf8"))
TITLES = frozenset(LISTS["titles"].split())
POSTNOMINALS = frozenset(LISTS["postnominals"].split())
GENDER = {name: gender for gender, names in (("f", "women"), ("m", "men")) for name in LISTS[names].split()}
FEMALE, MALE = frozenset(LISTS["female_roles"].split()), frozenset(LISTS["male_roles"].split())
PERSONS = FEMALE | MALE | frozenset(LISTS["roles"].split())

ANONYMOUS = frozenset(LISTS["anonymous"].split())  # nouns for somebody who speaks without a name


def is_title(word: str) -> bool:
    """Whether a word is a form of address or a rank: "Det", "Cllr.", "Judge"."""
    return word.lower().rstrip(".") in TITLES


def is_person(noun: str) -> bool:
    """Whether a noun names a person by role: it is in the list, or its ending makes it likely."""
    lower = noun.lower()
    return lower in PERSONS or lower.endswith(("man", "woman", "ist", "keeper", "worker", "maker", "player"))


def gender_of(given: str) -> str:
    """The gender that a given name tells: "m", "f", or "" where it tells none. Accents don't count."""
    plain = unicodedata.normalize("NFKD", given)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return GENDER.get(bare.lower().split("-")[0], "")
