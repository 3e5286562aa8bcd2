"""Which lines of a document are running text, and which are furniture: consent notices, links, captions, bylines,
lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
DATE_LINE = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d{0,2},?\s*\d{4}\b.{0,40}$",
    re.I,
)
LEAD_IN = re.compile(
    r"^(?:read(?: more| also| next)?|watch(?: live| more| also)?|listen|see also|related|more|explainer|analysis|live|"
    r"video|gallery|photos?|image|picture|caption|credit|source|advertisement|sponsored|share|follow us|"
    r"sign up|subscribe|categories|tags|topics|filed under|correction|editor's note|contact|copyright)\s*[:|»>]",
    re.I,
)
LONE = re.compile(
    r"^(?:sources?|references|external links|see also|related (?:news|articles|stories)|advertisement|share(?: this)?|"
    r"comments?|most read|most popular|trending|newsletter|tags|categories|manage preferences)\W*$",
    re.I,
)
CONSENT = re.compile(
    r"\bcookies?\b|we need your consent|accept (?:all|them) to load|privacy policy|terms (?:of|and) (?:use|conditions)|"
    r"all rights reserved|subscribe to (?:our|the)|sign up (?:for|to) (?:our|the)|enable javascript|©",
    re.I,
)
BYLINE = re.compile(
    r"^(?i:by|reporting by|written by|edited by|additional reporting)\s+[A-Z][\w.’'-]+(?:\s+[A-Z&][\w.’'-]*|\s+and|,)*$"
)
CREDIT = re.compile(
    r"(?:^|[.)]\s*)(?:image|photo(?:graph)?|picture|file photo|credit|pic)s?\s*(?:credit|by)?\s*[:/]|"
    r"/\s*(?:AFP|Getty|Reuters|AP|EPA)\b",
    re.I,
)
REFERENCE = re.compile(r"[\"”]\s*[—–-]\s*\S.*\b(?:19|20)\d\d\W*$")
CREDIT_LONGEST = 300  # a caption is short; a paragraph that names an agency is not one


@dataclass(frozen=True)
class Paragraph:
    """A line of the document with its place; furniture is text that claims nothing."""

    start: int
    end: int
    furniture: bool
    headline: bool = False


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The non-empty lines of the text in order."""
    out: list[Paragraph] = []
    after_list_heading = False
    seen_text = False
    for match in re.finditer(r"[^\n\r]*[^\s][^\n\r]*", text):
        line = match.group().strip()
        running = bool(TERMINAL.search(line))
        if LONE.match(line):
            after_list_heading = line.rstrip(":").strip().lower() in (
                "sources",
                "references",
                "external links",
                "see also",
                "source",
            )
        furniture = _is_furniture(line) or (after_list_heading and not running)
        headline = not furniture and not running and _reads_as_headline(line)
        if headline and seen_text:
            furniture = True
        out.append(Paragraph(match.start(), match.end(), furniture, headline))
        seen_text = seen_text or (running and not furniture)
    return tuple(out)


def _is_furniture(line: str) -> bool:
    if (
        LEAD_IN.match(line)
        or LONE.match(line)
        or (DATE_LINE.match(line) and not line.endswith("."))
        or BYLINE.match(line)
        or REFERENCE.search(line)
    ):
        return True
    if CONSENT.search(line) and len(line) < 600:
        return True
    return len(line) < CREDIT_LONGEST and bool(CREDIT.search(line))


def _reads_as_headline(line: str) -> bool:
    """A short line without a full stop: a headline, a link to another story, a subheading, a caption."""
    return len(line) < 160 and not re.search(r"[.!?:;,]$", line)
