"""What was captured is kept: documents, and snapshots of their texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction

from factcheck import __version__
from factcheck.common.acts import check, require, saving
from sources.capture.types import Captured
from sources.models import Document, Snapshot, SoftwareAgent, Source
from sources.models.agent import attribution
from sources.signals import document_changed, provenance_changed

from .naming import Agent, record_outlet, software_agent, source_at
from .proposing import read_provenance


@dataclass(frozen=True)
class Recorded:
    """A snapshot, and whether it is new."""

    snapshot: Snapshot
    created: bool


def capturer() -> SoftwareAgent:
    """The record of the capturing code as it is installed here."""
    return software_agent("factcheck-capture", __version__)


def revise_document(document: Document, *, by: User) -> Document:
    """A person corrects what is known of a document; its snapshots stay as they are. Raises as save_source does."""
    require(by, "sources.change_document")
    check(document)
    with saving():
        document.save()
        provenance_changed.send(sender=Document, documents=[document.pk], sources=[])
    return document


@transaction.atomic
def record_capture(captured: Captured, *, by: Agent, publisher: str = "", published: date | None = None) -> Recorded:
    """Keep what was captured: a snapshot of its document, both made only if they are new.

    The same text of the same document is the same snapshot. publisher and published, where given, win over what the
    capture found; of a document that exists only the empty fields are filled.
    """
    known = {
        "title": captured.title[:500],
        "author": captured.author[:300],
        "published": published or captured.published,
        "url": captured.url,
        "language": captured.language,
        "publisher": record_outlet(publisher) if publisher else _publisher(captured),
    }
    identifier = captured.url or f"urn:sha-256:{captured.text_sha256}"
    document, created = Document.objects.select_for_update().get_or_create(identifier=identifier, defaults=known)
    missing: list[str] = []
    if not created:
        missing = [field for field, value in known.items() if value and not getattr(document, field)]
        for field in missing:
            setattr(document, field, known[field])
        if missing:
            document.save(update_fields=missing)
    snapshot, new = Snapshot.objects.get_or_create(
        document=document,
        text_sha256=captured.text_sha256,
        defaults={
            "text": captured.text,
            "captured_sha256": captured.captured_sha256,
            "byte_size": captured.byte_size,
            "media_type": captured.media_type,
            "origin": captured.origin,
            "capture_started_at": captured.started_at,
            **attribution(by),
        },
    )
    if new:
        read_provenance(snapshot, captured.references, capturer())
    elif missing:
        provenance_changed.send(sender=Document, documents=[document.pk], sources=[])
    if new and not created:
        document_changed.send(sender=Snapshot, snapshot=snapshot)
    return Recorded(snapshot, new)


def _publisher(captured: Captured) -> Source | None:
    """Who published a page: whom it names, where we know them; else whose domain it lies in; else somebody new."""
    named = Source.objects.named(captured.publisher).first() if captured.publisher else None
    found = named or source_at(captured.url)
    return found or (record_outlet(captured.publisher) if captured.publisher else None)
