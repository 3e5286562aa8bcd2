"""What is asked of an archive of claims: each question with many values, of our API and, where it can, of Datasette."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from tests.benchmarks.api_data import OUTLETS, PEOPLE, PLACES, SYLLABLES, TOPICS, key, town, zipf

CLAIMS = "/api/v1/claims/"
TABLE = "/archive/claims"  # Datasette's: database and table
# What Datasette's table has a column for.
FIELDS = (
    "id,created_at,text,kind,checkable,checkworthiness,quantities,verdict.rating,verdict.summary,verdict.published_at,"
    "appearances.speaker,appearances.document"
)
ON_A_LINE = FIELDS.replace("appearances", "appearance")  # CSV has one place of each
MANY = 200  # values of a question
DEEP = 200  # pages down


@dataclass(frozen=True)
class Question:
    """paths(claims, chance): addresses of our API; shared: the same of Datasette's. paged: it gives a page of rows."""

    name: str
    paths: Callable[[int, random.Random], Sequence[str]]
    shared: Callable[[int, random.Random], Sequence[str]] | None = None
    paged: bool = True


def _ours(ask: Callable[[int, random.Random], dict[str, Any]]) -> Callable[[int, random.Random], Sequence[str]]:
    return lambda claims, chance: [
        f"{CLAIMS}?{urlencode({'fields': FIELDS} | ask(claims, chance))}" for _ in range(MANY)
    ]


def _theirs(ask: Callable[[int, random.Random], dict[str, Any]]) -> Callable[[int, random.Random], Sequence[str]]:
    """As a program would ask it: rows as objects, 25 of them, and no count of all, which would take it longest."""
    fixed = {"_size": 25, "_shape": "objects", "_nocount": 1, "_nofacet": 1, "_nosuggest": 1}
    return lambda claims, chance: [f"{TABLE}.json?{urlencode(fixed | ask(claims, chance))}" for _ in range(MANY)]


def _claim(claims: int, chance: random.Random) -> str:
    return str(key(4, chance.randrange(claims)))


def _speaker(chance: random.Random) -> str:
    return str(key(14, zipf(chance, PEOPLE)))


def _rating(chance: random.Random) -> str:
    return chance.choice(("False", "True", "Half true", "Mostly true"))


def _rare(chance: random.Random) -> str:
    return town(chance.randrange(len(SYLLABLES) ** 3 // 2, len(SYLLABLES) ** 3))


def _common(chance: random.Random) -> str:
    return chance.choice((TOPICS[0], TOPICS[2], TOPICS[3], *PLACES[:4]))


def _phrase(chance: random.Random) -> str:
    return f'"{chance.choice((TOPICS[1], TOPICS[4], TOPICS[5], TOPICS[8], "the central bank"))}"'


def _outlet(chance: random.Random) -> str:
    return str(key(11, zipf(chance, OUTLETS)))


QUESTIONS = (
    Question(
        "one claim by its identifier",
        lambda claims, chance: [f"{CLAIMS}{_claim(claims, chance)}/?fields={FIELDS}" for _ in range(MANY)],
        lambda claims, chance: [f"{TABLE}/{_claim(claims, chance)}.json?_shape=objects" for _ in range(MANY)],
        paged=False,
    ),
    Question("the newest", _ours(lambda n, c: {"page_size": 25}), _theirs(lambda n, c: {"_sort_desc": "created_at"})),
    Question(
        "speaker and rating",
        _ours(lambda n, c: {"speaker": _speaker(c), "rating": _rating(c)}),
        _theirs(lambda n, c: {"speaker": _speaker(c), "rating": _rating(c), "_sort_desc": "created_at"}),
    ),
    Question(
        "full text, a common word", _ours(lambda n, c: {"q": _common(c)}), _theirs(lambda n, c: {"_search": _common(c)})
    ),
    Question(
        "full text, a rare word", _ours(lambda n, c: {"q": _rare(c)}), _theirs(lambda n, c: {"_search": _rare(c)})
    ),
    Question(
        "full text, a phrase", _ours(lambda n, c: {"q": _phrase(c)}), _theirs(lambda n, c: {"_search": _phrase(c)})
    ),
    Question(
        "a number in a range",
        _ours(lambda n, c: {"quantity_unit": "percent", "quantity_gte": c.randrange(20, 90)}),
        _theirs(
            lambda n, c: {
                "quantity_unit": "percent",
                "quantity_value__gte": c.randrange(20, 90),
                "_sort_desc": "created_at",
            }
        ),
    ),
    Question(
        "facets by rating, speaker, kind",
        _ours(lambda n, c: {"publisher": _outlet(c), "facets": "rating,speaker,kind"}),
        lambda claims, chance: [
            f"{TABLE}.json?publisher={quote(_outlet(chance))}&_facet=rating&_facet=speaker&_facet=kind&_size=25&_nosuggest=1"
            for _ in range(MANY // 4)
        ],
        paged=False,
    ),
    Question(
        "how many there are", _ours(lambda n, c: {"rating": _rating(c), "kind": "fact", "total": "true"}), paged=False
    ),
    Question("by the day of the verdict", _ours(lambda n, c: {"ordering": "-verdict", "rating": _rating(c)})),
)
