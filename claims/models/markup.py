"""MarkupPage: what a page of the newsroom says of claims, as ClaimReview markup."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from factcheck.common.models import Identified
from sources.models.history import chained

MAX_URL = 2000


class MarkupPageQuerySet(models.QuerySet["MarkupPage"]):
    """Pages, in the domain's words."""

    def kept(self) -> MarkupPageQuerySet:
        """Without those whose markup was taken back."""
        return self.filter(deleted_at=None)


@chained(stream="id")
class MarkupPage(Identified):
    """One page with its ClaimReview markup, in the words of Google's Fact Check Tools API (v1alpha1).

    page_url is in canonical form, site its host without "www.", publish_date as it was given, reviewed_at the moment
    that it means, or of the creation. version_id changes with every change. A page that is deleted stays here, hidden.
    """

    page_url = models.CharField(max_length=MAX_URL)
    site = models.CharField(max_length=255)
    publish_date = models.CharField(max_length=40, blank=True)
    reviewed_at = models.DateTimeField()
    version_id = models.UUIDField(default=uuid7)
    claim_review_author = models.JSONField(default=dict, blank=True)
    claim_review_markups = models.JSONField(default=list)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MarkupPageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-id"], condition=Q(deleted_at=None), name="markup_newest"),
            models.Index(fields=["site", "-id"], condition=Q(deleted_at=None), name="markup_of_site"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page_url"],
                condition=Q(deleted_at=None),
                name="one_markup_per_page",
                violation_error_message="This page has markup already.",
            ),
            models.CheckConstraint(condition=~Q(page_url=""), name="markup_has_a_page"),
        ]

    def __str__(self) -> str:
        return self.page_url

    @property
    def name(self) -> str:
        """Of the resource, as the API has it."""
        return f"pages/{self.pk}"
