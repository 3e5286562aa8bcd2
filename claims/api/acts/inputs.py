"""What the acts take: bodies that refuse what they don't know, and name rows that the asker may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import Claim, Evidence, Rating
from claims.workflow.editing import Wording
from claims.workflow.moves import State
from factcheck.common.parameters import nearest
from sources.models import Document, Snapshot, Source
from sources.provenance.types import Channel

LONGEST = 20_000  # characters of what a person writes


class Input(serializers.Serializer):
    """A body. Unknown members are refused with the nearest known name."""

    def to_internal_value(self, data: Any) -> Any:
        """The values; raises ValidationError."""
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError({name: [self._unknown(str(name))] for name in unknown})
        return super().to_internal_value(data)

    def _unknown(self, name: str) -> str:
        suggestion = nearest(name, self.fields)
        return f"There is no {name!r} here" + (f"; did you mean {suggestion}?" if suggestion else ".")


class NothingElse(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """That other members are refused, said in the schema."""

    target_class = Input
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """The members, and no others."""
        schema: dict[str, Any] = auto_schema._map_basic_serializer(self.target, direction)
        return {**schema, "additionalProperties": False}


class Words(serializers.CharField):
    """What a person writes, of some length at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, **kwargs})


@extend_schema_field({"type": "string", "format": "uuid"})
class Row(serializers.UUIDField):
    """A row by identifier, among those that the asker may see."""

    def __init__(self, visible: Callable[[Any], QuerySet], **kwargs: Any) -> None:
        self.visible = visible
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The row; raises ValidationError."""
        key = super().to_internal_value(data)
        row = self.visible(self.context["request"].user).filter(pk=key).first()
        if row is None:
            raise serializers.ValidationError(f"There is nothing with the identifier {key}; look it up in the lists.")
        return row


def claim(**kwargs: Any) -> Row:
    """A claim."""
    return Row(lambda user: Claim.objects.visible_to(user).exclude(state=State.REJECTED), **kwargs)


def snapshot(**kwargs: Any) -> Row:
    """A snapshot of a document."""
    return Row(lambda user: Snapshot.objects.filter(document__in=Document.objects.visible_to(user)), **kwargs)


def source(**kwargs: Any) -> Row:
    """A source, under whichever of its records."""
    return Row(lambda user: Source.objects.visible_to(user), **kwargs)


def document(**kwargs: Any) -> Row:
    """A document."""
    return Row(lambda user: Document.objects.visible_to(user), **kwargs)


@extend_schema_field({"type": "string"})
class RatingName(serializers.CharField):
    """A step of the scale, by its name."""

    def to_internal_value(self, data: Any) -> Any:
        """The rating; raises ValidationError with the nearest name."""
        name = super().to_internal_value(data)
        ratings = {rating.name: rating for rating in Rating.objects.all()}
        if name in ratings:
            return ratings[name]
        suggestion = nearest(name, ratings)
        hint = f" Did you mean {suggestion}?" if suggestion else ""
        raise serializers.ValidationError(f"{name!r} is no rating; allowed: {', '.join(ratings)}.{hint}")


@extend_schema_field({"type": "string"})
class Username(serializers.CharField):
    """A person of the desk, by the name that they sign in with."""

    def to_internal_value(self, data: Any) -> Any:
        """The person; raises ValidationError."""
        name = super().to_internal_value(data)
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            raise serializers.ValidationError(f"There is nobody called {name!r}.")
        return person


class Seen(Input):
    """The revision of the row that the asker looked at: where it is another by now, nothing is done."""

    revision = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="As the row's last answer had it."
    )

    def seen(self) -> dict[str, Any]:
        """For the actions."""
        return {"seen": self.validated_data.get("revision")}


class ReasonInput(Seen):
    """Why; it stands in the history."""

    reason = Words()


class QueueInput(Seen):
    """By when it should be checked, if by any day."""

    deadline = serializers.DateField(required=False, allow_null=True, default=None)


class ReviewerInput(Seen):
    """Whose place: one's own unless somebody is named."""

    reviewer = Username(required=False, default=None, help_text="The name that they sign in with.")


class AssessmentDraftInput(Input):
    """A finding, perhaps half-written."""

    rating = RatingName(required=False, allow_null=True, default=None)
    rationale = Words(required=False, allow_blank=True, default="")


class AssessmentInput(Input):
    """A finding, for good."""

    rating = RatingName()
    rationale = Words()


