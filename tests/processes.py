"""Real processes of the project, each with an environment in which only the given settings hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from factcheck.postgres import BINARIES
from factcheck.settings import CONFIGURABLE

ROOT = Path(__file__).resolve().parents[1]
SECRET_KEY = "9w2Kq5Rz8Xv1Ty4Bn7Mc3Lp6Hd0Js-Fg_AeUiOoQwErTyUiOpAsDf"


def environment(**given: str) -> dict[str, str]:
    """This machine's, without the tests' settings; what pip and PostgreSQL's wheel brought along is in the path."""
    names = {"DJANGO_SETTINGS_MODULE", *(setting.name for setting in CONFIGURABLE)}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    path = os.pathsep.join([str(Path(sys.executable).parent), str(BINARIES), os.environ["PATH"]])
    return {**kept, "PATH": path, **given}


def run(command: list[str] | str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a command, or a line of shell, in the project's folder to its end."""
    shell = ["/bin/sh", "-c", command] if isinstance(command, str) else command
    return subprocess.run(shell, cwd=ROOT, env=environment(**given), capture_output=True, text=True, check=False)


def manage(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py to its end."""
    return run([sys.executable, "manage.py", *arguments], **given)
