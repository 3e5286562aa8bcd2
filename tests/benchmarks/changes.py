"""Whether a reader of the change feed gets every change once while many publish: python -m tests.benchmarks.changes.

Publishers with connections of their own publish, correct and retract through the actions, as fast as they can; a reader
polls throughout. Prints what was published and what was read; the exit code is 1 where anything is missing, comes twice
or out of order.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections import Counter

import django

from tests.benchmarks.extraction import processor
from tests.benchmarks.workbench import database


def main() -> int:
    """Print the figures. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--publishers", type=int, default=8, help="who publish at once (default: 8)")
    parser.add_argument("--seconds", type=float, default=60, help="how long (default: 60)")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(f"machine: {processor()}, Python {platform.python_version()}, {platform.system()}")
    with database():
        return prove(arguments.publishers, arguments.seconds)


def prove(publishers: int, seconds: float) -> int:
    """Publish and read; 1 where the feed is at fault."""
    from rest_framework.test import APIClient

    from tests.publishing import Desk, Reader, happened, together, told

    desk = Desk(claims=publishers)
    reader = together(desk.publish, publishers, seconds=seconds)
    later = Reader()
    later.read(APIClient())
    events = [(kind, verdict) for _, kind, verdict in reader.seen]
    expected = happened()
    faults = {
        "missing": len(expected - set(events)),
        "never happened": len(set(events) - expected),
        "twice": sum(count - 1 for count in Counter(events).values()),
        "out of order": sum(one >= other for one, other in zip(reader.seen, reader.seen[1:], strict=False)),
        "in another order for a later reader": int(later.seen != reader.seen or reader.seen != told()),
    }
    print(f"{publishers} publishers, {seconds:g} s: {len(expected)} changes, {len(expected) / seconds:.1f} a second")
    print(f"the reader asked {reader.asked} times meanwhile and read {len(events)} changes")
    for name, number in faults.items():
        print(f"{'ok  ' if not number else 'MISS'} {name}: {number}")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
