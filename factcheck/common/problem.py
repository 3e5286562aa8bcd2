"""Problem details (RFC 9457): the one shape of every error of the API, and the one handler that gives it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import escape_uri_path
from django.utils.log import log_response
from django.views import defaults
from rest_framework import exceptions
from rest_framework.views import set_rollback

from factcheck.common.acts import Conflict, Stale
from factcheck.common.errors import DomainError, InvalidInput, NotAllowed

MEDIA_TYPE = "application/problem+json"
API = "/api/"
GOOGLE = "/v1alpha1/"  # that of Google's Fact Check Tools, which has errors of another shape
APIS = (API, GOOGLE)


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem that a program may want to tell apart; the others are about:blank (RFC 9457, section 4.2.1)."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str

    @property
    def uri(self) -> str:
        """Names the kind for good, and answers with its meaning."""
        return f"{API}problems/{self.slug}/"


UNKNOWN_PARAMETER = ProblemType(
    "unknown-parameter",
    HTTPStatus.BAD_REQUEST,
    "Unknown query parameter",
    "The query has a parameter that this address does not know. Each entry of errors names one, and the nearest known.",
)
INVALID_PARAMETER = ProblemType(
    "invalid-parameter",
    HTTPStatus.BAD_REQUEST,
    "Invalid query parameter",
    "A parameter is known, but not with this value. Each entry of errors names one, and what is allowed.",
)
INVALID_INPUT = ProblemType(
    "invalid-input",
    HTTPStatus.BAD_REQUEST,
    "Invalid input",
    "What was sent is not what it should be. Each entry of errors names the field, the reason and the remedy.",
)
REFUSED = ProblemType(
    "refused",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Refused by the rules of the house",
    "The request is well formed, but the rules don't permit it in the present state. The detail says why.",
)
RATE_LIMITED = ProblemType(
    "rate-limited",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many requests",
    "Too much was asked in a short time. The headers RateLimit-Policy and RateLimit say how much is allowed, and what "
    "is left of it, Retry-After when to ask again.",
)
STALE = ProblemType(
    "stale",
    HTTPStatus.CONFLICT,
    "Changed meanwhile",
    "The row is at another revision than the one that was sent. The detail says what changed; look again, then repeat.",
)
CONFLICT = ProblemType(
    "conflict",
    HTTPStatus.CONFLICT,
    "Done by somebody else",
    "Somebody else changed the same thing at the same moment; nothing was done. Look again, then repeat.",
)
KINDS = (UNKNOWN_PARAMETER, INVALID_PARAMETER, INVALID_INPUT, REFUSED, STALE, CONFLICT, RATE_LIMITED)
TYPES = {kind.slug: kind for kind in KINDS}


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field or parameter."""

    field: str
    detail: str


@dataclass(frozen=True)
class Problem:
    """One error on its way to the client; kind None is about:blank."""

    status: int
    detail: str
    kind: ProblemType | None = None
    errors: Sequence[FieldError] = ()
    headers: dict[str, str] = field(default_factory=dict)


# Below other addresses than our own API's, errors have the shape that is said here, by the beginning of the address.
SHAPES: dict[str, Callable[[HttpRequest, Problem], HttpResponse]] = {}


class ParametersRefused(exceptions.APIException):
    """The query string is not one that this address understands."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, kind: ProblemType, errors: Sequence[FieldError]) -> None:
        super().__init__(" ".join(error.detail for error in errors))
        self.kind = kind
        self.errors = tuple(errors)


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """The answer to any exception that a view of the API lets through (REST_FRAMEWORK's EXCEPTION_HANDLER)."""
    set_rollback()
    request: HttpRequest = context["request"]
    problem = problem_of(error, request)
    response = respond(request, problem)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        # Nobody else gets to see it: the log tells it, and so do the listeners that Django tells of a crash.
        log_response(
            "%s: %s", response.reason_phrase, request.path, response=response, request=request, exception=error
        )
        got_request_exception.send(sender=None, request=request)
    return response


def problem_of(error: Exception, request: Any) -> Problem:
    """What a client may know of an exception; of one that nobody foresaw, nothing but that it happened."""
    match error:
        case ParametersRefused():
            return Problem(error.status_code, str(error.detail), error.kind, error.errors)
        case InvalidInput():
            errors = [FieldError(error.field, str(error))] if error.field else []
            return Problem(INVALID_INPUT.status, str(error), INVALID_INPUT, errors)
        case NotAllowed():
            return Problem(HTTPStatus.FORBIDDEN, str(error))
        case Stale():
            return Problem(STALE.status, str(error), STALE)
        case Conflict():
            return Problem(CONFLICT.status, str(error), CONFLICT)
        case DomainError():
            return Problem(REFUSED.status, str(error), REFUSED)
        case Http404() | exceptions.NotFound():
            # The same words whether it isn't there or isn't public: an answer must not tell which.
            return Problem(HTTPStatus.NOT_FOUND, f"There is nothing at {request.path}.")
        case PermissionDenied():
            return Problem(HTTPStatus.FORBIDDEN, "You may not do this.")
        case SuspiciousOperation():
            return Problem(HTTPStatus.BAD_REQUEST, "The request is malformed.")
        case exceptions.ValidationError():
            errors = list(_flat(error.detail))
            return Problem(INVALID_INPUT.status, " ".join(e.detail for e in errors), INVALID_INPUT, errors)
        case exceptions.Throttled():
            return Problem(error.status_code, str(error.detail), RATE_LIMITED, headers=_headers(error))
        case exceptions.APIException():
            return Problem(error.status_code, str(error.detail), headers=_headers(error))
        case _:
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed; the failure is in its log.")


def body_of(request: Any, problem: Problem) -> dict[str, Any]:
    """The members of a problem."""
    return {
        "type": problem.kind.uri if problem.kind else "about:blank",
        "title": problem.kind.title if problem.kind else HTTPStatus(problem.status).phrase,
        "status": int(problem.status),
        "detail": problem.detail,
        "instance": escape_uri_path(request.path),
        "errors": [asdict(error) for error in problem.errors],
    }


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as RFC 9457, section 3.1, has it, with `errors` as its extension member; where another API's shape
    holds, in that."""
    for prefix, shape in SHAPES.items():
        if request.path.startswith(prefix):
            return shape(request, problem)
    # Plain JSON whatever the client accepts: an error in a format that was refused would be another error.
    return JsonResponse(
        body_of(request, problem),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=problem.headers,
        json_dumps_params={"ensure_ascii": False},
    )


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    return headers


def _flat(detail: Any, path: str = "") -> Iterator[FieldError]:
    """DRF's nested error details, one by one; a field within a field is outer.inner."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _flat(inner, path)
    else:
        yield FieldError(path, str(detail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what is refused before it reaches a view, such as a strange Host header."""
    if request.path.startswith(APIS):
        return respond(request, problem_of(SuspiciousOperation(), request))
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what fails outside the views, such as a middleware. Django has logged it already."""
    if request.path.startswith(APIS):
        return respond(request, problem_of(RuntimeError(), request))
    return defaults.server_error(request)
