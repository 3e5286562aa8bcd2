"""Odd characters are read as the plain ones that they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.steps.characters import clean


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5\u00a0million\u2009euros", "5 million euros"),
        ("\ufeffThe min\u00adister re\u200bsigned", "The minister resigned"),
        ("One.\r\n\r\nTwo.\rThree.\u2028Four.", "One.\n\nTwo.\nThree.\nFour."),
        ("cafe\u0301 and nai\u0308ve", "café and naïve"),
        ("🚨 Storm hits 🇩🇰 Denmark 🎉", "Storm hits Denmark "),
        ("Bob 👩\u200d🚒 Ray", "Bob Ray"),
        ("``Taxes fell,'' he said.", "“Taxes fell,” he said."),
        ("AT&amp;T&nbsp;paid &pound;5", "AT&T paid £5"),
        ("the of\ufb01ce", "the office"),
        ("It''s plain & ‘quoted’ – text…", "It''s plain & ‘quoted’ – text…"),
        ("• an item\n▪ another", "• an item\n▪ another"),
    ],
)
def test_an_odd_character_is_read_as_a_plain_one(text: str, read: str) -> None:
    assert clean(text).text == read


@given(st.text(alphabet=st.characters() | st.sampled_from("\u00a0\u200b\u0301\r\n🚨\ufe0f\u200d& ")))
def test_every_character_that_is_read_stands_in_the_document(document: str) -> None:
    legible = clean(document)
    before = 0
    for k in range(len(legible.text)):
        start, end = legible.place(k, k + 1)
        assert before <= start < end <= len(document)
        before = start
