"""What a provenance graph is made of, and what a walk through it finds. No behaviour but words.

An edge leads upstream: from what was taken to what it was taken from (W3C PROV-DM 5.2.1, wasDerivedFrom, and 5.3.1,
wasAttributedTo).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NodeKind(StrEnum):
    """What stands at a place of the graph."""

    VERDICT = "verdict"
    EVIDENCE = "evidence"
    CLAIM = "claim"
    DOCUMENT = "document"  # captured, or known by its address
    WORK = "work"  # what words name and nobody captured: an interview, a broadcast, a wire report
    SOURCE = "source"  # a person, outlet, agency, organisation, government body, account, group or anonymous source


class Channel(StrEnum):
    """How words travelled from upstream into a document."""

    INTERVIEW = "interview"
    POST = "post"
    BROADCAST = "broadcast"
    SPEECH = "speech"
    STATEMENT = "statement"
    REPORT = "report"
    TESTIMONY = "testimony"
    LINK = "link"  # a hyperlink in the words
    CANONICAL = "canonical"  # the page names another as the original
    CREDIT = "credit"  # "(Reuters)", "/dpa", a byline of an agency
    COPY = "copy"  # the same text as another document


LIKELY = 0.6  # from this confidence on an edge counts before anybody has looked at it
WHOLE = frozenset({Channel.CANONICAL, Channel.CREDIT, Channel.COPY})  # about all of a document, not about some words
# The speaker's own words in public: whoever reports them heard them at first hand.
OPEN = frozenset({Channel.POST, Channel.SPEECH, Channel.STATEMENT, Channel.TESTIMONY})


def label(channel: Channel, name: str) -> str:
    """A channel in words: "interview with Reuters", "post on Truth Social", "copy of …"."""
    prepositions = {
        Channel.INTERVIEW: "interview with",
        Channel.REPORT: "report by",
        Channel.LINK: "link to",
        Channel.CANONICAL: "original at",
        Channel.CREDIT: "credit to",
        Channel.COPY: "copy of",
    }
    return f"{prepositions.get(channel, f'{channel} on')} {name}" if name else str(channel)


class EdgeKind(StrEnum):
    """What ties two nodes, beside the channels."""

    STANDS_IN = "stands in"  # claim -> document
    RESTS_ON = "rests on"  # verdict -> evidence
    QUOTES = "quotes"  # evidence -> document
    ABOUT = "about"  # verdict -> claim; for pictures, no link of the verdict
    SAID_BY = "said by"  # document or work -> source


class RelationKind(StrEnum):
    """What one source is to another."""

    PART_OF = "part_of"
    OWNED_BY = "owned_by"
    SPEAKS_FOR = "speaks_for"
    REPUBLISHES = "republishes"


class Standing(StrEnum):
    """What a person has said of an edge."""

    PROPOSED = "proposed"  # nothing yet
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"  # never part of a walk


class MergeReason(StrEnum):
    """Why two roots are one origin."""

    SAME_SOURCE = "the same source"
    SAME_HOUSE = "part of one house"  # part of, owned by, speaks for: at the time
    REPUBLISHED = "republished"
    SAME_TEXT = "the same text"


class Directness(StrEnum):
    """How near an origin is to the first document on the way to it."""

    DOCUMENT = "document"  # the walk ends in a treaty, dataset, transcript or post itself
    OWN_WORD = "own word"  # in an article that names no source
    FIRST_HAND = "first hand"  # a source that the document itself heard
    SECOND_HAND = "second hand"  # heard by one other, who was heard or read by the document
    HEARSAY = "hearsay"  # further away; or one other, and the source has no name


@dataclass(frozen=True, slots=True)
class Node:
    """key is unique in the graph. type: of a document article, treaty, …; of a source person, anonymous, …; of a work
    its channel; else "". source: the key of the source behind it, publisher or author; of a source its own key.
    described_in: the key of the document that describes an anonymous source. when: the day of publication, or that of
    the capture where published is False.
    """

    key: str
    kind: NodeKind
    label: str
    type: str = ""
    source: str = ""
    when: date | None = None
    published: bool = True
    described_in: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """down was taken from up. by: who or what says so; words: from which words; key: of the record, "" without one."""

    down: str
    up: str
    kind: EdgeKind | Channel
    key: str = ""
    by: str = ""
    words: str = ""
    confidence: float = 1.0
    standing: Standing = Standing.CONFIRMED


@dataclass(frozen=True, slots=True)
class Relation:
    """subject is part of, owned by, speaks for or republishes object, both keys of sources; None: without a known
    beginning or end. Both days are included."""

    subject: str
    kind: RelationKind
    object: str
    since: date | None = None
    until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it is so on a day; on a day that nobody knows, yes."""
        return on is None or ((self.since or on) <= on <= (self.until or on))


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two roots, by key, are one origin; because is a sentence for people."""

    one: str
    other: str
    reason: MergeReason
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where it comes from in the end. keys: the roots that are one; of circular reporting all nodes of the loop.

    links: the start's links that lead here, by key; path: a shortest way, from the start to a root.
    """

    keys: tuple[str, ...]
    label: str
    anonymous: bool
    circular: bool
    directness: Directness
    links: tuple[str, ...]
    path: tuple[str, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a walk from a claim or a verdict finds.

    links: the keys of what the start stands in or rests on. loops: circular reporting, each as the keys in the order of
    the way, from the least. earliest: the document that has it first, as far as is known. unconfirmed: edges of the
    walk that nobody has looked at.
    """

    start: str
    links: tuple[str, ...]
    origins: tuple[Origin, ...]
    loops: tuple[tuple[str, ...], ...] = ()
    earliest: Node | None = None
    unconfirmed: int = 0

    @property
    def single_source(self) -> bool:
        """Whether everything comes from one origin."""
        return len(self.origins) == 1

    @property
    def anonymous_only(self) -> bool:
        """Whether no origin has a name."""
        return bool(self.origins) and all(origin.anonymous for origin in self.origins)

    @property
    def sentence(self) -> str:
        """ "7 links, 2 independent origins: Mark Rutte; Reuters"."""
        if not self.links:
            return "No link: nothing says where it comes from"
        links = f"{len(self.links)} link{'' if len(self.links) == 1 else 's'}"
        origins = f"{len(self.origins)} independent origin{'' if len(self.origins) == 1 else 's'}"
        named = [f"{origin.label} (anonymous)" if origin.anonymous else origin.label for origin in self.origins[:3]]
        more = len(self.origins) - len(named)
        return f"{links}, {origins}: {'; '.join(named)}" + (f"; {more} more" if more else "")
