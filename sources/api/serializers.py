"""How documents and sources look to programs."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sources.models import Document, Snapshot, Source


class SourceReferenceSerializer(serializers.ModelSerializer):
    """A source, as far as another row needs to name it."""

    class Meta:
        model = Source
        fields = ["id", "name", "kind"]
        read_only_fields = fields

    def to_representation(self, instance: Source) -> dict[str, Any]:
        """By the record that it is kept under."""
        shown: dict[str, Any] = super().to_representation(instance.record)
        return shown


class SourceSerializer(serializers.ModelSerializer):
    """A person, outlet, agency, organisation, government body, account or anonymous source."""

    class Meta:
        model = Source
        fields = ["id", "name", "kind", "aliases", "domains", "description", "url", "merged_into"]
        read_only_fields = fields


class SnapshotSerializer(serializers.ModelSerializer):
    """What was captured, by its hashes: whoever has the text can show that it is this one."""

    class Meta:
        model = Snapshot
        fields = ["id", "captured_at", "text_sha256", "captured_sha256", "byte_size", "media_type"]
        read_only_fields = fields


class SnapshotTextSerializer(SnapshotSerializer):
    """With its text, which is the publisher's: null for those who may not read it."""

    text = serializers.SerializerMethodField()

    class Meta(SnapshotSerializer.Meta):
        fields = [*SnapshotSerializer.Meta.fields, "text"]
        read_only_fields = fields

    def get_text(self, snapshot: Snapshot) -> str | None:
        """The text; the view says who reads it."""
        return snapshot.text if self.context["view"].reads_text() else None


class DocumentReferenceSerializer(serializers.ModelSerializer):
    """A document, as far as another row needs to name it."""

    class Meta:
        model = Document
        fields = ["id", "title", "url", "published"]
        read_only_fields = fields


class DocumentSerializer(serializers.ModelSerializer):
    """An article, transcript, post, treaty or dataset, and when it was captured."""

    publisher = SourceReferenceSerializer(allow_null=True, read_only=True)
    snapshots = SnapshotSerializer(many=True, read_only=True)

    class Meta:
        model = Document
        fields = ["id", "kind", "title", "publisher", "author", "published", "url", "language", "snapshots"]
        read_only_fields = fields


class DocumentDetailSerializer(DocumentSerializer):
    """With the texts."""

    snapshots = SnapshotTextSerializer(many=True, read_only=True)
