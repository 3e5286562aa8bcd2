"""The history in plain words: who did what, when and why, from the events that the database itself keeps.

The page of a claim tells its whole chain: the claim, where it stands, evidence, assessments and verdicts; and of the
chains of the texts that it stands in what became of the edges to where they come from. That of a source tells what it
is to others and what is thought of it. Blind: of an assessment nothing is told to whoever may not see it, nor any
reason that was given with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from claims.history import noun, people, said_act
from claims.lineage import edges_beside
from claims.models import Assessment, Claim
from sources.admin.base import DeskAdmin, shortened
from sources.models import Citation, Likeness, Relationship, ReliabilityNote, Source
from sources.models.history import ChainedEvent, event_models

LIMIT = 100  # events on a page
# What is never shown as a change: it never changes, or it says nothing to a person.
SILENT = {
    *("id", "created_at", "claim", "snapshot", "start", "end", "prefix", "suffix", "act", "revision"),
    *("person", "changes"),
}
# What a new row is known by.
ESSENCE = {
    "claim": ("text",),
    "appearance": ("exact", "speaker", "channel"),
    "evidence": ("stance", "exact", "citation", "note"),
    "assessment": ("rating",),
    "verdict": ("rating", "summary"),
    "assignment": ("reviewer",),
    "citation": ("channel", "source", "document", "exact", "markup"),
    "source": ("name", "kind"),
    "relationship": ("kind", "object", "since", "until"),
    "likeness": ("other",),
    "reliability note": ("note", "reason"),
}
# What the chain of a source holds.
OF_A_SOURCE: tuple[Any, ...] = (Source, Relationship, Likeness, ReliabilityNote)
BLIND_ACTS = ("assess", "submit")  # of which no reason is told


@dataclass(frozen=True)
class Change:
    """One field, before and after; before is "" where the row is new."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """What one act did. person is "" where neither a person nor a program is known."""

    when: datetime
    person: str
    acts: tuple[str, ...]
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Page:
    """Entries, newest first, and where the page of those before them begins, if there are any."""

    entries: list[Entry]
    earlier: int | None


def history(row: Model, user: User | AnonymousUser, before: int | None = None) -> Page:
    """What the user may know of the history of a row; of a claim or a source, with all that hangs on it.

    before: only events of a lower place in the chain. A fixed number of queries, however many events there are.
    """
    found: list[Any] = []
    for rows in _kept(row, user):
        earlier = rows if before is None else rows.filter(sequence__lt=before)
        found += earlier.select_related(*_relations(rows.model)).order_by("-sequence")[: LIMIT + 1]
    found.sort(key=lambda event: event.sequence, reverse=True)
    events = found[:LIMIT]
    hidden = _hidden(events, user)
    previous = _previous(_kept(row, user), events, cut=len(found) > LIMIT)
    if isinstance(row, Claim):
        after = found[LIMIT].pgh_created_at if len(found) > LIMIT else None
        until = events[0].pgh_created_at if before is not None and events else None
        edges, of_edges = _edges(row, after, until)
        events, previous = _woven(events, edges), previous | of_edges
    names = people(events)
    acts = [list(act) for _, act in groupby(events, key=_act)]
    entries = [_entry(act, previous, names, hidden) for act in acts if not hidden.issuperset(act)]
    return Page(entries, found[LIMIT - 1].sequence if len(found) > LIMIT else None)


def _kept(row: Model, user: User | AnonymousUser) -> Iterable[QuerySet[Any]]:
    """The events of a row, of one table after the other."""
    if isinstance(row, Claim):
        return [model._default_manager.filter(stream=row.pk) for model in event_models()]
    if isinstance(row, Source):
        seen = [m for m in OF_A_SOURCE if user.has_perm(f"sources.view_{m._meta.model_name}")]
        return [model.pgh_event_model._default_manager.filter(stream=row.pk) for model in seen]
    return [type(row).pgh_event_model._default_manager.filter(pgh_obj=row.pk)]  # type: ignore[attr-defined]


def _edges(claim: Claim, after: datetime | None, until: datetime | None) -> tuple[list[Any], dict[Any, Any]]:
    """The events of the edges beside a claim between two moments, latest first, and the one before each."""
    model: Any = Citation.pgh_event_model  # type: ignore[attr-defined]
    kept = model._default_manager.filter(pgh_obj__in=[edge.pk for edge in edges_beside(claim)])
    found = list(kept.select_related(*_relations(model)).order_by("pgh_created_at", "sequence"))
    last: dict[Any, Any] = {}
    previous: dict[Any, Any] = {}
    for event in found:
        previous[event] = last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event
    shown = [
        event
        for event in found
        if (after is None or event.pgh_created_at > after) and (until is None or event.pgh_created_at <= until)
    ]
    return shown[::-1], previous


def _woven(events: list[Any], edges: list[Any]) -> list[Any]:
    """Both, latest first; those of the claim stay in the order of their chain."""
    woven: list[Any] = []
    waiting = list(edges)
    for event in events:
        while waiting and waiting[0].pgh_created_at > event.pgh_created_at:
            woven.append(waiting.pop(0))
        woven.append(event)
    return woven + waiting


def _act(event: Any) -> tuple[Any, ...]:
    """What the events of one act have in common."""
    context = event.pgh_context or {}
    return event.pgh_context_id, event.pgh_created_at, context.get("user"), context.get("act")


def _hidden(events: list[Any], user: User | AnonymousUser) -> set[Any]:
    """The events of assessments that the user may not see; and of others' that they may, what led to it."""
    found = [event for event in events if noun(event) == "assessment"]
    visible = {}
    if found:
        rows = Assessment.objects.visible_to(user).filter(pk__in={event.pgh_obj_id for event in found})
        visible = dict(rows.values_list("pk", "reviewer_id"))
    return {
        event
        for event in found
        if event.pgh_obj_id not in visible or (visible[event.pgh_obj_id] != user.pk and event.submitted_at is None)
    }


