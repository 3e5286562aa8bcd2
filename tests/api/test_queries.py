"""What a list of claims can be asked for beyond its columns: numbers, names, words marked, facets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from claims.models import Claim, ClaimListing
from claims.workflow import editing, verdicts
from claims.workflow.moves import State
from factcheck.common import pagination
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import CLAIMS, ids, problem, refusal, rows


def number(value: str, unit: str, comparator: str = "=") -> dict[str, Any]:
    """A quantity as the extractor writes it."""
    return {"text": value, "start": 0, "end": len(value), "value": value, "unit": unit, "comparator": comparator}


def test_claims_are_found_by_the_numbers_that_they_say(desk: APIClient) -> None:
    up_to_25 = ClaimFactory(quantities=[number("25", "percent", "<="), number("10", "year")])
    ten = ClaimFactory(quantities=[number("10", "percent")])
    ClaimFactory(quantities=[number("25", "year")])
    assert ids(desk, CLAIMS, quantity_unit="percent", quantity_gte=20) == [str(up_to_25.pk)]
    assert set(ids(desk, CLAIMS, quantity_unit="%")) == {str(up_to_25.pk), str(ten.pk)}
    assert ids(desk, CLAIMS, quantity_unit="percent", quantity_lte="10.5") == [str(ten.pk)]
    assert ids(desk, CLAIMS, quantity_comparator="<=", quantity_unit="per cent") == [str(up_to_25.pk)]
    assert ids(desk, CLAIMS, quantity_gte=25, quantity_lte=25, quantity_unit="percent") == [str(up_to_25.pk)]


def test_conditions_on_a_number_must_hold_of_one_number(desk: APIClient) -> None:
    ClaimFactory(quantities=[number("25", "year"), number("5", "percent")])
    assert ids(desk, CLAIMS, quantity_unit="percent", quantity_gte=20) == []


def test_a_number_that_was_corrected_is_found_as_it_is_now(desk: APIClient) -> None:
    claim = ClaimFactory(quantities=[number("25", "percent")])
    Claim.objects.filter(pk=claim.pk).update(quantities=[number("30", "percent")])
    assert ids(desk, CLAIMS, quantity_gte=30) == [str(claim.pk)]
    assert ids(desk, CLAIMS, quantity_lte=25) == []


@pytest.mark.parametrize("value", ["nan", "inf", "1e99", "twenty", "1" * 50, "-1e41", "0x10", "1e9999"])
def test_a_number_that_is_none_is_refused(public: APIClient, value: str) -> None:
    assert "decimal number" in refusal(public, CLAIMS, quantity_gte=value)


def test_a_name_is_found_under_every_name_of_its_source(desk: APIClient) -> None:
    SourceFactory(name="Mette Frederiksen", aliases=["Ms Frederiksen", "the Danish leader"])
    first = ClaimFactory(text="Mette Frederiksen visited Nuuk.")
    second = ClaimFactory(text="On Monday the Danish leader visited Nuuk.")
    ClaimFactory(text="The leader of the Danish party visited Nuuk.")
    for name in ("Mette Frederiksen", "ms frederiksen"):
        assert set(ids(desk, CLAIMS, entity=name)) == {str(first.pk), str(second.pk)}, name
    assert len(ids(desk, CLAIMS, entity="Nuuk")) == 3
    assert ids(desk, CLAIMS, entity="Oslo") == []


def test_claims_are_found_by_letters_of_their_channel(desk: APIClient) -> None:
    told = AppearanceFactory(channel="interview with Reuters")
    AppearanceFactory(channel="speech")
    assert ids(desk, CLAIMS, channel="reuters") == [str(told.claim_id)]


def test_claims_are_found_by_the_days_of_their_recording_and_of_their_verdict(public: APIClient) -> None:
    claim = VerdictFactory(published=True).claim
    today = timezone.now().date()
    for name in ("claimed", "verdict"):
        assert ids(public, CLAIMS, **{f"{name}_after": today, f"{name}_before": today}) == [str(claim.pk)]
        assert ids(public, CLAIMS, **{f"{name}_before": today - timedelta(days=2)}) == []
    assert ids(public, CLAIMS, verdict_before="9999-12-31") == [str(claim.pk)]


def test_claims_are_found_by_whether_there_is_evidence(desk: APIClient) -> None:
    with_evidence = EvidenceFactory().claim
    without = ClaimFactory()
    assert ids(desk, CLAIMS, has_evidence="true") == [str(with_evidence.pk)]
    assert ids(desk, CLAIMS, has_evidence="false") == [str(without.pk)]


def test_only_the_desk_learns_what_needs_another_look(public: APIClient, desk: APIClient) -> None:
    verdict = VerdictFactory(published=True)
    VerdictFactory(published=True)
    verdicts.ask_for_another_look(verdict, by=UserFactory(editor=True), reason="New figures are out.")
    assert ids(desk, CLAIMS, stale="true") == [str(verdict.claim_id)]
    problem(public.get(CLAIMS, {"stale": "true"}), 401)


def test_claims_come_in_the_order_of_their_verdicts(public: APIClient) -> None:
    first, second = (VerdictFactory(published=True).claim for _ in range(2))
    assert ids(public, CLAIMS, ordering="-verdict") == [str(second.pk), str(first.pk)]
    assert ids(public, CLAIMS, ordering="verdict") == [str(first.pk), str(second.pk)]


@pytest.mark.parametrize("ordering", ["created_at", "-created_at", "-checkworthiness", "published", "-verdict", ""])
@pytest.mark.parametrize(
    "query",
    [
        {"speaker": "Mark Rutte"},
        {"publisher": "RTÉ", "rating": "False"},
        {"speaker": "Mark Rutte", "q": '"will act"', "kind": "fact"},
    ],
)
def test_readers_find_what_the_desk_finds_of_a_source_page_by_page(
    public: APIClient, desk: APIClient, ordering: str, query: dict[str, str]
) -> None:
    query = query | ({"ordering": ordering} if ordering else {})
    rutte, rte = SourceFactory(name="Mark Rutte"), SourceFactory(name="RTÉ")
    for _ in range(3):
        snapshot = SnapshotFactory(document=DocumentFactory(publisher=rte))
        AppearanceFactory(claim=ClaimFactory(published=True), snapshot=snapshot, speaker=rutte)
    AppearanceFactory(claim=ClaimFactory(published=True))
    seen = [_walked(client, page_size=2, **query) for client in (public, desk)]
    assert len(set(seen[0])) == len(seen[0]) == 3
    assert seen[0] == seen[1]


def _walked(client: APIClient, **query: Any) -> list[str]:
    page = client.get(CLAIMS, query).json()
    found = [row["id"] for row in page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        found += [row["id"] for row in page["results"]]
    assert client.get(page["previous"]).json()["results"]
    return found


def test_filters_combine(public: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte")
    said = AppearanceFactory(speaker=rutte, claim=ClaimFactory(text="NATO will act in Greenland.", published=True))
    AppearanceFactory(speaker=rutte, claim=ClaimFactory(text="NATO will act.", published=True))
    AppearanceFactory(claim=ClaimFactory(text="Greenland is large.", published=True))
    query = {"q": "greenland", "speaker": "Mark Rutte", "rating": "False", "kind": "fact", "has_evidence": "true"}
    assert ids(public, CLAIMS, **query) == [str(said.claim_id)]


def test_an_unknown_filter_is_refused_with_the_nearest(public: APIClient) -> None:
    body = problem(public.get(CLAIMS, {"quantity_units": "percent"}), 400)
    assert body["errors"][0]["detail"] == "There is no parameter 'quantity_units'; did you mean quantity_unit?"


@pytest.fixture
def ranking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Rank so many matches, after a look at so many of the newest rows; no statement is kept that says otherwise."""
    kept = (pagination.statements_of_page, pagination.statements_of_best)

    def rank(number: int, looked_through: int = 20_000) -> None:
        monkeypatch.setattr("factcheck.common.ranking.RANKED", number)
        monkeypatch.setattr("factcheck.common.pagination.RANKED", number)
        monkeypatch.setattr("factcheck.common.ranking.LOOKED_THROUGH", looked_through)
        for statements in kept:
            statements.cache_clear()

    yield rank
    for statements in kept:
        statements.cache_clear()


