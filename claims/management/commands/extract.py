"""manage.py extract: the claims of files on this machine, without a database."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from claims.explain import NotExplained, explain, find
from claims.extraction.types import Extraction, ExtractionError
from claims.extractor import extract
from claims.table import (
    write_coverage_jsonl,
    write_coverage_table,
    write_csv,
    write_csv_header,
    write_explanation,
    write_jsonl,
    write_table,
)
from sources.capture import CaptureError, capture_file

BAD_INPUT = 2
FORMATS = ("table", "jsonl", "csv")


class Command(BaseCommand):
    """Extract claims from files and print them, one file after the other; nothing is stored."""

    help = "Print the claims of text or HTML files, as a table, JSON lines or CSV. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, what to print of them and how, the day."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a .txt, .md or .html file")
        parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
        parser.add_argument(
            "--published",
            type=day,
            metavar="DATE",
            help="the day the texts were published, as 2026-01-22: settles 'yesterday'; goes before what a file says",
        )

        shown = parser.add_mutually_exclusive_group()
        shown.add_argument(
            "--coverage",
            action="store_true",
            help="print every sentence with the claims found in it, or why it holds none",
        )
        shown.add_argument(
            "--explain",
            metavar="CLAIM",
            help="tell how one claim was found: its number in the table, or words of it",
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        """Print the claims of each file as soon as they are found; name the files that can't be read."""
        self.coverage: bool = options["coverage"]
        self.wanted: str | None = options["explain"]
        self.check_choice(paths, options["format"])
        try:
            self.print_all(paths, options["format"], options["published"])
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def check_choice(self, paths: list[str], form: str) -> None:
        """Raises CommandError with exit code 2 where what was asked for doesn't go together."""
        if self.coverage and form == "csv":
            reason = "CSV holds one claim a line, and a sentence may have none. Take --format jsonl or table."
            raise CommandError(f"--coverage can't be printed as CSV: {reason}", returncode=BAD_INPUT)
        if self.wanted is not None and form != "table":
            reason = "It is text for people, and --format jsonl has the same as data."
            raise CommandError(f"--explain can't be printed as {form}: {reason}", returncode=BAD_INPUT)
        if self.wanted is not None and len(paths) > 1:
            reason = f"{len(paths)} files were given, and a claim's number is that of one. Give one file."
            raise CommandError(f"--explain tells of one claim: {reason}", returncode=BAD_INPUT)

    def print_all(self, paths: list[str], form: str, published: date | None) -> None:
        """Raises CommandError with exit code 2 where a file was left out, after the others are done."""
        refused = []
        if form == "csv":
            write_csv_header(self.write)
        for path in paths:
            try:
                captured = capture_file(Path(path))
                extraction = extract(captured.text, published=published or captured.published)
            except CaptureError as error:
                refused.append(str(error))
            except ExtractionError as error:
                refused.append(f"{path}: {error}")
            else:
                self.print_one(path, captured.text, extraction, form)
                continue
            if len(paths) > 1:
                self.stderr.write(refused[-1])
        if refused:
            message = f"{len(refused)} of {len(paths)} files left out, see above." if len(paths) > 1 else refused[0]
            raise CommandError(message, returncode=BAD_INPUT)

    def print_one(self, path: str, text: str, extraction: Extraction, form: str) -> None:
        """Print one document's claims, its coverage, or one claim's explanation."""
        colour = self.stdout.isatty()
        if self.wanted is not None:
            try:
                sections = explain(text, extraction, find(text, extraction, self.wanted))
            except NotExplained as error:
                raise CommandError(f"{path}: {error}", returncode=BAD_INPUT) from None
            write_explanation(path, sections, self.write, colour=colour)
        elif self.coverage and form == "jsonl":
            write_coverage_jsonl(path, text, extraction, self.write)
        elif self.coverage:
            write_coverage_table(path, text, extraction, self.write, colour=colour)
        elif form == "jsonl":
            write_jsonl(path, extraction, self.write)
        elif form == "csv":
            write_csv(path, extraction, self.write)
        else:
            write_table(path, extraction, self.write, colour=colour)
        self.stdout.flush()

    def write(self, text: str) -> None:
        """To standard output as it is, without a line end of Django's."""
        self.stdout.write(text, ending="")


def day(text: str) -> date:
    """A date in ISO 8601 for the option parser."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no date; write it as 2026-01-22") from None
