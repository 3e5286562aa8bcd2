"""From the table of acts to views: one way in for all of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import Appearance, Claim, Edit, Evidence, Verdict
from claims.workflow.moves import Act
from factcheck.common.views import Strict
from sources import visibility
from sources.models import Citation

from .answers import ClaimStateSerializer
from .table import ACTS, RECORD, Entry

TAGS = {"claim": "claims", "appearance": "claims", "edge": "claims", "edit": "claims", "evidence": "evidence"}
EDITS = (Act.RECORD, Act.REWORD, Act.SPLIT, Act.MERGE, Act.REJECT, Act.RESTORE)


def perform(entry: Entry, request: Request, **keys: Any) -> Response:
    """Do an act on the row that the address leads to. Raises Http404, ValidationError and DomainError."""
    row = row_of(entry.on, request.user, **keys) if keys else None
    if not isinstance(request.data, dict):
        raise ParseError("The body is not an object of JSON; send one, if need be an empty one: {}.")
    body = entry.takes(data=request.data, context={"request": request})
    body.is_valid(raise_exception=True)
    begun = timezone.now()
    done = entry.do(row, body, request.user)
    edit = None
    if entry.act in EDITS:
        edit = Edit.objects.filter(person=request.user.pk, created_at__gte=begun).order_by("-created_at").first()
    shown = entry.answers(done, context={"request": request, "edit": edit}).data
    return Response(shown, status=201 if entry.created else 200)


def row_of(kind: str, user: Any, *, id: Any, edge: Any = None) -> Any:  # noqa: A002  (as the paths name it)
    """The row of an address, among those that the user may see. Raises Http404."""
    of_claim = {"claim__in": Claim.objects.visible_to(user)}
    rows: dict[str, Any] = {
        "claim": lambda: Claim.objects.visible_to(user),
        "verdict": lambda: Verdict.objects.visible_to(user),
        "evidence": lambda: Evidence.objects.visible_to(user),
        "appearance": lambda: Appearance.objects.filter(**of_claim, retired=False),
        "edge": lambda: Appearance.objects.filter(**of_claim, retired=False),
        "edit": lambda: Edit.objects.filter(person=user.pk),
    }
    row = rows[kind]().filter(pk=id).first()
    if row is None:
        raise Http404
    if edge is None:
        return row
    citation = Citation.objects.filter(pk=edge, snapshot=row.snapshot_id).first()
    if citation is None:
        raise Http404
    return row, citation


class ActView(Strict):
    """An act at its address."""

    renderer_classes = [JSONRenderer]
    entry: ClassVar[Entry]


def act_view(entry: Entry) -> type[ActView]:
    """The view of an act, described."""

    @extend_schema(
        operation_id=entry.name.replace("-", "_"),
        tags=[TAGS.get(entry.on, "verdicts")],
        request=entry.takes,
        responses={201 if entry.created else 200: entry.answers},
        description=f"{entry.says}\n\nA token needs the scope `{entry.scope}`.",
        summary=entry.says.partition(". ")[0].rstrip("."),
    )
    def post(self: ActView, request: Request, **keys: Any) -> Response:
        return perform(entry, request, **keys)

    name = "".join(part.capitalize() for part in entry.name.split("-"))
    return type(f"{name}View", (ActView,), {"entry": entry, "scope": entry.scope, "post": post, "__doc__": entry.says})


class WorkflowView(Strict):
    """Where a claim is on its way, for programs of the desk."""

    renderer_classes = [JSONRenderer]

    @extend_schema(
        operation_id="claims_workflow",
        summary="Read where a claim is on its way",
        tags=["claims"],
        responses=ClaimStateSerializer,
    )
    def get(self, request: Request, id: Any) -> Response:  # noqa: A002  (as the path names it)
        """State, revision, and the acts that are open to you: what the acts answer with. For the desk."""
        if not visibility.sees_all(request.user, "claims.view_claim"):
            raise Http404
        row = row_of("claim", request.user, id=id)
        return Response(ClaimStateSerializer(row, context={"request": request}).data)


class RecordsClaims:
    """For the list of claims: a claim is recorded by a POST to it."""

    scopes: ClassVar[dict[str, str]] = {"create": RECORD.scope}

    @extend_schema(
        request=RECORD.takes,
        responses={201: RECORD.answers},
        description=f"{RECORD.says}\n\nA token needs the scope `{RECORD.scope}`.",
        summary="Record a claim",
    )
    def create(self, request: Request) -> Response:
        """A claim that a person found."""
        return perform(RECORD, request)


VIEWS = [(entry, act_view(entry)) for entry in ACTS]
