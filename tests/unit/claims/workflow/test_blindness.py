"""Nobody sees another's draft, and no submitted finding before their own is in, or the claim is concluded."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from claims.models import Assessment, Claim
from claims.workflow import triage
from tests.factories import AppearanceFactory, AssessmentFactory, ClaimFactory, UserFactory

from .test_rules import ROLES, with_role
from .test_triage import lapse

pytestmark = pytest.mark.django_db

OURS = ("reviewer", "editor", "administrator", "superuser")  # who may see others' findings at all, in time
SECRET = "secret-minutes"
NOT_FOR_ALL = ("/api/v1/webhooks/",)


def claim_of_others(settings: Any, *, concluded: bool) -> Claim:
    """A claim with others' submitted findings, and a draft whose reviewer was too slow or is still at it."""
    settings.REVIEWERS = 2 if concluded else 4
    claim = ClaimFactory(state="queued")
    AppearanceFactory(claim=claim)
    AssessmentFactory(claim=claim, rationale=f"{SECRET}, half-written")
    if concluded:
        lapse(claim)
        AssessmentFactory(claim=claim, submitted=True, rationale=SECRET)
    AssessmentFactory(claim=claim, submitted=True, rationale=SECRET)
    claim.refresh_from_db()
    assert claim.is_concluded == concluded
    return claim


def seen(person: Any) -> set[str]:
    """What a person sees: whose findings, and how far they are."""
    return {
        f"{'own' if found.reviewer_id == person.pk else 'another'} {'submitted' if found.submitted_at else 'draft'}"
        for found in Assessment.objects.visible_to(person)
    }


@pytest.mark.parametrize("role", ROLES)
def test_before_ones_own_is_in_one_sees_ones_own_alone(settings: Any, role: str) -> None:
    claim, person = claim_of_others(settings, concluded=False), UserFactory(reviewer=True)
    assert seen(with_role(person, role)) == set()
    triage.assign(claim, by=with_role(person, "reviewer"))
    assert seen(with_role(person, role)) == set()
    AssessmentFactory(claim=claim, reviewer=with_role(person, "reviewer"))
    assert seen(with_role(person, role)) == {"own draft"}
    triage.release(claim, by=with_role(person, "reviewer"))
    assert seen(with_role(person, role)) == {"own draft"}


@pytest.mark.parametrize("role", ROLES)
def test_once_ones_own_is_in_one_sees_what_others_submitted_and_never_a_draft(settings: Any, role: str) -> None:
    claim, person = claim_of_others(settings, concluded=False), UserFactory(reviewer=True)
    AssessmentFactory(claim=claim, reviewer=person, submitted=True)
    others = {"another submitted"} if role in OURS else set()
    assert seen(with_role(person, role)) == {"own submitted"} | others


@pytest.mark.parametrize("role", ROLES)
def test_once_a_claim_is_concluded_the_desk_sees_what_was_submitted_and_never_a_draft(settings: Any, role: str) -> None:
    claim_of_others(settings, concluded=True)
    assert seen(with_role(UserFactory(), role)) == ({"another submitted"} if role in OURS else set())


def test_ones_finding_on_one_claim_opens_no_other(settings: Any) -> None:
    claim_of_others(settings, concluded=False)
    person = UserFactory(reviewer=True)
    AssessmentFactory(reviewer=person, submitted=True)
    assert seen(person) == {"own submitted"}


def test_the_public_and_who_has_left_see_nothing_of_others(settings: Any) -> None:
    claim_of_others(settings, concluded=True)
    assert not Assessment.objects.visible_to(AnonymousUser()).exists()
    assert seen(UserFactory(administrator=True, is_active=False)) == set()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("concluded", [False, True])
def test_the_api_tells_no_word_and_no_name_of_a_finding(settings: Any, role: str, concluded: bool) -> None:
    claim = claim_of_others(settings, concluded=concluded)
    reviewers = set(Assessment.objects.values_list("reviewer__username", flat=True))
    client = APIClient()
    client.force_login(with_role(UserFactory(), role))
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    lists = [path for path, item in paths.items() if "{" not in path and "get" in item]
    assert not [path for path in lists if "assess" in path]
    for path in lists:
        listed = client.get(path)
        rows = [row["id"] for row in listed.json().get("results", []) if f"{path}{{id}}/" in paths]
        for answer in [listed, *(client.get(f"{path}{key}/") for key in rows)]:
            assert answer.status_code == 200 or (answer.status_code in (401, 403) and path in NOT_FOR_ALL)
            told = answer.content.decode()
            assert SECRET not in told
            assert not [name for name in reviewers if f'"{name}"' in told]
    if role in (*OURS, "journalist"):
        assert str(claim.pk) in client.get("/api/v1/claims/").content.decode()
