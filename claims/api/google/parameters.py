"""What a query string of Google's APIs may say: the parameters that all methods take, and those of the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from . import masks
from .errors import Refusal, bad_request
from .masks import Mask
from .shapes import INTEGER, Message, int32, invalid, meant, shown, snake, unfit

STANDARD = (
    "$.xgafv access_token alt callback fields key oauth_token prettyPrint quotaUser uploadType upload_protocol".split()
)
TOKENS = ("access_token", "oauth_token")
BOOLEANS = {"true": True, "false": False}
MAX_LENGTH = 2000  # characters of one value, but for tokens and keys, which are nobody's words
MAX_WORD = 500  # PostgreSQL looks for no word of more than 2,046 bytes


@dataclass(frozen=True)
class Asked:
    """What a request asks: its own parameters by name, what to leave of the answer, and whether to indent it."""

    values: Mapping[str, Any]
    mask: Mask
    pretty: bool

    def text(self, name: str) -> str:
        """A string; "" where none is given."""
        return str(self.values.get(name, ""))

    def number(self, name: str, *, most: int | None = None, otherwise: int = 0) -> int:
        """A number that counts something, capped where that is asked for; 0 counts as not given, as proto3 has it."""
        value = int(self.values.get(name, 0)) or otherwise
        if value < 0:
            raise bad_request([(snake(name), f"{snake(name)} is {value}; give no negative number.")])
        return value if most is None else min(value, most)


def read(query: QueryDict, takes: Mapping[str, str], answer: Message) -> Asked:
    """Reads the query of a method that takes these parameters, each a string or an integer, and answers with this
    message. Raises Refusal with all that is wrong."""
    if unknown := [name for name in query if name not in STANDARD and meant(name, takes) is None]:
        raise bad_request(("", _cannot_bind(name)) for name in unknown)
    violations: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    standard: dict[str, str] = {}
    for name, given in query.lists():
        own = None if name in STANDARD else meant(name, takes)
        if len(given) > 1 or own in values:
            violations.append((snake(own or name), f"{name} is given {max(2, len(given))} times; give it once."))
        elif wrong := _unfit(name, given[0]):
            violations.append((snake(own or name), wrong))
        elif own is None:
            standard[name] = given[0]
        elif takes[own] != INTEGER:
            values[own] = given[0]
        elif (number := int32(given[0])) is not None:
            values[own] = number
        else:
            violations.append((snake(own), invalid(snake(own), "TYPE_INT32", given[0])))
    violations += _refused(standard)
    if violations:
        raise bad_request(violations)
    pretty = BOOLEANS[standard.get("prettyPrint") or "true"]
    return Asked(values, _mask(standard.get("fields", ""), answer), pretty)


def _cannot_bind(name: str) -> str:
    return (
        f'Invalid JSON payload received. Unknown name "{shown(name)}": Cannot bind query parameter. '
        f"Field '{shown(name)}' could not be found in request message."
    )


def _unfit(name: str, value: str) -> str:
    if unfit(value):
        return f"{name} has a character that is no text; send text in Unicode."
    if len(value) > MAX_LENGTH:
        return f"{name} has {len(value):,} characters; send {MAX_LENGTH:,} at most."
    if any(len(word) > MAX_WORD for word in value.split()) and name == "query":
        return f"{name} has a word of more than {MAX_WORD} characters; leave it out."
    return ""


def _refused(standard: Mapping[str, str]) -> list[tuple[str, str]]:
    found = [
        (name, f"{name} is not taken from the address, where others may read it; send `Authorization: Bearer …`.")
        for name in TOKENS
        if standard.get(name)
    ]
    if (alt := standard.get("alt") or "json") != "json":
        found.append(("alt", f"alt is {shown(alt)!r}; answers come as json alone."))
    if standard.get("callback"):
        found.append(("callback", "JSONP is not spoken here: a page that may ask is allowed by CORS."))
    pretty = standard.get("prettyPrint") or "true"
    if pretty not in BOOLEANS:
        found.append(("pretty_print", invalid("pretty_print", "TYPE_BOOL", pretty)))
    return found


def _mask(written: str, answer: Message) -> Mask:
    if not written.strip():
        return None
    try:
        return masks.parse(written, answer)
    except masks.UnknownPath as error:
        what = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{error}'."
        raise Refusal("Request contains an invalid argument.", violations=[(str(error), what)]) from error
