"""Report: what leaves the house, and under which title. Edition: one that was made, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from factcheck.common.models import Identified, sha256_of
from sources import visibility
from sources.models import Document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> ReportQuerySet:
        """All for the desk; for everybody else those that are for the public."""
        return self if visibility.sees_all(user, "claims.view_report") else self.filter(audience=Report.Audience.PUBLIC)


class Report(Identified):
    """Which claims, for whom, under which title: those of a document, or a selection. What it said at a moment stands
    in its editions.

    What a public report says is what everybody may see. A desk's report shows claims that are on their way, too; never
    what reviewers found, nor a verdict that isn't published.
    """

    class Audience(models.TextChoices):
        """Who it is for."""

        PUBLIC = "public", "Everybody"
        DESK = "desk", "Whom the desk gives it to"

    class Language(models.TextChoices):
        """Of the report's own words; what it quotes keeps its language."""

        ENGLISH = "en", "English"
        GERMAN = "de", "Deutsch"

    title = models.CharField(max_length=200)
    desk = models.CharField(max_length=200, blank=True, help_text="Who answers for it, beside the newsroom.")
    introduction = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.PUBLIC)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    selection = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Claims, in the order of the report."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, selection=[]) | Q(document__isnull=True) & ~Q(selection=[]),
                name="report_covers_one_thing",
                violation_error_message="A report covers either a document or a selection of claims.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="report_has_a_title", violation_error_message="Give it a title."
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Edition(Identified):
    """What a report said as of a moment, frozen: content is its canonical JSON. Never changed, never deleted."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    as_of = models.DateTimeField("as of")
    content = models.TextField()
    content_sha256 = models.CharField("SHA-256 of the content", max_length=64)
    claim_count = models.PositiveIntegerField("claims")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_edition_per_report_and_number"),
            models.CheckConstraint(
                condition=Q(content_sha256=sha256_of("content")),
                name="edition_hash_is_true",
                violation_error_message="The SHA-256 is not that of the content.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="edition_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.report}, edition {self.number}"
