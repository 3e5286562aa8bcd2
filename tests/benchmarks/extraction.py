"""How fast extraction is beside the bare parser: python tests/benchmarks/extraction.py [PATH] [--rounds N].

Both read the same text in the same run, round about, on one core; what counts is CPU time, so that other work on the
machine disturbs little, and the median of the rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "tests" / "gold" / "greenland.txt"
ROUNDS = 9


def main() -> None:
    """Print words per CPU second of both, and how much longer the whole takes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path, default=ARTICLE, help="a text file (default: the seed article)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds of both (default: {ROUNDS})")
    arguments = parser.parse_args()
    for library in ("OMP", "OPENBLAS", "MKL"):  # before numpy is loaded: CPU time is only comparable on one thread
        os.environ[f"{library}_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sys.path.insert(0, str(ROOT))
    from claims.extraction import extract
    from claims.extraction.parser.runtime import load

    text = arguments.path.read_text(encoding="utf8")
    parse = load()
    parse(text)
    extraction = extract(text)  # once for each unmeasured: models are loaded, caches are filled
    bare, whole = [], []
    for _ in range(max(1, arguments.rounds)):
        started = process_time()
        parse(text)
        between = process_time()
        extract(text)
        bare.append(between - started)
        whole.append(process_time() - between)
    words, ratios = extraction.words, [w / b for w, b in zip(whole, bare, strict=True)]
    print(f"{arguments.path.name}: {words} words, {len(extraction.claims)} claims, {len(bare)} rounds, one core")
    print(f"whole extraction  {words / median(whole):7,.0f} words per CPU second")
    print(f"bare parser       {words / median(bare):7,.0f} words per CPU second")
    print(f"ratio             {median(ratios):7.2f} (whole to bare, CPU time)")
    print(
        f"machine           {processor()}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    )


def processor() -> str:
    """The processor's name as the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
