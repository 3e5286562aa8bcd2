"""Source: whoever says or carries something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from factcheck.common.models import Identified
from sources import visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> SourceQuerySet:
        """All for the desk; for the public whoever the house downstream has published."""
        if visibility.sees_all(user, "sources.view_source"):
            return self
        return self.filter(visibility.public("source"))

    def named(self, name: str) -> SourceQuerySet:
        """Sources known by this name, whatever its case, or by this alias."""
        return self.exclude(kind=Source.Kind.ANONYMOUS).filter(Q(name__iexact=name) | Q(aliases__contains=[name]))


class Source(Identified):
    """A person, outlet, agency, organisation, government body, account or anonymous source.

    An anonymous source is known by the description one document gives of it, and belongs to that document alone: two
    articles' "a source familiar with the talks" need not be the same mouth.
    """

    class Kind(models.TextChoices):
        """What a source is."""

        PERSON = "person"
        OUTLET = "outlet"
        AGENCY = "agency"
        ORGANISATION = "organisation"
        GOVERNMENT = "government"
        ACCOUNT = "account"
        GROUP = "group"
        ANONYMOUS = "anonymous"

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    description = models.TextField(blank=True)
    url = models.URLField(blank=True, max_length=2000)
    described_in = models.ForeignKey(
        "sources.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anonymous_sources",
        help_text="The document that describes an anonymous source.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [GinIndex(fields=["aliases"], name="source_aliases")]
        constraints = [
            models.UniqueConstraint(Lower("name"), condition=~Q(kind="anonymous"), name="one_source_per_name"),
            models.UniqueConstraint(
                "described_in",
                Lower("name"),
                condition=Q(kind="anonymous"),
                name="one_anonymous_source_per_description",
            ),
            models.CheckConstraint(
                condition=Q(kind="anonymous", described_in__isnull=False)
                | (~Q(kind="anonymous") & Q(described_in__isnull=True)),
                name="anonymous_source_belongs_to_a_document",
                violation_error_message="An anonymous source, and no other, names the document that describes it.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        """Trim names before they are compared."""
        self.name = self.name.strip()
        self.aliases = [alias.strip() for alias in self.aliases if alias.strip()]
        super().clean_fields(exclude)
