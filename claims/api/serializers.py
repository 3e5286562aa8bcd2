"""How claims look to programs. An anchor is a target of the Web Annotation Data Model (W3C, section 4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from claims.api.highlight import highlighted
from claims.feed.shape import ClaimReferenceSerializer, VersionSerializer
from claims.models import Appearance, Claim, ClaimListing, ClaimOrigins, Evidence, Rating, Verdict
from factcheck.common.shapes import WORDS, Array, Asker, Json, Number, Shaped, Slot, SQLField, Text
from sources.api.serializers import DocumentReferenceSerializer, SourceReferenceSerializer, SourceSerializer
from sources.models import Source


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


@extend_schema_field(
    {"type": "string", "format": "uri", "description": "The snapshot, as urn:uuid: (RFC 9562, section 4)."}
)
class SnapshotURN(SQLField):
    """The snapshot's identifier as a URN."""

    def expression(self, at: str, asker: Asker) -> Any:
        """urn:uuid:…"""
        return Concat(Text("urn:uuid:"), Cast(F(f"{at}snapshot_id"), CharField()), output_field=CharField())


@extend_schema_field(SELECTOR)
class Selectors(SQLField):
    """By position, and by the words."""

    def expression(self, at: str, asker: Asker) -> Any:
        """Both, of the anchor."""
        position = Json(type=Text("TextPositionSelector"), start=F(f"{at}start"), end=F(f"{at}end"))
        words = {name: F(f"{at}{name}") for name in ("exact", "prefix", "suffix")}
        return Array(position, Json(type=Text("TextQuoteSelector"), **words))


class TargetSerializer(Shaped):
    """Where it stands: the snapshot, and two selectors of the same words."""

    source = SnapshotURN()  # type: ignore[assignment]  # a field, not the attribute of that name
    selector = Selectors()


class PassageSerializer(TargetSerializer):
    """A target, where there is one."""

    absent = "snapshot__isnull"


class ExtractedBySerializer(serializers.Serializer):
    """Who found it: software with its version and model, or a person, whose name stays with the desk."""

    type = serializers.ChoiceField(choices=["software", "person"])
    name = serializers.CharField(allow_null=True)
    version = serializers.CharField(allow_null=True)
    model_sha256 = serializers.CharField(allow_null=True, allow_blank=True)


@extend_schema_field(ExtractedBySerializer)
class ExtractedBy(SQLField):
    """The software, or that it was a person."""

    def expression(self, at: str, asker: Asker) -> Any:
        """As ExtractedBySerializer has it."""
        software = {name: F(f"{at}software__{name}") for name in ("name", "version", "model_sha256")}
        return Case(
            When(**{f"{at}software__isnull": False}, then=Json(type=Text("software"), **software)),
            default=Json(type=Text("person"), **dict.fromkeys(software, Value(None))),
        )


class AppearanceSerializer(Shaped, serializers.ModelSerializer):
    """Where a claim stands, who said it, and through which channel (schema.org Claim.appearance)."""

    target = TargetSerializer(source="*", read_only=True)
    speaker = SourceReferenceSerializer(
        allow_null=True, read_only=True, help_text="Null where the article itself says so."
    )
    document = DocumentReferenceSerializer(source="snapshot.document", read_only=True)
    extracted_by = ExtractedBy()

    class Meta:
        model = Appearance
        fields = ["id", "document", "target", "speaker", "cue", "channel", "extracted_by"]
        read_only_fields = fields

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of a claim, in the order of its documents' texts."""
        places = Appearance.objects.filter(claim=OuterRef(f"{at}pk"), retired=False)
        return places.order_by("snapshot", "start", "end", "id")


