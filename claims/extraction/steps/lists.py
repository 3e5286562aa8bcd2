"""Items of a list, and the words before the list that complete each of them: "The plan would:" and "raise taxes"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from .textlines import Line

MARK = re.compile(r"(?:[•◦▪▫‣⁃●○■□►▸▹➢➤→✓✔*·–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
PLAIN_MARK = re.compile(r"[–—*-]")
NUMBER = re.compile(r"\(?(\d{1,2}|[a-z])[.)]")
MODALS = frozenset("will would shall should may might can could must to not".split())
INCOMPLETE = MODALS | frozenset(
    "is are was were be been include includes included including by of for that has have had who which whether and or "
    "do does did with from on in at into under than a an the".split()
)
SAID = frozenset(
    "said says found finds warned warns argued argues concluded concludes showed shows revealed reveals announced "
    "announces confirmed confirms added adds told claimed insisted stated".split()
)
BETWEEN = frozenset("now also then therefore only either both all".split())  # "The agency must now:"
SMALL = frozenset("the a an its their his her our more most some no all many several nearly about each every".split())
TENSED = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|did|does|do|[a-z]{2,}ed)\b")
TAIL = re.compile(r"(?:[;,]\s*(?:and|or|but)?|,?\s+(?:and|or))\s*$")


@dataclass(frozen=True)
class Item:
    """An item of a list: its mark from `mark`, its words from `start` to `end`, what ends it ("; and") up to `stop`.

    lead_in: the line that it completes; first: whether it is the first to do so; lowers: whether its capital is only
    that of a list; joint: what stands between the two."""

    mark: int
    start: int
    end: int
    stop: int
    text: str
    lead_in: Line | None = None
    first: bool = False
    lowers: bool = False
    joint: str = " "


def items(lines: Sequence[Line]) -> list[Item]:
    """The items of all lists, in order: two or more lines with marks, or one after a line that ends with a colon."""
    out: list[Item] = []
    capitals = {word for line in lines for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+", line.text)}
    k = 0
    while k < len(lines):
        first = k
        while k < len(lines) and MARK.match(lines[k].text):
            k += 1
        run = lines[first:k]
        lead = lines[first - 1] if first and lines[first - 1].text.endswith(":") else None
        if run and (lead is not None or _is_list(run)):
            out.extend(_list(run, lead, capitals))
        k = max(k, first + 1)
    return out


def _is_list(run: Sequence[Line]) -> bool:
    """Whether lines with marks are a list by themselves. Dashes also open what people say; numbers must count up."""
    numbers = [match[1] for line in run if (match := NUMBER.match(line.text))]
    if numbers:
        return len(numbers) > 1 and numbers[0] in ("1", "a")
    return len(run) > 1 or not PLAIN_MARK.match(run[0].text)


def _list(run: Sequence[Line], lead: Line | None, capitals: Container[str]) -> list[Item]:
    """The items of one list. capitals: the words that the text writes with a capital within sentences."""
    out = []
    for line in run:
        match = MARK.match(line.text)
        assert match is not None  # noqa: S101  # the run was made of such lines
        words = line.text[match.end() :]
        tail = TAIL.search(words)
        length = tail.start() if tail else len(words)
        start = line.start + match.end()
        out.append(Item(line.start, start, start + length, line.end, words[:length]))
    if lead is None or not _completes(lead, out):
        return out
    follows = _last_word(lead) in MODALS
    for k, item in enumerate(out):
        opening = re.match(r"[A-Z][a-z]*\b", item.text)
        lowers = opening is not None and opening.group() not in capitals
        lowers = lowers and opening is not None and (follows or opening.group().lower() in SMALL)
        that = _last_word(lead) in SAID and TENSED.search(item.text) is not None
        out[k] = replace(item, lead_in=lead, first=k == 0, lowers=lowers, joint=" that " if that else " ")
    return out


def _last_word(lead: Line) -> str:
    words = [word for word in re.findall(r"[\w’']+", lead.text.lower()) if word not in BETWEEN]
    return words[-1] if words else ""


def _completes(lead: Line, found: Sequence[Item]) -> bool:
    """Whether the words before the list are cut off and go on in each item."""
    last = _last_word(lead)
    said = last in SAID and not any(item.text[:1] in '“"‘«' for item in found)
    return (last in INCOMPLETE or said) and all(item.text for item in found)
