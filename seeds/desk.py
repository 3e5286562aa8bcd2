"""People to try the house with: two reviewers, two editors and an administrator, each with a password made once."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from claims.actions import add_person
from claims.rules import ROLES

PEOPLE = {  # name: role
    "reviewer": "reviewer",
    "reviewer2": "reviewer",
    "editor": "editor",
    "editor2": "editor",
    "administrator": "administrator",
}


def load_desk(kept: Path) -> dict[str, str]:
    """Make the people who are missing; returns name -> password, "" where it isn't known.

    The passwords stand in the file `kept`, readable by its owner alone, so that a later start can show them again.
    """
    passwords: dict[str, str] = json.loads(kept.read_text(encoding="utf8")) if kept.exists() else {}
    roles = {role.name: role for role in ROLES}
    made = {name: secrets.token_urlsafe(12) for name in PEOPLE}
    new = {name: password for name, password in made.items() if add_person(name, roles[PEOPLE[name]], password)}
    if new:
        passwords |= new
        kept.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf8") as file:
            json.dump(passwords, file, indent=2)
    return {name: passwords.get(name, "") for name in PEOPLE}
