"""What lists of claims are searched, filtered and ordered by, kept beside them by the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from sources import visibility
from sources.models import Source

from .assessment import Rating
from .claim import Claim
from .projections import listing_projections

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

PUBLIC = Q(public=True)


class ClaimListingQuerySet(models.QuerySet["ClaimListing"]):
    """Listings, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> ClaimListingQuerySet:
        """All claims for the desk, but for what was rejected; for the public those with a published verdict."""
        desk = visibility.sees_all(user, "claims.view_claim")
        return self.filter(rejected=False) if desk else self.filter(public=True)


class ClaimListing(models.Model):
    """A claim as lists find it. Never the truth itself: triggers make a row for every claim and keep it true.

    public: readers may see the claim, because a version of its verdict was published. rating is that of the version
    that is published now, verdict_at the moment of the latest public one, published the earliest date of a document
    that the claim stands in.
    """

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    created_at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    checkable = models.BooleanField()
    checkworthiness = models.FloatField()
    rejected = models.BooleanField(db_default=False)
    public = models.BooleanField(db_default=False)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verdict_at = models.DateTimeField(null=True)
    stale = models.BooleanField(db_default=False)
    published = models.DateField(null=True)
    search = SearchVectorField()

    objects = ClaimListingQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="listing_search"),
            models.Index(F("created_at").desc(), F("claim").desc(), name="listing_newest"),
            models.Index(F("checkworthiness").desc(), F("claim").desc(), name="listing_worth_checking"),
            models.Index(F("created_at").desc(), F("claim").desc(), condition=PUBLIC, name="public_listing_newest"),
            models.Index(
                F("checkworthiness").desc(), F("claim").desc(), condition=PUBLIC, name="public_listing_worth_checking"
            ),
            models.Index(
                F("published").desc(nulls_last=True),
                F("claim").desc(),
                condition=PUBLIC,
                name="public_listing_published",
            ),
            models.Index(
                F("verdict_at").desc(nulls_last=True),
                F("claim").desc(),
                condition=PUBLIC,
                name="public_listing_verdict",
            ),
            models.Index(
                F("rating"), F("created_at").desc(), F("claim").desc(), condition=PUBLIC, name="public_listing_rating"
            ),
        ]
        triggers = listing_projections()

    def __str__(self) -> str:
        return f"{self.kind} of {self.created_at:%Y-%m-%d}"


class ClaimBySource(models.Model):
    """A source that readers find a claim by, because it said it or published a document that it stands in.

    Only of claims that readers may see, in the order of their lists: what is the newest that somebody said is read off
    an index, however much they said. Never the truth itself: triggers keep it.
    """

    class Role(models.TextChoices):
        """What the source has to do with the claim."""

        SPEAKER = "speaker"
        PUBLISHER = "publisher"

    pk = models.CompositePrimaryKey("listing", "source", "role")
    listing = models.ForeignKey(ClaimListing, on_delete=models.CASCADE, related_name="by_source", db_index=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=9, choices=Role.choices)
    created_at = models.DateTimeField()
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(F("source"), F("role"), F("created_at").desc(), F("listing").desc(), name="claims_by_source"),
            models.Index(
                F("source"),
                F("role"),
                F("rating"),
                F("created_at").desc(),
                F("listing").desc(),
                name="claims_by_source_and_rating",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of a claim of {self.created_at:%Y-%m-%d}"
