"""What sources are to each other, which records may be one source, and what the desk thinks of a source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from factcheck.common.models import Identified
from sources.provenance.types import RelationKind

from .agent import Attributed, exactly_one_agent
from .history import chained
from .source import Source


@chained(stream="subject_id")
class Relationship(Identified, Attributed):
    """What one source is to another, from one day to another: both are included, none where nobody knows.

    Two outlets of one house, or a speaker and whom they speak for, are no two origins.
    """

    Kind = RelationKind
    KINDS = [
        (str(RelationKind.PART_OF), "is part of"),
        (str(RelationKind.OWNED_BY), "is owned by"),
        (str(RelationKind.SPEAKS_FOR), "speaks for"),
        (str(RelationKind.REPUBLISHES), "republishes"),
    ]

    subject = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=20, choices=KINDS)
    object = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="related")
    since = models.DateField(null=True, blank=True, help_text="First day; empty: as long as anybody knows.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty: still.")
    note = models.CharField(max_length=500, blank=True, help_text="Where this is known from.")
    retired = models.BooleanField(default=False, editable=False, help_text="It was a mistake.")

    class Meta:
        ordering = ["subject", "kind", "-since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "object", "since", "until"],
                condition=Q(retired=False),
                nulls_distinct=False,
                name="one_relationship_per_time",
                violation_error_message="This is recorded already.",
            ),
            models.CheckConstraint(
                condition=~Q(subject=F("object")),
                name="relationship_is_to_another",
                violation_error_message="A source has no relationship to itself.",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="relationship_ends_after_it_begins",
                violation_error_message="The last day lies before the first.",
            ),
            models.CheckConstraint(condition=Q(kind__in=[str(k) for k in RelationKind]), name="relationship_is_known"),
            exactly_one_agent("relationship_has_one_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()} {self.object}"


@chained(stream="one_id")
class Likeness(Identified, Attributed):
    """Two records that may be one source, waiting for a person to say so. score is from 0 to 1."""

    class Standing(models.TextChoices):
        """What a person has said."""

        PROPOSED = "proposed"
        MERGED = "merged"
        DIFFERENT = "different", "two sources"

    one = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reason = models.CharField(max_length=300)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PROPOSED, editable=False)
    changes = models.JSONField(default=dict, editable=False, help_text="What a merging did, to take it back.")

    class Meta:
        ordering = ["-score", "id"]
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_likeness_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_is_of_two_in_order"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="likeness_between_0_and_1"),
            exactly_one_agent("likeness_has_one_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"


@chained(stream="source_id")
class ReliabilityNote(Identified):
    """What a reviewer thinks of a source, and why. It stands on the source's page and decides no verdict."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="reliability")
    note = models.TextField()
    reason = models.TextField(help_text="What this is based on.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="") & ~Q(reason=""),
                name="reliability_note_gives_its_reason",
                violation_error_message="Give both the note and the reason.",
            )
        ]

    def __str__(self) -> str:
        return f"on {self.source}"
