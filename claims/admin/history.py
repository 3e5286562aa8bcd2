"""Who changed what and when, read from the rows that the database's own triggers write (django-pghistory)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from sources.admin.base import DeskAdmin

LIMIT = 200
FIXED = ("id", "snapshot")  # never changed, so never shown as a change
ACTS = {"insert": "recorded", "update": "changed", "delete": "deleted"}


@dataclass(frozen=True)
class Change:
    """One field, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event. person is "" where no signed-in person caused it."""

    when: datetime
    person: str
    act: str
    changes: tuple[Change, ...]


def entries(row: Any) -> list[Entry]:
    """The latest events of a tracked row, newest first; three queries, however many there are."""
    model = row.events.model
    fields = [
        f for f in model._meta.concrete_fields if not f.name.startswith("pgh_") and f.name not in ("id", "snapshot")
    ]
    relations = [f.name for f in fields if f.is_relation]
    events = list(
        row.events.select_related("pgh_context", *relations).order_by("-pgh_created_at", "-pgh_id")[: LIMIT + 1]
    )
    by_event = {event.pk: (event.pgh_context.metadata if event.pgh_context else {}).get("user") for event in events}
    people = get_user_model()._default_manager.in_bulk([pk for pk in set(by_event.values()) if pk is not None])
    return [
        Entry(
            event.pgh_created_at,
            str(people.get(by_event[event.pk], "")),
            ACTS[event.pgh_label],
            _changes(before, event, fields) if event.pgh_label == "update" else (),
        )
        for event, before in zip(events, [*events[1:], None], strict=True)
    ][:LIMIT]


def _changes(before: Any, after: Any, fields: list[Any]) -> tuple[Change, ...]:
    if before is None:
        return ()
    return tuple(
        Change(capfirst(field.verbose_name), _said(before, field), _said(after, field))
        for field in fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    )


def _said(event: Any, field: Any) -> str:
    if field.choices:
        return str(getattr(event, f"get_{field.name}_display")())
    value = getattr(event, field.name)
    return "–" if value in (None, "") else str(value)


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
        return {
            **self.admin_site.each_context(request),
            "title": f"History of the {self.opts.verbose_name}",
            "subtitle": None,
            "opts": self.opts,
            "object": row,
            "entries": entries(row),
            "limit": LIMIT,
        }
