"""Errors as Google's APIs write them (https://google.aip.dev/193): one shape of all errors below the address."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.log import log_response
from rest_framework.exceptions import APIException
from rest_framework.views import set_rollback

from claims.markup import AlreadyMarkedUp
from factcheck.common.acts import Conflict
from factcheck.common.problem import REFUSED, Problem, exception_handler

MEDIA_TYPE = "application/json; charset=UTF-8"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
Violations = Iterable[tuple[str, str]]

# google.rpc.Code by HTTP status, where the status says enough.
CODES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    409: "ABORTED",
    413: "INVALID_ARGUMENT",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class Refusal(APIException):
    """What Google's API answers with this status; violations name the fields, "" for none in particular."""

    def __init__(self, message: str, *, status: int = 400, code: str = "", violations: Violations = ()) -> None:
        super().__init__(message)
        self.status_code = status
        self.code = code or CODES[status]
        self.violations = list(violations)


def bad_request(violations: Violations) -> Refusal:
    """400, with all that is wrong."""
    found = list(violations)
    return Refusal("\n".join(what for _, what in found), violations=found)


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """The answer to any exception that a view lets through. What isn't Google's own goes the way of all errors, and
    comes back in this shape."""
    if isinstance(error, AlreadyMarkedUp):
        error = Refusal(str(error), status=409, code="ALREADY_EXISTS")
    elif isinstance(error, Conflict):
        error = Refusal(str(error), status=409)
    if isinstance(error, Refusal):
        set_rollback()
        response = written(error.status_code, error.code, str(error.detail), error.violations)
        if error.status_code == HTTPStatus.NOT_IMPLEMENTED:  # no failure of ours: nobody is to be woken up
            request: HttpRequest = context["request"]
            log_response(
                "%s: %s", response.reason_phrase, request.path, response=response, request=request, level="warning"
            )
        return response
    return exception_handler(error, context)


def shape(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem of the house, said in Google's words."""
    if problem.kind is REFUSED:
        return written(400, "FAILED_PRECONDITION", problem.detail, headers=problem.headers)
    code = CODES.get(problem.status, "INTERNAL" if problem.status >= 500 else "INVALID_ARGUMENT")
    violations = [(error.field, error.detail) for error in problem.errors]
    return written(problem.status, code, problem.detail, violations, problem.headers)


def written(
    status: int, code: str, message: str, violations: Violations = (), headers: dict[str, str] | None = None
) -> HttpResponse:
    """The error on its way: google.rpc.Status, with google.rpc.BadRequest where fields are named."""
    error: dict[str, Any] = {"code": int(HTTPStatus(status)), "message": message, "status": code}
    fields = [{**({"field": field} if field else {}), "description": what} for field, what in violations]
    if fields:
        error["details"] = [{"@type": BAD_REQUEST, "fieldViolations": fields}]
    return JsonResponse(
        {"error": error},
        status=status,
        content_type=MEDIA_TYPE,
        headers=headers or {},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
