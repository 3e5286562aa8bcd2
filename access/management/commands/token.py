"""manage.py token USERNAME --name NAME [--scopes SCOPE …] [--days DAYS], or --revoke PREFIX."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError

from access.actions import issue, revoke
from access.models import DAYS, MOST_DAYS, Token
from access.scopes import SCOPES
from factcheck.common.commands import refuse_unready_database
from factcheck.common.errors import DomainError


class Command(BaseCommand):
    """For people who can't enter the admin, such as journalists. Runs on the house's own machine, as that person."""

    help = "Make a personal token for the API and print it, this once; or revoke one by the start of its text."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose token, and which."""
        parser.add_argument("username", metavar="USERNAME", help="Whose token it is, and as whom it acts.")
        parser.add_argument("--name", help="What it is for, such as 'nightly copy'.")
        parser.add_argument(
            "--scopes",
            nargs="+",
            default=[],
            metavar="SCOPE",
            help=f"What it may do besides reading: {', '.join(SCOPES)}. Default: nothing.",
        )
        parser.add_argument("--days", type=int, default=DAYS, help=f"How long it lasts, 1 to {MOST_DAYS}; {DAYS}.")
        parser.add_argument("--revoke", metavar="PREFIX", help="Revoke the token that begins so, instead.")

    def handle(self, *args: Any, **options: Any) -> None:
        """The secret alone on stdout, what it is on stderr. Exit code 2 for what can't be done."""
        refuse_unready_database()
        owner = User.objects.filter(username=options["username"], is_active=True).first()
        if owner is None:
            raise CommandError(
                f"Nobody at the desk is called '{options['username']}'. Their names stand in the admin.", returncode=2
            )
        if (options["name"] is None) == (options["revoke"] is None):
            raise CommandError("Give either --name, to make a token, or --revoke.", returncode=2)
        try:
            if options["revoke"] is not None:
                self._revoke(owner, options["revoke"])
            else:
                self._issue(owner, options)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from None

    def _issue(self, owner: User, options: dict[str, Any]) -> None:
        token, text = issue(owner, by=owner, name=options["name"], scopes=options["scopes"], days=options["days"])
        may = f"reads, and may use: {', '.join(token.scopes)}" if token.scopes else "reads"
        self.stderr.write(f"“{token}” of {owner} {may}, until {token.expires_at:%Y-%m-%d}. Shown this once:")
        self.stdout.write(text)

    def _revoke(self, owner: User, prefix: str) -> None:
        known = list(Token.objects.filter(owner=owner, prefix__startswith=prefix)) if len(prefix) > len("fct_") else []
        if len(known) != 1:
            many = f"{len(known)} tokens of {owner} begin" if known else f"No token of {owner} begins"
            raise CommandError(f"{many} with '{prefix}'. How each begins stands in the admin.", returncode=2)
        revoke(known[0], by=owner)
        self.stdout.write(f"“{known[0]}” of {owner} lets nobody in any more.")
