"""What every command of manage.py needs that works on the database."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from django.core.management import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def day(written: str) -> date:
    """A date in ISO 8601, as an argument's type."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"'{written}' is no date; write it as 2026-01-22") from None


def refuse_unready_database() -> None:
    """Raises CommandError, with what to do, where the database can't be reached or lacks tables."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CommandError(
            f"The database can't be reached: {reason}. Check DATABASE_URL, or unset it to use the built-in server.",
            returncode=2,
        ) from None
    if missing:
        raise CommandError(f"The database lacks {len(missing)} migrations. Run first: manage.py migrate", returncode=2)
