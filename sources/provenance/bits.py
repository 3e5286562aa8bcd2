"""Sets of numbers, for what many places of a graph hand on to each other.

A set is the bits of each block of 1,024 numbers that has any: few of a million and most of a thousand are both small.
It is never changed, so that all who have the same may share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Numbers = Mapping[int, int]

_BLOCK = 1024
NONE: Numbers = {}


def only(number: int) -> Numbers:
    """The set of one number."""
    return {number // _BLOCK: 1 << number % _BLOCK}


def union(sets: Iterable[Numbers]) -> Numbers:
    """All numbers of all; one of the sets itself where that has them."""
    whole = NONE
    own: dict[int, int] = {}
    for numbers in sets:
        if not whole:
            whole = numbers
        elif numbers is not whole:
            more = [(block, bits) for block, bits in numbers.items() if bits & ~whole.get(block, 0)]
            if more and not own:
                whole = own = dict(whole)
            for block, bits in more:
                own[block] = own.get(block, 0) | bits
    return whole


def each(numbers: Numbers) -> Iterator[int]:
    """The numbers of a set, from the least."""
    for block in sorted(numbers):
        bits = numbers[block]
        while bits:
            least = bits & -bits
            yield block * _BLOCK + least.bit_length() - 1
            bits ^= least
