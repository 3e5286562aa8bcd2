"""Which lines of a document are running text, and which are furniture: consent notices, links, captions, bylines,
contacts, what a press release says about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .textlines import lines_of

TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
DATE_LINE = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d{0,2},?\s*\d{4}\b.{0,40}$",
    re.I,
)
LEAD_IN = re.compile(
    r"^(?:read(?: more| also| next)?|watch(?: live| more| also)?|listen|see also|related|more|explainer|analysis|live|"
    r"video|gallery|photos?|image|picture|caption|credit|source|advertisement|sponsored|share|follow us|"
    r"sign up|subscribe|categories|tags|topics|filed under|correction|editor's note|(?:media |press )?contacts?|"
    r"media enquiries|press (?:office|enquiries)|for (?:more|further) information\b[^.]{0,60}|copyright|e-?mail|"
    r"from|to|cc|date|sent|subject|reply-to|tel(?:ephone)?|phone|fax|web(?:site)?)\s*[:|»>]",
    re.I,
)
LONE = re.compile(
    r"^(?:sources?|references|external links|see also|related (?:news|articles|stories)|advertisement|share(?: this)?|"
    r"comments?|most read|most popular|trending|newsletter|tags|categories|manage preferences|"
    r"(?:\W*for )?immediate release|(?:press|news|media) (?:release|statement)|not for (?:release|publication).*|"
    r"(?:\W*embargo(?:ed)?\b[^.]*)|\W*ends?|\W*30|notes? (?:to|for) editors?|editors?['’]? notes?|"
    r"(?:media |press )?contacts?|media enquiries|[#*_=~-]{2,}|more to come|more to follow|"
    r"continue reading.*|story continues.*|"
    r"this (?:story|article) (?:is developing|has been updated|will be updated).*)\W*$",
    re.I,
)
REACHED_AT = re.compile(r"\S+@\w[\w-]*\.\w|https?://|\bwww\.|(?:\+|\(?\b0)\d[\d ()-]{7,}\d")
ABOUT_CONTACT = 120  # characters; a longer line with an address in it may say something
CONSENT = re.compile(
    r"\bcookies?\b|we need your consent|accept (?:all|them) to load|privacy policy|terms (?:of|and) (?:use|conditions)|"
    r"all rights reserved|subscribe to (?:our|the)|sign up (?:for|to) (?:our|the)|enable javascript|©",
    re.I,
)
BYLINE = re.compile(
    r"^(?i:by|reporting by|written by|edit(?:ed|ing) by|additional reporting(?: by)?)\s+[A-Z][\w.’'-]+"
    r"(?:\s+[A-Z&][\w.’'-]*|\s+(?:and|in|for|at|of)|[,;|]|\s+(?i:edit(?:ed|ing)|written|reporting) by|"
    r",?\s+(?:[a-z-]+\s+){0,3}(?i:correspondents?|reporters?|editors?|writers?|staff|agencies))*\.?$"
)
CREDIT = re.compile(
    r"(?:^|[.)]\s*)(?:image|photo(?:graph)?|picture|file photo|credit|pic)s?\s*(?:credit|by)?\s*[:/]|"
    r"/\s*(?:AFP|Getty|Reuters|AP|EPA)\b",
    re.I,
)
LISTS = re.compile(  # what follows them is a list
    r"(?:sources?|references|external links|see also|(?:media |press )?contacts?|(?:media|press) enquiries|"
    r"for (?:more|further) information\b.{0,60})\W*$",
    re.I,
)
BESIDE = re.compile(  # "(BEGIN VIDEO CLIP)", "16m ago", "Updated at 15.43 GMT"
    r"[\[(][^\])]{1,80}[\])]$|(?:\d+|an?) ?(?:m|h|d|min(?:ute)?s?|hours?|days?) ago$|"
    r"(?:first |last )?(?:updated|published|posted|modified)\b[^.!?]{0,20}\d[^!?]{0,40}$",
    re.I,
)
REFERENCE = re.compile(r"[\"”]\s*[—–-]\s*\S.*\b(?:19|20)\d\d\W*$")
LONGEST = 600  # characters; what is longer is text
CREDIT_LONGEST = 300  # a caption is short; a paragraph that names an agency is not one


@dataclass(frozen=True)
class Paragraph:
    """A line of the document with its place; furniture is text that claims nothing."""

    start: int
    end: int
    furniture: bool
    headline: bool = False


def paragraphs(text: str, running: Sequence[int] = ()) -> tuple[Paragraph, ...]:
    """The non-empty lines of the text in order. running: offsets, ascending, within lines that are known to be text:
    items of a list, turns of a transcript."""
    out: list[Paragraph] = []
    after_list_heading = False
    seen_text = False
    known = 0
    for line in lines_of(text):
        while known < len(running) and running[known] < line.start:
            known += 1
        is_known = known < len(running) and running[known] <= line.end
        is_sentence = bool(TERMINAL.search(line.text))
        if LONE.match(line.text) or LISTS.match(line.text):
            after_list_heading = LISTS.match(line.text) is not None
        furniture = _is_furniture(line.text) or (after_list_heading and not is_sentence)
        headline = not furniture and not is_sentence and not is_known and _reads_as_headline(line.text)
        if headline and seen_text:
            furniture = True
        out.append(Paragraph(line.start, line.end, furniture, headline))
        seen_text = seen_text or ((is_sentence or is_known) and not furniture)
    return tuple(out)


def _is_furniture(line: str) -> bool:
    if len(line) > LONGEST:
        return False
    if (
        LEAD_IN.match(line)
        or LONE.match(line)
        or BESIDE.match(line)
        or (DATE_LINE.match(line) and not line.endswith("."))
        or BYLINE.match(line)
        or REFERENCE.search(line)
        or (len(line) < ABOUT_CONTACT and not TERMINAL.search(line) and REACHED_AT.search(line))
    ):
        return True
    if CONSENT.search(line):
        return True
    return len(line) < CREDIT_LONGEST and bool(CREDIT.search(line))


def _reads_as_headline(line: str) -> bool:
    """A short line without a full stop: a headline, a link to another story, a subheading, a caption."""
    return len(line) < 160 and not re.search(r"[.!?:;,]$", line)
