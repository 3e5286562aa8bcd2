"""Where things come from, as people say it: edges recorded, confirmed, corrected and rejected."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS

from factcheck.common.acts import Stale, check, reasoned, require, telling
from factcheck.common.errors import InvalidInput
from sources.models import Citation, Document, Snapshot, Source
from sources.models.agent import attribution
from sources.models.anchor import selectors
from sources.provenance.types import WHOLE, Channel, label
from sources.quotations import locate
from sources.rules import PERMISSIONS, Act
from sources.signals import provenance_changed

from .naming import source_named

Standing = Citation.Standing
SPOKEN = tuple(channel for channel in Channel if channel not in WHOLE and channel is not Channel.LINK)


def record_citation(
    *,
    snapshot: Snapshot,
    channel: str,
    by: User,
    quotation: str = "",
    span: tuple[int, int] | None = None,
    source: Source | None = None,
    document: Document | None = None,
) -> Citation:
    """A person's finding that these words of a snapshot name where something was taken from.

    Raises NotAllowed, InvalidInput (of the quotation, too), and Conflict while saving.
    """
    require(by, PERMISSIONS[Act.CITE])
    anchor = selectors(snapshot.text, *(span or locate(snapshot.text, quotation)))
    citation = Citation(
        snapshot=snapshot,
        source=source,
        document=document,
        channel=channel,
        standing=Standing.CONFIRMED,
        **attribution(by),
        **anchor,
    )
    _check(citation, "quotation")
    with telling(by, Act.CITE):
        citation.save()
        _changed(citation)
    return citation


def citation_named(snapshot: Snapshot, span: tuple[int, int], words: str, *, by: User) -> tuple[Citation | None, bool]:
    """The edge that a channel in words names ("interview with Reuters"), and whether it is new: the nearest of the
    snapshot's, or a new one at the span. None where the words name nobody. Raises as record_citation does."""
    there = snapshot.citations.exclude(standing=Standing.REJECTED).filter(start__isnull=False)
    named = [row for row in there.select_related("source", "document") if row.label.casefold() == words.casefold()]
    if named:
        return min(named, key=lambda row: abs((row.start or 0) - span[0])), False
    channel, name = _said(words)
    source = source_named(name, by=by, kind=Source.Kind.OUTLET)
    if channel is None or source is None:
        return None, False
    return record_citation(snapshot=snapshot, channel=channel, by=by, span=span, source=source), True


def _said(words: str) -> tuple[Channel | None, str]:
    """A channel and a name, from the words that label() makes of them."""
    for channel in SPOKEN:
        opening = label(channel, "…").removesuffix("…")
        if words.casefold().startswith(opening):
            return channel, words[len(opening) :].strip()
    return None, ""


def confirm_citation(citation: Citation, *, by: User, seen: int | None = None) -> Citation:
    """A person has looked at it: it is so. Raises NotAllowed, Stale and InvalidInput."""
    return _review(citation, Act.CONFIRM, by, seen, standing=Standing.CONFIRMED)


def reject_citation(citation: Citation, *, by: User, reason: str, seen: int | None = None) -> Citation:
    """A person has looked at it: it isn't so, and no walk takes it any more. Raises as confirm_citation does."""
    return _review(citation, Act.REJECT, by, seen, reason=reasoned(reason), standing=Standing.REJECTED)


def correct_citation(
    citation: Citation,
    *,
    by: User,
    channel: str,
    source: Source | None = None,
    document: Document | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Citation:
    """It leads somewhere else, or came another way; the words themselves stay. Raises as confirm_citation does."""
    fields = {"source": source, "document": document, "channel": channel, "standing": Standing.CORRECTED}
    return _review(citation, Act.CORRECT, by, seen, reason=reason.strip(), **fields)


def restore_citation(citation: Citation, fields: dict[str, Any]) -> Citation:
    """The fields as they were before an act that is taken back, within that act of a person."""
    for name, value in fields.items():
        setattr(citation, name, value)
    citation.save(update_fields=[name.removesuffix("_id") for name in fields])
    _changed(citation)
    return citation


def _review(citation: Citation, act: Act, by: User, seen: int | None, *, reason: str = "", **fields: Any) -> Citation:
    require(by, PERMISSIONS[act])
    with telling(by, act, reason):
        now = Citation.objects.select_for_update(of=("self",)).get(pk=citation.pk)
        if seen is not None and seen != now.revision:
            told = f"it is {now.get_standing_display()} now, as {now}"
            raise Stale(f"Somebody else has changed this since you opened it: {told}.")
        for row in (now, citation):
            for name, value in fields.items():
                setattr(row, name, value)
        _check(now, "source")
        now.save(update_fields=list(fields))
        citation.revision = now.revision + 1  # as the trigger does
        _changed(now)
    return citation


def _check(citation: Citation, field: str) -> None:
    """field: what is to be mended where the same is recorded already."""
    if citation.document is not None and citation.document.pk == citation.snapshot.document_id:
        raise InvalidInput("A document isn't taken from itself; choose another.", field="document")
    check(citation, fields={NON_FIELD_ERRORS: field})


def _changed(citation: Citation) -> None:
    provenance_changed.send(sender=Citation, documents=[citation.snapshot.document_id], sources=[])
