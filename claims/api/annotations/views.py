"""The addresses of annotations: a document's, page by page, and each alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.common.pagination import refused
from factcheck.common.views import Strict
from sources.models import Document

from .container import Container, appearances
from .preferences import Preference, preference
from .schemas import AnnotationSerializer, ContainerOrPage
from .shape import Addresses, annotation
from .vocabulary import ANNO, JSON_LD, MEDIA_TYPE, OF_ANNOTATION, OF_CONTAINER

MOST_PAGES = 10**9


class JSONLDRenderer(JSONRenderer):
    """JSON-LD, which comes first: it is what who asks for nothing gets (Protocol, section 4.1)."""

    media_type = JSON_LD
    format = "json-ld"


class Annotated(Strict):
    """What the answers have in common. kind: the Link header that says what stands at the address."""

    renderer_classes = [JSONLDRenderer, JSONRenderer]
    kind: str

    @property
    def default_response_headers(self) -> dict[str, str]:
        """On every answer, to OPTIONS too."""
        return {**super().default_response_headers, "Link": self.kind}

    def answer(self, request: Request, data: Any, **headers: str) -> Response:
        """The data, in the media type with its profile where JSON-LD was asked for."""
        as_json_ld = isinstance(request.accepted_renderer, JSONLDRenderer)
        content_type = MEDIA_TYPE if as_json_ld else None
        return Response(data, content_type=content_type, headers={k.replace("_", "-"): v for k, v in headers.items()})


class AnnotationView(Annotated):
    """One place where a claim stands."""

    kind = OF_ANNOTATION

    @extend_schema(
        operation_id="annotations_retrieve",
        summary="Read one annotation",
        tags=["annotations"],
        responses={(200, media_type): AnnotationSerializer for media_type in (MEDIA_TYPE, "application/json")},
    )
    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002  (as the path names it)
        """A claim at the words it stands in, with the verdict that is published on it.

        The identifier is that of the appearance.
        """
        row = appearances(request.user).filter(pk=id).first()
        if row is None:
            raise Http404
        return self.answer(request, {"@context": ANNO, **annotation(row, Addresses(request))})


class DocumentAnnotationsView(Annotated):
    """All of a document."""

    kind = OF_CONTAINER

    def known_parameters(self) -> dict[str, bool]:
        """Which page, and what it holds."""
        return {"page": False, "iris": False}

    @extend_schema(
        operation_id="documents_annotations",
        summary="List the annotations of a document",
        tags=["annotations"],
        parameters=[
            OpenApiParameter(
                "page",
                {"type": "integer", "minimum": 0, "maximum": MOST_PAGES},
                description="Number of a page, from 0, as the links give it; without it the collection.",
            ),
            OpenApiParameter(
                "iris",
                {"type": "integer", "enum": [0, 1]},
                description="1: pages name the annotations, 0: they hold them. Comes before the Prefer header.",
            ),
            OpenApiParameter(
                "Prefer",
                OpenApiTypes.STR,
                OpenApiParameter.HEADER,
                description="What a collection holds: `return=representation;include="
                '"http://www.w3.org/ns/oa#PreferContainedIRIs"`, as section 4.2.1 of the Protocol says.',
            ),
        ],
        responses={(200, media_type): ContainerOrPage for media_type in (MEDIA_TYPE, "application/json")},
    )
    def get(self, request: Request, id: UUID) -> Response:  # noqa: A002  (as the path names it)
        """The claims that stand in a document, as a W3C Annotation Collection, in the order of the text.

        Without `page`, the collection with its first page; with `page`, that page. Pages hold 100. The Web Annotation
        Protocol's preferences are honoured: a minimal container, addresses only, whole annotations.
        """
        wanted = preference(request.headers.get("Prefer", ""))
        number = _number(request, "page", MOST_PAGES)
        iris = _number(request, "iris", 1)
        document = Document.objects.visible_to(request.user).filter(pk=id).first()
        if document is None:
            raise Http404
        as_iris = bool(wanted.iris and number is None) if iris is None else bool(iris)
        container = Container(
            document, appearances(request.user).filter(snapshot__document=id), Addresses(request), as_iris
        )
        if number is None:
            return self._collection(request, container, wanted)
        if number >= container.pages:
            raise Http404
        return self.answer(request, container.page(number))

    def _collection(self, request: Request, container: Container, wanted: Preference) -> Response:
        headers = {"Content_Location": container.id}
        if wanted.applies:
            headers["Preference_Applied"] = "return=representation"
        return self.answer(request, container.describe(embedded=not wanted.minimal), **headers)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer depends on the Prefer header too."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Prefer"])
        return response


def _number(request: Request, name: str, most: int) -> int | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= most):
        raise refused(name, f"{name} is {text!r}; give a whole number from 0 to {most}.")
    return int(text)
