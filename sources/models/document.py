"""Document: anything captured that can be cited. Snapshot: its text as captured at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from factcheck.common.models import Identified, sha256_of
from sources import visibility

from .agent import Attributed, exactly_one_agent
from .source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """All for the desk; for the public those that something published stands in."""
        if visibility.sees_all(user, "sources.view_document"):
            return self
        return self.filter(visibility.public("document"))


class Document(Identified):
    """An article, transcript, post, treaty or dataset. `identifier`: its URL, or urn:sha-256:… of a text without."""

    class Kind(models.TextChoices):
        """What a document is."""

        ARTICLE = "article"
        TRANSCRIPT = "transcript"
        POST = "post"
        TREATY = "treaty"
        DATASET = "dataset"
        OTHER = "other"

    identifier = models.CharField(max_length=2000, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ARTICLE)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    author = models.CharField("byline", max_length=300, blank=True)
    published = models.DateField(null=True, blank=True)
    url = models.URLField("URL", max_length=2000, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47 tag, for example en-IE.")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(F("published").desc(nulls_last=True), F("id").desc(), name="document_latest_first"),
            models.Index(F("created_at").desc(), F("id").desc(), name="document_newest_first"),
            models.Index(fields=["title", "id"], name="document_by_title"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(identifier=""), name="document_has_an_identifier")]

    def __str__(self) -> str:
        return self.title or self.url or self.identifier


class Snapshot(Identified, Attributed):
    """A document's text as captured at one moment, normalised (NFC, line feeds). Never changed, never deleted."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="snapshots")
    text = models.TextField()
    text_sha256 = models.CharField("SHA-256 of the text kept", max_length=64)
    captured_sha256 = models.CharField("SHA-256 of the bytes captured", max_length=64)
    byte_size = models.PositiveIntegerField("bytes captured")
    media_type = models.CharField(max_length=100)
    origin = models.CharField(max_length=2000, help_text="The file name or URL as it was given.")
    capture_started_at = models.DateTimeField("capture began", null=True, blank=True)
    captured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-captured_at", "-id"]
        indexes = [
            models.Index(F("captured_at").desc(), F("id").desc(), name="snapshot_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "text_sha256"], name="one_snapshot_per_content"),
            models.CheckConstraint(
                condition=Q(text_sha256=sha256_of("text")),
                name="snapshot_hash_is_true",
                violation_error_message="The SHA-256 is not that of the text.",
            ),
            models.CheckConstraint(
                condition=Q(capture_started_at__isnull=True) | Q(capture_started_at__lte=F("captured_at")),
                name="snapshot_is_captured_after_it_is_begun",
            ),
            exactly_one_agent("snapshot_has_one_agent"),
        ]
        triggers = [
            pgtrigger.Protect(name="snapshot_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.document} as captured on {self.captured_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only: the database refuses an update anyway, this says so in Python's words."""
        if not self._state.adding:
            raise TypeError("A snapshot is never changed; capture the document again instead.")
        super().save(*args, **kwargs)
