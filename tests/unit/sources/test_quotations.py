"""Where a pasted quotation stands."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.quotations import QuotationAmbiguous, QuotationNotFound, locate

WORDS = st.lists(st.text(st.sampled_from("abcé𝔘.(*"), min_size=1, max_size=4), min_size=1, max_size=12, unique=True)


@given(WORDS, st.data())
def test_words_of_the_text_are_found_where_they_stand(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quotation = " ".join(words[first : last + 1])
    assume(text.count(quotation) == 1)
    start, end = locate(text, quotation)
    assert text[start:end] == quotation


def test_line_breaks_and_spaces_may_differ() -> None:
    assert locate("He said that\n\nNATO  will act.", " that NATO\nwill ") == (8, 24)


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert locate("the cafe\u0301s".replace("e\u0301", "é"), "cafe\u0301s") == (4, 9)


def test_words_that_do_not_stand_there_are_refused_with_the_remedy() -> None:
    with pytest.raises(QuotationNotFound, match="“NATO won't act” does not stand in this snapshot; paste") as refused:
        locate("NATO will act", "NATO won't act")
    assert refused.value.field == "quotation"


def test_words_that_stand_twice_are_refused_with_their_number() -> None:
    with pytest.raises(QuotationAmbiguous, match="stands 2 times in this snapshot; paste more words"):
        locate("NATO met. NATO left.", "NATO")


def test_overlapping_places_count() -> None:
    with pytest.raises(QuotationAmbiguous, match="2 times"):
        locate("banana", "ana")


def test_an_empty_quotation_is_refused() -> None:
    with pytest.raises(QuotationNotFound, match="empty"):
        locate("NATO", " \n ")
