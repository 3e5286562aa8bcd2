"""Errors of the domain. They know no HTTP and no terminal: API, admin and commands each say them their own way."""

from __future__ import annotations


class DomainError(Exception):
    """Something that a person asked for can't be done. The message names the input, the reason and the remedy."""


class InvalidInput(DomainError):
    """What was handed in is not what it should be. `field` names the input it belongs to, "" for the whole."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(DomainError):
    """The person may not do this."""
