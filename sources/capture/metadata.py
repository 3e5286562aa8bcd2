"""The rules that every title, date, address and language tag passes, wherever it comes from.

A ValueError says what is wrong, in words that can stand after a colon."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import httpx

from sources.capture.normalise import normalise

MAX_LINE = 300  # characters of a title, publisher or author
MAX_URL = 2_000  # characters
_FUTURE = timedelta(days=366)  # embargoed texts are dated ahead; a year ahead is a slip of the pen

# RFC 5646, 2.1, without extensions: language, script, region, variants.
_LANGUAGE = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(-(?P<script>[A-Za-z]{4}))?(-(?P<region>[A-Za-z]{2}|\d{3}))?(?P<rest>(-[\w]{5,8})*)"
)

# Parameters that say who clicked where, not which page it is.
_TRACKING = {"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid"}


def clean_line(text: str) -> str:
    """One line of normalised text, at most MAX_LINE characters; a longer one is cut at a word and ends in "…"."""
    line = " ".join(normalise(text).split())
    return line if len(line) <= MAX_LINE else line[: MAX_LINE - 1].rsplit(" ", 1)[0] + "…"


def clean_language(tag: str) -> str:
    """A BCP 47 tag in its recommended case (RFC 5646, 2.1.1): "en_ie" is "en-IE"."""
    tag = tag.strip().replace("_", "-")
    if not tag:
        return ""
    match = _LANGUAGE.fullmatch(tag)
    if not match:
        raise ValueError("that is no language tag")
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(part for part in parts if part) + match["rest"].lower()


def clean_published(written: str) -> date:
    """A date from ISO 8601, with or without a time of day."""
    try:
        day = datetime.fromisoformat(written.strip()).date()
    except ValueError:
        raise ValueError("that is no date") from None
    if day > datetime.now(UTC).date() + _FUTURE:
        raise ValueError("that lies more than a year in the future")
    return day


def clean_url(url: str) -> str:
    """The canonical form of an http or https address: host in lower case, no default port, no fragment, no tracking
    parameters; path and other parameters stay as they are. "" stays ""."""
    if not url.strip():
        return ""
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise ValueError(f"that is no web address ({error})") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError("that is no http or https address")
    if len(url) > MAX_URL:
        raise ValueError(f"it is longer than {MAX_URL:,} characters")
    if parsed.userinfo:
        raise ValueError("a user name or password stands in it")
    kept = [pair for pair in parsed.query.decode("ascii").split("&") if pair and not _tracks(pair)]
    return str(parsed.copy_with(fragment=None, query="&".join(kept).encode("ascii") or None))


def _tracks(pair: str) -> bool:
    name = pair.split("=", 1)[0].lower()
    return name.startswith("utm_") or name in _TRACKING
