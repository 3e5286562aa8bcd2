"""Small newsrooms for tests: articles, who says what in them, and what is told of where it comes from."""

from __future__ import annotations

from typing import Any

from claims.lineage import trace_claim
from claims.models import Appearance, Claim
from sources.models import Snapshot, Source
from sources.provenance.types import Lineage
from tests.factories import AppearanceFactory, DocumentFactory, SnapshotFactory, SourceFactory

WORDS = "NATO will act"


def article(outlet: str | Source, text: str | None = None, **document: Any) -> Snapshot:
    """An article of an outlet, as it was captured. Its text differs from that of others, but for the words."""
    if isinstance(outlet, str):
        outlet = Source.objects.filter(name=outlet).first() or SourceFactory(outlet=True, name=outlet)
    text = text or f"{outlet}: Mark Rutte said that {WORDS}. Tariffs of up to 25% were threatened."
    title = document.pop("title", f"{outlet}'s article")
    return SnapshotFactory(document=DocumentFactory(publisher=outlet, title=title, **document), text=text)


def person(name: str) -> Source:
    """A person of this name."""
    return Source.objects.filter(name=name).first() or SourceFactory(name=name)


def anonymous(snapshot: Snapshot, name: str = "an official") -> Source:
    """Somebody whom the article doesn't name."""
    return SourceFactory(anonymous=True, name=name, described_in=snapshot.document)


def stands(
    claim: Claim, snapshot: Snapshot, speaker: Source | None = None, quote: str = WORDS, **more: Any
) -> Appearance:
    """The claim stands in an article, in these words; without a speaker it is the article's own."""
    cue = "said" if speaker else ""
    return AppearanceFactory(claim=claim, snapshot=snapshot, speaker=speaker, quote=quote, cue=cue, **more)


def found(claim: Claim) -> Lineage:
    """What a walk upstream finds."""
    return trace_claim(claim).lineage


def names(claim: Claim) -> list[str]:
    """The independent origins of a claim, as people read them."""
    return [origin.label for origin in found(claim).origins]
