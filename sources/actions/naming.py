"""Who says or carries words: sources found by name, alias and domain, made where they are new, and described."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from factcheck.common.acts import check, require, telling
from factcheck.common.errors import InvalidInput
from sources.capture.agencies import agency_named
from sources.models import Document, SoftwareAgent, Source
from sources.rules import PERMISSIONS, Act
from sources.signals import provenance_changed

from .alike import propose_alike

Agent = SoftwareAgent | User


def software_agent(name: str, version: str, model_sha256: str = "") -> SoftwareAgent:
    """The record of one version of a program, made if it is new."""
    agent, _ = SoftwareAgent.objects.get_or_create(name=name, version=version, model_sha256=model_sha256)
    return agent


def record_source(
    name: str,
    kind: Source.Kind,
    *,
    aliases: Sequence[str] = (),
    domains: Sequence[str] = (),
    described_in: Document | None = None,
    description: str = "",
    url: str = "",
) -> Source:
    """The source of this name, made if it is new; an anonymous one is looked for in its document alone.

    A source that exists keeps its kind and gains the aliases and domains. A new one that sounds like another is
    proposed for merging. Raises InvalidInput for an empty name.
    """
    name = " ".join(name.split())[:300]
    if not name:
        raise InvalidInput("A source needs a name; give the name that the document uses.", field="name")
    with transaction.atomic():
        source = _find_source(name, kind, described_in)
        if source is None:
            try:
                with transaction.atomic():
                    source = Source.objects.create(
                        name=name,
                        kind=kind,
                        aliases=sorted(aliases),
                        domains=sorted(domains),
                        described_in=described_in if kind == Source.Kind.ANONYMOUS else None,
                        description=description,
                        url=url,
                    )
                    propose_alike(source)
                    return source
            except IntegrityError:  # somebody made it between our look and our insert
                source = _find_source(name, kind, described_in)
                if source is None:
                    raise
        new = {"aliases": set(aliases) - set(source.aliases), "domains": set(domains) - set(source.domains)}
        for field, values in new.items():
            setattr(source, field, sorted({*getattr(source, field), *values}))
        if any(new.values()):
            source.save(update_fields=list(new))
        return source


def record_outlet(name: str) -> Source:
    """The outlet of this name, made if it is new; a news agency that we know as the agency it is, with its domains."""
    agency = agency_named(name)
    if agency is None:
        return record_source(name, Source.Kind.OUTLET)
    aliases = [alias for alias in agency.names if alias != agency.name and alias not in agency.doubtful]
    return record_source(agency.name, Source.Kind.AGENCY, aliases=aliases, domains=agency.domains)


def source_named(name: str, *, by: User, kind: Source.Kind = Source.Kind.PERSON) -> Source | None:
    """The source that a person names, by name or alias; a new one is of this kind until the desk knows better. None for
    no name. Raises NotAllowed where it is new and they may not add sources."""
    if not name.strip():
        return None
    known = Source.objects.named(" ".join(name.split())).first()
    if known is None:
        require(by, "sources.add_source")
    return known or record_source(name, kind)


def source_at(url: str) -> Source | None:
    """The source whose domain an address lies in, the nearest; None where nobody's does."""
    return source_of(host_of(url))


def host_of(url: str) -> str:
    """The host of an address; "" without one."""
    return urlsplit(url).hostname or ""


def source_of(host: str) -> Source | None:
    """The source whose domain a host is or lies below, the nearest; None where nobody's does."""
    found = list(Source.objects.at(host)) if host else []
    return max(found, key=lambda source: _longest(source, host), default=None)


def _longest(source: Source, host: str) -> int:
    return max((len(domain) for domain in source.domains if f".{host}".endswith(f".{domain}")), default=0)


def save_source(source: Source, *, by: User) -> Source:
    """A source as a person describes or corrects it. Raises NotAllowed, InvalidInput, and Conflict while saving."""
    new = source._state.adding
    require(by, "sources.add_source" if new else PERMISSIONS[Act.DESCRIBE])
    check(source, exclude={"words"})
    with telling(by, Act.DESCRIBE):
        source.save()
        if new:
            propose_alike(source)
        else:
            provenance_changed.send(sender=Source, documents=[], sources=[source.pk])
    return source


def _find_source(name: str, kind: Source.Kind, described_in: Document | None) -> Source | None:
    if kind == Source.Kind.ANONYMOUS:
        return Source.objects.filter(kind=kind, described_in=described_in, name__iexact=name).first()
    # A name beats an alias: "DR" the broadcaster, before anybody who is also called so.
    for called in (name, *_with_and_without_the(name, kind)):
        matches = list(Source.objects.named(called).order_by("created_at", "id")[:10])
        if matches:
            return next((s for s in matches if s.name.casefold() == called.casefold()), matches[0])
    return None


def _with_and_without_the(name: str, kind: Source.Kind) -> list[str]:
    """ "The Guardian" and "Guardian" are one paper; of people an article is part of a name."""
    if kind in (Source.Kind.PERSON, Source.Kind.ACCOUNT):
        return []
    return [name[4:]] if name[:4].casefold() == "the " else [f"The {name}"]
