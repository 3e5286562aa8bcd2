"""The benchmark of the API asks what there is, and is answered."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.api_questions import QUESTIONS
from tests.processes import ROOT, environment


def test_every_question_is_answered_in_a_small_archive(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.api", "--sizes", "6000", "--seconds", "0.2"]
    command += ["--skip-datasette", "--keep", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    failed = dict(re.findall(r"^(?:ok|MISS)\s+(.+): answers that failed\s+(\d+)", ran.stdout, re.M))
    assert failed == dict.fromkeys([*(q.name for q in QUESTIONS), "a deep page", "the change feed"], "0"), ran
    assert "CSV stream: " in ran.stdout