def _previous(rows: Iterable[QuerySet[Any]], events: list[Any], *, cut: bool) -> dict[Any, Any]:
    """The event before each, of the same row; those before the page are looked up where the page cuts them off."""
    last: dict[Any, Any] = {}
    if cut:
        shown = {event.pgh_obj_id for event in events}
        for kept in rows:
            older = kept.filter(pgh_obj__in=shown, sequence__lt=events[-1].sequence)
            latest = older.order_by("pgh_obj_id", "-sequence").distinct("pgh_obj_id")
            last |= {(kept.model, e.pgh_obj_id): e for e in latest.select_related(*_relations(kept.model))}
    previous: dict[Any, Any] = {}
    for event in reversed(events):
        key = (type(event), event.pgh_obj_id)
        previous[event] = last.get(key)
        last[key] = event
    return previous


def _entry(act: list[Any], previous: dict[Any, Any], names: dict[Any, str], hidden: set[Any]) -> Entry:
    events = [event for event in reversed(act) if event not in hidden]
    context = events[0].pgh_context or {}
    programs = [str(event.software) for event in events if getattr(event, "software", None)]
    blind = any(event in hidden for event in act)
    untold = blind or context.get("act") in BLIND_ACTS
    reason = "" if untold else str(context.get("reason") or "")
    changes = (change for event in events for change in _changes(event, previous[event]))
    return Entry(
        when=events[0].pgh_created_at,
        person=names.get(context.get("user"), "") or next(iter(programs), ""),
        acts=tuple(dict.fromkeys(said_act(event, blind=blind) for event in events)),
        reason=reason,
        changes=tuple(change for change in changes if not reason or change.after != reason),  # said once
    )


def _changes(event: Any, before: Any) -> list[Change]:
    fields = _fields(type(event))
    if event.pgh_label == "insert":
        essence = [field for name in ESSENCE.get(noun(event), ()) for field in fields if field.name == name]
        shown = [(field, _said(event, field)) for field in essence]
        return [Change(capfirst(field.verbose_name), "", said) for field, said in shown if said != "–"]
    if event.pgh_label != "update" or before is None or (noun(event) == "assessment" and before.submitted_at is None):
        return []
    return [
        Change(capfirst(field.verbose_name), _said(before, field), _said(event, field))
        for field in fields
        if getattr(before, field.attname) != getattr(event, field.attname)
    ]


def _fields(model: type[ChainedEvent]) -> list[Any]:
    own: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    return [f for f in own if not f.name.startswith("pgh_") and f.name not in SILENT and f.name not in model.CHAIN]


def _relations(model: type[ChainedEvent]) -> list[str]:
    return [field.name for field in _fields(model) if field.is_relation]


def _said(event: Any, field: Any) -> str:
    if field.choices:
        return str(getattr(event, f"get_{field.name}_display")() or "–")
    value = getattr(event, field.name)
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return shortened(", ".join(map(str, value)), 400)
    if isinstance(value, datetime):
        return date_format(localtime(value), "j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return shortened(str(value), 400)


class TrackedAdmin(DeskAdmin):
    """The History page of a row that the database keeps the history of."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return TemplateResponse(request, "claims/admin/history.html", self._history_context(request, row))

    def _history_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        before = request.GET.get("before", "")
        return {
            **self.admin_site.each_context(request),
            "title": f"History of the {self.opts.verbose_name}",
            "subtitle": None,
            "opts": self.opts,
            "object": row,
            "page": history(row, request.user, int(before) if before.isdecimal() and len(before) < 19 else None),
        }
