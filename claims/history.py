"""The history in plain words: what an event tells, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from claims.models import Claim
from claims.rules import MarkupAct
from claims.workflow.moves import Act
from sources import rules
from sources.models.history import ChainedEvent, event_models

# Where no act is named: what the database did.
LABELS = {"insert": "recorded", "update": "changed", "delete": "deleted"}
ACTS = {str(act): str(act.label) for act in (*Act, *MarkupAct, *rules.Act)}
NOUNS = {"appearance": "where it stands and who said it", "likeness": "that it may be another source"}


@dataclass(frozen=True)
class Told:
    """An event's subject ("the verdict"), what was done, by whom ("" for nobody who was signed in), and when."""

    subject: str
    act: str
    person: str
    when: datetime


def noun(event: ChainedEvent | type[ChainedEvent]) -> str:
    """What the event is about: "claim", "verdict"."""
    return str(event.pgh_tracked_model._meta.verbose_name)


def said_act(event: ChainedEvent, *, blind: bool = False) -> str:
    """What was done, as the second half of a sentence that a name begins; blind: without naming the act."""
    act = "" if blind else (event.pgh_context or {}).get("act")
    if act in ACTS:
        return ACTS[act]
    return f"{LABELS[event.pgh_label]} {NOUNS.get(noun(event), f'the {noun(event)}')}"


def people(events: list[Any]) -> dict[Any, str]:
    """The names of those who acted, by the identifier that the events' contexts have; one query."""
    found = {user for event in events if (user := (event.pgh_context or {}).get("user")) is not None}
    names = {str(person.pk): str(person) for person in get_user_model()._default_manager.filter(pk__in=found)}
    return {user: names.get(str(user), f"person {user}") for user in found}


def event_named(name: str) -> ChainedEvent | None:
    """The event of a name, its table and pgh_id; none where it isn't there."""
    table, _, number = name.partition(" ")
    model = next((model for model in event_models() if model._meta.db_table == table), None)
    found: ChainedEvent | None = (
        model._default_manager.filter(pk=number).first() if model and number.isdigit() else None
    )
    return found


def subject_named(name: str) -> str:
    """What an event of this name is about, also where the event is gone: "the verdict"; "it" where nothing tells."""
    table = name.partition(" ")[0]
    known: list[type[models.Model]] = apps.get_models()
    model = next((model for model in known if model._meta.db_table == table), None)
    if model is None:
        return "something"
    return f"the {noun(model) if issubclass(model, ChainedEvent) else model._meta.verbose_name}"


def told(name: str) -> Told | None:
    """An event in plain words; none where it isn't there any more."""
    event = event_named(name)
    if event is None:
        return None
    person = people([event]).get((event.pgh_context or {}).get("user"), "")
    return Told(subject_named(name), said_act(event), person, event.pgh_created_at)


def claim_text(stream: UUID) -> str:
    """The claim that a chain is about, as it reads now or read last; "" where nothing knows it."""
    events = Claim.pgh_event_model._default_manager.filter(stream=stream)  # type: ignore[attr-defined]
    text = Claim.objects.filter(pk=stream).values_list("text", flat=True).first()
    text = text or events.order_by("-sequence").values_list("text", flat=True).first()
    return shorten(text or "", 120, placeholder="…")
