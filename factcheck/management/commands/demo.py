"""manage.py demo: everything from nothing, then a served site."""

from __future__ import annotations

import logging
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.urls import reverse

from claims.models import Appearance, ExtractionRun
from claims.table import print_table
from seeds.desk import load_desk
from seeds.load import load

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Database, seeds, the article's claims, people to sign in as; then serve. A second start changes nothing."""

    help = "Set up a site with one article, its claims and three people, and serve it."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port, and whether to serve."""
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="set up, print, and end")

    def handle(self, *args: Any, port: int, no_serve: bool, **options: Any) -> None:
        """Set up what is missing, say what there is, serve."""
        if not no_serve:
            refuse_taken(port)
        self.stderr.write("Setting up the database …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stderr.write("Loading the article …")
        run = load()
        passwords = load_desk(settings.DATA_DIR / "demo-passwords.json")
        self.show(run, passwords, f"http://{HOST}:{port}")
        if not no_serve:
            logging.getLogger("django.server").setLevel(logging.WARNING)  # or the passwords scroll away
            call_command("runserver", f"{HOST}:{port}", use_reloader=False, skip_checks=True)

    def show(self, run: ExtractionRun, passwords: dict[str, str], site: str) -> None:
        """The claims, the addresses and the people."""
        appearances = Appearance.objects.filter(snapshot=run.snapshot_id).select_related("claim", "speaker")
        print_table(
            (
                str(a.speaker) if a.speaker else "",
                a.claim.text,
                a.claim.kind,
                a.claim.checkworthiness,
            )
            for a in appearances.order_by("start", "end", "id")
        )
        lines = [
            f"{len(appearances)} claims in “{run.snapshot.document}”.",
            "",
            f"Article with its claims  {site}{reverse('admin:sources_document_read', args=[run.snapshot.document_id])}",
            f"Admin                    {site}{reverse('admin:index')}",
            f"API                      {site}/api/v1/claims/",
            f"API documentation        {site}/api/docs/",
            "",
            "Sign in as",
            *(
                f"  {name:14} {password or 'set: manage.py changepassword ' + name}"
                for name, password in passwords.items()
            ),
        ]
        self.stdout.write("\n".join(lines))


def refuse_taken(port: int) -> None:
    """Say at once that a port can't be had, before anything is set up. Raises CommandError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} can't be used ({error}). Choose another one: --port 8001", returncode=2
            ) from error
