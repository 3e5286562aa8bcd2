"""How documents and sources look to programs."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.common.shapes import Asker, Shaped, SQLField
from sources.models import Document, Snapshot, Source

READ_TEXT = "sources.view_snapshot"


class SourceReferenceSerializer(Shaped, serializers.ModelSerializer):
    """A source, as far as another row needs to name it: by the record that it is kept under."""

    class Meta:
        model = Source
        fields = ["id", "name", "kind"]
        read_only_fields = fields

    def column(self, at: str, source: str) -> Any:
        """Of the record that it was merged into, where it was."""
        return Coalesce(F(f"{at}merged_into__{source}"), F(f"{at}{source}"))


class SourceSerializer(Shaped, serializers.ModelSerializer):
    """A person, outlet, agency, organisation, government body, account or anonymous source."""

    class Meta:
        model = Source
        fields = ["id", "created_at", "name", "kind", "aliases", "domains", "description", "url", "merged_into"]
        read_only_fields = fields


class DocumentReferenceSerializer(Shaped, serializers.ModelSerializer):
    """A document, as far as another row needs to name it."""

    class Meta:
        model = Document
        fields = ["id", "title", "url", "published"]
        read_only_fields = fields


@extend_schema_field({"type": ["string", "null"]})
class SnapshotText(SQLField):
    """The captured text, which is the publisher's: null for those who may not read it."""

    def expression(self, at: str, asker: Asker) -> Any:
        """The text, for the desk."""
        return F(f"{at}text") if READ_TEXT in asker.permissions else Value(None, output_field=TextField())


class SnapshotSerializer(Shaped, serializers.ModelSerializer):
    """What was captured, by its hashes: whoever has the text can show that it is this one."""

    class Meta:
        model = Snapshot
        fields = ["id", "captured_at", "text_sha256", "captured_sha256", "byte_size", "media_type"]
        read_only_fields = fields

    @classmethod
    def rows(cls, at: str, asker: Asker) -> QuerySet | None:
        """Of a document, the newest first."""
        return Snapshot.objects.filter(document=OuterRef(f"{at}pk")).order_by("-captured_at", "-id")


class SnapshotTextSerializer(SnapshotSerializer):
    """With its text."""

    text = SnapshotText()

    class Meta(SnapshotSerializer.Meta):
        fields = [*SnapshotSerializer.Meta.fields, "text"]
        read_only_fields = fields


class SnapshotOfDocumentSerializer(SnapshotSerializer):
    """With its document."""

    document = DocumentReferenceSerializer(read_only=True)

    class Meta(SnapshotSerializer.Meta):
        fields = ["id", "document", *SnapshotSerializer.Meta.fields[1:]]
        read_only_fields = fields


class SnapshotDetailSerializer(SnapshotOfDocumentSerializer):
    """With its document and its text."""

    text = SnapshotText()

    class Meta(SnapshotOfDocumentSerializer.Meta):
        fields = [*SnapshotOfDocumentSerializer.Meta.fields, "text"]
        read_only_fields = fields


class DocumentSerializer(Shaped, serializers.ModelSerializer):
    """An article, transcript, post, treaty or dataset, and when it was captured."""

    publisher = SourceReferenceSerializer(allow_null=True, read_only=True)
    snapshots = SnapshotSerializer(many=True, read_only=True)

    class Meta:
        model = Document
        fields = [
            "id",
            "created_at",
            "kind",
            "title",
            "publisher",
            "author",
            "published",
            "url",
            "language",
            "snapshots",
        ]
        read_only_fields = fields


class DocumentDetailSerializer(DocumentSerializer):
    """With the texts."""

    snapshots = SnapshotTextSerializer(many=True, read_only=True)
