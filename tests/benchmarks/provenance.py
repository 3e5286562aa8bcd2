"""How fast it is found out where a claim comes from: python -m tests.benchmarks.provenance [--edges 1000000].

Prints tables; the exit code is 1 where a bound is missed. The parts lie in files of their own, provenance_*.py; each
has measure(), which prints its table and yields what must hold.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterator

from tests.benchmarks import provenance_database, provenance_diagram, provenance_graph
from tests.benchmarks.extraction import Check, alone, processor, report


def main() -> int:
    """Print what was measured. Returns the exit code: 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edges", type=int, default=provenance_graph.SIZES[-1], help="of the largest graph")
    arguments = parser.parse_args()
    alone()
    print(f"machine: {processor()}, one core, Python {platform.python_version()}, {platform.system()}\n")
    return 0 if all([*map(report, parts(arguments))]) else 1  # every one is printed


def parts(arguments: argparse.Namespace) -> Iterator[Check]:
    """What was asked for, one after the other."""
    yield from provenance_graph.measure(arguments.edges)
    yield from provenance_diagram.measure()
    yield from provenance_database.measure(arguments.edges)


if __name__ == "__main__":
    sys.exit(main())
