"""Long texts in sections: where they are cut, what is carried over, that offsets stay those of the whole text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extract, pipeline
from claims.extraction.sections import PEOPLE, Memory, sections
from claims.extraction.steps.names import Entity

ARTICLE = Path(__file__).parents[3] / "gold" / "greenland.txt"


@pytest.fixture
def short_sections(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how long a section may be."""
    return lambda longest: monkeypatch.setattr(pipeline, "sections", lambda text: sections(text, longest))


@given(st.text(alphabet="ab.!”\n\r \u2029é😀", max_size=300), st.integers(1, 80))
def test_sections_are_short_and_together_the_text(text: str, longest: int) -> None:
    parts = list(sections(text, longest))
    assert [start for start, _ in parts] == [0, *(end for _, end in parts[:-1])]
    assert parts[-1][1] == len(text)
    assert all(0 < end - start <= longest for start, end in parts) or text == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It rained. It\npoured all day long.", "It rained. It\n"),
        ("It rained. “It poured.” So they said today.", "It rained. “It poured.” "),
        ("It rained and rained and rained and rained", "It rained and rained and "),
        ("x" * 60, "x" * 25),
    ],
)
def test_a_section_ends_behind_a_paragraph_else_a_sentence_else_a_word(text: str, first: str) -> None:
    assert next(sections(text, 25)) == (0, len(first))
    assert text.startswith(first)


def test_an_article_is_one_section() -> None:
    text = ARTICLE.read_text(encoding="utf8")
    assert list(sections(text)) == [(0, len(text))]


def test_claims_of_later_sections_stand_at_their_place_in_the_whole_text(
    short_sections: Callable[[int], None],
) -> None:
    text = ARTICLE.read_text(encoding="utf8")
    short_sections(1500)
    claims = extract(text, published=date(2026, 1, 22)).claims
    assert len(claims) > 70
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)
    spans = [one for claim in claims for one in (*claim.quantities, *claim.dates)]
    assert all(text[one.start : one.end] == one.text for one in spans)
    assert max(one.start for one in spans) > 3000
    assert all(text[a.start : a.end] == a.mention for claim in claims for a in claim.antecedents)


def test_a_name_given_in_one_section_is_known_in_the_next(short_sections: Callable[[int], None]) -> None:
    short_sections(70)
    text = "NATO Secretary General Mark Rutte met the press on Monday.\nMr Rutte resigned on Tuesday.\n"
    assert "Mark Rutte resigned on Tuesday." in [claim.text for claim in extract(text).claims]


def test_what_was_told_of_a_person_is_not_told_again_in_the_next_section(
    short_sections: Callable[[int], None],
) -> None:
    sentence = "NATO Secretary General Mark Rutte met the press on Monday.\n"
    short_sections(len(sentence))
    told = [claim.text for claim in extract(sentence * 3).claims]
    assert told.count("Mark Rutte is NATO Secretary General.") == 1
    assert len(told) == 4


def test_memory_holds_the_people_named_last_and_no_more_than_it_should() -> None:
    memory = Memory()
    people = [Entity(f"Ann {number}", "PER") for number in range(PEOPLE + 50)]
    memory.keep(people[:60])
    memory.keep([*people[60:], people[3]])
    assert len(memory.people) == PEOPLE
    assert memory.people[:2] == [people[3], people[-1]]


def test_a_claim_comes_with_the_sentence_that_it_stands_in() -> None:
    text = ARTICLE.read_text(encoding="utf8")
    claims = extract(text).claims
    assert all(claim.quote in claim.sentence and claim.sentence in text for claim in claims)
