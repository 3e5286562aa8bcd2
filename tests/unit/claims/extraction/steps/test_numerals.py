"""Numbers as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.steps.numerals import cardinal, digits, number_word, spelled


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("1,200", (Decimal(1200), "")),
        ("3.4", (Decimal("3.4"), "")),
        ("1.2bn", (Decimal("1.2"), "bn")),
        ("5pc", (Decimal(5), "pc")),
        ("1½", (Decimal("1.5"), "")),
        ("½", (Decimal("0.5"), "")),
        ("1,20", None),
        ("3-1", None),
        ("Covid-19", None),
        ("", None),
    ],
)
def test_digits_are_read_with_separators_and_what_is_written_onto_them(
    word: str, expected: tuple[Decimal, str] | None
) -> None:
    assert digits(word) == expected


@given(st.integers(min_value=0, max_value=10**15))
def test_an_integer_reads_the_same_with_and_without_thousands_separators(number: int) -> None:
    assert digits(f"{number:,}") == digits(str(number)) == (Decimal(number), "")


@given(st.text())
def test_no_text_makes_the_readers_stumble(text: str) -> None:
    assert digits(text) is None or any(character.isdigit() or character in "½¼¾⅓⅔" for character in text)
    assert cardinal(text) is None or isinstance(cardinal(text), Decimal)


def test_number_words_are_cardinals_only() -> None:
    assert spelled("three hundred and five") == 305
    assert number_word("twenty")
    assert not any(number_word(word) for word in ("o", "os", "millions", "tens", "first", "a", "dozen"))
