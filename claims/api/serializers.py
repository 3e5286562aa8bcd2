"""How claims look to programs. An anchor is a target of the Web Annotation Data Model (W3C, section 4)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from claims.models import Appearance, Claim, ClaimOrigins, Verdict
from sources.api.serializers import DocumentReferenceSerializer, SourceReferenceSerializer, SourceSerializer


class TextPositionSelectorSerializer(serializers.Serializer):
    """Section 4.2.5: Unicode code points, end exclusive."""

    type = serializers.ChoiceField(choices=["TextPositionSelector"])
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class TextQuoteSelectorSerializer(serializers.Serializer):
    """Section 4.2.4: the words, and the characters around them."""

    type = serializers.ChoiceField(choices=["TextQuoteSelector"])
    exact = serializers.CharField()
    prefix = serializers.CharField(allow_blank=True)
    suffix = serializers.CharField(allow_blank=True)


SELECTOR = PolymorphicProxySerializer(
    component_name="Selector",
    serializers={
        "TextPositionSelector": TextPositionSelectorSerializer,
        "TextQuoteSelector": TextQuoteSelectorSerializer,
    },
    resource_type_field_name="type",
    many=True,
)


class TargetSerializer(serializers.Serializer):
    """Where it stands: the snapshot, and two selectors of the same words."""

    source = serializers.SerializerMethodField(  # type: ignore[assignment]  # a field, not the attribute of that name
        help_text="The snapshot, as urn:uuid: (RFC 9562, section 4)."
    )
    selector = serializers.SerializerMethodField()

    def get_source(self, appearance: Appearance) -> str:
        """The snapshot's identifier as a URN."""
        return f"urn:uuid:{appearance.snapshot_id}"

    @extend_schema_field(SELECTOR)
    def get_selector(self, appearance: Appearance) -> list[dict[str, Any]]:
        """By position, and by the words."""
        return [
            {"type": "TextPositionSelector", "start": appearance.start, "end": appearance.end},
            {
                "type": "TextQuoteSelector",
                "exact": appearance.exact,
                "prefix": appearance.prefix,
                "suffix": appearance.suffix,
            },
        ]


class ExtractedBySerializer(serializers.Serializer):
    """Who found it: software with its version and model, or a person, whose name stays with the desk."""

    type = serializers.ChoiceField(choices=["software", "person"])
    name = serializers.CharField(allow_null=True)
    version = serializers.CharField(allow_null=True)
    model_sha256 = serializers.CharField(allow_null=True, allow_blank=True)


class AppearanceSerializer(serializers.ModelSerializer):
    """Where a claim stands, who said it, and through which channel (schema.org Claim.appearance)."""

    target = TargetSerializer(source="*", read_only=True)
    speaker = SourceReferenceSerializer(
        allow_null=True, read_only=True, help_text="Null where the article itself says so."
    )
    document = DocumentReferenceSerializer(source="snapshot.document", read_only=True)
    extracted_by = serializers.SerializerMethodField()

    class Meta:
        model = Appearance
        fields = ["id", "document", "target", "speaker", "cue", "channel", "extracted_by"]
        read_only_fields = fields

    @extend_schema_field(ExtractedBySerializer)
    def get_extracted_by(self, appearance: Appearance) -> dict[str, str | None]:
        """The software, or that it was a person."""
        if not (software := appearance.software):
            return {"type": "person", "name": None, "version": None, "model_sha256": None}
        return {
            "type": "software",
            "name": software.name,
            "version": software.version,
            "model_sha256": software.model_sha256,
        }


class VerdictSerializer(serializers.ModelSerializer):
    """The outcome as published: the latest version, be it retracted."""

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
            "rating",
            "value",
            "summary",
            "version",
            "stage",
            "published_at",
            "correction_note",
            "retraction_notice",
        ]
        read_only_fields = fields


class QuantitySerializer(serializers.Serializer):
    """A number in the words of the claim."""

    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    value = serializers.CharField(help_text="A decimal number.")
    unit = serializers.CharField(allow_blank=True)
    comparator = serializers.ChoiceField(choices=["=", "<", "<=", ">", ">=", "~"])


GRAINS = ["time", "day", "week", "month", "quarter", "season", "half-year", "year", "decade", "century"]


class DateExpressionSerializer(serializers.Serializer):
    """A date in the words of the claim."""

    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    value = serializers.CharField(
        allow_null=True, help_text="ISO 8601, with part 2 (EDTF), at the grain's precision; null if unsettled."
    )
    grain = serializers.ChoiceField(choices=GRAINS)


@extend_schema_field(QuantitySerializer(many=True))
class QuantitiesField(serializers.JSONField):
    """The quantities as the extractor wrote them."""


@extend_schema_field(DateExpressionSerializer(many=True))
class DatesField(serializers.JSONField):
    """The dates as the extractor wrote them."""


@extend_schema_field(serializers.ListField(child=serializers.CharField()))
class ReasonsField(serializers.JSONField):
    """Strongest first."""


class OriginsSerializer(serializers.ModelSerializer):
    """How many independent origins a claim has; the whole way is at `provenance/`."""

    independent_origins = serializers.IntegerField(source="origins", read_only=True)

    class Meta:
        model = ClaimOrigins
        fields = ["links", "independent_origins", "single_source", "anonymous_only", "circular", "sentence"]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer):
    """One atomic, standalone assertion."""

    reasons = ReasonsField(read_only=True, help_text="Of the check-worthiness, strongest first.")
    quantities = QuantitiesField(read_only=True)
    dates = DatesField(read_only=True)
    verdict = serializers.SerializerMethodField(help_text="The published verdict, null without one.")
    appearances = AppearanceSerializer(many=True, read_only=True)
    origins = OriginsSerializer(read_only=True)

    class Meta:
        model = Claim
        fields = [
            "id",
            "created_at",
            "text",
            "kind",
            "checkable",
            "checkworthiness",
            "reasons",
            "quantities",
            "dates",
            "negated",
            "hedged",
            "verdict",
            "appearances",
            "origins",
        ]
        read_only_fields = fields

    @extend_schema_field(VerdictSerializer(allow_null=True))
    def get_verdict(self, claim: Claim) -> dict[str, Any] | None:
        """The one that is published; the view has loaded no other."""
        published: list[Verdict] = claim.published_verdicts  # type: ignore[attr-defined]
        return VerdictSerializer(published[0]).data if published else None


class SourceWithClaimsSerializer(SourceSerializer):
    """A source, and how much it said."""

    claim_count = serializers.IntegerField(
        read_only=True, help_text="Claims that this source made, of those that you may see."
    )

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "claim_count"]
        read_only_fields = fields
