"""Every act of the workflow, done by a program: the same actions, the same rules."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claims.api.acts.table import ACTS, RECORD, Entry
from claims.models import Assessment, Claim, Verdict
from claims.workflow.moves import Act
from tests.api.asking import problem
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    CitationFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    TokenFactory,
    UserFactory,
    VerdictFactory,
)

V1 = "/api/v1/"
# What other acts do by themselves.
NOT_BY_PEOPLE = {Act.CORRECT}


def signed_in(person: User) -> APIClient:
    """A client of a person's."""
    client = APIClient()
    client.force_authenticate(person)
    return client


def path(entry: Entry, **keys: Any) -> str:
    """Its address with these keys."""
    filled = entry.path
    for name, key in keys.items():
        filled = filled.replace(f"<uuid:{name}>", str(key))
    return f"{V1}{filled}"


ENTRIES = {entry.name: entry for entry in ACTS}


def send(client: APIClient, name: str, row: Any, body: dict[str, Any] | None = None, **keys: Any) -> Any:
    """Do the act of this name."""
    return client.post(path(ENTRIES[name], id=row.pk, **keys), body or {}, format="json")


def done(response: Any, status: int = 200) -> dict[str, Any]:
    """What is answered."""
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


@pytest.fixture
def reviewer(db: None) -> User:
    """Somebody who reviews."""
    return UserFactory(reviewer=True)


@pytest.fixture
def editor(db: None) -> User:
    """Somebody who edits."""
    return UserFactory(editor=True)


def test_every_act_that_people_do_has_an_address() -> None:
    assert {entry.act for entry in (*ACTS, RECORD)} == set(Act) - NOT_BY_PEOPLE
    assert len(ENTRIES) == len(ACTS)


@pytest.mark.parametrize("entry", ACTS, ids=lambda entry: entry.name)
def test_nobody_in_particular_does_anything(public: APIClient, entry: Entry) -> None:
    problem(public.post(path(entry, id=uuid4(), edge=uuid4()), {}, format="json"), 401)


@pytest.mark.parametrize("entry", ACTS, ids=lambda entry: entry.name)
def test_what_is_not_there_is_not_found(editor: User, entry: Entry) -> None:
    problem(signed_in(editor).post(path(entry, id=uuid4(), edge=uuid4()), {}, format="json"), 404)


@pytest.mark.parametrize("entry", ACTS, ids=lambda entry: entry.name)
def test_a_token_without_the_scope_opens_nothing(editor: User, entry: Entry) -> None:
    others = [scope for scope in ("triage", "claims", "verdicts") if scope != entry.scope]
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {TokenFactory(owner=editor, scopes=others).secret}")
    assert entry.scope in problem(client.post(path(entry, id=uuid4(), edge=uuid4()), {}, format="json"), 403)["detail"]


def bodies() -> dict[str, Any]:
    """Of each act on a row: the row it is possible on, and what it takes."""
    wording = {"text": "NATO will act soon.", "kind": "fact"}
    verdict = {"rating": "False", "summary": "It is not so."}
    return {
        "claim-queue": (lambda: ClaimFactory(), {"deadline": "2027-01-01"}),
        "claim-set-aside": (lambda: ClaimFactory(), {"reason": "Not worth it."}),
        "claim-assign": (lambda: ClaimFactory(state="queued"), {}),
        "claim-release": (None, {}),
        "claim-assess": (None, {"rating": "False", "rationale": "Half"}),
        "claim-submit": (None, {"rating": "False", "rationale": "It is false."}),
        "claim-contest": (lambda: ClaimFactory(state="agreed"), {"reason": "I doubt it."}),
        "claim-settle": (lambda: ClaimFactory(state="disputed"), {"rating": "False", "reason": "The minutes."}),
        "claim-reword": (lambda: ClaimFactory(), wording),
        "claim-split": (lambda: ClaimFactory(appears=True), {"parts": [wording, {**wording, "text": "So."}]}),
        "claim-merge": (lambda: ClaimFactory(), {**wording, "others": [str(ClaimFactory().pk)]}),
        "claim-reject": (lambda: ClaimFactory(), {"reason": "No claim."}),
        "claim-restore": (lambda: ClaimFactory(state="rejected"), {}),
        "claim-appearances": (
            lambda: ClaimFactory(),
            {"snapshot": str(SnapshotFactory().pk), "quotation": "NATO will act"},
        ),
        "appearance-move": (lambda: AppearanceFactory(), {"start": 0, "end": 10}),
        "appearance-speaker": (lambda: AppearanceFactory(), {"speaker": str(SourceFactory().pk), "cue": "said"}),
        "claim-evidence": (lambda: ClaimFactory(), {"stance": "refutes", "citation": "Box 12"}),
        "evidence-revise": (lambda: EvidenceFactory(), {"stance": "context", "note": "Not so clear."}),
        "evidence-withdraw": (lambda: EvidenceFactory(), {"reason": "Not about this."}),
        "claim-verdicts": (lambda: VerdictFactory(stage="withdrawn").claim, verdict),
        "verdict-revise": (None, verdict),
        "verdict-send": (None, {}),
        "verdict-withdraw": (None, {}),
        "verdict-send-back": (lambda: VerdictFactory(in_review=True), {"comment": "Say when."}),
        "verdict-approve": (lambda: VerdictFactory(in_review=True), {}),
        "verdict-publish": (lambda: VerdictFactory(approved=True), {}),
        "verdict-retract": (lambda: VerdictFactory(published=True), {"notice": "It was another year."}),
        "verdict-stale": (lambda: VerdictFactory(published=True), {"reason": "New figures."}),
        "verdict-confirm": (None, {"reason": "It stands."}),
        "appearance-edges": (lambda: AppearanceFactory(), {"channel": "report", "source": str(SourceFactory().pk)}),
    }


