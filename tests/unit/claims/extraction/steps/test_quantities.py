"""How much: numbers with their units and comparators."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claims.extraction.steps import dates, quantities


def read(parse: Language, text: str) -> list[tuple[str, str, str, str]]:
    doc = parse(text)
    found = quantities.find(doc)
    assert all(doc.text[q.start : q.end] == q.text for q in found)
    return [(q.text, str(q.value), q.unit, q.comparator) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He threatened tariffs of up to 25%.", ("up to 25%", "25", "percent", "<=")),
        ("At least 300 soldiers arrived.", ("At least 300", "300", "soldier", ">=")),
        ("More than 2000 people came.", ("More than 2000", "2000", "person", ">")),
        ("It cost nearly $5 million.", ("nearly $5 million", "5000000", "USD", "~")),
        ("It cost about €1.2bn last year.", ("about €1.2bn", "1200000000", "EUR", "~")),
        ("They paid £3,000 for it.", ("£3,000", "3000", "GBP", "=")),
        ("About 3.4 million people voted.", ("About 3.4 million", "3400000", "person", "~")),
        ("Six ships sank.", ("Six", "6", "ship", "=")),
        ("Two dozen ships sank.", ("Two dozen", "24", "ship", "=")),
        ("A million people fled.", ("A million", "1000000", "person", "=")),
        ("He gave half a million dollars.", ("half a million dollars", "500000", "USD", "=")),
        ("Half of the voters stayed at home.", ("Half", "0.5", "", "=")),
        ("Two-thirds of the voters stayed at home.", ("Two-thirds", "0.6667", "", "=")),
        ("Twenty-five ships sank.", ("Twenty-five", "25", "ship", "=")),
        ("Three hundred and five ships sank.", ("Three hundred and five", "305", "ship", "=")),
        ("Prices rose by 40 per cent.", ("40 per cent", "40", "percent", "=")),
        ("Prices rose by 5pc.", ("5pc", "5", "percent", "=")),
        ("A 65-year-old pensioner spoke.", ("65-year-old", "65", "year", "=")),
        ("The nine-month-old child died.", ("nine-month-old", "9", "month", "=")),
        ("The 131-page document was found.", ("131-page", "131", "page", "=")),
        ("Mr Trump, 79, spoke again.", ("79", "79", "year", "=")),
        ("The road is 50km long.", ("50km", "50", "kilometre", "=")),
        ("It was his first speech in six years.", ("six", "6", "year", "=")),
        ("She is one of two Greenlandic politicians.", ("two", "2", "politician", "=")),
    ],
)
def test_a_number_is_read_with_unit_and_comparator(
    parse: Language, text: str, expected: tuple[str, str, str, str]
) -> None:
    assert read(parse, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It has stood since the end of World War Two.",
        "They met in 2026 and signed the 1951 defence pact.",
        "The deal was signed on May 8, 2009.",
        "He finished in 2nd place on page 3.",
        "It is one of the biggest crises.",
        "Covid-19 closed the schools.",
        "They met two years ago at 5pm.",
        "He said nothing.",
    ],
)
def test_dates_names_ordinals_and_labels_are_no_quantities(parse: Language, text: str) -> None:
    assert read(parse, text) == []


def test_the_ends_of_a_range_are_bounds_and_share_unit_and_scale(parse: Language) -> None:
    assert read(parse, "It cost between 10 and 20 million euros.") == [
        ("10", "10000000", "EUR", ">="),
        ("20 million euros", "20000000", "EUR", "<="),
    ]
    assert [row[1:] for row in read(parse, "Prices rose by 10-20% there.")] == [
        ("10", "percent", ">="),
        ("20", "percent", "<="),
    ]


def test_over_a_stretch_of_time_is_no_comparator(parse: Language) -> None:
    assert read(parse, "It grew over 20 years.") == [("20", "20", "year", "=")]


def test_dates_that_are_known_already_are_not_read_twice(parse: Language) -> None:
    doc = parse("Some 40 people met on 8 May 2009.")
    assert quantities.find(doc, dates.find(doc)) == quantities.find(doc)
    assert [q.value for q in quantities.find(doc, ())] == [Decimal(40), Decimal(8)]  # the 8 of a day is a count then


NUMBERS = ["25", "1.2bn", "a", "half", "million", "two", "thirds", "10–20", "79", "2009"]
SIGNS = ["%", "€", "m", "-", "$", ".", ",", "(", ")", "\n"]
WORDS = ["up to", "about", "and", "years", "old", "between", "per", "cent", "ships", "or", "more", "May", "no"]
PIECES = st.sampled_from(NUMBERS + SIGNS + WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=20))
def test_whatever_the_words_quantities_and_dates_lie_in_the_text_in_order(parse: Language, pieces: list[str]) -> None:
    doc = parse(" ".join(pieces))
    for found in (quantities.find(doc), dates.find(doc)):
        assert all(doc.text[one.start : one.end] == one.text != "" for one in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
