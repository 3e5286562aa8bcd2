"""manage.py demo: everything from nothing, then a served site."""

from __future__ import annotations

import logging
import socket
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, call_command
from django.urls import reverse

from claims.models import Appearance, Claim, ExtractionRun, Verdict
from claims.rules import RULES
from claims.table import print_table
from claims.workflow.moves import Act, Stage, State
from claims.workflow.queue import taken, waiting
from seeds.day import work
from seeds.desk import load_desk
from seeds.load import load

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Database, seeds, the article's claims, people and their day; then serve. A second start changes nothing."""

    help = "Set up a site with one article, its claims, five people and a day of their work, and serve it."
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
        work(run.snapshot)
        self.show(run, passwords, f"http://{HOST}:{port}")
        if not no_serve:
            logging.getLogger("django.server").setLevel(logging.WARNING)  # or the passwords scroll away
            call_command("runserver", f"{HOST}:{port}", use_reloader=False, skip_checks=True)

    def show(self, run: ExtractionRun, passwords: dict[str, str], site: str) -> None:
        """The claims, the addresses and the people."""
        here = Appearance.objects.filter(snapshot=run.snapshot_id, retired=False)
        appearances = here.select_related("claim", "speaker").order_by("start", "end", "id")
        print_table(
            (str(a.speaker) if a.speaker else "", a.claim.text, a.claim.kind, a.claim.checkworthiness)
            for a in appearances
        )
        states = Claim.objects.filter(appearances__in=here).distinct().values_list("state", flat=True)
        stages = Verdict.objects.filter(claim__appearances__in=here).distinct().values_list("stage", flat=True)
        lines = [
            f"{len(appearances)} claims in “{run.snapshot.document}”: {counted(State, states.order_by('id'))}.",
            f"Verdicts, as an example: {counted(Stage, stages.order_by('id')) or 'none'}.",
            "",
            f"Article with its claims  {site}{reverse('admin:sources_document_read', args=[run.snapshot.document_id])}",
            f"Admin                    {site}{reverse('admin:index')}",
            f"API                      {site}/api/v1/claims/",
            f"API documentation        {site}/api/docs/",
            "",
            "Sign in as",
            *(
                f"  {name:14} {password or 'set: manage.py changepassword ' + name:17} {waiting_for(name)}".rstrip()
                for name, password in passwords.items()
            ),
        ]
        self.stdout.write("\n".join(lines))


def counted(names: type[State | Stage], found: Iterable[str]) -> str:
    """How many there are of each, in the order of the workflow."""
    numbers = Counter(found)
    return ", ".join(f"{numbers[name]} {name.label.lower()}" for name in names if numbers[name])


def waiting_for(name: str) -> str:
    """What a person would find on their desk, in a few words."""
    person = User.objects.get(username=name)
    to_settle = Claim.objects.filter(state=State.DISPUTED).exclude(assessments__reviewer=person)
    to_approve = Verdict.objects.filter(stage=Stage.IN_REVIEW).exclude(author=person)
    work = {
        Act.ASSESS: (taken(person).count() + waiting(person).count(), "to assess"),
        Act.SETTLE: (to_settle.count(), "to settle"),
        Act.APPROVE: (to_approve.count(), "to approve"),
        Act.PUBLISH: (Verdict.objects.filter(stage=Stage.APPROVED).count(), "to publish"),
        Act.CONFIRM: (
            Verdict.objects.filter(stage=Stage.PUBLISHED, stale_since__isnull=False).count(),
            "to look at again",
        ),
    }
    return ", ".join(
        f"{number} {what}" for act, (number, what) in work.items() if number and person.has_perm(RULES[act].permission)
    )


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
