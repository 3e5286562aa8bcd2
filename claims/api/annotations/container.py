"""The annotations of a document as a collection and its pages (Data Model, section 5; Protocol, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet

from claims.models import Appearance, Change, Claim, Verdict
from claims.workflow.moves import Act, State
from sources.models import Document

from .shape import JSON, Addresses, annotation, moment
from .vocabulary import ANNO, LDP

PAGE_SIZE = 100
# What changes a claim's words or where it stands, once it is recorded.
EDITS = (Act.REWORD, Act.SPLIT, Act.MERGE, Act.PLACE, Act.UNDO, Act.RESTORE)


def appearances(user: Any) -> QuerySet[Appearance]:
    """Where the claims stand that the user may see, with all that is shown of them, in the order of the text."""
    claims = Claim.objects.visible_to(user).exclude(state=State.REJECTED)
    verdicts = Verdict.objects.public().select_related("rating").order_by("-version")
    return (
        Appearance.objects.filter(retired=False, claim__in=claims)
        .select_related("claim", "software", "snapshot__document")
        .defer("snapshot__text")
        .prefetch_related(Prefetch("claim__verdicts", queryset=verdicts, to_attr="published_verdicts"))
        .order_by("start", "end", "id")
    )


@dataclass(frozen=True)
class Container:
    """All of one document. iris: its pages name the annotations, else they hold them."""

    document: Document
    rows: QuerySet[Appearance]
    at: Addresses
    iris: bool

    @property
    def id(self) -> str:
        """The address, which tells what the pages hold."""
        return self.at.of("document-annotations", self.document.pk) + ("?iris=1" if self.iris else "")

    @cached_property
    def total(self) -> int:
        """How many there are."""
        total: int = self._counted["total"]
        return total

    @cached_property
    def pages(self) -> int:
        """How many pages; none without an annotation."""
        return -(-self.total // PAGE_SIZE)

    @cached_property
    def _counted(self) -> dict[str, Any]:
        return self.rows.order_by().aggregate(total=Count("pk"), newest=Max("created_at"))

    def modified(self) -> datetime | None:
        """The last time that one of them came or changed, as far as the asker sees it."""
        claims = self.rows.order_by().values("claim")
        edited = Claim.objects.filter(pk__in=claims, events__act__in=EDITS)
        moments = (
            self._counted["newest"],
            Change.objects.filter(claim__in=claims).aggregate(latest=Max("at"))["latest"],
            edited.aggregate(latest=Max("events__pgh_created_at"))["latest"],
        )
        return max(filter(None, moments), default=None)

    def describe(self, *, embedded: bool) -> JSON:
        """The collection, with its first page or a link to it."""
        first: Any = {}
        if self.pages:
            first = self.page(0, inside=True) if embedded else self.page_id(0)
            first = {"first": first, "last": self.page_id(self.pages - 1)}
        return {
            "@context": [ANNO, LDP],
            "id": self.id,
            "type": ["BasicContainer", "AnnotationCollection"],
            "label": f"Claims in {self.document}",
            **self._extent(),
            **first,
        }

    def page(self, number: int, *, inside: bool = False) -> JSON:
        """One page; inside its collection it needs not say what that is."""
        start = number * PAGE_SIZE
        neighbours = {"prev": number - 1, "next": number + 1}
        outside: JSON = {"@context": ANNO, "partOf": {"id": self.id, **self._extent()}}
        return {
            **({} if inside else outside),
            "id": self.page_id(number),
            "type": "AnnotationPage",
            "startIndex": start,
            **{name: self.page_id(other) for name, other in neighbours.items() if 0 <= other < self.pages},
            "items": self._items(self.rows[start : start + PAGE_SIZE]),
        }

    def page_id(self, number: int) -> str:
        """The address of a page."""
        return f"{self.id}{'&' if self.iris else '?'}page={number}"

    def _extent(self) -> JSON:
        modified = self.modified()
        return {"total": self.total, **({"modified": moment(modified)} if modified else {})}

    def _items(self, rows: QuerySet[Appearance]) -> list[Any]:
        if self.iris:
            return [self.at.of("annotation-detail", key) for key in rows.values_list("pk", flat=True)]
        return [annotation(row, self.at) for row in rows]
