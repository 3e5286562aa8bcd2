"""Overlapping spans over a text, laid flat: the pure part of the page that shows a document with its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Something that stands at text[start:end], known by its key."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A stretch of text that the same spans cover from its first to its last character.

    keys are the covering spans, widest first, so that the last is the innermost; starting are those that begin here.
    """

    start: int
    text: str
    keys: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where the next segment begins."""
        return self.start + len(self.text)


def segments(text: str, spans: Iterable[Span]) -> Iterator[Segment]:
    """Cut a text at every border of a span; the segments' texts joined are the text again.

    Raises ValueError for a span that is empty or reaches outside the text.
    """
    by_start: dict[int, list[Span]] = {}
    cuts = {0, len(text)}
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(
                f"The span {span.start}:{span.end} is empty or outside the text of {len(text)} characters."
            )
        by_start.setdefault(span.start, []).append(span)
        cuts |= {span.start, span.end}
    borders = sorted(cuts)
    open_spans: list[Span] = []
    for start, end in pairwise(borders):
        starting = by_start.get(start, [])
        open_spans = [span for span in open_spans if span.end > start] + starting
        open_spans.sort(key=lambda span: (span.start - span.end, span.start, span.key))
        yield Segment(
            start, text[start:end], tuple(span.key for span in open_spans), tuple(span.key for span in starting)
        )


def paragraphs(cut: Iterable[Segment]) -> Iterator[tuple[Segment, ...]]:
    """The segments line by line, without the line feeds; joined with line feeds they are the text again."""
    line: list[Segment] = []
    for segment in cut:
        start, starting = segment.start, segment.starting
        for number, piece in enumerate(segment.text.split("\n")):
            if number:
                yield tuple(line)
                line = []
            if piece:
                line.append(Segment(start, piece, segment.keys, starting))
                starting = ()
            start += len(piece) + 1
    yield tuple(line)
