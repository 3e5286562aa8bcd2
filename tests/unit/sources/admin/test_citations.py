"""Citations are anchored like evidence; whom they name can be corrected, where they stand can't."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.models import Citation
from tests.factories import CitationFactory, SnapshotFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/sources/citation/add/"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_pasted_words_become_the_anchor_of_a_citation() -> None:
    reviewer, snapshot, source = UserFactory(reviewer=True), SnapshotFactory(), SourceFactory()
    form = {"snapshot": snapshot.pk, "quotation": "Mark Rutte said", "source": source.pk, "channel": "interview"}
    assert signed_in(reviewer).post(ADD, form).status_code == 302
    citation = Citation.objects.get()
    assert snapshot.text[citation.start : citation.end] == citation.exact == "Mark Rutte said"
    assert (citation.person, citation.software, citation.source) == (reviewer, None, source)


def test_the_same_citation_twice_gets_a_message_at_the_quotation() -> None:
    first = CitationFactory()
    form = {
        "snapshot": first.snapshot_id,
        "quotation": first.exact,
        "source": first.source_id,
        "channel": first.channel,
    }
    response = signed_in(UserFactory(reviewer=True)).post(ADD, form)
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["quotation"]


def test_words_that_are_not_there_get_a_message_at_the_quotation() -> None:
    form = {"snapshot": SnapshotFactory().pk, "quotation": "Nobody", "source": SourceFactory().pk, "channel": "post"}
    response = signed_in(UserFactory(reviewer=True)).post(ADD, form)
    assert "does not stand" in response.context["adminform"].form.errors["quotation"][0]
    assert not Citation.objects.exists()


def test_a_reviewer_corrects_the_source_while_the_words_stay() -> None:
    citation, source = CitationFactory(), SourceFactory()
    form = {"source": source.pk, "channel": "speech", "exact": "else", "start": "1", "finding": "correct"}
    page = reverse("admin:sources_citation_change", args=[citation.pk])
    assert signed_in(UserFactory(journalist=True, is_staff=True)).post(page, form).status_code == 403
    assert signed_in(UserFactory(reviewer=True)).post(page, form).status_code == 302
    after = Citation.objects.get()
    assert (after.source, after.channel, after.exact, after.start) == (source, "speech", citation.exact, citation.start)
    assert after.standing == "corrected"


def test_a_rejection_without_a_reason_gets_a_message_at_the_reason() -> None:
    citation = CitationFactory()
    form = {"source": citation.source_id, "channel": citation.channel, "finding": "reject"}
    page = reverse("admin:sources_citation_change", args=[citation.pk])
    response = signed_in(UserFactory(reviewer=True)).post(page, form)
    assert "say why" in response.context["adminform"].form.errors["reason"][0]
    assert signed_in(UserFactory(reviewer=True)).post(page, form | {"reason": "A namesake."}).status_code == 302
    assert Citation.objects.get().standing == "rejected"
