"""Every act on claims, one function each. Views, admin, commands and seeds call these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import F, Func, JSONField
from django.utils import timezone

from claims.extraction.types import Channel, ExtractedClaim, Extraction, Speaker, SpeakerKind
from claims.extractor import extract
from claims.extractor import software_agent as installed_extractor
from claims.models import Appearance, Claim, Edit, ExtractionRun, Rating
from claims.rules import Role
from factcheck.common.acts import check, require, saving
from sources.actions import record_outlet, record_source, software_agent
from sources.models import Citation, Snapshot, SoftwareAgent, Source
from sources.models.anchor import selectors

KIND_OF_SPEAKER = {
    SpeakerKind.PERSON: Source.Kind.PERSON,
    SpeakerKind.ORGANISATION: Source.Kind.ORGANISATION,
    SpeakerKind.PLACE: Source.Kind.GOVERNMENT,
    SpeakerKind.GROUP: Source.Kind.GROUP,
    SpeakerKind.ANONYMOUS: Source.Kind.ANONYMOUS,
    # Somebody spoke, nobody knows who: honest only as a source known by nothing but the document's own word.
    SpeakerKind.UNRESOLVED: Source.Kind.ANONYMOUS,
}

READ = 0.9  # how sure an edge is that the extractor read from words


def extractor() -> SoftwareAgent:
    """The record of the extractor as it is installed here."""
    agent = installed_extractor()
    return software_agent(agent.name, agent.version, agent.model_sha256)


def extraction_of(snapshot: Snapshot, extractor: SoftwareAgent) -> ExtractionRun | None:
    """What this version of the extractor found in the snapshot, if it has read it."""
    return ExtractionRun.objects.filter(snapshot=snapshot, software=extractor).first()


def read_snapshot(snapshot: Snapshot) -> ExtractionRun:
    """Extract the claims of a snapshot and keep them; nothing to do where this version has read it already.

    Raises ExtractionError where the extractor can't read the text.
    """
    agent = extractor()
    if run := extraction_of(snapshot, agent):
        return run
    started_at = timezone.now()
    found = extract(snapshot.text, published=snapshot.document.published)
    return record_extraction(snapshot, found, started_at=started_at)


@transaction.atomic
def record_extraction(
    snapshot: Snapshot, extraction: Extraction, *, started_at: datetime | None = None
) -> ExtractionRun:
    """Keep the claims of one reading of a snapshot: all of them or, interrupted, none.

    A second reading by the same version changes nothing. A reading by another version adds the claims that are new at
    their place, and leaves everything that is there; where a person has put a claim better, or said that it is none,
    it adds nothing.
    """
    # One reading of a snapshot at a time: the row is the lock.
    Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    agent = software_agent(extraction.agent.name, extraction.agent.version, extraction.agent.model_sha256)
    if run := extraction_of(snapshot, agent):
        return run
    there = set(snapshot.appearances.values_list("claim__text", "start", "end"))
    by_hand = set(_edited_spans(snapshot))
    fresh = [c for c in extraction.claims if (c.text, c.start, c.end) not in there and (c.start, c.end) not in by_hand]
    claims = Claim.objects.bulk_create([_claim(extracted) for extracted in fresh])
    speakers: dict[Speaker, Source] = {}
    citations = _record_citations(snapshot, fresh, agent)
    Appearance.objects.bulk_create(
        Appearance(
            claim=claim,
            snapshot=snapshot,
            speaker=_source(extracted.speaker, snapshot, speakers),
            cue=extracted.cue[:200],
            channel=extracted.channel.label[:300] if extracted.channel else "",
            citation=citations.get(extracted.channel) if extracted.channel else None,
            software=agent,
            **selectors(snapshot.text, extracted.start, extracted.end),
        )
        for claim, extracted in zip(claims, fresh, strict=True)
    )
    now = timezone.now()
    return ExtractionRun.objects.create(
        snapshot=snapshot,
        software=agent,
        started_at=started_at or now,
        ended_at=now,
        claims_found=len(extraction.claims),
        silent=[[row.start, row.end, str(row.reason)] for row in extraction.coverage if row.reason],
    )


def _edited_spans(snapshot: Snapshot) -> Iterator[tuple[int, int]]:
    """The places of the claims that people have changed by hand, and those that they moved a claim away from.

    Found by the rows that were changed: an edit of a claim that stands in several documents is about all of them.
    """
    places = [
        (str(pk), str(claim), span)
        for pk, claim, *span in snapshot.appearances.values_list("pk", "claim", "start", "end")
    ]
    changed = Func(
        F("changes"), template="jsonb_path_query_array(%(expressions)s, '$[*].id')", output_field=JSONField()
    )
    here = {row for pk, claim, _ in places for row in (pk, claim)}
    edits = Edit.objects.annotate(changed=changed).filter(changed__has_any_keys=sorted(here))
    edited = {row for rows in edits.values_list("changed", flat=True) for row in rows}
    yield from ((start, end) for pk, claim, (start, end) in places if edited & {pk, claim})


def _claim(extracted: ExtractedClaim) -> Claim:
    row = extracted.as_row()
    names = ["text", "kind", "checkable", "checkworthiness", "reasons", "quantities", "dates", "negated", "hedged"]
    return Claim(**{name: row[name] for name in names})


def _source(speaker: Speaker | None, snapshot: Snapshot, known: dict[Speaker, Source]) -> Source | None:
    if speaker is None:
        return None
    if speaker not in known:
        known[speaker] = record_source(speaker.name, KIND_OF_SPEAKER[speaker.kind], described_in=snapshot.document)
    return known[speaker]


def _record_citations(
    snapshot: Snapshot, extracted: list[ExtractedClaim], agent: SoftwareAgent
) -> dict[Channel, Citation]:
    """An upstream edge for every channel that names an outlet or platform, once for the words that name it."""
    channels = {c.channel for c in extracted if c.channel and c.channel.outlet}
    citations = {}
    for channel in sorted(channels, key=lambda c: (c.start, c.end)):
        citations[channel], _ = Citation.objects.get_or_create(
            source=record_outlet(channel.outlet),
            document=None,
            channel=str(channel.kind),
            snapshot=snapshot,
            start=channel.start,
            end=channel.end,
            defaults={**selectors(snapshot.text, channel.start, channel.end), "software": agent, "confidence": READ},
        )
    return citations


def define_rating(
    name: str, *, value: int | None, position: int, description: str, stances: Iterable[str] = (), asks: str = ""
) -> Rating:
    """A step of the scale; one that exists under this name is left as the desk has it."""
    fields = {
        "value": value,
        "position": position,
        "description": description,
        "stances": list(stances),
        "asks": asks,
    }
    rating, _ = Rating.objects.get_or_create(name=name, defaults=fields)
    return rating


def save_rating(rating: Rating, *, by: User) -> Rating:
    """A step of the scale as an administrator words it. Raises NotAllowed, InvalidInput, and Conflict while saving."""
    require(by, "claims.add_rating" if rating._state.adding else "claims.change_rating")
    check(rating)
    with saving():
        rating.save()
    return rating


@transaction.atomic
def define_role(role: Role) -> Group:
    """The group of a role, with at least the role's permissions; a desk may have given it more.

    Raises LookupError for a permission that doesn't exist.
    """
    group, _ = Group.objects.get_or_create(name=role.name)
    for label in role.permissions:
        app, codename = label.split(".")
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if permission is None:
            raise LookupError(f"The role {role.name} names the permission {label}, which does not exist.")
        group.permissions.add(permission)
    return group


@transaction.atomic
def add_person(username: str, role: Role, password: str) -> bool:
    """A member of the desk with a role; False, and nothing done, where the name is taken."""
    people = get_user_model()
    if people.objects.filter(username=username).exists():
        return False
    person = people.objects.create_user(username=username, password=password, is_staff=role.staff)
    person.groups.add(define_role(role))
    return True
