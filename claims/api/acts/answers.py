"""What the acts answer with: the row as it is now, its revision, and what could be done next."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import Appearance, Assessment, Claim, Edit, Evidence, Verdict
from claims.workflow.acting import acts_open_to
from claims.workflow.moves import Act
from sources.models import Citation


class _Workflow(serializers.ModelSerializer):
    """A row that moves by the tables of the workflow."""

    possible = serializers.SerializerMethodField(help_text="Acts that are open to you now.")

    @extend_schema_field({"type": "array", "items": {"type": "string", "enum": Act.values}})
    def get_possible(self, row: Claim | Verdict) -> list[str]:
        """In alphabetical order."""
        return sorted(acts_open_to(self.context["request"].user, row))


class ClaimStateSerializer(_Workflow):
    """A claim on its way to a finding. `edit` can be undone at `edits/{id}/undo/`."""

    outcome = serializers.CharField(source="outcome.name", read_only=True, allow_null=True, default=None)
    edit = serializers.SerializerMethodField(help_text="What this act changed, where it can be taken back.")

    class Meta:
        model = Claim
        fields = [
            *("id", "text", "kind", "checkable", "checkworthiness", "negated", "hedged", "state", "state_reason"),
            *("revision", "outcome", "assessors", "deadline", "merged_into", "split_from", "possible", "edit"),
        ]
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_edit(self, claim: Claim) -> str | None:
        """The identifier, of an act that is kept so."""
        edit = self.context.get("edit")
        return str(edit.pk) if edit else None


class ClaimStatesSerializer(serializers.Serializer):
    """Several claims."""

    claims = ClaimStateSerializer(many=True)


class OwnAssessmentSerializer(serializers.ModelSerializer):
    """One's own finding. Nobody else's is ever shown here."""

    rating = serializers.CharField(source="rating.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Assessment
        fields = ["id", "claim", "rating", "rationale", "submitted_at"]
        read_only_fields = fields


class VerdictStateSerializer(_Workflow):
    """A version of a verdict on its way to the reader."""

    rating = serializers.CharField(source="rating.name", read_only=True)

    class Meta:
        model = Verdict
        fields = [
            *("id", "claim", "version", "stage", "rating", "summary", "explanation", "grounds", "correction_note"),
            *("review_comment", "published_at", "retraction_notice", "stale_since", "stale_reason", "revision"),
            "possible",
        ]
        read_only_fields = fields


class EvidenceStateSerializer(serializers.ModelSerializer):
    """Evidence as the desk has it."""

    class Meta:
        model = Evidence
        fields = ["id", "claim", "stance", "snapshot", "start", "end", "exact", "citation", "note", "withdrawn_at"]
        read_only_fields = fields


class PlaceSerializer(serializers.ModelSerializer):
    """Where a claim stands."""

    class Meta:
        model = Appearance
        fields = ["id", "claim", "snapshot", "start", "end", "exact", "speaker", "cue", "channel", "retired"]
        read_only_fields = fields


class EdgeStateSerializer(serializers.ModelSerializer):
    """An edge upstream, and what was said of it."""

    class Meta:
        model = Citation
        fields = ["id", "snapshot", "source", "document", "channel", "exact", "confidence", "standing", "revision"]
        read_only_fields = fields


class EditSerializer(serializers.ModelSerializer):
    """An act that was taken back."""

    class Meta:
        model = Edit
        fields = ["id", "act", "created_at", "undone_at"]
        read_only_fields = fields
