"""manage.py audit: is the history as it was written?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from claims.audit import Break, events_expected, walk
from claims.history import Told, claim_text, subject_named, told
from factcheck.common.commands import refuse_unready_database

BROKEN = 1


class Command(BaseCommand):
    """verify: walk every chain of the history and name the first broken link."""

    help = "Check the history. verify: exit code 0 where it is whole; 1, with the first broken link, where it is not."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="verify")
        acts.add_parser("verify", help="walk every chain of events; name the first broken link")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, and say what was found."""
        refuse_unready_database()
        # Off where stderr is no terminal: a log wants lines, not a bar.
        with tqdm(total=events_expected(), unit="event", disable=None, dynamic_ncols=True) as bar:
            try:
                audit = walk(bar.update)
            except KeyboardInterrupt:
                raise CommandError("Interrupted: the history is not known to be whole.", returncode=130) from None
        if audit.broken:
            raise CommandError(report(audit.broken), returncode=BROKEN)
        verb = "is" if audit.events == 1 else "are"
        self.stdout.write(f"{counted(audit.events, 'event')} in {counted(audit.chains, 'chain')} {verb} whole.")


def report(broken: Break) -> str:
    """The broken link in plain words."""
    claim = claim_text(broken.stream)
    subject = subject_named(broken.event)
    event = told(broken.event)
    lines = {
        "wrong": broken.problem,
        "about": (subject if subject == "the claim" else f"{subject} of the claim") + (f" “{claim}”" if claim else ""),
        "act": act(event) if event else "",
        "place": f"event {broken.sequence} of {broken.length} in chain {broken.stream}" if broken.sequence else "",
    }
    rows = [f"  {name + ':':7}{text}" for name, text in lines.items() if text]
    return "\n".join([f"The history is broken at {broken.event}.", *rows])


def act(event: Told) -> str:
    """Who did what and when, as the event has it."""
    return f"{event.person or 'the system'} {event.act} on {event.when:%Y-%m-%d at %H:%M} UTC"


def counted(number: int, noun: str) -> str:
    """1 event, 12,345 events."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
