"""Plain text and Markdown, with or without YAML front matter."""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from sources.capture.metadata import clean_language, clean_line, clean_published, clean_url
from sources.capture.types import InvalidMetadata, Metadata

KEYS = ("title", "publisher", "author", "published", "url", "language")

_OPENING = re.compile(r"\A\s*---[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_MAX_FRONT_MATTER = 20_000  # characters; also keeps nesting within what the parser can bear
_EXAMPLE = "Write for example 'title: \"Rutte: allies must step up\"', one key a line, between two lines of '---'"


def read_text(text: str, *, target: str) -> tuple[str, Metadata]:
    """The text below the front matter, and what the front matter says. `text` is normalised. A Markdown heading of
    level 1 at the very beginning is the title where the front matter names none.

    Raises InvalidMetadata for front matter that is broken, unknown keys, and values that can't be what they should be.
    """
    if not _OPENING.match(text):
        return text, Metadata(title=_heading(text))
    handler = YAMLHandler()
    try:
        front, body = handler.split(text.lstrip())
    except ValueError:
        raise InvalidMetadata(
            target, "it begins with '---', but the front matter has no end", "Close it with a line of '---'"
        ) from None
    values = _load(handler, front, target)
    metadata = Metadata(
        title=clean_line(_string(values, "title", target)) or _heading(body),
        publisher=clean_line(_string(values, "publisher", target)),
        author=clean_line(_string(values, "author", target)),
        published=_published(values.get("published"), target),
        url=_checked(clean_url, values, "url", "Write a full address such as https://www.rte.ie/news/", target),
        language=_checked(clean_language, values, "language", "Write a BCP 47 tag such as en or en-IE", target),
    )
    return body, metadata


def _heading(text: str) -> str:
    match = _HEADING.match(text)
    return clean_line(match[1]) if match else ""


def _load(handler: YAMLHandler, front: str, target: str) -> dict[str, Any]:
    """The front matter as a mapping with known keys, each said once."""
    if len(front) > _MAX_FRONT_MATTER:
        raise InvalidMetadata(target, f"the front matter is longer than {_MAX_FRONT_MATTER:,} characters", _EXAMPLE)
    try:
        node = yaml.compose(front, Loader=yaml.SafeLoader)
        values = handler.load(front)
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InvalidMetadata(target, f"the front matter is no YAML{line}: {error.problem}", _EXAMPLE) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date such as 2026-02-30
        raise InvalidMetadata(target, f"the front matter can't be read: {_first_line(error)}", _EXAMPLE) from None
    if values is None:
        return {}
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise InvalidMetadata(
            target,
            "what stands between the lines of '---' at its beginning is no front matter",
            f"{_EXAMPLE}, or remove the first line",
        )
    written = [key.value for key, _ in node.value]
    for key in written:
        _check_key(str(key), written.count(key), target)
    return values


def _check_key(key: str, times: int, target: str) -> None:
    if key not in KEYS:
        near = difflib.get_close_matches(key.lower(), KEYS, n=1)
        hint = f"Did you mean '{near[0]}'? " if near else ""
        raise InvalidMetadata(
            target, f"the front matter has the unknown key '{key}'", f"{hint}The keys are {', '.join(KEYS)}"
        )
    if times > 1:
        raise InvalidMetadata(target, f"the front matter says '{key}' {times} times", "Keep one of them")


def _string(values: dict[str, Any], key: str, target: str) -> str:
    """The value as a string; several authors may stand in a list."""
    value = values.get(key)
    if value is None:
        return ""
    if key == "author" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise InvalidMetadata(
        target, f"the front matter's '{key}' is a {type(value).__name__}, not words", "Put it in double quotes"
    )


def _checked(clean: Any, values: dict[str, Any], key: str, remedy: str, target: str) -> str:
    written = _string(values, key, target)
    try:
        return str(clean(written))
    except ValueError as error:
        raise InvalidMetadata(target, f"the front matter's '{key}' is '{written}': {error}", remedy) from None


def _published(value: Any, target: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, datetime):
            return clean_published(value.date().isoformat())  # the day as written, in its own time zone
        return clean_published(str(value))
    except ValueError as error:
        raise InvalidMetadata(
            target, f"the front matter's 'published' is '{value}': {error}", "Write a date such as 2026-01-22"
        ) from None


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
