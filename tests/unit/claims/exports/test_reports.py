"""Reports: what they cover, as of when, and for whose eyes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claims.exports.actions import Draft, make_report, renew
from claims.exports.gather import AROUND, around
from claims.exports.model import Report as Told
from claims.exports.model import digest, from_json, json_schema, to_json
from claims.models import Edition, Report
from claims.workflow import evidence as gathering
from claims.workflow import verdicts
from factcheck.common.errors import InvalidInput, NotAllowed
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    EvidenceFactory,
    SnapshotFactory,
    UserFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db

QUERIES = 22  # of a report of at most CHUNK claims


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


def published(snapshot: Any, **verdict: Any) -> Any:
    """A claim of the snapshot with a published verdict."""
    claim = ClaimFactory()
    AppearanceFactory(claim=claim, snapshot=snapshot)
    VerdictFactory(claim=claim, published=True, **verdict)
    return claim


def told(edition: Edition) -> Told:
    return from_json(edition.content)


def test_a_document_s_report_tells_its_published_claims_in_the_order_of_the_text(editor: Any) -> None:
    snapshot = SnapshotFactory()
    last = ClaimFactory()
    AppearanceFactory(claim=last, snapshot=snapshot, quote="Tariffs of up to 25%")
    VerdictFactory(claim=last, published=True)
    first = published(snapshot)
    AppearanceFactory(claim=ClaimFactory(), snapshot=snapshot, quote="Mark Rutte")  # nobody has checked it
    report = told(make_report(Draft("Greenland", document=snapshot.document), by=editor))
    assert [claim.id for claim in report.claims] == [first.pk, last.pk]
    assert [claim.number for claim in report.claims] == [1, 2]
    [place] = report.claims[0].appearances
    assert snapshot.text[place.anchor.start : place.anchor.end] == place.anchor.exact == "NATO will act"
    assert place.anchor.before == "Mark Rutte said that "
    assert report.snapshot(snapshot.pk).text_sha256 == snapshot.text_sha256
    assert report.document(snapshot.pk).title == snapshot.document.title


def test_a_selection_keeps_its_order(editor: Any) -> None:
    snapshot = SnapshotFactory()
    one, other = ClaimFactory(), ClaimFactory()
    for claim, quote in ((one, "NATO"), (other, "Denmark")):
        AppearanceFactory(claim=claim, snapshot=snapshot, quote=quote)
        VerdictFactory(claim=claim, published=True)
    edition = make_report(Draft("Two", selection=[other.pk, one.pk, other.pk]), by=editor)
    assert [claim.id for claim in told(edition).claims] == [other.pk, one.pk]


def test_a_desk_s_report_shows_what_is_on_its_way_and_no_draft(editor: Any) -> None:
    snapshot = SnapshotFactory()
    claim = ClaimFactory(state="agreed")
    AppearanceFactory(claim=claim, snapshot=snapshot)
    VerdictFactory(claim=claim, summary="Not to be seen.")
    edition = make_report(Draft("Ours", audience="desk", document=snapshot.document), by=editor)
    [shown] = told(edition).claims
    assert (shown.state, shown.verdicts) == ("agreed", [])
    assert "Not to be seen." not in edition.content
    with pytest.raises(InvalidInput, match="Nothing that it covers was published"):
        make_report(Draft("Everybody's", document=snapshot.document), by=editor)


def test_the_name_of_a_file_stays_at_the_desk(editor: Any) -> None:
    snapshot = SnapshotFactory(origin="/home/carmel/from-our-source.txt")
    published(snapshot)
    assert "carmel" not in make_report(Draft("Files", document=snapshot.document), by=editor).content


def test_nobody_s_name_of_the_desk_leaves_the_house(editor: Any) -> None:
    reviewer = UserFactory(reviewer=True, username="carmel", first_name="Carmel", last_name="Byrne")
    snapshot = SnapshotFactory()
    claim = published(snapshot, author=UserFactory(editor=True, username="oisin", last_name="Doyle"))
    EvidenceFactory(claim=claim, added_by=reviewer)
    content = make_report(Draft("Names", document=snapshot.document), by=editor).content
    assert not [name for name in ("carmel", "Byrne", "oisin", "Doyle", editor.username) if name in content]


def test_a_later_correction_changes_the_next_edition_and_no_earlier_one(editor: Any) -> None:
    snapshot = SnapshotFactory()
    claim = published(snapshot)
    first = make_report(Draft("Greenland", document=snapshot.document), by=editor)
    VerdictFactory(claim=claim, published=True, correction_note="The minutes were another meeting's.")
    second = renew(first.report, by=editor)
    assert [version.stage for version in told(first).claims[0].verdicts] == ["published"]
    assert [version.stage for version in told(second).claims[0].verdicts] == ["published", "corrected"]
    assert (first.number, second.number) == (1, 2)


@pytest.mark.django_db(transaction=True)  # each act at its own moment
def test_a_report_of_an_earlier_moment_tells_what_held_then(editor: Any) -> None:
    snapshot = SnapshotFactory()
    before = timezone.now()
    claim = ClaimFactory()
    AppearanceFactory(claim=claim, snapshot=snapshot)
    verdict = VerdictFactory(claim=claim, published=True)
    then = timezone.now()
    verdicts.retract(verdict, by=editor, notice="It was another meeting.")
    draft = Draft("Then and now", document=snapshot.document)
    assert told(make_report(draft, by=editor, as_of=then)).claims[0].rating == "False"
    now = told(make_report(draft, by=editor))
    assert (now.claims[0].rating, now.claims[0].verdict.stage) == ("", "retracted")
    with pytest.raises(InvalidInput, match="Nothing that it covers"):
        make_report(draft, by=editor, as_of=before)
    with pytest.raises(InvalidInput, match="a moment that has passed"):
        make_report(draft, by=editor, as_of=timezone.now() + timedelta(days=1))


def test_withdrawn_evidence_is_left_out(editor: Any) -> None:
    snapshot = SnapshotFactory()
    claim = published(snapshot)
    kept = EvidenceFactory(claim=claim, snapshot=snapshot, quote="Denmark")
    gone = EvidenceFactory(claim=claim, citation_only=True)
    gathering.withdraw_evidence(gone, by=editor, reason="A copy of the other.")
    report = told(make_report(Draft("Evidence", document=snapshot.document), by=editor))
    shown = {passage.id for passage in report.claims[0].evidence}
    assert kept.pk in shown
    assert gone.pk not in shown


def test_only_who_may_make_reports_makes_one() -> None:
    snapshot = SnapshotFactory()
    published(snapshot)
    with pytest.raises(NotAllowed, match=r"claims\.add_report"):
        make_report(Draft("Mine", document=snapshot.document), by=UserFactory(journalist=True))
    assert not Report.objects.exists()


@pytest.mark.parametrize("both", [True, False])
def test_a_report_covers_one_thing(editor: Any, both: bool) -> None:
    covers = {"document": SnapshotFactory().document, "selection": [uuid4()]} if both else {}
    with pytest.raises(InvalidInput, match="either a document or a selection of claims"):
        make_report(Draft("All", **covers), by=editor)


def test_everybody_sees_what_is_for_the_public_and_the_desk_sees_all(editor: Any) -> None:
    document = SnapshotFactory().document
    ours, theirs = (
        Report.objects.create(title=audience, audience=audience, document=document, made_by=editor)
        for audience in ("desk", "public")
    )
    assert set(Report.objects.visible_to(AnonymousUser())) == {theirs}
    assert set(Report.objects.visible_to(UserFactory(journalist=True))) == {ours, theirs}


def test_the_database_lets_nobody_change_an_edition(editor: Any) -> None:
    snapshot = SnapshotFactory()
    published(snapshot)
    edition = make_report(Draft("Greenland", document=snapshot.document), by=editor)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(content="{}")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).delete()
    false = Edition(report=edition.report, number=9, as_of=edition.as_of, content="{}", content_sha256="0" * 64)
    false.claim_count, false.made_by = 0, editor
    with pytest.raises(IntegrityError, match="edition_hash_is_true"), transaction.atomic():
        false.save()


def test_the_content_is_canonical_and_as_its_schema_says(editor: Any) -> None:
    snapshot = SnapshotFactory()
    claim = published(snapshot)
    EvidenceFactory(claim=claim, snapshot=snapshot)
    edition = make_report(Draft("Greenland", document=snapshot.document), by=editor)
    assert to_json(told(edition)).decode() == edition.content
    assert digest(edition.content.encode()) == edition.content_sha256
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(edition.content)))
    assert list(Draft202012Validator(schema).iter_errors({"title": "No report"}))


@pytest.mark.parametrize("claims", [1, 4])
def test_a_report_takes_as_many_queries_however_many_claims(
    editor: Any, django_assert_num_queries: Any, claims: int
) -> None:
    snapshot = SnapshotFactory()
    for word in ("NATO", "Denmark", "Tariffs", "Mark")[:claims]:
        claim = ClaimFactory()
        AppearanceFactory(claim=claim, snapshot=snapshot, quote=word)
        VerdictFactory(claim=claim, published=True)
    editor.get_all_permissions()
    with django_assert_num_queries(QUERIES):
        make_report(Draft("Greenland", document=snapshot.document), by=editor)


@given(st.text(alphabet="ab \n", max_size=900), st.data())
def test_what_stands_around_words_is_of_their_paragraph(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = around(text, start, end)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert "\n" not in before + after
    assert max(len(before), len(after)) <= AROUND
