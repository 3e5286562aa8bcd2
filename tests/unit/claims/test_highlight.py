"""Overlapping claims laid flat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.highlight import Segment, Span, paragraphs, segments

TEXTS = st.text(st.sampled_from("ab é\n𝔘"), min_size=1, max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and any spans in it: nested, crossing, equal."""
    text = draw(TEXTS)
    places = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=12))
    spans = [Span(str(i), min(a, b - 1), max(a + 1, b)) for i, (a, b) in enumerate(places)]
    return text, spans


@given(marked_texts())
def test_the_segments_joined_are_the_text(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    assert "".join(segment.text for segment in segments(text, spans)) == text


@given(marked_texts())
def test_every_segment_lists_exactly_the_claims_that_cover_it(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    for segment in segments(text, spans):
        for place in range(segment.start, segment.end):
            assert set(segment.keys) == {span.key for span in spans if span.start <= place < span.end}


@given(marked_texts())
def test_every_claim_starts_in_exactly_one_segment(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    cut = list(segments(text, spans))
    assert sorted(key for segment in cut for key in segment.starting) == sorted(span.key for span in spans)
    again = [piece for line in paragraphs(cut) for piece in line]
    starts = [key for piece in again for key in piece.starting]
    assert len(starts) == len(set(starts))


@given(marked_texts())
def test_the_paragraphs_joined_are_the_text_and_keep_their_places(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    lines = list(paragraphs(segments(text, spans)))
    assert "\n".join("".join(piece.text for piece in line) for line in lines) == text
    for line in lines:
        for piece in line:
            assert text[piece.start : piece.end] == piece.text


def test_the_innermost_claim_comes_last() -> None:
    cut = list(segments("abcdef", [Span("inner", 2, 4), Span("outer", 0, 6)]))
    assert [(segment.text, segment.keys) for segment in cut] == [
        ("ab", ("outer",)),
        ("cd", ("outer", "inner")),
        ("ef", ("outer",)),
    ]


def test_a_text_without_claims_is_one_segment() -> None:
    assert list(segments("abc", [])) == [Segment(0, "abc")]


@pytest.mark.parametrize(("start", "end"), [(0, 4), (2, 2), (3, 1)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside the text of 3 characters"):
        list(segments("abc", [Span("x", start, end)]))
