"""manage.py deliver: sends changes to webhooks until it is told to end."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management import BaseCommand
from django.db import DatabaseError, connection

from claims.feed.deliver import deliver_due, fan_out
from claims.models import Delivery
from factcheck.common.commands import refuse_unready_database

PAUSE = 1.0  # seconds between two looks


class Command(BaseCommand):
    """Any number of these may run at once, on any number of machines."""

    help = "Send what is published, corrected and retracted to webhooks, again and again until they take it."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to go on."""
        parser.add_argument("--once", action="store_true", help="send what is due, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Look, send, wait; a message that is being sent is finished first."""
        refuse_unready_database()
        ended = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            try:
                self.send(ended)
            except DatabaseError as error:
                if once:
                    raise
                reason = next(iter(str(error).splitlines()), type(error).__name__)
                self.stderr.write(f"The database can't be reached ({reason}); trying again.")
                connection.close()
            if once:
                return
            ended.wait(PAUSE)

    def send(self, ended: Event) -> None:
        """All that is due now, a line for each."""
        fan_out()
        for delivery in deliver_due():
            self.stdout.write(f"{delivery.webhook}: {delivery.change.kind}, {outcome(delivery)}")
            if ended.is_set():
                return


def outcome(delivery: Delivery) -> str:
    """How it went, in a few words."""
    last = delivery.log.last()
    said = (last.error or f"answered {last.status}") if last else "not tried"
    if delivery.delivered_at:
        return f"delivered ({said})"
    if delivery.next_attempt_at:
        return f"{said}; attempt {delivery.attempts + 1} at {delivery.next_attempt_at:%H:%M:%S}"
    return f"{said}; given up"
