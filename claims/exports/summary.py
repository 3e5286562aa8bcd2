"""What a report comes to: counts for its charts, the article with its claims marked, and an index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from claims.highlight import Segment, Span, paragraphs, segments

from .model import Claim, Report, Snapshot

SPEAKERS = 12  # in the chart; the index has all

Texts = Mapping[UUID, str]  # of the snapshots that a report cites, by their keys


@dataclass(frozen=True)
class Bar:
    """A line of a chart. share: of the longest bar, from 0 to 1."""

    label: str
    count: int
    share: float


@dataclass(frozen=True)
class Article:
    """A snapshot, paragraph by paragraph; each segment has the numbers of the claims that stand there as its keys."""

    snapshot: Snapshot
    paragraphs: list[tuple[Segment, ...]]


def by_rating(report: Report, without: str, retracted: str) -> list[Bar]:
    """How many claims have which rating, in the order of the scale; then those without a verdict and those whose
    verdict was retracted, under these words."""
    counts = Counter(_rating(claim, without, retracted) for claim in report.claims)
    names = [*(rating.name for rating in report.ratings), without, retracted]
    return _bars({name: counts[name] for name in names if counts[name]})


def by_speaker(report: Report, article: str) -> list[Bar]:
    """How many claims who made, the most first; what articles say themselves stands under this word."""
    counts = Counter(name for claim in report.claims for name in speakers(claim) or {article})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return _bars(dict(ordered[:SPEAKERS]))


def by_month(report: Report) -> list[Bar]:
    """How many verdicts were published in which month, as 2026-01, from the first month to the last."""
    months = Counter(f"{v.published_at:%Y-%m}" for claim in report.claims for v in claim.verdicts)
    return _bars(dict(sorted(months.items())))


def articles(report: Report, texts: Texts) -> Iterator[Article]:
    """The snapshots that claims stand in, with the claims marked; in the order of their first claim."""
    standing: dict[UUID, list[Span]] = defaultdict(list)
    for claim in report.claims:
        for place in claim.appearances:
            anchor = place.anchor
            standing[anchor.snapshot].append(Span(str(claim.number), anchor.start, anchor.end))
    for key, spans in standing.items():
        if key in texts:
            yield Article(report.snapshot(key), list(paragraphs(segments(texts[key], spans))))


def index(report: Report) -> dict[str, list[int]]:
    """The numbers of the claims of each speaker, by name."""
    found: dict[str, list[int]] = defaultdict(list)
    for claim in report.claims:
        for name in speakers(claim):
            found[name].append(claim.number)
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def speakers(claim: Claim) -> set[str]:
    """The names of those who said it; none where the article itself says so."""
    return {place.speaker.name for place in claim.appearances if place.speaker}


def _rating(claim: Claim, without: str, retracted: str) -> str:
    if claim.verdict is None:
        return without
    return claim.rating or retracted


def _bars(counts: Mapping[str, int]) -> list[Bar]:
    most = max(counts.values(), default=1)
    return [Bar(label, count, count / most) for label, count in counts.items()]
