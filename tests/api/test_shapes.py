"""What is asked of a row: chosen members, expansions; and what a list says besides its rows."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from claims.models import Evidence
from claims.workflow import evidence as gathering
from claims.workflow import verdicts
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import CLAIMS, DOCUMENTS, RATINGS, SNAPSHOTS, SOURCES, VERDICTS, ids, moment, refusal, rows


def test_a_row_has_only_the_members_that_were_asked_for(public: APIClient) -> None:
    claim = ClaimFactory(appears=True, published=True)
    [row] = rows(public, CLAIMS, fields="id,verdict.rating,appearances.document.title")
    assert row.keys() == {"id", "verdict", "appearances"}
    assert row["verdict"] == {"rating": "False"}
    assert [place.keys() for place in row["appearances"]] == [{"document"}]
    assert row["appearances"][0]["document"].keys() == {"title"}
    assert public.get(f"{CLAIMS}{claim.pk}/", {"fields": "text"}).json() == {"text": claim.text}


def test_a_member_asked_for_as_a_whole_is_whole(public: APIClient) -> None:
    ClaimFactory(published=True)
    [row] = rows(public, CLAIMS, fields="verdict,verdict.rating")
    assert "summary" in row["verdict"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"fields": "txt"}, "'txt' is not a value of fields"),
        ({"fields": "verdict.ratings"}, "Did you mean verdict.rating?"),
        ({"fields": "text,"}, "'' is not a value of fields"),
        ({"fields": "evidence"}, "add expand=evidence"),
        ({"expand": "evidences"}, "Did you mean evidence?"),
        ({"expand": "assessments"}, "allowed: evidence, verdict.versions"),
        ({"total": "yes"}, "allowed: true, false"),
        ({"format": "xml"}, "allowed: json, csv, ndjson"),
        ({"format": "csv", "cursor": "x"}, "cursor is of pages"),
        ({"format": "ndjson", "page_size": "5"}, "page_size is of pages"),
        ({"format": "csv", "expand": "evidence"}, "ask for ndjson"),
        ({"format": "csv", "fields": "appearances"}, "is not a value of fields"),
    ],
)
def test_what_a_row_does_not_have_is_refused(public: APIClient, query: dict[str, str], told: str) -> None:
    assert told in refusal(public, CLAIMS, **query)


def test_evidence_comes_when_it_is_asked_for(public: APIClient) -> None:
    claim = ClaimFactory(published=True)
    archive = EvidenceFactory(claim=claim, citation_only=True, note="Box 12 is open.")
    gone = EvidenceFactory(claim=claim, stance=Evidence.Stance.CONTEXT)
    gathering.withdraw_evidence(gone, by=UserFactory(editor=True), reason="Not about this.")
    assert "evidence" not in rows(public, CLAIMS)[0]

    [row] = rows(public, CLAIMS, expand="evidence")

    passage, citation = row["evidence"]
    assert passage["target"]["selector"][1]["exact"] == "Tariffs of up to 25%"
    assert passage["document"]["title"]
    assert citation == {
        "id": str(archive.pk),
        "created_at": moment(archive.created_at),
        "stance": "refutes",
        "document": None,
        "target": None,
        "citation": "National Archives, box 12, folder 3",
        "note": "Box 12 is open.",
    }


def test_every_public_version_of_a_verdict_comes_when_it_is_asked_for(public: APIClient, desk: APIClient) -> None:
    first = VerdictFactory(published=True)
    VerdictFactory(claim=first.claim, published=True, rating=RatingFactory(name="Half true"))
    VerdictFactory(claim=first.claim)
    for client in (public, desk):
        verdict = client.get(f"{CLAIMS}{first.claim_id}/", {"expand": "verdict.versions"}).json()["verdict"]
        assert verdict["version"] == 2
        assert [(v["version"], v["stage"]) for v in verdict["versions"]] == [(2, "published"), (1, "corrected")]


def test_expansions_may_be_cut_too(public: APIClient) -> None:
    ClaimFactory(published=True)
    [row] = rows(public, CLAIMS, expand="evidence,verdict.versions", fields="verdict.versions.stage,evidence.stance")
    assert row == {"verdict": {"versions": [{"stage": "published"}]}, "evidence": [{"stance": "refutes"}]}


def test_a_total_is_given_when_asked_for(public: APIClient) -> None:
    for _ in range(3):
        ClaimFactory(published=True)
    ClaimFactory()
    assert "total" not in public.get(CLAIMS).json()
    asked = public.get(CLAIMS, {"total": "true", "page_size": 2}).json()
    assert asked["total"] == {"value": 3, "relation": "eq"}
    assert len(asked["results"]) == 2


def test_a_total_stops_where_counting_would_be_slow(public: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.common.reading.COUNTED", 2)
    for _ in range(3):
        ClaimFactory(published=True)
    assert public.get(CLAIMS, {"total": "true"}).json()["total"] == {"value": 2, "relation": "gte"}


def test_a_retracted_verdict_stays_to_be_read(public: APIClient) -> None:
    verdict = VerdictFactory(retracted=True)
    [row] = rows(public, VERDICTS)
    assert (row["id"], row["stage"], row["retraction_notice"]) == (
        str(verdict.pk),
        "retracted",
        "It was another meeting.",
    )
    assert row["claim"] == {"id": str(verdict.claim_id), "text": verdict.claim.text}


def test_the_public_reads_no_draft_of_a_verdict(public: APIClient, desk: APIClient) -> None:
    draft, published = VerdictFactory(), VerdictFactory(published=True)
    assert ids(public, VERDICTS) == [str(published.pk)]
    assert public.get(f"{VERDICTS}{draft.pk}/").status_code == 404
    assert set(ids(desk, VERDICTS)) == {str(draft.pk), str(published.pk)}


def test_verdicts_are_found_by_claim_rating_stage_and_day(public: APIClient) -> None:
    false = VerdictFactory(published=True)
    true = VerdictFactory(published=True, rating=RatingFactory(name="True"))
    day = f"{true.published_at:%Y-%m-%d}"
    assert ids(public, VERDICTS, claim=false.claim_id) == [str(false.pk)]
    assert ids(public, VERDICTS, rating="True") == [str(true.pk)]
    assert ids(public, VERDICTS, stage="retracted") == []
    assert len(ids(public, VERDICTS, published_after=day, published_before=day)) == 2
    assert ids(public, VERDICTS, published_before="2020-01-01") == []


def test_the_scale_is_read_in_its_order(public: APIClient) -> None:
    for name in ("True", "False", "Half true"):
        RatingFactory(name=name)
    positions = [row["position"] for row in rows(public, RATINGS)]
    assert positions == sorted(positions)
    assert {"name", "value", "description"} <= rows(public, RATINGS)[0].keys()


def test_a_snapshot_is_known_by_its_hash_and_read_by_the_desk(public: APIClient, desk: APIClient) -> None:
    appearance = AppearanceFactory(claim=ClaimFactory(published=True))
    hidden = SnapshotFactory()
    snapshot = appearance.snapshot
    assert ids(public, SNAPSHOTS, sha256=snapshot.text_sha256.upper()) == [str(snapshot.pk)]
    assert ids(public, SNAPSHOTS, document=hidden.document_id) == []
    assert ids(desk, SNAPSHOTS, document=hidden.document_id) == [str(hidden.pk)]
    assert public.get(f"{SNAPSHOTS}{snapshot.pk}/").json()["text"] is None
    assert desk.get(f"{SNAPSHOTS}{snapshot.pk}/").json()["text"] == snapshot.text
    assert "text" not in rows(desk, SNAPSHOTS)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [CLAIMS, DOCUMENTS, SOURCES, SNAPSHOTS, VERDICTS, RATINGS])
def test_the_list_and_the_row_say_the_same(public: APIClient, path: str) -> None:
    AppearanceFactory(claim=ClaimFactory(published=True))
    for row in rows(public, path):
        alone = public.get(f"{path}{row['id']}/").json()
        if path == DOCUMENTS:
            for snapshot in alone["snapshots"]:
                del snapshot["text"]
        if path == SNAPSHOTS:
            del alone["text"]
        assert alone == row


def test_what_a_correction_says_comes_with_the_version_that_it_makes(public: APIClient) -> None:
    first = VerdictFactory(published=True)
    second = VerdictFactory(claim=first.claim, approved=True, correction_note="We had the wrong year.")
    verdicts.publish(second, by=UserFactory(editor=True))
    [row] = rows(public, CLAIMS)
    assert row["verdict"]["correction_note"] == "We had the wrong year."
