"""Whether two texts are one: a fingerprint to find likely copies among many, and the exact comparison of two.

Pure. Texts are compared by their words in lower case; punctuation and blanks, which every house sets its own way, don't
count. What is counted is shingles: runs of SHINGLE words (Broder, "On the resemblance and containment of documents",
1997).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 5  # words
MIN_WORDS = 25  # fewer say nothing: two short texts may well be alike by chance
PERMUTATIONS = 128  # the standard error of an estimate is then at most 0.044
BANDS = 32  # of PERMUTATIONS // BANDS values: with 4, a Jaccard index of (1/32) ** (1/4) = 0.42 is found half the time
COPIED = 0.5  # share of the shorter text's shingles that makes it a copy
_SEED = 1  # a fingerprint is kept: neither this nor the scheme may ever change without making all of them anew
_SCHEME = "affine32"
_CHUNK = 4_096  # shingles permuted at a time: 128 x 4,096 x 4 bytes

_WORD = re.compile(r"\w+")

# What a copy of few words is worth: at this many shared shingles confidence is halfway to its most. Two articles that
# quote one statement of 20 words need not have copied from each other. For longer ones half the shingles say a lot:
# of a text with every eighth word changed half are left.
_HALFWAY = 20


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """values: PERMUTATIONS MinHash values of 32 bits, little-endian. bands: signed 64-bit keys; two texts that share
    one may be copies; a text of fewer than MIN_WORDS words has none. words: how many it has."""

    values: bytes
    bands: tuple[int, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two texts a and b is the same.

    in_b is the share of a's shingles that b has, in_a that of b's that a has, 0 to 1. The longest passage that both
    have stands in a[a_start:a_end] and b[b_start:b_end], code points, and has `words` words. copy: whether the shorter
    is one of the other, or of a part of it; confidence: how sure that is.
    """

    in_b: float
    in_a: float
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    copy: bool
    confidence: float


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text, the same in every process and on every machine. Linear."""
    import numpy as np

    words = [match.casefold() for match in _WORD.findall(text)]
    minhash = _empty().copy()
    hashes = _shingle_hashes(words)
    for start in range(0, len(hashes), _CHUNK):
        minhash.update_batch(hashes[start : start + _CHUNK].tolist())
    values = np.asarray(minhash.hashvalues, dtype="<u4")
    return Fingerprint(
        values=values.tobytes(),
        bands=_bands(values) if len(words) >= MIN_WORDS else (),
        words=len(words),
    )


def estimate(one: Fingerprint, other: Fingerprint) -> float:
    """An estimate of the Jaccard index of two texts: shingles in both by shingles in either. The standard error is at
    most 0.044."""
    import numpy as np

    values, others = (np.frombuffer(each.values, dtype="<u4") for each in (one, other))
    return float(np.mean(values == others))


def compare(a: str, b: str) -> Likeness | None:
    """What two texts have in common, exactly; None where they share no shingle, or one has fewer than MIN_WORDS words.

    Takes n log² n for n words in both, all of it in numpy.
    """
    import numpy as np

    matches_a, matches_b = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    if min(len(matches_a), len(matches_b)) < MIN_WORDS:
        return None
    numbers: dict[str, int] = {}
    words = [numbers.setdefault(match[0].casefold(), len(numbers)) for match in (*matches_a, *matches_b)]
    runs = _Runs(np.array(words, dtype=np.int64), len(matches_a))
    shingles_a, shingles_b = (np.unique(ids) for ids in runs.of(SHINGLE))
    shared = len(np.intersect1d(shingles_a, shingles_b, assume_unique=True))
    if not shared:
        return None
    length, at_a, at_b = runs.longest()
    in_b, in_a = shared / len(shingles_a), shared / len(shingles_b)
    share = max(in_b, in_a)
    return Likeness(
        in_b=in_b,
        in_a=in_a,
        a_start=matches_a[at_a].start(),
        a_end=matches_a[at_a + length - 1].end(),
        b_start=matches_b[at_b].start(),
        b_end=matches_b[at_b + length - 1].end(),
        words=length,
        copy=share >= COPIED,
        confidence=(1 - (1 - share) ** 2) * (1 - 2 ** (-shared / _HALFWAY)),
    )


@cache
def _empty() -> Any:
    """A MinHash of nothing. Imported when needed: it takes half a second."""
    from datasketch.minhash import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=_SEED, scheme=_SCHEME, hashfunc=int)


def _shingle_hashes(words: list[str]) -> NDArray[np.uint32]:
    """A 32-bit hash of each different shingle: a polynomial in the 64-bit hashes of its words, of which the upper half
    is kept. A text of fewer words has none."""
    import numpy as np

    hashed = {word: _hash64(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    each = np.array([hashed[word] for word in words], dtype=np.uint64)
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, dtype=np.uint32)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        # Odd and large (2 ** 64 by the golden ratio, Knuth's multiplicative hashing); overflow is the modulo.
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + each[offset : offset + count]
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def _hash64(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def _bands(values: NDArray[np.uint32]) -> tuple[int, ...]:
    """A key for each band of values (locality-sensitive hashing: Leskovec, Rajaraman, Ullman, "Mining of Massive
    Datasets", 3.4). The number of the band is in it: equal values in different bands are no match."""
    rows = values.reshape(BANDS, -1)
    keys = (_hash64(number.to_bytes(1, "little") + row.tobytes()) for number, row in enumerate(rows))
    return tuple(key - (1 << 64) if key >> 63 else key for key in keys)


class _Runs:
    """The runs of words of two texts by number: equal runs have equal numbers, exactly, with no hash in between.

    Runs of twice the length are pairs of runs (the doubling of Karp, Miller and Rosenberg, 1972), and runs of any
    length are pairs that overlap.
    """

    def __init__(self, words: NDArray[np.int64], border: int) -> None:
        """words: the numbers of both texts' words, one after the other; border: how many are the first's."""
        self._doubled = [words]
        self._border = border
        self._shortest = min(border, len(words) - border)

    def of(self, length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of the runs that begin at each word, of the first text and of the second."""
        level = length.bit_length() - 1
        while len(self._doubled) <= level:
            last = self._doubled[-1]
            self._doubled.append(self._paired(last, 1 << (len(self._doubled) - 1)))
        numbers = self._doubled[level]
        shift = length - (1 << level)
        if shift:
            numbers = self._paired(numbers, shift)
        # A run that crosses the border is in neither text.
        return numbers[: max(0, self._border - length + 1)], numbers[self._border :]

    def longest(self) -> tuple[int, int, int]:
        """The longest run that both texts have: its length, and at which word of each it begins; the first in the first
        text if there are several. (0, 0, 0) where they share no word."""
        import numpy as np

        low, high = 0, self._shortest
        # If there is a common run of some length, there is one of every shorter length.
        step = 1
        while low < high and step <= high and self._common(step):
            low, step = step, step * 2
        high = min(high, step - 1)
        while low < high:
            middle = (low + high + 1) // 2
            if self._common(middle):
                low = middle
            else:
                high = middle - 1
        if not low:
            return 0, 0, 0
        first, second = self.of(low)
        at = int(np.argmax(np.isin(first, second)))
        return low, at, int(np.argmax(second == first[at]))

    def _common(self, length: int) -> bool:
        import numpy as np

        first, second = self.of(length)
        return bool(np.isin(first, second).any())

    @staticmethod
    def _paired(numbers: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
        """New numbers for pairs of a run and the one that begins `shift` words later."""
        import numpy as np

        pairs = numbers[:-shift] * (int(numbers.max(initial=0)) + 1) + numbers[shift:]
        return np.unique(pairs, return_inverse=True)[1].astype(np.int64)
