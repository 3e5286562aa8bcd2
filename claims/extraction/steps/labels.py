"""Labels that name the speaker of a line: "MS LEE:", "JANE DOE, MINISTER:", "Q:", "Reporter:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .names import COURTESY
from .textlines import Line

NAME = r"(?:[A-Z][A-Z.'’-]*|[A-Z]\.)"
LABEL = re.compile(
    rf"(?:\*\*)?(?P<who>{NAME}(?: (?:{NAME}|\d{{1,2}}|Mc[A-Z]+|of|the|for|and|&)){{0,5}})"
    r"(?P<role>(?:, [^:,]{2,60}){0,2})(?P<beside>(?: ?[\[(][^)\]:]{1,40}[)\]]){0,2})(?:\*\*)?:(?:\*\*)?(?: +|$)"
)
SPOKEN = re.compile(
    r"(?:\*\*)?(?P<who>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|of|the|for|de|van|von|al|bin)){0,3})"
    r"(?P<role>(?:, [^:,]{2,60})?)(?P<beside>(?: ?[\[(][^)\]:]{1,40}[)\]]){0,2})(?:\*\*)?:(?:\*\*)? +"
)
QUESTION_ANSWER = re.compile(r"(?:\*\*)?(?P<who>[QA])(?P<role>)(?P<beside>)(?:\*\*)? ?[.:)–—](?:\*\*)? *(?=\S)")
NO_SPEAKER = frozenset(
    "warning note notes notice correction corrections clarification update updates updated breaking exclusive claim "
    "claims fact facts verdict rating ruling summary background conclusion conclusions result results method methods "
    "objective location venue price prices cost date dates day time times where when what who why how which photo "
    "photos picture image images video audio credit caption source sources contact contacts email phone tel fax "
    "website web address read watch listen more related see live analysis opinion comment editorial explainer tags "
    "topics categories subject re to from cc headline title byline published share follow total average team teams "
    "score scores final goals winner winners temperature rainfall wind forecast population area capital currency "
    "language religion example tip tips step ingredients directions serves key abstract introduction methodology "
    "limitations funding keywords about also and but however yet still pros cons advantages disadvantages plus minus "
    "true false answer answers question questions today tomorrow yesterday monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)
ROLES = frozenset(
    "host presenter interviewer moderator anchor reporter question answer questioner narrator announcer operator "
    "speaker chair chairman chairwoman chairperson president vice minister prime secretary senator judge clerk "
    "witness counsel caller audience member voice man woman male female unidentified unknown translator interpreter "
    "journalist editor governor mayor attorney prosecutor officer court guest participant analyst correspondent the "
    "press general deputy first second acting former foreign state home health finance defence defense education of "
    "and for lady gentleman president-elect crowd reporters panel staff new".split()
)
RIGHTLY = 2  # labels that it takes to tell a transcript


@dataclass(frozen=True)
class Label:
    """The label of a line. who: as it is written; name: whom it names, in ordinary case, "" for a role; length: of the
    label with what separates it from the words; formal: with "Mr" or a note in brackets, as in records."""

    who: str
    name: str
    length: int
    formal: bool = False


def labels(lines: Sequence[Line]) -> dict[int, Label]:
    """The labels by the number of their line. A single line with a colon is no transcript."""
    shouted = _found(lines, LABEL)
    answers = _found(lines, QUESTION_ANSWER)
    spoken = _found(lines, SPOKEN)
    out: dict[int, Label] = {}
    if len(shouted) >= RIGHTLY or any(_is_named(label) for label in shouted.values()):
        out.update(shouted)
    if len({label.who for label in answers.values()}) == 2 or len(answers) > RIGHTLY:
        out.update(answers)
    again = Counter(label.who for label in spoken.values())
    formal = sum(label.formal for label in spoken.values())
    if len(again) > 1 and (max(again.values()) > 1 or formal > 1 or out) and 4 * len(spoken) > len(lines):
        out.update({k: label for k, label in spoken.items() if k not in out})
    return out


def _found(lines: Sequence[Line], pattern: re.Pattern[str]) -> dict[int, Label]:
    out = {}
    for k, line in enumerate(lines):
        match = pattern.match(line.text)
        if match is None:
            continue
        words = re.findall(r"\w+", match["who"].lower())
        if NO_SPEAKER.intersection(words):
            continue
        named = re.search(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+", match["beside"]) if ROLES.intersection(words) else None
        formal = bool(match["beside"]) or (bool(words) and words[0] in COURTESY)
        out[k] = Label(match["who"], named.group() if named else _name(match["who"]), match.end(), formal)
    return out


def _name(who: str) -> str:
    """ "MS LEE" is Ms Lee; "THE SPEAKER", "HOST" and "Q" name nobody."""
    words = who.split()
    if all(word.lower().strip(".") in ROLES for word in words) or len(who) < 3 or any(w.isdigit() for w in words):
        return ""
    return " ".join(_written(word) if word.isupper() else word for word in words)


def _written(word: str) -> str:
    """A word in capitals as a name is written: "O’NEILL" is O’Neill, "MCDONALD" McDonald, "SMITH-JONES" Smith-Jones."""
    if len(word.strip(".")) == 1 or re.fullmatch(r"(?:[A-Z]\.)+", word):
        return word
    parts = [part.capitalize() for part in re.split(r"(?<=[-’'])", word)]
    written = "".join(parts)
    return re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), written)


def _is_named(label: Label) -> bool:
    """Whether a label can only be a person's, even if it stands alone: "MS LEE", "JANE DOE, MINISTER"."""
    words = label.name.split()
    return bool(words) and len(words) > 1 and words[0].lower().strip(".") in COURTESY
