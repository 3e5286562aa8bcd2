"""Datasette with the same claims, as somebody who works with data would set it up: one flat table, indexes on what is
filtered and ordered by, full-text search switched on, the file served as immutable."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.api_server import free_port, until_served

VERSION = "0.65.5"
COLUMNS = (
    "id text kind checkable checkworthiness speaker publisher document document_title published rating verdict_at"
    " summary quantity_value quantity_unit created_at"
).split()
ROWS = """
    SELECT c.id::text, c.text, c.kind, c.checkable::int, c.checkworthiness, a.speaker_id::text, d.publisher_id::text,
        d.id::text, d.title, d.published::text, r.name, l.verdict_at::text, v.summary, q.value::float8, q.unit,
        c.created_at::text
    FROM claims_claim c
    JOIN claims_claimlisting l ON l.claim_id = c.id
    JOIN claims_appearance a ON a.claim_id = c.id
    JOIN sources_snapshot s ON s.id = a.snapshot_id
    JOIN sources_document d ON d.id = s.document_id
    LEFT JOIN claims_rating r ON r.id = l.rating_id
    LEFT JOIN claims_verdict v ON v.claim_id = c.id AND v.stage IN ('published', 'retracted')
    LEFT JOIN claims_claimquantity q ON q.claim_id = c.id
"""
# One for each column that is asked for, and the one that its documentation advises for two at once.
INDEXES = "speaker rating kind publisher created_at quantity_unit,quantity_value speaker,rating,created_at verdict_at"


def install(folder: Path) -> Path:
    """A virtual environment with Datasette; its program. Raises CalledProcessError where it can't be had."""
    program = folder / "datasette" / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "datasette")], check=True)
        pip = [str(folder / "datasette" / "bin" / "pip"), "install", "--quiet", f"datasette=={VERSION}"]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return program


def fill(path: Path) -> None:
    """The claims of the database in a file of SQLite, unless it is there."""
    from django.db import connection

    if path.exists():
        return
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as archive, connection.cursor() as cursor:
        archive.execute("PRAGMA journal_mode = OFF")
        archive.execute(f"CREATE TABLE claims (id TEXT PRIMARY KEY, {', '.join(COLUMNS[1:])})")
        insert = f"INSERT INTO claims VALUES ({', '.join('?' * len(COLUMNS))})"
        with cursor.copy(f"COPY ({ROWS}) TO STDOUT") as copy:
            copy.set_types(
                "text text text int4 float8 text text text text text text text text float8 text text".split()
            )
            archive.executemany(insert, copy.rows())
        for columns in INDEXES.split():
            archive.execute(f"CREATE INDEX {columns.replace(',', '_and_')}_index ON claims ({columns})")
        archive.execute("CREATE VIRTUAL TABLE claims_fts USING FTS5 (text, tokenize='porter', content=claims)")
        archive.execute("INSERT INTO claims_fts (rowid, text) SELECT rowid, text FROM claims")
        archive.execute("ANALYZE")
    draft.rename(path)


@contextmanager
def served(program: Path, database: Path) -> Iterator[int]:
    """The port where it is served."""
    port = free_port()
    command = [str(program), "serve", "-i", str(database), "--port", str(port), "--setting", "num_sql_threads", "8"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until_served(port, "/-/versions.json")
            yield port
        finally:
            process.terminate()
