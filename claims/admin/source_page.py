"""What the page of a source shows, each part to those who may see it; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from claims import track_record
from claims.models import Appearance, Rating
from claims.reliability import LEAST, Rated, Share, shares
from claims.track_record import Said, Sources, Way
from sources.admin.relationships import sentence
from sources.admin.sources import source_link
from sources.models import Document, Likeness, Relationship, ReliabilityNote, Source

from .display import place_url
from .source_forms import MergeForm, NoteForm, PartForm, SourceForm

PER_PAGE = 50  # claims
MOST = 20  # rows of the shorter lists
PLACES = 3  # of one claim


def context(source: Source, user: User, page: str, sent: SourceForm | None) -> dict[str, Any]:
    """Everything. page: of the claims; sent: a form that was sent and refused. Of a merged record only who it is: what
    it said is told on the page of what it was merged into."""
    family = list(Source.objects.filter(pk=source.pk).family())
    found = _known(source, family, user)
    if source.merged_into is not None:
        return found | {"merged_into": source_link(source.merged_into)}
    sources = Sources.of(family, user)
    track_record.refresh(sources)
    return found | _forms(source, user, sent, found["note"]) | _found(sources) | _claims(sources, page)


def _forms(source: Source, user: User, sent: SourceForm | None, note: ReliabilityNote | None) -> dict[str, Any]:
    """What this person may do here; the form that was refused as it was filled in."""
    initial: dict[type[SourceForm], dict[str, Any]] = {
        NoteForm: {"note": note.note, "reason": note.reason} if note else {},
        MergeForm: {},
    }
    offered = {
        kind.do: sent if isinstance(sent, kind) else kind(source=source, user=user, initial=values)
        for kind, values in initial.items()
        if kind.open_to(user)
    }
    return {"forms": offered}


def _known(source: Source, family: Collection[Source], user: User) -> dict[str, Any]:
    """Who it is: its records, what it is to others and they to it, and what is thought of it."""
    keys, may = [row.pk for row in family], user.has_perm
    found: dict[str, Any] = {
        "may_relate": may("sources.add_relationship"),
        "may_part": PartForm.open_to(user),
        "sees": {name: may(f"sources.view_{name}") for name in ("relationship", "likeness", "reliabilitynote")},
        "note": None,
    }
    if found["sees"]["relationship"]:
        found["relationships"] = _relationships(keys)
    if found["sees"]["likeness"]:
        found |= _likenesses(source, keys)
    if found["sees"]["reliabilitynote"]:
        found |= _notes(source, keys)
    return found


def _relationships(keys: Collection[UUID]) -> list[tuple[Relationship, str]]:
    rows = Relationship.objects.filter(Q(subject__in=keys) | Q(object__in=keys), retired=False)
    related = ["subject__merged_into", "object__merged_into", "software", "person"]
    return [(row, sentence(row)) for row in rows.select_related(*related)]


@dataclass(frozen=True)
class Merged:
    """A record that was merged. by_way_of: the one it was merged into, where that has been merged since and must be
    taken back first."""

    likeness: Likeness
    gone: Source
    by_way_of: Source | None


def _likenesses(source: Source, keys: Collection[UUID]) -> dict[str, Any]:
    """The records that were merged, of a merged one itself; and who else it may be: (likeness, link to the other)."""
    related = ["one__merged_into", "other__merged_into"]
    merged: list[Merged] = []
    alike: dict[UUID, tuple[Likeness, SafeString]] = {}  # each other source once, by the likest of its records
    for pair in Likeness.objects.filter(Q(one__in=keys) | Q(other__in=keys)).select_related(*related):
        if pair.standing == Likeness.Standing.MERGED:
            kept, gone = (pair.one, pair.other) if pair.changes["kept"] == str(pair.one_id) else (pair.other, pair.one)
            if source.merged_into_id is None or gone.pk == source.pk:
                merged.append(Merged(pair, gone, None if kept.pk == source.record.pk else kept))
        elif pair.standing == Likeness.Standing.PROPOSED:
            other = pair.other.record if pair.one_id in keys else pair.one.record
            if other.pk not in keys:
                alike.setdefault(other.pk, (pair, source_link(other)))
    return {"merged": merged, "alike": list(alike.values())}


def _notes(source: Source, keys: Collection[UUID]) -> dict[str, Any]:
    """What is thought of it, since when, and what was noted before, of any of its records, newest first; as the chains
    of history have it."""
    note = ReliabilityNote.objects.filter(source=source.record).select_related("person").first()
    kept = ReliabilityNote.pgh_event_model._default_manager  # type: ignore[attr-defined]
    events = list(
        kept.filter(stream__in=keys).select_related("person", "source").order_by("-pgh_created_at", "-sequence")
    )
    now = next((event for event in events if note is not None and event.pgh_obj_id == note.pk), None)
    earlier = [event for event in events if event is not now and event.pgh_label != "delete"]
    return {"note": note, "noted": now and now.pgh_created_at, "earlier": earlier}


@dataclass(frozen=True)
class Verdicts:
    """Published verdicts by rating: of what the source said, and of what its documents have from others (none where it
    has no documents). best: the most of any rating, for the bars."""

    rows: list[tuple[str, int, int | None]]
    said: list[tuple[str, Share]]
    others: list[tuple[str, Share]]
    number: int
    best: int

    @classmethod
    def of(cls, said: list[Rated], others: list[Rated] | None) -> Verdicts:
        beside: list[int | None] = [row.number for row in others] if others is not None else [None] * len(said)
        return cls(
            rows=[(row.name, row.number, number) for row, number in zip(said, beside, strict=True)],
            said=shares(said),
            others=shares(others or []),
            number=sum(row.number for row in (*said, *(others or []))),
            best=max((row.number for row in (*said, *(others or []))), default=0),
        )


def _found(sources: Sources) -> dict[str, Any]:
    """Through whom, what our verdicts were, where it comes from, and what it published."""
    scale = list(Rating.objects.order_by("position"))
    documents = Document.objects.visible_to(sources.user).filter(publisher__in=sources.records)
    published = documents.count()
    carried = sources.carried()
    return {
        "verdicts": Verdicts.of(
            track_record.verdicts(sources.said(), scale),
            track_record.verdicts(sources.of_others(), scale) if published else None,
        ),
        "origins": track_record.traced(sources.said()),
        "carried": track_record.traced(carried) if published else None,
        "nameless": track_record.anonymous_speakers(sources) if published else None,
        "least": LEAST,
        "ways": [_short(track_record.outlets(sources)), _short(track_record.channels(sources))],
        "documents": _documents(documents, carried),
        "published": published,
        "all_documents": ",".join(map(str, sources.records)),
    }


def _short(ways: list[Way]) -> dict[str, Any]:
    shown = [(way, _address(way)) for way in ways[:MOST]]
    return {"rows": shown, "more": len(ways) - len(shown)}


def _address(way: Way) -> str:
    if way.source is not None:
        return reverse("admin:sources_source_read", args=[way.source])
    return reverse("admin:sources_document_read", args=[way.document]) if way.document is not None else ""


def _documents(documents: QuerySet[Document], carried: QuerySet[Appearance]) -> list[tuple[Document, int]]:
    """The newest, each with how many claims stand in it."""
    rows = list(documents.order_by(F("published").desc(nulls_last=True), "-pk")[:MOST])
    counted = carried.filter(snapshot__document__in=rows).values("snapshot__document")
    numbers = dict(counted.annotate(number=Count("claim", distinct=True)).values_list("snapshot__document", "number"))
    return [(document, numbers.get(document.pk, 0)) for document in rows]


@dataclass(frozen=True)
class Row:
    """A claim of the list: with the places where it is said, and the newest first of these with its address."""

    said: Said
    url: str
    places: list[tuple[Appearance, str]]
    more: int


def _claims(sources: Sources, number: str) -> dict[str, Any]:
    page = Paginator(track_record.claims_said(sources), PER_PAGE).get_page(number)
    rows = []
    for said in track_record.shown(sources, list(page)):
        places = [(place, place_url(place)) for place in said.places[:PLACES]]
        rows.append(Row(said, places[0][1], places, len(said.places) - len(places)))
    return {"page": page, "claims": rows}
