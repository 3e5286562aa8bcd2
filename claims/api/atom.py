"""The newest verdicts as an Atom feed (RFC 4287), for people's feed readers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition

from claims.models import Change

SHOWN = 50


class SteadyAtom(Atom1Feed):
    """Atom that says the same as long as nothing happens: without an entry, it isn't as new as the question."""

    def latest_post_date(self) -> datetime:
        """Of the newest entry; there must be a date (RFC 4287, section 4.1.1)."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)


class VerdictFeed(Feed):
    """What was published, corrected or retracted last."""

    feed_type = SteadyAtom
    subtitle = "Verdicts as they are published, corrected and retracted."

    def title(self) -> str:
        """Whose verdicts."""
        return f"{settings.SITE_NAME}: verdicts"

    def link(self) -> str:
        """The same as data."""
        return reverse("api:changes")

    def items(self) -> QuerySet[Change]:
        """The newest first."""
        public = Change.objects.filter(claim__listing__public=True).select_related("claim", "verdict__rating")
        return public.order_by("-position")[:SHOWN]

    def item_title(self, item: Change) -> str:
        """Rating and claim."""
        return f"{'Retracted' if item.kind == Change.Kind.RETRACTED else item.verdict.rating.name}: {item.claim.text}"

    def item_description(self, item: Change) -> str:
        """What readers are told: of a retraction and a correction, why."""
        notes = {
            Change.Kind.RETRACTED: item.verdict.retraction_notice,
            Change.Kind.CORRECTED: item.verdict.correction_note,
        }
        return "\n".join(note for note in (notes.get(Change.Kind(item.kind), ""), item.verdict.summary) if note)

    def item_link(self, item: Change) -> str:
        """The claim's permalink."""
        return reverse("api:claim-detail", args=[item.claim_id])

    def item_guid(self, item: Change) -> str:
        """One for each change (RFC 9562, section 4; a fragment tells the changes of a verdict apart)."""
        return f"urn:uuid:{item.verdict_id}#{item.kind}"

    def item_updateddate(self, item: Change) -> Any:
        """When it happened."""
        return item.at

    def item_pubdate(self, item: Change) -> Any:
        """When the verdict was published."""
        return item.verdict.published_at

    def item_categories(self, item: Change) -> tuple[str, ...]:
        """The rating."""
        return (item.verdict.rating.name,)


def _last(request: HttpRequest) -> str:
    return f'"{Change.objects.aggregate(last=Max("position"))["last"] or 0}"'


def _last_changed(request: HttpRequest) -> Any:
    return Change.objects.aggregate(last=Max("at"))["last"]


@condition(etag_func=_last, last_modified_func=_last_changed)
def atom(request: HttpRequest) -> HttpResponse:
    """The feed; a 304 where nothing has happened since."""
    return VerdictFeed()(request)
