"""The pages of citations, relationships and likenesses with their history in plain words, and with the claims in how
often a source is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.contrib import admin

from claims.models import Appearance
from sources.admin import CitationAdmin, LikenessAdmin, RelationshipAdmin
from sources.admin.deciding import mentions
from sources.models import Citation, Document, Likeness, Relationship

from .history import TrackedAdmin

for model in (Citation, Relationship, Likeness):
    admin.site.unregister(model)


@admin.register(Citation)
class TrackedCitationAdmin(TrackedAdmin, CitationAdmin):
    """With who said what of it."""


@admin.register(Relationship)
class TrackedRelationshipAdmin(TrackedAdmin, RelationshipAdmin):
    """With who said so, and what was said before."""


def times_named(sources: Iterable[UUID]) -> Counter[UUID]:
    """How often each source speaks, publishes or is cited, under whatever record of it; three queries."""
    given = list(sources)
    spoken = mentions(Appearance.objects.filter(retired=False), "speaker", given)
    return (
        spoken
        + mentions(Document.objects.all(), "publisher", given)
        + mentions(Citation.objects.all(), "source", given)
    )


@admin.register(Likeness)
class TrackedLikenessAdmin(TrackedAdmin, LikenessAdmin):
    """With who decided what, and with the claims in how often a source is named."""

    def times_named(self, sources: Iterable[UUID]) -> Counter[UUID]:
        return times_named(sources)
