"""From rows to a report: the only way.

What is reported stood in the history at the report's moment, so that a report of yesterday says what held yesterday. A
fixed number of queries for each CHUNK of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User

from claims.models import Appearance, Claim, Evidence, Rating, Report, Verdict
from claims.workflow.moves import State
from sources.models import Document, Snapshot, SoftwareAgent, Source

from . import model

CHUNK = 500
AROUND = 200  # characters of the paragraph, on either side of the words


@dataclass
class _Cited:
    """What the claims lead to: the scale and the software, by key, and the texts that were cited so far."""

    ratings: dict[UUID, Rating]
    software: dict[UUID, str]
    snapshots: dict[UUID, model.Snapshot] = field(default_factory=dict)
    documents: dict[UUID, model.Document] = field(default_factory=dict)


def claims_of(report: Report, viewer: User | AnonymousUser) -> list[UUID]:
    """The claims that a document or a selection covers, in the order of the report, as far as they may be seen."""
    seen = Claim.objects.visible_to(viewer).exclude(state=State.REJECTED)
    if report.document_id is None:
        there = set(seen.filter(pk__in=report.selection).values_list("pk", flat=True))
        return [key for key in report.selection if key in there]
    places = Appearance.objects.filter(snapshot__document=report.document_id, retired=False, claim__in=seen)
    ordered = places.order_by("snapshot__captured_at", "snapshot", "start", "end", "claim_id")
    return list(dict.fromkeys(ordered.values_list("claim_id", flat=True)))


def viewer_of(report: Report) -> User | AnonymousUser:
    """As whose eyes a report sees: everybody's, or those of who makes it."""
    return AnonymousUser() if report.audience == Report.Audience.PUBLIC else report.made_by


def gather(report: Report, claims: Sequence[UUID], *, key: UUID, number: int, as_of: datetime) -> model.Report:
    """The edition of this key and number, of these claims as they were at the moment."""
    cited = _Cited(
        ratings={row.pk: row for row in Rating.objects.order_by("position")},
        software={row.pk: f"{row.name} {row.version}" for row in SoftwareAgent.objects.all()},
    )
    found: list[model.Claim] = []
    public = report.audience == Report.Audience.PUBLIC
    for start in range(0, len(claims), CHUNK):
        told = _claims(claims[start : start + CHUNK], as_of, cited, public=public)
        found += [msgspec.structs.replace(claim, number=number) for number, claim in enumerate(told, len(found) + 1)]
    return model.Report(
        id=key,
        report=report.pk,
        edition=number,
        title=report.title,
        introduction=report.introduction,
        language=report.language,
        publisher=model.Publisher(settings.SITE_NAME, report.desk),
        audience="public" if public else "desk",
        scope=_scope(report),
        as_of=as_of,
        ratings=[model.Rating(row.name, row.value, row.description) for row in cited.ratings.values()],
        documents=sorted(cited.documents.values(), key=lambda row: row.id),
        snapshots=sorted(cited.snapshots.values(), key=lambda row: row.id),
        claims=found,
    )


def _scope(report: Report) -> str:
    if report.document_id is not None:
        return f"document={report.document_id}"
    return "&".join(f"claim={key}" for key in report.selection)


def _at(tracked: type[Any], claims: Collection[UUID], moment: datetime) -> list[Any]:
    """The rows that hung on these claims, as the history has them at the moment."""
    events = tracked.pgh_event_model._default_manager.filter(stream__in=claims, pgh_created_at__lte=moment)
    latest = events.order_by("pgh_obj_id", "-sequence").distinct("pgh_obj_id")
    return [row for row in latest if row.pgh_label != "delete"]


