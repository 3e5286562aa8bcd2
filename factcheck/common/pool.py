"""Connections of the pool that are asked whether they live only where there is a doubt."""

from __future__ import annotations

import select
from time import monotonic
from typing import Any

import psycopg

IDLE = 30.0  # seconds without an answer, after which even a quiet connection is asked


class PooledConnection(psycopg.Connection[Any]):
    """A connection whose health check costs nothing as a rule.

    Before it lends a connection, psycopg_pool sends an empty query and waits for the answer, which is a good part of
    what a short question takes. A server that went away has closed its end, so that the socket can be read although
    nothing was asked; only then, and after a pause in which the network may have failed, the query is sent.
    """

    answered = float("-inf")

    def execute(self, query: Any, params: Any = None, **how: Any) -> psycopg.Cursor[Any]:
        """As psycopg has it, but for the empty query of ConnectionPool.check_connection(). Raises OperationalError."""
        if query != "":
            return super().execute(query, params, **how)
        if self._may_be_gone():
            cursor = super().execute(query)
            self.answered = monotonic()
            return cursor
        return self.cursor()

    def _may_be_gone(self) -> bool:
        if self.closed or monotonic() - self.answered > IDLE:
            return True
        try:
            readable, _, _ = select.select([self.fileno()], [], [], 0)
        except (OSError, ValueError):  # no socket, or more of them than select() can tell apart
            return True
        return bool(readable)
