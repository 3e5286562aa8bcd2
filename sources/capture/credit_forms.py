"""The forms in which a text credits a news agency, as a table of patterns. What is searched where, is credits.py's."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from sources.capture.agencies import spellings


class Where(Enum):
    """In which lines of a text a form counts; its head and tail are the first and last few."""

    ANYWHERE = 0
    HEAD = 1
    TAIL = 2
    EDGES = 3


class Form(NamedTuple):
    """A form of credit, how sure it is, and where it counts. The group "credit" is the span where it isn't all that
    matches. @NAMES is one or more agencies (group "names"), @BY whoever may stand before them, with the comma."""

    pattern: str
    confidence: float
    where: Where


# The end of a sentence, with its quotation mark or bracket, and where a note begins: there or at the line's beginning.
_END = r"[.!?…][\"”’'»)\]]*"
_BEGIN = rf"(?:^|{_END}\s*|[;–—-]\s)[(\[]?"
# What may follow a note.
_CLOSE = r"(?=[.;)\]]|$)"
_YEAR = r"\d{4}(?:\s?[-–]\s?\d{4})?"
_WORK = r"(?:reporting|files|inputs?|material|contributions?|information)"
_STAFF = r"(?:\s+(?:[Ss]taff|[Rr]eporters?|[Ww]riters?|[Cc]orrespondents?)){0,2}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*"
_WORD = rf"(?:{_CAPITALISED}|and|in|of|for|with|at|the|de|da|del|van|von|der|den)"
_BY = rf"(?:(?:{_WORD}(?:,?\s+|\s?[/|&]\s?)){{0,12}}?{_CAPITALISED}(?:\s?[,/|&]\s?|\s+(?:and|for|of|with)\s+))??"

FORMS = (
    # "… on Thursday. (Reuters)", "… on Thursday./dpa", "… on Thursday. - PA Media"; not “Fine.” - Reuters: who said it
    Form(rf"{_END}\s*(?P<credit>\(@NAMES\))\.?$", 0.85, Where.TAIL),
    Form(rf"{_END}\s*(?P<credit>\(@NAMES\))\.?$", 0.6, Where.ANYWHERE),
    Form(rf"{_END}\s*(?P<credit>/\s?@NAMES)\.?$", 0.85, Where.TAIL),
    Form(r"[\w)][.!?…]\s*(?P<credit>[-–—]{1,2}\s?@NAMES)\.?$", 0.85, Where.TAIL),
    # Lines of their own: "Reuters", "(AFP, dpa)", "/dpa", "- PA Media", "jsi/wmr (AFP, Reuters)"
    Form(r"^@NAMES$", 0.7, Where.HEAD),
    Form(r"^(?:[-–—/]{1,2}\s?)?@NAMES/?\.?$", 0.8, Where.TAIL),
    Form(r"^\(@NAMES\)\.?$", 0.85, Where.EDGES),
    Form(r"^[a-zäöüß]{2,4}(?:[/, ]{1,2}[a-zäöüß]{2,4}){0,3},? (?P<credit>\(@NAMES\))\.?$", 0.8, Where.TAIL),
    # "By Reuters", "By Andrew Gray, Reuters", "Reuters, Jan 22, 2026", "AFP | 22 January 2026"
    Form(rf"^(?:By|BY|From|Por|Par|Von|Text|Author|Agency)\s?:?\s@BY@NAMES{_STAFF}$", 0.85, Where.HEAD),
    Form(rf"^@NAMES\s?[|,·•–—-]\s?{_DAY}.{{0,30}}$", 0.7, Where.HEAD),
    Form(r"^\(?(?:Sources?|Quelle|Fuente)\s?:\s?@NAMES\)?\.?$", 0.85, Where.EDGES),
    Form(rf"{_END}\s*(?P<credit>\(?(?:Sources?|Quelle|Fuente)\s?:\s?@NAMES\)?)\.?$", 0.8, Where.TAIL),
    # "© 2026 AFP", "© AFP 2026", "Copyright 2026 The Associated Press. All rights reserved."; not "© AFP": a picture's
    Form(
        rf"^(?:©|\([cC]\)|Copyright)\s?(?:©\s?|\([cC]\)\s?)?{_YEAR},?\s(?:by\s)?@NAMES(?:[.,].*)?$", 0.85, Where.EDGES
    ),
    Form(rf"^(?:©|\([cC]\)|Copyright)\s?(?:©\s?|\([cC]\)\s?)?@NAMES,?\s{_YEAR}\b.*$", 0.85, Where.EDGES),
    Form(r"^©\s?@NAMES-infocom, dpa:[\d/-]+$", 0.85, Where.TAIL),
    Form(
        r"\b(?P<credit>[Tt]his (?:report|story|article|piece) (?:was |is )?(?:originally |first )?"
        r"(?:published|produced|written|provided|distributed|supplied) (?:by|on) @NAMES)(?=[\s.,;]|$)",
        0.85,
        Where.EDGES,
    ),
    Form(r"\b(?P<credit>[Tt]his report by @NAMES) was first published\b", 0.9, Where.TAIL),
    Form(rf"(?:^|{_END}\s*)[(\[]?(?P<credit>Reporting (?:by|from) @BY@NAMES){_CLOSE}", 0.8, Where.TAIL),
    # Who helped, and is not where all of it comes from.
    Form(
        rf"{_BEGIN}(?P<credit>(?:Additional|Further) reporting\s?(?:by|from|:) @BY@NAMES){_CLOSE}", 0.5, Where.ANYWHERE
    ),
    Form(
        rf"{_BEGIN}(?P<credit>[Ww]ith (?:additional |further )?{_WORK} (?:by|from|of) @BY@NAMES){_CLOSE}",
        0.5,
        Where.ANYWHERE,
    ),
    Form(
        rf"{_BEGIN}(?P<credit>@NAMES (?:also )?contributed (?:additional |reporting )*"
        r"to this (?:report|story|article))\b",
        0.5,
        Where.EDGES,
    ),
)
# Reuters closes a report so and names itself in the dateline, which others take off.
SIGN_OFF = re.compile(
    r"\(?Reporting by [^;\n]{2,200}; (?:[A-Z][a-z]+ [a-z ]{0,30}by [^;\n]{2,200}; )*[Ee]diting by [^;\n]{2,100}$",
    re.MULTILINE,
)
SIGNED_BY = "Reuters"


@cache
def one_name() -> re.Pattern[str]:
    """One agency's name as a text writes it."""
    longest_first = sorted(spellings(), key=lambda name: (-len(name), name))
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@cache
def names() -> str:
    """A pattern for one or several: "Reuters", "AFP and the Associated Press", "dpa/AFP", "agencies/AP", or with the
    initials of a desk or writer, "dpa/lno"."""
    name, other = one_name().pattern, "(?:[Aa]gencies|[Ww]ires|[a-z]{2,4}(?=[/)])|(?<=/)[a-z]{2,4})"
    between = r"(?:,\s|\s?/\s?|\s[|&]\s|,?\sand\s)"
    return rf"(?P<names>(?:{other}{between})?(?:[Tt]he )?{name}(?:{between}(?:[Tt]he )?(?:{name}|{other}))*)"


@cache
def forms() -> tuple[tuple[re.Pattern[str], float, Where], ...]:
    """FORMS, compiled."""
    return tuple((_compiled(form.pattern), form.confidence, form.where) for form in FORMS)


@cache
def byline(alone: bool) -> re.Pattern[str]:
    """A byline of a page's markup that names agencies: alone, or after persons."""
    return _compiled(rf"(?:(?:By|BY)\s)?{'' if alone else '@BY'}@NAMES{_STAFF}")


def written(match: re.Match[str]) -> list[str]:
    """The agencies in a match's group "names", as written and each once."""
    return list(dict.fromkeys(one_name().findall(match["names"])))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("@NAMES", names()).replace("@BY", _BY))
