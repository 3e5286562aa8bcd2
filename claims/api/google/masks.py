"""Partial responses: `fields=claims(text,claimReview/textualRating),nextPageToken` leaves the rest out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from .shapes import Many, Message, Shape, shown

# What is wanted of a message, by field; None: all of it.
Mask: TypeAlias = "dict[str, Mask] | None"

MAX_LENGTH = 2000  # characters
ANY = "*"
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9_]*|[*(),/.]")


class UnknownPath(ValueError):
    """A path that leads to no field, or no mask at all."""


def parse(written: str, shape: Message) -> Mask:
    """Reads a mask for a message. Raises UnknownPath."""
    tokens = list(_tokens(written))
    mask = _selectors(tokens, shape, "")
    if tokens:
        raise UnknownPath(f"{tokens[0]!r} is not expected here")
    return mask


def apply(mask: Mask, value: Any) -> Any:
    """What the mask leaves of a value."""
    if mask is None:
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: apply(mask[name], inner) for name, inner in value.items() if name in mask}


def _tokens(written: str) -> Iterator[str]:
    if len(written) > MAX_LENGTH:
        raise UnknownPath(f"the mask has {len(written):,} characters; {MAX_LENGTH:,} is the most")
    place = 0
    text = written.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise UnknownPath(f"{shown(text[place])!r} is not expected here")
        yield found[0]
        place = found.end()


def _selectors(tokens: list[str], shape: Message, path: str) -> Mask:
    """a,b/c,d(e,f): up to the end, or to a parenthesis that closes. Every step goes down in the shape, so this ends."""
    mask: dict[str, Mask] = {}
    while True:
        for name, inner in _selector(tokens, shape, path).items():
            mask[name] = _joined(mask[name], inner) if name in mask else inner
        if not tokens or tokens[0] != ",":
            return mask
        tokens.pop(0)


def _selector(tokens: list[str], shape: Message, path: str) -> dict[str, Mask]:
    name = tokens.pop(0) if tokens else ""
    names = list(shape) if name == ANY else [name]
    here = f"{path}/{name}".lstrip("/")
    if name != ANY and name not in shape:
        raise UnknownPath(here)
    if not tokens or tokens[0] not in "/.(":
        return dict.fromkeys(names, None)
    opening, rest = tokens.pop(0), list(tokens)
    found: dict[str, Mask] = {}
    for each in names:
        below = _message(shape[each])
        if below is None and name == ANY:
            continue
        tokens[:] = rest
        below = below or {}
        found[each] = _selectors(tokens, below, here) if opening == "(" else _selector(tokens, below, here)
        if opening == "(" and (not tokens or tokens.pop(0) != ")"):
            raise UnknownPath(f"{here}: a parenthesis is not closed")
    if not found:
        raise UnknownPath(here)
    return found


def _message(shape: Shape) -> Message | None:
    """The message below a field; None below a scalar."""
    if isinstance(shape, Many):
        return _message(shape.of)
    return shape if isinstance(shape, Mapping) else None


def _joined(one: Mask, other: Mask) -> Mask:
    if one is None or other is None:
        return None
    both = one | other
    return {name: _joined(one[name], other[name]) if name in one and name in other else both[name] for name in both}
