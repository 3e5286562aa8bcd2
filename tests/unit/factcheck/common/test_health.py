"""The health check answers for the database, and tells strangers no more."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_a_site_whose_database_answers_is_healthy(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_site_whose_database_is_gone_says_so_with_503(client: Client):
    def refuse(*_):
        raise OperationalError("connection to server at 10.1.2.3 failed: password of user secret")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database: OperationalError\n")
