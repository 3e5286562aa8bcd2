"""Where a claim comes from, looked at from the claim: edges confirmed, corrected, rejected and found, to be taken back.

The acts themselves are those of sources/actions; here they get a place in the workbench's journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User

from claims.models import Appearance
from claims.workflow.acting import begin
from claims.workflow.editing import editing
from claims.workflow.moves import Act
from factcheck.common.acts import reasoned
from sources import actions, rules
from sources.models import Citation, Document, Source

WHERE = ("source_id", "document_id", "channel", "standing")


@contextmanager
def _reviewing(place: Appearance, citation: Citation, act: rules.Act, by: User, reason: str = "") -> Iterator[None]:
    with editing(by, Act.TRACE, place.snapshot, reason, told=act) as journal:
        begin(place.claim, Act.TRACE, by)
        was = Citation.objects.get(pk=citation.pk)
        before = {name: getattr(was, name) for name in WHERE}
        yield
        journal.changed(citation, before, {name: getattr(citation, name) for name in WHERE})


def confirm_edge(place: Appearance, citation: Citation, *, by: User, seen: int | None = None) -> Citation:
    """It is so. Raises NotAllowed, IllegalMove and Stale."""
    with _reviewing(place, citation, rules.Act.CONFIRM, by):
        return actions.confirm_citation(citation, by=by, seen=seen)


def reject_edge(place: Appearance, citation: Citation, *, by: User, reason: str, seen: int | None = None) -> Citation:
    """It isn't so: no walk takes it any more. Raises as confirm_edge does, and InvalidInput without a reason."""
    with _reviewing(place, citation, rules.Act.REJECT, by, reasoned(reason)):
        return actions.reject_citation(citation, by=by, reason=reason, seen=seen)


def correct_edge(
    place: Appearance, citation: Citation, *, by: User, reason: str = "", seen: int | None = None, **where: Any
) -> Citation:
    """It leads somewhere else. where: source, document, channel. Raises as confirm_edge does, and InvalidInput."""
    with _reviewing(place, citation, rules.Act.CORRECT, by, reason):
        return actions.correct_citation(citation, by=by, reason=reason, seen=seen, **where)


def add_edge(
    place: Appearance, *, by: User, channel: str, source: Source | None = None, document: Document | None = None
) -> Citation:
    """The claim's words were taken from there, as a person has found. Raises as record_citation does."""
    with editing(by, Act.TRACE, place.snapshot, told=rules.Act.CITE) as journal:
        begin(place.claim, Act.TRACE, by)
        span = (place.start, place.end)
        citation = actions.record_citation(
            snapshot=place.snapshot, by=by, span=span, channel=channel, source=source, document=document
        )
        journal.made(citation)
    return citation
