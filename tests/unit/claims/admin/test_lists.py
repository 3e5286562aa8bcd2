"""Every list of the desk: it opens, is searched and filtered, and costs the same for one row and for fifty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Token
from claims.models import (
    Appearance,
    Assessment,
    Claim,
    Delivery,
    Evidence,
    ExtractionRun,
    Rating,
    Verdict,
    Webhook,
)
from sources.models import Citation, Document, Likeness, Relationship, Snapshot, SoftwareAgent, Source
from tests import factories

MAKE: dict[Any, Callable[[int], Any]] = {
    Source: lambda n: factories.SourceFactory(anonymous=True),
    Relationship: lambda n: factories.RelationshipFactory(),
    Likeness: lambda n: factories.LikenessFactory(),
    Document: lambda n: factories.AppearanceFactory(),
    Snapshot: lambda n: factories.SnapshotFactory(),
    Citation: lambda n: factories.CitationFactory(),
    SoftwareAgent: lambda n: factories.SoftwareAgentFactory(version=str(n)),
    Claim: lambda n: factories.ClaimFactory(appears=True, published=True),
    Appearance: lambda n: factories.AppearanceFactory(),
    ExtractionRun: lambda n: factories.ExtractionRunFactory(),
    Evidence: lambda n: factories.EvidenceFactory(),
    Assessment: lambda n: factories.AssessmentFactory(reviewer=User.objects.get(is_superuser=True)),
    Rating: lambda n: Rating.objects.create(name=f"Rating {n}", position=n, description="x"),
    Verdict: lambda n: factories.VerdictFactory(published=True),
    User: lambda n: factories.UserFactory(reviewer=True),
    Group: lambda n: Group.objects.create(name=f"Role {n}"),
    Token: lambda n: factories.TokenFactory(),
    Webhook: lambda n: factories.WebhookFactory(),
    Delivery: lambda n: factories.DeliveryFactory(),
}


@pytest.fixture
def everything() -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    return client


def address(model: Any, page: str = "changelist") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def test_every_model_of_the_house_has_a_page() -> None:
    assert set(MAKE) == set(admin.site._registry)


@pytest.mark.parametrize("model", MAKE, ids=lambda model: model.__name__)
def test_one_row_and_fifty_cost_the_same_number_of_queries(model: Any, everything: Client) -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            response = everything.get(address(model))
        assert response.status_code == 200
        return len(queries)

    MAKE[model](1)
    everything.get(address(model))  # content types are looked up once a process
    one = price()
    for n in range(2, 51):
        MAKE[model](n)
    everything.get(address(model))  # the origins of new claims are counted once
    assert price() == one
    assert one <= 20


@pytest.mark.parametrize("model", [m for m in MAKE if m is not Group], ids=lambda model: model.__name__)
def test_every_list_is_searched(model: Any, everything: Client) -> None:
    MAKE[model](1)
    assert admin.site._registry[model].search_fields
    assert everything.get(address(model), {"q": "nothing is called this"}).context["cl"].result_count == 0


@pytest.mark.parametrize("model", MAKE, ids=lambda model: model.__name__)
def test_every_row_opens(model: Any, everything: Client) -> None:
    MAKE[model](1)
    row = model._default_manager.first()
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    assert everything.get(page).status_code == 200


KEPT = [m for m in MAKE if m not in (Source, Group, Webhook)]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_what_others_depend_on_is_never_deleted(model: Any, everything: Client) -> None:
    MAKE[model](1)
    row = model._default_manager.first()
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[row.pk])
    assert everything.post(page, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
    everything.post(address(model), chosen)
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Snapshot, SoftwareAgent, ExtractionRun], ids=lambda model: model.__name__)
def test_what_software_made_is_only_read(model: Any, everything: Client) -> None:
    MAKE[model](1)
    row = model._default_manager.first()
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    assert everything.post(page, {}).status_code == 403
    assert everything.get(address(model, "add")).status_code == 403


def test_the_sidebar_shows_a_reviewer_only_what_they_may_see(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    assert reverse("admin:claims_claim_changelist") in page
    assert reverse("admin:auth_user_changelist") not in page
