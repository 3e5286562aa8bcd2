#!/usr/bin/env python3
"""Django's command line for factcheck."""

import os
import sys


def main() -> None:
    """Run a management command; settings or a database that don't hold are told in words, with exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from factcheck.postgres_account import PostgresError

    try:
        getattr(settings, "INSTALLED_APPS")  # noqa: B009  (reads the settings now, before a command stumbles over them)
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, PostgresError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
