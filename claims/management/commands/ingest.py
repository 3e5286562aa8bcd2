"""manage.py ingest: files, folders and web pages in; documents with their claims recorded."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from tqdm import tqdm

from claims.actions import extraction_of, extractor, read_snapshot
from claims.extraction.types import ExtractionError
from factcheck.common.commands import day, refuse_unready_database
from factcheck.common.errors import DomainError
from sources.actions import capturer, record_capture
from sources.capture import capture, is_url

IN_FOLDERS = (".txt", ".md", ".html", ".htm")


class Command(BaseCommand):
    """Each item is recorded wholly or not at all, so that the command may be ended at any moment and repeated."""

    help = "Capture texts and web pages, extract their claims and record both. Safe to repeat and to interrupt."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to ingest, and what is known about it."""
        parser.add_argument(
            "targets", nargs="+", metavar="PATH|URL|FOLDER", help="a .txt, .md or .html file, a folder of them, a URL"
        )
        parser.add_argument("--publisher", default="", metavar="NAME", help="who published them all")
        parser.add_argument("--published", type=day, metavar="DATE", help="when they all were published: 2026-01-22")

    def handle(self, *args: Any, targets: list[str], publisher: str, published: date | None, **options: Any) -> None:
        """Ingest one after the other; what can't be is named on stderr, and the exit code is then 2."""
        refuse_unready_database()
        items, failed = self.items(targets)
        done = 0
        try:
            # Off where stderr is no terminal: a log wants lines, not a bar.
            for item in tqdm(items, unit="doc", disable=None, dynamic_ncols=True):
                try:
                    self.say(f"{item}: {ingest(item, publisher, published)}")
                    done += 1
                except (DomainError, ExtractionError) as error:
                    failed += 1
                    self.complain(str(error) if isinstance(error, DomainError) else f"{item}: {error}")
                except DatabaseError as error:  # a lost connection, or a deadlock with somebody who ingests beside us
                    failed += 1
                    reason = next(iter(str(error).splitlines()), type(error).__name__)
                    self.complain(f"{item}: the database did not take it ({reason}). Repeat the command to go on.")
        except KeyboardInterrupt:
            raise CommandError(
                f"Interrupted after {done} of {len(items)}. What is recorded stays; repeat the command to go on.",
                returncode=130,
            ) from None
        if failed:
            raise CommandError(f"{done} ingested, {failed} not; each is named above.", returncode=2)

    def items(self, targets: Iterable[str]) -> tuple[list[str], int]:
        """Files and URLs, each once, folders opened; and how many targets there is nothing to take from."""
        items: dict[str, None] = {}
        empty = 0
        for target in targets:
            folder = Path(target)
            if is_url(target) or not folder.is_dir():
                items[target] = None
                continue
            files = texts_in(folder)
            items.update(dict.fromkeys(files))
            if not files:
                empty += 1
                kinds = ", ".join(IN_FOLDERS)
                self.complain(f"{target}: there is no text in this folder. Put files of these kinds into it: {kinds}.")
        return list(items), empty

    def say(self, line: str) -> None:
        """A line on stdout, above the progress bar."""
        with tqdm.external_write_mode():
            self.stdout.write(line)

    def complain(self, line: str) -> None:
        """A line on stderr, above the progress bar."""
        with tqdm.external_write_mode():
            self.stderr.write(line)


def ingest(item: str, publisher: str, published: date | None) -> str:
    """Capture, read and record one item, and say what came of it. Raises DomainError and ExtractionError; nothing is
    recorded then."""
    captured = capture(item)
    capturing, reading = capturer(), extractor()
    with transaction.atomic():
        recorded = record_capture(captured, by=capturing, publisher=publisher.strip(), published=published)
        known = extraction_of(recorded.snapshot, reading)
        run = known or read_snapshot(recorded.snapshot)
    claims = f"{run.claims_found} claim{'' if run.claims_found == 1 else 's'}"
    return f"already recorded, {claims}" if known else f"recorded, {claims}"


def texts_in(folder: Path) -> list[str]:
    """The files of a folder and its subfolders that can be captured, sorted; hidden ones are left alone."""
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in IN_FOLDERS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