# Where the row has to be of the person who asks.
OWN = {
    "claim-release": lambda person: _taken(person),
    "claim-assess": lambda person: _taken(person),
    "claim-submit": lambda person: _taken(person),
    "verdict-revise": lambda person: VerdictFactory(author=person),
    "verdict-send": lambda person: VerdictFactory(author=person),
    "verdict-withdraw": lambda person: VerdictFactory(author=person),
    "verdict-confirm": lambda person: _stale(person),
}


def _taken(person: User) -> Claim:
    from claims.workflow import triage

    claim: Claim = EvidenceFactory(claim=ClaimFactory(state="queued")).claim
    RatingFactory(name="False")
    triage.assign(claim, by=person)
    claim.refresh_from_db()
    return claim


def _stale(person: User) -> Verdict:
    from claims.workflow import verdicts

    verdict: Verdict = VerdictFactory(published=True)
    verdicts.ask_for_another_look(verdict, by=person, reason="New figures.")
    return verdict


WITH_ROWS = [name for name in ENTRIES if ENTRIES[name].on not in ("edge", "edit")]


@pytest.mark.django_db
def test_every_act_is_tried() -> None:
    assert bodies().keys() == set(WITH_ROWS)
    assert set(ENTRIES) - set(WITH_ROWS) == {"edit-undo", "edge-confirm", "edge-reject", "edge-correct"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_ROWS)
def test_an_act_does_what_the_workflow_says(name: str, editor: User) -> None:
    RatingFactory(name="False")
    make, body = bodies()[name]
    row = OWN[name](editor) if name in OWN else make()
    entry = ENTRIES[name]
    answer = done(send(signed_in(editor), name, row, body), 201 if entry.created else 200)
    if entry.on in ("claim", "verdict") and "revision" in answer:
        kept = type(row if "stage" not in answer else Verdict()).objects.get(pk=answer["id"])
        assert answer["revision"] == kept.revision
        assert kept.act == entry.act or entry.act in (Act.SPLIT, Act.MERGE)
        assert "possible" in answer


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_ROWS)
def test_who_has_not_the_right_is_told_so(name: str) -> None:
    RatingFactory(name="False")
    journalist = UserFactory(journalist=True)
    make, body = bodies()[name]
    row = OWN[name](UserFactory(editor=True)) if name in OWN else make()
    draft = isinstance(row, Verdict) and not Verdict.objects.public().filter(pk=row.pk).exists()
    problem(send(signed_in(journalist), name, row, body), 404 if draft else 403)  # not even that there is one


def test_an_edge_is_confirmed_rejected_and_corrected(editor: User) -> None:
    client = signed_in(editor)
    for name, body, standing in (
        ("edge-confirm", {}, "confirmed"),
        ("edge-reject", {"reason": "Somebody else."}, "rejected"),
        ("edge-correct", {"channel": "report", "source": str(SourceFactory().pk)}, "corrected"),
    ):
        place = AppearanceFactory()
        edge = CitationFactory(snapshot=place.snapshot)
        answer = done(send(client, name, place, body, edge=edge.pk))
        assert answer["standing"] == standing, name
    problem(send(client, "edge-confirm", AppearanceFactory(), {}, edge=edge.pk), 404)


def test_an_edit_is_taken_back_by_whoever_made_it(reviewer: User) -> None:
    claim = ClaimFactory(text="NATO will act.")
    client = signed_in(reviewer)
    edit = done(send(client, "claim-reword", claim, {"text": "NATO acts.", "kind": "fact"}))["edit"]
    other = signed_in(UserFactory(reviewer=True))
    problem(other.post(f"{V1}edits/{edit}/undo/", {}, format="json"), 404)
    assert done(client.post(f"{V1}edits/{edit}/undo/", {}, format="json"))["undone_at"]
    claim.refresh_from_db()
    assert claim.text == "NATO will act."


