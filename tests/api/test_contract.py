"""The API does what its description says, whatever is asked: schemathesis with all of its checks.

A few examples each, the same in every run. tests/benchmarks/contract.py asks for minutes, and a real server.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from schemathesis import BaseSchema, Config, GenerationMode

from factcheck.wsgi import application
from seeds.scale import SCALE
from tests import contract  # noqa: F401  (registers its hooks)
from tests.factories import AppearanceFactory, ClaimFactory, RatingFactory, UserFactory, VerdictFactory

CONFIG = Path(__file__).parents[1] / "contract.toml"
QUICK = examples(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: Any) -> None:
    """Nothing between us and the application would take the compression off again."""
    case.headers.setdefault("Accept-Encoding", "identity")


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """The site answers in the transaction of the test, as it does to Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(settings: Any) -> BaseSchema:
    """The description, as the site serves it that has something to show and something to hide."""
    settings.ALLOWED_HOSTS = ["localhost"]
    for step in SCALE:
        RatingFactory(name=step.name)
    for rating in ("True", "False"):
        appearance = AppearanceFactory(
            claim=ClaimFactory(
                quantities=[{"text": "25%", "start": 3, "end": 6, "value": "25", "unit": "%", "comparator": "<="}]
            )
        )
        VerdictFactory(claim=appearance.claim, published=True, rating=RatingFactory(name=rating))
    VerdictFactory(claim=AppearanceFactory().claim)
    return schemathesis.openapi.from_wsgi("/api/schema/", application, config=Config.from_path(CONFIG))


@pytest.fixture
def editor() -> dict[str, str]:
    """The credentials of somebody who may do most."""
    person = UserFactory(editor=True)
    return {
        "Authorization": "Basic "
        + base64.b64encode(f"{person.username}:correct horse battery staple".encode()).decode()
    }


def ask(described: BaseSchema, mode: GenerationMode, **arguments: Any) -> None:
    """Every operation, with what its description permits or with what it doesn't."""
    for found in described.get_all_operations():
        operation = found.ok()

        @QUICK
        @given(operation.as_strategy(generation_mode=mode))
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(**arguments)

        answered()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_public_is_answered_as_described(described: BaseSchema, mode: GenerationMode) -> None:
    ask(described, mode)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_an_editor_is_answered_as_described(
    described: BaseSchema, editor: dict[str, str], mode: GenerationMode
) -> None:
    ask(described, mode, headers=editor)


def test_one_answer_leads_to_the_next_as_described(described: BaseSchema) -> None:
    described.as_state_machine().run(settings=examples(QUICK, max_examples=10, stateful_step_count=6))
