"""Nothing unpublished gets out: not by a list, a row, a filter, an order, a count or an error."""

from __future__ import annotations

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from claims.models import Appearance, Claim, Verdict
from sources.models import Document, Source
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    ClaimFactory,
    DocumentFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    VerdictFactory,
)

from .asking import CLAIMS, DOCUMENTS, SOURCES, ids, problem, rows
from .conftest import signed_in

SECRET = "secret-minutes"
OF_EVERY_LIST = {"cursor", "page_size", "total", "fields", "expand", "facets", "format"}  # what is told, not of what


@pytest.fixture(params=["public", "stranger"])
def outsider(request: pytest.FixtureRequest) -> APIClient:
    """Whoever isn't of the desk, signed in or not."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def hidden() -> Appearance:
    """A claim on which the desk is still at work, in a document and by a speaker that nothing published names."""
    publisher = SourceFactory(outlet=True, name="Hidden Herald", aliases=["The Hidden"])
    document = DocumentFactory(title="Hidden minutes", publisher=publisher, language="da", author=SECRET)
    claim = ClaimFactory(text=f"Hidden things happened, says {SECRET}.", kind="quantity", checkworthiness=0.9)
    appearance = AppearanceFactory(
        claim=claim,
        speaker=SourceFactory(name="Hidden Hand", aliases=["HH"], description=SECRET),
        snapshot=SnapshotFactory(document=document),
    )
    misleading = RatingFactory(name="Misleading")
    EvidenceFactory(claim=claim, note=SECRET)
    AssessmentFactory.create_batch(2, claim=claim, submitted=True, rating=misleading, rationale=SECRET)
    VerdictFactory(claim=claim, approved=True, rating=misleading, summary=SECRET)
    return appearance


@pytest.fixture
def shown() -> Appearance:
    """A claim with a published verdict, and a draft that would replace it."""
    appearance = AppearanceFactory(claim=ClaimFactory(kind="fact", checkworthiness=0.2))
    VerdictFactory(claim=appearance.claim, published=True, rating=RatingFactory(name="True"))
    VerdictFactory(claim=appearance.claim, rating=RatingFactory(name="False"), summary=SECRET)
    return appearance


def test_outsiders_see_claims_with_a_published_verdict_alone(
    outsider: APIClient, shown: Appearance, hidden: Appearance
) -> None:
    assert ids(outsider, CLAIMS) == [str(shown.claim_id)]
    assert ids(outsider, DOCUMENTS) == [str(shown.snapshot.document_id)]
    assert set(ids(outsider, SOURCES)) == {str(shown.speaker_id), str(shown.snapshot.document.publisher_id)}


@pytest.mark.parametrize("role", ["journalist", "reviewer", "editor", "administrator"])
def test_the_desk_sees_everything(role: str, shown: Appearance, hidden: Appearance) -> None:
    client = signed_in(**{role: True})
    for path, model in ((CLAIMS, Claim), (DOCUMENTS, Document), (SOURCES, Source)):
        assert set(ids(client, path)) == {str(pk) for pk in model.objects.values_list("pk", flat=True)}, path


def test_what_is_hidden_looks_like_what_is_not_there(outsider: APIClient, hidden: Appearance) -> None:
    hidden_rows = {
        CLAIMS: hidden.claim_id,
        DOCUMENTS: hidden.snapshot.document_id,
        SOURCES: hidden.speaker_id,
    }
    for path, pk in hidden_rows.items():
        there = problem(outsider.get(f"{path}{pk}/"), 404)
        not_there = problem(outsider.get(f"{path}0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20/"), 404)
        assert there["detail"] == f"There is nothing at {path}{pk}/."
        for body in (there, not_there):
            del body["instance"], body["detail"]
        assert there == not_there


def test_no_filter_of_claims_finds_a_hidden_one(outsider: APIClient, hidden: Appearance) -> None:
    document = hidden.snapshot.document
    queries = {
        "document": [document.pk],
        "speaker": [hidden.speaker_id, "Hidden Hand", "hh"],
        "publisher": [document.publisher_id, "Hidden Herald", "the hidden"],
        "kind": ["quantity"],
        "checkable": ["true"],
        "published_after": ["2026-01-01"],
        "published_before": ["2026-12-31"],
        "checkworthiness_min": ["0.5"],
        "checkworthiness_max": ["1"],
        "rating": ["Misleading"],
        "verdict_after": ["2020-01-01"],
        "verdict_before": ["2030-01-01"],
        "claimed_after": ["2020-01-01"],
        "claimed_before": ["2030-01-01"],
        "channel": ["a"],
        "entity": ["Hidden", "HH"],
        "quantity_unit": ["percent"],
        "quantity_gte": ["0"],
        "quantity_lte": ["100"],
        "quantity_comparator": ["<="],
        "has_evidence": ["true", "false"],
        "single_source": ["true"],
        "anonymous_only": ["false"],
        "q": ["hidden"],
        "ordering": ["-checkworthiness", "published"],
    }
    assert_every_filter_is_tried(CLAIMS, queries | {"stale": []})  # refused, see below
    for name, values in queries.items():
        for value in values:
            assert ids(outsider, CLAIMS, **{name: value}) == [], f"{name}={value}"


def test_no_filter_of_documents_finds_a_hidden_one(outsider: APIClient, hidden: Appearance) -> None:
    queries = {
        "publisher": [hidden.snapshot.document.publisher_id, "Hidden Herald", "the hidden"],
        "published_after": ["2026-01-01"],
        "published_before": ["2026-12-31"],
        "language": ["da"],
        "q": ["hidden"],
        "ordering": ["title"],
    }
    assert_every_filter_is_tried(DOCUMENTS, queries)
    for name, values in queries.items():
        for value in values:
            assert ids(outsider, DOCUMENTS, **{name: value}) == [], f"{name}={value}"


def test_no_filter_of_sources_finds_a_hidden_one(outsider: APIClient, hidden: Appearance) -> None:
    queries = {
        "kind": ["person", "outlet"],
        "name": ["Hidden Hand", "hh", "Hidden Herald"],
        "q": ["hidden", "hh"],
        "ordering": ["name"],
    }
    assert_every_filter_is_tried(SOURCES, queries)
    for name, values in queries.items():
        for value in values:
            assert ids(outsider, SOURCES, **{name: value}) == [], f"{name}={value}"


def assert_every_filter_is_tried(path: str, queries: dict[str, list[object]]) -> None:
    """Ties these tests to the description of the API: a new filter must be tried here too."""
    parameters = SchemaGenerator().get_schema(request=None, public=True)["paths"][path]["get"]["parameters"]
    assert queries.keys() == {p["name"] for p in parameters} - OF_EVERY_LIST


def test_no_filter_tells_what_a_draft_says(desk: APIClient, shown: Appearance) -> None:
    assert ids(desk, CLAIMS, rating="True") == [str(shown.claim_id)]
    assert ids(desk, CLAIMS, rating="False") == []


def test_only_the_published_verdict_is_shown_even_to_the_desk(
    desk: APIClient, shown: Appearance, hidden: Appearance
) -> None:
    verdicts = {row["id"]: row["verdict"] for row in rows(desk, CLAIMS)}
    assert verdicts[str(shown.claim_id)]["rating"] == "True"
    assert verdicts[str(hidden.claim_id)] is None


def test_a_draft_of_a_verdict_is_for_who_works_on_verdicts(hidden: Appearance, shown: Appearance) -> None:
    published = ids(signed_in(journalist=True), "/api/v1/verdicts/")
    assert published == [str(shown.claim.verdicts.get(stage=Verdict.Stage.PUBLISHED).pk)]
    assert len(ids(signed_in(reviewer=True), "/api/v1/verdicts/")) == Verdict.objects.count() == 3


@pytest.mark.parametrize("stage", [s for s in Verdict.Stage if s not in Verdict.PUBLIC_STAGES])
def test_a_verdict_that_is_not_public_makes_nothing_public(outsider: APIClient, stage: Verdict.Stage) -> None:
    appearance = AppearanceFactory()
    VerdictFactory(claim=appearance.claim, stage=stage)
    for path in (CLAIMS, DOCUMENTS, SOURCES):
        assert ids(outsider, path) == [], path


@pytest.mark.parametrize("question", [{"rating": "none"}, {"stale": "true"}, {"stale": "false"}])
def test_work_in_progress_is_not_for_outsiders_to_ask_for(
    public: APIClient, stranger: APIClient, question: dict[str, str]
) -> None:
    refused = public.get(CLAIMS, question)
    assert "sign in" in problem(refused, 401)["detail"]
    assert refused["WWW-Authenticate"].startswith("Basic")
    assert "ask an administrator" in problem(stranger.get(CLAIMS, question), 403)["detail"]


def test_a_source_counts_the_claims_that_the_user_may_see(outsider: APIClient, desk: APIClient) -> None:
    speaker = SourceFactory(name="Mark Rutte")
    public_claim = ClaimFactory(published=True)
    AppearanceFactory.create_batch(2, claim=public_claim, speaker=speaker)
    AppearanceFactory.create_batch(3, speaker=speaker)
    assert [row["claim_count"] for row in rows(outsider, SOURCES, name="mark rutte")] == [1]
    assert [row["claim_count"] for row in rows(desk, SOURCES, name="mark rutte")] == [4]
    assert outsider.get(f"{SOURCES}{speaker.pk}/").json()["claim_count"] == 1


def test_the_captured_text_is_for_the_desk(outsider: APIClient, desk: APIClient, shown: Appearance) -> None:
    path = f"{DOCUMENTS}{shown.snapshot.document_id}/"
    [snapshot] = outsider.get(path).json()["snapshots"]
    assert snapshot["text"] is None
    assert snapshot["text_sha256"] == shown.snapshot.text_sha256
    assert desk.get(path).json()["snapshots"][0]["text"] == shown.snapshot.text


def test_a_list_of_documents_carries_no_texts(desk: APIClient, shown: Appearance) -> None:
    response = desk.get(DOCUMENTS)
    assert "text" not in response.json()["results"][0]["snapshots"][0]
    assert shown.snapshot.text.encode() not in response.content


def test_no_answer_to_outsiders_holds_a_word_of_what_is_hidden(
    outsider: APIClient, shown: Appearance, hidden: Appearance
) -> None:
    shown_rows = {CLAIMS: shown.claim_id, DOCUMENTS: shown.snapshot.document_id, SOURCES: shown.speaker_id}
    people = {verdict.author.username for verdict in Verdict.objects.select_related("author")} | {
        verdict.approved_by.username for verdict in Verdict.objects.exclude(approved_by=None)
    }
    for path, pk in shown_rows.items():
        for address in (path, f"{path}{pk}/"):
            answer = outsider.get(address).content.decode()
            assert SECRET not in answer
            assert "idden" not in answer
            assert not [name for name in people if f'"{name}"' in answer]


def test_a_cursor_of_the_desk_opens_nothing_to_outsiders(desk: APIClient, outsider: APIClient) -> None:
    AppearanceFactory.create_batch(5)
    following = desk.get(CLAIMS, {"page_size": 2}).json()["next"]
    assert outsider.get(following).json()["results"] == []
