"""A document laid out for the parser: what its lines are, and the text that is left to read.

Labels of speakers become turns, items of a list are completed by the words that lead them in, tables, times and
datelines are left out. Which of the lines left are running text is said in paragraphs.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ..types import NoClaim
from .characters import clean
from .labels import Label, labels
from .legible import Edit, rewrite
from .lists import Item, items
from .shouting import in_ordinary_case
from .tables import tables
from .textlines import Line, lines_of
from .wrapping import unwrapped

TIME = r"\d{1,2}[.:]\d{2}(?::\d{2})?"
ZONE = r"(?:GMT|BST|UTC|CET|CEST|[ECMP][SD]?T|IST|AE[SD]T|NZ[SD]T|local time)"
CLOCK = re.compile(
    rf"(?:\[{TIME}\]|\({TIME}\)|{TIME} ?(?:[ap]\.?m\b\.?)(?: {ZONE})?|{TIME} ?{ZONE}|{TIME}(?= *$)"
    rf"|\d{{1,2}}:\d{{2}}(?=(?: ?[-–—|:] ?| )[A-Z“\"]))(?: ?[-–—|:])? *(?=[A-Z“\"‘']|$)"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?)"
AGENCY = r"(?:\([A-Z][\w .&-]{1,30}\)|/[\w ]{2,30}/)"
MORE = r"(?:[ ,/]+[A-Z][\w.'’-]*)"  # words of a place: "NEW YORK", "Aarhus, Denmark"
DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.'’-]{{2,}}{MORE}{{0,4}}?(?:, {DAY})?(?: {AGENCY})?"  # "PARIS, Nov. 3 (Reuters)", "LONDON"
    rf"|[A-Z][\w.'’-]+{MORE}{{0,3}}?,? {DAY}(?: {AGENCY})?"  # "Aarhus, 3 November 2025"
    rf"|[A-Z][\w.'’-]+{MORE}{{0,3}}? {AGENCY})"  # "Paris (AFP)"
    r" ?(?:--?|[–—]) (?=[A-Z0-9“\"‘'])"
)
PLACE = re.compile(r"[A-Z]{3,}(?: [A-Z]{2,}){0,2}(?:, [A-Z][\w ]{2,20})?: +(?=(?:The|A|An|In|At|On|[A-Z][a-z]+ [a-z]))")
FIRST = 4  # lines: a dateline stands under the headline
KICKER = re.compile(
    r"(?i:breaking(?: news)?|just in|update[ds]?|exclusive|urgent|alert|developing)(?: ?: ?| [|–—-] )(?=\S)"
)
SAID_BESIDE = re.compile(
    r" ?(?:\[|\()(?:applause|laughter|laughs?|laughing|cheers|cheering|boos|booing|inaudible|unintelligible|crosstalk|"
    r"music|pause|silence|sighs|end of (?:recording|transcript|audio)|(?:off|on)[- ]mic)(?: and [a-z]+)?\.?(?:\]|\))",
    re.I,
)
FILLER = re.compile(  # "Look,", "Chair Powell, your ...", "Joining us now is ..."
    r"(?:(?<=[.?!] )|\A)(?:(?i:look|well|listen|yes|yeah|no|oh|ok|okay|right|so|you know|i mean), "
    r"|(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? |Senator |Chair |Secretary |Minister |President |Professor |Madam )?"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?=(?:you|your|I|I[’'](?:m|ve|d|ll)|thank|let|how|what|why|do|did|is|are|was|"
    r"were|have|has|can|could|will|would) )"
    r"|(?i:joining|with) (?:me|us)(?: (?:now|today|tonight|here))? (?:is|are) )+(?=\S)"
)
MARKUP = re.compile(  # Markdown: headings, quotations, emphasis, links
    r"(?P<opening>\A(?:#{1,6} +|(?:> ?)+))|(?P<strong>\*\*(?=\S)|(?<=\S)\*\*|__(?=\w)|(?<=\w)__)"
    r"|(?P<before>\[)(?P<words>[^\]\[]{1,200})(?P<after>\]\((?:https?:|/|#|mailto:)[^)\s]{0,500}\))"
    r"|(?<![\w*])(?P<star>\*)(?=[^\s*][^*]{0,200}(?<=[^\s*])\*(?![\w*]))|(?<=[^\s*])(?P<end>\*)(?![\w*])"
)
COPIES = 10_000  # characters of lead-ins, beside the text's own length, that are read again before the items of lists
TAGS = re.compile(r"(?<=\S)(?:\s+(?:https?://\S+|pic\.twitter\.com/\S+|#\w+))+$")  # at the end of a post
TALK = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|me|us)\b")


@dataclass(frozen=True)
class Turn:
    """What one speaker of a transcript says: text[start:end] of the legible text, and the label before it."""

    start: int
    end: int
    label: Label


class Page:
    """A document, or the stretch document[start:end] of it, as it is read. `text` is what the parser gets; offsets of
    `turns` and `listed` are those of `text`, offsets of `left` and what the methods give are the document's."""

    def __init__(self, document: str, start: int = 0, end: int | None = None) -> None:
        self.document = document
        self.start, self.end = start, len(document) if end is None else end
        plain = clean(document[start:end])
        lines = lines_of(plain.text)
        self._edits: list[Edit] = []
        self._left: list[tuple[int, int, NoClaim]] = []  # stretches of the plain text that are not read, and why
        dropped = tables(lines)
        for k in dropped:
            self._leave(lines[k].start, lines[k].end, NoClaim.TABLE)
        lines = unwrapped(plain.text, [line for k, line in enumerate(lines) if k not in dropped])
        for line in lines:
            self._without_markup(line)
        lines = [
            line for line in (self._after_clock(self._without_tags(line)) for line in lines) if line.start < line.end
        ]
        spoken = labels(lines)
        if not spoken:
            lines = [*map(self._after_place, lines[:FIRST]), *lines[FIRST:]]
        spans = self._turns(lines, spoken)
        lists = items([line for k, line in enumerate(lines) if k not in spoken])
        self._lists(lists)
        self._edits.extend(in_ordinary_case([line for k, line in enumerate(lines) if k not in spoken]))
        for line in lines:
            self._beside(line)
            breaks = re.finditer("\n", plain.text[line.start : line.end])
            self._edits.extend(Edit(line.start + b.start(), line.start + b.end(), " ") for b in breaks)
        self.reading = rewrite(plain, _sorted(self._edits))
        self._plain = plain
        forward = self.reading.forward
        self.turns = tuple(Turn(forward(start), forward(end), label) for start, end, label in spans)
        self.listed = tuple(forward(item.start) for item in lists)
        self.left = tuple(sorted((*self._moved(plain.place(a, b)), why) for a, b, why in self._left))

    @property
    def text(self) -> str:
        """What the parser reads."""
        return self.reading.text

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the document, white space at its edges left out."""
        start, end = self._moved(self.reading.place(start, end))
        while start < end - 1 and self.document[start].isspace():
            start += 1
        while end > start + 1 and self.document[end - 1].isspace():
            end -= 1
        return start, end

    def _moved(self, place: tuple[int, int]) -> tuple[int, int]:
        """A place in the stretch as one in the document."""
        return place[0] + self.start, place[1] + self.start

    def line(self, start: int, end: int) -> tuple[int, int]:
        """Where the lines of the document begin and end that document[start:end] stands in."""
        before, after = self.document.rfind("\n", self.start, start), self.document.find("\n", end, self.end)
        return before + 1 if before >= 0 else self.start, after if after >= 0 else self.end

    def why_left(self, offset: int) -> NoClaim | None:
        """Why the line at an offset of the document is not read, if it was left out as a whole."""
        k = bisect_right(self.left, offset, key=lambda part: part[0]) - 1
        return self.left[k][2] if k >= 0 and offset < self.left[k][1] else None

    def _leave(self, start: int, end: int, why: NoClaim) -> None:
        self._edits.append(Edit(start, end))
        self._left.append((start, end, why))

    def _after_clock(self, line: Line) -> Line:
        """The line without the time, dateline or kicker that opens it."""
        start = line.start
        for opening in (CLOCK, DATELINE, KICKER):
            match = opening.match(line.text, start - line.start)
            if match:
                start = line.start + match.end()
        if start > line.start:
            self._leave(line.start, start, NoClaim.BOILERPLATE)
            return Line(start, line.end, line.text[start - line.start :])
        return line

    def _after_place(self, line: Line) -> Line:
        """The line without the place that opens it, as in "NEW DELHI: The government ..."."""
        match = PLACE.match(line.text)
        if match is None or TALK.search(line.text):
            return line
        self._leave(line.start, line.start + match.end(), NoClaim.BOILERPLATE)
        return Line(line.start + match.end(), line.end, line.text[match.end() :])

    def _without_markup(self, line: Line) -> None:
        for match in MARKUP.finditer(line.text):
            for part in ("before", "after") if match["words"] else (match.lastgroup or "",):
                self._edits.append(Edit(line.start + match.start(part), line.start + match.end(part)))

    def _without_tags(self, line: Line) -> Line:
        """The line without the addresses and hashtags that end it."""
        match = TAGS.search(line.text)
        if match is None:
            return line
        self._edits.append(Edit(line.start + match.start(), line.end))
        return Line(line.start, line.start + match.start(), line.text[: match.start()])

    def _turns(self, lines: Sequence[Line], spoken: dict[int, Label]) -> list[tuple[int, int, Label]]:
        """The stretches of the plain text that the labels' speakers say. Lines without a label go on with the turn
        before them where labels are the rule; after the last label only if somebody still talks."""
        out: list[tuple[int, int, Label]] = []
        is_transcript = 3 * len(spoken) >= len(lines)
        last = max(spoken, default=-1)
        for k, line in enumerate(lines):
            label = spoken.get(k)
            words = line.start
            if label is not None:
                words += label.length
                self._leave(line.start, words, NoClaim.BOILERPLATE)
                out.append((words, line.end, label))
            elif out and is_transcript and (k < last or TALK.search(line.text)):
                out[-1] = (out[-1][0], line.end, out[-1][2])
            else:
                continue
            for match in FILLER.finditer(line.text[words - line.start :]):
                self._edits.append(Edit(words + match.start(), words + match.end()))
        return [turn for turn in out if turn[0] < turn[1]]

    def _lists(self, lists: Sequence[Item]) -> None:
        room = COPIES + self.end - self.start
        for item in lists:
            self._edits.append(Edit(item.mark, item.start))
            if item.lead_in is not None:
                if item.first:
                    self._leave(item.lead_in.start, item.lead_in.end, NoClaim.LEAD_IN)
                words = item.lead_in.text.rstrip(": ")
                room -= len(words)
                if room > 0:
                    self._complete(item, words, item.lead_in.start)
            stopped = item.text[-1:] in ".!?…" or item.text[-1:] in '”"’'
            self._edits.append(Edit(item.end, item.stop, "" if stopped else "."))

    def _complete(self, item: Item, lead_in: str, at: int) -> None:
        """Put a copy of the lead-in, which stands at a place of the plain text, before an item."""
        self._edits.append(Edit(item.start, item.start, lead_in, at))
        self._edits.append(Edit(item.start, item.start, item.joint))
        if item.lowers:
            self._edits.append(Edit(item.start, item.start + 1, item.text[:1].lower()))

    def _beside(self, line: Line) -> None:
        """Leave out what the transcript tells beside the words: "[applause]"."""
        for match in SAID_BESIDE.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            if match.group().strip() == line.text.strip():
                self._leave(start, end, NoClaim.BOILERPLATE)
            else:
                self._edits.append(Edit(start, end))


def _sorted(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in text order; of two that overlap, the first, unless the other leaves out more from the same place."""
    out: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.start):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
        elif edit.start == out[-1].start and edit.end > out[-1].end and not out[-1].text:
            out[-1] = edit
    return out
