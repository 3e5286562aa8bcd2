"""The messages of the API, as its discovery document has them, and what kinds of values their fields take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

STRING, INTEGER = "string", "integer"


@dataclass(frozen=True)
class Many:
    """A list, each item of this shape."""

    of: Shape


# A scalar, a list, or the fields of a message by name.
Shape: TypeAlias = "str | Many | Mapping[str, Shape]"
Message: TypeAlias = Mapping[str, Shape]


def _strings(names: str) -> dict[str, Shape]:
    return dict.fromkeys(names.split(), STRING)


PUBLISHER: Message = _strings("name site")
REVIEW: Message = {"publisher": PUBLISHER, **_strings("url title reviewDate textualRating languageCode")}
CLAIM: Message = {**_strings("text claimant claimDate"), "claimReview": Many(REVIEW)}
SEARCH: Message = {"claims": Many(CLAIM), "nextPageToken": STRING}
IMAGE_SEARCH: Message = {"results": Many({"claim": CLAIM}), "nextPageToken": STRING}

RATING: Message = {
    **_strings("textualRating ratingExplanation imageUrl"),
    **dict.fromkeys(["ratingValue", "worstRating", "bestRating"], INTEGER),
}
MARKUP: Message = {
    **_strings("url claimReviewed claimDate claimLocation claimFirstAppearance"),
    "claimAppearances": Many(STRING),
    "claimAuthor": _strings("name imageUrl jobTitle sameAs"),
    "rating": RATING,
}
PAGE: Message = {
    **_strings("name pageUrl publishDate versionId"),
    "claimReviewAuthor": _strings("name imageUrl"),
    "claimReviewMarkups": Many(MARKUP),
}
PAGES: Message = {"claimReviewMarkupPages": Many(PAGE), "nextPageToken": STRING}
EMPTY: Message = {}

MAX_TEXT = 5000  # characters of one string
MAX_ITEMS = 100  # of one list
INT32 = range(-(2**31), 2**31)


@dataclass
class Reader:
    """Reads a message from JSON as proto3 does, and gathers what is wrong with it: where, and what."""

    violations: list[tuple[str, str]] = field(default_factory=list)

    def message(self, shape: Message, value: Any, path: str = "") -> dict[str, Any]:
        """Its fields by name, in lower camel case; those without a value are left out."""
        if not isinstance(value, dict):
            self._wrong(path, "Invalid JSON payload received. A message is an object, and this is none.")
            return {}
        found: dict[str, Any] = {}
        for name, given in value.items():
            known = meant(name, shape)
            if known is None:
                where = f" at '{path}'" if path else ""
                self._wrong(
                    path, f'Invalid JSON payload received. Unknown name "{shown(name)}"{where}: Cannot find field.'
                )
            elif known in found:
                self._wrong(path, f"{known} is given twice; give it once.")
            elif given is not None:
                found[known] = self._value(shape[known], given, f"{path}.{snake(known)}".lstrip("."))
        return present(found)

    def _value(self, shape: Shape, value: Any, path: str) -> Any:
        match shape:
            case Many(of):
                if not isinstance(value, list):
                    return self._wrong(path, f"Proto field is repeating, and '{path}' is no list.")
                if len(value) > MAX_ITEMS:
                    return self._wrong(path, f"'{path}' has {len(value):,} items; send {MAX_ITEMS} at most.")
                return [self._value(of, item, f"{path}[{number}]") for number, item in enumerate(value)]
            case "string":
                return self._string(value, path)
            case "integer":
                number = int32(value)
                return self._wrong(path, invalid(path, "TYPE_INT32", value)) if number is None else number
            case _:
                assert isinstance(shape, Mapping)  # noqa: S101  (for the type checker)
                return self.message(shape, value, path)

    def _string(self, value: Any, path: str) -> str:
        if not isinstance(value, str):
            self._wrong(path, invalid(path, "TYPE_STRING", value))
        elif len(value) > MAX_TEXT:
            self._wrong(path, f"'{path}' has {len(value):,} characters; send {MAX_TEXT:,} at most.")
        elif unfit(value):
            self._wrong(path, f"'{path}' has a character that is no text; send text in Unicode.")
        else:
            return value
        return ""

    def _wrong(self, path: str, what: str) -> None:
        if len(self.violations) < MAX_ITEMS:
            self.violations.append((path, what))


def unfit(text: str) -> bool:
    """Whether the text has control characters, or halves of a character that no encoding knows."""
    return bool(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text))


def int32(value: Any) -> int | None:
    """A whole number of 32 bits, in digits or as JSON has it; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,10}", value, re.ASCII):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value in INT32 else None


def invalid(path: str, kind: str, value: Any) -> str:
    """What Google says of a value that is not of its field's kind."""
    written = f'"{shown(value)}"' if isinstance(value, str) else shown(str(value))
    return f"Invalid value at '{path}' ({kind}), {written}"


def shown(text: str) -> str:
    """A few characters of what somebody sent, for an error: none that can't be written."""
    return text[:60].encode("utf-8", "replace").decode()


def meant(name: str, known: Iterable[str]) -> str | None:
    """The field or parameter of this name: proto3 takes page_url for pageUrl. None where there is none."""
    return next((each for each in known if name in (each, snake(each))), None)


def snake(name: str) -> str:
    """pageUrl is page_url, as the paths of errors have it."""
    return re.sub(r"([A-Z])", lambda letter: f"_{letter[0].lower()}", name)


def present(message: Mapping[str, Any]) -> dict[str, Any]:
    """Without fields that have no value, as proto3 writes JSON. A number may be 0."""
    return {name: value for name, value in message.items() if value is not None and value not in ("", [], {})}


def rfc3339(moment: datetime | None) -> str:
    """A moment in UTC; "" for none."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""


def listed(name: str, rows: Iterable[Any], token: str) -> dict[str, Any]:
    """A page of a list: {} where nothing is there."""
    return present({name: list(rows), "nextPageToken": token})
