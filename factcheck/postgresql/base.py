"""The backend itself: everything is Django's, only a new connection makes sure first that the server runs."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PsqlClient

from factcheck.postgres import BINARIES, EmbeddedPostgres


class DatabaseClient(PsqlClient):
    """`manage.py dbshell` with the psql that came with the server."""

    executable_name = str(BINARIES / "psql")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server in OPTIONS["folder"]; "durable" is false for throw-away data."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """As Django has them, without our own options."""
        params: dict[str, Any] = super().get_connection_params()
        params.pop("folder")
        params.pop("durable", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Start the server, or join it, before the first connection; again, should it have died since."""
        options = self.settings_dict["OPTIONS"]
        EmbeddedPostgres.at(options["folder"], durable=options.get("durable", True)).ensure_running()
        return super().get_new_connection(conn_params)
