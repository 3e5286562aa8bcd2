"""Every act on sources and documents, one function each. Views, admin, commands and seeds call these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction

from factcheck import __version__
from factcheck.common.acts import check, require, saving
from factcheck.common.errors import InvalidInput
from sources.capture.types import Captured
from sources.models import Citation, Document, Snapshot, SoftwareAgent, Source
from sources.models.agent import attribution
from sources.models.anchor import selectors
from sources.quotations import locate
from sources.signals import document_changed

Agent = SoftwareAgent | User


@dataclass(frozen=True)
class Recorded:
    """A snapshot, and whether it is new."""

    snapshot: Snapshot
    created: bool


def software_agent(name: str, version: str, model_sha256: str = "") -> SoftwareAgent:
    """The record of one version of a program, made if it is new."""
    agent, _ = SoftwareAgent.objects.get_or_create(name=name, version=version, model_sha256=model_sha256)
    return agent


def capturer() -> SoftwareAgent:
    """The record of the capturing code as it is installed here."""
    return software_agent("factcheck-capture", __version__)


def record_source(
    name: str,
    kind: Source.Kind,
    *,
    aliases: Sequence[str] = (),
    described_in: Document | None = None,
    description: str = "",
    url: str = "",
) -> Source:
    """The source of this name, made if it is new; an anonymous one is looked for in its document alone.

    A source that exists keeps its kind and gains the aliases. Raises InvalidInput for an empty name.
    """
    name = " ".join(name.split())[:300]
    if not name:
        raise InvalidInput("A source needs a name; give the name that the document uses.", field="name")
    with transaction.atomic():
        source = _find_source(name, kind, described_in)
        if source is None:
            try:
                with transaction.atomic():
                    return Source.objects.create(
                        name=name,
                        kind=kind,
                        aliases=sorted(aliases),
                        described_in=described_in if kind == Source.Kind.ANONYMOUS else None,
                        description=description,
                        url=url,
                    )
            except IntegrityError:  # somebody made it between our look and our insert
                source = _find_source(name, kind, described_in)
                if source is None:
                    raise
        if set(aliases) - set(source.aliases):
            source.aliases = sorted({*source.aliases, *aliases})
            source.save(update_fields=["aliases"])
        return source


def source_named(name: str, *, by: User) -> Source | None:
    """The source that a person names, by name or alias; a new one is a person until the desk knows better. None for no
    name. Raises NotAllowed where it is new and they may not add sources."""
    if not name.strip():
        return None
    known = Source.objects.named(" ".join(name.split())).first()
    if known is None:
        require(by, "sources.add_source")
    return known or record_source(name, Source.Kind.PERSON)


def save_source(source: Source, *, by: User) -> Source:
    """A source as a person describes or corrects it. Raises NotAllowed, InvalidInput, and Conflict while saving."""
    require(by, "sources.add_source" if source._state.adding else "sources.change_source")
    check(source)
    with saving():
        source.save()
    return source


def revise_document(document: Document, *, by: User) -> Document:
    """A person corrects what is known of a document; its snapshots stay as they are. Raises as save_source does."""
    require(by, "sources.change_document")
    check(document)
    with saving():
        document.save()
    return document


def _find_source(name: str, kind: Source.Kind, described_in: Document | None) -> Source | None:
    if kind == Source.Kind.ANONYMOUS:
        return Source.objects.filter(kind=kind, described_in=described_in, name__iexact=name).first()
    # A name beats an alias: "DR" the broadcaster, before anybody who is also called so.
    matches = list(Source.objects.named(name).order_by("created_at", "id")[:10])
    return next((s for s in matches if s.name.casefold() == name.casefold()), matches[0] if matches else None)


@transaction.atomic
def record_capture(captured: Captured, *, by: Agent, publisher: str = "", published: date | None = None) -> Recorded:
    """Keep what was captured: a snapshot of its document, both made only if they are new.

    The same text of the same document is the same snapshot. publisher and published, where given, win over what the
    capture found; of a document that exists only the empty fields are filled.
    """
    outlet = publisher or captured.publisher
    known = {
        "title": captured.title[:500],
        "author": captured.author[:300],
        "published": published or captured.published,
        "url": captured.url,
        "language": captured.language,
        "publisher": record_source(outlet, Source.Kind.OUTLET) if outlet else None,
    }
    identifier = captured.url or f"urn:sha-256:{captured.text_sha256}"
    document, created = Document.objects.select_for_update().get_or_create(identifier=identifier, defaults=known)
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
            **attribution(by),
        },
    )
    if new and not created:
        document_changed.send(sender=Snapshot, snapshot=snapshot)
    return Recorded(snapshot, new)


def record_citation(*, snapshot: Snapshot, quotation: str, source: Source, channel: str, by: User) -> Citation:
    """A person's finding that these words of a snapshot name where something was taken from.

    Raises NotAllowed, InvalidInput (of the quotation, too), and Conflict while saving.
    """
    require(by, "sources.add_citation")
    anchor = selectors(snapshot.text, *locate(snapshot.text, quotation))
    citation = Citation(snapshot=snapshot, source=source, channel=channel, **attribution(by), **anchor)
    check(citation, fields={NON_FIELD_ERRORS: "quotation"})
    with saving():
        citation.save()
    return citation


def revise_citation(citation: Citation, *, source: Source, channel: str, by: User) -> Citation:
    """Correct whom the words name, or how it came; the words themselves stay."""
    require(by, "sources.change_citation")
    citation.source, citation.channel = source, channel
    check(citation)
    with saving():
        citation.save(update_fields=["source", "channel"])
    return citation
