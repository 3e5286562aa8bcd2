"""Whole lists as lines: CSV and NDJSON of any query."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Claim
from tests.factories import AppearanceFactory, ClaimFactory, DocumentFactory, SnapshotFactory, SourceFactory

from .asking import CLAIMS, DOCUMENTS, RATINGS, SNAPSHOTS, SOURCES, VERDICTS, ids, rows

HOSTILE = [
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\tx",
    'He said "no", twice',
    "a\nb\r\nc",
]


def stream(client: APIClient, path: str, **query: Any) -> str:
    """The text of a stream."""
    response = client.get(path, query)
    assert response.status_code == 200, response.content
    assert response.streaming
    return response.getvalue().decode()


def table(text: str) -> list[dict[str, str]]:
    """The lines of CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("path", [CLAIMS, DOCUMENTS, SOURCES, SNAPSHOTS, VERDICTS, RATINGS])
def test_a_stream_has_the_rows_of_all_pages(public: APIClient, path: str) -> None:
    for _ in range(3):
        AppearanceFactory(claim=ClaimFactory(published=True))
    whole = [json.loads(line) for line in stream(public, path, format="ndjson").splitlines()]
    assert whole == rows(public, path, page_size=100)
    assert [row["id"] for row in table(stream(public, path, format="csv"))] == [row["id"] for row in whole]


def test_a_stream_is_of_the_query_and_in_its_order(public: APIClient) -> None:
    for worth in (0.2, 0.9, 0.5):
        ClaimFactory(checkworthiness=worth, kind="quantity", published=True)
    ClaimFactory(published=True)
    query = {"kind": "quantity", "ordering": "-checkworthiness"}
    found = table(stream(public, CLAIMS, format="csv", fields="checkworthiness", **query))
    assert [float(row["checkworthiness"]) for row in found] == [0.9, 0.5, 0.2]
    lines = stream(public, CLAIMS, format="ndjson", fields="id", **query).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(public, CLAIMS, **query)


@pytest.mark.parametrize("form", ["csv", "ndjson"])
@pytest.mark.parametrize("path", [CLAIMS, DOCUMENTS])
def test_a_stream_of_nothing_has_no_rows(public: APIClient, path: str, form: str) -> None:
    response = public.get(path, {"format": form, "publisher": "nobody is called this"})
    assert response.status_code == 200
    assert len(response.getvalue().splitlines()) == (1 if form == "csv" else 0)


def test_the_accept_header_asks_for_lines_too(public: APIClient) -> None:
    ClaimFactory(published=True)
    response = public.get(CLAIMS, HTTP_ACCEPT="text/csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="claims.csv"'
    assert public.get(CLAIMS, HTTP_ACCEPT="application/x-ndjson")["Content-Type"].startswith("application/x-ndjson")


def test_a_line_names_the_first_place_and_the_verdict(public: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte")
    document = DocumentFactory(title="Greenland", url="https://example.org/greenland")
    claim = ClaimFactory(published=True)
    AppearanceFactory(claim=claim, speaker=rutte, snapshot=SnapshotFactory(document=document))
    [row] = table(stream(public, CLAIMS, format="csv"))
    assert row["appearance.speaker"] == "Mark Rutte"
    assert row["appearance.document"] == "Greenland"
    assert row["appearance.url"] == "https://example.org/greenland"
    assert (row["verdict.rating"], row["verdict.value"]) == ("False", "1")
    assert row["origins.independent_origins"] == "1"
    assert row["checkable"] == "true"


def test_a_claim_without_a_place_or_verdict_leaves_its_cells_empty(desk: APIClient) -> None:
    claim = ClaimFactory()
    [row] = table(stream(desk, CLAIMS, format="csv"))
    assert row["id"] == str(claim.pk)
    assert {row[name] for name in row if name.startswith(("verdict.", "appearance."))} == {""}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_a_formula_and_none_breaks_a_line(desk: APIClient, text: str) -> None:
    ClaimFactory(text=text)
    [row] = table(stream(desk, CLAIMS, format="csv"))
    assert row["text"] == (text if text[0] in "Ha" else f"'{text}")
    [line] = stream(desk, CLAIMS, format="ndjson").splitlines()
    assert json.loads(line)["text"] == text


def test_the_public_streams_nothing_hidden(public: APIClient) -> None:
    ClaimFactory(text="Nobody may read this.")
    ClaimFactory(text="Everybody may read this.", published=True)
    for form in ("csv", "ndjson"):
        assert "Nobody" not in stream(public, CLAIMS, format=form)


def test_the_rows_of_a_stream_cost_no_query_each(public: APIClient, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        ClaimFactory(published=True)
    with django_assert_max_num_queries(5):
        stream(public, CLAIMS, format="ndjson")
    assert Claim.objects.count() == 5
