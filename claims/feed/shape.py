"""How a change looks to programs, in the feed and in the messages to webhooks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextField
from django.db.models.functions import Cast
from rest_framework import serializers

from claims.models import Change, Claim, Verdict
from factcheck.common import shapes
from factcheck.common.shapes import Asker, Place, Shaped, Slot, Statement

POSITION = Place("position")


class VersionSerializer(Shaped, serializers.ModelSerializer):
    """A version of a verdict that readers have seen: its words never change."""

    rating = serializers.CharField(source="rating.name", read_only=True)
    value = serializers.IntegerField(
        source="rating.value",
        allow_null=True,
        read_only=True,
        help_text="ClaimReview's ratingValue: 5 is true, 1 is false, null where a number would mislead.",
    )

    class Meta:
        model = Verdict
        fields = [
            "id",
            "rating",
            "value",
            "summary",
            "explanation",
            "grounds",
            "version",
            "stage",
            "published_at",
            "correction_note",
            "retraction_notice",
        ]
        read_only_fields = fields


class ClaimReferenceSerializer(Shaped, serializers.ModelSerializer):
    """A claim, as far as another row needs to name it."""

    class Meta:
        model = Claim
        fields = ["id", "text"]
        read_only_fields = fields


class ChangeSerializer(Shaped, serializers.ModelSerializer):
    """A verdict that was published, published as a correction, or retracted; as it reads now."""

    position = serializers.IntegerField(read_only=True, help_text="Ascends; numbers may be left out.")
    claim = ClaimReferenceSerializer(read_only=True)
    verdict = VersionSerializer(read_only=True)

    class Meta:
        model = Change
        fields = ["position", "kind", "at", "claim", "verdict"]
        read_only_fields = fields


def change_body() -> Any:
    """The expression of the object, as anybody sees it."""
    return shapes.body(ChangeSerializer(), "", Asker.of(AnonymousUser()), {})


@lru_cache
def _statement() -> Statement:
    rows = Change.objects.filter(position=Slot(POSITION)).annotate(_body=Cast(change_body(), TextField()))
    return shapes.statement_of(rows.order_by().values_list("_body"))


def shown(change: Change) -> str:
    """One change, as JSON."""
    [(body,)] = _statement().ask({POSITION.name: change.pk})
    return str(body)
