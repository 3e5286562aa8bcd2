"""Citation: an upstream edge. This snapshot took that from there."""

from __future__ import annotations

from django.db import models

from factcheck.common.models import Identified

from .agent import Attributed, exactly_one_agent
from .anchor import Anchor, anchor_is_immutable, anchor_spans_words, anchor_stands_in_snapshot
from .document import Snapshot
from .source import Source


class Citation(Identified, Attributed, Anchor):
    """The words at the anchor name a source that the snapshot took something from, and through which channel."""

    class Channel(models.TextChoices):
        """How the words travelled."""

        INTERVIEW = "interview"
        POST = "post"
        BROADCAST = "broadcast"
        SPEECH = "speech"
        STATEMENT = "statement"
        REPORT = "report"
        TESTIMONY = "testimony"

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    channel = models.CharField(max_length=20, choices=Channel.choices)

    class Meta:
        ordering = ["snapshot", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "source", "channel", "start", "end"], name="one_citation_per_words"
            ),
            anchor_spans_words("citation_anchor_spans_words"),
            exactly_one_agent("citation_has_one_agent"),
        ]
        triggers = [anchor_stands_in_snapshot(), anchor_is_immutable()]

    def __str__(self) -> str:
        return f"{self.channel}: {self.source}"
