"""Documents sent to be captured, one or many, and read for claims if that is asked for."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.db import transaction
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions import read_snapshot
from claims.extraction.types import ExtractionError
from claims.rules import CAPTURE
from factcheck.common.acts import require
from factcheck.common.errors import DomainError, InvalidInput
from factcheck.common.problem import body_of, problem_of
from sources.actions import record_capture
from sources.api.views import DocumentViewSet
from sources.capture import Captured, CaptureError, capture_sent, capture_url
from sources.models import Document

from .inputs import Input, Words

MOST = 100
LONGEST = 2_000_000  # characters of a text or a page


class CaptureInput(Input):
    """A text, a page of HTML, or the address of one; and what is known about it, which wins over what it says."""

    text = Words(required=False, default="", max_length=LONGEST)
    html = Words(required=False, default="", max_length=LONGEST)
    url = serializers.URLField(required=False, default="", max_length=2000)
    title = Words(required=False, allow_blank=True, default="", max_length=500)
    author = Words(required=False, allow_blank=True, default="", max_length=300)
    publisher = Words(required=False, allow_blank=True, default="", max_length=300, help_text="Its name.")
    published = serializers.DateField(required=False, allow_null=True, default=None)
    language = serializers.RegexField(
        r"\A[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z", required=False, default="", max_length=35, help_text="As en-IE."
    )
    kind = serializers.ChoiceField(choices=Document.Kind.choices, required=False)
    extract = serializers.BooleanField(default=False, help_text="Whether to read it for claims at once.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One thing to capture."""
        if attrs["text"] and attrs["html"]:
            raise ValidationError({"text": ["Give a text or a page of HTML, not both."]})
        if not (attrs["text"] or attrs["html"] or attrs["url"]):
            raise ValidationError({"text": ["Give a text, a page of HTML, or the url of a page."]})
        return attrs


class CapturedSerializer(serializers.Serializer):
    """What was captured."""

    id = serializers.UUIDField(source="snapshot.document_id", help_text="Of the document.")
    snapshot = serializers.UUIDField(source="snapshot.pk")
    created = serializers.BooleanField(help_text="False where the same text of it was captured before.")
    claims = serializers.IntegerField(allow_null=True, help_text="How many were found in it; null where nobody looked.")


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]


class CaptureResultSerializer(serializers.Serializer):
    """What became of one of many."""

    status = serializers.IntegerField(help_text="As if it had been sent alone.")
    document = CapturedSerializer(required=False)
    problem = ProblemSerializer(required=False)


class CaptureResultsSerializer(serializers.Serializer):
    """What became of each, in the order in which they were sent."""

    results = CaptureResultSerializer(many=True)


class CaptureAnswer(CapturedSerializer):
    """Of one document that was captured before; or what became of each of many."""


class CaptureInputs(CaptureInput):
    """One document, or an array of them."""


class OneOrMany(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """What an array holds is looked at one by one, so that one that is wrong stops no other."""

    target_class = CaptureInputs
    priority = 1  # before what holds for every body

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """An object or an array."""
        one = auto_schema.resolve_serializer(CaptureInput(), direction).ref
        return {"oneOf": [one, {"type": "array", "items": {}, "minItems": 1, "maxItems": MOST}]}


class OfOneOrMany(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """As what was sent."""

    target_class = CaptureAnswer

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """An object for one, or for many."""
        forms = (CapturedSerializer(), CaptureResultsSerializer())
        return {"oneOf": [auto_schema.resolve_serializer(form, direction).ref for form in forms]}


class DocumentWithCaptureViewSet(DocumentViewSet):
    """Documents. The public sees those that a claim with a published verdict stands in; the desk sees all."""

    scopes: ClassVar[dict[str, str]] = {"create": "documents"}

    @extend_schema(
        request=CaptureInputs,
        responses={201: CapturedSerializer, 200: CaptureAnswer},
        summary="Capture a document, or many",
        description=f"An object is one document: 201, or 200 where the same text was captured before. An array holds up"
        f" to {MOST}: 200, with what became of each. A token needs the scope `documents`.",
    )
    def create(self, request: Request) -> Response:
        """A text, page or address, or an array of them."""
        require(cast("User", request.user), CAPTURE)
        if isinstance(request.data, dict):
            status, shown = _capture(request, request.data)
            return Response(shown, status=status)
        if not isinstance(request.data, list):
            raise ParseError("The body is neither an object of JSON nor an array of them.")
        if not 1 <= len(request.data) <= MOST:
            raise InvalidInput(f"The array has {len(request.data)} documents; send from 1 to {MOST} at once.")
        return Response({"results": [_one_of_many(request, each) for each in request.data]})


def _one_of_many(request: Request, data: Any) -> dict[str, Any]:
    try:
        if not isinstance(data, dict):
            raise ParseError("This is no object of JSON.")
        status, shown = _capture(request, data)
    except (DomainError, ParseError, ValidationError) as error:
        problem = problem_of(error, request)
        return {"status": problem.status, "problem": body_of(request, problem)}
    return {"status": status, "document": shown}


def _capture(request: Request, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Captured wholly or not at all. Raises ValidationError and DomainError."""
    body = CaptureInput(data=data, context={"request": request})
    body.is_valid(raise_exception=True)
    given = body.validated_data
    try:
        captured = _captured(given)
    except CaptureError as error:
        field = next(name for name in ("text", "html", "url") if given[name])
        raise InvalidInput(str(error), field=field) from error
    with transaction.atomic():
        recorded = record_capture(
            captured, by=cast("User", request.user), publisher=given["publisher"].strip(), published=given["published"]
        )
        document = recorded.snapshot.document
        if recorded.created and given.get("kind", document.kind) != document.kind:
            Document.objects.filter(pk=document.pk).update(kind=given["kind"])
        claims = _read(recorded.snapshot) if given["extract"] else None
    shown = {"snapshot": recorded.snapshot, "created": recorded.created, "claims": claims}
    return 201 if recorded.created else 200, CapturedSerializer(shown).data


def _captured(given: dict[str, Any]) -> Captured:
    if not (given["text"] or given["html"]):
        return capture_url(given["url"])
    told = ("text", "html", "url", "title", "author", "language", "published")
    return capture_sent(**{name: given[name] for name in told})


def _read(snapshot: Any) -> int:
    try:
        return read_snapshot(snapshot).claims_found
    except ExtractionError as error:
        raise InvalidInput(f"It can't be read for claims: {error}", field="extract") from error
