"""Filling an empty house, and filling it again."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group

from claims.models import Appearance, Claim, ExtractionRun, Rating
from claims.rules import ROLES
from seeds.desk import PEOPLE, load_desk
from seeds.load import ARTICLE, load
from seeds.scale import SCALE
from sources.models import Citation, Document, Snapshot, Source

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    models = (Appearance, Citation, Claim, Document, ExtractionRun, Group, Rating, Snapshot, Source)
    return {model.__name__: model.objects.count() for model in models}


def test_the_article_is_there_with_its_claims_after_one_load() -> None:
    run = load()
    document = run.snapshot.document
    assert (document.publisher.name, str(document.published)) == ("RTÉ", "2026-01-22")
    assert run.claims_found == run.snapshot.appearances.count() >= 70
    assert run.snapshot.text in ARTICLE.read_text(encoding="utf8")
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}


def test_every_quotation_stands_in_the_snapshot() -> None:
    snapshot = load().snapshot
    assert all(snapshot.text[a.start : a.end] == a.exact for a in snapshot.appearances.all())


def test_the_article_speaks_through_the_sources_that_it_names() -> None:
    appearances = load().snapshot.appearances
    spoke = set(appearances.filter(speaker__kind="person").values_list("speaker__name", flat=True))
    assert {"Mark Rutte", "Donald Trump", "Aaja Chenmitz"} <= spoke
    assert appearances.filter(speaker__kind="anonymous").exists()


def test_loading_twice_changes_nothing() -> None:
    first = load()
    before = counts()
    assert load() == first
    assert counts() == before


def test_the_scale_runs_from_5_to_1_and_then_without_a_number() -> None:
    load()
    assert [(r.name, r.value) for r in Rating.objects.all()] == [(step.name, step.value) for step in SCALE]
    assert [r.value for r in Rating.objects.all()] == [5, 4, 3, 2, 1, None, None, None, None]


def test_people_of_the_desk_get_passwords_once_and_keep_them(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "passwords.json"
    first = load_desk(kept)
    assert load_desk(kept) == first
    assert all(authenticate(username=name, password=first[name]) for name in PEOPLE)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_password_that_is_not_kept_is_not_made_up(tmp_path: Path) -> None:
    load_desk(tmp_path / "passwords.json")
    assert load_desk(tmp_path / "lost.json") == dict.fromkeys(PEOPLE, "")


def test_a_person_who_is_missing_is_made_beside_those_who_are_there(tmp_path: Path) -> None:
    from django.contrib.auth import get_user_model

    kept = tmp_path / "passwords.json"
    first = load_desk(kept)
    get_user_model().objects.filter(username="editor").delete()
    second = load_desk(kept)
    assert second["reviewer"] == first["reviewer"]
    assert authenticate(username="editor", password=second["editor"])
    assert json.loads(kept.read_text(encoding="utf8")) == second
