from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.provenance.lettering import clean, isolate, runs_right_to_left, safe_address, shorten, width, wrap

ROOMS = st.floats(30, 300)


@given(st.text())
def test_cleaned_text_is_one_line_without_anything_that_is_not_seen(text: str):
    kept = clean(text)
    assert clean(kept) == kept
    assert kept == " ".join(kept.split())
    assert not {each for each in kept if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")}


def test_accents_stay_and_towers_of_them_fall():
    assert clean("Nguye\u0302\u0303n") == "Nguyễn"
    assert clean("a" + "\u0334" * 50 + "b") == "a" + "\u0334" * 3 + "b"


def test_a_wide_letter_takes_more_room_than_a_narrow_one():
    assert width("ill", 14) < width("was", 14) < width("WWW", 14) < width("漢字字", 14)
    assert width("é", 14) == width("e", 14)
    assert width("e\u0301", 14) == width("e", 14)
    assert width("was", 14) < width("was", 14, heavy=True)


@given(st.text().map(clean), ROOMS, st.integers(1, 4))
def test_every_line_fits(text: str, room: float, lines: int):
    found = wrap(text, room, 14, lines=lines)
    assert len(found) <= lines
    assert all(width(line, 14) <= room for line in found)
    assert all(line == line.strip() and line for line in found)


@given(st.text().map(clean), ROOMS)
def test_nothing_is_lost_or_added_where_there_are_lines_enough(text: str, room: float):
    assert "".join(wrap(text, room, 14, lines=10_000)).replace(" ", "") == text.replace(" ", "")


def test_lines_break_between_words_and_an_ellipsis_says_that_it_goes_on():
    assert wrap("one two three four", 50, 14, lines=9) == ["one", "two", "three", "four"]
    assert wrap("one two three four", 70, 14, lines=2) == ["one two", "three …"]
    assert wrap("incomprehensibilities", 70, 14, lines=9) == ["incompre", "hensibilit", "ies"]
    assert wrap("", 70, 14, lines=3) == []


@given(st.text().map(clean), ROOMS)
def test_a_shortened_line_fits_and_begins_as_before(text: str, room: float):
    short = shorten(text, room, 12)
    assert width(short, 12) <= room
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "leftward"),
    [("Rutte", False), ("محمد", True), ("1951: גרינלנד", True), ('NATO נאט"ו', False), ("1951", False), ("", False)],
)
def test_the_first_letter_says_which_way_a_text_runs(text: str, leftward: bool):
    assert runs_right_to_left(text) == leftward


def test_a_text_that_may_turn_its_neighbours_is_isolated():
    assert isolate('NATO נאט"ו') == '\u2068NATO נאט"ו\u2069'
    assert isolate("Rutte") == "Rutte"


@pytest.mark.parametrize("address", ["https://a.example/b?c=d#e", "HTTP://a.example", "/admin/", "?a=1", "#b"])
def test_addresses_of_pages_are_safe(address: str):
    assert safe_address(address) == address


def test_what_browsers_drop_from_an_address_is_dropped():
    assert safe_address(" https://a.example/\n") == "https://a.example/"
    assert safe_address("java\tscript:alert(1)") == ""


@given(st.text())
def test_no_address_but_of_a_page_is_safe(address: str):
    kept = safe_address(address)
    assert not kept or kept.startswith(("/", "?", "#")) or kept.lower().startswith(("http://", "https://"))
    assert not kept.startswith("//")
