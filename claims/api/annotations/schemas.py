"""What annotations look like, for the OpenAPI document; shape.py and container.py make them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from claims.api.serializers import SELECTOR

from .vocabulary import ANNO

CONTEXT = "@context"


def described(schema: dict[str, Any], **arguments: Any) -> serializers.Field:
    """A field with this schema."""
    field: type[serializers.Field] = type("DescribedField", (serializers.JSONField,), {})
    return extend_schema_field(schema)(field)(**arguments)


def constant(value: str) -> serializers.Field:
    """A field that always says the same."""
    return described({"type": "string", "const": value})


def one_or_many(*values: str) -> dict[str, Any]:
    """One of the words, or a list of them."""
    word = {"type": "string", "enum": list(values)}
    return {"oneOf": [word, {"type": "array", "items": word}]}


@extend_schema_field(one_or_many("identifying", "assessing"))
class MotivationField(serializers.JSONField):
    """Why it was made (section 3.3.5)."""


@extend_schema_field(SELECTOR)
class SelectorField(serializers.JSONField):
    """By position, and by the words."""


class AnnotationTextualBodySerializer(serializers.Serializer):
    """Words: the claim (describing), the rating (assessing), what readers are told of it (commenting)."""

    type = constant("TextualBody")
    purpose = serializers.ChoiceField(choices=["describing", "assessing", "commenting"])
    value = serializers.CharField()
    format = constant("text/plain")
    language = serializers.CharField(required=False, help_text="BCP 47 tag.")


class AnnotationClaimBodySerializer(serializers.Serializer):
    """The claim itself, at its address."""

    type = constant("SpecificResource")
    purpose = constant("identifying")
    source = serializers.URLField()  # type: ignore[assignment]  # a field, not the attribute of that name


BODY = PolymorphicProxySerializer(
    component_name="AnnotationBody",
    serializers={"TextualBody": AnnotationTextualBodySerializer, "SpecificResource": AnnotationClaimBodySerializer},
    resource_type_field_name="type",
    many=True,
)


@extend_schema_field(BODY)
class BodyField(serializers.JSONField):
    """The claim's words and address, and the published verdict."""


class AnnotationStateSerializer(serializers.Serializer):
    """When the text was captured that the selectors count in, and which snapshot that is (section 4.3.1)."""

    type = constant("TimeState")
    sourceDate = serializers.DateTimeField()  # noqa: N815  (as the model has it)
    cached = serializers.CharField(help_text="The snapshot, as urn:uuid:.")


class AnnotationTargetSerializer(serializers.Serializer):
    """The words in the document."""

    type = constant("SpecificResource")
    source = serializers.URLField(  # type: ignore[assignment]  # a field, not the attribute of that name
        help_text="The document where it is published; here, where it has no address of its own."
    )
    selector = SelectorField()
    state = AnnotationStateSerializer()


class AnnotationCreatorSerializer(serializers.Serializer):
    """The software that found the claim."""

    type = constant("Software")
    name = serializers.CharField()


class WithContext(serializers.Serializer):
    """With the JSON-LD context where it stands alone."""

    contexts: dict[str, Any]

    def get_fields(self) -> dict[str, Any]:
        """The context's name is no Python name."""
        return {CONTEXT: described(self.contexts, required=False), **super().get_fields()}


class AnnotationSerializer(WithContext):
    """An appearance of a claim (Web Annotation Data Model, section 3)."""

    contexts = {"type": "string", "const": ANNO}
    id = serializers.URLField()
    type = constant("Annotation")
    motivation = MotivationField(help_text="`assessing` where a verdict is published.")
    created = serializers.DateTimeField()
    creator = AnnotationCreatorSerializer(required=False, help_text="Left out where a person found the claim.")
    body = BodyField(help_text="The claim's words and address, and the published verdict.")
    target = AnnotationTargetSerializer()


class AnnotationPartOfSerializer(serializers.Serializer):
    """The collection of a page."""

    id = serializers.URLField()
    total = serializers.IntegerField(min_value=0)
    modified = serializers.DateTimeField(required=False)


@extend_schema_field(
    {"type": "array", "items": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Annotation"}]}}
)
class ItemsField(serializers.JSONField):
    """Annotations, or their addresses."""


@extend_schema_field({"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/AnnotationPage"}]})
class PageField(serializers.JSONField):
    """A page, or its address."""


class AnnotationPageSerializer(WithContext):
    """Up to 100 annotations (section 5.2)."""

    contexts = {"type": "string", "const": ANNO}
    id = serializers.URLField()
    type = constant("AnnotationPage")
    partOf = AnnotationPartOfSerializer(required=False, help_text="Left out inside the collection.")  # noqa: N815
    startIndex = serializers.IntegerField(min_value=0)  # noqa: N815
    next = serializers.URLField(required=False)
    prev = serializers.URLField(required=False)
    items = ItemsField()


@extend_schema_field({"type": "array", "items": {"type": "string", "enum": ["BasicContainer", "AnnotationCollection"]}})
class TypesField(serializers.JSONField):
    """The classes of a collection."""


class AnnotationCollectionSerializer(WithContext):
    """All annotations of a document (section 5.1)."""

    contexts = {"type": "array", "items": {"type": "string", "format": "uri"}}
    id = serializers.URLField()
    type = TypesField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the attribute of that name
    total = serializers.IntegerField(min_value=0)
    modified = serializers.DateTimeField(required=False, help_text="When one of them last came or changed.")
    first = PageField(required=False, help_text="The first page, or its address; left out where there is none.")
    last = serializers.URLField(required=False)


ContainerOrPage = PolymorphicProxySerializer(
    component_name="AnnotationCollectionOrPage",
    serializers=[AnnotationCollectionSerializer, AnnotationPageSerializer],
    resource_type_field_name=None,
)
