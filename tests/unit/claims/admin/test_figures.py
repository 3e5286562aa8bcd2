"""The page of figures: what it shows to whom, at which price, and to readers who see no chart."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin import charts
from claims.workflow.agreement import Agreement, Gap, Interval, Level
from claims.workflow.figures import Spread
from claims.workflow.moves import State
from tests.factories import ClaimFactory, UserFactory, VerdictFactory

FIGURES = "/admin/figures/"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, url: str = FIGURES) -> str:
    page = unescape(client.get(url).content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index('id="content"') :]).split())


def dispute() -> None:
    for ratings in (("True", "True"), ("True", "Mostly true"), ("False", "False"), ("False", "Unproven")):
        ClaimFactory(state="agreed" if len(set(ratings)) == 1 else "disputed", ratings=ratings)


def test_the_sidebar_leads_there(desk: Client) -> None:
    assert reverse("admin:claims_figures") == FIGURES
    assert f'href="{FIGURES}"' in desk.get("/admin/").content.decode()


def test_an_empty_house_says_that_there_is_nothing_to_count(desk: Client) -> None:
    said = text_of(desk)
    assert "There is nothing to count yet: no claim has been recorded." in said
    assert "alpha" not in said
    assert "canvas" not in desk.get(FIGURES).content.decode()


def test_a_house_without_verdicts_says_so_and_shows_its_claims(desk: Client) -> None:
    ClaimFactory()
    said = text_of(desk)
    assert "No verdict is published." in said
    assert "No claim got its first verdict in these 12 weeks." in said
    assert "No figure (nominal, 0 pairs): fewer than two claims have findings of two reviewers." in said
    assert "New 1 +1" in said
    assert "To check 0 no change" in said


def test_every_chart_has_a_name_for_the_ear_and_the_same_figures_as_a_table(desk: Client) -> None:
    dispute()
    for _ in range(3):
        VerdictFactory(published=True)
    page = desk.get(FIGURES)
    shown = page.context
    images = re.findall(r'<div role="img" aria-label="([^"]+)"><div[^>]*>\s*<canvas', page.content.decode())
    assert len(images) == page.content.decode().count("<canvas") == len(State) + 3
    assert page.content.decode().count("<details") == 4
    told = {state["name"]: json.loads(state["chart"].data) for state in shown["states"]["charts"]}
    for column, name in enumerate(shown["states"]["head"][1:], start=1):
        newest_first = [row[column] for row in shown["states"]["rows"]]
        assert told[name]["datasets"][0]["data"] == newest_first[::-1]
    assert ("False", "3") in shown["verdicts"]["ratings"].rows
    assert len(shown["agreement"]["chart"].rows) == 2


def test_agreement_is_said_in_words(desk: Client) -> None:
    dispute()
    said = text_of(desk)
    assert re.search(r"Krippendorff's alpha 0\.\d\d \(nominal, (95 % −?\d\.\d\d to \d\.\d\d, )?4 pairs", said)
    assert re.search(r"Krippendorff's alpha 0\.\d\d \(ordinal, .*3 pairs", said)


def test_who_may_not_see_assessments_sees_no_agreement() -> None:
    dispute()
    VerdictFactory(published=True)
    journalist = UserFactory(journalist=True, is_staff=True)
    assert not journalist.has_perm("claims.view_assessment")
    page = signed_in(journalist).get(FIGURES)
    assert page.status_code == 200
    assert page.context["agreement"] is None
    assert "alpha" not in text_of(signed_in(journalist)).lower()
    assert "Published verdicts by rating" in text_of(signed_in(journalist))


def test_who_may_not_see_claims_sees_no_figures() -> None:
    assert signed_in(UserFactory(is_staff=True)).get(FIGURES).status_code == 403
    assert Client().get(FIGURES).status_code == 302


@pytest.mark.parametrize(
    ("query", "status"), [("?weeks=4", 200), ("?weeks=52", 200), ("?weeks=13", 404), ("?weeks=x", 404)]
)
def test_the_period_stands_in_the_address(desk: Client, query: str, status: int) -> None:
    assert desk.get(FIGURES + query).status_code == status


def test_one_claim_and_many_cost_the_same(desk: Client) -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(FIGURES).status_code == 200
        return len(queries)

    ClaimFactory()
    desk.get(FIGURES)
    one = price()
    dispute()
    for _ in range(3):
        VerdictFactory(published=True)
    assert price() == one
    assert one <= 12


MONDAYS = [date(2026, 3, 2), date(2026, 3, 9)]


def test_a_week_without_a_verdict_stays_empty_in_the_chart() -> None:
    spread = Spread(4, timedelta(days=1), timedelta(days=2), timedelta(days=4.5))
    chart = charts.times(MONDAYS, {MONDAYS[1]: spread})
    median, middle = json.loads(chart.data)["datasets"]
    assert (median["data"], middle["data"]) == ([None, 2.0], [None, [1.0, 4.5]])
    assert chart.rows == (("9 Mar", "4", "24 hours", "2.0 days", "4.5 days"),)
    assert json.loads(chart.options)["scales"]["y"]["title"]["text"] == "days"


def test_a_quick_house_is_told_in_hours() -> None:
    spread = Spread(1, *[timedelta(hours=3)] * 3)
    chart = charts.times(MONDAYS, {MONDAYS[0]: spread})
    assert json.loads(chart.options)["scales"]["y"]["title"]["text"] == "hours"
    assert json.loads(chart.data)["datasets"][0]["data"] == [3.0, None]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3, hours=6), "3.2 days"),
    ],
)
def test_a_time_is_said_in_the_unit_that_fits(time: timedelta, words: str) -> None:
    assert charts.duration(time) == words


@pytest.mark.parametrize(("number", "words"), [(1234, "+1,234"), (-3, "−3"), (0, "no change")])
def test_a_change_is_said_with_its_sign(number: int, words: str) -> None:
    assert charts.change(number) == words


def test_an_agreement_without_an_interval_is_a_point_and_one_without_a_figure_is_not_drawn() -> None:
    full = Agreement(Level.NOMINAL, 5, 5, 1.0, Gap.NO_DISAGREEMENT)
    none = Agreement(Level.ORDINAL, 1, 1, Gap.FEW_PAIRS, Gap.FEW_PAIRS)
    chart = charts.agreements({Level.NOMINAL: full, Level.ORDINAL: none})
    assert chart is not None
    assert json.loads(chart.data)["labels"] == ["Nominal"]
    assert json.loads(chart.data)["datasets"][1]["data"] == [None]
    assert chart.rows == (("nominal", "1.00", "–", "–", "5", "5"), ("ordinal", "–", "–", "–", "1", "1"))
    assert charts.agreements({Level.ORDINAL: none}) is None


@pytest.mark.parametrize(("low", "least"), [(0.2, 0), (-0.1, -1)])
def test_the_scale_of_agreement_reaches_below_nought_only_where_an_interval_does(low: float, least: int) -> None:
    found = {Level.NOMINAL: Agreement(Level.NOMINAL, 30, 30, 0.4, Interval(low, 0.7))}
    chart = charts.agreements(found)
    assert chart is not None
    assert json.loads(chart.options)["scales"]["x"]["min"] == least
