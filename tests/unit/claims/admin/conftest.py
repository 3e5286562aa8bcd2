"""People at the desk, signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every page has a database behind it."""


@pytest.fixture
def reviewer() -> Any:
    return UserFactory(reviewer=True)


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def desk(reviewer: Any) -> Client:
    """A browser in which the reviewer is signed in."""
    client = Client()
    client.force_login(reviewer)
    return client


@pytest.fixture
def editors_desk(editor: Any) -> Client:
    """A browser in which the editor is signed in."""
    client = Client()
    client.force_login(editor)
    return client
