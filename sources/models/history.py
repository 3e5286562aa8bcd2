"""History that can't be rewritten quietly: events in chains, each carrying the SHA-256 of the one before it.

A chain ("stream") is the story of one thing: of a claim with everything that hangs on it. The database itself links the
events, in a trigger, so that whatever writes a row, by whatever door, leaves its link.

What an event says never changes, its table may grow: columns of event tables are nullable and have no default, and the
hash leaves out what is empty. So a column added later changes no hash, and one filled in later does. A column is never
renamed, taken away or given another type; the tests refuse migrations that do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.db import models
from pghistory.models import Event

SHA256 = 64  # characters, in hexadecimal

_M = TypeVar("_M", bound=type[models.Model])


class HistoryHead(models.Model):
    """The end of a chain: how many events it has, and the last one. Without it a last event that is deleted would leave
    no gap."""

    stream = models.UUIDField(primary_key=True, editable=False)
    sequence = models.PositiveBigIntegerField()
    event = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=SHA256)

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="moves_with_its_chain",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stream}: {self.sequence}"


class ChainedEvent(Event):
    """An event with its place in a chain, and what ties it there. The database fills these in.

    sequence counts from 1; previous and previous_event are the SHA-256 and the name (table and pgh_id) of the event
    before, both "" for the first. The name is there so that a deleted event can still be named.
    """

    CHAIN = ("stream", "sequence", "previous", "previous_event", "sha256")

    # of pghistory, made with each model
    pgh_tracked_model: type[models.Model]  # type: ignore[assignment]
    pgh_context: dict[str, Any] | None

    stream = models.UUIDField(editable=False)
    sequence = models.PositiveBigIntegerField(editable=False)
    previous = models.CharField(max_length=SHA256, editable=False)
    previous_event = models.CharField(max_length=100, editable=False)
    sha256 = models.CharField(max_length=SHA256, editable=False)

    class Meta:
        abstract = True


def event_models() -> list[type[ChainedEvent]]:
    """Every model whose rows are links of chains."""
    return [model for model in apps.get_models() if issubclass(model, ChainedEvent)]


def chained(*, stream: str = "claim_id", exclude: Collection[str] = ()) -> Callable[[_M], _M]:
    """Keeps the history of a model: every insert, update and delete is an event in the chain that the column names."""

    def keep(model: _M) -> _M:
        name = f"{model.__name__}Event"
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            base_model=ChainedEvent,
            model_name=name,
            obj_field=pghistory.ObjForeignKey(related_name="events", null=False),
            exclude=list(exclude),
            meta={
                "triggers": [linked(stream)],
                "constraints": [
                    models.UniqueConstraint(fields=["stream", "sequence"], name=f"one_{name.lower()}_per_link")
                ],
            },
        )
        track(model)
        return model

    return keep


def linked(stream: str) -> pgtrigger.Trigger:
    """Puts a new event at the end of its chain. The head's row is the lock: of one chain's writers one goes at a time,
    writers of different chains never wait for each other.

    Who changes a claim and what hangs on it in one transaction locks the claim's row first, or two of them could each
    hold what the other waits for.
    """
    return pgtrigger.Trigger(
        name="linked",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("head", "sources_historyhead%ROWTYPE")],
        func=f"""
            NEW.stream := NEW."{stream}";
            LOOP
                SELECT * INTO head FROM sources_historyhead h WHERE h.stream = NEW.stream FOR UPDATE;
                EXIT WHEN FOUND;
                INSERT INTO sources_historyhead (stream, sequence, event, sha256) VALUES (NEW.stream, 0, '', '')
                ON CONFLICT DO NOTHING;
            END LOOP;
            NEW.sequence := head.sequence + 1;
            NEW.previous := head.sha256;
            NEW.previous_event := head.event;
            NEW.sha256 := history_sha256(NEW);
            UPDATE sources_historyhead h
            SET sequence = NEW.sequence, event = TG_TABLE_NAME || ' ' || NEW.pgh_id, sha256 = NEW.sha256
            WHERE h.stream = NEW.stream;
            RETURN NEW;
        """,  # noqa: S608  (the only value put in is the name of a column of ours)
    )