def test_a_claim_is_recorded_where_it_stands(reviewer: User, public: APIClient) -> None:
    body = {"text": "NATO will act.", "kind": "fact", "place": {"snapshot": str(SnapshotFactory().pk)}}
    client = signed_in(reviewer)
    refused = problem(client.post(f"{V1}claims/", body, format="json"), 400)
    assert refused["errors"][0]["field"] == "place.quotation"
    body["place"]["quotation"] = "NATO will act"
    answer = done(client.post(f"{V1}claims/", body, format="json"), 201)
    assert answer["state"] == "new"
    [place] = Claim.objects.get(pk=answer["id"]).appearances.all()
    assert (place.exact, place.person) == ("NATO will act", reviewer)
    assert public.get(f"{V1}claims/{answer['id']}/").status_code == 404


def test_an_act_on_what_somebody_changed_meanwhile_is_not_done(reviewer: User) -> None:
    claim = ClaimFactory()
    client = signed_in(reviewer)
    seen = done(client.get(f"{V1}claims/{claim.pk}/workflow/"))["revision"]
    done(send(client, "claim-queue", claim, {"revision": seen}))
    stale = problem(send(client, "claim-set-aside", claim, {"reason": "No.", "revision": seen}), 409)
    assert stale["type"] == "/api/problems/stale/"
    assert "state is now" in stale["detail"]


def test_what_the_tables_do_not_know_is_refused_with_what_is_possible(reviewer: User) -> None:
    refused = problem(send(signed_in(reviewer), "claim-submit", ClaimFactory(), _finding()), 422)
    assert "Possible now:" in refused["detail"]


def _finding() -> dict[str, str]:
    RatingFactory(name="False")
    return {"rating": "False", "rationale": "It is false."}


@pytest.mark.parametrize(
    ("name", "body", "field", "told"),
    [
        ("claim-queue", {"dedline": "2027-01-01"}, "dedline", "did you mean deadline?"),
        ("claim-queue", {"deadline": "soon"}, "deadline", ""),
        ("claim-queue", {"revision": 0}, "revision", ""),
        ("claim-set-aside", {}, "reason", ""),
        ("claim-set-aside", {"reason": "nul\0byte"}, "reason", "Null characters"),
        ("claim-set-aside", {"reason": " "}, "reason", ""),
        ("claim-assign", {"reviewer": "nobody.here"}, "reviewer", "nobody called"),
        ("claim-verdicts", {"rating": "Fals", "summary": "x"}, "rating", "Did you mean False?"),
        ("claim-merge", {"text": "x", "kind": "fact", "others": [str(uuid4())]}, "others.0", "nothing with the"),
        ("claim-evidence", {"stance": "refutes", "start": 3}, "start", "both"),
        ("claim-evidence", {"stance": "refutes"}, "citation", "give one of them"),
    ],
)  # fmt: skip
def test_input_that_is_wrong_is_named_with_the_reason(
    editor: User, name: str, body: dict[str, Any], field: str, told: str
) -> None:
    RatingFactory(name="False")
    refused = problem(send(signed_in(editor), name, ClaimFactory(), body), 400)
    errors = {error["field"]: error["detail"] for error in refused["errors"]}
    assert told in " ".join(detail for name, detail in errors.items() if name.startswith(field.split(".")[0]))


@pytest.mark.parametrize("body", ["[]", "3", '"x"', "nonsense", "null"])
def test_a_body_that_is_no_object_is_refused(editor: User, body: str) -> None:
    address = path(ENTRIES["claim-queue"], id=ClaimFactory().pk)
    problem(signed_in(editor).post(address, body, content_type="application/json"), 400)


def test_no_reviewer_sees_what_another_found(editor: User) -> None:
    first = AssessmentFactory(rationale="The secret minutes.", submitted=True)
    reviewer = UserFactory(reviewer=True)
    client = signed_in(reviewer)
    RatingFactory(name="False")
    for response in (
        client.get(f"{V1}claims/{first.claim_id}/workflow/"),
        send(client, "claim-assign", first.claim),
        send(client, "claim-assess", first.claim, {"rating": "False", "rationale": "Mine."}),
    ):
        assert response.status_code == 200, response.content
        assert b"secret" not in response.content
        assert first.reviewer.username.encode() not in response.content
    assert Assessment.objects.get(reviewer=reviewer).rationale == "Mine."


def test_the_way_of_a_claim_is_for_the_desk(public: APIClient) -> None:
    problem(public.get(f"{V1}claims/{ClaimFactory(published=True).pk}/workflow/"), 404)
