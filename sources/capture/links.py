"""Where the hyperlinks of a page stand in the text that was kept of it.

The extractor keeps words and drops markup, so a link is found again by the line of the page that it stands in: by all
of it, or, where the extractor left something out of the line, by the characters around the link. Blanks are not
compared: HTML's mean nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from lxml import etree

from sources.capture.normalise import normalise

_CONTEXT = 40  # characters on either side of a link in a line that was not kept whole
_LEAST_CONTEXT = 20  # of both sides together
_PROBE = 24  # characters by which such a place is looked up, before all of it is compared
_MOST_PROBED = 2_000  # links that are looked for so
_MOST_ALIKE = 3  # of them that begin with the same probe

# What the extractor never keeps; the words of a menu would only make those of the text ambiguous.
_SKIPPED = frozenset(
    "aside button canvas datalist dialog embed figure footer form head iframe label legend math menu nav noscript "
    "object optgroup option output picture progress script select style svg template textarea time video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font hi i img ins kbd label mark math picture q s "
    "samp script small span strike strong sub sup svg time tt u var wbr".split()
)
_LIST_MARK = re.compile(r"\s*(?:-|\d+\.)\s+")  # as the extractor writes it


class Link(NamedTuple):
    """A link as the page writes it; its words are text[start:end] of what was kept."""

    start: int
    end: int
    href: str


class Line(NamedTuple):
    """A line of a page without its blanks, and its links: from, to, address as written."""

    words: str
    links: tuple[tuple[int, int, str], ...]


def page_lines(tree: Any) -> list[Line]:
    """The lines of a page that hold words, broken where a browser would break them. A link over several lines is no
    link in a text but a card, and left out."""
    lines: list[tuple[str, list[tuple[int, int, int]]]] = []
    hrefs: list[str] = []
    times: Counter[int] = Counter()
    for pieces in _pieces(tree, hrefs):
        words, links = _joined(pieces)
        if words:
            lines.append((words, links))
            times.update({number for _, _, number in links})
    return [
        Line(words, tuple((begin, end, hrefs[number]) for begin, end, number in links if times[number] == 1))
        for words, links in lines
    ]


def locate(text: str, lines: list[Line]) -> list[Link]:
    """The links that stand in the text, in its order. What could be in two places, or be two links, is left out."""
    if not any(line.links for line in lines):
        return []
    known = {line.words for line in lines}
    places = [place for place in _places(text, known) if place.words]
    hrefs: dict[tuple[int, int], set[str]] = {}
    for link in chain(_by_line(lines, places), _by_context(lines, places)):
        hrefs.setdefault((link.start, link.end), set()).add(link.href)
    return [Link(start, end, *one) for (start, end), one in sorted(hrefs.items()) if len(one) == 1]


Piece = tuple[str, int]  # words as they stand in the markup, and the number of the link around them or -1


def _pieces(tree: Any, hrefs: list[str]) -> Iterator[list[Piece]]:
    """The text of a page, line by line. Fills `hrefs` by the number of the link."""
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    line: list[Piece] = []
    around: list[int] = []  # links, from the outermost; -1 for an anchor without an address
    for event, element in walk:
        if event in ("start", "end") and element.tag not in _INLINE:
            yield line
            line = []
        if event == "start":
            if element.tag == "a":
                href = element.get("href")
                around.append(-1 if href is None else len(hrefs))
                hrefs.extend([] if href is None else [href])
            if element.tag in _SKIPPED:
                walk.skip_subtree()
            elif element.text:
                line.append((element.text, around[-1] if around else -1))
            continue
        if event == "end" and element.tag == "a":
            around.pop()
        if element.tail and element is not tree:
            line.append((element.tail, around[-1] if around else -1))
    yield line


def _joined(pieces: list[Piece]) -> tuple[str, list[tuple[int, int, int]]]:
    """A line's words without blanks, and where in them which link stands."""
    if all(number < 0 for _, number in pieces):
        return _squeezed("".join(piece for piece, _ in pieces)), []
    words, at, links = [], 0, list[tuple[int, int, int]]()
    for number, group in groupby(pieces, key=itemgetter(1)):
        part = _squeezed("".join(piece for piece, _ in group))
        if number >= 0 and part:
            links.append((at, at + len(part), number))
        words.append(part)
        at += len(part)
    return "".join(words), links