def test_of_many_matches_the_newest_are_ranked(desk: APIClient, ranking: Any) -> None:
    ranking(2)
    best = ClaimFactory(text="Greenland, Greenland, Greenland.")
    newer = [ClaimFactory(text=f"Greenland has {n} towns.") for n in range(2)]
    assert set(ids(desk, CLAIMS, q="greenland")) == {str(claim.pk) for claim in newer}
    assert str(best.pk) in ids(desk, CLAIMS, q="greenland", ordering="-created_at")


def test_what_comes_between_two_pages_of_ranked_matches_moves_none(desk: APIClient, ranking: Any) -> None:
    ranking(3)
    expected = {str(ClaimFactory(text=f"Greenland has {n} towns.").pk) for n in range(3)}
    page = desk.get(CLAIMS, {"q": "greenland", "page_size": 2}).json()
    seen = [row["id"] for row in page["results"]]
    ClaimFactory(text="Greenland has another town.")
    page = desk.get(page["next"]).json()
    seen += [row["id"] for row in page["results"] if row["id"] in expected]
    assert len(seen) == 3
    assert set(seen) == expected


@pytest.mark.parametrize("looked_through", [1, 5, 100])
def test_a_phrase_finds_the_same_wherever_it_is_looked_for_first(
    desk: APIClient, ranking: Any, looked_through: int
) -> None:
    ranking(3, looked_through)
    ClaimFactory(text="The rail fares of old.")
    newest = [ClaimFactory(text=f"{n} rail fares rose.") for n in range(3)]
    ClaimFactory(text="Fares by rail rose.")
    page = desk.get(CLAIMS, {"q": '"rail fares"', "page_size": 2}).json()
    ClaimFactory(text="New rail fares.")
    found = [row["id"] for row in page["results"] + desk.get(page["next"]).json()["results"]]
    assert len(found) >= 3
    assert {str(claim.pk) for claim in newest} <= set(found)


