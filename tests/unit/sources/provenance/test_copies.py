from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.provenance.copies import BANDS, COPIED, MIN_WORDS, Likeness, compare, estimate, fingerprint

ARTICLE = (
    "The prime minister said on Thursday that it was now up to the commanders of the alliance to work through the "
    "details of extra security requirements in the far north. He had no doubt that this could be done quite fast, he "
    "told reporters in Davos, and he hoped for early in the year. Allies outside of the Arctic would want to "
    "contribute to the effort as well. The deal that was struck the day before says nothing about minerals."
)
OTHER = (
    "Farmers in the south have sown less wheat than in any spring of the past ten years because seed and fuel cost too "
    "much for most of them, a union of growers found when it asked four hundred of its members about their fields."
)

words = st.lists(st.sampled_from("a b c d e f g Straße İ don't 25% naïve".split()), min_size=0, max_size=120)
texts = st.lists(st.sampled_from(["a ", "b ", "c, ", "Dd\n", "é… ", "“x” "]), max_size=150).map("".join)


def said(passage: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"\w+", passage)]


def numbered(count: int, first: int = 0) -> str:
    return " ".join(f"word{number}" for number in range(first, first + count))


def found(a: str, b: str) -> Likeness:
    likeness = compare(a, b)
    assert likeness is not None
    return likeness


def longest_common(a: list[str], b: list[str]) -> int:
    """By the textbook's table."""
    best, row = 0, [0] * (len(b) + 1)
    for word in a:
        row = [0, *(row[at] + 1 if other == word else 0 for at, other in enumerate(b))]
        best = max(best, *row)
    return best


# Fingerprints


def test_a_fingerprint_is_the_same_whatever_the_process():
    code = f"from sources.provenance.copies import fingerprint; print(fingerprint({ARTICLE!r}))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {repr(fingerprint(ARTICLE))}


def test_fingerprints_that_were_kept_stay_good():
    """Whoever changes this value has to make every fingerprint in every database anew."""
    assert (
        hashlib.sha256(fingerprint(ARTICLE).values).hexdigest()
        == "e9f56650bb76685d515dbd6b5d7ef4aeee8128ef8074272f6d0f0d45d6a30501"
    )


def test_case_blanks_and_punctuation_do_not_count():
    shouted = re.sub(r"[ ,.]+", "  –  ", ARTICLE).upper()
    assert fingerprint(shouted) == fingerprint(ARTICLE)


def test_bands_fit_a_signed_column_of_64_bits():
    bands = [band for text in (ARTICLE, OTHER) for band in fingerprint(text).bands]
    assert len(set(bands)) == 2 * BANDS
    assert min(bands) < 0 < max(bands)
    assert all(-(2**63) <= band < 2**63 for band in bands)


def test_a_text_of_few_words_has_no_bands():
    assert fingerprint(numbered(MIN_WORDS)).bands
    assert fingerprint(numbered(MIN_WORDS - 1)).bands == ()
    assert fingerprint("").words == 0


def test_a_copy_with_a_few_words_changed_shares_a_band_and_another_text_does_not():
    edited = ARTICLE.replace("prime minister", "premier").replace("quite fast", "soon")
    assert set(fingerprint(ARTICLE).bands) & set(fingerprint(edited).bands)
    assert not set(fingerprint(ARTICLE).bands) & set(fingerprint(OTHER).bands)


@pytest.mark.parametrize("changed", [0, 2, 5, 10, 20, 40])
def test_the_estimate_is_near_the_jaccard_index(changed: int):
    chance = random.Random(changed)
    original = numbered(3_000).split()
    edited = [f"other{at}" if chance.random() < changed / 100 else word for at, word in enumerate(original)]
    shingles = [{tuple(text[at : at + 5]) for at in range(len(text) - 4)} for text in (original, edited)]
    jaccard = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    estimated = estimate(fingerprint(" ".join(original)), fingerprint(" ".join(edited)))
    assert estimated == pytest.approx(jaccard, abs=4 * 0.0442)  # four standard errors


def test_likely_copies_are_found_and_unlikely_ones_mostly_not():
    """32 bands of 4: a Jaccard index of 0.6 is found in 98.8% of cases, one of 0.1 in 0.3%."""
    original = numbered(1_000)
    bands = set(fingerprint(original).bands)
    assert all(
        bands & set(fingerprint(original + " " + numbered(600, 5_000 + n)).bands) for n in range(0, 20_000, 1_000)
    )
    hits = sum(
        bool(bands & set(fingerprint(numbered(200) + numbered(900, n)).bands)) for n in range(5_000, 25_000, 1_000)
    )
    assert hits <= 2