def _squeezed(words: str) -> str:
    return "".join(normalise(words).split())


@dataclass(slots=True)
class _Place:
    """A line of the kept text: without its blanks, and where in the text it begins."""

    words: str
    line: str
    start: int
    at: list[int] = field(default_factory=list)  # where in the text each character of words is, when asked for

    def where(self, index: int) -> int:
        """Where in the text words[index] stands."""
        if not self.at:
            self.at = [self.start + at for at, letter in enumerate(self.line) if not letter.isspace()]
        return self.at[index]


def _places(text: str, known: set[str]) -> Iterator[_Place]:
    """The lines of the text. A list mark that the page doesn't have is left out."""
    start = 0
    for line in text.split("\n"):
        place = _Place("".join(line.split()), line, start)
        mark = _LIST_MARK.match(line) if place.words not in known else None
        if mark:
            rest = line[mark.end() :]
            place = _Place("".join(rest.split()), rest, start + mark.end())
        yield place
        start += len(line) + 1


def _by_line(lines: list[Line], places: list[_Place]) -> Iterator[Link]:
    """The links in lines that were kept whole: of equal lines the first is the first, if there are as many of them in
    the page as in the text or if they have the same links."""
    kept: dict[str, list[_Place]] = {}
    for place in places:
        kept.setdefault(place.words, []).append(place)
    alike: dict[str, list[Line]] = {}
    for line in lines:
        if line.words in kept:
            alike.setdefault(line.words, []).append(line)
    for words, ones in alike.items():
        if len(set(ones)) == 1:
            ones = ones[:1] * len(kept[words])
        if len(ones) == len(kept[words]):
            for line, place in zip(ones, kept[words], strict=True):
                yield from (Link(place.where(begin), place.where(end - 1) + 1, href) for begin, end, href in line.links)


def _by_context(lines: list[Line], places: list[_Place]) -> Iterator[Link]:
    """The links in other lines, by the characters around them, where these stand in the text just once."""
    whole = {place.words for place in places}
    sought: dict[str, list[_Sought]] = {}
    for one in islice(chain.from_iterable(_contexts(line) for line in lines if line.words not in whole), _MOST_PROBED):
        alike = sought.setdefault(one.context[:_PROBE], [])
        if len(alike) < _MOST_ALIKE:
            alike.append(one)
    if not sought:
        return
    # The extractor may break a line where the markup is broken, so lines don't count here.
    text = "".join(place.words for place in places)
    for at in range(len(text) - _PROBE + 1):
        for one in sought.get(text[at : at + _PROBE], ()):
            if len(one.found) < 2 and text.startswith(one.context, at):
                one.found.append(at)
    ends = list(accumulate(len(place.words) for place in places))
    for one in chain.from_iterable(sought.values()):
        if len(one.found) == 1:
            first, last = (_character(places, ends, one.found[0] + at) for at in (one.begin, one.end - 1))
            yield Link(first, last + 1, one.href)


def _character(places: list[_Place], ends: list[int], at: int) -> int:
    """Where in the text a character of all places' words stands."""
    number = bisect_right(ends, at)
    return places[number].where(at - ends[number])


@dataclass(slots=True)
class _Sought:
    """A link with what stands around it, and where this was found."""

    context: str
    begin: int
    end: int
    href: str
    found: list[int] = field(default_factory=list)


def _contexts(line: Line) -> Iterator[_Sought]:
    for begin, end, href in line.links:
        left, right = max(0, begin - _CONTEXT), min(len(line.words), end + _CONTEXT)
        around = right - left - (end - begin)
        if around >= _LEAST_CONTEXT and right - left >= _PROBE:
            yield _Sought(line.words[left:right], begin - left, end - left, href)
