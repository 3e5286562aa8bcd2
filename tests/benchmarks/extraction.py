"""How fast, how small and how good extraction is: python -m tests.benchmarks.extraction [--full].

Prints tables; the exit code is 1 where a bound is missed. Both the whole extraction and the bare parser read the same
text in the same run, turn by turn, on one core and one thread. What counts is CPU time, the best of several rounds, so
that other work on the machine disturbs little. --full adds a text of 5 MB, which takes minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # spaCy must not be loaded before alone()
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
FULL = 5_000_000
WORK = 200_000  # characters that are read in all to time one size; a longer text is read once
ROUNDS = 6  # at least, of a shorter one
STARTS = 3  # fresh processes for the start-up

RATIO = 1.3  # whole to bare
ARTICLE = 10_000  # characters of the text that others are compared with
WORDS_PER_SECOND = 2_000  # of CPU time
ARTICLE_SECONDS = 0.6  # for an article of ARTICLE_WORDS words
ARTICLE_WORDS = 1_000
START_SECONDS = 2.0
PEAK_MB = 700
LINEAR = 1.5  # CPU time for each character, to that in a text of ARTICLE characters

# What a fresh process does. PyTorch is for training and no requirement of ours, but spaCy loads it where it is found.
START = "import sys; sys.modules['torch'] = None; from claims.extraction import extract; "
ONE_SENTENCE = START + "extract('It rained in Berlin.')"
ONE_FILE = START + "from pathlib import Path; extract(Path(sys.argv[1]).read_text(encoding='utf8'))"

# The peak of the process itself: on Linux, ru_maxrss still knows how large the process was that started it.
PEAK = """
import resource
try:
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    print(int(status["VmHWM"].split()[0]) * 1024)
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@dataclass(frozen=True)
class Timing:
    """CPU seconds, the best of the rounds, to read one text."""

    characters: int
    words: int
    claims: int
    bare: float
    whole: float

    @property
    def ratio(self) -> float:
        return self.whole / self.bare


@dataclass(frozen=True)
class Check:
    """A figure and the bound it must keep."""

    name: str
    figure: str
    bound: str
    kept: bool


def main() -> int:
    """Print what was measured. Returns the exit code: 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="also read a text of 5 MB")
    parser.add_argument("--quick", action="store_true", help="the comparison on the gold documents alone")
    arguments = parser.parse_args()
    alone()
    from claims.extraction.parser.runtime import load
    from tests.benchmarks.comparison import print_comparison

    parse = load()
    print(f"machine: {processor()}, one core, Python {platform.python_version()}, {platform.system()}\n")
    kept = True
    if not arguments.quick:
        timings = list(measure((*SIZES, *((FULL,) if arguments.full else ()))))
        kept = all([*map(report, checks(timings))])  # every one is printed
        print()
    print_comparison(parse)
    return 0 if kept else 1


def alone() -> None:
    """Hold this process, and those it starts, to one core and one thread; before numpy is loaded."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sys.modules["torch"] = None  # type: ignore[assignment]  # as in START


def measure(sizes: tuple[int, ...]) -> Iterator[Timing]:
    """Time texts of so many characters, and print each as it is done."""
    from tests.benchmarks.texts import news

    print(
        f"{'length':>9} {'words':>9} {'claims':>7} {'bare':>9} {'whole':>9} {'ratio':>6} {'words/s':>8} {'per char':>9}"
    )
    for size in sizes:
        timing = timed(news(size))
        each = timing.whole / timing.characters
        print(
            f"{size:>9,} {timing.words:>9,} {timing.claims:>7,} {timing.bare:>8.3f}s {timing.whole:>8.3f}s"
            f" {timing.ratio:>6.2f} {timing.words / timing.whole:>8,.0f} {each * 1e6:>7.2f}µs",
            flush=True,
        )
        yield timing


