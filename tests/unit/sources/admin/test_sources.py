"""Sources: names, aliases, and the rule that only anonymous ones belong to a document."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.models import Source
from tests.factories import AppearanceFactory, DocumentFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/sources/source/add/"


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(UserFactory(reviewer=True))
    return client


def problems(response: Any) -> list[str]:
    assert response.status_code == 200
    return [message for messages in response.context["adminform"].form.errors.values() for message in messages]


def test_a_source_is_added_with_its_other_names(desk: Client) -> None:
    form = {"name": "Mark Rutte", "kind": "person", "aliases_0": "Mr Rutte", "aliases_1": "Rutte"}
    assert desk.post(ADD, form | {"aliases": ["Mr Rutte", "Rutte"]}).status_code == 302
    assert Source.objects.get().name == "Mark Rutte"


def test_a_name_that_another_source_has_is_refused_with_a_message(desk: Client) -> None:
    SourceFactory(name="Mark Rutte")
    assert problems(desk.post(ADD, {"name": "mark rutte", "kind": "person"}))


def test_only_an_anonymous_source_names_a_document(desk: Client) -> None:
    form = {"name": "A diplomat", "kind": "person", "described_in": DocumentFactory().pk}
    assert any("An anonymous source, and no other" in problem for problem in problems(desk.post(ADD, form)))


def test_the_speaker_of_a_claim_is_not_deleted() -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    source = AppearanceFactory().speaker
    response = client.post(reverse("admin:sources_source_delete", args=[source.pk]), {"post": "yes"})
    assert response.status_code == 200
    assert Source.objects.filter(pk=source.pk).exists()


def test_sources_are_found_by_their_other_names(desk: Client) -> None:
    source = SourceFactory(name="RTÉ", aliases=["Raidió Teilifís Éireann"])
    SourceFactory()
    page = desk.get("/admin/sources/source/", {"q": "Teilifís"})
    assert [s.pk for s in page.context["cl"].result_list] == [source.pk]
