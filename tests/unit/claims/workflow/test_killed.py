"""A process that is killed in the midst of an act, at each of its steps: the act has not happened."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections

from claims.models import Claim, Edit
from claims.workflow import assessing, editing, evidence, triage, verdicts
from claims.workflow.editing import Wording
from tests.factories import AppearanceFactory, AssessmentFactory, ClaimFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], Any]
WORDING = Wording("NATO may act.", "fact")


def eve() -> Any:
    return UserFactory(editor=True)


def rows() -> dict[str, list[Any]]:
    """Everything that the claims' tables hold."""
    models = [m for m in apps.get_app_config("claims").get_models() if m._meta.managed]
    return {m._meta.db_table: sorted(map(str, m._default_manager.values())) for m in models}


def killed_at(step: int, act: Act) -> bool:
    """Do the act in a process of its own that is killed before this step; False where it has no such step."""
    connections.close_all()
    connection.close_pool()
    child = os.fork()
    if child == 0:
        steps = count(1)

        def go_on(execute: Any, *given: Any) -> Any:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*given)

        commit = connection._commit
        connection._commit = lambda: go_on(commit)
        try:
            with connection.execute_wrapper(go_on):
                act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), "the act failed"
    return status == signal.SIGKILL


def correction() -> Act:
    first = VerdictFactory(published=True)
    second = VerdictFactory(claim=first.claim, approved=True)
    return partial(verdicts.publish, second, by=eve())


def last_finding() -> Act:
    claim = AssessmentFactory(submitted=True).claim
    own = AssessmentFactory(claim=claim)
    given = {"by": own.reviewer, "rating": own.rating, "rationale": "It is so."}
    return partial(assessing.submit_assessment, claim, **given)


def first_place() -> Act:
    return partial(triage.assign, ClaimFactory(state="queued"), by=UserFactory(reviewer=True))


def last_release() -> Act:
    own = AssessmentFactory()
    return partial(triage.release, own.claim, by=own.reviewer)


def split() -> Act:
    claim = ClaimFactory(state="queued", appears=True)
    return partial(editing.split, claim, [WORDING, WORDING], by=eve())


def two_claims() -> list[Claim]:
    claims: list[Claim] = ClaimFactory.create_batch(2, state="queued")
    for claim in claims:
        AppearanceFactory(claim=claim)
    return claims


def merge() -> Act:
    return partial(editing.merge, two_claims(), WORDING, by=eve())


def undo_merge() -> Act:
    editing.merge(two_claims(), WORDING, by=eve())
    return partial(editing.undo, Edit.objects.latest("created_at"), by=eve())


def evidence_against_what_is_published() -> Act:
    claim = VerdictFactory(published=True).claim
    return partial(evidence.add_evidence, claim, by=eve(), stance="supports", citation="Box 12")


@pytest.mark.parametrize(
    "made",
    [
        correction,
        last_finding,
        first_place,
        last_release,
        split,
        merge,
        undo_merge,
        evidence_against_what_is_published,
    ],
)
def test_killed_between_any_two_steps_an_act_has_not_happened(made: Callable[[], Act]) -> None:
    act = made()
    before = rows()
    for step in count(1):
        if not killed_at(step, act):
            break
        assert rows() == before, f"step {step} left something behind"
    assert step > 5
    assert rows() != before