def timed(text: str) -> Timing:
    """Read a text by the bare parser and by the whole extraction, turn by turn, the parser in the same sections. A text
    that takes many seconds is read once, and the parser is clocked within the extraction: between two readings so far
    apart, other work on the machine would decide the ratio."""
    from claims.extraction import extract, pipeline
    from claims.extraction.sections import sections

    unclocked = pipeline.parser
    parse = unclocked()
    extract(text[:2000])
    if len(text) > WORK:
        clock = Clock(parse)
        pipeline.parser = lambda model="": clock  # type: ignore[assignment]
        try:
            started = process_time()
            extraction = extract(text)
            whole = process_time() - started
        finally:
            pipeline.parser = unclocked
        return Timing(len(text), extraction.words, len(extraction.claims), clock.seconds, whole)
    rounds = []
    for _ in range(max(ROUNDS, WORK // len(text))):
        started = process_time()
        for start, end in sections(text):
            parse(text[start:end])
        between = process_time()
        extraction = extract(text)
        rounds.append((between - started, process_time() - between))
    bare, whole = (min(seconds) for seconds in zip(*rounds, strict=True))
    return Timing(len(text), extraction.words, len(extraction.claims), bare, whole)


class Clock:
    """A parser, and the CPU seconds that it has taken."""

    def __init__(self, parse: Callable[[str], Doc]) -> None:
        self._parse, self.seconds = parse, 0.0

    def __call__(self, text: str) -> Doc:
        started = process_time()
        doc = self._parse(text)
        self.seconds += process_time() - started
        return doc


def checks(timings: list[Timing]) -> Iterator[Check]:
    """Every bound with its figure."""
    from tests.benchmarks.texts import news

    worst = max(timings, key=lambda timing: timing.ratio)
    yield limit(f"ratio, whole to bare (at {worst.characters:,} characters)", worst.ratio, RATIO, "{:.2f}".format)
    slowest = min(timings, key=lambda timing: timing.words / timing.whole)
    speed = slowest.words / slowest.whole
    yield Check(
        f"words per CPU second (at {slowest.characters:,} characters)",
        f"{speed:,.0f}",
        f"at least {WORDS_PER_SECOND:,}",
        speed >= WORDS_PER_SECOND,
    )
    article = timed(" ".join(news(20_000).split(" ")[:ARTICLE_WORDS]))
    yield limit(f"an article of {ARTICLE_WORDS:,} words, CPU time", article.whole, ARTICLE_SECONDS, "{:.2f} s".format)
    start = min(child([ONE_SENTENCE])[0] for _ in range(STARTS))
    yield limit("start-up and one sentence, CPU time", start, START_SECONDS, "{:.2f} s".format)
    longest = max(timing.characters for timing in timings)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf8") as file:
        file.write(news(longest))
        file.flush()
        peak = child([ONE_FILE, file.name])[1] / 1e6
    yield limit(f"peak memory (at {longest:,} characters)", peak, PEAK_MB, "{:,.0f} MB".format)
    each = [timing.whole / timing.characters for timing in timings]
    slope = max(each) / each[SIZES.index(ARTICLE)]
    yield limit("time per character, worst to that at 10 kB", slope, LINEAR, "{:.2f}".format)


def limit(name: str, figure: float, most: float, show: Callable[[float], str]) -> Check:
    """A figure that must not be above a bound."""
    return Check(name, show(figure), f"at most {show(most)}", figure <= most)


def report(check: Check) -> bool:
    """Print a check, and whether its bound is kept."""
    print(f"{'ok  ' if check.kept else 'MISS'} {check.name:54} {check.figure:>9}   {check.bound}", flush=True)
    return check.kept


def child(program: list[str]) -> tuple[float, int]:
    """CPU seconds and peak memory in bytes (resident set size) of a fresh process."""
    process = subprocess.Popen(
        [sys.executable, "-c", program[0] + PEAK, *program[1:]], cwd=ROOT, stdout=subprocess.PIPE
    )
    printed = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return usage.ru_utime + usage.ru_stime, int(printed)


def processor() -> str:
    """The processor's name as the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
