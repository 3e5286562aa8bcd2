"""A connection of the pool is asked whether it lives only where there is a doubt."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from factcheck.common import pool
from factcheck.common.pool import PooledConnection

pytestmark = pytest.mark.django_db
MINE = "SELECT pg_backend_pid()"
QUESTIONS = "SELECT state_change FROM pg_stat_activity WHERE pid = %s"


@pytest.fixture
def lent() -> Iterator[PooledConnection]:
    """A connection as the pool makes it, checked once."""
    made = PooledConnection.connect(**connection.get_connection_params() | {"autocommit": True})
    ConnectionPool.check_connection(made)
    yield made
    made.close()


def last_asked(lent: PooledConnection) -> object:
    """When the server last had to do with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(QUESTIONS, [lent.info.backend_pid])
        return cursor.fetchone()[0]


def test_a_connection_that_answered_lately_is_not_asked_again(lent: PooledConnection) -> None:
    before = last_asked(lent)
    ConnectionPool.check_connection(lent)
    assert last_asked(lent) == before
    assert lent.execute(MINE).fetchone() == (lent.info.backend_pid,)


def test_a_connection_that_was_idle_is_asked(lent: PooledConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "IDLE", 0.0)
    before = last_asked(lent)
    ConnectionPool.check_connection(lent)
    assert last_asked(lent) != before


def test_a_connection_that_the_server_closed_is_found_out_at_once(lent: PooledConnection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [lent.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        ConnectionPool.check_connection(lent)
    with pytest.raises(psycopg.OperationalError):
        ConnectionPool.check_connection(lent)
