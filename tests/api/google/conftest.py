"""Who asks the Google-shaped API: the public, and people of the desk by a bearer token."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import TokenFactory, UserFactory


def bearer(person: Any, *scopes: str) -> APIClient:
    """A client that sends a token of a person's, for markup unless other scopes are named."""
    client = APIClient()
    token = TokenFactory(owner=person, scopes=list(scopes or ["markup"]))
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
    return client


@pytest.fixture
def public() -> APIClient:
    """Nobody in particular."""
    return APIClient()


@pytest.fixture
def editor() -> APIClient:
    """An editor, who may mark pages up."""
    return bearer(UserFactory(editor=True))


@pytest.fixture
def reviewer() -> APIClient:
    """A reviewer, who may not."""
    return bearer(UserFactory(reviewer=True))
