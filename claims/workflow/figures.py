"""Figures about the desk's own work: how many claims are where, what was found, how long it took, how far we agree.

Each function is one query over sets, whatever the number of claims. Days and weeks are those of the site's time zone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from claims.models import Rating
from claims.workflow.agreement import Agreement, Level, agreement_of
from claims.workflow.moves import CONCLUDED, Stage, State


@dataclass(frozen=True)
class Period:
    """Whole weeks up to today; the first day is a Monday."""

    weeks: int
    last: date

    @classmethod
    def of(cls, weeks: int) -> Period:
        """The week that today is in, and those before it."""
        return cls(weeks, timezone.localdate())

    @property
    def first(self) -> date:
        return self.last - timedelta(days=self.last.weekday(), weeks=self.weeks - 1)

    @property
    def begin(self) -> datetime:
        """The first moment of the first day."""
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def mondays(self) -> list[date]:
        return self.days[::7]


# How many claims went from which state to which on which day. Whatever came before the period counts for its first day.
STATES = """
WITH steps AS (
    SELECT pgh_created_at,
           CASE WHEN pgh_label <> 'delete' THEN state END AS entered,
           LAG(state) OVER (PARTITION BY id ORDER BY pgh_id) AS left_behind
    FROM claims_claimevent
)
SELECT CASE WHEN pgh_created_at < %(begin)s THEN %(first)s
            ELSE (pgh_created_at AT TIME ZONE %(zone)s)::date END AS day,
       entered, left_behind, COUNT(*)
FROM steps WHERE entered IS DISTINCT FROM left_behind GROUP BY day, entered, left_behind
"""


def claims_by_state(period: Period) -> dict[State, list[int]]:
    """How many claims were in each state when each day of the period ended, as the history has it."""
    changes: Counter[tuple[str, date]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(STATES, {"zone": settings.TIME_ZONE, "first": period.first, "begin": period.begin})
        for day, entered, left_behind, number in cursor.fetchall():
            changes[entered, day] += number
            changes[left_behind, day] -= number
    return {state: list(accumulate(changes[state, day] for day in period.days)) for state in State}


def verdicts_by_rating() -> dict[str, int]:
    """How many published verdicts are current of each rating, in the order of the scale."""
    current = Count("verdicts", filter=Q(verdicts__stage=Stage.PUBLISHED))
    return dict(Rating.objects.annotate(current=current).order_by("position").values_list("name", "current"))


@dataclass(frozen=True)
class Spread:
    """Of `number` claims: a quarter took at most `quarter`, half at most `median`, three quarters `three_quarters`."""

    number: int
    quarter: timedelta
    median: timedelta
    three_quarters: timedelta


TIMES = """
WITH firsts AS (
    SELECT claim_id, MIN(published_at) AS published_at FROM claims_verdict
    WHERE published_at IS NOT NULL GROUP BY claim_id
)
SELECT date_trunc('week', firsts.published_at AT TIME ZONE %(zone)s)::date AS week, COUNT(*),
       percentile_cont(ARRAY[0.25, 0.5, 0.75])
           WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM firsts.published_at - claim.created_at))
FROM firsts JOIN claims_claim claim ON claim.id = firsts.claim_id
WHERE firsts.published_at >= %(begin)s
GROUP BY week
"""


def time_to_verdict(period: Period) -> dict[date, Spread]:
    """Monday -> how long it took from a claim's recording to its first verdict, of those first published that week."""
    with connection.cursor() as cursor:
        cursor.execute(TIMES, {"zone": settings.TIME_ZONE, "begin": period.begin})
        return {
            week: Spread(number, *(timedelta(seconds=seconds) for seconds in quartiles))
            for week, number, quartiles in cursor.fetchall()
        }


FINDINGS = """
SELECT names, scale, COUNT(*) FROM (
    SELECT array_agg(rating.name ORDER BY rating.position) AS names,
           array_remove(array_agg(rating.value ORDER BY rating.position), NULL) AS scale
    FROM claims_assessment assessment
    JOIN claims_claim claim ON claim.id = assessment.claim_id
    JOIN claims_rating rating ON rating.id = assessment.rating_id
    WHERE claim.state = ANY(%(concluded)s) AND assessment.submitted_at IS NOT NULL
    GROUP BY assessment.claim_id
) findings GROUP BY names, scale
"""


def agreement_of_reviewers() -> dict[Level, Agreement]:
    """How far the reviewers' own findings agree: by rating, and by place on the scale where the rating has one.

    Only over claims that nobody assesses any more: while one is being assessed, nothing of its findings may show.
    """
    names: Counter[tuple[str, ...]] = Counter()
    scale: Counter[tuple[int, ...]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(FINDINGS, {"concluded": [str(state) for state in CONCLUDED]})
        for ratings, values, number in cursor.fetchall():
            names[tuple(ratings)] += number
            scale[tuple(values)] += number
    return {Level.NOMINAL: agreement_of(names, Level.NOMINAL), Level.ORDINAL: agreement_of(scale, Level.ORDINAL)}
