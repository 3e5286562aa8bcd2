"""Which of two texts that are alike is the original. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# How sure it is that the first of two has it from nobody: to be multiplied with the confidence that they are copies.
_EARLIER_DAY = 0.9
_EARLIER_THAN_AGENCY = 0.6  # an agency dates its report by the last change
_AGENCY = 0.85
_CREDITS = 0.75
_EARLIER_CAPTURE = 0.5  # says when we came, not when they wrote


@dataclass(frozen=True, slots=True)
class Copyable:
    """What is known of a text that is like another. name: how the reason calls it. by_agency: whether a news agency
    published it; credits: whether it credits one."""

    name: str
    captured: datetime
    published: date | None = None
    by_agency: bool = False
    credits: bool = False


@dataclass(frozen=True, slots=True)
class Direction:
    """original: which of the two it is. factor: how sure, 0 to 1. because: a sentence for people."""

    original: Literal["a", "b"]
    factor: float
    because: str


def direction(a: Copyable, b: Copyable) -> Direction | None:
    """Which of two like texts the other was taken from: the one of an earlier day, else an agency's own, else the one
    that credits an agency, else the one that was captured first; None where nothing tells them apart."""
    if a.published and b.published and a.published != b.published:
        first, second = (a, b) if a.published < b.published else (b, a)
        factor = _EARLIER_THAN_AGENCY if second.by_agency and not first.by_agency else _EARLIER_DAY
        because = f"{first.name} was published on {first.published}, {second.name} on {second.published}"
    elif a.by_agency != b.by_agency:
        first, second = (a, b) if a.by_agency else (b, a)
        factor, because = _AGENCY, f"{first.name} was published by a news agency, {second.name} was not"
    elif a.credits != b.credits:
        first, second = (a, b) if a.credits else (b, a)
        factor, because = _CREDITS, f"{first.name} credits a news agency, {second.name} credits none"
    elif a.captured != b.captured:
        first, second = (a, b) if a.captured < b.captured else (b, a)
        factor, because = _EARLIER_CAPTURE, f"{first.name} was captured before {second.name}; nothing else tells"
    else:
        return None
    return Direction("a" if first is a else "b", factor, f"{because}.")
