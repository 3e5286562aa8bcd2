"""What is known of a source from what it said before: claims, through whom they came, and what our verdicts were.

It says what we found of what we looked at, and decides no verdict: neither the workflow nor the workbench knows it.
Drafts and assessments have no part in it. A fixed number of queries, whatever the number of claims.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from claims import origins
from claims.models import Appearance, Claim, ClaimOrigins, Rating, Verdict
from claims.reliability import Rated, Share
from claims.workflow.moves import Stage, State
from sources.models import Citation, Source
from sources.provenance.types import Channel, label

DAY = Coalesce("snapshot__document__published", TruncDate("snapshot__captured_at"))


@dataclass(frozen=True)
class Sources:
    """A source under all its records, and whose eyes see it."""

    records: tuple[UUID, ...]
    user: User | AnonymousUser

    @classmethod
    def of(cls, records: Collection[Source], user: User | AnonymousUser) -> Sources:
        return cls(tuple(source.pk for source in records), user)

    def claims(self) -> QuerySet[Claim]:
        """All that the user may see, but for what turned out to be no claim."""
        return Claim.objects.visible_to(self.user).exclude(state=State.REJECTED)

    def places(self) -> QuerySet[Appearance]:
        """Where these stand."""
        return Appearance.objects.filter(retired=False, claim__in=self.claims().order_by().values("pk")).order_by()

    def spoken(self) -> QuerySet[Appearance]:
        """What the source is said to have said."""
        return self.places().filter(speaker__in=self.records)

    def carried(self) -> QuerySet[Appearance]:
        """What stands in its documents, whoever said it."""
        return self.places().filter(snapshot__document__publisher__in=self.records)

    def own(self) -> QuerySet[Appearance]:
        """What its documents assert themselves."""
        return self.carried().filter(speaker=None)

    def said(self) -> QuerySet[Appearance]:
        """What the source said itself, in others' documents or in its own."""
        # A union, for an OR over both ways would read all places there are.
        return Appearance.objects.filter(pk__in=self.spoken().values("pk").union(self.own().values("pk"))).order_by()

    def of_others(self) -> QuerySet[Appearance]:
        """What its documents have from others."""
        return self.carried().exclude(speaker=None).exclude(speaker__in=self.records)


@dataclass(frozen=True)
class Way:
    """Through what words of a source came: key is the record's of the outlet or carrier, None where it isn't known."""

    label: str
    claims: int
    source: UUID | None = None
    document: UUID | None = None


@dataclass(frozen=True)
class Origins:
    """Of some claims, how many have a single independent origin, and how many only origins without a name."""

    single: Share
    anonymous: Share


def refresh(sources: Sources) -> None:
    """Count anew where the claims come from, of those about which something has changed."""
    claims = sources.spoken().values("claim").union(sources.carried().values("claim"))
    origins.refresh(Claim.objects.filter(pk__in=claims).order_by().values_list("pk", flat=True))


def verdicts(places: QuerySet[Appearance], scale: Collection[Rating]) -> list[Rated]:
    """Published verdicts on the claims at these places by rating, the whole scale in its order. A corrected verdict
    counts as it reads now, a retracted one not at all."""
    current = Verdict.objects.filter(stage=Stage.PUBLISHED, claim__in=places.values("claim"))
    numbers = dict(current.order_by().values("rating").annotate(number=Count("pk")).values_list("rating", "number"))
    return [Rated(rating.name, rating.value, numbers.get(rating.pk, 0)) for rating in scale]


def traced(places: QuerySet[Appearance]) -> Origins:
    """How many independent origins the claims at these places have; refresh() first."""
    found = ClaimOrigins.objects.filter(claim__in=places.values("claim")).aggregate(
        all=Count("pk"),
        single=Count("pk", filter=Q(single_source=True)),
        anonymous=Count("pk", filter=Q(anonymous_only=True)),
    )
    return Origins(Share(found["single"], found["all"]), Share(found["anonymous"], found["all"]))


def anonymous_speakers(sources: Sources) -> Share:
    """Of the claims in its documents, those whose speaker has no name."""
    nameless = Q(speaker__kind=Source.Kind.ANONYMOUS)
    found = sources.carried().aggregate(
        all=Count("claim", distinct=True), nameless=Count("claim", distinct=True, filter=nameless)
    )
    return Share(found["nameless"], found["all"])


def outlets(sources: Sources) -> list[Way]:
    """Whose documents carried what the source said, most first."""
    publisher = "snapshot__document__publisher"
    found = sources.spoken().values(
        key=Coalesce(f"{publisher}__merged_into", publisher),
        name=Coalesce(f"{publisher}__merged_into__name", f"{publisher}__name"),
    )
    rows = found.annotate(claims=Count("claim", distinct=True)).order_by("-claims", "name")
    return [Way(row["name"] or "documents without a publisher", row["claims"], row["key"]) for row in rows]


def channels(sources: Sources) -> list[Way]:
    """Through whom it reached these documents, as their words have it: "interview with Reuters", most first."""
    rows = (
        sources.spoken()
        .exclude(citation=None)
        .exclude(citation__standing=Citation.Standing.REJECTED)
        .values(
            "citation__channel",
            "citation__document",
            key=Coalesce("citation__source__merged_into", "citation__source"),
            name=Coalesce(
                "citation__source__merged_into__name",
                "citation__source__name",
                "citation__document__title",
                "citation__url",
            ),
        )
        .annotate(claims=Count("claim", distinct=True))
        .order_by("-claims", "name")
    )
    return [
        Way(label(Channel(row["citation__channel"]), row["name"]), row["claims"], row["key"], row["citation__document"])
        for row in rows
        if row["key"] not in sources.records
    ]


@dataclass(frozen=True)
class Said:
    """A claim with the places where the source says it, newest first, and the current published verdict."""

    claim: Claim
    day: date
    places: tuple[Appearance, ...]
    verdict: Verdict | None


def claims_said(sources: Sources) -> QuerySet[Any, Any]:
    """What the source said, newest first, as {"claim": key, "day": the last on which it stands somewhere}."""
    return sources.said().values("claim").annotate(day=Max(DAY)).order_by("-day", "-claim")


def shown(sources: Sources, rows: Collection[dict[str, Any]]) -> list[Said]:
    """Some of the rows of claims_said, with what a page shows of each."""
    keys = [row["claim"] for row in rows]
    claims = Claim.objects.in_bulk(keys)
    current = Verdict.objects.filter(stage=Stage.PUBLISHED, claim__in=keys).select_related("rating")
    verdicts = {verdict.claim_id: verdict for verdict in current}
    places: dict[UUID, list[Appearance]] = {key: [] for key in keys}
    related = ("speaker", "snapshot__document__publisher__merged_into")
    found = sources.said().filter(claim__in=keys).annotate(day=DAY).order_by("-day", "start", "pk")
    for place in found.select_related(*related).defer("snapshot__text"):
        places[place.claim_id].append(place)
    return [
        Said(claims[row["claim"]], row["day"], tuple(places[row["claim"]]), verdicts.get(row["claim"])) for row in rows
    ]