# Comparison


@given(texts)
def test_a_text_is_a_copy_of_itself(text: str):
    likeness = compare(text, text)
    if len(said(text)) < MIN_WORDS:
        assert likeness is None
    else:
        assert likeness is not None
        assert (likeness.in_a, likeness.in_b, likeness.copy, likeness.words) == (1, 1, True, len(said(text)))
        assert said(text[likeness.a_start : likeness.a_end]) == said(text)


@settings(max_examples=200)
@given(texts, texts)
def test_the_longest_passage_is_the_longest_and_says_the_same_in_both(a: str, b: str):
    likeness = compare(a, b)
    if likeness is None:
        return
    one, other = said(a[likeness.a_start : likeness.a_end]), said(b[likeness.b_start : likeness.b_end])
    assert one == other
    assert len(one) == likeness.words == longest_common(said(a), said(b))


@given(texts, texts)
def test_shares_are_those_of_the_sets_of_shingles(a: str, b: str):
    one, other = ({tuple(said(text)[at : at + 5]) for at in range(len(said(text)) - 4)} for text in (a, b))
    likeness = compare(a, b)
    if min(len(said(a)), len(said(b))) < MIN_WORDS or not one & other:
        assert likeness is None
    else:
        assert likeness is not None
        assert likeness.in_b == pytest.approx(len(one & other) / len(one))
        assert likeness.in_a == pytest.approx(len(one & other) / len(other))
        assert 0 <= likeness.confidence <= 1


@given(st.integers(MIN_WORDS, 200), st.integers(0, 300), st.integers(0, 300))
def test_paragraphs_before_and_after_leave_the_text_a_copy(count: int, before: int, after: int):
    story = numbered(count)
    likeness = found(story, f"{numbered(before, 1_000)}\n{story}\n{numbered(after, 5_000)}")
    assert likeness.in_b == 1
    assert likeness.copy
    assert (likeness.a_start, likeness.a_end) == (0, len(story))


@given(words, words)
def test_texts_without_a_word_in_common_are_not_alike(a: list[str], b: list[str]):
    assert compare(" ".join(a), " ".join(f"other{word}" for word in b)) is None


def test_the_passage_is_given_as_it_stands_in_each():
    a = f"{OTHER} “{ARTICLE}”"
    b = f"DAVOS (Reuters) - {ARTICLE.upper()} {numbered(30)}"
    likeness = found(a, b)
    assert a[likeness.a_start : likeness.a_end] == ARTICLE.rstrip(".")
    assert b[likeness.b_start : likeness.b_end] == ARTICLE.upper().rstrip(".")


def test_a_short_quotation_in_two_long_texts_is_no_copy():
    quotation = "it is now up to the commanders to work through the details of what is needed there"
    likeness = found(f"{numbered(300)} {quotation}", f"{quotation} {numbered(300, 1_000)}")
    assert not likeness.copy
    assert likeness.confidence < 0.1
    assert likeness.words == len(quotation.split())


def test_the_surer_the_more_is_the_same():
    def sure(kept: int, of: int = 400) -> float:
        return found(numbered(of), numbered(kept) + " " + numbered(of - kept, 10_000)).confidence

    rising = [sure(kept) for kept in (50, 150, 250, 350, 400)]
    assert rising == sorted(rising)
    assert rising[-1] > 0.99
    assert found(numbered(30), numbered(30)).confidence < 0.7  # so few words may be one statement in two papers


def test_half_of_the_shorter_text_makes_a_copy():
    def likeness(kept: int) -> Likeness:
        return found(numbered(204), numbered(kept) + " " + numbered(1_000, 10_000))

    assert likeness(104).in_b == COPIED
    assert likeness(104).copy
    assert not likeness(103).copy


def test_long_and_monotonous_texts_are_compared():
    """What is quadratic in any step would take hours here."""
    likeness = found("ha " * 150_000, "ha " * 150_000 + "ho")
    assert likeness.words == 150_000
    assert found(numbered(100_000), numbered(100_000, 50_000)).words == 50_000
