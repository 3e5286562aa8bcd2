"""How fast the workbench of a document with 1,000 claims is: python -m tests.benchmarks.workbench.

Prints a table; the exit code is 1 where a bound is missed. The pages are asked for in this process, through all of the
middleware, with DEBUG off; the same queries, sent bare and fetched row by row, are timed turn by turn with them. What
counts is the best of several rounds, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import django

from tests.benchmarks.extraction import Check, limit, processor, report

CLAIMS = 1_000
CHARACTERS = 60_000  # of news; they hold more claims than that
ROUNDS = 15
SECONDS = 0.3  # for the page, and for what an act answers
PANEL_SECONDS = 0.1


@dataclass(frozen=True)
class Timing:
    """Seconds, the best of the rounds, for one request and for its queries alone."""

    name: str
    queries: int
    bytes: int
    bare: float
    whole: float

    @property
    def ratio(self) -> float:
        return self.whole / self.bare


def main() -> int:
    """Print what was measured. Returns the exit code: 1 where a bound is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(f"machine: {processor()}, Python {platform.python_version()}, {platform.system()}\n")
    with database():
        timings = list(measure())
    return 0 if all([*map(report, checks(timings))]) else 1  # every one is printed


@contextmanager
def database() -> Iterator[None]:
    """An empty one of the tests' own server, as a site has it that is not in development."""
    from django.conf import settings
    from django.db import connection

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


def measure() -> Iterator[Timing]:
    """Time the page and what moves on it, and print each as it is done."""
    from django.test import Client

    from claims.workflow import triage
    from tests.factories import UserFactory

    snapshot = document()
    editor = UserFactory(editor=True)
    places = list(snapshot.appearances.select_related("claim"))
    work(snapshot, editor)
    client = Client()
    client.force_login(editor)
    page = f"/admin/sources/document/{snapshot.document_id}/read/"
    panel = "/admin/sources/document/workbench"
    published, other = places[CLAIMS // 2], places[-1]

    def unqueue() -> None:
        triage.set_aside(other.claim, by=editor, reason="Back to where it was.")

    def reword() -> Any:
        words = {"text": f"{other.claim.text} {perf_counter()}", "kind": other.claim.kind}
        return client.post(f"{panel}/{other.pk}/reword/", words)

    print(f"{'':30} {'queries':>7} {'kB':>6} {'bare':>9} {'whole':>9} {'ratio':>6}")
    yield timed("page, 1,000 claims", lambda: client.get(page))
    yield timed("panel of another claim", lambda: client.get(f"{panel}/{published.pk}/"))
    unqueue()
    yield timed("act: queue, and its answer", lambda: client.post(f"{panel}/{other.pk}/queue/", {}), undo=unqueue)
    yield timed("act: reword, with the text", reword)


def document() -> Any:
    """News, read by the extractor, with so many claims."""
    from claims.actions import record_extraction
    from claims.extractor import extract
    from tests.benchmarks.texts import news
    from tests.factories import SnapshotFactory

    text = news(CHARACTERS)
    found = extract(text)
    assert len(found.claims) >= CLAIMS, len(found.claims)
    snapshot = SnapshotFactory(text=text)
    record_extraction(snapshot, replace(found, claims=found.claims[:CLAIMS]))
    return snapshot


def work(snapshot: Any, editor: Any) -> None:
    """Some claims of each kind, as on a desk: a third to check, a sixth set aside, one in fifty with a verdict."""
    from claims.models import Claim
    from claims.workflow import triage
    from tests.factories import VerdictFactory

    claims = list(Claim.objects.filter(appearances__snapshot=snapshot).order_by("pk").distinct())
    for number, claim in enumerate(claims[:-1]):
        if number % 50 == 0:
            VerdictFactory(claim=claim, published=True)
        elif number % 3 == 0:
            triage.queue(claim, by=editor)
        elif number % 6 == 1:
            triage.set_aside(claim, by=editor, reason="Nobody disputes it.")


def timed(name: str, ask: Callable[[], Any], undo: Callable[[], None] = lambda: None) -> Timing:
    """The best of the rounds; undo is not on the clock."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = ask()
    sent = [query["sql"] for query in captured]
    reads = [sql for sql in sent if sql.startswith("SELECT") and "FOR UPDATE" not in sql and "pghistory" not in sql]
    assert response.status_code == 200, response.content[:500]
    undo()
    whole, bare = [], []
    for _ in range(ROUNDS):
        started = perf_counter()
        response = ask()
        whole.append(perf_counter() - started)
        undo()
        started = perf_counter()
        for sql in reads:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                cursor.fetchall()
        bare.append(perf_counter() - started)
    timing = Timing(name, len(sent), len(response.content), min(bare), min(whole))
    print(
        f"{name:30} {timing.queries:>7} {timing.bytes / 1000:>6,.0f} {timing.bare * 1000:>6.1f} ms"
        f" {timing.whole * 1000:>6.1f} ms {timing.ratio:>6.1f}",
        flush=True,
    )
    return timing


def checks(timings: list[Timing]) -> Iterator[Check]:
    """Every bound with its figure."""
    print()
    page, panel, *acts = timings

    def milliseconds(seconds: float) -> str:
        return f"{seconds * 1000:,.0f} ms"

    yield limit("the page of 1,000 claims", page.whole, SECONDS, milliseconds)
    yield limit("moving to another claim", panel.whole, PANEL_SECONDS, milliseconds)
    yield limit("the slowest act with its answer", max(act.whole for act in acts), SECONDS, milliseconds)


if __name__ == "__main__":
    sys.exit(main())
