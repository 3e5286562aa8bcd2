"""Source: whoever says or carries something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower

from factcheck.common.models import Identified
from sources import visibility

from .history import chained

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> SourceQuerySet:
        """All for the desk; for the public whoever the house downstream has published."""
        if visibility.sees_all(user, "sources.view_source"):
            return self
        return self.filter(visibility.public("source"))

    def records(self) -> SourceQuerySet:
        """Each source once: without the records that were merged into another."""
        return self.filter(merged_into=None)

    def canonical(self) -> SourceQuerySet:
        """Those, and in the place of merged records what they were merged into."""
        return Source.objects.filter(pk__in=self.values(kept=Coalesce("merged_into", "pk")))

    def family(self) -> SourceQuerySet:
        """All records of these sources: what they were merged into, and everything else that was."""
        kept = self.values(kept=Coalesce("merged_into", "pk"))
        return Source.objects.filter(Q(pk__in=kept) | Q(merged_into__in=kept))

    def named(self, name: str) -> SourceQuerySet:
        """Sources known by this name, whatever its case, or by this alias."""
        named = self.exclude(kind=Source.Kind.ANONYMOUS).filter(Q(name__iexact=name) | Q(aliases__contains=[name]))
        return named.canonical()

    def at(self, host: str) -> SourceQuerySet:
        """Sources whose web domain a host is, or lies below: news.sky.com is sky.com's."""
        labels = host.lower().rstrip(".").split(".")
        domains = [".".join(labels[n:]) for n in range(max(1, len(labels) - 1))]
        return self.filter(domains__overlap=domains).canonical()


@chained(stream="id", exclude=["words"])
class Source(Identified):
    """A person, outlet, agency, organisation, government body, account or anonymous source.

    An anonymous source is known by the description one document gives of it, and belongs to that document alone: two
    articles' "a source familiar with the talks" need not be the same mouth. A record that turned out to be another's is
    merged into it: it stays, and every reader of sources goes on to the other.
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
    domains = ArrayField(
        models.CharField(max_length=253),
        default=list,
        blank=True,
        help_text="Web domains of its own, such as rte.ie: links to them lead to this source.",
    )
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
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    words = models.GeneratedField(  # of the name, to find those that sound alike
        expression=Func(Lower("name"), Value(" "), function="string_to_array"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        editable=False,
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("merge_source", "Can merge the records of one source, and take that back")]
        indexes = [
            models.Index(fields=["name", "id"], name="source_by_name"),
            models.Index(fields=["created_at", "id"], name="source_by_age"),
            GinIndex(fields=["aliases"], name="source_aliases"),
            GinIndex(fields=["domains"], name="source_domains"),
            GinIndex(fields=["words"], name="source_words"),
        ]
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
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="source_is_merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        """Trim names before they are compared."""
        self.name = self.name.strip()
        self.aliases = [alias.strip() for alias in self.aliases if alias.strip()]
        self.domains = [host for domain in self.domains if (host := domain.strip().lower().rstrip("."))]
        super().clean_fields(exclude)

    @property
    def record(self) -> Source:
        """Itself, or the record that it was merged into."""
        return self.merged_into or self
