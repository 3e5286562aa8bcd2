"""How lists and rows are described in OpenAPI: what may be chosen, in which forms they come.

Knows the views by what they answer, not by their classes: Django REST framework loads it before there is a view.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.plumbing import get_doc
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from factcheck.common import shapes
from factcheck.common.openapi import schema


def names(name: str, description: str, allowed: list[str]) -> OpenApiParameter:
    """A parameter of names with commas between."""
    values = {"type": "array", "items": {"type": "string", "enum": allowed}}
    return OpenApiParameter(name, values, explode=False, style="form", description=description)


class Schema(schema.Schema):
    """Of every view; one that tells more has `described_parameters` and `described_forms`."""

    def get_override_parameters(self) -> list[Any]:
        """What may be asked besides the filters and of pages."""
        told = getattr(self.view, "described_parameters", None)
        return told() if told else super().get_override_parameters()

    def get_description(self) -> Any:  # type: ignore[override]  # of the library: text or None
        """Of a list or a row, what its view is of."""
        view: Any = self.view
        of_view = hasattr(view, "described_parameters") and view.action in ("list", "retrieve")
        return get_doc(type(view)) if of_view else super().get_description()

    def get_response_serializers(self) -> Any:
        """Some answers come in several forms."""
        described = super().get_response_serializers()
        told = getattr(self.view, "described_forms", None)
        forms = told() if told else ()
        if not forms:
            return described
        return {(200, "application/json"): described} | {(200, form): OpenApiTypes.STR for form in forms}


class Sparse(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """What the database shapes has no required members: `fields` chooses them."""

    target_class = shapes.Shaped
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """As described, and with the expansions."""
        described: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        described.pop("required", None)
        for name, expansion in getattr(self.target, "expansions", {}).items():
            component = auto_schema.resolve_serializer(expansion(), direction)
            described["properties"][name] = {
                "type": "array",
                "items": component.ref,
                "description": f"Given with `expand`: {(expansion.__doc__ or '').splitlines()[0]}",
            }
        return described
