"""What was published, corrected or retracted, for programs that keep a copy in step."""

from __future__ import annotations

from functools import lru_cache

import orjson
from django.core.signing import BadSignature, Signer
from django.db.models import F, Max, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from claims.feed.shape import ChangeSerializer, change_body
from claims.models import Change
from factcheck.common.pagination import refused
from factcheck.common.shapes import Place, Slot, Statement, statement_of
from factcheck.common.views import Strict

LIMIT, MOST = 100, 500
NOW = "now"
SINCE = Place("since")
_LIMITS = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
_KINDS = {"type": "array", "items": {"type": "string", "enum": Change.Kind.values}}
_signer = Signer(salt="factcheck.changes")


class ChangesSerializer(serializers.Serializer):
    """Some changes, in the order in which they became visible, and where to go on."""

    changes = ChangeSerializer(many=True)
    next = serializers.CharField(help_text="Give it as `since` to go on; the same again where nothing is new.")
    next_url = serializers.URLField(help_text="The address to ask next.")
    more = serializers.BooleanField(help_text="Whether there is more at once.")


class ChangesView(Strict):
    """Every change once, in one order that is the same for all: ask, keep `next`, and ask with it again."""

    renderer_classes = [JSONRenderer]

    def known_parameters(self) -> dict[str, bool]:
        """Where to begin, how many, and of which kind."""
        return {"since": False, "limit": False, "kind": True}

    @extend_schema(
        operation_id="changes_list",
        summary="List what was published, corrected or retracted",
        tags=["changes"],
        responses=ChangesSerializer,
        parameters=[
            OpenApiParameter("since", str, description="The `next` of an earlier answer; `now` for what comes later."),
            OpenApiParameter("limit", _LIMITS, description="Changes an answer."),
            OpenApiParameter("kind", _KINDS, description="May be repeated."),
        ],
    )
    def get(self, request: Request) -> HttpResponse:
        """Verdicts that were published, corrected or retracted, in order: nothing is missed and nothing comes twice,
        however many publish at once. Ask with `since` again and again."""
        query = request.query_params
        limit, kinds = _limit(query.get("limit")), _kinds(query.getlist("kind"))
        since = _since(query.get("since"))
        found = _statement(limit, kinds).ask({SINCE.name: since})
        rows, more = found[:limit], len(found) > limit
        after = _signer.sign_object([rows[-1][0] if rows else since])
        address = replace_query_param(request.build_absolute_uri(), "since", after)
        told = {"next": after, "next_url": address, "more": more}
        content = b'{"changes":[%b],%b' % (",".join(body for _, body in rows).encode(), orjson.dumps(told)[1:])
        return HttpResponse(content, content_type="application/json", headers={"Link": f'<{address}>; rel="next"'})


@lru_cache
def _statement(limit: int, kinds: tuple[str, ...]) -> Statement:
    """(position, object) of what comes after SINCE, in order, and is public still: a claim that was rejected since is
    gone from here as from everywhere."""
    rows = Change.objects.filter(claim__listing__public=True, position__gt=Slot(SINCE))
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows = rows.order_by("position").annotate(_body=Cast(change_body(), TextField()), _position=F("position"))
    return statement_of(rows.values_list("_position", "_body")[: limit + 1])


def _since(text: str | None) -> int:
    if text is None:
        return 0
    if text == NOW:
        return int(Change.objects.aggregate(last=Max("position"))["last"] or 0)
    try:
        [position] = _signer.unsign_object(text)
        return int(position)
    except (BadSignature, ValueError, TypeError, UnicodeError) as error:
        raise refused("since", "since is no cursor of ours; give the `next` of an earlier answer, or `now`.") from error


def _limit(text: str | None) -> int:
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise refused("limit", f"limit is {text!r}; give a whole number from 1 to {MOST}.")
    return int(text)


def _kinds(given: list[str]) -> tuple[str, ...]:
    for kind in given:
        if kind not in Change.Kind.values:
            raise refused("kind", f"{kind!r} is not a kind of change; allowed: {', '.join(Change.Kind.values)}.")
    return tuple(sorted(set(given)))
