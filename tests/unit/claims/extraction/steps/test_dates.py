"""When: date expressions and their values."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from claims.extraction.steps import dates

THURSDAY = date(2026, 1, 22)


def read(parse: Language, text: str, published: date | None = THURSDAY) -> list[tuple[str, str | None, str]]:
    doc = parse(text)
    found = dates.find(doc, published)
    assert all(doc.text[d.start : d.end] == d.text for d in found)
    return [(d.text, d.value, d.grain) for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on 8 May 2009.", ("8 May 2009", "2009-05-08", "day")),
        ("It was signed on May 8, 2009.", ("May 8, 2009", "2009-05-08", "day")),
        ("It was signed on Friday, May 8, 2009.", ("Friday, May 8, 2009", "2009-05-08", "day")),
        ("It was signed on 2026-01-20.", ("2026-01-20", "2026-01-20", "day")),
        ("It was signed on 25/12/2025.", ("25/12/2025", "2025-12-25", "day")),
        ("It was signed in May 2009.", ("May 2009", "2009-05", "month")),
        ("It was signed in 1951.", ("1951", "1951", "year")),
        ("The 1951 defence pact holds.", ("1951", "1951", "year")),
        ("Prices rose in the 1980s.", ("1980s", "198X", "decade")),
        ("It will happen early in 2026.", ("early in 2026", "2026", "year")),
    ],
)
def test_an_absolute_date_needs_no_day_of_publication(
    parse: Language, text: str, expected: tuple[str, str, str]
) -> None:
    assert read(parse, text, None) == read(parse, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He stepped back last night.", ("last night", "2026-01-21", "day")),
        ("He spoke yesterday.", ("yesterday", "2026-01-21", "day")),
        ("He spoke today.", ("today", "2026-01-22", "day")),
        ("He will speak tomorrow.", ("tomorrow", "2026-01-23", "day")),
        ("He flew to the US last week.", ("last week", "2026-W03", "week")),
        ("He spoke earlier this month.", ("earlier this month", "2026-01", "month")),
        ("They met last year.", ("last year", "2025", "year")),
        ("They met two years ago.", ("two years ago", "2024", "year")),
        ("They met three days ago.", ("three days ago", "2026-01-19", "day")),
        ("They met a month ago.", ("a month ago", "2025-12", "month")),
    ],
)
def test_a_relative_date_counts_from_publication_and_has_no_value_without(
    parse: Language, text: str, expected: tuple[str, str, str]
) -> None:
    assert read(parse, text) == [expected]
    assert read(parse, text, None) == [(expected[0], None, expected[2])]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They were scheduled to go into effect on February 1st.", "2026-02-01"),
        ("He resigned on Friday.", "2026-01-16"),
        ("He spoke on Thursday.", "2026-01-22"),
        ("They will meet on Monday.", "2026-01-26"),
        ("He resigned in December.", "2025-12"),
        ("They will meet in July.", "2026-07"),
        ("He resigned on December 30.", "2025-12-30"),
    ],
)
def test_a_date_without_a_year_is_the_nearest_that_the_tense_allows(parse: Language, text: str, value: str) -> None:
    assert [row[1] for row in read(parse, text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "It held since the end of World War Two.",
        "Theresa May said so.",
        "He may march on.",
        "2000 people came.",
        "The prices rose by 2009%.",
        "The deal comes in weeks.",
    ],
)
def test_words_that_only_look_like_dates_are_none(parse: Language, text: str) -> None:
    assert read(parse, text) == []


def test_what_cannot_be_settled_has_no_value(parse: Language) -> None:
    assert read(parse, "It was signed on 03/04/2025.") == [("03/04/2025", None, "day")]
    assert read(parse, "It happened a few weeks ago.") == [("a few weeks ago", None, "week")]
    assert read(parse, "Prices rose in the last decades.") == [("last decades", None, "decade")]
    assert read(parse, "It was signed on February 30, 2025.") == [("February 30, 2025", None, "day")]


def test_the_29th_of_february_is_looked_for_in_leap_years_only(parse: Language) -> None:
    assert read(parse, "It was on February 29.", date(2025, 1, 10)) == [("February 29", "2024-02-29", "day")]
    assert read(parse, "It was on February 29.", date(2026, 7, 1)) == [("February 29", None, "day")]


def test_counting_back_before_the_first_year_gives_no_value(parse: Language) -> None:
    assert read(parse, "It happened 2050 years ago.") == [("2050 years ago", None, "year")]
