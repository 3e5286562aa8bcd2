"""Where words stand in a snapshot: W3C Web Annotation position and quote selectors (sections 4.2.5 and 4.2.4).

The database checks every anchor against the snapshot's text and lets nobody change it afterwards.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

CONTEXT = 32  # characters of prefix and suffix

COLUMNS = ("snapshot_id", "start", "end", "exact", "prefix", "suffix")


class Anchor(models.Model):
    """start and end count Unicode code points, end is exclusive; exact == text[start:end]."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)

    class Meta:
        abstract = True


def selectors(text: str, start: int, end: int) -> dict[str, Any]:
    """The fields of an Anchor at text[start:end].

    Raises ValueError where the span is empty or reaches outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"The span {start}:{end} is empty or outside the text of {len(text)} characters.")
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


def anchor_spans_words(name: str) -> models.CheckConstraint:
    """start < end, and exact is as long as they say; nothing to check where there is no anchor."""
    return models.CheckConstraint(
        condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end"), end=F("start") + Length("exact")),
        name=name,
        violation_error_message="The anchor's quotation is not as long as its start and end say.",
    )


def anchor_stands_in_snapshot() -> pgtrigger.Trigger:
    """Refuses a row whose quotation or context isn't in the snapshot at that very place."""
    return pgtrigger.Trigger(
        name="anchor_stands_in_snapshot",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.start IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM sources_snapshot s WHERE s.id = NEW.snapshot_id
                AND substr(s.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact
                AND substr(s.text, greatest(NEW.start - {CONTEXT}, 0) + 1, least(NEW.start, {CONTEXT})) = NEW.prefix
                AND substr(s.text, NEW."end" + 1, {CONTEXT}) = NEW.suffix
            ) THEN
                RAISE EXCEPTION 'anchor %-% does not stand in snapshot %', NEW.start, NEW."end", NEW.snapshot_id
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  (the only value put in is a constant of ours)
    )


def anchor_is_immutable() -> pgtrigger.Trigger:
    """Refuses any change of an anchor after insert: a corrected span is a new row."""
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in COLUMNS)
    return pgtrigger.Trigger(
        name="anchor_is_immutable",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF {changed} THEN
                RAISE EXCEPTION 'the anchor of % % can not be changed', TG_TABLE_NAME, OLD.id
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
