from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sources.provenance.directions import Copyable, direction

NOON = datetime(2026, 1, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 1, 23, 12, tzinfo=UTC)
THURSDAY, FRIDAY = date(2026, 1, 22), date(2026, 1, 23)


def text(name: str, captured: datetime = NOON, **known: object) -> Copyable:
    return Copyable(name, captured, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("original", "copy", "reason"),
    [
        (text("A", LATER, published=THURSDAY), text("B", published=FRIDAY), "published on 2026-01-22, B on 2026-01-23"),
        (text("A", published=THURSDAY), text("B", published=FRIDAY, by_agency=True), "published on 2026-01-22"),
        (text("A", LATER, by_agency=True), text("B"), "A was published by a news agency, B was not"),
        (
            text("A", LATER, published=THURSDAY, by_agency=True),
            text("B", published=THURSDAY, credits=True),
            "published by a news agency",
        ),
        (text("A", LATER, credits=True), text("B"), "A credits a news agency, B credits none"),
        (text("A", LATER, credits=True), text("B", published=THURSDAY), "A credits a news agency"),
        (text("A"), text("B", LATER), "A was captured before B; nothing else tells"),
    ],
)
def test_one_of_two_like_texts_is_the_original_for_a_reason(original: Copyable, copy: Copyable, reason: str):
    one, other = direction(original, copy), direction(copy, original)
    assert one is not None
    assert other is not None
    assert (one.original, other.original) == ("a", "b")
    assert reason in one.because
    assert (one.because, one.factor) == (other.because, other.factor)


def test_where_nothing_tells_two_texts_apart_neither_is_the_original():
    assert direction(text("A", published=THURSDAY), text("B", published=THURSDAY)) is None


def test_the_day_says_more_than_the_credit_and_the_credit_more_than_the_capture():
    by_day = direction(text("A", published=THURSDAY), text("B", published=FRIDAY))
    before_agency = direction(text("A", published=THURSDAY), text("B", published=FRIDAY, by_agency=True))
    by_agency = direction(text("A", by_agency=True), text("B"))
    by_credit = direction(text("A", credits=True), text("B"))
    by_capture = direction(text("A"), text("B", LATER))
    factors = [each.factor for each in (by_day, by_agency, by_credit, before_agency, by_capture) if each]
    assert len(factors) == 5
    assert factors == sorted(factors, reverse=True)
