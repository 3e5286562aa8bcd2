"""The page of figures: what the desk has before it, what it found, how long that took, and how far reviewers agree."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from claims.workflow.agreement import Level, in_words, meaning
from claims.workflow.figures import (
    Period,
    agreement_of_reviewers,
    claims_by_state,
    time_to_verdict,
    verdicts_by_rating,
)

from . import charts

PERIODS = (4, 12, 52)  # weeks
USUAL = 12

COMPARES = {
    Level.NOMINAL: "Compares the ratings by name: the same or not.",
    Level.ORDINAL: "Compares by place on the scale: True and Mostly true are nearer than True and False. "
    "Ratings without a place on it don't count.",
}


@require_safe
def figures(request: HttpRequest) -> TemplateResponse:
    """Four queries at most, however many claims there are; each part only to those who may see what it counts."""
    may = request.user.has_perm
    if not may("claims.view_claim"):
        raise PermissionDenied
    period = Period.of(_weeks(request))
    context = {
        **admin.site.each_context(request),
        "title": "Figures",
        "weeks": period.weeks,
        "first": period.first,
        "periods": PERIODS,
        "states": _states(period),
        "verdicts": _verdicts(period) if may("claims.view_verdict") else None,
        "agreement": _agreement() if may("claims.view_assessment") else None,
    }
    return TemplateResponse(request, "claims/admin/figures.html", context)


def _weeks(request: HttpRequest) -> int:
    wanted = request.GET.get("weeks", str(USUAL))
    if wanted not in map(str, PERIODS):
        raise Http404(f"There are figures of {', '.join(map(str, PERIODS))} weeks, not of {wanted}.")
    return int(wanted)


def _states(period: Period) -> dict[str, Any] | None:
    """A small chart of each state, since their numbers differ too much for one; none where no claim was ever kept."""
    counts = claims_by_state(period)
    if not any(map(any, counts.values())):
        return None
    days = period.days
    table = zip(days, *counts.values(), strict=True)
    return {
        "charts": [
            {
                "key": str(state),
                "name": capfirst(state.label),
                "now": numbers[-1],
                "change": charts.change(numbers[-1] - numbers[0]),
                "chart": charts.trend(capfirst(state.label), days, numbers),
            }
            for state, numbers in counts.items()
        ],
        "head": ["Day", *(capfirst(state.label) for state in counts)],
        "rows": [(charts.day(when), *numbers) for when, *numbers in table][::-1],
    }


def _verdicts(period: Period) -> dict[str, Any]:
    counts, spreads = verdicts_by_rating(), time_to_verdict(period)
    return {
        "ratings": charts.ratings(counts) if any(counts.values()) else None,
        "times": charts.times(period.mondays, spreads) if spreads else None,
    }


def _agreement() -> dict[str, Any]:
    found = agreement_of_reviewers()
    return {
        "chart": charts.agreements(found),
        "levels": [
            {"words": in_words(result), "meaning": meaning(result), "compares": COMPARES[level]}
            for level, result in found.items()
        ],
    }