def _claims(keys: Sequence[UUID], moment: datetime, cited: _Cited, *, public: bool) -> Iterator[model.Claim]:
    """Each claim that there was something to say of."""
    rows = {row.pgh_obj_id: row for row in _at(Claim, keys, moment) if row.state != State.REJECTED}
    places = [row for row in _at(Appearance, keys, moment) if not row.retired]
    evidence = [row for row in _at(Evidence, keys, moment) if row.withdrawn_at is None]
    verdicts = [row for row in _at(Verdict, keys, moment) if row.stage in Verdict.PUBLIC_STAGES]
    texts = _cite({row.snapshot_id for row in (*places, *evidence) if row.snapshot_id}, cited)
    speakers = _sources({row.speaker_id for row in places})
    standing, resting, outcome = _by_claim(places), _by_claim(evidence), _by_claim(verdicts)
    for key in keys:
        versions = [_verdict(row, cited.ratings) for row in sorted(outcome[key], key=lambda row: -row.version)]
        if key not in rows or (public and not versions):
            continue
        here = sorted(standing[key], key=lambda row: (row.snapshot_id, row.start, row.end, row.pgh_obj_id))
        appearances = [
            model.Appearance(
                id=row.pgh_obj_id,
                anchor=_anchor(row, texts),
                speaker=speakers.get(row.speaker_id),
                cue=row.cue,
                channel=row.channel,
                software=cited.software.get(row.software_id, ""),
            )
            for row in here
        ]
        gathered = sorted(resting[key], key=lambda row: (row.created_at, row.pgh_obj_id))
        row = rows[key]
        yield model.Claim(
            number=0,  # given where all are together
            id=key,
            text=row.text,
            kind=row.kind,
            checkable=row.checkable,
            checkworthiness=row.checkworthiness,
            state="" if versions else row.state,
            appearances=appearances,
            verdicts=versions,
            evidence=[_evidence(passage, texts) for passage in gathered],
        )


def _by_claim(rows: Collection[Any]) -> dict[UUID, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _verdict(row: Any, ratings: dict[UUID, Rating]) -> model.Verdict:
    rating = ratings[row.rating_id]
    return model.Verdict(
        id=row.pgh_obj_id,
        version=row.version,
        stage=row.stage,
        rating=rating.name,
        value=rating.value,
        summary=row.summary,
        explanation=row.explanation,
        grounds=row.grounds,
        published_at=row.published_at,
        correction_note=row.correction_note,
        retraction_notice=row.retraction_notice,
    )


def _evidence(row: Any, texts: dict[UUID, str]) -> model.Evidence:
    return model.Evidence(
        id=row.pgh_obj_id,
        stance=row.stance,
        anchor=_anchor(row, texts) if row.snapshot_id else None,
        citation=row.citation,
        note=row.note,
        gathered_at=row.created_at,
    )


def _anchor(row: Any, texts: dict[UUID, str]) -> model.Anchor:
    before, after = around(texts[row.snapshot_id], row.start, row.end)
    words = {name: getattr(row, name) for name in ("start", "end", "exact", "prefix", "suffix")}
    return model.Anchor(snapshot=row.snapshot_id, before=before, after=after, **words)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after text[start:end] in its paragraph: AROUND characters at most, cut between words."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if len(before) > AROUND:
        before = before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0]
    return before, after


def _sources(keys: Collection[UUID | None]) -> dict[UUID | None, model.Source]:
    rows = Source.objects.filter(pk__in=[key for key in keys if key]).select_related("merged_into")
    return {row.pk: _source(row) for row in rows}


def _source(row: Source) -> model.Source:
    """By the record that it is kept under."""
    return model.Source(row.record.pk, row.record.name, row.record.kind)


def _cite(keys: Collection[UUID], cited: _Cited) -> dict[UUID, str]:
    """The texts of these snapshots; they and their documents are cited from now on."""
    rows = Snapshot.objects.filter(pk__in=keys).select_related("document__publisher__merged_into")
    texts = {}
    for row in rows:
        texts[row.pk] = row.text
        cited.snapshots[row.pk] = model.Snapshot(
            id=row.pk,
            document=row.document_id,
            captured_at=row.captured_at,
            media_type=row.media_type,
            captured_sha256=row.captured_sha256,
            text_sha256=row.text_sha256,
            characters=len(row.text),
        )
        cited.documents[row.document_id] = _document(row.document)
    return texts


def _document(row: Document) -> model.Document:
    return model.Document(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        url=row.url,
        author=row.author,
        publisher=_source(row.publisher) if row.publisher else None,
        published=row.published,
        language=row.language,
    )
