"""Charts for django-unfold's chart components (Chart.js), each with the same figures as a table for who can't see it.

One colour in a chart, and what differs by shape and label: nobody has to tell colours apart. Colours are names of CSS
variables, which claims/figures.js puts in again where the reader changes between light and dark.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from claims.workflow.agreement import Agreement, Gap, Interval, Level, said
from claims.workflow.figures import Spread

INK, TINT = "var(--fc-chart)", "var(--fc-chart-tint)"
MARK = {"pointStyle": "rectRot", "pointRadius": 6, "pointHoverRadius": 8, "showLine": False}


@dataclass(frozen=True)
class Chart:
    """What the component draws (JSON), what a screen reader says of it, and the table of the same figures."""

    data: str
    options: str
    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _chart(
    label: str,
    labels: Sequence[str],
    datasets: Sequence[Mapping[str, Any]],
    head: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    **options: Any,
) -> Chart:
    drawn = {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "plugins": {"legend": {"display": False}},
    }
    data = {"labels": labels, "datasets": datasets}
    return Chart(json.dumps(data), json.dumps(drawn | options), label, tuple(head), tuple(rows))


def day(when: date) -> str:
    """5 Mar."""
    return date_format(when, "j M")


def change(number: int) -> str:
    """+12, −3, no change."""
    return f"{number:+,}".replace("-", "−") if number else "no change"


def trend(name: str, days: Sequence[date], counts: Sequence[int]) -> Chart:
    """How many there were at the end of each day, as a line."""
    line = {
        "label": name,
        "data": list(counts),
        "borderColor": INK,
        "backgroundColor": TINT,
        "borderWidth": 2,
        "pointRadius": 0,
        "pointHitRadius": 8,
        "fill": True,
        "stepped": False,
    }
    label = f"{name}: {counts[0]:,} on {day(days[0])}, {counts[-1]:,} on {day(days[-1])}, at most {max(counts):,}."
    scales = {
        "x": {"grid": {"display": False}, "ticks": {"maxTicksLimit": 3, "maxRotation": 0}},
        "y": {"beginAtZero": True, "suggestedMax": 4, "ticks": {"precision": 0, "maxTicksLimit": 4}},
    }
    return _chart(label, [day(when) for when in days], [line], (), (), scales=scales)


def ratings(counts: Mapping[str, int]) -> Chart:
    """Verdicts by rating, as lying bars in the order of the scale."""
    bars = {"label": "verdicts", "data": list(counts.values()), "backgroundColor": INK, "maxBarThickness": 18}
    named = ", ".join(f"{name} {number:,}" for name, number in counts.items())
    return _chart(
        f"Published verdicts by rating: {named}.",
        [f"{name}  {number:,}" for name, number in counts.items()],
        [bars],
        ("Rating", "Verdicts"),
        [(name, f"{number:,}") for name, number in counts.items()],
        indexAxis="y",
        scales={
            "x": {"beginAtZero": True, "suggestedMax": 4, "ticks": {"precision": 0}},
            "y": {"grid": {"display": False}, "ticks": {"autoSkip": False}},
        },
    )


def times(mondays: Sequence[date], spreads: Mapping[date, Spread]) -> Chart:
    """Each week's middle half as a bar, the median as a diamond; a week without a verdict stays empty."""
    unit, name = _unit(spreads)
    found = [spreads.get(monday) for monday in mondays]
    middle = {
        "label": f"middle half, {name}",
        "data": [[_in(s.quarter, unit), _in(s.three_quarters, unit)] if s else None for s in found],
        "backgroundColor": TINT,
        "borderColor": INK,
        "borderWidth": 1,
        "borderSkipped": False,
        "minBarLength": 2,
        "maxBarThickness": 28,
        "order": 2,
    }
    median = {
        "type": "line",
        "label": f"median, {name}",
        "data": [_in(s.median, unit) if s else None for s in found],
        "backgroundColor": INK,
        "borderColor": INK,
        "order": 1,
        **MARK,
    }
    weeks = "; ".join(f"week of {day(week)} {duration(s.median)}" for week, s in sorted(spreads.items()))
    return _chart(
        f"Median time to verdict: {weeks}.",
        [day(monday) for monday in mondays],
        [median, middle],
        ("Week of", "Claims", "A quarter within", "Half within (median)", "Three quarters within"),
        [
            (day(week), f"{s.number:,}", duration(s.quarter), duration(s.median), duration(s.three_quarters))
            for week, s in sorted(spreads.items(), reverse=True)
        ],
        scales={
            "x": {"grid": {"display": False}, "ticks": {"maxRotation": 0, "autoSkipPadding": 12}},
            "y": {"beginAtZero": True, "title": {"display": True, "text": name}},
        },
    )


def _unit(spreads: Mapping[date, Spread]) -> tuple[timedelta, str]:
    longest = max((s.three_quarters for s in spreads.values()), default=timedelta())
    return (timedelta(days=1), "days") if longest >= timedelta(days=2) else (timedelta(hours=1), "hours")


def _in(time: timedelta, unit: timedelta) -> float:
    return round(time / unit, 2)


def duration(time: timedelta) -> str:
    """3.2 days, 5 hours, 20 minutes."""
    for unit, name, decimals in ((timedelta(days=1), "day", 1), (timedelta(hours=1), "hour", 0)):
        if time >= 2 * unit:
            return f"{time / unit:.{decimals}f} {name}s"
    minutes = round(time / timedelta(minutes=1))
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def agreements(found: Mapping[Level, Agreement]) -> Chart | None:
    """Each figure as a diamond on its interval as a bar; none where there is no figure at all."""
    told = {level: result.alpha for level, result in found.items() if not isinstance(result.alpha, Gap)}
    if not told:
        return None
    intervals = [found[level].interval for level in told]
    bars = {
        "label": "95 % interval",
        "data": [[i.low, i.high] if isinstance(i, Interval) else None for i in intervals],
        "backgroundColor": TINT,
        "borderColor": INK,
        "borderWidth": 1,
        "borderSkipped": False,
        "minBarLength": 2,
        "maxBarThickness": 22,
        "order": 2,
    }
    points = {
        "type": "line",
        "label": "alpha",
        "data": list(told.values()),
        "backgroundColor": INK,
        "borderColor": INK,
        "order": 1,
        **MARK,
    }
    lowest = min([*told.values(), *(i.low for i in intervals if isinstance(i, Interval))])
    return _chart(
        "; ".join(f"{level} alpha {said(alpha)}" for level, alpha in told.items()) + ".",
        [str(level).capitalize() for level in told],
        [points, bars],
        ("Level", "Alpha", "95 % from", "95 % to", "Claims", "Pairs"),
        [_agreement_row(level, result) for level, result in found.items()],
        indexAxis="y",
        scales={
            "x": {"min": -1 if lowest < 0 else 0, "max": 1, "ticks": {"stepSize": 0.2}},
            "y": {"grid": {"display": False}},
        },
    )


def _agreement_row(level: Level, result: Agreement) -> tuple[str, ...]:
    ends = (result.interval.low, result.interval.high) if isinstance(result.interval, Interval) else (None, None)
    alpha = None if isinstance(result.alpha, Gap) else result.alpha
    told = ("–" if figure is None else said(figure) for figure in (alpha, *ends))
    return (str(level), *told, f"{result.units:,}", f"{result.pairs:,}")
