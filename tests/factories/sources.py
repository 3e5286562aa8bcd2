"""Sources and what they are to each other, documents, snapshots, citations."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from sources.models import Citation, Document, Likeness, Relationship, ReliabilityNote, Snapshot, SoftwareAgent, Source
from sources.models.anchor import selectors

TEXT = "Mark Rutte said that NATO will act. Tariffs of up to 25% were threatened against Denmark."


class SoftwareAgentFactory(DjangoModelFactory):
    """An extractor."""

    class Meta:
        model = SoftwareAgent
        django_get_or_create = ("name", "version", "model_sha256")

    name = "factcheck-extractor"
    version = "1"
    model_sha256 = "a" * 64


class SourceFactory(DjangoModelFactory):
    """A person, unless a trait says otherwise."""

    class Meta:
        model = Source

    class Params:
        outlet = factory.Trait(kind=Source.Kind.OUTLET, name=factory.Sequence("Outlet {}".format))
        anonymous = factory.Trait(
            kind=Source.Kind.ANONYMOUS, described_in=factory.SubFactory("tests.factories.sources.DocumentFactory")
        )

    name = factory.Sequence("Source {}".format)
    kind = Source.Kind.PERSON


class DocumentFactory(DjangoModelFactory):
    """An article of an outlet."""

    class Meta:
        model = Document

    title = factory.Sequence("Article {}".format)
    publisher = factory.SubFactory(SourceFactory, outlet=True)
    published = date(2026, 1, 22)
    url = factory.Sequence("https://example.org/articles/{}".format)
    identifier = factory.SelfAttribute("url")
    language = "en"


class SnapshotFactory(DjangoModelFactory):
    """A document's text; the hashes are true."""

    class Meta:
        model = Snapshot

    document = factory.SubFactory(DocumentFactory)
    text = TEXT
    text_sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())
    captured_sha256 = factory.SelfAttribute("text_sha256")
    byte_size = factory.LazyAttribute(lambda o: len(o.text.encode()))
    media_type = "text/plain"
    origin = "article.txt"
    software = factory.SubFactory(SoftwareAgentFactory)


class Anchored(DjangoModelFactory):
    """Fills an anchor from `quote`, where it first stands in the snapshot; by default the whole text."""

    class Meta:
        abstract = True

    quote: str | None = None

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        snapshot = kwargs.get("snapshot")
        quote = kwargs.pop("quote", None)
        if snapshot is not None and "start" not in kwargs:
            text = snapshot.text
            start = text.index(quote) if quote else 0
            kwargs |= selectors(text, start, start + len(quote or text))
        return kwargs


class CitationFactory(Anchored):
    """An interview.

    copy_of, canonical: a document that the whole snapshot was taken from; credit: an agency that the page names;
    link: a document or an address, in the words of `quote`.
    """

    class Meta:
        model = Citation

    snapshot = factory.SubFactory(SnapshotFactory)
    source = factory.SubFactory(SourceFactory, outlet=True)
    channel = Citation.Channel.INTERVIEW
    software = factory.SubFactory(SoftwareAgentFactory)
    quote = "Mark Rutte"

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        for name, channel in (("copy_of", "copy"), ("canonical", "canonical"), ("credit", "credit"), ("link", "link")):
            if name in params:
                params = traits(name, params.pop(name)) | {"channel": channel} | params
        return super()._generate(strategy, params)


def traits(name: str, to: Document | Source | str) -> dict[str, Any]:
    """Where a citation leads to, and what it was read from."""
    if isinstance(to, str):
        return {"url": to, "source": None}
    where = {"source": to} if isinstance(to, Source) else {"document": to, "source": None}
    return where if name == "link" else {**where, "markup": f"read as {name}", "start": None, "quote": None}


class RelationshipFactory(DjangoModelFactory):
    """An outlet is owned by an organisation, as long as anybody knows."""

    class Meta:
        model = Relationship

    subject = factory.SubFactory(SourceFactory, outlet=True)
    kind = Relationship.Kind.OWNED_BY
    object = factory.SubFactory(SourceFactory, kind=Source.Kind.ORGANISATION)
    person = factory.SubFactory("tests.factories.people.UserFactory", editor=True)


class LikenessFactory(DjangoModelFactory):
    """A proposal of the house's own; one and other may come in any order."""

    class Meta:
        model = Likeness

    one = factory.SubFactory(SourceFactory)
    other = factory.SubFactory(SourceFactory)
    score = 0.9
    reason = "nearly the same letters"
    software = factory.SubFactory(SoftwareAgentFactory, name="factcheck-sources", model_sha256="")

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        one, other = sorted((kwargs["one"], kwargs["other"]), key=lambda source: source.pk)
        return kwargs | {"one": one, "other": other}


class ReliabilityNoteFactory(DjangoModelFactory):
    """What a reviewer thinks of a source."""

    class Meta:
        model = ReliabilityNote

    source = factory.SubFactory(SourceFactory)
    note = "Quick, and often wrong."
    reason = "Nine corrections in a year."
    person = factory.SubFactory("tests.factories.people.UserFactory", reviewer=True)
