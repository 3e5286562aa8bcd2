"""The shipped model's files against what its card says of them."""

from __future__ import annotations

import hashlib
import re

from claims.extraction.agent import software_agent
from claims.extraction.parser.runtime import MODEL

LIMIT = 25_000_000  # bytes of the whole folder
FILE = re.compile(r"^\| `(?P<name>[^`]+)` \|.*\| (?P<bytes>[\d,]+) \| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)


def test_the_card_names_every_file_with_its_size_and_hash() -> None:
    card = {m["name"]: (int(m["bytes"].replace(",", "")), m["sha256"]) for m in FILE.finditer(_card())}
    files = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in MODEL.iterdir()
        if path.name != "README.md"
    }
    assert card == files


def test_the_card_names_the_network_that_claims_are_signed_with() -> None:
    assert f"`{software_agent().model_sha256}`" in _card()


def test_the_model_stays_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= LIMIT


def _card() -> str:
    return (MODEL / "README.md").read_text(encoding="utf8")