class SettlementInput(Seen):
    """The finding that decides."""

    rating = RatingName()
    reason = Words()


class PartInput(Input):
    """What is said of a claim."""

    text = Words(max_length=5000)
    kind = serializers.ChoiceField(choices=Claim.KINDS)
    checkable = serializers.BooleanField(default=True)
    checkworthiness = serializers.FloatField(default=0.5, min_value=0, max_value=1)
    negated = serializers.BooleanField(default=False)
    hedged = serializers.BooleanField(default=False)


class WordingInput(PartInput, Seen):
    """What is said of a claim, corrected."""


WORDING = ("text", "kind", "checkable", "checkworthiness", "negated", "hedged")


def wording(data: Mapping[str, Any]) -> Wording:
    """What the actions take."""
    return Wording(**{name: data[name] for name in WORDING})


class SplitInput(Seen):
    """The claims that take its place."""

    parts = serializers.ListField(child=PartInput(), min_length=2, max_length=20)


class MergeInput(PartInput):
    """The claims that say the same, and the wording of the one that stays."""

    others = serializers.ListField(child=claim(), min_length=1, max_length=50)


class PlaceInput(Input):
    """Where a claim stands: by the span in Unicode code points, or by words that are looked up in the text."""

    snapshot = snapshot()
    start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    quotation = Words(required=False, default="")
    speaker = source(required=False, allow_null=True, default=None)
    cue = Words(required=False, allow_blank=True, default="", max_length=200)
    channel = Words(required=False, allow_blank=True, default="", max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A span has two ends."""
        if ("start" in attrs) != ("end" in attrs):
            raise serializers.ValidationError({"start": ["A span has a start and an end; give both, or a quotation."]})
        if "start" not in attrs and not attrs["quotation"]:
            raise serializers.ValidationError({"quotation": ["Give the words as they stand in the text, or a span."]})
        return attrs


class RecordInput(PartInput):
    """A claim that a person found, and where."""

    place = PlaceInput()


class SpanInput(Input):
    """Other words of the same text."""

    start = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class SpeakerInput(Input):
    """Who said it and how it came; without a speaker the article itself says so."""

    speaker = source(allow_null=True)
    cue = Words(required=False, allow_blank=True, default="", max_length=200)
    channel = Words(required=False, allow_blank=True, default="", max_length=300)


class EvidenceInput(Input):
    """Words of a snapshot, by span or quotation; or a citation of what can't be captured."""

    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    snapshot = snapshot(required=False, allow_null=True, default=None)
    start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    quotation = Words(required=False, allow_blank=True, default="")
    citation = Words(required=False, allow_blank=True, default="")
    note = Words(required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A span has two ends, and is of a snapshot."""
        if ("start" in attrs) != ("end" in attrs):
            raise serializers.ValidationError({"start": ["A span has a start and an end; give both, or a quotation."]})
        if "start" in attrs and attrs["snapshot"] is None:
            raise serializers.ValidationError({"snapshot": ["A span needs the snapshot that it is of."]})
        return attrs


class EvidenceRevisionInput(Input):
    """What is said about a passage."""

    stance = serializers.ChoiceField(choices=Evidence.Stance.choices)
    citation = Words(required=False, allow_blank=True, default="")
    note = Words(required=False, allow_blank=True, default="")


class WithdrawalInput(Input):
    """Why it does not bear on the claim after all."""

    reason = Words()


class VerdictInput(Input):
    """The words of a verdict."""

    rating = RatingName()
    summary = Words(max_length=300)
    explanation = Words(required=False, allow_blank=True, default="")
    grounds = Words(required=False, allow_blank=True, default="")
    correction_note = Words(required=False, allow_blank=True, default="")


class VerdictRevisionInput(VerdictInput, Seen):
    """Its words, changed."""


class CommentInput(Seen):
    """What is to be mended."""

    comment = Words()


class NoticeInput(Seen):
    """What readers are told."""

    notice = Words()


class LookInput(Input):
    """Why it should be looked at again."""

    reason = Words()


CHANNELS = [str(channel) for channel in Channel]


class EdgeInput(Input):
    """Where the words were taken from: a source, or a document."""

    channel = serializers.ChoiceField(choices=CHANNELS)
    source = source(required=False, allow_null=True, default=None)  # type: ignore[assignment]
    document = document(required=False, allow_null=True, default=None)


class EdgeCorrectionInput(EdgeInput, Seen):
    """Where they were taken from in truth."""

    reason = Words(required=False, allow_blank=True, default="")
