"""Edges that programs propose: what a captured page says about itself, and texts that are copies of one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from factcheck import __version__
from sources.capture.types import Reference
from sources.models import Citation, Document, Fingerprint, Snapshot, SoftwareAgent, Source
from sources.models.anchor import selectors
from sources.provenance.copies import Fingerprint as Print
from sources.provenance.copies import Likeness, compare, estimate, fingerprint
from sources.provenance.directions import Copyable, direction
from sources.provenance.types import Channel
from sources.signals import provenance_changed

from .naming import host_of, record_outlet, software_agent, source_of

ALIKE = 0.2  # estimated Jaccard index from which two texts are compared in full
AT_MOST = 20  # texts compared with a new one, the likest first
LOOKED_UP = 2000  # fingerprints that share a band with a new one, at most


def comparer() -> SoftwareAgent:
    """The record of the code that compares texts, as it is installed here."""
    return software_agent("factcheck-provenance", __version__)


def read_provenance(snapshot: Snapshot, references: Iterable[Reference], by: SoftwareAgent) -> None:
    """Everything that can be proposed of a new snapshot: its references, its copies, and links that lead to it."""
    propose_references(snapshot, references, by)
    propose_copies(snapshot)
    document = snapshot.document
    # What a person has said of a link stays.
    links = Citation.objects.filter(url=document.identifier, document=None, standing=Citation.Standing.PROPOSED)
    known = {"source": document.publisher} if document.publisher else {}
    links.exclude(snapshot__document=document).update(document=document, **known)
    provenance_changed.send(sender=Snapshot, documents=[document.pk], sources=[])


def propose_references(snapshot: Snapshot, references: Iterable[Reference], by: SoftwareAgent) -> list[Citation]:
    """An edge for every link, original and agency credit that a capture found, but for those that lead nowhere else. As
    many queries as there are hosts and agencies among them, however many links."""
    given = list(references)
    captured = Document.objects.filter(identifier__in={reference.url for reference in given if reference.url})
    documents = {document.identifier: document for document in captured.select_related("publisher")}
    credited, there = cache(record_outlet), cache(source_of)

    def whence(reference: Reference) -> dict[str, Any] | None:
        """The source and the document that it leads to; None where that is the document itself, or its house."""
        own = snapshot.document
        if reference.channel is Channel.CREDIT:
            source = credited(reference.name)
            return None if own.publisher_id == source.pk else {"source": source}
        if reference.url in ("", own.identifier, own.url):
            return None
        document = documents.get(reference.url)
        publisher = document.publisher if document else None
        return {"source": publisher or there(host_of(reference.url)), "document": document}

    found = [(reference, whence(reference)) for reference in given]
    rows = [
        Citation(
            snapshot=snapshot,
            channel=str(reference.channel),
            url=reference.url,
            markup=reference.markup,
            confidence=reference.confidence,
            software=by,
            **where,
            **(selectors(snapshot.text, reference.start, reference.end or 0) if reference.start is not None else {}),
        )
        for reference, where in found
        if where is not None
    ]
    return Citation.objects.bulk_create(rows, ignore_conflicts=True)


@dataclass(frozen=True)
class _Alike:
    """Another snapshot whose text is like the new one's. The likeness is of the new text (a) and the other (b)."""

    snapshot: Snapshot
    known: Copyable
    likeness: Likeness
    upstream: bool  # whether the other one is the original
    because: str


def propose_copies(snapshot: Snapshot) -> list[Citation]:
    """Edges of the channel COPY between the snapshot and those that are like it: from a copy to what it most likely was
    taken from. Where a text was taken from the new one and has no original yet, from there to the new one."""
    made = fingerprint(snapshot.text)
    Fingerprint.objects.get_or_create(
        snapshot=snapshot, defaults={"minhash": made.values, "bands": list(made.bands), "words": made.words}
    )
    own = _copyable(snapshot, snapshot.citations.filter(channel=Channel.CREDIT).exists())
    alike = [found for other in _candidates(snapshot, made) if (found := _compared(snapshot, own, other)) is not None]
    documents = {found.snapshot.document_id for found in alike}
    ties = Citation.objects.filter(channel=Channel.COPY, snapshot__document__in=documents, document__in=documents)
    explained = set(ties.values_list("snapshot__document", flat=True))  # copies of another that is alike
    originals = [found for found in alike if found.upstream]
    edges = [_edge(snapshot, _first(originals))] if originals else []
    edges += [
        _edge(snapshot, found) for found in alike if not found.upstream and found.snapshot.document_id not in explained
    ]
    return Citation.objects.bulk_create(edges, ignore_conflicts=True)


