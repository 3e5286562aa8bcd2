"""How fast the API is with a million claims, beside its own SQL and beside Datasette: python -m tests.benchmarks.api.

Loads an archive by COPY, serves it as it is deployed, and asks ten questions with eight clients at once; then one
client alone, whose time is compared with that of the bare SQL of the same answers. Each question goes to Datasette
right after, which is installed for it and serves the same claims. Last, the same for archives of other sizes, to see
what grows. Prints tables; the exit code is 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import django

from tests.benchmarks import api_datasette, api_server
from tests.benchmarks.api_load import Load, measure
from tests.benchmarks.api_questions import CLAIMS, DEEP, FIELDS, MANY, ON_A_LINE, QUESTIONS, TABLE, Question
from tests.benchmarks.extraction import Check, limit, processor, report

SEED = 5
WARM_UP = 2.0  # seconds
STREAMED = 20.0  # seconds that a stream is read, where not to its end
BARE = 60  # addresses whose SQL is sent bare
TIMES_DATASETTE, TIMES_BARE, P99, STREAM_MEMORY, FLAT = 2.0, 3.0, 0.1, 200 * 1024**2, 2.0


@dataclass
class Figures:
    """What one question took. bare and alone: seconds on average, of the SQL and of one client."""

    name: str
    paged: bool
    ours: Load
    alone: float
    bare: float
    theirs: Load | None = None


def main() -> int:
    """Print what was measured. Returns the exit code: 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="10000,100000,1000000", help="claims of each archive; the last is compared")
    parser.add_argument("--seconds", type=float, default=10, help="for each question (default: 10)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the archives are, or are to be kept")
    parser.add_argument(
        "--questions", default="", metavar="WORDS", help="only those with one of these words, by commas"
    )
    parser.add_argument("--skip-datasette", action="store_true", help="ours alone")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    wanted = [word.strip() for word in arguments.questions.split(",") if word.strip()]
    print(
        f"machine: {processor()}, {os.cpu_count()} threads, Python {platform.python_version()}, {platform.system()}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.keep or Path(folder)
        if len(sizes) > 1:
            return _each_size(sizes, home, arguments)
        return _one_size(sizes[0], home, wanted, arguments.seconds, compare=not arguments.skip_datasette)


def _each_size(sizes: Sequence[int], home: Path, arguments: Any) -> int:
    """Every size in a process of its own: Django is of one database. The last prints its checks."""
    failed = 0
    for size in sizes:
        command = [sys.executable, "-m", "tests.benchmarks.api", "--sizes", str(size), "--keep", str(home)]
        command += ["--seconds", str(arguments.seconds), "--questions", arguments.questions]
        if size != sizes[-1] or arguments.skip_datasette:
            command.append("--skip-datasette")
        print(f"== {size:,} claims", flush=True)
        code = subprocess.run(command, check=False).returncode
        failed = code if size == sizes[-1] else failed
    print("\nmilliseconds of one client, by size:")
    failed |= _growth(sizes, home)
    return int(bool(failed))


def _one_size(claims: int, home: Path, wanted: Sequence[str], seconds: float, *, compare: bool) -> int:
    folder = home / str(claims)
    _prepare(folder, claims)
    questions = [q for q in (*QUESTIONS, *_walked()) if not wanted or any(word in q.name for word in wanted)]
    with ExitStack() as servers:
        port, process = servers.enter_context(api_server.served(folder))
        theirs = servers.enter_context(_datasette(home, folder)) if compare else None
        figures = [_ask(question, port, theirs, claims, seconds) for question in questions]
        memory, rows = (0, 0.0) if wanted else _stream(port, process)
        their_rows = 0.0
        if theirs and not wanted:
            their_rows = _warm_lines(theirs, f"{TABLE}.csv?_stream=on&_size=max", STREAMED)
    _show(figures)
    (folder / "figures.txt").write_text(
        "".join(f"{figure.name}\t{figure.alone}\n" for figure in figures), encoding="utf-8"
    )
    return 0 if all([*map(report, _checks(figures, memory, rows, their_rows, claims))]) else 1


def _prepare(folder: Path, claims: int) -> None:
    """The archive in its folder, and Django on it."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DATA_DIR": str(folder.absolute()), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    os.environ |= {"RATE_LIMIT_ANONYMOUS": "off", "SECRET_KEY": api_server.SECRET}
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from claims.models import Claim
    from tests.benchmarks.api_data import load

    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    if Claim.objects.count() != claims:
        begin = perf_counter()
        load(claims, lambda text: print(f"{perf_counter() - begin:6.0f} s  {text}", file=sys.stderr))


def _walked() -> Iterator[Question]:
    """Questions whose addresses are those of pages that were walked to: deep pages, and places in the feed."""
    from django.test import Client

    client = Client()
    deep = [f"{CLAIMS}?page_size=25&fields={FIELDS}"]
    for _ in range(DEEP):
        deep.append(client.get(deep[-1]).json()["next"].removeprefix("http://testserver"))
    yield Question("a deep page", lambda n, chance: deep[-MANY // 2 :], _deep_of_theirs)
    since, places = "", []
    for _ in range(DEEP):
        body = client.get(f"/api/v1/changes/?limit=50{since}").json()
        since = f"&since={body['next']}"
        places.append(f"/api/v1/changes/?limit=25{since}")
    yield Question("the change feed", lambda n, chance: places)


def _deep_of_theirs(claims: int, chance: random.Random) -> Sequence[str]:
    """Datasette's pages go on after a value and a key."""
    from django.utils.http import urlencode

    from claims.models import ClaimListing

    rows = ClaimListing.objects.order_by("-created_at", "-pk")[25 * DEEP // 2 : 25 * DEEP : 25]
    fixed: dict[str, str | int] = {
        "_size": 25,
        "_shape": "objects",
        "_nocount": 1,
        "_nofacet": 1,
        "_nosuggest": 1,
        "_sort_desc": "created_at",
    }
    return [
        f"{TABLE}.json?{urlencode(fixed | {'_next': f'{row.created_at:%Y-%m-%d %H:%M:%S+00},{row.pk}'})}"
        for row in rows
    ]


def _load(port: int, paths: Sequence[str], seconds: float) -> Load:
    measure(port, paths, seconds=min(WARM_UP, seconds))
    return measure(port, paths, seconds=seconds)


def _datasette(home: Path, folder: Path) -> AbstractContextManager[int]:
    program = api_datasette.install(home)
    api_datasette.fill(folder / "archive.db")
    return api_datasette.served(program, folder / "archive.db")


def _ask(question: Question, port: int, theirs: int | None, claims: int, seconds: float) -> Figures:
    """Ours and theirs, one right after the other: a machine that is shared is faster now and slower then."""
    paths = question.paths(claims, random.Random(SEED))
    figures = Figures(question.name, question.paged, _load(port, paths, seconds), 0.0, 0.0)
    if theirs and question.shared:
        figures.theirs = _load(theirs, question.shared(claims, random.Random(SEED)), seconds)
    figures.alone = measure(port, paths, seconds=seconds / 2, clients=1).mean
    figures.bare = _bare(paths[:BARE])
    return figures


def _bare(paths: Sequence[str]) -> float:
    """Seconds of the statements that an answer is made of, sent over one connection and read to the last row."""
    from django.db import connection
    from django.test import Client
    from psycopg import ClientCursor

    from factcheck.common.shapes import prepared

    client, asked = Client(), []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        asked[-1].append((isinstance(context["cursor"].cursor, ClientCursor), sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        for path in paths:
            asked.append([])
            assert client.get(path).status_code == 200, path
    with connection.cursor() as planned_anew, prepared() as planned_once:
        for _ in range(2):  # the first warms up
            begin = perf_counter()
            for anew, sql, parameters in (statement for statements in asked for statement in statements):
                cursor = planned_anew if anew else planned_once
                cursor.execute(sql, parameters)
                cursor.fetchall()
    return (perf_counter() - begin) / len(paths)


def _stream(port: int, process: Any) -> tuple[int, float]:
    """All claims as CSV: the most memory that a server process held meanwhile, and rows a second."""
    import threading

    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            sizes = [child.memory_info().rss for child in process.children(recursive=True)]
            peak[0] = max(peak[0], *sizes)

    watcher = threading.Thread(target=watch)
    watcher.start()
    rows = _warm_lines(port, f"{CLAIMS}?format=csv&fields={ON_A_LINE}", 0)
    done.set()
    watcher.join()
    return peak[0], rows


def _warm_lines(port: int, path: str, seconds: float) -> float:
    """The same, after the archive was read from the disk."""
    _lines(port, path, STREAMED)
    return _lines(port, path, seconds)


def _lines(port: int, path: str, seconds: float) -> float:
    """Lines a second of a stream, read to its end or for so many seconds."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begin, lines = perf_counter(), 0
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200, path
    while block := response.read(1 << 20):
        lines += block.count(b"\n")
        if seconds and perf_counter() - begin > seconds:
            break
    spent = perf_counter() - begin
    connection.close()
    return lines / spent


def _show(figures: Sequence[Figures]) -> None:
    print(
        f"\n{'':34}{'8 clients':>28}{'one client':>12}{'bare SQL':>10}{'ratio':>7}{'Datasette':>22}{'times':>7}\n"
        f"{'question':34}{'/s':>8}{'p50 ms':>10}{'p99 ms':>10}{'ms':>12}{'ms':>10}{'':>7}{'/s':>10}{'p99 ms':>12}"
    )
    for figure in figures:
        ours, theirs = figure.ours, figure.theirs
        line = f"{figure.name:34}{ours.rate:8.0f}{ours.percentile(0.5) * 1e3:10.1f}{ours.percentile(0.99) * 1e3:10.1f}"
        line += f"{figure.alone * 1e3:12.2f}{figure.bare * 1e3:10.2f}{figure.alone / figure.bare:7.1f}"
        if theirs:
            line += f"{theirs.rate:10.0f}{theirs.percentile(0.99) * 1e3:12.1f}{ours.rate / theirs.rate:7.1f}"
        print(line, flush=True)
    print()


def _checks(figures: Sequence[Figures], memory: int, rows: float, their_rows: float, claims: int) -> Iterator[Check]:
    for figure in figures:
        yield limit(f"{figure.name}: answers that failed", figure.ours.failed, 0, lambda number: f"{number:.0f}")
        if figure.paged:
            p99 = figure.ours.percentile(0.99)
            yield limit(f"{figure.name}: p99, 8 clients", p99, P99, lambda seconds: f"{seconds * 1e3:.0f} ms")
        ratio = figure.alone / figure.bare
        yield limit(f"{figure.name}: server / bare SQL", ratio, TIMES_BARE, lambda times: f"{times:.1f}")
        if figure.theirs:
            faster = figure.ours.rate / figure.theirs.rate
            name, bound = f"{figure.name}: times Datasette", f"at least {TIMES_DATASETTE:g}"
            yield Check(name, f"{faster:.1f}", bound, faster >= TIMES_DATASETTE)
    if memory:
        yield limit(
            f"CSV of {claims:,} claims: memory", memory, STREAM_MEMORY, lambda size: f"{size / 1024**2:.0f} MiB"
        )
        print(f"CSV stream: {rows:,.0f} rows/s" + (f"; Datasette's {their_rows:,.0f} rows/s" if their_rows else ""))
        if their_rows:
            faster = rows / their_rows
            yield Check("CSV stream: times Datasette", f"{faster:.1f}", "at least 2", faster >= TIMES_DATASETTE)


def _growth(sizes: Sequence[int], home: Path) -> int:
    """The table of one client's times by size; 1 where a question that an index serves grows."""
    tables = []
    for size in sizes:
        lines = (home / str(size) / "figures.txt").read_text(encoding="utf-8").splitlines()
        tables.append({name: float(value) for name, value in (line.split("\t") for line in lines)})
    print(f"{'':34}" + "".join(f"{size:>12,}" for size in sizes))
    paged, failed = {question.name for question in QUESTIONS if question.paged}, 0
    for name in tables[-1]:
        print(f"{name:34}" + "".join(f"{table[name] * 1e3:12.2f}" for table in tables))
    for name in tables[-1]:
        if name in paged:
            grown = tables[-1][name] / tables[0][name]
            kept = report(limit(f"{name}: growth", grown, FLAT, lambda times: f"{times:.1f}"))
            failed |= not kept
    return failed


if __name__ == "__main__":
    sys.exit(main())
