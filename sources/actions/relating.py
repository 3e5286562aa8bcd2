"""What one source is to another, and what the desk thinks of a source."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS

from factcheck.common.acts import check, reasoned, require, telling
from factcheck.common.errors import InvalidInput
from sources.models import Relationship, ReliabilityNote, Source
from sources.rules import PERMISSIONS, Act
from sources.signals import provenance_changed


def record_relationship(
    subject: Source,
    kind: str,
    object: Source,  # noqa: A002  (the word of the triple)
    *,
    by: User,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
) -> Relationship:
    """What the subject is to the object, from one day to another. Raises NotAllowed, InvalidInput, and Conflict while
    saving."""
    relationship = Relationship(
        subject=subject, kind=kind, object=object, since=since, until=until, note=note.strip(), person=by
    )
    return revise_relationship(relationship, by=by)


def revise_relationship(relationship: Relationship, *, by: User) -> Relationship:
    """A relationship as a person records or corrects it. Raises as record_relationship does."""
    require(by, PERMISSIONS[Act.RELATE if relationship._state.adding else Act.UNRELATE])
    if relationship.since and relationship.until and relationship.until < relationship.since:
        raise InvalidInput("The last day lies before the first.", field="until")
    check(relationship, fields={NON_FIELD_ERRORS: "object"})
    with telling(by, Act.RELATE):
        relationship.save()
        _changed(relationship)
    return relationship


def retire_relationship(relationship: Relationship, *, by: User, reason: str) -> Relationship:
    """It was a mistake: it counts no more. What merely ended gets a last day instead."""
    require(by, PERMISSIONS[Act.UNRELATE])
    with telling(by, Act.UNRELATE, reasoned(reason)):
        relationship.retired = True
        relationship.save(update_fields=["retired"])
        _changed(relationship)
    return relationship


def _changed(relationship: Relationship) -> None:
    ends = [relationship.subject_id, relationship.object_id]
    provenance_changed.send(sender=Relationship, documents=[], sources=ends)


def note_reliability(source: Source, *, note: str, reason: str, by: User) -> ReliabilityNote:
    """What a reviewer thinks of a source, and what that is based on; the history keeps what was thought before."""
    require(by, PERMISSIONS[Act.NOTE])
    if not note.strip():
        raise InvalidInput("Say what you think of the source.", field="note")
    reason = reasoned(reason)
    with telling(by, Act.NOTE, reason):
        kept, _ = ReliabilityNote.objects.update_or_create(
            source=source.record, defaults={"note": note.strip(), "reason": reason, "person": by}
        )
    return kept
