"""Ingest as a process of its own, killed or interrupted: whatever the moment, running it again completes the rows."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests.processes import ROOT, environment
from tests.unit.claims.management.commands.texts import write_articles

# Where ingest is killed, one after the other, each time in the midst of a transaction: while it inserts into this table
# the row of this document.
MOMENTS = [
    (1, "sources_softwareagent"),
    (1, "sources_snapshot"),
    (1, "claims_appearance"),
    (1, "claims_extractionrun"),
    (2, "claims_claim"),
    (3, "sources_document"),
]

OWN = {"id", "stream", "previous", "previous_event", "event", "sha256"}  # identifiers, and hashes that hold them


class Rows(dict[str, list[str]]):
    """The rows of each table, sorted."""


class Database:
    """A database of the tests' server, known by name."""

    def __init__(self, name: str) -> None:
        self.name = name
        given = connection.settings_dict
        self.given = {
            "user": given["USER"],
            "password": given["PASSWORD"],
            "host": given["HOST"],
            "port": given["PORT"],
        }

    @property
    def url(self) -> str:
        """The DATABASE_URL of this database."""
        return f"postgresql:///{self.name}?{urlencode({name: value for name, value in self.given.items() if value})}"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(**{k: v for k, v in self.given.items() if v}, dbname=self.name, autocommit=True)

    def start(self, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment(DATABASE_URL=self.url), stdout=subprocess.PIPE, stderr=stderr, text=True
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    def rows(self) -> Rows:
        """Every row of every table of ours without identifiers and moments, and what hangs together by identifiers."""
        with self.connect() as database:
            tables = database.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                " AND (table_name LIKE 'sources\\_%' OR table_name LIKE 'claims\\_%')"
            ).fetchall()
            rows = {
                table: [
                    str({k: v for k, v in row.items() if k not in OWN and not k.endswith(("_id", "_at"))})
                    for (row,) in database.execute(
                        sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(table))
                    )
                ]
                for (table,) in tables
            }
            rows["together"] = [
                str(row)
                for row in database.execute(
                    'SELECT d.identifier, a.start, a."end", c.text, s.name, p.name, r.claims_found'
                    " FROM claims_appearance a JOIN claims_claim c ON c.id = a.claim_id"
                    " JOIN sources_snapshot t ON t.id = a.snapshot_id JOIN sources_document d ON d.id = t.document_id"
                    " JOIN claims_extractionrun r ON r.snapshot_id = t.id"
                    " LEFT JOIN sources_source s ON s.id = a.speaker_id"
                    " LEFT JOIN sources_source p ON p.id = d.publisher_id"
                )
            ]
        return Rows({table: sorted(values) for table, values in rows.items()})


@pytest.fixture(scope="module")
def server(django_db_blocker: DjangoDbBlocker) -> Database:
    """The tests' server; the built-in one runs as soon as this process has asked it something."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.close()
    return Database("postgres")


@pytest.fixture(scope="module")
def new_database(server: Database) -> Iterator[Callable[[], Database]]:
    """Makes empty databases with all tables."""
    made: list[str] = []

    def make(template: str) -> Database:
        name = f"ingest_{uuid4().hex}"
        with server.connect() as control:
            control.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
        made.append(name)
        return Database(name)

    base = make("template1")
    base.run("migrate", "--verbosity=0")
    yield lambda: make(base.name)
    with server.connect() as control:
        for name in made:
            control.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_articles(tmp_path_factory.mktemp("ingest") / "news")


@pytest.fixture(scope="module")
def clean(new_database: Callable[[], Database], articles: list[str]) -> tuple[Rows, str]:
    """The rows of one run that nobody disturbed, and what its terminal showed."""
    database = new_database()
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    process = database.start("ingest", *articles, stderr=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # raised when the process has ended and the other end is closed
        while True:
            shown += os.read(ours, 4096)
    os.close(ours)
    process.communicate()
    assert process.returncode == 0, shown.decode()
    rows = database.rows()
    assert len(rows["claims_extractionrun"]) == 3
    assert all(rows[table] for _, table in MOMENTS)
    return rows, shown.decode()


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    return new_database()


@contextmanager
def held(database: Database, table: str, articles: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Ingest, held at the very moment when it inserts into a table, in the midst of its transaction."""
    with database.connect() as holder, database.connect() as watcher:
        holder.autocommit = False
        holder.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.Identifier(table)))
        process = database.start("ingest", *articles)
        waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        while process.poll() is None and watcher.execute(waits, [database.name]).fetchone() == (0,):
            time.sleep(0.02)
        assert process.poll() is None, process.communicate()
        yield process
        holder.rollback()


def test_killed_at_moment_after_moment_it_leaves_the_rows_of_one_clean_run(
    database: Database, clean: tuple[Rows, str], articles: list[str]
):
    for document, table in MOMENTS:
        if document > 1:
            database.run("ingest", *articles[: document - 1])
        with held(database, table, articles) as process:
            process.kill()
            process.communicate()
        assert process.returncode == -signal.SIGKILL
        # Of the document in hand nothing is there, of those before it everything.
        assert len(database.rows()["sources_snapshot"]) == document - 1
        assert len(database.rows()["claims_extractionrun"]) == document - 1
    database.run("ingest", *articles)
    assert database.rows() == clean[0]


def test_killed_while_reading_and_run_again_it_leaves_the_rows_of_one_clean_run(
    database: Database, clean: tuple[Rows, str], articles: list[str]
):
    process = database.start("ingest", *articles)
    with database.connect() as watcher:
        agents = "SELECT count(*) FROM sources_softwareagent"
        while process.poll() is None and watcher.execute(agents).fetchone() != (2,):
            time.sleep(0.02)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    database.run("ingest", *articles)
    assert database.rows() == clean[0]
    assert "are whole" in database.run("audit", "verify")


def test_interrupted_from_the_keyboard_it_says_how_to_go_on(database: Database, articles: list[str]):
    with held(database, "claims_claim", articles) as process:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert "Interrupted after 0 of 3. What is recorded stays; repeat the command to go on." in err
    assert "Traceback" not in err


def test_a_connection_lost_halfway_costs_one_document_and_running_again_completes_it(
    database: Database, clean: tuple[Rows, str], articles: list[str]
):
    with held(database, "claims_claim", articles) as process, database.connect() as control:
        control.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
    out, err = process.communicate()
    assert process.returncode == 2
    assert "a-rutte.txt: the database did not take it" in err
    assert "Traceback" not in err
    assert len(out.splitlines()) == 2
    database.run("ingest", *articles)
    assert database.rows() == clean[0]


def test_two_at_once_leave_the_rows_of_one(database: Database, clean: tuple[Rows, str], articles: list[str]):
    both = [database.start("ingest", *articles) for _ in range(2)]
    errors = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert database.rows() == clean[0]
    assert "are whole" in database.run("audit", "verify")


def test_on_a_terminal_a_bar_shows_how_far_it_is_and_how_fast(clean: tuple[Rows, str]):
    assert "3/3" in clean[1]
    assert "doc/s" in clean[1] or "s/doc" in clean[1]


def test_without_tables_it_says_what_to_run_first(server: Database):
    process = server.start("ingest", "a.txt")
    _, err = process.communicate()
    assert process.returncode == 2
    assert "Run first: manage.py migrate" in err
    assert "Traceback" not in err
