"""A day at the desk: believable, marked as an example, and done once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from pghistory.models import Events

from claims.models import Assessment, Assignment, Claim, Edit, Evidence, Rating, Verdict
from claims.models.claim import Appearance
from claims.workflow import triage
from claims.workflow.moves import Stage, State
from seeds.day import is_untouched, work
from seeds.desk import PEOPLE, load_desk
from seeds.load import load
from sources.models import Snapshot

pytestmark = pytest.mark.django_db
MODELS = (Appearance, Assessment, Assignment, Claim, Edit, Evidence, Events, Rating, User, Verdict)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """The article, read, and the desk's people; nobody has worked yet."""
    read = load().snapshot
    load_desk(tmp_path / "passwords.json")
    return read


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def test_a_second_day_changes_nothing(snapshot: Snapshot) -> None:
    assert work(snapshot)
    before = counts()
    assert not work(snapshot)
    assert counts() == before


def test_every_state_and_every_stage_of_an_ordinary_day_is_there(snapshot: Snapshot) -> None:
    work(snapshot)
    states = Counter(Claim.objects.values_list("state", flat=True))
    assert set(states) == set(State)
    assert states[State.NEW] > len(Claim.objects.all()) / 2  # there is something left to do
    stages = Counter(Verdict.objects.values_list("stage", flat=True))
    assert stages == {Stage.PUBLISHED: 3, Stage.CORRECTED: 1, Stage.APPROVED: 1, Stage.IN_REVIEW: 1, Stage.DRAFT: 1}
    assert Verdict.objects.filter(stale_since__isnull=False).count() == 1
    assert Claim.objects.filter(deadline__isnull=False).count() == 1


def test_what_people_conclude_is_marked_as_an_example(snapshot: Snapshot) -> None:
    work(snapshot)
    told = [text for verdict in Verdict.objects.all() for text in (verdict.summary, verdict.explanation)]
    told += Assessment.objects.values_list("rationale", flat=True)
    told += Evidence.objects.exclude(note="").values_list("note", flat=True)
    told += Verdict.objects.exclude(correction_note="").values_list("correction_note", flat=True)
    assert [text for text in told if not text.startswith("Example")] == []


def test_what_is_published_is_true_by_a_citation_and_the_correction_says_what_was_wrong(snapshot: Snapshot) -> None:
    work(snapshot)
    for verdict in Verdict.objects.filter(stage=Stage.PUBLISHED):
        assert verdict.rating.name == "True"
        [evidence] = verdict.claim.evidence.all()
        assert evidence.stance == "supports"
        assert evidence.citation in verdict.explanation
    [corrected] = Verdict.objects.filter(stage=Stage.CORRECTED)
    assert corrected.claim.verdicts.get(stage=Stage.PUBLISHED).correction_note


def test_every_act_is_that_of_a_person_of_the_desk(snapshot: Snapshot) -> None:
    before = set(Events.objects.values_list("pgh_slug", flat=True))
    work(snapshot)
    people = set(User.objects.filter(username__in=PEOPLE).values_list("pk", flat=True))
    events: Any = Events.objects.exclude(pgh_slug__in=before)
    contexts = [event.pgh_context or {} for event in events if event.pgh_label == "update"]
    assert contexts
    assert {context.get("user") for context in contexts} <= people
    assert all(context.get("act") for context in contexts)


def test_the_day_is_left_out_where_somebody_has_begun(snapshot: Snapshot) -> None:
    assert is_untouched(snapshot)
    triage.queue(Claim.objects.all()[0], by=User.objects.get(username="editor"))
    before = counts()
    assert not work(snapshot)
    assert counts() == before


def test_the_day_is_left_out_where_the_site_asks_for_another_number_of_reviewers(
    snapshot: Snapshot, settings: Any
) -> None:
    settings.REVIEWERS = 3
    assert not work(snapshot)
    assert is_untouched(snapshot)
