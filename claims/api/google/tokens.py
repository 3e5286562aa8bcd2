"""Page tokens: where the next page begins. Signed, and good for the question that they were given for, so that nobody
makes one by hand or carries one to another list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.signing import BadSignature, Signer

from .errors import Refusal, bad_request

# May differ from page to page.
FREE = ("pageSize", "pageToken", "offset")


def write(place: Sequence[Any], path: str, values: Mapping[str, Any]) -> str:
    """A token for a place, made of values as JSON has them."""
    return _signer(path, values).sign_object(list(place))


def read(token: str, path: str, values: Mapping[str, Any]) -> list[Any]:
    """The place. Raises Refusal for a token that was not given for this question."""
    try:
        place: list[Any] = _signer(path, values).unsign_object(token)
    except (BadSignature, ValueError, UnicodeError):
        raise unknown() from None
    return place


def unknown() -> Refusal:
    """What is said of a token that leads nowhere."""
    what = "page_token does not belong to this question; send it with the same parameters, or start without one."
    return bad_request([("page_token", what)])


def _signer(path: str, values: Mapping[str, Any]) -> Signer:
    question = json.dumps([path, sorted((k, v) for k, v in values.items() if k not in FREE)])
    return Signer(salt=f"factcheck.google.{hashlib.sha256(question.encode()).hexdigest()}")
