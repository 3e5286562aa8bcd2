"""Reports made by hand, without a database: for what is written from them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec

from claims.exports import model

TEXT = "Mark Rutte said that NATO will act. Tariffs of up to 25% were threatened against Denmark."
MOMENT = datetime(2026, 1, 23, 9, 30, tzinfo=UTC)


def key(number: int) -> UUID:
    """An identifier, the same each time."""
    return UUID(int=0x0198_0000_0000_7000_8000_0000_0000_0000 + number)


RUTTE = model.Source(key(1), "Mark Rutte", "person")
BBC = model.Source(key(2), "BBC News", "outlet")
DOCUMENT = model.Document(
    key(3), "article", "Greenland", "https://example.org/greenland", "A. Writer", BBC, date(2026, 1, 22), "en"
)
SNAPSHOT = model.Snapshot(key(4), key(3), MOMENT, "text/html", "c" * 64, "a" * 64, len(TEXT))
RATINGS = [model.Rating("True", 5, "It is so."), model.Rating("False", 1, "It is not so.")]
ANCHOR = model.Anchor(key(4), 21, 34, "NATO will act", "Mark Rutte said that ", ".", "Mark Rutte said that ", ".")


def verdict(number: int = 1, **said: Any) -> model.Verdict:
    """A published version."""
    made = model.Verdict(
        key(1000 + number), 1, "published", "False", 1, "The minutes say otherwise.", "At length.", "", MOMENT, "", ""
    )
    return msgspec.structs.replace(made, **said)


def claim(number: int = 1, **said: Any) -> model.Claim:
    """A claim of the document, found false, with a passage that refutes it."""
    made = model.Claim(
        number=number,
        id=key(2000 + number),
        text=f"NATO will act {number} times.",
        kind="fact",
        checkable=True,
        checkworthiness=0.5,
        state="",
        appearances=[model.Appearance(key(3000 + number), ANCHOR, RUTTE, "said", "interview with Reuters", "reader 1")],
        verdicts=[verdict(number)],
        evidence=[model.Evidence(key(4000 + number), "refutes", ANCHOR, "", "A note.", MOMENT)],
    )
    return msgspec.structs.replace(made, **said)


def report(*claims: model.Claim, **said: Any) -> model.Report:
    """A report of these claims, of one claim where none are given."""
    made = model.Report(
        id=key(5),
        report=key(6),
        edition=1,
        title="Greenland, checked",
        introduction="What was said in January.",
        language="en",
        publisher=model.Publisher("Example News", "World desk"),
        audience="public",
        scope=f"document={key(3)}",
        as_of=MOMENT,
        ratings=RATINGS,
        documents=[DOCUMENT],
        snapshots=[SNAPSHOT],
        claims=list(claims) or [claim()],
    )
    return msgspec.structs.replace(made, **said)
