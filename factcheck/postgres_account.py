"""As whom the embedded PostgreSQL runs: it refuses to run as root, so root runs it as somebody else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factcheck.common.errors import DomainError


class PostgresError(DomainError):
    """The embedded server can't be started; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """A user of the system, and the Linux capability by which it may pass through folders that are closed to it."""

    uid: int
    gid: int
    name: str
    capability: str = ""

    @classmethod
    def for_folder(cls, folder: Path) -> Account:
        """The caller; for root the folder's owner, so that sudo leaves nothing that its owner can't use, or nobody."""
        uid = os.geteuid()
        if uid == 0:
            uid = folder.stat().st_uid
            try:
                entry = pwd.getpwuid(uid) if uid else pwd.getpwnam("nobody")
            except KeyError:  # initdb looks its user up; a bare number won't do
                entry = pwd.getpwnam("nobody")
            return cls(entry.pw_uid, entry.pw_gid, entry.pw_name)
        return cls(uid, os.getegid(), f"user {uid}")

    def that_reaches(self, folder: Path, program: Path) -> Account:
        """
        This account, able to enter `folder` and to run `program`.

        A project in /root is closed to everybody else. Rather than opening root's folders to all, the server gets the
        capability to pass through them, which ends with it. Raises PostgresError if there is no way.
        """
        if os.geteuid() != 0:
            return self
        capabilities = ("", "dac_read_search", "dac_override") if shutil.which("setpriv") else ("",)
        for capability in capabilities:
            account = replace(self, capability=capability)
            if account._run("/bin/sh", "-c", 'cd "$0" && exec "$1" --version', folder, program).returncode == 0:
                return account
        raise PostgresError(
            f"PostgreSQL does not run as root, and {self.name} can't reach {folder} or {program}. "
            f"Move the project out of root's own folders, run it as an ordinary user, or set DATABASE_URL."
        )

    def run(self, *command: str | Path, stdin: str = "") -> None:
        """Run a program of PostgreSQL to its end; PostgresError with what it said if it fails."""
        done = self._run(*command, stdin=stdin)
        if done.returncode != 0:
            raise PostgresError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()}")

    def _run(self, *command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        call = self.command(*command)
        return subprocess.run(  # noqa: S603
            [*call["prefix"], *call["argv"]],
            **call["identity"],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # Ctrl-C in the terminal is not meant for it
            cwd="/",
        )

    def command(self, *command: str | Path) -> dict[str, Any]:
        """`argv`, what to put before it (`prefix`), and the arguments of Popen that change the user (`identity`)."""
        argv = [str(part) for part in command]
        if os.geteuid() != 0:
            return {"prefix": [], "argv": argv, "identity": {}}
        if not self.capability:
            return {"prefix": [], "argv": argv, "identity": {"user": self.uid, "group": self.gid, "extra_groups": []}}
        change = ["--reuid", str(self.uid), "--regid", str(self.gid), "--clear-groups"]
        allow = ["--inh-caps", f"+{self.capability}", "--ambient-caps", f"+{self.capability}"]
        # without the securebit access(2) forgets the capabilities of all but root, and initdb relies on access(2)
        keep = ["--securebits", "+no_setuid_fixup"]
        return {"prefix": ["setpriv", *change, *allow, *keep], "argv": argv, "identity": {}}