def _candidates(snapshot: Snapshot, made: Print) -> QuerySet[Any]:
    """Of each other document whose text may be the same the likest snapshot; not those that are tied already."""
    own = snapshot.document_id
    prints = Fingerprint.objects.filter(bands__overlap=list(made.bands)).exclude(snapshot__document=own)
    rows = prints.values_list("snapshot", "snapshot__document", "minhash", "words")[:LOOKED_UP] if made.bands else []
    tied = _originals(own) | _copies(own)
    best: dict[UUID, tuple[float, UUID]] = {}
    for key, document, minhash, words in rows:
        likeness = estimate(made, Print(bytes(minhash), (), words))
        if document not in tied and likeness >= ALIKE and (likeness, key) > best.get(document, (0.0, key)):
            best[document] = (likeness, key)
    likest = [key for _, key in sorted(best.values(), reverse=True)[:AT_MOST]]
    found = Snapshot.objects.filter(pk__in=likest).select_related("document__publisher").order_by("pk")
    return found.annotate(credits=Exists(Citation.objects.filter(snapshot=OuterRef("pk"), channel=Channel.CREDIT)))


def _originals(document: UUID) -> set[UUID]:
    rows = Citation.objects.filter(channel=Channel.COPY, snapshot__document=document, document__isnull=False)
    return set(rows.values_list("document", flat=True))


def _copies(document: UUID) -> set[UUID]:
    rows = Citation.objects.filter(channel=Channel.COPY, document=document)
    return set(rows.values_list("snapshot__document", flat=True))


def _compared(snapshot: Snapshot, own: Copyable, other: Any) -> _Alike | None:
    likeness = compare(snapshot.text, other.text)
    if likeness is None or not likeness.copy:
        return None
    known = _copyable(other, other.credits)
    found = direction(own, known)
    if found is None:  # nothing tells them apart: one of them stands for both
        return _Alike(other, known, likeness, other.pk < snapshot.pk, "")
    return _Alike(other, known, likeness, found.original == "b", found.because)


def _copyable(snapshot: Snapshot, credits: bool) -> Copyable:  # noqa: A002  (as Copyable has it)
    document = snapshot.document
    publisher = document.publisher
    return Copyable(
        name=f"“{document}”",
        captured=snapshot.captured_at,
        published=document.published,
        by_agency=publisher is not None and publisher.kind == Source.Kind.AGENCY,
        credits=credits,
    )


def _first(originals: list[_Alike]) -> _Alike:
    """Of several originals the one that all others were taken from, as far as is known."""
    first = originals[0]
    for found in originals[1:]:
        told = direction(first.known, found.known)
        if told is not None and told.original == "b":
            first = found
    return first


def _edge(snapshot: Snapshot, found: _Alike) -> Citation:
    """The edge between the new snapshot and another, anchored in the copy at the longest passage that both have."""
    likeness = found.likeness
    new, other = (likeness.a_start, likeness.a_end), (likeness.b_start, likeness.b_end)
    copy, span, original = (snapshot, new, found.snapshot) if found.upstream else (found.snapshot, other, snapshot)
    shared = max(likeness.in_a, likeness.in_b)
    return Citation(
        snapshot=copy,
        channel=str(Channel.COPY),
        document=original.document,
        source=original.document.publisher,
        confidence=round(likeness.confidence, 3),
        note=f"{shared:.0%} of the words. {found.because}".strip()[:500],
        software=comparer(),
        **selectors(copy.text, *span),
    )


def compare_earlier(snapshot: Snapshot) -> int:
    """The same for a snapshot that was captured before texts were compared; how many edges."""
    with transaction.atomic():
        edges = propose_copies(snapshot)
        provenance_changed.send(sender=Snapshot, documents=[edge.snapshot.document_id for edge in edges], sources=[])
    return len(edges)
