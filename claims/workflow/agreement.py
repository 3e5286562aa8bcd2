"""How far independent reviewers agree: Krippendorff's alpha, and an interval that says how sure the figure is. Pure.

alpha = 1 - observed / expected disagreement: 1 is full agreement, 0 what chance alone would give. The figure is by the
library krippendorff. Source: Krippendorff, Content Analysis (2nd edition, 2004), chapter 11; Hayes and Krippendorff,
Answering the Call for a Standard Reliability Measure for Coding Data (2007).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import krippendorff
import numpy as np

ROUNDS = 10_000
SEED = 2004  # fixed: the same findings give the same interval at every look
LEAST_VARIED = 0.95  # share of the rounds that must hold more than one value for their spread to say anything
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff 2004, p. 241

Value = TypeVar("Value", str, int)
Floats = np.ndarray[Any, np.dtype[np.float64]]


class Level(StrEnum):
    """How far apart two values are: apart or not; or by how many findings lie between them on the scale."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


class Gap(StrEnum):
    """Why a figure or its interval can't be given."""

    FEW_PAIRS = "fewer than two claims have findings of two reviewers"
    ONE_VALUE = "all findings are the same, so that agreement can't be told from chance"
    NO_DISAGREEMENT = "nobody has disagreed yet"
    LITTLE_VARIATION = "the findings vary too little"


@dataclass(frozen=True)
class Interval:
    """95 % of the rounds of the bootstrap lie between these."""

    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """units: how many have at least two findings; pairs: of findings of two coders on the same unit."""

    level: Level
    units: int
    pairs: int
    alpha: float | Gap
    interval: Interval | Gap


def agreement(findings: Iterable[tuple[Hashable, Hashable, Value]], level: Level) -> Agreement:
    """Agreement over (unit, coder, value). A coder has one finding on a unit; units with one finding don't count."""
    units: defaultdict[Hashable, dict[Hashable, Value]] = defaultdict(dict)
    for unit, coder, value in findings:
        if coder in units[unit]:
            raise ValueError(f"Coder {coder} has two findings on unit {unit}; agreement is between coders.")
        units[unit][coder] = value
    return agreement_of(Counter(tuple(found.values()) for found in units.values()), level)


