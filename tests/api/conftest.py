"""Who asks the API: the public, somebody signed in without a role, and people of the desk."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here asks a server with a database behind it."""


def signed_in(**traits: object) -> APIClient:
    """A client with the session of a new user."""
    client = APIClient()
    client.force_login(UserFactory(**traits))
    return client


@pytest.fixture
def public() -> APIClient:
    """Nobody in particular."""
    return APIClient()


@pytest.fixture
def stranger() -> APIClient:
    """Signed in, without any role."""
    return signed_in()


@pytest.fixture
def desk() -> APIClient:
    """A reviewer."""
    return signed_in(reviewer=True)
