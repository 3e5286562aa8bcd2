"""Whether finding out where a claim comes from costs the same in a small database and in one of a million edges.

python -m tests.benchmarks.provenance_database [--edges 1000000]. Prints a table; the exit code is 1 where a bound is
missed. One database after the other is loaded into a throw-away server; what is asked is asked once before the clock
runs, then timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

import django

from tests.benchmarks.extraction import Check, processor, report
from tests.benchmarks.workbench import database

SIZES = (10_000, 100_000, 1_000_000)  # edges
GROWTH = 2.0  # at most, from the smallest database to the largest
LITTLE = 10.0  # milliseconds, that may be noise
PAGE = 50  # claims
ASKED = 200  # claims, one by one
ROUNDS = 3


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one question in a database of so many edges; flat: whether it may not grow with these; of: what
    was touched, on average, where that isn't the same each time."""

    name: str
    edges: int
    median: float
    p95: float
    flat: bool = True
    of: float | None = None


def main() -> int:
    """Print what was measured. Returns the exit code: 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edges", type=int, default=SIZES[-1], help="of the largest database")
    arguments = parser.parse_args()
    print(f"machine: {processor()}, Python {platform.python_version()}, {platform.system()}\n")
    return 0 if all([*map(report, measure(arguments.edges))]) else 1  # every one is printed


def measure(edges: int = SIZES[-1]) -> Iterator[Check]:
    """Print the table up to so many edges; what must hold."""
    sizes = (*(size for size in SIZES if size < edges), edges)
    return checks(rows(sizes))


def rows(sizes: Sequence[int]) -> list[Timing]:
    """Every question in every database, printed as it is done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.benchmarks import newsrooms

    timings: list[Timing] = []
    print(f"{'':42} {'edges':>9} {'median':>10} {'p95':>10} {'ratio':>6}")
    with database():
        for size in sizes:
            started = perf_counter()
            newsrooms.load(size)
            print(f"loaded: {_counted()}, in {perf_counter() - started:,.0f} s", flush=True)
            for timing in questions(size):
                timings.append(timing)
                _show(timing, timings)
    return timings


def _counted() -> str:
    from claims.models import Appearance, Claim
    from sources.models import Citation, Document, Source

    models = (Citation, Document, Source, Claim, Appearance)
    return ", ".join(f"{model.objects.count():,} {model._meta.verbose_name_plural}" for model in models)


def _show(timing: Timing, so_far: Sequence[Timing]) -> None:
    first = next(other for other in so_far if other.name == timing.name)
    of = "" if timing.of is None else f"   {timing.of:,.0f} claims"
    print(
        f"{timing.name:42} {timing.edges:>9,} {timing.median:>7,.1f} ms {timing.p95:>7,.1f} ms"
        f" {timing.median / first.median:>6.2f}{of}",
        flush=True,
    )


def questions(edges: int) -> Iterator[Timing]:
    """What is asked of a database."""
    from django.db.models import Count

    from claims.lineage import trace_claim
    from claims.models import Appearance, Claim, ClaimOrigins
    from claims.origins import outdated, refresh
    from sources.models import Citation, Document, Source

    claims = list(Claim.objects.filter(pk__in=_some(Claim, ASKED)))
    yield timed("one claim, traced", edges, claims, trace_claim)
    pages = [_some(Claim, PAGE, seed=number) for number in range(20)]
    everything = ClaimOrigins.objects.filter(claim__in={key for page in pages for key in page})
    yield timed(
        f"a page of {PAGE} claims, computed anew", edges, pages, refresh, lambda: everything.update(current=False)
    )
    yield undone("a document changes", edges, [{"documents": [key]} for key in _some(Document, 100)])
    people = Source.objects.filter(kind="person")
    yield undone("a person changes", edges, [{"sources": [key]} for key in _some(people, 100)])
    busiest = Citation.objects.filter(channel="credit").values("source").annotate(n=Count("pk")).order_by("-n")
    yield undone("the busiest agency changes", edges, [{"sources": [busiest[0]["source"]]}], flat=False)
    places = list(Appearance.objects.filter(pk__in=_some(Appearance, 50)))
    yield timed("a place changes", edges, places, lambda place: _touch(Appearance, place))
    yield timed("whether anything is outdated", edges, [outdated()] * 10, lambda rows: rows.exists())
    _finish()
    yield from lists(edges)


