"""What sources are to each other: recorded by editors, withdrawn with a reason, never deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.admin.relationships import sentence
from sources.models import Relationship
from tests.factories import RelationshipFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/sources/relationship/"
ADD = LIST + "add/"
TODAY = date(2026, 2, 1)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def desk(editor: Any) -> Client:
    return signed_in(editor)


def page_of(relationship: Relationship) -> str:
    return reverse("admin:sources_relationship_change", args=[relationship.pk])


def given(relationship: Relationship, **changed: Any) -> dict[str, Any]:
    """The form of a relationship as it is, but for what is changed."""
    form = {
        "subject": relationship.subject_id,
        "kind": relationship.kind,
        "object": relationship.object_id,
        "since": relationship.since or "",
        "until": relationship.until or "",
        "note": relationship.note,
        "finding": "keep",
        "reason": "",
    }
    return form | changed


@pytest.mark.parametrize(
    ("kind", "since", "until", "words"),
    [
        ("owned_by", None, None, "The Sun is owned by News UK"),
        ("owned_by", date(1981, 1, 1), None, "The Sun is owned by News UK since 1981"),
        ("part_of", date(2013, 6, 28), None, "The Sun is part of News UK since 28 Jun 2013"),
        ("part_of", None, date(1969, 10, 2), "The Sun was part of News UK until 2 Oct 1969"),
        ("speaks_for", date(1964, 1, 1), date(1969, 12, 31), "The Sun spoke for News UK from 1964 to 1969"),
        ("republishes", None, TODAY, "The Sun republishes News UK until 1 Feb 2026"),
    ],
)
def test_a_relationship_is_told_in_words(kind: str, since: date | None, until: date | None, words: str) -> None:
    subject, object_ = SourceFactory(name="The Sun"), SourceFactory(name="News UK")
    relationship = RelationshipFactory(subject=subject, kind=kind, object=object_, since=since, until=until)
    assert sentence(relationship, TODAY) == words


def test_an_editor_records_a_relationship(desk: Client, editor: Any) -> None:
    sun, house = SourceFactory(name="The Sun"), SourceFactory(name="News UK")
    form = {"subject": sun.pk, "kind": "owned_by", "object": house.pk, "since": "1981-01-01", "note": "Register"}
    assert desk.post(ADD, form).status_code == 302
    kept = Relationship.objects.get()
    assert (kept.subject, kept.object, kept.since, kept.until, kept.person) == (
        sun,
        house,
        date(1981, 1, 1),
        None,
        editor,
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"object": "subject"}, "object"),
        ({"since": "2020-01-01", "until": "2019-01-01"}, "until"),
        ({"kind": "knows"}, "kind"),
    ],
)
def test_what_can_not_be_is_said_beside_the_field(desk: Client, changed: dict[str, str], field: str) -> None:
    subject = SourceFactory()
    form = {"subject": subject.pk, "kind": "owned_by", "object": SourceFactory().pk} | changed
    form = {name: subject.pk if value == "subject" else value for name, value in form.items()}
    page = desk.post(ADD, form)
    assert list(page.context["adminform"].form.errors) == [field]
    assert not Relationship.objects.exists()


def test_the_same_twice_gets_a_message(desk: Client) -> None:
    page = desk.post(ADD, given(RelationshipFactory()))
    assert page.context["adminform"].form.errors["object"] == ["This is recorded already."]


def test_an_editor_corrects_one(desk: Client) -> None:
    relationship = RelationshipFactory()
    assert desk.post(page_of(relationship), given(relationship, until="2025-12-31")).status_code == 302
    relationship.refresh_from_db()
    assert relationship.until == date(2025, 12, 31)


def test_a_mistake_is_withdrawn_with_its_reason_and_stays_as_it_was(desk: Client) -> None:
    relationship = RelationshipFactory(note="A rumour")
    page = desk.post(page_of(relationship), given(relationship, finding="retire", note="Else"))
    assert "say why" in page.context["adminform"].form.errors["reason"][0]
    form = given(relationship, finding="retire", note="Else", reason="It never was.")
    assert desk.post(page_of(relationship), form).status_code == 302
    relationship.refresh_from_db()
    assert (relationship.retired, relationship.note) == (True, "A rumour")
    assert desk.post(page_of(relationship), given(relationship)).status_code == 403
    history = desk.get(reverse("admin:sources_relationship_history", args=[relationship.pk])).content.decode()
    assert "withdrew what was recorded of two sources: It never was." in " ".join(history.split())


def test_the_list_shows_those_that_count_and_the_mistakes_where_they_are_asked_for(desk: Client) -> None:
    counts, withdrawn = RelationshipFactory(), RelationshipFactory(retired=True)
    shown = lambda **query: set(desk.get(LIST, query).context["cl"].result_list)  # noqa: E731
    assert shown() == {counts}
    assert shown(standing="withdrawn") == {withdrawn}
    assert shown(standing="all") == {counts, withdrawn}


def test_a_reviewer_reads_and_records_nothing() -> None:
    relationship, client = RelationshipFactory(), signed_in(UserFactory(reviewer=True))
    assert client.get(page_of(relationship)).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(page_of(relationship), given(relationship, note="Else")).status_code == 403


def test_the_page_of_a_source_leads_to_a_form_that_knows_the_source(desk: Client) -> None:
    source = SourceFactory()
    form = desk.get(ADD, {"subject": source.pk}).context["adminform"].form
    assert str(form.initial["subject"]) == str(source.pk)
