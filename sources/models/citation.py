"""Citation: an upstream edge. This snapshot took that from there."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from factcheck.common.models import Identified
from sources.provenance import types

from .agent import Attributed, exactly_one_agent
from .anchor import Anchor, anchor_is_immutable, anchor_spans_words, anchor_stands_in_snapshot
from .document import Document, Snapshot
from .history import chained
from .source import Source

# Channels of which the document says more than its publisher.
DOCUMENTS = (types.Channel.COPY, types.Channel.LINK, types.Channel.CANONICAL)


@chained(stream="snapshot_id")
class Citation(Identified, Attributed, Anchor):
    """Something in the snapshot was taken from a source, or from another document, through a channel.

    It is read from words of the text (the anchor) or from the page around it (markup). Attributed: who or what says so,
    with what confidence, from 0 to 1; standing is what a person has said of it since.
    """

    Channel = types.Channel
    Standing = types.Standing
    CHANNELS = [(str(channel), str(channel)) for channel in types.Channel]
    STANDINGS = [(str(standing), str(standing)) for standing in types.Standing]

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="citations")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by")
    url = models.CharField("address", max_length=2000, blank=True, editable=False)
    channel = models.CharField(max_length=20, choices=CHANNELS)
    # no anchor where it is read from the markup
    start = models.PositiveIntegerField(null=True, blank=True)  # type: ignore[assignment]
    end = models.PositiveIntegerField(null=True, blank=True)  # type: ignore[assignment]
    exact = models.TextField("words", blank=True)
    markup = models.CharField(max_length=500, blank=True, editable=False)
    note = models.CharField("why", max_length=500, blank=True, editable=False)
    confidence = models.FloatField(default=1.0, editable=False)
    standing = models.CharField(max_length=10, choices=STANDINGS, default=str(types.Standing.PROPOSED), editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["snapshot", "start", "id"]
        indexes = [HashIndex(fields=["url"], condition=Q(document=None), name="citation_of_an_address")]
        constraints = [
            models.UniqueConstraint(
                *("snapshot", "source", "document", "channel", "start", "end"),
                MD5("markup"),
                nulls_distinct=False,
                name="one_citation_per_words",
                violation_error_message="These words are recorded as naming this already.",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(document__isnull=False) | ~Q(url=""),
                name="citation_leads_somewhere",
                violation_error_message="Give the source or the document that it was taken from.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=False, end__isnull=False) | (Q(start__isnull=True, exact="") & ~Q(markup="")),
                name="citation_is_read_from_something",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[str(c) for c in types.Channel]), name="citation_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[str(s) for s in types.Standing]), name="citation_standing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="citation_confidence_between_0_and_1"
            ),
            anchor_spans_words("citation_anchor_spans_words"),
            exactly_one_agent("citation_has_one_agent"),
        ]
        triggers = [
            anchor_stands_in_snapshot(),
            anchor_is_immutable(),
            pgtrigger.Trigger(
                name="citation_leads_elsewhere",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (SELECT 1 FROM sources_snapshot s
                               WHERE s.id = NEW.snapshot_id AND s.document_id = NEW.document_id) THEN
                        RAISE EXCEPTION 'document % does not cite itself', NEW.document_id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'UPDATE' THEN
                        NEW.revision := OLD.revision + 1;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """One line for people: "interview with Reuters", "post on Truth Social", "copy of Rutte: allies must …"."""
        whence = self.source or self.document
        if self.document and self.channel in DOCUMENTS:
            whence = self.document
        return types.label(types.Channel(self.channel), str(whence or self.url))


class Fingerprint(models.Model):
    """A snapshot's text as near-duplicates are found by: MinHash, and its bands for locality-sensitive hashing."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, primary_key=True, related_name="fingerprint")
    minhash = models.BinaryField()
    words = models.PositiveIntegerField(help_text="How many the text has.")
    bands = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="fingerprint_bands")]

    def __str__(self) -> str:
        return f"of {self.snapshot_id}"
