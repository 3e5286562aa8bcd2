"""Krippendorff's alpha: his own worked examples, honest edges, and what must not change the figure."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.workflow.agreement import (
    ROUNDS,
    Agreement,
    Gap,
    Interval,
    Level,
    agreement,
    agreement_of,
    in_words,
    meaning,
    resampled,
)

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): the examples of its parts A, B and C; "." is missing.
BINARY = ("0100000010", "1110010000")
NAMES = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def findings(*coders: str) -> list[tuple[int, str, str]]:
    """One text a coder, one letter a unit."""
    return [
        (unit, f"coder {coder}", value)
        for coder, values in enumerate(coders)
        for unit, value in enumerate(values)
        if value != "."
    ]


@pytest.mark.parametrize(
    ("coders", "level", "alpha", "units", "pairs"),
    [
        (BINARY, Level.NOMINAL, 0.095, 10, 10),
        (NAMES, Level.NOMINAL, 0.692, 12, 12),
        (FOUR_OBSERVERS, Level.NOMINAL, 0.743, 11, 55),
        (FOUR_OBSERVERS, Level.ORDINAL, 0.815, 11, 55),
    ],
)
def test_the_published_examples_come_out_as_published(
    coders: tuple[str, ...], level: Level, alpha: float, units: int, pairs: int
) -> None:
    found = agreement(findings(*coders), level)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert (found.units, found.pairs) == (units, pairs)
    assert isinstance(found.interval, Interval)
    assert found.interval.low <= found.alpha <= found.interval.high


def test_the_distance_on_the_scale_matters_to_the_ordinal_figure_only() -> None:
    scale = "1234512345"
    near, far = "1234512344", "1234512341"
    assert agreement(findings(scale, near), Level.ORDINAL).alpha > agreement(findings(scale, far), Level.ORDINAL).alpha
    nominal = [agreement(findings(scale, other), Level.NOMINAL).alpha for other in ("1234512344", "1234512341")]
    assert nominal[0] == nominal[1]


@pytest.mark.parametrize(
    ("coders", "gap"),
    [
        ((), Gap.FEW_PAIRS),
        (("abc",), Gap.FEW_PAIRS),
        (("a..", "b.."), Gap.FEW_PAIRS),  # one claim is always exactly what chance gives
        (("a..", "b..", "a.."), Gap.FEW_PAIRS),
        (("a.b", ".ab"), Gap.FEW_PAIRS),
        (("aaa", "aaa"), Gap.ONE_VALUE),
        (("aab", "aa."), Gap.ONE_VALUE),  # the b stands alone
    ],
)
@pytest.mark.parametrize("level", Level)
def test_where_there_is_nothing_to_tell_the_reason_stands_in_place_of_the_figure(
    coders: tuple[str, ...], gap: Gap, level: Level
) -> None:
    found = agreement(findings(*coders), level)
    assert (found.alpha, found.interval) == (gap, gap)


def test_full_agreement_is_one_without_an_interval_that_would_claim_certainty() -> None:
    found = agreement(findings("ab" * 20, "ab" * 20), Level.NOMINAL)
    assert (found.alpha, found.interval) == (1.0, Gap.NO_DISAGREEMENT)


def test_one_odd_finding_among_equals_gives_no_interval() -> None:
    found = agreement(findings("a" * 19 + "b", "a" * 20), Level.NOMINAL)
    assert found.alpha == pytest.approx(0.0)
    assert found.interval == Gap.LITTLE_VARIATION


def test_a_coder_can_not_agree_with_themself() -> None:
    with pytest.raises(ValueError, match="two findings"):
        agreement([("claim", "rita", "True"), ("claim", "rita", "False")], Level.NOMINAL)


@pytest.mark.parametrize("level", Level)
def test_the_bootstrap_computes_what_the_library_would_of_every_sample(level: Level) -> None:
    counts = np.array([[2, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 3], [1, 0, 2]])
    drawn = np.random.default_rng(1).multinomial(12, [0.2] * 5, size=40)
    by_library = [
        krippendorff.alpha(value_counts=np.repeat(counts, times, axis=0), level_of_measurement=level.value)
        for times in drawn
    ]
    assert resampled(counts, drawn, level) == pytest.approx(by_library)


def test_the_interval_holds_the_true_figure_nineteen_times_in_twenty() -> None:
    """Coders who each err by chance; the true figure is that of very many units."""
    chance = random.Random(7)

    def coded(units: int) -> Agreement:
        found: Counter[tuple[str, ...]] = Counter()
        for _ in range(units):
            truth = chance.choice("abc")
            found[tuple(truth if chance.random() < 0.8 else chance.choice("abc") for _ in range(2))] += 1
        return agreement_of(found, Level.NOMINAL)

    true = coded(200_000).alpha
    held = sum(found.interval.low <= true <= found.interval.high for found in (coded(100) for _ in range(200)))  # type: ignore[union-attr]
    assert 180 <= held <= 198


def test_more_claims_make_the_interval_narrower() -> None:
    few, many = (agreement(findings(*(row * times for row in NAMES)), Level.NOMINAL) for times in (1, 10))
    assert isinstance(few.interval, Interval)
    assert isinstance(many.interval, Interval)
    assert many.interval.high - many.interval.low < (few.interval.high - few.interval.low) / 2


def test_the_same_findings_give_the_same_interval_at_every_look() -> None:
    assert agreement(findings(*NAMES), Level.NOMINAL) == agreement(findings(*NAMES), Level.NOMINAL)
    assert ROUNDS == 10_000


some_findings = st.dictionaries(
    st.tuples(st.integers(0, 7), st.sampled_from("xyz")), st.integers(1, 5), max_size=24
).map(lambda found: [(unit, coder, value) for (unit, coder), value in found.items()])


@given(some_findings, st.sampled_from(Level), st.randoms())
def test_neither_the_order_nor_the_names_of_coders_and_claims_change_anything(
    found: list[tuple[int, str, int]], level: Level, chance: random.Random
) -> None:
    coders = dict(zip("xyz", chance.sample(["rita", "tom", "uma"], 3), strict=True))
    units = dict(zip(range(8), chance.sample(range(100), 8), strict=True))
    renamed = [(units[unit], coders[coder], value) for unit, coder, value in found]
    chance.shuffle(renamed)
    assert agreement(renamed, level) == agreement(found, level)


@given(some_findings)
def test_the_names_of_the_ratings_do_not_change_the_nominal_figure(found: list[tuple[int, str, int]]) -> None:
    names = dict(zip(range(1, 6), "edabc", strict=True))
    named = agreement([(unit, coder, names[value]) for unit, coder, value in found], Level.NOMINAL)
    assert named.alpha == pytest.approx(agreement(found, Level.NOMINAL).alpha)


@given(some_findings)
def test_the_ordinal_figure_is_the_same_from_either_end_of_the_scale(found: list[tuple[int, str, int]]) -> None:
    turned = agreement([(unit, coder, 6 - value) for unit, coder, value in found], Level.ORDINAL)
    assert turned.alpha == pytest.approx(agreement(found, Level.ORDINAL).alpha)


@given(some_findings, st.sampled_from(Level))
def test_no_figure_is_ever_anything_but_a_number_up_to_one_or_a_reason(
    found: list[tuple[int, str, int]], level: Level
) -> None:
    result = agreement(found, level)
    assert isinstance(result.alpha, Gap) or -1 <= result.alpha <= 1
    assert isinstance(result.interval, Gap) or -1 <= result.interval.low <= result.interval.high <= 1
    by_unit: dict[int, int] = Counter(unit for unit, _, _ in found)
    assert result.pairs == sum(len(list(combinations(range(n), 2))) for n in by_unit.values())
    assert "nan" not in in_words(result)
    assert meaning(result).endswith(".")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            Agreement(Level.NOMINAL, 34, 34, 0.712, Interval(0.518, 0.861)),
            "Krippendorff's alpha 0.71 (nominal, 95 % 0.52 to 0.86, 34 pairs)",
        ),
        (
            Agreement(Level.ORDINAL, 2, 1234, -0.204, Interval(-0.5, -0.001)),
            "Krippendorff's alpha −0.20 (ordinal, 95 % −0.50 to 0.00, 1,234 pairs)",
        ),
        (
            Agreement(Level.NOMINAL, 9, 9, 1.0, Gap.NO_DISAGREEMENT),
            "Krippendorff's alpha 1.00 (nominal, 9 pairs; no interval: nobody has disagreed yet)",
        ),
        (
            Agreement(Level.NOMINAL, 1, 1, Gap.FEW_PAIRS, Gap.FEW_PAIRS),
            "No figure (nominal, 1 pair): fewer than two claims have findings of two reviewers.",
        ),
    ],
)
def test_the_figure_is_said_in_words(result: Agreement, words: str) -> None:
    assert in_words(result) == words


@pytest.mark.parametrize(
    ("alpha", "interval", "words"),
    [
        (0.9, Interval(0.85, 0.95), "rely on their findings (0.80 and more)."),
        (0.9, Interval(0.7, 1.0), "(0.80 and more); but the true figure may be as low as 0.70."),
        (0.7, Interval(0.68, 0.75), "tentative conclusions only (0.67 to 0.80)."),
        (0.3, Interval(-0.1, 0.5), "(below 0.67); but the true figure may be as low as −0.10."),
        (0.0, Interval(-0.1, 0.5), "no more often than by chance."),
        (1.0, Gap.NO_DISAGREEMENT, "how sure this is can't be said yet."),
        (Gap.FEW_PAIRS, Gap.FEW_PAIRS, "not all alike."),
    ],
)
def test_one_sentence_says_what_the_figure_means(alpha: float | Gap, interval: Interval | Gap, words: str) -> None:
    assert meaning(Agreement(Level.NOMINAL, 20, 20, alpha, interval)).endswith(words)