class EvidenceSerializer(Shaped, serializers.ModelSerializer):
    """A passage that supports, refutes or puts the claim into context; or a citation in writing, without a target."""

    document = DocumentReferenceSerializer(source="snapshot.document", read_only=True, allow_null=True)
    target = PassageSerializer(source="*", read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = ["id", "created_at", "stance", "document", "target", "citation", "note"]
        read_only_fields = fields

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of a claim, what was not withdrawn, in the order in which it was gathered."""
        given = Evidence.objects.visible_to(asker.user).filter(claim=OuterRef(f"{at}pk"), withdrawn_at=None)
        return given.order_by("created_at", "id")


class RatingSerializer(Shaped, serializers.ModelSerializer):
    """A step of the scale."""

    class Meta:
        model = Rating
        fields = ["id", "created_at", "name", "value", "position", "description"]
        read_only_fields = fields
        extra_kwargs = {
            "value": {
                "help_text": "ClaimReview's ratingValue: 5 is true, 1 is false, null where a number would mislead."
            }
        }


class VersionsSerializer(VersionSerializer):
    """The versions of a verdict that readers have seen."""

    class Meta(VersionSerializer.Meta):
        pass

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of the claim that a verdict is on, the newest first."""
        return Verdict.objects.public().filter(claim=OuterRef(f"{at}claim")).order_by("-version")


class VerdictSerializer(VersionSerializer):
    """The outcome as published: the latest version, be it retracted."""

    expansions = {"versions": VersionsSerializer}

    class Meta(VersionSerializer.Meta):
        fields = [name for name in VersionSerializer.Meta.fields if name not in ("explanation", "grounds")]
        read_only_fields = fields

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of a claim, the newest first."""
        return Verdict.objects.public().filter(claim=OuterRef(f"{at}pk")).order_by("-version")


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


class OriginsSerializer(Shaped, serializers.ModelSerializer):
    """How many independent origins a claim has; the whole way is at `provenance/`."""

    independent_origins = serializers.IntegerField(source="origins", read_only=True)

    class Meta:
        model = ClaimOrigins
        fields = ["links", "independent_origins", "single_source", "anonymous_only", "circular", "sentence"]
        read_only_fields = fields


@extend_schema_field({"type": ["string", "null"]})
class Highlight(SQLField):
    """The text as HTML, with <mark> around what was found."""

    def expression(self, at: str, asker: Asker) -> Any:
        """With the words of the request."""
        return highlighted(F(f"{at}text"), Slot(WORDS, output_field=TextField()))


class ClaimSerializer(Shaped, serializers.ModelSerializer):
    """One atomic, standalone assertion."""

    reasons = ReasonsField(read_only=True, help_text="Of the check-worthiness, strongest first.")
    quantities = QuantitiesField(read_only=True)
    dates = DatesField(read_only=True)
    verdict = VerdictSerializer(
        source="verdicts", allow_null=True, read_only=True, help_text="The latest that was published; null without one."
    )
    appearances = AppearanceSerializer(many=True, read_only=True)
    origins = OriginsSerializer(read_only=True)
    highlight = Highlight(help_text="With `q`: the text as HTML, `<mark>` around what matches. Null without.")

    expansions = {"evidence": EvidenceSerializer}

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
            "highlight",
        ]
        read_only_fields = fields


class FirstAppearanceSerializer(Shaped, serializers.ModelSerializer):
    """Where a claim stands, in a few columns."""

    speaker = serializers.CharField(source="speaker.name", read_only=True, allow_null=True)
    document = serializers.CharField(source="snapshot.document.title", read_only=True)
    url = serializers.CharField(source="snapshot.document.url", read_only=True)
    published = serializers.DateField(source="snapshot.document.published", read_only=True, allow_null=True)
    publisher = serializers.CharField(source="snapshot.document.publisher.name", read_only=True, allow_null=True)

    class Meta:
        model = Appearance
        fields = ["speaker", "cue", "channel", "document", "url", "published", "publisher"]
        read_only_fields = fields

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of a claim, in the order of its documents' texts."""
        return AppearanceSerializer.rows(at, asker)


class ClaimLineSerializer(ClaimSerializer):
    """A claim on a line, as a spreadsheet has it: with the first place where it stands."""

    appearance = FirstAppearanceSerializer(read_only=True, allow_null=True)

    class Meta(ClaimSerializer.Meta):
        fields = [
            *("id", "created_at", "text", "kind", "checkable", "checkworthiness", "negated", "hedged"),
            *("quantities", "dates", "verdict", "appearance", "origins"),
        ]
        read_only_fields = fields


class VerdictDetailSerializer(VersionSerializer):
    """A version of the verdict on a claim."""

    claim = ClaimReferenceSerializer(read_only=True)

    class Meta(VersionSerializer.Meta):
        fields = ["id", "created_at", "claim", *VersionSerializer.Meta.fields[1:]]
        read_only_fields = fields


COUNTED = 1000  # claims that are counted of one source


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": COUNTED})
class ClaimCount(SQLField):
    """How many claims a source made, of those that the asker may see."""

    def expression(self, at: str, asker: Asker) -> Any:
        """Under all of its records, each claim once."""
        source = OuterRef(OuterRef(f"{at}pk"))
        records = Source.objects.filter(Q(pk=source) | Q(merged_into=source)).order_by().values("pk")
        visible = ClaimListing.objects.visible_to(asker.user)
        said = (
            Appearance.objects.filter(speaker__in=records, retired=False, claim__listing__in=visible)
            .order_by()
            .values("claim")
            .distinct()[:COUNTED]
        )
        return Number(said)


class SourceWithClaimsSerializer(SourceSerializer):
    """A source, and how much it said."""

    claim_count = ClaimCount(
        help_text=f"Claims that this source made, of those that you may see; {COUNTED} stands for as many or more."
    )

    class Meta(SourceSerializer.Meta):
        fields = [*SourceSerializer.Meta.fields, "claim_count"]
        read_only_fields = fields
