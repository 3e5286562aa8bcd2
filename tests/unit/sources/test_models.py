"""What the database never lets happen to sources, documents and snapshots."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from sources.models import Document, Snapshot, Source
from sources.models.anchor import CONTEXT, selectors
from tests.factories import (
    CitationFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)
from tests.factories.claims import AppearanceFactory

pytestmark = pytest.mark.django_db


def test_a_snapshot_can_not_be_changed_by_sql_either() -> None:
    snapshot = SnapshotFactory()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute("UPDATE sources_snapshot SET origin = 'elsewhere' WHERE id = %s", [snapshot.pk])


def test_a_snapshot_can_not_be_deleted() -> None:
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        SnapshotFactory().delete()


def test_saving_a_snapshot_again_is_refused_in_words() -> None:
    with pytest.raises(TypeError, match="never changed"):
        SnapshotFactory().save()


def test_a_snapshot_with_a_hash_that_is_not_its_texts_is_refused() -> None:
    with pytest.raises(IntegrityError, match="snapshot_hash_is_true"):
        SnapshotFactory(text_sha256="0" * 64)


def test_the_same_text_of_a_document_is_kept_once() -> None:
    snapshot = SnapshotFactory()
    with pytest.raises(IntegrityError, match="one_snapshot_per_content"):
        SnapshotFactory(document=snapshot.document)


def test_a_snapshot_is_made_by_software_or_by_a_person_and_not_by_both() -> None:
    with pytest.raises(IntegrityError, match="snapshot_has_one_agent"):
        SnapshotFactory(person=UserFactory())


def test_an_anchor_that_quotes_other_words_than_the_snapshot_is_refused() -> None:
    snapshot = SnapshotFactory()
    anchor = selectors(snapshot.text, 0, 10) | {"exact": "Mark Rutta"}
    with pytest.raises(IntegrityError, match="does not stand in snapshot"):
        CitationFactory(snapshot=snapshot, **anchor)


@pytest.mark.parametrize("context", [{"prefix": "x"}, {"suffix": "x"}])
def test_an_anchor_with_a_false_context_is_refused(context: dict[str, str]) -> None:
    snapshot = SnapshotFactory()
    with pytest.raises(IntegrityError, match="does not stand in snapshot"):
        CitationFactory(snapshot=snapshot, **(selectors(snapshot.text, 0, 10) | context))


def test_offsets_count_code_points_as_postgresql_does() -> None:
    text = "👩🏽‍⚕️ Ärztin sagt: “e\u0301” und 𝟙𝟚𝟛."
    snapshot = SnapshotFactory(text=text)
    start = text.index("Ärztin")
    citation = CitationFactory(snapshot=snapshot, **selectors(text, start, start + 6))
    assert snapshot.text[citation.start : citation.end] == citation.exact == "Ärztin"


def test_an_anchor_can_not_be_moved() -> None:
    citation = CitationFactory()
    citation.start, citation.end, citation.exact = 1, 10, citation.snapshot.text[1:10]
    with pytest.raises(IntegrityError, match="can not be changed"):
        citation.save()


def test_the_channel_of_a_citation_can_be_corrected() -> None:
    citation = CitationFactory()
    citation.channel = "broadcast"
    citation.save()
    citation.refresh_from_db()
    assert citation.channel == "broadcast"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_selectors_give_the_text_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = selectors(text, start, end)
    assert text[anchor["start"] : anchor["end"]] == anchor["exact"]
    assert text[:start].endswith(anchor["prefix"])
    assert len(anchor["prefix"]) == min(CONTEXT, start)
    assert text[end:].startswith(anchor["suffix"])
    assert len(anchor["suffix"]) == min(CONTEXT, len(text) - end)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside the text of 5 characters"):
        selectors("words", start, end)


def test_two_sources_of_one_name_are_refused_whatever_the_case() -> None:
    SourceFactory(name="Reuters")
    with pytest.raises(IntegrityError, match="one_source_per_name"):
        SourceFactory(name="REUTERS")


def test_two_documents_may_describe_an_anonymous_source_alike() -> None:
    first, second = SourceFactory.create_batch(2, anonymous=True, name="a source familiar with the talks")
    assert first.described_in != second.described_in


def test_an_anonymous_source_without_a_document_is_refused() -> None:
    with pytest.raises(IntegrityError, match="anonymous_source_belongs_to_a_document"):
        SourceFactory(kind=Source.Kind.ANONYMOUS)


def test_the_public_sees_only_documents_and_sources_behind_published_verdicts() -> None:
    hidden = AppearanceFactory()
    shown = AppearanceFactory()
    VerdictFactory(claim=hidden.claim, approved=True)
    VerdictFactory(claim=shown.claim, published=True)
    DocumentFactory()
    public = AnonymousUser()
    assert list(Document.objects.visible_to(public)) == [shown.snapshot.document]
    assert set(Source.objects.visible_to(public)) == {shown.speaker, shown.snapshot.document.publisher}


def test_a_signed_in_person_without_a_role_sees_no_more_than_the_public() -> None:
    AppearanceFactory(claim=ClaimFactory())
    assert not Document.objects.visible_to(UserFactory()).exists()


@pytest.mark.parametrize("role", ["journalist", "reviewer", "editor", "administrator"])
def test_everybody_of_the_desk_sees_every_document_and_source(role: str) -> None:
    appearance = AppearanceFactory()
    person = UserFactory(**{role: True})
    assert appearance.snapshot.document in Document.objects.visible_to(person)
    assert appearance.speaker in Source.objects.visible_to(person)


def test_the_latest_snapshot_comes_first() -> None:
    first = SnapshotFactory()
    second = SnapshotFactory(document=first.document, text="Another text.")
    assert list(Snapshot.objects.all()) == [second, first]
