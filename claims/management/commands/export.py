"""manage.py export: claims with their appearances, as CSV or JSON lines, one row at a time."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.db.models import OuterRef, Q, Subquery

from claims.models import Claim, Verdict
from claims.workflow.moves import State
from factcheck.common.commands import refuse_unready_database
from factcheck.common.tabular import csv_lines, jsonl_lines, write_whole
from sources.models import Document

# The name of each column, where its value comes from, and what it means. Names and order are a promise: new ones are
# added at the end.
COLUMNS = {
    "claim_id": ("id", "identifier of the claim (UUIDv7)"),
    "text": ("text", "the claim in standalone wording"),
    "kind": ("kind", "fact, quantity, prediction, opinion or background"),
    "checkable": ("checkable", "whether evidence could in principle decide it"),
    "checkworthiness": ("checkworthiness", "from 0 to 1, how much it is worth checking"),
    "reasons": ("reasons", "of the check-worthiness, strongest first"),
    "quantities": ("quantities", "numbers in it, with unit and comparator"),
    "dates": ("dates", "dates in it, resolved where the text and its date allow"),
    "negated": ("negated", "whether it says that something is not so"),
    "hedged": ("hedged", "whether it is softened: may, up to, reportedly"),
    "rating": ("rating", "of the published verdict; empty without one"),
    "start": ("appearances__start", "first character of its words in the snapshot, from 0, in Unicode code points"),
    "end": ("appearances__end", "the character after its last"),
    "quote": ("appearances__exact", "the words themselves, text[start:end] of the snapshot"),
    "prefix": ("appearances__prefix", "up to 32 characters before them"),
    "suffix": ("appearances__suffix", "up to 32 characters after them"),
    "speaker": ("appearances__speaker__name", "who said it; empty where the article itself does"),
    "speaker_kind": ("appearances__speaker__kind", "person, outlet, organisation, government, …"),
    "cue": ("appearances__cue", "the reporting words: said, according to"),
    "channel": ("appearances__channel", "how the words came: interview with Reuters"),
    "extractor": ("appearances__software__name", "the program that found it; empty where a person did"),
    "extractor_version": ("appearances__software__version", "its version"),
    "model_sha256": ("appearances__software__model_sha256", "SHA-256 of its trained model"),
    "document_id": ("appearances__snapshot__document_id", "identifier of the document (UUIDv7)"),
    "document_title": ("appearances__snapshot__document__title", "its title"),
    "document_url": ("appearances__snapshot__document__url", "its address; empty for a file without one"),
    "publisher": ("appearances__snapshot__document__publisher__name", "who published it"),
    "published": ("appearances__snapshot__document__published", "when, ISO 8601"),
    "snapshot_id": ("appearances__snapshot_id", "identifier of its text as captured (UUIDv7)"),
    "snapshot_sha256": ("appearances__snapshot__text_sha256", "SHA-256 of that text in UTF-8"),
    "captured_at": ("appearances__snapshot__captured_at", "when it was captured, ISO 8601"),
    "state": ("state", "where the claim is on its way to a finding: new, queued, set_aside, assigned, agreed, …"),
}

AT_ONCE = 1_000  # rows fetched from the database's cursor at a time


class Command(BaseCommand):
    """Everything that the desk has, in the order of the documents and of their words."""

    help = (
        "Write claims with their appearances as CSV or JSON lines. A claim without one is a row too, a rejected none."
    )
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Help that lists the columns."""
        columns = "\n".join(f"  {name:18} {meaning}" for name, (_, meaning) in COLUMNS.items())
        parser = super().create_parser(prog_name, subcommand, epilog=f"columns:\n{columns}", **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which claims, in which format, where to."""
        parser.add_argument("--document", default="", metavar="ID", help="only the claims of this document")
        parser.add_argument("--format", choices=("csv", "jsonl"), default="csv", help="default: csv")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to this file, whole or not at all")

    def handle(self, *args: Any, document: str, output: Path | None, **options: Any) -> None:
        """Stream the rows to stdout or into the file."""
        refuse_unready_database()
        rows = claim_rows(known_document(document) if document else None)
        lines = csv_lines(list(COLUMNS), rows) if options["format"] == "csv" else jsonl_lines(rows)
        if output is None:
            self.print_all(lines)
            return
        try:
            write_whole(output, lines)
        except OSError as error:
            raise CommandError(
                f"{output}: it can't be written ({error.strerror}). Name a file in a folder that you may write to.",
                returncode=2,
            ) from None

    def print_all(self, lines: Iterator[str]) -> None:
        """Until the reader has enough: `export | head` is no error."""
        try:
            for line in lines:
                self.stdout.write(line, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python flushes into it again at exit


def claim_rows(document: Document | None = None) -> Iterator[dict[str, Any]]:
    """A row for every appearance, of one document or of all: one query, read through a cursor of the server, so that
    memory stays the same however many there are."""
    published = Verdict.objects.filter(claim=OuterRef("pk"), stage=Verdict.Stage.PUBLISHED).values("rating__name")[:1]
    places = Q(appearances__retired=False) | Q(appearances__isnull=True)
    if document is not None:
        places = Q(appearances__retired=False, appearances__snapshot__document=document)
    claims = Claim.objects.annotate(rating=Subquery(published)).filter(places).exclude(state=State.REJECTED)
    fields = [field for field, _ in COLUMNS.values()]
    order = [COLUMNS[name][0] for name in ("document_id", "snapshot_id", "start", "end", "claim_id")]
    for values in claims.order_by(*order).values_list(*fields).iterator(chunk_size=AT_ONCE):
        yield dict(zip(COLUMNS, values, strict=True))


def known_document(written: str) -> Document:
    """The document of this identifier. Raises CommandError."""
    try:
        return Document.objects.get(pk=UUID(written))
    except (ValueError, Document.DoesNotExist):
        raise CommandError(
            f"There is no document '{written}'. Its identifier stands in the admin and in the column document_id.",
            returncode=2,
        ) from None