def agreement_of(units: Mapping[tuple[Value, ...], int], level: Level) -> Agreement:
    """Agreement over the values that units got, each with how many units got just these; their order says nothing."""
    paired: Counter[tuple[Value, ...]] = Counter()
    for values, number in units.items():
        if len(values) > 1:
            paired[tuple(sorted(values))] += number
    count = paired.total()
    pairs = sum(number * len(values) * (len(values) - 1) // 2 for values, number in paired.items())
    domain = sorted({value for values in paired for value in values})
    if count < 2:
        return Agreement(level, count, pairs, Gap.FEW_PAIRS, Gap.FEW_PAIRS)
    if len(domain) < 2:
        return Agreement(level, count, pairs, Gap.ONE_VALUE, Gap.ONE_VALUE)
    patterns = sorted(paired)
    counts = np.array([[values.count(value) for value in domain] for values in patterns])
    times = np.array([paired[values] for values in patterns])
    return Agreement(level, count, pairs, _alpha(counts, times, domain, level), _interval(counts, times, level))


def _alpha(counts: Any, times: Any, domain: Sequence[Value], level: Level) -> float:
    every = np.repeat(counts, times, axis=0)
    return float(krippendorff.alpha(value_counts=every, value_domain=domain, level_of_measurement=level.value))


def _interval(counts: Any, times: Any, level: Level) -> Interval | Gap:
    """The middle 95 % of alpha over ROUNDS samples of the units, drawn with replacement.

    Whole units are drawn, since the findings on one unit hang together (Zapf and others 2016, BMC Medical Research
    Methodology 16:93); Hayes and Krippendorff draw single pairs. How often each pattern of values comes is all that
    alpha asks of a sample, so that is what is drawn, and the price doesn't grow with the units.
    """
    if not (np.count_nonzero(counts, axis=1) > 1).any():
        return Gap.NO_DISAGREEMENT
    units = times.sum()
    drawn = np.random.default_rng(SEED).multinomial(units, times / units, size=ROUNDS)
    alphas = resampled(counts, drawn, level)
    if alphas.size < LEAST_VARIED * ROUNDS:
        return Gap.LITTLE_VARIATION
    low, high = np.quantile(alphas, [0.025, 0.975])
    return Interval(float(low), float(high))


def resampled(counts: Any, drawn: Any, level: Level) -> Floats:
    """Alpha of each sample that has one, that is, more than one value.

    counts: (patterns, values), how many coders gave each value; drawn: (samples, patterns), how many units each has.
    The library computes one sample at a time; this is its formula (Krippendorff 2004, section 11.3) over all at once.
    """
    coders = counts.sum(axis=1)
    ordered_pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(counts.shape[1])
    coincidences = np.tensordot(drawn, ordered_pairs / (coders - 1)[:, None, None], axes=1)
    frequencies = coincidences.sum(axis=2)
    distances = _distances(frequencies, level)
    observed = (coincidences * distances).sum(axis=(1, 2))
    by_chance = (frequencies[:, :, None] * frequencies[:, None, :] * distances).sum(axis=(1, 2))
    expected = by_chance / (frequencies.sum(axis=1) - 1)
    varied = expected > 0
    return np.asarray(1 - observed[varied] / expected[varied])


def _distances(frequencies: Floats, level: Level) -> Floats:
    """Squared distance of each two values in each sample, (samples, values, values).

    Ordinal: between two values lie the findings on the values between, and half of those on the two themselves.
    """
    if level is Level.NOMINAL:
        return 1 - np.eye(frequencies.shape[1])[None]
    middles = frequencies.cumsum(axis=1) - frequencies / 2
    return np.asarray((middles[:, :, None] - middles[:, None, :]) ** 2)


def in_words(result: Agreement) -> str:
    """Krippendorff's alpha 0.71 (nominal, 95 % 0.52 to 0.86, 34 pairs)."""
    pairs = f"{result.pairs:,} pair{'' if result.pairs == 1 else 's'}"
    if isinstance(result.alpha, Gap):
        return f"No figure ({result.level}, {pairs}): {result.alpha}."
    if isinstance(result.interval, Gap):
        return f"Krippendorff's alpha {said(result.alpha)} ({result.level}, {pairs}; no interval: {result.interval})"
    between = f"95 % {said(result.interval.low)} to {said(result.interval.high)}"
    return f"Krippendorff's alpha {said(result.alpha)} ({result.level}, {between}, {pairs})"


def meaning(result: Agreement) -> str:
    """One sentence on what the figure means, by Krippendorff's bounds; as careful as its interval is wide."""
    if isinstance(result.alpha, Gap):
        return "Agreement is told once two reviewers have each assessed at least two claims, and not all alike."
    band = _band(result.alpha)
    if isinstance(result.interval, Gap):
        return f"{band}; how sure this is can't be said yet."
    if _band(result.interval.low) != band:
        return f"{band}; but the true figure may be as low as {said(result.interval.low)}."
    return f"{band}."


def _band(alpha: float) -> str:
    if alpha >= RELIABLE:
        return f"The reviewers agree well enough to rely on their findings ({RELIABLE:.2f} and more)"
    if alpha >= TENTATIVE:
        return f"The reviewers agree well enough for tentative conclusions only ({TENTATIVE:.2f} to {RELIABLE:.2f})"
    if alpha > 0:
        return f"The reviewers agree more often than by chance, but too seldom to rely on (below {TENTATIVE:.2f})"
    return "The reviewers agree no more often than by chance"


def said(figure: float) -> str:
    """0.71: two decimals, with a real minus sign, and none before nought."""
    return f"{round(figure, 2) + 0:.2f}".replace("-", "−")