def test_what_was_searched_is_marked(desk: APIClient) -> None:
    ClaimFactory(text='<b>Tariffs</b> & "tolls" hurt Greenland\'s mines.')
    [row] = rows(desk, CLAIMS, q="tariff mine")
    assert row["highlight"] == (
        "&lt;b&gt;<mark>Tariffs</mark>&lt;/b&gt; &amp; &quot;tolls&quot; hurt Greenland&#x27;s <mark>mines</mark>."
    )
    assert rows(desk, CLAIMS)[0]["highlight"] is None


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    words=st.text("ab \"-<&'", max_size=9),
)
def test_a_marked_text_is_the_text_and_nothing_else(text: str, words: str) -> None:
    from django.db.models import TextField, Value

    from claims.api.highlight import BEGIN, END, highlighted
    from claims.models import Rating

    RatingFactory(name="True")
    shown = Rating.objects.values_list(
        highlighted(Value(text, output_field=TextField()), Value(words, output_field=TextField())), flat=True
    )[0]
    if not words:
        assert shown is None
        return
    plain = re.sub(f"[{BEGIN}{END}]", "", text)
    assert html.unescape(re.sub("</?mark>", "", shown)) == plain
    assert not re.search("[<>]", re.sub("</?mark>", "", shown))


def test_facets_count_what_was_found(public: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte")
    alias = SourceFactory(name="Mr Rutte", merged_into=rutte)
    for speaker, kind, rating in ((rutte, "fact", "True"), (alias, "fact", "False"), (None, "opinion", "False")):
        claim = ClaimFactory(kind=kind)
        AppearanceFactory(claim=claim, speaker=speaker)
        AppearanceFactory(claim=claim, speaker=speaker)
        VerdictFactory(claim=claim, published=True, rating=RatingFactory(name=rating))
    AppearanceFactory(claim=ClaimFactory(), speaker=rutte)
    found = public.get(CLAIMS, {"facets": "rating,speaker,kind,checkable,year,publisher,document,channel"}).json()[
        "facets"
    ]
    assert (found["complete"], found["counted"]) == (True, 3)
    told = {name: [(each["label"], each["count"]) for each in values] for name, values in found["values"].items()}
    assert told["rating"] == [("False", 2), ("True", 1)]
    assert told["speaker"] == [("Mark Rutte", 2)]
    assert found["values"]["speaker"][0]["value"] == str(rutte.pk)
    assert told["kind"] == [("fact", 2), ("opinion", 1)]
    assert told["checkable"] == [("true", 3)]
    assert told["year"] == [("2026", 3)]
    assert sum(count for _, count in told["document"]) == 6
    assert public.get(CLAIMS, {"facets": "kind", "kind": "opinion"}).json()["facets"]["values"] == {
        "kind": [{"value": "opinion", "label": "opinion", "count": 1}]
    }


def test_facets_of_nothing_are_empty(public: APIClient) -> None:
    found = public.get(CLAIMS, {"facets": "kind", "publisher": "nobody is called this"}).json()["facets"]
    assert found == {"complete": True, "counted": 0, "values": {"kind": []}}


def test_facets_stop_where_counting_would_be_slow(public: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.api.facets.COUNTED", 1)
    for kind in ("fact", "opinion"):
        ClaimFactory(kind=kind, published=True)
    found = public.get(CLAIMS, {"facets": "kind"}).json()["facets"]
    assert (found["complete"], found["counted"]) == (False, 1)
    assert found["values"]["kind"] == [{"value": "opinion", "label": "opinion", "count": 1}]


def test_an_unknown_facet_is_refused_with_the_nearest(public: APIClient) -> None:
    assert "Did you mean speaker?" in refusal(public, CLAIMS, facets="rating,speakers")


def test_what_is_asked_besides_costs_as_many_queries_for_many_rows_as_for_one(public: APIClient) -> None:
    query = {"facets": "rating,speaker,kind", "total": "true", "expand": "evidence,verdict.versions", "q": "nato"}

    def price() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert public.get(CLAIMS, query).status_code == 200
        return len(captured)

    AppearanceFactory(claim=ClaimFactory(text="NATO will act.", published=True))
    before = price()
    for _ in range(12):
        AppearanceFactory(claim=ClaimFactory(text="NATO will act.", published=True))
    assert price() == before


@pytest.mark.django_db
def test_listings_show_what_may_be_seen_whatever_happened_to_a_claim() -> None:
    editor = UserFactory(editor=True)
    VerdictFactory(published=True)
    VerdictFactory(retracted=True)
    corrected = VerdictFactory(published=True)
    VerdictFactory(claim=corrected.claim, published=True, rating=RatingFactory(name="Half true"))
    VerdictFactory(approved=True)
    VerdictFactory(stage="withdrawn")
    for state in State:
        ClaimFactory(state=state)
    editing.reject(ClaimFactory(), by=editor, reason="No claim.")
    AppearanceFactory(snapshot=SnapshotFactory(document=DocumentFactory(published=None)))
    for user in (AnonymousUser(), editor):
        seen = set(Claim.objects.visible_to(user).exclude(state=State.REJECTED).values_list("pk", flat=True))
        assert set(ClaimListing.objects.visible_to(user).values_list("pk", flat=True)) == seen
    listing = ClaimListing.objects.get(pk=corrected.claim_id)
    assert listing.rating.name == "Half true"
    assert ClaimListing.objects.count() == Claim.objects.count()


@pytest.mark.django_db
def test_a_listing_has_the_earliest_date_of_its_documents_even_when_that_is_corrected() -> None:
    claim = ClaimFactory()
    first, second = AppearanceFactory(claim=claim), AppearanceFactory(claim=claim)
    document = first.snapshot.document
    for day in ("2020-05-01", "2030-05-01"):
        document.published = day
        document.save()
        expected = min(day, f"{second.snapshot.document.published:%Y-%m-%d}")
        assert f"{ClaimListing.objects.get(pk=claim.pk).published}" == expected