def lists(edges: int) -> Iterator[Timing]:
    """Pages of claims with few origins. Where few claims are so, the newest are found by their keys, which are in the
    order of time; in any other order the database looks at as many others as there are between."""
    from claims.models import Claim

    claims = Claim.objects.select_related("origins")
    single, anonymous = claims.filter(origins__single_source=True), claims.filter(origins__anonymous_only=True)
    asked = {
        "single source, newest first": (single, True),
        "anonymous only, by key": (anonymous.order_by("-pk"), True),
        "anonymous only, by check-worthiness": (anonymous.order_by("-checkworthiness", "id"), False),
    }
    for name, (query, flat) in asked.items():
        yield timed(name, edges, [query] * 10, lambda query: list(query[:PAGE]), flat=flat)


def _some(rows: Any, many: int, seed: int = 0) -> list[UUID]:
    """Keys of so many rows, anywhere in the table."""
    keys = list(getattr(rows, "objects", rows).order_by("pk").values_list("pk", flat=True))
    return random.Random(seed).sample(keys, min(many, len(keys)))


def _touch(model: Any, row: Any) -> None:
    model.objects.filter(pk=row.pk).update(cue=row.cue + "!")


def _finish() -> None:
    """All claims as the sample of them, so that lists can be filtered: what a walk finds for all would take hours."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_claimorigins SET current = true, links = 1, origins = 1,"
            " single_source = mod(hashtext(claim_id::text), 10) < 4,"
            " anonymous_only = mod(hashtext(claim_id::text), 50) = 7"
        )
        cursor.execute("VACUUM ANALYZE claims_claimorigins")


def timed(
    name: str,
    edges: int,
    given: Sequence[Any],
    ask: Callable[[Any], object],
    before: Callable[[], object] = lambda: None,
    flat: bool = True,
) -> Timing:
    """Ask for everything that is given: once before the clock runs, then in rounds, of which the best counts, so that
    other work on the machine disturbs little. before is not on the clock."""
    took = [[0.0] * len(given) for _ in range(ROUNDS + 1)]
    for times in took:
        before()
        for number, one in enumerate(given):
            started = perf_counter()
            ask(one)
            times[number] = (perf_counter() - started) * 1000
    best = [min(times) for times in zip(*took[1:], strict=True)]
    return Timing(name, edges, median(best), quantiles([*best, max(best)], n=20)[-1], flat)


def undone(name: str, edges: int, given: Sequence[dict[str, Any]], flat: bool = True) -> Timing:
    """Outdate, and take it back; of as many claims as that are."""
    from django.db import transaction

    from claims.origins import outdate

    outdated = []

    def ask(one: dict[str, Any]) -> None:
        with transaction.atomic():
            outdated.append(outdate(**one))
            transaction.set_rollback(True)

    timing = timed(name, edges, given, ask, flat=flat)
    return replace(timing, of=sum(outdated) / len(outdated))


def checks(timings: Sequence[Timing]) -> Iterator[Check]:
    """That what may not grow does not."""
    print()
    smallest = {timing.name: timing for timing in reversed(timings)}
    largest = {timing.name: timing for timing in timings}
    for name, timing in largest.items():
        if timing.flat and timing.edges > smallest[name].edges:
            growth = timing.median / smallest[name].median
            figure, bound = f"{growth:.2f}x, {timing.median:.1f} ms", f"at most {GROWTH:.0f}x, or {LITTLE:.0f} ms"
            kept = growth <= GROWTH or timing.median <= LITTLE
            yield Check(f"{name}: {timing.edges:,} edges", figure, bound, kept)


if __name__ == "__main__":
    sys.exit(main())
