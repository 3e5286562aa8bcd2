"""What the workbench shows of a document: the text with its marks, the claims beside it, and how far they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch

from claims.admin import display as shown
from claims.highlight import Segment, Span, paragraphs, segments
from claims.models import Appearance, Claim, Edit, ExtractionRun, Verdict
from claims.origins import attach
from claims.workflow.moves import DONE, Stage, State
from sources.models import Snapshot, Source

# What a mark and a row show: where the claim is, or what has become of its verdict. In the order of the legend.
STANDINGS = {
    **{str(state.value): str(state.label) for state in State},
    "published": "published",
    "stale": "needs another look",
}


@dataclass(frozen=True)
class Row:
    """One claim at one place."""

    key: str
    appearance: Appearance
    claim: Claim
    standing: str

    @property
    def label(self) -> str:
        """The standing in words."""
        return STANDINGS[self.standing]

    @property
    def speaker(self) -> str:
        """Who said it."""
        return shown.speaker_name(self.appearance)


@dataclass(frozen=True)
class Mark:
    """A stretch of text: the claims that cover it, innermost last, or why it holds none."""

    text: str
    keys: tuple[str, ...] = ()
    standing: str = ""
    label: str = ""
    begins: bool = False
    silent: str = ""

    @property
    def depth(self) -> int:
        """How many claims stand in these words, as far as colours can tell them apart."""
        return min(len(self.keys), 4)


@dataclass(frozen=True)
class Line:
    """A paragraph of the text; start is its place in the text, in code points."""

    start: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Progress:
    """How many claims are settled: assessed to the end or set aside."""

    done: int
    claims: int


def standing(claim: Claim, published: Verdict | None) -> str:
    """Where a claim is; where it has a published verdict, what has become of that."""
    if published is not None:
        return "stale" if published.stale_since else "published"
    return claim.state


# What is long, or parsed, and not shown in the text or the list.
UNSHOWN = ("exact", "prefix", "suffix", *(f"claim__{name}" for name in ("reasons", "quantities", "dates")))


def rows(snapshot: Snapshot, user: User, *, claims: Sequence[Any] | None = None) -> list[Row]:
    """The claims of a snapshot in text order, those of some claims alone where given; three queries, and those that
    count origins anew where something has changed."""
    published = Verdict.objects.visible_to(user).filter(stage=Stage.PUBLISHED)
    found = Appearance.objects.filter(snapshot=snapshot, retired=False).select_related("claim", "speaker")
    if claims is not None:
        found = found.filter(claim__in=claims)
    # to_attr: a manager for each of a thousand claims takes longer than the query
    found = found.defer(*UNSHOWN).prefetch_related(Prefetch("claim__verdicts", published, to_attr="published"))
    attach([appearance.claim for appearance in found])
    return [_row(appearance) for appearance in found]


def _row(appearance: Any) -> Row:
    claim = appearance.claim
    return Row(str(appearance.pk), appearance, claim, standing(claim, next(iter(claim.published), None)))


def text(snapshot: Snapshot, found: Sequence[Row], silent: Sequence[Sequence[Any]] = ()) -> list[Line]:
    """The snapshot's text, line by line. Rejected claims mark nothing."""
    by_key = {row.key: row for row in found if row.standing != State.REJECTED}
    spans = [Span(key, row.appearance.start, row.appearance.end) for key, row in by_key.items()]
    reasons = {f"silent-{start}": (start, end, reason) for start, end, reason in silent}
    spans += [Span(key, start, end) for key, (start, end, _) in reasons.items()]
    why = {key: reason for key, (_, _, reason) in reasons.items()}
    lines = (line for line in paragraphs(segments(snapshot.text, spans)) if line)
    return [Line(line[0].start, tuple(_mark(segment, by_key, why) for segment in line)) for line in lines]


def _mark(segment: Segment, by_key: dict[str, Row], why: dict[str, str]) -> Mark:
    keys = tuple(key for key in segment.keys if key in by_key)
    if not keys:
        silent = next((why[key] for key in segment.keys), "")
        return Mark(segment.text, silent=silent)
    covering = [by_key[key] for key in keys]
    count = f"{len(covering)} claims: " if len(covering) > 1 else ""
    told = "; ".join(f"{row.label}: {row.claim.text}" for row in covering)
    begins = any(key in by_key for key in segment.starting)
    return Mark(segment.text, keys, covering[-1].standing, count + told, begins)


def silent_sentences(snapshot: Snapshot) -> list[Any]:
    """[start, end, reason] of the sentences in which the last reading found no claim."""
    run = ExtractionRun.objects.filter(snapshot=snapshot).order_by("-ended_at").first()
    return list(run.silent) if run else []


def progress(found: Sequence[Row]) -> Progress:
    """Of the claims that are not rejected."""
    states = {row.claim.pk: row.claim.state for row in found if row.claim.state != State.REJECTED}
    return Progress(sum(state in DONE for state in states.values()), len(states))


def legend(found: Sequence[Row]) -> Iterator[tuple[str, str, int]]:
    """The standings in use, with their numbers."""
    numbers = Counter({row.claim.pk: row.standing for row in found}.values())
    return ((key, label, numbers[key]) for key, label in STANDINGS.items() if numbers[key])


def last_edit(snapshot: Snapshot, user: User) -> Edit | None:
    """The act that this person would take back first."""
    return Edit.objects.filter(snapshot=snapshot, person=user, undone_at=None).first()


def body(
    snapshot: Snapshot, user: User, found: Sequence[Row] | None = None, *, with_text: bool = True
) -> dict[str, Any]:
    """Everything of the page that an act can change; five queries at most, however many claims there are."""
    found = rows(snapshot, user) if found is None else found
    silent = silent_sentences(snapshot)
    return {
        "snapshot": snapshot,
        "rows": found,
        "lines": text(snapshot, found, silent) if with_text else [],
        "silent_count": len(silent),
        "progress": progress(found),
        "legend": list(legend(found)),
        "undoable": last_edit(snapshot, user),
    }


def source_names() -> list[str]:
    """Names to choose a speaker from; those met last, as many as a list can hold."""
    named = Source.objects.records().exclude(kind=Source.Kind.ANONYMOUS)
    return list(named.order_by("-id").values_list("name", flat=True)[:500])
